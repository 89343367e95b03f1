//! The log of the houses in this process, for stories that look for what may not be in it.

use std::{
    io,
    sync::{Arc, Mutex, OnceLock},
};

use diesel::{QueryDsl, RunQueryDsl};
use hearten::schema::people;

use crate::world::World;

/// What this process says to its log, told at more length than a house would.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// From now on, for as long as this process runs.
    pub fn listen() -> Self {
        static HEARD: OnceLock<Log> = OnceLock::new();
        HEARD
            .get_or_init(|| {
                let (log, filter) = (Self::default(), tracing_subscriber::EnvFilter::new("info,hearten=trace"));
                let writer = log.clone();
                tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(move || writer.clone()).init();
                log
            })
            .clone()
    }

    /// Asks that it has no id, address or name of anybody in a house.
    pub fn names_nobody(&self, world: &World) {
        tracing::info!("the log is read");
        let log = self.text();
        assert!(log.contains("the log is read"));
        let everyone = people::table.select((people::id, people::email, people::given_name, people::family_name));
        let everyone: Vec<(String, Option<String>, String, String)> =
            world.floor.db.read(|conn| Ok(everyone.load(conn)?)).unwrap();
        assert!(!everyone.is_empty());
        for (id, email, given, family) in everyone {
            for told in [Some(id), email, Some(format!("{given} {family}"))].into_iter().flatten() {
                let line = log.lines().find(|line| line.contains(&told));
                assert!(line.is_none(), "the log names somebody: {line:?}");
            }
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
