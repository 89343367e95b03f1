//! What a lead has to worry about in letters: lines that are late, letters that wait for a signature or are kept back, and those that a
//! carrier refused.

use chrono::{NaiveDate, TimeDelta};

use super::{
    counts::Counts,
    round::RUN,
    state::State,
    store::{self, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        clock::{london_date, long_date},
        db::Conn,
        error::Result,
        web::Visitor,
    },
    trial::{
        allocation::end::ended_at,
        this_week::worry::{Urgency, Worry},
    },
};

/// From how many days before a day on it is late unless somebody sees to it.
const WEEK: TimeDelta = TimeDelta::days(7);
/// The same, for what takes a leader minutes.
const DAYS: TimeDelta = TimeDelta::days(3);

/// For those who run letters, of each round that they reach.
pub fn worries(conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Vec<Worry>> {
    let today = floor.clock.today();
    let mut found = Vec::new();
    for round in store::rounds::all(conn)?.into_iter().filter(|round| visitor.reaches(RUN, &round.authority_id)) {
        if ended_at(conn, &round.trial_id)?.is_none() {
            let rows = store::lines::of_round(conn, &round.id)?;
            let refused = rows.iter().filter(|row| row.state == State::Refused).count();
            found.extend(of_round(&round, Counts::of(&rows), refused, today));
        }
    }
    Ok(found)
}

fn of_round(round: &Round, counts: Counts, refused: usize, today: NaiveDate) -> Vec<Worry> {
    let page = format!("/letters/rounds/{}", round.id);
    let worry = |many: usize, urgency, what: &str, figure: String, since: Option<NaiveDate>| {
        (many > 0).then(|| Worry {
            urgency,
            title: format!("{what}: {}", round.name),
            figure,
            since,
            href: page.clone(),
            mend: "Open the round",
        })
    };
    let (due, post) = (round.lines_due_on, round.post_on);
    let asked = round.asked_at.map(london_date);
    let composed = round.composed_at.map(london_date);
    let lines = format!("{} of {} are outstanding, due on {}.", counts.outstanding, counts.people, long_date(due));
    let late = asked.filter(|_| due < today);
    let soon = asked.filter(|_| due >= today && due - today <= WEEK);
    let unsigned =
        format!("{} wait to be read and signed, to be posted on {}.", letters(counts.ready), long_date(post));
    let sign_now = if post - today <= DAYS { Urgency::Now } else { Urgency::Soon };
    let found = [
        worry(
            if late.is_some() { counts.outstanding } else { 0 },
            Urgency::Now,
            "Lines that are late",
            lines.clone(),
            Some(due),
        ),
        worry(
            if soon.is_some() { counts.outstanding } else { 0 },
            Urgency::Soon,
            "Lines that are not there yet",
            lines,
            asked,
        ),
        worry(counts.ready, sign_now, "Letters without a signature", unsigned, composed),
        worry(
            counts.held,
            Urgency::Soon,
            "Letters kept back",
            format!("{} until somebody decides.", wait(counts.held)),
            composed,
        ),
        worry(
            refused,
            Urgency::Now,
            "Letters that the carrier did not print",
            format!("{} until somebody decides.", wait(refused)),
            composed,
        ),
    ];
    found.into_iter().flatten().collect()
}

fn letters(many: usize) -> String {
    if many == 1 { "1 letter".to_owned() } else { format!("{many} letters") }
}

fn wait(many: usize) -> String {
    format!("{} {}", letters(many), if many == 1 { "waits" } else { "wait" })
}
