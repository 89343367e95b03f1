//! What is wrong with an instrument's file, told by item and scale, so that whoever wrote it can mend it.

use std::collections::BTreeSet;

use super::{How, Instrument, Item, Scale, TEXT};

impl Instrument {
    /// Every fault of the file, a sentence each.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if !is_id(&self.id) {
            faults.push("id: use small letters, digits and _".into());
        }
        if self.items.is_empty() {
            faults.push("write at least one [[item]]".into());
        }
        faults.extend(twice("item", &self.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>()));
        faults.extend(twice("scale", &self.scales.iter().map(|scale| scale.id.as_str()).collect::<Vec<_>>()));
        for (name, codes) in &self.answers {
            if codes.len() < 2 || codes.iter().collect::<BTreeSet<_>>().len() < codes.len() {
                faults.push(format!("answers {name}: give two codes or more, no two the same"));
            }
        }
        faults.extend(self.items.iter().filter_map(|item| self.fault_of_item(item)));
        for scale in &self.scales {
            let of_scale = |says: String| format!("scale {}: {says}", scale.id);
            match self.fault_of_items(scale) {
                // Nothing else can be worked out before its items are there.
                Some(fault) => faults.push(of_scale(fault)),
                None => faults.extend(self.faults_of_scale(scale).into_iter().map(of_scale)),
            }
        }
        match &self.wording {
            Some(_) if !self.licence.ships && self.permit().is_none() => {
                faults.push("wording: its licence does not let it ship; bring it in a file of its own".into());
            }
            Some(wording) => faults.extend(wording.faults(self)),
            None if self.licence.ships => faults.push("wording: write it, or say ships = false".into()),
            None => {}
        }
        faults
    }

    fn fault_of_item(&self, item: &Item) -> Option<String> {
        if !is_id(&item.id) {
            Some(format!("item {}: use small letters, digits and _ for its id", item.id))
        } else if item.answers != TEXT && !self.answers.contains_key(&item.answers) {
            Some(format!("item {}: there is no set of answers called {}", item.id, item.answers))
        } else {
            None
        }
    }

    fn fault_of_items(&self, scale: &Scale) -> Option<String> {
        if !is_id(&scale.id) {
            return Some("use small letters, digits and _ for its id".into());
        }
        let stray = scale.items.iter().find(|id| self.item(id).is_none_or(|item| self.codes(item).is_empty()));
        if let Some(id) = stray {
            return Some(format!("item {id} is not here, or has no codes"));
        }
        if scale.items.is_empty() || scale.items.iter().collect::<BTreeSet<_>>().len() < scale.items.len() {
            return Some("name its items, each once".into());
        }
        let fits = |item: &Item| {
            scale.recode.is_empty() || scale.recoded(item).is_some_and(|counts| counts.len() == self.codes(item).len())
        };
        let unfit = scale.items.iter().filter_map(|id| self.item(id)).find(|item| !fits(item))?;
        Some(format!("item {}: recode has not one number for each of its answers", unfit.id))
    }

    fn faults_of_scale(&self, scale: &Scale) -> Vec<String> {
        let mut faults = Vec::new();
        if scale.answered.is_some_and(|answered| answered == 0 || answered > scale.items.len()) {
            faults.push("answered: from 1 to as many items as it has".to_owned());
        }
        if scale.score == How::Item && scale.items.len() != 1 {
            faults.push("an item that stands by itself is one item".into());
        }
        if scale.score == How::Table {
            faults.extend(self.fault_of_table(scale));
        } else if !scale.table.is_empty() {
            faults.push("a table is for score = \"table\"".into());
        }
        let [least, most] = self.reach(scale);
        if scale.range != [least, most] {
            faults.push(format!("range: its items come to {least} to {most}"));
        }
        let rises = scale.bands.windows(2).all(|two| two[0].to < two[1].to);
        if !rises || scale.bands.last().is_some_and(|last| last.to < most) {
            faults.push(format!("bands: let each reach further than the one before, the last to {most}"));
        }
        if scale.line.as_ref().is_some_and(|line| line.at_least <= least || line.at_least > most) {
            faults.push("line: set it within the range".into());
        }
        faults
    }

    fn fault_of_table(&self, scale: &Scale) -> Option<String> {
        let [least, most] = self.sums(scale);
        let every = (least..=most).eq(scale.table.iter().map(|(sum, _)| *sum));
        let rises = scale.table.windows(2).all(|two| two[0].1 < two[1].1);
        if !every {
            Some(format!("table: give a row for each sum from {least} to {most}, in order"))
        } else if !rises {
            Some("table: each score is higher than the one before".into())
        } else {
            None
        }
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_')
}

fn twice(what: &str, ids: &[&str]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.iter().filter(|id| !seen.insert(**id)).map(|id| format!("{what} {id}: is there twice")).collect()
}
