//! The settings of coffee and tea: how large a building is, and what to bring.

use serde::Deserialize;

use crate::floor::error::Complaints;

/// More cups than this in a person's day are a slip of the pen.
const MOST_CUPS: f64 = 20.0;
const MOST_DAYS: u16 = 260;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Buildings with fewer people are in no trial of them.
    pub least_people: u16,
    /// Cups a person drinks on a working day; a guess.
    pub cups_a_day: f64,
    /// Working days that a delivery is meant to last.
    pub refill_days: u16,
    /// A file with the words of the card; empty for ours.
    pub card: String,
}

impl Tokens {
    pub(super) fn complain(&self, complaints: &mut Complaints) {
        if self.least_people == 0 {
            complaints.add("tokens.least_people", "tokens.least_people: at least 1");
        }
        if !(self.cups_a_day > 0.0 && self.cups_a_day <= MOST_CUPS) {
            complaints.add("tokens.cups_a_day", format!("tokens.cups_a_day: more than 0, and at most {MOST_CUPS}"));
        }
        if !(1..=MOST_DAYS).contains(&self.refill_days) {
            complaints.add("tokens.refill_days", format!("tokens.refill_days: from 1 to {MOST_DAYS}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::floor::config::Settings;

    #[test]
    fn what_to_bring_and_how_large_a_building_is_are_within_reason() {
        assert_eq!(Settings::with("").unwrap().tokens.least_people, 25);
        for (wrong, key) in [
            ("least_people = 0", "least_people"),
            ("cups_a_day = 0.0", "cups_a_day"),
            ("cups_a_day = 300.0", "cups_a_day"),
            ("refill_days = 0", "refill_days"),
        ] {
            let error = Settings::with(&format!("[tokens]\n{wrong}\n")).unwrap_err().to_string();
            assert!(error.contains(key), "{error}");
        }
    }
}
