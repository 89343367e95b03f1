//! Seals on a list, so that an arm changed by hand in the database is found out before anybody is served by it.
//!
//! Each row is sealed over its list, its unit and the people in it, its stratum, block, place and arm. The list is
//! sealed over its settings, how many rows it has and the digest of their seals, so that one list can be checked
//! without reading all its rows and one row without the others. Only the server's key can make either seal.

use sha2::{Digest, Sha256};

use super::interventions::Interventions;
use super::randomise::Row;
use super::scheme::{Arm, Mode, Scheme};
use crate::floor::seal::Secrets;

/// What an HMAC-SHA256 gives.
pub type Seal = [u8; 32];

/// Of a list, all that its rows do not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub list: String,
    pub trial: String,
    pub interventions: Interventions,
    pub mode: Mode,
    pub scheme: Scheme,
    pub method: String,
    pub version: String,
    pub seed: String,
    /// Of the frame, as it is written by `list::frame_to_csv`.
    pub frame_sha256: String,
    /// How many rows there are.
    pub units: u32,
    /// Of the rows' seals, in order of place.
    pub rows_sha256: String,
}

/// A row as stored: its unit's people, by id, and its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    pub row: Row,
    pub members: Vec<String>,
    pub seal: Seal,
}

/// What is wrong with a stored list. The number is a row's place.
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
    #[error("the list cannot be drawn again from its seed and frame")]
    NotDrawn,
}

/// The seal of one row. The order of `members` does not matter.
#[must_use]
pub fn seal_row(secrets: &Secrets, list: &str, row: &Row, members: &[String]) -> Seal {
    let mut sorted: Vec<&[u8]> = members.iter().map(String::as_bytes).collect();
    sorted.sort_unstable();
    let (place, block) = (row.place.to_be_bytes(), row.block.to_be_bytes());
    let texts = [list, &row.authority, &row.unit, &row.stratum, &row.arm].map(str::as_bytes);
    secrets.mac("allocation row", &[&texts[..], &[&place[..], &block[..]], &sorted[..]].concat())
}

/// The seal of a list.
#[must_use]
pub fn seal_list(secrets: &Secrets, header: &Header) -> Seal {
    secrets.mac("allocation list", &[header.to_text().as_bytes()])
}

/// SHA-256 over the rows' seals, which come in order of place.
#[must_use]
pub fn digest(seals: impl IntoIterator<Item = Seal>) -> String {
    let digest = seals.into_iter().fold(Sha256::new(), Sha256::chain_update);
    hex::encode(digest.finalize())
}

/// Every fault of a stored list; none when all is as it was sealed. A list whose rows are sound and whose own seal
/// is not is [`Fault::Forged`].
#[must_use]
pub fn faults(secrets: &Secrets, header: &Header, rows: &[SealedRow], seal: &Seal) -> Vec<Fault> {
    let mut sorted: Vec<&SealedRow> = rows.iter().collect();
    sorted.sort_by_key(|sealed| sealed.row.place);
    let mut faults = Vec::new();
    let mut next = 1;
    for SealedRow { row, members, seal } in &sorted {
        let place = row.place;
        faults.extend((next..place.min(header.units.saturating_add(1))).map(Fault::Removed));
        if place < next || place > header.units {
            faults.push(Fault::Added(place));
        } else if seal_row(secrets, &header.list, row, members) != *seal {
            faults.push(Fault::Edited(place));
        }
        next = next.max(place.saturating_add(1));
    }
    faults.extend((next..=header.units).map(Fault::Removed));
    let as_sealed = || digest(sorted.iter().map(|sealed| sealed.seal)) == header.rows_sha256;
    if faults.is_empty() && (seal_list(secrets, header) != *seal || !as_sealed()) {
        faults.push(Fault::Forged);
    }
    faults
}

impl Header {
    /// The settings in one fixed written form, a line each. No value can hold a line feed but those that are parsed.
    fn to_text(&self) -> String {
        let scheme = &self.scheme;
        let by: Vec<&str> = scheme.by().iter().map(|by| by.name()).collect();
        let crosses = |arm: &Arm| arm.crosses_on.map(|day| format!(":{day}")).unwrap_or_default();
        let arm = |arm: &Arm| format!("{}:{}:{}{}", arm.name, arm.ratio, self.gets(arm), crosses(arm));
        let arms: Vec<String> = scheme.arms().iter().map(arm).collect();
        let units = self.units.to_string();
        let lines = [
            &self.list,
            &self.trial,
            &self.interventions.sealed(),
            self.mode.name(),
            scheme.unit().name(),
            &by.join(","),
            &arms.join(","),
            &scheme.method().written(),
            &self.method,
            &self.version,
            &self.seed,
            &self.frame_sha256,
            &units,
            &self.rows_sha256,
        ];
        lines.join("\n")
    }

    /// What an arm gets: of a trial of one intervention whether it gets it, and of several which of them. It is the same by whichever of
    /// them the list is looked at.
    fn gets(&self, arm: &Arm) -> String {
        match (self.interventions.are_several(), arm.gets.is_empty()) {
            (false, true) => "false".to_owned(),
            (false, false) if arm.gets == self.interventions => "true".to_owned(),
            _ => arm.gets.sealed(),
        }
    }
}

#[cfg(test)]
mod tests;
