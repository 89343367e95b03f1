//! Doses of surveys: how many were asked of everybody in the trial, and how many of those answered. Arms are no part of it: that somebody
//! answered is told by arm beside the scores, to researchers.

use std::collections::BTreeSet;

use super::ledger::{ALL_ARMS, Line};
use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::stored::Whole,
        surveys::wave::{Mode, Wave, told::answered},
        uptake::{event::Event, funnel::Seen, record},
    },
};

/// Of each survey: who was asked, of everybody in the trial; and who answered, of those.
pub fn of_surveys(conn: &mut Conn, trial_id: &str, whole: &Whole) -> Result<Vec<Line>> {
    let seen = record::about(conn, trial_id)?;
    let mut lines = Vec::new();
    for wave in Wave::of_trial(conn, trial_id)?.into_iter().filter(|wave| wave.launched_at.is_some()) {
        let asked = match wave.mode {
            Mode::Coded => usize::try_from(wave.codes).map_err(Error::broken)?,
            _ => asked(&seen, &wave),
        };
        let words = |what: &str| format!("Survey “{}”: {what}", wave.name);
        let answered = answered(conn, &wave)?;
        lines.push(Line::of(ALL_ARMS, "survey_asked", &words("asked"), Some(whole.members.len()), asked));
        lines.push(Line::of(ALL_ARMS, "survey_answered", &words("answered"), Some(asked), answered));
    }
    Ok(lines)
}

fn asked(seen: &[Seen], wave: &Wave) -> usize {
    let of_it = seen.iter().filter(|one| one.event == Event::SurveyAsked && one.occasion == wave.id);
    of_it.map(|one| one.person.as_str()).collect::<BTreeSet<_>>().len()
}
