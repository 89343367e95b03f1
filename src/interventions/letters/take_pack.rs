//! A pack leaves Hearten: downloaded by the coordinator, or written into a folder letter by letter. Its files bear home
//! addresses, so each time it is put on record who took what, and why.

use std::{
    fs,
    io::{Cursor, Read},
    path::Path,
};

use zip::ZipArchive;

use super::{
    pack::{BOUND, MANIFEST},
    pack_letters::seal_context_of_pack,
    round::{RUN, Round},
    store::{self, packs::Pack},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
    seal::sha256,
    web::Visitor,
};

/// The act under which the audit log keeps a download.
pub const TAKEN: &str = "pack.taken";

/// What of a pack is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Every letter in one PDF, each on the front of its own sheet.
    Bound,
    /// All of it: the bound PDF, the list and the letters one by one.
    Archive,
    Manifest,
}

impl What {
    /// # Errors
    /// `Missing`, where a pack holds no such thing.
    pub fn parse(name: &str) -> Result<Self> {
        match name {
            "pdf" => Ok(Self::Bound),
            "zip" => Ok(Self::Archive),
            "manifest" => Ok(Self::Manifest),
            _ => Err(Error::Missing("That file")),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Bound => "pdf",
            Self::Archive => "zip",
            Self::Manifest => "manifest",
        }
    }

    /// The name and the content type of the download.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Bound => (BOUND, "application/pdf"),
            Self::Archive => ("letters.zip", "application/zip"),
            Self::Manifest => (MANIFEST, "text/csv; charset=utf-8"),
        }
    }
}

/// A pack of a round that the visitor runs.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's.
pub fn pack_run_by(conn: &mut Conn, visitor: &Visitor, pack_id: &str) -> Result<(Round, Pack)> {
    let pack = store::packs::one(conn, pack_id)?;
    let round = store::rounds::one(conn, &pack.round_id)?;
    if visitor.reaches(RUN, &round.authority_id) { Ok((round, pack)) } else { Err(Error::Missing("This pack")) }
}

/// Gives the bytes of what is taken, once the taking is on record.
///
/// # Errors
/// `Invalid`, where no reason is given.
pub fn take_pack(floor: &Floor, visitor: &Visitor, pack_id: &str, what: What, why: &str) -> Result<Vec<u8>> {
    let why = reason(why)?;
    let pack = floor.db.write(|conn| {
        let (_, pack) = pack_run_by(conn, visitor, pack_id)?;
        let detail = format!("{}: {why}", what.name());
        audit::write(conn, floor.clock.now(), &Act::new(&visitor.account_id, TAKEN, &pack.id).because(detail))?;
        Ok(pack)
    })?;
    let plain = open(floor, &pack)?;
    match what {
        What::Archive => Ok(plain),
        What::Bound | What::Manifest => entry(&mut archive(plain)?, what.file().0),
    }
}

/// Writes the single letters of a round's packs into `dir`, which is made if need be; gives how many. Nobody but those
/// who receive is ever in a pack.
///
/// # Errors
/// `Invalid`, where no reason is given; `TooLate`, before anything was packed; `Later`, where the folder refuses.
pub fn export_pack(floor: &Floor, round_id: &str, dir: &Path, actor: &str, why: &str) -> Result<usize> {
    let why = reason(why)?;
    let packs = floor.db.write(|conn| {
        let packs = store::packs::of_round(conn, round_id)?;
        for pack in &packs {
            audit::write(conn, floor.clock.now(), &Act::new(actor, "pack.exported", &pack.id).because(why))?;
        }
        Ok(packs)
    })?;
    if packs.is_empty() {
        return Err(Error::TooLate("Nothing of this round is packed yet.".into()));
    }
    fs::create_dir_all(dir)?;
    packs.iter().map(|pack| write_singles(floor, pack, dir)).sum()
}

fn write_singles(floor: &Floor, pack: &Pack, dir: &Path) -> Result<usize> {
    let mut archive = archive(open(floor, pack)?)?;
    let mut written = 0;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(Error::broken)?;
        let name = file.name().map_err(Error::broken)?.into_owned();
        let Some(name) = name.strip_prefix("letters/") else { continue };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        fs::write(dir.join(name), bytes)?;
        written += 1;
    }
    Ok(written)
}

fn open(floor: &Floor, pack: &Pack) -> Result<Vec<u8>> {
    let plain = floor.secrets.open(&seal_context_of_pack(&pack.id), &floor.files.get(&pack.file_key)?)?;
    if sha256(&plain) == pack.file_sha256 {
        Ok(plain)
    } else {
        Err(Error::broken("a pack's file is not the one that was made"))
    }
}

fn archive(plain: Vec<u8>) -> Result<ZipArchive<Cursor<Vec<u8>>>> {
    ZipArchive::new(Cursor::new(plain)).map_err(Error::broken)
}

fn entry(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    archive.by_name(name).map_err(Error::broken)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn reason(why: &str) -> Result<&str> {
    let why = why.trim();
    let fits = !why.is_empty() && why.chars().count() <= 200;
    if fits { Ok(why) } else { Err(Error::invalid("reason", "Say what the files are for, in 200 letters at most.")) }
}
