//! The address vault. An address lies here sealed, comes out only by an act that leaves an audit row, and is erased when
//! it has served. What is kept beside it are keyed hashes, erased with it: they tell nothing without the server's key.

use std::collections::BTreeMap;

use super::{address::Address, store, store::addresses::AddressRow};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// Keeps an address for a person, in place of any before.
pub fn put(conn: &mut Conn, floor: &Floor, person_id: &str, address: &Address) -> Result<()> {
    let row = AddressRow {
        sealed: floor.secrets.seal(&floor.ids, &context(person_id), address.lines().join("\n").as_bytes())?,
        household: hex::encode(floor.secrets.mac("household", &[address.household().as_bytes()])),
        fingerprint: fingerprint(floor, person_id, address),
        person_id: person_id.to_owned(),
        put_at: floor.clock.now(),
        bad_since: None,
    };
    store::addresses::put(conn, &row)?;
    Ok(())
}

/// Opens a person's address, and puts on record that `actor` did, and `why`: for which letter, and what was done with it.
/// `None` where there is none, because none was given or it was erased.
pub fn open(conn: &mut Conn, floor: &Floor, actor: &str, person_id: &str, why: &str) -> Result<Option<Address>> {
    let Some(sealed) = store::addresses::sealed(conn, person_id)? else { return Ok(None) };
    let plain = String::from_utf8(floor.secrets.open(&context(person_id), &sealed)?)?;
    let address = Address::parse(plain.lines()).map_err(|fault| Error::broken(fault.code()))?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "address.opened", person_id).because(why))?;
    Ok(Some(address))
}

/// A letter to this address came back. It counts as bad until another takes its place.
pub fn mark_bad(conn: &mut Conn, person_id: &str, at: Moment) -> Result<()> {
    store::addresses::mark_bad(conn, person_id, at)?;
    Ok(())
}

/// Whether a letter to the address that is there came back.
pub fn is_bad(conn: &mut Conn, person_id: &str) -> Result<bool> {
    Ok(store::addresses::bad_since(conn, person_id)?.flatten().is_some())
}

/// Erases a person's address with its hashes, and with what an import keeps of it for its undoing. Erasing twice is
/// harmless. Whether there was one.
pub fn erase(conn: &mut Conn, floor: &Floor, actor: &str, person_id: &str, why: &str) -> Result<bool> {
    let gone = store::addresses::erase(conn, person_id)?;
    store::imports::close_touching(conn, person_id, "An address that it brought or replaced was erased.")?;
    if gone {
        audit::write(conn, floor.clock.now(), &Act::new(actor, "address.erased", person_id).because(why))?;
    }
    Ok(gone)
}

/// Since when a person's address has been in the vault.
pub fn held_since(conn: &mut Conn, person_id: &str) -> Result<Option<Moment>> {
    Ok(store::addresses::when_put(conn, person_id)?)
}

/// Those who share a home, as far as the spelling of their addresses tells: groups of two or more ids, in an order that
/// repeats. It opens no address.
pub fn households(conn: &mut Conn) -> Result<Vec<Vec<String>>> {
    let homes = homes(conn)?.into_iter();
    Ok(homes.map(|people| people.into_iter().map(|(person_id, _)| person_id).collect()).collect())
}

/// The same, each with since when their address is in the vault.
pub fn homes(conn: &mut Conn) -> Result<Vec<Vec<(String, Moment)>>> {
    let mut homes: BTreeMap<String, Vec<(String, Moment)>> = BTreeMap::new();
    for (person_id, household, put_at) in store::addresses::households(conn)? {
        homes.entry(household).or_default().push((person_id, put_at));
    }
    let mut shared: Vec<Vec<(String, Moment)>> = homes.into_values().filter(|people| people.len() > 1).collect();
    shared.iter_mut().for_each(|people| people.sort());
    shared.sort();
    Ok(shared)
}

/// The keyed hash by which a new address is known to differ from the one in the vault, unopened.
pub(super) fn fingerprint(floor: &Floor, person_id: &str, address: &Address) -> String {
    let lines: Vec<&[u8]> = address.lines().iter().map(String::as_bytes).collect();
    hex::encode(floor.secrets.mac("address", &[&[person_id.as_bytes()], &lines[..]].concat()))
}

fn context(person_id: &str) -> String {
    format!("address:{person_id}")
}
