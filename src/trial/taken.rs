//! Who took a file about a trial, or looked beside its arms: a row of the audit log each, which says who, of which trial, what and why.
//! Whoever sees an outcome by arm says why, once a day. Of a file of counts no reason is asked, and its row says so.

use chrono::NaiveTime;

use super::allocation::trial::Trial;
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::{london_date, london_moment},
    db::Conn,
    error::{Error, Result},
    one_line::one_line,
};

const FILE_TAKEN: &str = "trial.file_taken";
const ARMS_LOOKED_AT: &str = "trial.arms_looked_at";
const REASON_GIVEN: &str = "trial.reason_given";
/// The longest reason, in characters.
const LONGEST: usize = 300;
const UNASKED: &str = "no reason was asked";

/// What somebody took or looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    act: &'static str,
    trial_id: String,
    what: String,
    with_arms: bool,
}

impl Taken {
    /// A file, by its name.
    #[must_use]
    pub fn file(trial_id: &str, name: &str) -> Self {
        Self { act: FILE_TAKEN, trial_id: trial_id.to_owned(), what: name.to_owned(), with_arms: false }
    }

    /// A page, or a table on a terminal, that tells arms.
    #[must_use]
    pub fn look(trial_id: &str, what: &str) -> Self {
        Self { act: ARMS_LOOKED_AT, trial_id: trial_id.to_owned(), what: what.to_owned(), with_arms: true }
    }

    /// A report in a file, or on a terminal where `file` is ''; nothing of counts that are read there.
    #[must_use]
    pub fn report(trial_id: &str, what: &str, file: &str, tells_arms: bool) -> Option<Self> {
        match (file.is_empty(), tells_arms) {
            (false, told) => Some(Self::file(trial_id, file).with_arms(told)),
            (true, true) => Some(Self::look(trial_id, what)),
            (true, false) => None,
        }
    }

    /// By which of several interventions the trial was looked at; nothing more is said of a trial of one.
    #[must_use]
    pub fn by_part(mut self, trial: &Trial) -> Self {
        if trial.interventions.are_several() {
            self.what = format!("{} of {}", self.what, trial.intervention);
        }
        self
    }

    /// Whether figures stand in it arm by arm.
    #[must_use]
    pub fn with_arms(mut self, told: bool) -> Self {
        self.with_arms = told;
        self
    }

    /// Puts it on record. A look at the same thing is put down once a day for each account, a file each time.
    pub fn write(&self, conn: &mut Conn, floor: &Floor, actor: &str) -> Result<()> {
        let why = if self.with_arms { said(conn, floor, actor, &self.trial_id)? } else { UNASKED.to_owned() };
        let arms = if self.with_arms && self.act == FILE_TAKEN { ", with the arms" } else { "" };
        let detail = format!("{}{arms}; {why}", self.what);
        if self.act == ARMS_LOOKED_AT && today(conn, floor, (actor, self.act, &self.trial_id))?.contains(&detail) {
            return Ok(());
        }
        audit::write(conn, floor.clock.now(), &Act::new(actor, self.act, &self.trial_id).because(detail))
    }
}

/// Puts down what was taken, once it is certain that there is such a file and that whoever asks may have it.
pub async fn on_record(floor: &Floor, actor: &str, taken: Vec<Taken>) -> Result<()> {
    if taken.is_empty() {
        return Ok(());
    }
    let (inner, actor) = (floor.clone(), actor.to_owned());
    floor.db.writing(move |conn| taken.iter().try_for_each(|one| one.write(conn, &inner, &actor))).await
}

/// Reads a reason; `says` is what is asked of whoever gave none, or too long a one.
///
/// # Errors
/// `Invalid`, at the field `why`.
pub fn read_why(given: &str, says: &str) -> Result<String> {
    let why = one_line(given);
    if why.is_empty() || why.chars().count() > LONGEST { Err(Error::invalid("why", says)) } else { Ok(why) }
}

/// Why somebody sees figures by arm: what they give now, which is put on record, or else what they gave earlier today.
///
/// # Errors
/// `Invalid`, where there is neither, or too long a one.
pub fn reason(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, given: &str) -> Result<String> {
    let known = reason_of_today(conn, floor, actor, trial_id)?;
    if let (Some(known), true) = (&known, one_line(given).is_empty()) {
        return Ok(known.clone());
    }
    let why = read_why(
        given,
        "Say in a few words why you look at the arms. It is kept on the audit log, and asked once a day.",
    )?;
    if known.as_ref() != Some(&why) {
        audit::write(conn, floor.clock.now(), &Act::new(actor, REASON_GIVEN, trial_id).because(&why))?;
    }
    Ok(why)
}

/// The reason that an account gave last today, by the day in Europe/London.
pub fn reason_of_today(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str) -> Result<Option<String>> {
    Ok(today(conn, floor, (actor, REASON_GIVEN, trial_id))?.pop())
}

/// The same for a row of the log, or that none was asked.
fn said(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str) -> Result<String> {
    Ok(reason_of_today(conn, floor, actor, trial_id)?.unwrap_or_else(|| UNASKED.to_owned()))
}

fn today(conn: &mut Conn, floor: &Floor, of: (&str, &str, &str)) -> Result<Vec<String>> {
    let today = floor.clock.today();
    let mut done = audit::done_since(conn, of, london_moment(today, NaiveTime::MIN))?;
    // On a machine whose clock is behind there can be rows of days to come.
    done.retain(|entry| london_date(entry.at) == today);
    Ok(done.into_iter().map(|entry| entry.detail).collect())
}
