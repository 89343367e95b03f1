//! The released lines about one round's comparison arm. No letter was ever made of them, and none is.

use std::collections::BTreeSet;

use super::{
    owed::LETTERS,
    state::State,
    store::{self, lines::TwoLines, rounds::Round},
};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{scheme::Unit, stored::List},
        roster::{people, sheet::for_export},
    },
};

/// Two lines, and about whom.
#[derive(Clone, serde::Serialize)]
pub struct Line {
    pub reference: String,
    pub name: String,
    pub words: [String; 2],
    /// The name of whoever wrote them.
    pub by: String,
}

/// What is written of a person stays out of logs.
impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line({})", self.reference)
    }
}

/// Those of a round, by staff reference. People who opted out or were erased since are not among them.
///
/// # Errors
/// `TooLate`, until they are released, and where the list is not as it was drawn.
pub fn comparison_lines(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<Vec<Line>> {
    if !store::releases::has(conn, &round.trial_id)? {
        return Err(Error::TooLate(
            "These lines are sealed. A researcher or a programme lead can release them once the trial has ended."
                .into(),
        ));
    }
    let comparison = comparison_arm(conn, floor, &round.trial_id)?;
    let mut lines = Vec::new();
    for two in store::lines::of_round(conn, &round.id)? {
        if comparison.contains(&two.person_id) && two.state == State::Lines && two.lines.are_in() {
            lines.extend(line(conn, two)?);
        }
    }
    lines.sort_by(|a, b| a.reference.cmp(&b.reference));
    Ok(lines)
}

fn comparison_arm(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<BTreeSet<String>> {
    let list = List::live(conn, trial_id)?
        .and_then(|list| list.by(LETTERS))
        .ok_or(Error::Missing("The list of this trial"))?;
    let whole = list.whole(conn)?;
    if let Some(fault) = whole.faults(&floor.secrets).first() {
        return Err(Error::TooLate(format!("The lines are not shown: {fault}.")));
    }
    let receiving = whole.served_from_the_start();
    let everyone = whole.members.into_iter().map(|member| member.person_id);
    Ok(everyone.filter(|person| !receiving.contains(person)).collect())
}

fn line(conn: &mut Conn, two: TwoLines) -> Result<Option<Line>> {
    let person = people::person(conn, &two.person_id)?;
    if person.opted_out_at.is_some() {
        return Ok(None);
    }
    let by = two.lines_by.map(|account| auth::name_of(conn, &account)).unwrap_or_default();
    let reference = person.reference.to_string();
    Ok(Some(Line { reference, name: person.names.full(), words: two.words, by }))
}

/// As a spreadsheet, each row with the trial's unit of allocation. No cell of it is ever taken for a formula.
pub fn to_csv(lines: &[Line], unit: Unit) -> Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    let heading = ["staff reference", "name", "first line", "second line", "written by", "unit of allocation"];
    file.write_record(heading).map_err(Error::broken)?;
    for line in lines {
        let cells = [&line.reference, &line.name, &line.words[0], &line.words[1], &line.by].map(String::as_str);
        let cells = cells.into_iter().chain([unit.name()]);
        file.write_record(cells.map(|cell| for_export(cell).into_owned())).map_err(Error::broken)?;
    }
    file.into_inner().map_err(|error| Error::broken(error.to_string()))
}
