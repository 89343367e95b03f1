//! What is told of a survey that has closed: how many answered, and what they came to. Arms are told only where they may be, and to
//! set them beside answers leaves an audit row.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

use super::{Mode, Wave, asked};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::{Moment, long_date},
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::trial::Trial,
        surveys::{
            instrument::Instrument,
            score::{
                Answers,
                figures::{Groups, of_items, of_scales},
                report::{OfInstrument, Report, Response},
            },
            sheet::{Sheet, Step, boxed, saved, steps},
            store::sheets,
        },
        taken::{self, read_why},
        trial_ids::{self, Joiner},
    },
};

const EVERYONE: &str = "everyone";

/// How many have sent their answers so far.
pub fn answered(conn: &mut Conn, wave: &Wave) -> Result<usize> {
    match wave.mode {
        Mode::Anonymous => boxed::count(conn, &wave.id),
        _ => usize::try_from(sheets::count_sent(conn, &wave.id)?).map_err(Error::broken),
    }
}

/// The trial ids of those who answered, where answers hang on one and the survey has closed; otherwise of nobody.
pub fn who_answered(conn: &mut Conn, wave: &Wave, now: Moment) -> Result<BTreeSet<String>> {
    if wave.mode != Mode::Named || !wave.has_closed(now) {
        return Ok(BTreeSet::new());
    }
    Ok(sheets::who_sent(conn, &wave.id)?.into_iter().collect())
}

