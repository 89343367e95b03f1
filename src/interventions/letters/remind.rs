//! On weekday mornings: whoever has left is no longer asked about, and managers who still owe lines are reminded as the
//! day comes near.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{
    mailing::Post,
    remind_manager::RemindMail,
    state::Lines,
    stop_asking::stop_asking,
    store::{self, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::Result,
        jobs,
        schedule::{Missed, Schedule},
    },
    trial::allocation::end::ended_at,
};

/// The morning round of rounds. One that was missed is not made up for: the next one sees the same.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("letters.remind_managers", "0 0 9 * * Mon-Fri", Missed::Skip, remind)
}

fn remind(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    for round in store::rounds::all(conn)? {
        if round.asked_at.is_some() && ended_at(conn, &round.trial_id)?.is_none() {
            stop_asking(conn, floor, &round)?;
            remind_round(floor, conn, &round, occasion)?;
        }
    }
    Ok(())
}

fn remind_round(floor: &Floor, conn: &mut Conn, round: &Round, occasion: Moment) -> Result<()> {
    let Some(days) = due(round, &floor.settings.letters.remind_days_before, london_date(occasion)) else {
        return Ok(());
    };
    for post in owing(conn, round)? {
        // The day is in the key, so that a deadline that moved is reminded of again.
        let key = format!("letters.remind_manager:{}:{}:{days}", post.row(), round.lines_due_on);
        jobs::enqueue_once::<RemindMail>(conn, floor, &key, &post, floor.clock.now())?;
    }
    Ok(())
}

/// Whoever has lines of a round in hand that have not come, in an order that repeats.
pub fn owing(conn: &mut Conn, round: &Round) -> Result<Vec<Post>> {
    let hands = store::hands::of_round(conn, &round.id)?;
    let mut owing = BTreeSet::new();
    for lines in store::lines::of_round(conn, &round.id)?.into_iter().filter(|lines| lines.lines == Lines::Asked) {
        let Some(manager_id) = lines.manager_id else { continue };
        let hand = hands.iter().find(|hand| hand.manager_id == manager_id);
        let writer = hand.map(|hand| hand.writer_id.as_str()).filter(|writer| *writer != lines.person_id);
        let writer = writer.map(str::to_owned);
        owing.insert((manager_id, writer));
    }
    let posts = owing.into_iter();
    Ok(posts.map(|(manager_id, writer_id)| Post { round_id: round.id.clone(), manager_id, writer_id }).collect())
}

fn due(round: &Round, days_before: &[u16], today: NaiveDate) -> Option<u16> {
    due_on(london_date(round.asked_at?), round.lines_due_on, days_before, today)
}

/// Which reminder counts on a day: the latest whose own day has come and lies after the asking. One whose day fell on a
/// weekend counts on Monday; its once-ever key keeps it from coming again the day after.
fn due_on(asked_on: NaiveDate, lines_due_on: NaiveDate, days_before: &[u16], today: NaiveDate) -> Option<u16> {
    let has_come = |days: &u16| {
        let day = lines_due_on.checked_sub_days(Days::new(u64::from(*days)));
        day.is_some_and(|day| day <= today && day > asked_on)
    };
    days_before.iter().copied().filter(has_come).min().filter(|_| today <= lines_due_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn march(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    #[test]
    fn a_reminder_counts_from_its_day_until_the_next_and_none_after_the_end() {
        let on = |day| due_on(march(1), march(12), &[3, 1], march(day));
        assert_eq!([8, 9, 10, 11, 12, 13].map(on), [None, Some(3), Some(3), Some(1), Some(1), None]);
    }

    #[test]
    fn no_reminder_follows_on_the_heels_of_the_asking() {
        assert_eq!(due_on(march(9), march(12), &[3, 1], march(10)), None);
        assert_eq!(due_on(march(9), march(12), &[3, 1], march(11)), Some(1));
    }
}
