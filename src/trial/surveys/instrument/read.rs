//! An instrument's file, read, and what its scales can come to.

use super::{How, Instrument, Item, Scale};

/// Reads a file.
///
/// # Errors
/// Everything that is wrong with it, a sentence each.
pub(super) fn read(text: &str) -> Result<Instrument, Vec<String>> {
    let found: Instrument = toml::from_str(text).map_err(|error| vec![said(&error, text)])?;
    let faults = found.faults();
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// What TOML's reader says, with the line that it says it of.
pub(super) fn said(error: &toml::de::Error, text: &str) -> String {
    let line = error.span().map(|span| text[..span.start.min(text.len())].lines().count().max(1));
    let at = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    format!("{at}{}", error.message())
}

impl Scale {
    /// What the answers of an item count for here, in the order of its set, where the scale codes them afresh.
    #[must_use]
    pub fn recoded(&self, item: &Item) -> Option<&[i32]> {
        self.recode.get(&item.kind).or_else(|| self.recode.get("all")).map(Vec::as_slice)
    }
}

impl Instrument {
    /// What each answer of an item counts for in a scale, in the order of its set.
    #[must_use]
    pub fn counts(&self, scale: &Scale, item: &Item) -> Vec<i32> {
        let codes = self.codes(item);
        if let Some(counts) = scale.recoded(item) {
            return counts.to_vec();
        }
        let ends = codes.iter().min().zip(codes.iter().max());
        match ends.filter(|_| item.reversed) {
            Some((least, most)) => codes.iter().map(|code| least + most - code).collect(),
            None => codes.to_vec(),
        }
    }

    /// The least and the most that the items of a scale sum to.
    pub(super) fn sums(&self, scale: &Scale) -> [i32; 2] {
        let items = scale.items.iter().filter_map(|id| self.item(id));
        items.fold([0, 0], |[least, most], item| {
            let counts = self.counts(scale, item);
            let ends = counts.iter().min().zip(counts.iter().max());
            ends.map_or([least, most], |(low, high)| [least + low, most + high])
        })
    }

    /// The least and the most that a scale can come to.
    pub(super) fn reach(&self, scale: &Scale) -> [f64; 2] {
        let [least, most] = self.sums(scale).map(f64::from);
        match scale.score {
            How::Sum | How::Item => [least, most],
            How::Table => {
                let end = |row: Option<&(i32, f64)>| row.map_or(0.0, |row| row.1);
                [end(scale.table.first()), end(scale.table.last())]
            }
            How::Mean => {
                let many = f64::from(u32::try_from(scale.items.len()).unwrap_or(u32::MAX)).max(1.0);
                [least / many, most / many]
            }
        }
    }
}
