//! The flow in words: a line a box, for a terminal, a file and the table under the drawing.

use serde_json::Value;

use super::{Arm, Flow, Inside};
use crate::{floor::error::Result, trial::uptake::report::with_unit};

/// A box: the arm it is of ('' for all), what it says, and how many people and units that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub arm: String,
    pub says: String,
    /// `None` where that is not told.
    pub people: Option<usize>,
    /// Where units are told apart from people.
    pub units: Option<usize>,
    /// Whether it is a reason for the one before.
    pub reason: bool,
}

impl Line {
    fn of(arm: &str, says: &str, people: usize) -> Self {
        Self { arm: arm.to_owned(), says: says.to_owned(), people: Some(people), units: None, reason: false }
    }
}

impl Flow {
    /// Every box, from the top, arm by arm.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let line = |says: &str, people: usize| Line::of("", says, people);
        let mut lines: Vec<Line> = self.assessed.map(|assessed| line("Assessed", assessed)).into_iter().collect();
        lines.push(line("Not randomised", self.excluded.values().sum()));
        lines.extend(self.excluded.iter().map(|(why, people)| Line { reason: true, ..line(why, *people) }));
        let units = self.units(self.randomised.units);
        lines.push(Line { units, ..line("Randomised", self.randomised.people) });
        lines.extend(self.arms.iter().flat_map(|arm| self.of_arm(arm)));
        lines
    }

    /// Units, where they are not people.
    #[must_use]
    pub fn units(&self, units: usize) -> Option<usize> {
        (self.unit != "person").then_some(units)
    }

    fn of_arm(&self, arm: &Arm) -> Vec<Line> {
        let line = |says: &str, people| Line::of(&arm.name, says, people);
        let mut lines = vec![Line { people: arm.people, units: self.units(arm.units), ..line("Allocated", 0) }];
        if let Some(inside) = &arm.inside {
            lines.push(line(received(arm.served), inside.received));
            lines.push(line("Did not", inside.not_received.values().sum()));
            lines.extend(inside.not_received.iter().map(|(why, people)| Line { reason: true, ..line(why, *people) }));
            lines.extend(ends(inside).map(|(says, people)| line(says, people)));
        }
        lines
    }

    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut text = format!("{} (unit of allocation: {})\n", self.trial, self.unit);
        let mut arm = "";
        let lines = self.lines();
        for line in &lines {
            if line.arm != arm {
                arm = &line.arm;
                text.push_str(&format!("\n{arm}\n"));
            }
            let units = line.units.map(|units| format!(" in {units} {}s", self.unit)).unwrap_or_default();
            let inset = if line.reason { "      " } else { "  " };
            let people = line.people.map(|people| people.to_string()).unwrap_or_default();
            text.push_str(&format!("{people:>7}{inset}{}{units}\n", line.says));
        }
        text.push('\n');
        if self.arms.iter().any(|arm| arm.inside.is_none()) {
            text.push_str("What became of the people of each arm is told to those who may see the arms.\n");
        }
        self.notes.iter().for_each(|says| text.push_str(&format!("{says}\n")));
        for check in &self.checks {
            let word = if check.holds { "adds up" } else { "DOES NOT ADD UP" };
            text.push_str(&format!("{word}: {} ({} = {})\n", check.says, check.left, check.right));
        }
        text
    }

    /// One line a box: `arm,box,reason,people,units,unit`, the last of them the unit of allocation.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut text = "arm,box,reason,people,units\n".to_owned();
        let mut of = String::new();
        for line in self.lines() {
            if !line.reason {
                of.clone_from(&line.says);
            }
            let reason = if line.reason { quoted(&line.says) } else { String::new() };
            let units = line.units.map(|units| units.to_string()).unwrap_or_default();
            let people = line.people.map(|people| people.to_string()).unwrap_or_default();
            text.push_str(&format!("{},{},{reason},{people},{units}\n", quoted(&line.arm), quoted(&of)));
        }
        with_unit(&text, &self.unit)
    }

    /// As it is, for a script.
    pub fn to_json(&self) -> Result<Value> {
        Ok(serde_json::to_value(self)?)
    }
}

/// What having received what was meant for an arm is called.
#[must_use]
pub const fn received(served: bool) -> &'static str {
    if served { "Received it" } else { "Did without, as was meant" }
}

/// The boxes at the foot of an arm.
pub fn ends(inside: &Inside) -> impl Iterator<Item = (&'static str, usize)> {
    [
        ("Asked to be left out, still counted", inside.discontinued),
        ("Left", inside.lost),
        ("Data withdrawn", inside.withdrawn),
        ("To be analysed", inside.analysed),
    ]
    .into_iter()
}
