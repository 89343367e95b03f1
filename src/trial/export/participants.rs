//! A row for each person: where they were when the list was drawn, in codes, and whether they are there still.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    file::{DataFile, Kind, Variable},
    source::{Source, site, team},
};
use crate::{
    floor::{clock::london_date, db::Conn, error::Result},
    trial::{
        allocation::{frame::Member, scheme::Unit},
        roster::{gone::Gone, people, person::StaffRole},
    },
};

/// Of a trial of several interventions: each, the variable of who gets it, and its label; in the order in which a trial names them.
const SERVED_WITH: [(&str, &str, &str); 4] = [
    ("letters", "served_letters", "Whether the arm gets letters from the start"),
    ("goals", "served_goals", "Whether the arm gets goal-setting from the start"),
    ("rounds", "served_rounds", "Whether the arm gets Rounds from the start"),
    ("tokens", "served_tokens", "Whether the arm gets tokens from the start"),
];

/// The file of participants.
pub fn participants(conn: &mut Conn, source: &Source) -> Result<DataFile> {
    let mut left: BTreeMap<&str, NaiveDate> = BTreeMap::new();
    for (_, member) in source.people() {
        if let Some(day) = people::gone(conn, &member.person_id)?.0 {
            left.insert(&member.person_id, day);
        }
    }
    let rows = source.people().into_iter();
    Ok(DataFile {
        name: "participants",
        about: "a person on the trial's list, as they were when it was drawn",
        variables: variables(source),
        rows: rows.map(|(called, member)| row(source, called, member, left.get(member.person_id.as_str()))).collect(),
    })
}

fn variables(source: &Source) -> Vec<Variable> {
    let text = |name, label| Variable::new(name, Kind::Text, label);
    let mut variables = vec![
        text("trial_id", "Stands for the person in all files"),
        text("authority", "Code of the authority"),
        text("site", "Code of the site").missing("no site"),
        text("team", "Code of the team").missing("no team"),
        Variable::new("staff_group", Kind::Coded, "Staff group").of(groups()),
        text("stratum", "Code of the stratum within which the list was drawn"),
        Variable::new("unit_of_allocation", Kind::Coded, "What was randomised, of the whole trial").of(units()),
    ];
    if source.of_clusters() {
        variables.push(text("unit", "Code of the team or site that was randomised"));
    }
    if source.told {
        variables.push(Variable::new("arm", Kind::Coded, "Arm, as allocated").of(arms(source)));
        variables.extend(of_served(source));
    }
    variables.extend([
        Variable::new("opted_out", Kind::Coded, "Asked to be left out of what is offered").yes_or_no(),
        Variable::new("left", Kind::Coded, "Has left the authority").yes_or_no(),
        Variable::new("weeks_to_leaving", Kind::Integer, "Whole weeks from the drawing of the list to leaving")
            .counting("weeks")
            .missing("has not left"),
    ]);
    variables
}

/// Whether an arm is served: of a trial of several interventions, with which of them.
fn of_served(source: &Source) -> Vec<Variable> {
    let interventions = &source.trial.interventions;
    if !interventions.are_several() {
        return vec![Variable::new("served", Kind::Coded, "Whether the arm is served from the start").yes_or_no()];
    }
    let named = SERVED_WITH.iter().filter(|(of, ..)| interventions.has(of));
    named.map(|(_, name, label)| Variable::new(name, Kind::Coded, label).yes_or_no()).collect()
}

/// Every staff group there is, so that a code means the same in every export.
fn groups() -> Vec<(String, String)> {
    StaffRole::ALL.iter().enumerate().map(|(nth, role)| ((nth + 1).to_string(), role.name().to_owned())).collect()
}

/// Every unit that a trial can be allocated by, so that a code means the same in every export.
fn units() -> Vec<(String, String)> {
    Unit::ALL.iter().enumerate().map(|(nth, unit)| ((nth + 1).to_string(), unit.name().to_owned())).collect()
}

fn arms(source: &Source) -> Vec<(String, String)> {
    let arms = source.whole.list.header.scheme.arms().iter().enumerate();
    arms.map(|(nth, arm)| ((nth + 1).to_string(), arm.name.clone())).collect()
}

fn row(source: &Source, called: &str, member: &Member, left: Option<&NaiveDate>) -> Vec<String> {
    let places = &source.places;
    let code_of = |values: Vec<(String, String)>, name: &str| {
        values.into_iter().find(|(_, label)| label == name).map(|(code, _)| code).unwrap_or_default()
    };
    let sealed = source.row(&member.person_id);
    let mut cells = vec![
        called.to_owned(),
        places.authorities.get(&member.authority).to_owned(),
        places.sites.get(&site(member)).to_owned(),
        places.teams.get(&team(member)).to_owned(),
        code_of(groups(), &member.role),
        sealed.map_or("", |sealed| places.strata.get(&sealed.row.stratum)).to_owned(),
        code_of(units(), source.trial.scheme.unit().name()),
    ];
    if source.of_clusters() {
        cells.push(unit(source, member).to_owned());
    }
    if source.told {
        let arm = sealed.map_or("", |sealed| sealed.row.arm.as_str());
        let gets = source.whole.list.header.scheme.arms().iter().find(|one| one.name == arm).map(|one| &one.gets);
        cells.push(code_of(arms(source), arm));
        let served = |of: &str| u8::from(gets.is_some_and(|gets| gets.has(of))).to_string();
        cells.extend(source.trial.interventions.iter().map(served));
    }
    let weeks = left.map(|day| (*day - london_date(source.whole.list.made_at)).num_weeks());
    let opted_out = source.gone.get(&member.person_id) == Some(&Gone::OptedOut);
    let has_left = source.gone.get(&member.person_id) == Some(&Gone::Left);
    cells.extend([
        u8::from(opted_out).to_string(),
        u8::from(has_left).to_string(),
        weeks.filter(|_| has_left).map_or_else(String::new, |weeks| weeks.to_string()),
    ]);
    cells
}

/// The code of the team or site that was randomised.
fn unit<'a>(source: &'a Source, member: &Member) -> &'a str {
    let by_team = source.trial.scheme.unit() == Unit::Team;
    let named = Member { site: member.unit.clone(), team: member.unit.clone(), ..member.clone() };
    if by_team { source.places.teams.get(&team(&named)) } else { source.places.sites.get(&site(&named)) }
}
