//! What is to be said beside the first trial's table of costs, wherever it stands: that the £20 a head of the same webinar does
//! not follow from it, with the arithmetic; which authority is missing; and what looks like a slip and is none.

use serde::Deserialize;

use super::{
    given::{GivenCosts, GivenTable},
    line::Heading,
    money::Pence,
    sheet::read,
};
use crate::floor::error::{Error, Result};

/// The first trial's table, as given: whole pounds (spring webinar of What Works for Children's Social Care, 2021).
pub const FIRST_TRIAL: &str = include_str!("../../../../config/rounds/first_trial_costs.csv");
const ABOUT: &str = include_str!("../../../../config/rounds/first_trial.toml");

/// What the webinar said besides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstTrial {
    pub source: String,
    authorities: Vec<String>,
    said_a_head_pence: i64,
}

impl FirstTrial {
    pub fn read() -> Result<Self> {
        toml::from_str(ABOUT).map_err(Error::broken)
    }

    /// Whether a table is the first trial's, whatever its source is called.
    fn is(table: &GivenTable) -> Result<bool> {
        let known = read(FIRST_TRIAL.as_bytes()).map_err(|_| Error::broken("the first trial's table is not sound"))?;
        let same = |row: &GivenCosts| {
            known.iter().any(|known| known.label == row.label && known.amounts.iter().all(|(h, p)| row.of(*h) == *p))
        };
        Ok(table.rows.len() == known.len() && table.rows.iter().all(same))
    }

    /// What is to be said of a table: of the first trial's alone, but for figures that stand in it twice.
    pub fn notes(&self, table: &GivenTable) -> Result<Vec<String>> {
        let mut notes = Vec::new();
        if Self::is(table)? {
            notes.extend(self.a_head(table));
            notes.extend(self.missing(table));
        }
        notes.extend(twice(table));
        Ok(notes)
    }

    fn a_head(&self, table: &GivenTable) -> Option<String> {
        let head = self.said_a_head_pence;
        let total = table.mean(GivenCosts::total)?;
        let round = table.mean(|row| row.of(Heading::Round))?;
        let crowds: Vec<String> = table.rows.iter().map(|row| people(row.total(), head, 0)).collect();
        let labels: Vec<&str> = table.rows.iter().map(|row| row.label.as_str()).collect();
        let pounds = Pence(head).to_string().replace(".00", "");
        Some(format!(
            "{pounds} a head, which the same webinar said, does not follow from this table. {total} / {pounds} = {} people \
             a Round, far above any known attendance; by authority ({}) {}. The Round column alone would give {round} / \
             {pounds} = {}, which is plausible. So {pounds} is either the Round column alone, or the pounds are not per \
             single Round.",
            people(total, head, 1),
            and(&labels),
            and(&crowds),
            people(round, head, 1),
        ))
    }

    fn missing(&self, table: &GivenTable) -> Option<String> {
        let there = |label: &&String| !table.rows.iter().any(|row| row.label == **label);
        let missing: Vec<String> = self.authorities.iter().filter(there).map(|label| format!("LA {label}")).collect();
        let (are, of) = (if missing.len() == 1 { "is" } else { "are" }, self.authorities.len());
        (!missing.is_empty()).then(|| {
            format!("{} {are} missing: these are {} of the first {of} sites.", and(&missing), table.rows.len())
        })
    }
}

/// A total that stands elsewhere as a part looks like a slip of the pen.
fn twice(table: &GivenTable) -> Vec<String> {
    let mut notes = Vec::new();
    for whole in &table.rows {
        for part in &table.rows {
            for heading in Heading::COUNTED {
                if whole.label != part.label && whole.total() == part.of(heading) {
                    notes.push(format!(
                        "{} stands twice: it is the total of LA {} and the {} column of LA {}. That is no error: both rows add.",
                        whole.total(),
                        whole.label,
                        heading.words(),
                        part.label
                    ));
                }
            }
        }
    }
    notes
}

/// How many people an amount is, at so much a head: to `places` decimals, half up.
fn people(amount: Pence, a_head: i64, places: u32) -> String {
    let scale = 10_i64.pow(places);
    let tenths = (2 * amount.0 * scale + a_head) / (2 * a_head);
    if places == 0 { tenths.to_string() } else { format!("{}.{}", tenths / scale, tenths % scale) }
}

fn and<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> GivenTable {
        let rows = read(FIRST_TRIAL.as_bytes()).unwrap().into_iter();
        let rows =
            rows.map(|row| GivenCosts { label: row.label, amounts: row.amounts.into_iter().collect() }).collect();
        GivenTable { source: "any name".into(), rows }
    }

    #[test]
    fn the_means_are_those_that_were_given() {
        let means: Vec<i64> =
            Heading::ALL.iter().map(|heading| table().mean(|row| row.of(*heading)).unwrap().0).collect();
        assert_eq!(means, [93_300, 23_560, 93_220, 50_940]);
        assert_eq!(table().mean(GivenCosts::total), Some(Pence(167_720)));
    }

    #[test]
    fn twenty_pounds_a_head_does_not_follow_and_the_arithmetic_says_why() {
        let notes = FirstTrial::read().unwrap().notes(&table()).unwrap();
        for says in [
            "£1,677.20 / £20 = 83.9 people a Round",
            "(1, 3, 4, 5 and 6) 57, 72, 103, 88 and 99",
            "£932.20 / £20 = 46.6",
            "does not follow",
        ] {
            assert!(notes[0].contains(says), "{says}: {}", notes[0]);
        }
        assert_eq!(notes[1], "LA 2 is missing: these are 5 of the first 6 sites.");
        assert!(notes[2].contains("£1,446.00 stands twice: it is the total of LA 3 and the Round column of LA 4"));
        assert_eq!(notes.len(), 3);
    }

    #[test]
    fn of_another_table_nothing_is_said_of_twenty_pounds() {
        let mut other = table();
        other.rows.pop();
        let notes = FirstTrial::read().unwrap().notes(&other).unwrap();
        assert!(notes.iter().all(|note| !note.contains("a head") && !note.contains("missing")), "{notes:?}");
    }
}
