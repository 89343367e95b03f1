//! The flow in words: a line a box, for a terminal, a file and the table under the drawing.

use serde_json::Value;

use super::{Analysed, Arm, Count, Flow, Inside, Sites};
use crate::{
    floor::{clock::long_date, error::Result},
    trial::{roster::sheet::for_export, uptake::report::with_unit},
};

/// A box: the arm it is of ('' for all), what it says, and how many people and units that is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub arm: String,
    pub says: String,
    /// `None` where that is not told.
    pub people: Option<usize>,
    /// Where units are told apart from people.
    pub units: Option<usize>,
    /// Whether these are units of whose people none is on the better side.
    pub whole: bool,
    /// Whether it is a reason for the one before.
    pub reason: bool,
    /// Of which outcome it is; '' for none.
    pub outcome: String,
}

impl Line {
    pub(super) fn of(arm: &str, says: &str, people: usize) -> Self {
        Self { arm: arm.to_owned(), says: says.to_owned(), people: Some(people), ..Self::default() }
    }

    /// How many units, to stand behind what the line says: ' in 3 teams'.
    #[must_use]
    pub fn in_units(&self, unit: &str) -> String {
        match (self.units, self.whole) {
            (None, _) => String::new(),
            (Some(units), true) => format!(", with {}", many(units, &format!("whole {unit}"))),
            (Some(units), false) => format!(" in {}", many(units, unit)),
        }
    }
}

/// '1 team', '3 teams'.
#[must_use]
pub fn many(units: usize, unit: &str) -> String {
    format!("{units} {unit}{}", if units == 1 { "" } else { "s" })
}

