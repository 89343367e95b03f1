//! What has to be on record before any personal data comes in or any letter goes out: the lawful basis, the condition for
//! health data, the impact assessment and the notice that people were given. Consent is not offered: between employer
//! and employee it is seldom free.

use chrono::NaiveDate;
use serde::Serialize;

use super::store;
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::Moment,
    db::Conn,
    error::{Complaints, Error, Result},
};

/// The bases of Article 6 that can carry a staff trial. Their explanations stand on the page.
pub const LAWFUL_BASES: [&str; 4] = ["public task", "legal obligation", "contract", "legitimate interests"];

/// The conditions of Article 9 under which answers about health, or absence records, may be held.
pub const CONDITIONS: [&str; 4] = ["none: no health data", "employment", "substantial public interest", "research"];

/// A statement that was found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    lawful_basis: String,
    article_9_condition: String,
    dpia_reference: String,
    privacy_notice: String,
    notice_given_on: NaiveDate,
}

/// A statement as it was put on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Insertable)]
#[diesel(table_name = crate::schema::governance)]
pub struct Recorded {
    pub lawful_basis: String,
    pub article_9_condition: String,
    pub dpia_reference: String,
    pub privacy_notice: String,
    pub notice_given_on: NaiveDate,
    pub recorded_by: String,
    pub recorded_at: Moment,
}

/// A statement as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    pub lawful_basis: &'a str,
    pub article_9_condition: &'a str,
    pub dpia_reference: &'a str,
    pub privacy_notice: &'a str,
    /// 2027-03-01
    pub notice_given_on: &'a str,
}

impl Statement {
    /// Reads what was typed. `today` is the latest day on which notice can have been given.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(typed: Typed<'_>, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let mut chosen = |field, value: &str, choices: &[&str]| {
            if !choices.contains(&value) {
                complaints.add(field, "Choose one.");
            }
            value.to_owned()
        };
        let lawful_basis = chosen("lawful_basis", typed.lawful_basis, &LAWFUL_BASES);
        let article_9_condition = chosen("article_9_condition", typed.article_9_condition, &CONDITIONS);
        let mut written = |field, value: &str, ask| {
            let text = value.trim().to_owned();
            if text.is_empty() || text.chars().count() > 500 {
                complaints.add(field, ask);
            }
            text
        };
        let dpia_reference =
            written("dpia_reference", typed.dpia_reference, "Give the reference of the impact assessment (DPIA).");
        let privacy_notice = written(
            "privacy_notice",
            typed.privacy_notice,
            "Say which privacy notice people were given, and where it is.",
        );
        let notice_given_on = typed.notice_given_on.trim().parse::<NaiveDate>().ok().filter(|day| *day <= today);
        if notice_given_on.is_none() {
            complaints.add("notice_given_on", "Give the day on which people had the notice, today or before.");
        }
        let notice_given_on = notice_given_on.unwrap_or(today);
        complaints.or(Self { lawful_basis, article_9_condition, dpia_reference, privacy_notice, notice_given_on })
    }
}

/// Puts a statement on record, in place of the one before, which stays in the database.
pub fn record(conn: &mut Conn, floor: &Floor, actor: &str, statement: Statement) -> Result<()> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let Statement { lawful_basis, article_9_condition, dpia_reference, privacy_notice, notice_given_on } = statement;
    let basis = lawful_basis.clone();
    let recorded = Recorded {
        lawful_basis,
        article_9_condition,
        dpia_reference,
        privacy_notice,
        notice_given_on,
        recorded_by: actor.to_owned(),
        recorded_at: now,
    };
    store::governance::add(conn, &id, &recorded)?;
    audit::write(conn, now, &Act::new(actor, "governance.recorded", &id).because(basis))
}

/// The statement in force.
pub fn current(conn: &mut Conn) -> Result<Option<Recorded>> {
    Ok(store::governance::newest(conn)?)
}

/// Refuses whoever would import or launch before a statement is on record.
///
/// # Errors
/// `Invalid`, with a sentence that says where to record it.
pub fn required(conn: &mut Conn) -> Result<()> {
    match current(conn)? {
        Some(_) => Ok(()),
        None => Err(Error::invalid(
            "",
            "First record the lawful basis, the impact assessment and the privacy notice, on the page 'Governance'.",
        )),
    }
}
