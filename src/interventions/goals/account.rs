//! What goal-setting tells of a trial for the account of what was delivered: which course, over which weeks, and how often a site
//! changed its words. Nobody's name is in it.

use chrono::Days;

use super::{
    course::{SLOT_MINUTES, WEEKS},
    store::{self, runs::Run},
};
use crate::{
    floor::{Floor, clock::long_date, db::Conn, error::Result},
    trial::{
        delivery::told::{Heading, Told},
        roster::people::authorities,
    },
};

/// What is known of the runs of a trial. A half hour a week is meant for each person.
pub fn account(conn: &mut Conn, _: &Floor, trial_id: &str) -> Result<Told> {
    let mut runs = store::runs::all(conn)?;
    runs.retain(|run| run.trial_id == trial_id);
    runs.sort_by(|a, b| (a.starts_on, &a.name, &a.authority_id).cmp(&(b.starts_on, &b.name, &b.authority_id)));
    let mut told = Told::default();
    if runs.is_empty() {
        return Ok(told);
    }
    told.fact(
        Heading::How,
        "By oneself, on a page behind a link in a diary entry; on paper for whoever no mail reaches.",
    );
    told.fact(
        Heading::Procedures,
        "The team manager agrees to a weekly half hour; an invitation puts it into the diary; a half hour that was lost is offered again.",
    );
    told.fact(
        Heading::Tailoring,
        "Each part is written for thirty minutes, for ten and for two; a half hour can be moved or passed over.",
    );
    let authorities = authorities(conn)?;
    for run in &runs {
        let authority = authorities.iter().find(|one| one.id == run.authority_id).map_or("", |one| one.name.as_str());
        *told.each.entry(authority.to_owned()).or_default() += usize::try_from(WEEKS).unwrap_or_default();
        let changed = store::texts::version(conn, &run.id)?;
        facts(&mut told, run, authority, changed);
    }
    Ok(told)
}

/// A site starts one where somebody there receives, so that it names who does.
fn facts(told: &mut Told, run: &Run, authority: &str, changed: i32) {
    let Run { name, course, course_version, starts_on, .. } = run;
    told.fact_of_served(Heading::Materials, format!("Run “{name}”: course {course}, version {course_version}."));
    told.fact_of_served(Heading::Where, format!("Run “{name}”: {authority}."));
    let last =
        starts_on.checked_add_days(Days::new(7 * u64::try_from(WEEKS).unwrap_or_default())).unwrap_or(*starts_on);
    let (first, last) = (long_date(*starts_on), long_date(last.pred_opt().unwrap_or(last)));
    told.fact_of_served(
        Heading::WhenAndHowMuch,
        format!("Run “{name}”: {WEEKS} weeks, {SLOT_MINUTES} minutes a week, from {first} to {last}."),
    );
    if changed > 0 {
        told.fact_of_served(
            Heading::Modifications,
            format!("Run “{name}”: the site changed words of the course {changed} times."),
        );
    }
    if run.without_agreement.is_some() {
        told.fact_of_served(
            Heading::Modifications,
            format!("Run “{name}”: managers’ agreement was not waited for; why is kept with the run."),
        );
    }
    if run.framing_reason.is_some() {
        told.fact_of_served(
            Heading::Modifications,
            format!("Run “{name}”: it began with words that had been pointed out; why is kept with the run."),
        );
    }
}