impl Flow {
    /// Every box, from the top, arm by arm.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = self.looked_at().into_iter().collect();
        lines.extend(self.left_out());
        lines.push(self.drawn());
        lines.extend(self.arms.iter().flat_map(|arm| self.of_arm(arm).into_iter().flatten()));
        lines
    }

    /// Those who were looked at, where that was put down.
    pub(super) fn looked_at(&self) -> Option<Line> {
        let units = self.units_assessed;
        self.assessed.map(|assessed| Line { units, ..Line::of("", "Assessed", assessed) })
    }

    /// Those of them who were not randomised, and why.
    pub(super) fn left_out(&self) -> Vec<Line> {
        let (people, units) = (self.excluded.values().sum(), self.units_left_out);
        let mut lines = vec![Line { units, whole: true, ..Line::of("", "Not randomised", people) }];
        lines.extend(self.excluded.iter().map(|(why, people)| Line { reason: true, ..Line::of("", why, *people) }));
        lines
    }

    /// Those who were.
    pub(super) fn drawn(&self) -> Line {
        let units = self.units(self.randomised.units);
        Line { units, ..Line::of("", "Randomised", self.randomised.people) }
    }

    /// Units, where they are not people.
    #[must_use]
    pub fn units(&self, units: usize) -> Option<usize> {
        (self.unit != "person").then_some(units)
    }

    /// The boxes of an arm from the top down, each with its lines.
    #[must_use]
    pub fn of_arm(&self, arm: &Arm) -> Vec<Vec<Line>> {
        let units = self.units(arm.units);
        let mut boxes = vec![vec![Line { people: arm.people, units, ..Line::of(&arm.name, "Allocated", 0) }]];
        if let Some(inside) = &arm.inside {
            boxes.push(self.delivered(arm, inside));
            boxes.extend(inside.sites.map(|sites| self.sites(arm, sites)));
            boxes.push(self.followed(arm, inside));
            let outcomes: Vec<Line> = inside.outcomes.iter().flat_map(|one| self.outcome(arm, one)).collect();
            boxes.extend((!outcomes.is_empty()).then_some(outcomes));
        }
        boxes
    }

    fn delivered(&self, arm: &Arm, inside: &Inside) -> Vec<Line> {
        let why = |(why, people): (&String, &usize)| Line { reason: true, ..Line::of(&arm.name, why, *people) };
        let mut lines = self.parted(arm, (received(arm.served), inside.received), ("Did not", inside.did_not));
        lines.extend(inside.not_received.iter().map(why));
        lines
    }

    fn sites(&self, arm: &Arm, sites: Sites) -> Vec<Line> {
        self.parted(arm, ("Site stayed", sites.stayed), ("Site withdrew, still counted", sites.withdrew))
    }

    fn followed(&self, arm: &Arm, inside: &Inside) -> Vec<Line> {
        let why = |says, people| Line { reason: true, ..Line::of(&arm.name, says, people) };
        let mut lines =
            self.parted(arm, ("Followed up", inside.followed_up), ("Not followed up", inside.not_followed_up));
        lines.insert(1, why("asked to be left out, still counted", inside.discontinued));
        lines.extend([why("left", inside.lost), why("data withdrawn", inside.withdrawn)]);
        lines
    }

    fn outcome(&self, arm: &Arm, one: &Analysed) -> Vec<Line> {
        let says = ["Analysed", "No data"].map(|what| format!("{what}: {}", one.title));
        let lines = self.parted(arm, (&says[0], one.analysed), (&says[1], one.no_data));
        lines.into_iter().map(|line| Line { outcome: one.outcome.clone(), ..line }).collect()
    }

    /// Those of whom something is so, and those of whom it is not.
    fn parted(&self, arm: &Arm, of: (&str, Count), not: (&str, Count)) -> Vec<Line> {
        let line = |(says, count): (&str, Count), whole| {
            let units = self.units(count.units);
            Line { units, whole, ..Line::of(&arm.name, says, count.people) }
        };
        vec![line(of, false), line(not, true)]
    }

    /// As of when people are gone, and what is said of whole units, a sentence each.
    #[must_use]
    pub fn footnotes(&self) -> Vec<String> {
        let day = long_date(self.as_of);
        let mut says =
            vec![format!("Who has left, who asked to be left out and which sites are out is told as of {day}.")];
        if self.unit != "person" && self.arms.iter().any(|arm| arm.inside.is_some()) {
            let unit = &self.unit;
            says.push(format!(
                "A {unit} counts as one that received it, stayed, was followed up or is analysed where one or more of its people did or \
                 are; as a whole {unit} that did not, where none is."
            ));
        }
        says
    }

    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let of = if self.of.is_empty() { String::new() } else { format!("as to {}; ", self.of) };
        let mut text = format!("{} ({of}unit of allocation: {})\n", self.trial, self.unit);
        let mut arm = "";
        let lines = self.lines();
        for line in &lines {
            if line.arm != arm {
                arm = &line.arm;
                text.push_str(&format!("\n{arm}\n"));
            }
            let units = line.in_units(&self.unit);
            let inset = if line.reason { "      " } else { "  " };
            let people = line.people.map(|people| people.to_string()).unwrap_or_default();
            text.push_str(&format!("{people:>7}{inset}{}{units}\n", line.says));
        }
        text.push('\n');
        if self.arms.iter().any(|arm| arm.inside.is_none()) {
            text.push_str("What became of the people of each arm is told to those who may see the arms.\n");
        }
        self.footnotes().iter().chain(&self.notes).for_each(|says| text.push_str(&format!("{says}\n")));
        for check in &self.checks {
            let word = if check.holds { "adds up" } else { "DOES NOT ADD UP" };
            text.push_str(&format!("{word}: {} ({} = {})\n", check.says, check.left, check.right));
        }
        text
    }

    /// One line a box: `arm,box,reason,people,units,outcome,unit`: the outcome as it is asked for, and the unit of allocation.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", for_export(text).replace('"', "\"\""));
        let mut text = "arm,box,reason,people,units,outcome\n".to_owned();
        let mut of = String::new();
        for line in self.lines() {
            if !line.reason {
                of.clone_from(&line.says);
            }
            let reason = if line.reason { quoted(&line.says) } else { String::new() };
            let units = line.units.map(|units| units.to_string()).unwrap_or_default();
            let people = line.people.map(|people| people.to_string()).unwrap_or_default();
            let (arm, of, outcome) = (quoted(&line.arm), quoted(&of), quoted(&line.outcome));
            text.push_str(&format!("{arm},{of},{reason},{people},{units},{outcome}\n"));
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
