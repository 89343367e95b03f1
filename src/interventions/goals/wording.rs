//! A site's own wording of a course: the course as it ships, with what the site put in place of some of it. Every change makes
//! a new version, and every answer keeps the version that it was given to.

use super::{course::Course, framing::remarks, run::Run, store};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Complaints, Error, Result},
};

/// The longest text, in characters.
const LONGEST: usize = 1_000;

/// The course of a run, in the site's words.
pub fn course(conn: &mut Conn, run: &Run) -> Result<Course> {
    let mut course = Course::named(&run.course)?.clone();
    let own = store::texts::newest(conn, &run.id)?;
    course.each_text(&mut |key, text| {
        if let Some(words) = own.get(&key) {
            text.clone_from(words);
        }
    });
    Ok(course)
}

/// The version of the wording: the course's own, and how often the site changed it.
pub fn version(conn: &mut Conn, run: &Run) -> Result<String> {
    Ok(format!("{}.{}", run.course_version, store::texts::version(conn, &run.id)?))
}

/// A text with what was pointed out about it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Read {
    pub key: String,
    pub text: String,
    pub remarks: Vec<String>,
}

/// Every text that somebody who takes the course reads, with what is pointed out.
pub fn read(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<Vec<Read>> {
    let avoid = &floor.settings.goals.avoid;
    let texts = course(conn, run)?.texts().into_iter();
    Ok(texts.map(|(key, text)| Read { remarks: remarks(&text, avoid), key, text }).collect())
}

/// Puts the site's words in place of those that differ; how many.
///
/// # Errors
/// `Invalid`, for a text that is empty or too long, with nothing kept.
pub fn reword(conn: &mut Conn, floor: &Floor, actor: &str, run: &Run, texts: &[(String, String)]) -> Result<usize> {
    let mut complaints = Complaints::default();
    let known = course(conn, run)?.texts();
    let mut changed = Vec::new();
    for (key, words) in texts {
        let words = words.trim().replace("\r\n", "\n");
        let Some((_, before)) = known.iter().find(|(known, _)| known == key) else { continue };
        if words.is_empty() || words.chars().count() > LONGEST {
            complaints.add(format!("text.{key}"), format!("{key}: write something, of {LONGEST} letters at most."));
        } else if words != *before {
            changed.push((key.clone(), words));
        }
    }
    let begun = run.asked_at.is_some() && run.framing_reason.is_none();
    for (key, words) in changed.iter().filter(|_| begun) {
        for remark in remarks(words, &floor.settings.goals.avoid) {
            complaints.add(format!("text.{key}"), format!("{key}: {remark} The course has begun."));
        }
    }
    if !complaints.is_empty() {
        return Err(Error::Invalid(complaints));
    }
    if !changed.is_empty() {
        let (version, now) = (store::texts::version(conn, &run.id)? + 1, floor.clock.now());
        for (key, words) in &changed {
            store::texts::add(conn, &run.id, version, key, words, actor, now)?;
        }
        let detail = format!("version {version}: {} changed", changed.len());
        audit::write(conn, now, &Act::new(actor, "goals.reworded", &run.id).because(detail))?;
    }
    Ok(changed.len())
}

/// Whether a run may begin: no text has anything pointed out, or somebody says why it goes ahead all the same.
///
/// # Errors
/// `Invalid`, which says how many and what to do.
pub fn may_begin(conn: &mut Conn, floor: &Floor, actor: &str, run: &Run, reason: &str) -> Result<()> {
    let open = read(conn, floor, run)?.iter().filter(|text| !text.remarks.is_empty()).count();
    let reason = reason.trim();
    if open == 0 {
        return Ok(());
    }
    if reason.is_empty() {
        let says = format!("{open} of the texts had better be said another way. Change them, or say why they stay.");
        return Err(Error::invalid("reason", says));
    }
    store::runs::set_framing_reason(conn, &run.id, reason)?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "goals.framing_overridden", &run.id).because(reason))
}
