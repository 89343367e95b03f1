//! A database of a test's own, gone when the test is.

use std::path::Path;

use diesel::{Connection, PgConnection, RunQueryDsl};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub struct Database {
    url: String,
    /// PostgreSQL's server and the name of the database on it.
    on_server: Option<(String, String)>,
    dir: tempfile::TempDir,
}

impl Database {
    pub fn make(engine: Engine) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let on_server = matches!(engine, Engine::Postgres).then(make_on_server);
        let url = match &on_server {
            Some((server, name)) => format!("{server}/{name}"),
            None => dir.path().join("hearten.sqlite3").to_string_lossy().into_owned(),
        };
        Self { url, on_server, dir }
    }

    /// As `Db::open` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn engine(&self) -> Engine {
        if self.on_server.is_some() { Engine::Postgres } else { Engine::Sqlite }
    }

    /// A folder that goes when the database goes.
    pub fn folder(&self) -> &Path {
        self.dir.path()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.on_server {
            on_server(server, &format!("drop database \"{name}\" with (force)"));
        }
    }
}

/// On the server that `tests/run` started.
fn make_on_server() -> (String, String) {
    let server = std::env::var("HEARTEN_TEST_POSTGRES").expect("HEARTEN_TEST_POSTGRES names no server: call tests/run");
    let server = server.trim_end_matches('/').to_owned();
    let name = format!("test_{}", uuid::Uuid::new_v4().simple());
    on_server(&server, &format!("create database \"{name}\""));
    (server, name)
}

fn on_server(server: &str, statement: &str) {
    let mut conn = PgConnection::establish(&format!("{server}/postgres")).unwrap();
    diesel::sql_query(statement).execute(&mut conn).unwrap();
}
