//! A floor of its own for each of this room's tests: a database in a folder that goes, and a clock that stands.

use std::sync::{Arc, Mutex};

use chrono::NaiveDate;

use super::governance::{Statement, Typed, record};
use crate::floor::{
    Floor,
    clock::Clock,
    config::Settings,
    db::{Db, migrate},
    files::Files,
    ids::Ids,
    mail::Tray,
    seal::Secrets,
    web::Templates,
};

pub(crate) struct Sandbox {
    pub floor: Floor,
    _dir: tempfile::TempDir,
}

impl Sandbox {
    /// On 1 March 2027, with nothing on record.
    pub fn bare() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("roster.sqlite3").to_string_lossy(), 2).unwrap();
        migrate::up(&db).unwrap();
        let clock = Clock::still(NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap());
        let floor = Floor {
            db,
            ids: Ids::seeded(clock.clone(), 7),
            clock,
            secrets: Secrets::new([7; 32], &[[8; 32]]),
            files: Files::folder(&dir.path().join("files")).unwrap(),
            tray: Tray::Memory(Arc::new(Mutex::new(Vec::new()))),
            templates: Templates::load().unwrap(),
            settings: Arc::new(Settings::with("").unwrap()),
            demo: false,
        };
        Self { floor, _dir: dir }
    }

    /// With a governance statement on record.
    pub fn governed() -> Self {
        let sandbox = Self::bare();
        let typed = Typed {
            lawful_basis: "public task",
            article_9_condition: "none: no health data",
            dpia_reference: "DPIA 7",
            privacy_notice: "On the intranet",
            notice_given_on: "2027-02-01",
        };
        let floor = &sandbox.floor;
        let statement = Statement::parse(typed, floor.clock.today()).unwrap();
        floor.db.write(|conn| record(conn, floor, "ann", statement)).unwrap();
        sandbox
    }
}
