//! Doses of surveys: how many were asked of everybody in the trial, and how many of those answered. Arms are no part of it: that somebody
//! answered is told by arm beside the scores, to researchers.

use super::ledger::{ALL_ARMS, Line};
use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::stored::Whole,
        surveys::wave::{Mode, Wave, told::answered},
        uptake::{event::Event, roll_up},
    },
};

/// Of each survey: who was asked, of everybody in the trial; and who answered, of those.
pub fn of_surveys(conn: &mut Conn, trial_id: &str, whole: &Whole) -> Result<Vec<Line>> {
    let waves: Vec<Wave> =
        Wave::of_trial(conn, trial_id)?.into_iter().filter(|wave| wave.launched_at.is_some()).collect();
    let mut written_to = vec![0; waves.len()];
    roll_up::each(conn, trial_id, None, |_, so_far| {
        for (count, wave) in written_to.iter_mut().zip(&waves) {
            *count += usize::from(so_far.saw_at(&wave.id, Event::SurveyAsked));
        }
    })?;
    let mut lines = Vec::new();
    for (wave, written_to) in waves.iter().zip(written_to) {
        let asked = match wave.mode {
            Mode::Coded => usize::try_from(wave.codes).map_err(Error::broken)?,
            _ => written_to,
        };
        let words = |what: &str| format!("Survey “{}”: {what}", wave.name);
        let answered = answered(conn, wave)?;
        lines.push(Line::of(ALL_ARMS, "survey_asked", &words("asked"), Some(whole.members.len()), asked));
        lines.push(Line::of(ALL_ARMS, "survey_answered", &words("answered"), Some(asked), answered));
    }
    Ok(lines)
}
