//! The demo's own house: a folder with its settings, keys, database, files and mail, and a clock that is moved by hand.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{NaiveDate, NaiveTime};

use super::goals;
use crate::floor::{
    Floor,
    clock::{Clock, london_moment},
    config::Settings,
    db::{Db, migrate},
    error::{Error, Result},
    files::Files,
    ids::Ids,
    mail::Tray,
    seal::{Secrets, sha256},
    web::Templates,
};

/// Marks a folder as one that the demo made, and so may make again.
const MARK: &str = "made-by-hearten-demo";

/// The Monday on which the demo's calendar begins.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default()
}

/// Clears `dir` of an earlier demo and lays out a new one, whose first day this is. A folder with anything else in it is refused.
pub fn lay(dir: &Path, seed: u64, listen: &str, first_day: NaiveDate) -> Result<Floor> {
    clear(dir)?;
    let keys = [key(seed, "server"), key(seed, "vault")];
    fs::create_dir_all(dir.join("mail"))?;
    fs::write(dir.join(MARK), "Everything in this folder is made up. `hearten demo` deletes and makes it again.\n")?;
    keep_private(&dir.join("server.key"), &hex::encode(keys[0]))?;
    keep_private(&dir.join("vault.key"), &hex::encode(keys[1]))?;
    let toml = settings(listen, &goals::made_up()?);
    fs::write(dir.join("hearten.toml"), &toml)?;

    let clock = Clock::still(london_moment(first_day, NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()));
    let db = Db::open(&dir.join("hearten.sqlite3").to_string_lossy(), 4)?;
    migrate::up(&db)?;
    Ok(Floor {
        db,
        ids: Ids::seeded(clock.clone(), seed),
        clock,
        secrets: Secrets::new(keys[0], &[keys[1]]),
        files: Files::folder(&dir.join("files"))?,
        tray: Tray::Folder(dir.join("mail")),
        templates: Templates::load()?,
        settings: Arc::new(Settings::with(&toml)?),
        demo: true,
    })
}

fn clear(dir: &Path) -> Result<()> {
    if !dir.exists() {
        return Ok(());
    }
    let empty = fs::read_dir(dir)?.next().is_none();
    if !empty && !dir.join(MARK).exists() {
        let told =
            format!("{} holds something that the demo did not make. Name an empty folder with --dir.", dir.display());
        return Err(Error::invalid("dir", told));
    }
    Ok(fs::remove_dir_all(dir)?)
}

/// Paths are relative, so that `cd DIR && hearten report …` reads this house.
fn settings(listen: &str, made_up: &str) -> String {
    let port = listen.rsplit(':').next().unwrap_or("8420");
    format!(
        "# Made by `hearten demo`.\n\n[web]\nlisten = \"{listen}\"\npublic_url = \"http://localhost:{port}\"\n\n\
         [secrets]\nserver_key = \"server.key\"\nvault_keys = [\"vault.key\"]\n\n\
         [mail]\nfrom = \"Hearten <hearten@demo.example>\"\n\n[diary]\nreplies = \"replies@demo.example\"\n\n\
         [reports]\nnote = \"{made_up}\"\n"
    )
}

/// The demo's keys follow from its seed, so that a list it made can be made again.
fn key(seed: u64, purpose: &str) -> [u8; 32] {
    let digits = sha256(format!("hearten demo {purpose} {seed}").as_bytes());
    hex::decode(digits).ok().and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; 32])
}

fn keep_private(path: &PathBuf, text: &str) -> Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut file = fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
    Ok(file.write_all(text.as_bytes())?)
}
