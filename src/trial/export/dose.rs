//! How much of what was planned came to each person, in the units of the intervention. Who was meant to get any tells the arm, so this
//! goes along only with the arms.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    file::{DataFile, Kind, Variable},
    source::Source,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{
        allocation::{frame::Member, trial::Trial},
        availability::free::days,
        delivery::{
            by_person::{counts, of_each},
            told::Rooms,
        },
        uptake::{funnel::Building, site_record::of_sites},
    },
};

/// The measure of tokens, which is of the building that somebody worked in.
const DAYS: (&str, &str) =
    ("days_working", "Working days on which a token worked in the building, of those planned and gone by");

/// What tells a day of those apart on which something was used up.
const WITHOUT: (&str, &str) =
    ("days_without_stock", "Working days, of those gone by, on which something was used up in the building");

/// The file of doses; none, where the arms may not go along.
pub fn dose(conn: &mut Conn, floor: &Floor, source: &Source, rooms: &Rooms) -> Result<Option<DataFile>> {
    if !source.told {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for part in source.trial.parts() {
        rows.extend(of_part(conn, floor, source, &part, rooms)?);
    }
    rows.sort();
    Ok(Some(DataFile { name: "dose", about: "a measure of what came to a person", variables: variables(source), rows }))
}

/// The measures of one intervention of the trial.
fn of_part(conn: &mut Conn, floor: &Floor, source: &Source, part: &Trial, rooms: &Rooms) -> Result<Vec<Vec<String>>> {
    let told = rooms.tell_of(conn, floor, &part.id, &part.intervention)?;
    let receiving = source.whole.served_of(part);
    let mut rows = Vec::new();
    for (count, each) in of_each(conn, &part.intervention, &source.whole)? {
        rows.extend(source.people().into_iter().map(|(called, member)| {
            let actual = each.get(member.person_id.as_str()).copied().unwrap_or_default();
            row(called, count.key, planned(count.planned(&[member], &told), member, &receiving), actual)
        }));
    }
    if part.intervention == "tokens" {
        rows.extend(of_buildings(conn, floor, source)?);
    }
    Ok(rows)
}

fn planned(planned: Option<usize>, member: &Member, receiving: &BTreeSet<String>) -> Option<usize> {
    planned.map(|planned| if receiving.contains(&member.person_id) { planned } else { 0 })
}

fn row(called: &str, measure: &str, planned: Option<usize>, actual: usize) -> Vec<String> {
    let planned = planned.map_or_else(String::new, |planned| planned.to_string());
    vec![called.to_owned(), measure.to_owned(), planned, actual.to_string()]
}

fn of_buildings(conn: &mut Conn, floor: &Floor, source: &Source) -> Result<Vec<Vec<String>>> {
    let (days, seen) = (days(floor)?, of_sites(conn, &source.trial.id)?);
    let each = Building::of_each(&seen, |day| days.is_working(day), floor.clock.today());
    let of = |(called, member): (&str, &Member)| {
        let (days, without) =
            each.get(&member.unit_id).map(|building| (building.days, building.without_stock)).unwrap_or_default();
        [row(called, DAYS.0, Some(days.gone_by()), days.working), row(called, WITHOUT.0, None, without)]
    };
    Ok(source.people().into_iter().flat_map(of).collect())
}

fn variables(source: &Source) -> Vec<Variable> {
    let interventions = &source.trial.interventions;
    let mut known: BTreeMap<&str, &str> =
        interventions.iter().flat_map(counts).map(|count| (count.key, count.words)).collect();
    if interventions.has("tokens") {
        known.extend([DAYS, WITHOUT]);
    }
    let values = known.into_iter().map(|(key, words)| (key.to_owned(), words.to_owned())).collect();
    vec![
        Variable::new("trial_id", Kind::Text, "Stands for the person in all files"),
        Variable::new("measure", Kind::Text, "What is counted").of(values),
        Variable::new("planned", Kind::Integer, "How many were meant for the person, as allocated")
            .counting("of the measure")
            .missing("nobody plans it in numbers"),
        Variable::new("actual", Kind::Integer, "How many came about").counting("of the measure"),
    ]
}
