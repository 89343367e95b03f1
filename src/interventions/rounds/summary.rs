//! What the licensor is told of a Round, and what is kept of it for the series: when, how, what about, who came by the kind of
//! work they do, and what the forms said. No names, and no group of a few.

use super::{
    feedback::{
        figures::{Figures, Shows, hide_groups},
        instrument::role_words,
    },
    held::{Numbers, numbers},
    round::Round,
    store,
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::trial::Trial,
        roster::{people, person::StaffRole},
        uptake::hide::Group,
    },
};

/// A summary.
#[derive(Debug, Clone)]
pub struct Summary {
    /// What and how much, in the order in which it reads.
    pub facts: Vec<(&'static str, String)>,
    /// How many came of each kind of staff; `None` where that is hidden.
    pub groups: Vec<(String, Option<usize>)>,
    pub figures: Figures,
}

impl Summary {
    /// That of one Round.
    pub fn of(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<Self> {
        let series = store::series::one(conn, &round.series_id)?;
        let licence = series.licence_id.as_deref().map(|id| store::licences::one(conn, id)).transpose()?;
        let unit = Trial::find(conn, &series.trial_id)?.scheme.unit();
        let (numbers, figures) = (numbers(conn, &round.id)?, Figures::of(conn, floor, round)?);
        let mut facts = vec![("Series", series.name), ("Called", series.called), ("Round", round.number.to_string())];
        facts.extend(licence.map(|licence| ("Licence", format!("{}, {}", licence.licensor, licence.reference))));
        facts.push(("Unit of allocation", unit.name().to_owned()));
        facts.extend(of_round(round));
        facts.push(("Panel", panel(conn, &round.id)?));
        facts.extend(counted(&numbers, &figures));
        for (whose, words) in [("panel", "Panel debriefed on"), ("steering", "Steering group debriefed on")] {
            let day = store::follow_ups::debrief(conn, &round.id, whose)?;
            facts.push((words, day.map_or_else(|| "Not noted".into(), long_date)));
        }
        Ok(Self { facts, groups: groups(conn, floor, &round.id)?, figures })
    }

    /// The same as a file: section, measure, answer, count. What is hidden says so.
    pub fn to_csv(&self) -> Result<Vec<u8>> {
        let mut file = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
        let mut row = |cells: [&str; 4]| file.write_record(cells.map(plain)).map_err(Error::broken);
        row(["section", "measure", "answer", "count"])?;
        for (what, how) in &self.facts {
            row(["round", what, how, ""])?;
        }
        for (group, count) in &self.groups {
            row(["attendance", "came", group, &said(*count)])?;
        }
        for one in &self.figures.questions {
            for (answer, count) in &one.answers {
                row(["feedback", &one.question, answer, &said(*count)])?;
            }
        }
        file.into_inner().map_err(|error| Error::broken(error.into_error()))
    }
}

/// A count as it may be told.
#[must_use]
pub fn said(count: Option<usize>) -> String {
    count.map_or_else(|| "hidden".into(), |count| count.to_string())
}

fn of_round(round: &Round) -> [(&'static str, String); 4] {
    [
        ("Date", long_date(round.span.day())),
        ("Held", round.mode.words().to_owned()),
        ("For", round.mix.says().to_owned()),
        ("Topic", round.topic.clone()),
    ]
}

/// How many sit on the panel, and of which professions; no names.
fn panel(conn: &mut Conn, round_id: &str) -> Result<String> {
    let mut professions: Vec<String> =
        store::panel::of_round(conn, round_id)?.into_iter().map(|one| one.profession).collect();
    professions.sort_by_key(|profession| profession.to_lowercase());
    Ok(if professions.is_empty() {
        "Not noted".to_owned()
    } else {
        format!("{}: {}", professions.len(), professions.join(", "))
    })
}

fn counted(numbers: &Numbers, figures: &Figures) -> Vec<(&'static str, String)> {
    let shows = match figures.shows {
        Shows::Figures => "Below",
        Shows::NotYet => "Not before the form has closed",
        Shows::TooFew => "Hidden: too few forms came back",
    };
    vec![
        ("Invited", numbers.invited.to_string()),
        ("Booked at the end", numbers.booked.to_string()),
        ("Came", numbers.came.to_string()),
        ("Forms by link", figures.by_link.to_string()),
        ("Forms on paper", figures.on_paper.to_string()),
        ("What they said", shows.to_owned()),
    ]
}

/// How many came of each role, the small hidden.
pub fn groups(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<Vec<(String, Option<usize>)>> {
    let unnamed = store::attendances::unnamed(conn, round_id)?;
    let mut roles = Vec::new();
    for person_id in store::attendances::came(conn, round_id)? {
        roles.push(people::person(conn, &person_id)?.role);
    }
    let group = |role: StaffRole| {
        let named = roles.iter().filter(|one| **one == role).count();
        let count = named + unnamed.get(role.name()).copied().unwrap_or_default();
        Group { name: role_words(role), count, size: count }
    };
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    Ok(hide_groups(StaffRole::ALL.into_iter().map(group).collect(), smallest))
}

/// A cell that a spreadsheet does not take for a formula.
fn plain(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_no_formula_and_what_is_hidden_says_so() {
        let figures = Figures { by_link: 1, on_paper: 0, shows: Shows::TooFew, questions: Vec::new() };
        let summary = Summary {
            facts: vec![("Topic", "=1+1".into())],
            groups: vec![("Team manager".into(), None), ("Social worker".into(), Some(9))],
            figures,
        };
        let text = String::from_utf8(summary.to_csv().unwrap()).unwrap();
        assert!(text.contains("round,Topic,'=1+1,") && text.contains("attendance,came,Team manager,hidden"), "{text}");
        assert!(text.contains("attendance,came,Social worker,9"));
    }
}
