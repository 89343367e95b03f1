//! Two looks at the clock, at the hours at which Notify's own staff look: at seven on weekdays, for letters that missed
//! yesterday's run; at seven in the evening, for letters that have been with the printer for over two working days.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::{
    sending::{Stage, opens_at},
    store::{self, rounds::Round, sendings::Sending},
};
use crate::floor::{
    Floor,
    clock::{Moment, london_date, london_moment},
    db::Conn,
    error::Result,
    jobs::{self, Claim, Ending, Work},
    post::Status,
    schedule::{Missed, Schedule},
};

/// The working days that a letter may be with the printer.
const AT_THE_PRINTER: usize = 2;

/// Raises an alarm about the late letters of a round, unless they are on their way by then.
#[derive(Debug, Clone, Copy)]
pub struct LateLetters;

#[derive(Debug, Serialize, Deserialize)]
pub struct Late {
    round_id: String,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    /// The carrier did not take it before the run it was meant for.
    NotTaken,
    /// The carrier has it, and does not say that it is posted.
    NotPosted,
}

pub fn schedules() -> Result<[Schedule; 2]> {
    Ok([
        Schedule::new("letters.not_taken", "0 0 7 * * Mon-Fri", Missed::Skip, |floor, conn, occasion| {
            look(floor, conn, occasion, What::NotTaken)
        })?,
        Schedule::new("letters.not_posted", "0 0 19 * * Mon-Fri", Missed::Skip, |floor, conn, occasion| {
            look(floor, conn, occasion, What::NotPosted)
        })?,
    ])
}

fn look(floor: &Floor, conn: &mut Conn, occasion: Moment, what: What) -> Result<()> {
    for round in store::rounds::all(conn)? {
        if count(conn, &round, what, occasion)? > 0 {
            let key = format!("{}:{what:?}:{}:{}", LateLetters::KIND, round.id, london_date(occasion));
            let late = Late { round_id: round.id, what };
            jobs::enqueue_once::<LateLetters>(conn, floor, &key, &late, floor.clock.now())?;
        }
    }
    Ok(())
}

impl Work for LateLetters {
    const KIND: &'static str = "letters.late";
    type Job = Late;
    type Guard = ();
    type Ready = ();
    type Done = ();

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Late) -> Result<Claim<()>> {
        let round = store::rounds::one(conn, &job.round_id)?;
        let (kind, why) = match (count(conn, &round, job.what, floor.clock.now())?, job.what) {
            (0, _) => return Ok(Claim::NotNeeded("the letters are on their way".into())),
            (late, What::NotTaken) => (
                "letters.not_taken",
                format!("{} not with the carrier, and yesterday’s post has gone.", some(late, "is", "are")),
            ),
            (late, What::NotPosted) => (
                "letters.not_posted",
                format!(
                    "{} been with the carrier for over two working days, and it does not say that it posted what it has. Ask Notify’s staff.",
                    some(late, "has", "have")
                ),
            ),
        };
        Ok(Claim::Alarm { kind, subject: round.id, why })
    }

    fn work(&self, _: &Floor, _: &str, (): ()) -> Result<()> {
        Ok(())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, (): ()) -> Result<Ending> {
        Ok(Ending::Done)
    }
}

/// So many of a round's letters, with the verb that fits them.
fn some(late: usize, one: &str, more: &str) -> String {
    if late == 1 {
        format!("One of a round’s letters {one}")
    } else {
        format!("{late} of a round’s letters {more}")
    }
}

fn count(conn: &mut Conn, round: &Round, what: What, now: Moment) -> Result<usize> {
    let mut late = 0;
    for sending in store::sendings::of_round(conn, &round.id)? {
        late += usize::from(is_late(&sending, round, what, now)?);
    }
    Ok(late)
}

fn is_late(sending: &Sending, round: &Round, what: What, now: Moment) -> Result<bool> {
    let waiting_for_scan = sending.carrier_status.as_deref() == Some(Status::PendingVirusCheck.name());
    let since = sending.accepted_at.unwrap_or_else(|| sending.promised_at.max(opens_at(round)));
    Ok(match (what, sending.stage()?) {
        (What::NotTaken, Stage::Promised | Stage::Asked) => since < last_run(now),
        (What::NotTaken, Stage::Accepted) => waiting_for_scan && since < last_run(now),
        (What::NotPosted, Stage::Accepted | Stage::Mending) => {
            working_days(london_date(since), london_date(now)) > AT_THE_PRINTER
        }
        _ => false,
    })
}

/// Yesterday's half past five, after which nothing joins that day's letters.
fn last_run(now: Moment) -> Moment {
    london_moment(london_date(now) - Days::new(1), NaiveTime::from_hms_opt(17, 30, 0).unwrap_or_default())
}

/// How many weekdays come after one day, up to another. Bank holidays count as weekdays.
fn working_days(after: NaiveDate, until: NaiveDate) -> usize {
    let days = after.iter_days().skip(1).take_while(|day| *day <= until);
    days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_no_working_days() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        assert_eq!(working_days(day(5), day(8)), 1, "Friday to Monday");
        assert_eq!(working_days(day(1), day(3)), 2);
        assert_eq!(working_days(day(3), day(1)), 0);
    }

    #[test]
    fn the_last_run_was_yesterday_at_half_past_five_here() {
        let summer = NaiveDate::from_ymd_opt(2027, 7, 6).unwrap().and_hms_opt(6, 0, 0).unwrap();
        assert_eq!(last_run(summer).to_string(), "2027-07-05 16:30:00");
    }
}
