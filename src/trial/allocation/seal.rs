//! Seals on a list, so that an arm changed by hand in the database is found out before anybody is served by it.
//!
//! Each row is sealed over its list, its unit and the people in it, its stratum, block, place and arm; the list is
//! sealed over its settings and all its rows' seals in order. Only the server's key can make either.

use super::randomise::Row;
use super::scheme::{Mode, Scheme};

/// An HMAC under the server's key: a purpose and parts, each part kept apart from the next.
pub type Mac<'a> = &'a dyn Fn(&str, &[&[u8]]) -> Seal;
/// What an HMAC-SHA256 gives.
pub type Seal = [u8; 32];

/// Of a list, all that its rows do not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub list: String,
    pub trial: String,
    pub intervention: String,
    pub mode: Mode,
    pub scheme: Scheme,
    pub method: String,
    pub version: String,
    pub seed: String,
    /// How many rows there are.
    pub rows: u32,
}

/// A row as stored: its unit's people, by id, and its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    pub row: Row,
    pub members: Vec<String>,
    pub seal: Seal,
}

/// What is wrong with a stored list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("row {0} was edited after it was sealed")]
    Edited(u32),
    #[error("row {0} was added to the list")]
    Added(u32),
    #[error("row {0} was removed from the list")]
    Removed(u32),
    #[error("the list does not bear the seal of this server")]
    Forged,
}

/// The seal of one row. The order of `members` does not matter.
#[must_use]
pub fn seal_row(mac: Mac<'_>, list: &str, row: &Row, members: &[String]) -> Seal {
    let mut sorted: Vec<&String> = members.iter().collect();
    sorted.sort_unstable();
    let (place, block) = (row.place.to_be_bytes(), row.block.to_be_bytes());
    let mut parts: Vec<&[u8]> = vec![
        list.as_bytes(),
        &place,
        row.authority.as_bytes(),
        row.unit.as_bytes(),
        row.stratum.as_bytes(),
        &block,
        row.arm.as_bytes(),
    ];
    parts.extend(sorted.iter().map(|member| member.as_bytes()));
    mac("allocation row", &parts)
}

/// The seal of a list, over its settings and the seals of its rows in order of place.
#[must_use]
pub fn seal_list(mac: Mac<'_>, header: &Header, rows: &[Seal]) -> Seal {
    let settings = header.to_text();
    mac("allocation list", &[settings.as_bytes(), rows.as_flattened()])
}

/// Every fault of a stored list; none when all is as it was sealed. A list whose rows are sound and whose own seal
/// is not is [`Fault::Forged`].
#[must_use]
pub fn faults(mac: Mac<'_>, header: &Header, rows: &[SealedRow], seal: &Seal) -> Vec<Fault> {
    let mut sorted: Vec<&SealedRow> = rows.iter().collect();
    sorted.sort_by_key(|sealed| sealed.row.place);
    let mut faults = Vec::new();
    let mut next = 1;
    for SealedRow { row, members, seal } in &sorted {
        let place = row.place;
        faults.extend((next..place.min(header.rows + 1)).map(Fault::Removed));
        if place < next || place > header.rows {
            faults.push(Fault::Added(place));
        } else if seal_row(mac, &header.list, row, members) != *seal {
            faults.push(Fault::Edited(place));
        }
        next = next.max(place.saturating_add(1));
    }
    faults.extend((next..=header.rows).map(Fault::Removed));
    let seals: Vec<Seal> = sorted.iter().map(|sealed| sealed.seal).collect();
    if faults.is_empty() && seal_list(mac, header, &seals) != *seal {
        faults.push(Fault::Forged);
    }
    faults
}

impl Header {
    /// The settings in one fixed written form, a line each.
    fn to_text(&self) -> String {
        let Self { list, trial, intervention, mode, scheme, method, version, seed, rows } = self;
        let by: Vec<&str> = scheme.by().iter().map(|by| by.name()).collect();
        let arms: Vec<String> =
            scheme.arms().iter().map(|arm| format!("{}:{}:{}", arm.name, arm.ratio, arm.receives)).collect();
        let blocks = scheme.blocks();
        format!(
            "{list}\n{trial}\n{intervention}\n{mode}\n{unit}\n{by}\n{arms}\n{smallest}-{largest}\n{method}\n{version}\n{seed}\n{rows}\n",
            unit = scheme.unit(),
            by = by.join(","),
            arms = arms.join(","),
            smallest = blocks.smallest,
            largest = blocks.largest,
        )
    }
}

#[cfg(test)]
mod tests;
