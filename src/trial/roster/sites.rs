//! The buildings of an authority, with how many people on the roster work in each now.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{people, store::places};
use crate::floor::{db::Conn, error::Result};

/// A building where people work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub id: String,
    pub name: String,
    /// Whoever has not left by the day that was asked about, whatever their role.
    pub people: usize,
}

/// The sites of an authority, by name.
pub fn sites(conn: &mut Conn, authority_id: &str, today: NaiveDate) -> Result<Vec<Site>> {
    let mut many: BTreeMap<String, usize> = BTreeMap::new();
    for person in people::in_authority(conn, authority_id)? {
        let stays = person.left_on.is_none_or(|day| day > today);
        if let Some(site) = person.site.filter(|_| stays) {
            *many.entry(site.id).or_default() += 1;
        }
    }
    let own = places::sites(conn)?.into_iter().filter(|(_, _, of)| of == authority_id);
    let site = |(id, name, _): places::Within| Site { people: many.get(&id).copied().unwrap_or_default(), id, name };
    let mut found: Vec<Site> = own.map(site).collect();
    found.sort_by_cached_key(|site| site.name.to_lowercase());
    Ok(found)
}
