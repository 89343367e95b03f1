//! One scale of a survey as an outcome of its trial: what each who answered scored, under their trial id.

use std::collections::BTreeMap;

use super::{Mode, Wave};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::surveys::{
        instrument::{Instrument, Scale},
        score::score,
        sheet::saved,
    },
};

/// What those who have a score came to.
#[derive(Debug, Clone)]
pub struct Scored {
    /// The instrument and the scale, in words.
    pub title: String,
    pub by_called: BTreeMap<String, f64>,
}

/// Scores of `wanted`: `swemwbs.metric`, or `metric` where only one instrument of the survey has a scale of that name.
///
/// # Errors
/// `TooLate`, before the survey has closed; `Invalid`, for a survey whose answers hang on no trial id, or a scale it does not have.
pub fn scored(conn: &mut Conn, floor: &Floor, wave: &Wave, wanted: &str) -> Result<Scored> {
    if wave.mode != Mode::Named {
        let says =
            "Answers of this survey hang on no trial id, so that nobody can set them beside an arm. Choose another.";
        return Err(Error::invalid("outcome", says));
    }
    if !wave.has_closed(floor.clock.now()) {
        let day = long_date(wave.closes_on);
        return Err(Error::TooLate(format!("Scores are told once the survey has closed, after {day}.")));
    }
    let asked = wave.asked(conn)?;
    let (instrument, scale) = find(&asked, wanted)?;
    let mut by_called = BTreeMap::new();
    for (called, sheet) in saved::sent(conn, floor, wave)? {
        let scores = score(instrument, &sheet.answers(instrument));
        let found = scores.into_iter().find(|one| one.scale.id == scale.id);
        if let Some(value) = found.and_then(|one| one.outcome.value()) {
            by_called.insert(called, value);
        }
    }
    Ok(Scored { title: format!("{}, {}", instrument.title, scale.title), by_called })
}

/// Every scale of a survey as it is named here, with its title.
pub fn names(asked: &[Instrument]) -> Vec<(String, String)> {
    let name = |one: &Instrument, scale: &Scale| {
        (format!("{}.{}", one.id, scale.id), format!("{}, {}", one.title, scale.title))
    };
    asked.iter().flat_map(|one| one.scales.iter().map(move |scale| name(one, scale))).collect()
}

fn find<'a>(asked: &'a [Instrument], wanted: &str) -> Result<(&'a Instrument, &'a Scale)> {
    let each = asked.iter().flat_map(|one| one.scales.iter().map(move |scale| (one, scale)));
    let fits =
        |(one, scale): &(&Instrument, &Scale)| scale.id == wanted || format!("{}.{}", one.id, scale.id) == wanted;
    let found: Vec<_> = each.filter(fits).collect();
    match found[..] {
        [one] => Ok(one),
        _ => {
            let known: Vec<String> = names(asked).into_iter().map(|(name, _)| name).collect();
            Err(Error::invalid("outcome", format!("Name one scale of this survey: {}.", known.join(", "))))
        }
    }
}