/// How many were asked: people, as they were at the launch, or codes that were handed out.
pub fn asked_of(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<usize> {
    match (wave.mode, wave.people_asked) {
        (Mode::Coded, _) => usize::try_from(wave.codes).map_err(Error::broken),
        (_, Some(people)) => usize::try_from(people).map_err(Error::broken),
        // Before the launch, or launched before that was counted.
        (_, None) => Ok(asked::everyone(conn, floor, &wave.trial_id)?.len()),
    }
}

/// The figures of a survey. Whoever may know the arms gives a reason in `by_arm`, or '' where they gave one earlier today; it is `None` for
/// who may not know them. That they looked goes on the audit log.
///
/// # Errors
/// `TooLate`, before it has closed; `Invalid`, without a reason where arms are told.
pub fn report(conn: &mut Conn, floor: &Floor, joiner: &Joiner, wave: &Wave, by_arm: Option<&str>) -> Result<Report> {
    if !wave.has_closed(floor.clock.now()) {
        return Err(Error::TooLate(format!(
            "Scores are shown once the survey has closed, after {}, so that nobody who looks twice can tell what one person said.",
            long_date(wave.closes_on)
        )));
    }
    let trial = Trial::find(conn, &wave.trial_id)?;
    let parts = parts(conn, floor, joiner, wave, by_arm)?;
    if parts.len() == 1 {
        audit::write(conn, floor.clock.now(), &Act::new(joiner.actor(), "survey.scored", &wave.id))?;
    }
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    let instruments = wave.asked(conn)?;
    let of = |instrument: &Instrument| of_instrument(instrument, &parts, smallest);
    let note = floor.settings.reports.note.clone();
    Ok(Report {
        title: format!("{}, {}", trial.name, wave.name),
        unit: trial.scheme.unit().name().to_owned(),
        response: parts.iter().map(Part::response).collect(),
        instruments: instruments.iter().map(of).collect(),
        notes: if note.is_empty() { Vec::new() } else { vec![note] },
    })
}

/// A group of people who were asked.
struct Part {
    name: String,
    asked: usize,
    sheets: Vec<Rc<Sheet>>,
}

impl Part {
    fn response(&self) -> Response {
        Response { group: self.name.clone(), answered: self.sheets.len(), asked: Some(self.asked) }
    }
}

/// Everyone, and the arms where they may be told and answers hang on a trial id.
fn parts(conn: &mut Conn, floor: &Floor, joiner: &Joiner, wave: &Wave, by_arm: Option<&str>) -> Result<Vec<Part>> {
    let asked = asked_of(conn, floor, wave)?;
    if wave.mode == Mode::Anonymous {
        return Ok(vec![Part {
            name: EVERYONE.into(),
            asked,
            sheets: boxed::all(conn, floor, &wave.id)?.into_iter().map(Rc::new).collect(),
        }]);
    }
    let sent = saved::sent(conn, floor, wave)?.into_iter().map(|(called, sheet)| (called, Rc::new(sheet)));
    let sent: BTreeMap<String, Rc<Sheet>> = sent.collect();
    let mut parts = vec![Part { name: EVERYONE.into(), asked, sheets: sent.values().cloned().collect() }];
    if let (Mode::Named, Some(why)) = (wave.mode, by_arm) {
        parts.extend(arms(conn, floor, (joiner, why), wave, &sent)?);
    }
    Ok(parts)
}

fn arms(
    conn: &mut Conn,
    floor: &Floor,
    (joiner, why): (&Joiner, &str),
    wave: &Wave,
    sent: &BTreeMap<String, Rc<Sheet>>,
) -> Result<Vec<Part>> {
    let Some(whole) = asked::locked(conn, &wave.trial_id)? else { return Ok(Vec::new()) };
    let why = format!("its scores by arm; {}", taken::reason(conn, floor, joiner.actor(), &wave.trial_id, why)?);
    let called = trial_ids::join(conn, floor, joiner, "survey.joined_to_arms", (&wave.id, &why), &wave.trial_id)?;
    let mut arms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &whole.rows {
        arms.entry(&row.row.arm).or_default().extend(row.members.iter().map(String::as_str));
    }
    let part = |(name, people): (&str, BTreeSet<&str>)| {
        let sheets = people.iter().filter_map(|id| sent.get(called.get(*id)?)).cloned().collect();
        Part { name: format!("arm {name}"), asked: people.len(), sheets }
    };
    Ok(arms.into_iter().map(part).collect())
}

fn of_instrument(instrument: &Instrument, parts: &[Part], smallest: usize) -> OfInstrument {
    // Whoever is in an arm is in everyone too, and is read once.
    let mut known: HashMap<*const Sheet, Rc<Answers>> = HashMap::new();
    let mut answers = |sheet: &Rc<Sheet>| {
        Rc::clone(known.entry(Rc::as_ptr(sheet)).or_insert_with(|| Rc::new(sheet.answers(instrument))))
    };
    let groups: Groups =
        parts.iter().map(|part| (part.name.clone(), part.sheets.iter().map(&mut answers).collect())).collect();
    OfInstrument {
        id: instrument.id.clone(),
        version: instrument.version.clone(),
        title: instrument.title.clone(),
        licence: instrument.permit().map(|permit| permit.reference.clone()).unwrap_or_default(),
        unconfirmed: instrument.unconfirmed.clone(),
        scales: of_scales(instrument, &groups, smallest),
        items: of_items(instrument, &groups, smallest),
    }
}

/// The answers of a survey without names: a row each, by trial id where there is one, a column for each question, and last what the
/// trial was allocated by. Rows stand in the
/// order of random ids or, where there are none, of what they say. Each copy goes on the audit log with `why`.
///
/// # Errors
/// `TooLate`, before it has closed, or of few who said it without a name; `Invalid`, without a reason.
pub fn answers_as_csv(conn: &mut Conn, floor: &Floor, actor: &str, wave: &Wave, why: &str) -> Result<String> {
    if !wave.has_closed(floor.clock.now()) {
        return Err(Error::TooLate("Answers are taken once the survey has closed.".into()));
    }
    let why = read_why(why, "Say in a few words what the answers are for. It is kept on the audit log.")?;
    let asked = wave.asked(conn)?;
    let steps: Vec<_> = steps(&asked).into_iter().filter(|step| !step.is_text()).collect();
    let mut rows: Vec<(String, Sheet)> = match wave.mode {
        Mode::Anonymous => boxed::all(conn, floor, &wave.id)?.into_iter().map(|sheet| (String::new(), sheet)).collect(),
        _ => saved::sent(conn, floor, wave)?,
    };
    if wave.mode != Mode::Named {
        rows.iter_mut().for_each(|(called, _)| called.clear());
        rows.sort();
    }
    let smallest = floor.settings.reports.smallest_group;
    if wave.mode != Mode::Named && i64::try_from(rows.len()).is_ok_and(|many| many < i64::from(smallest)) {
        let says = format!(
            "Fewer than {smallest} people answered, and without their names: so few are not handed out one by one."
        );
        return Err(Error::TooLate(says));
    }
    audit::write(conn, floor.clock.now(), &Act::new(actor, "survey.answers_taken", &wave.id).because(why))?;
    let unit = Trial::find(conn, &wave.trial_id)?.scheme.unit().name();
    let head = std::iter::once("trial_id".to_owned()).chain(steps.iter().map(Step::key));
    let head = head.chain(std::iter::once("unit_of_allocation".to_owned()));
    let mut lines = vec![head.collect::<Vec<_>>().join(",")];
    lines.extend(rows.iter().map(|(called, sheet)| {
        let cells = std::iter::once(called.as_str()).chain(steps.iter().map(|step| sheet.get(step))).chain([unit]);
        cells.collect::<Vec<_>>().join(",")
    }));
    Ok(lines.join("\n") + "\n")
}
