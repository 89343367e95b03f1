//! Hours that a series is likely to have taken, put forward for the coordinator to take with a rate of their own or to leave.
//! Nothing of it is a cost until then, and no rate is made up here.
//!
//! Staff who come give an hour and a half, not the hour itself: ninety minutes a month, said somebody in the trial (webinar).

use chrono::{Datelike, NaiveDate};

use super::{
    line::{CostLine, Heading, How, Of, hours},
    note::{keep, rate},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    interventions::rounds::{
        came::attendances,
        leaders::{Leader, Part},
        round::{Round, State},
        store::{self, series::Series},
    },
};

/// What a Round takes of each person who comes, with going there and back.
pub const MINUTES_EACH: i32 = 90;

/// Hours that are put forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is about: one that was taken is not put forward again.
    pub key: String,
    pub of: Of,
    pub heading: Heading,
    /// What it is for, with how it was come by; no names.
    pub what: String,
    pub minutes: i32,
}

/// All that is put forward for a series and was not taken yet.
pub fn proposals(conn: &mut Conn, series: &Series) -> Result<Vec<Proposal>> {
    let mut held = store::rounds::of_series(conn, &series.id)?;
    held.retain(|round| round.state == State::Held);
    let mut found = of_leaders(&store::leaders::of_series(conn, &series.id)?, series, months(&held));
    for round in &held {
        found.extend(of_those_who_came(series, round, attendances(conn, round)?));
    }
    let taken = store::costs::of_series(conn, &series.id)?;
    found.retain(|one| !taken.iter().any(|line| line.proposal.as_ref() == Some(&one.key)));
    Ok(found)
}

/// Takes one with the rate that was typed. One that was taken already changes nothing.
///
/// # Errors
/// `Invalid`, for a rate that cannot be read; `TooLate`, where it is not put forward any more.
pub fn take(conn: &mut Conn, floor: &Floor, actor: &str, series: &Series, form: &Form) -> Result<()> {
    let mut complaints = Complaints::default();
    let pence_an_hour = rate(form, &mut complaints);
    let pence_an_hour = complaints.or(pence_an_hour)?.ok_or_else(|| Error::broken("a rate was read and lost"))?;
    let found = proposals(conn, series)?.into_iter().find(|one| one.key == form.text("proposal"));
    let one = found.ok_or_else(|| Error::TooLate("These hours are on record already, or have changed.".into()))?;
    let line = CostLine {
        id: floor.ids.next(),
        of: one.of,
        heading: one.heading,
        what: one.what,
        how: How::Time { minutes: one.minutes, pence_an_hour },
        proposal: Some(one.key),
        noted_by: actor.to_owned(),
        noted_at: floor.clock.now(),
    };
    keep(conn, floor, actor, series, &line)
}

/// The months from the first Round that was held to the last, both counted.
fn months(held: &[Round]) -> i32 {
    let month = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default();
    let days = || held.iter().map(|round| month(round.span.day()));
    days().max().zip(days().min()).map_or(0, |(last, first)| last - first + 1)
}

/// What leaders' parts take, for as long as Rounds were held. One that was taken is put forward again, with the months that have
/// come since, once it is taken back.
fn of_leaders(leaders: &[Leader], series: &Series, months: i32) -> Vec<Proposal> {
    let proposal = |leader: &Leader| {
        let minutes = leader.minutes_a_month.filter(|minutes| *minutes > 0)?;
        let heading = match leader.part {
            Part::Facilitator | Part::ClinicalLead | Part::Coordinator => Heading::Round,
            Part::Signatory | Part::Steering | Part::Mentor => Heading::Steering,
        };
        Some(Proposal {
            key: format!("leader.{}", leader.id),
            of: Of::Series { series_id: series.id.clone() },
            heading,
            what: format!(
                "{}: {} a month, over {months} month{}",
                leader.part.words(),
                hours(minutes),
                if months == 1 { "" } else { "s" }
            ),
            minutes: minutes.saturating_mul(months),
        })
    };
    if months == 0 { Vec::new() } else { leaders.iter().filter_map(proposal).collect() }
}

fn of_those_who_came(series: &Series, round: &Round, came: usize) -> Option<Proposal> {
    let came = i32::try_from(came).ok().filter(|came| *came > 0)?;
    Some(Proposal {
        key: format!("came.{}", round.id),
        of: Of::Round { series_id: series.id.clone(), round_id: round.id.clone() },
        heading: Heading::Round,
        what: format!("Time of the {came} who came, {} each", hours(MINUTES_EACH)),
        minutes: came.saturating_mul(MINUTES_EACH),
    })
}
