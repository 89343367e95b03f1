//! Moves the database forward to this binary's shape, under a lock, and refuses one that is newer.

use diesel::{RunQueryDsl, migration::Migration};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, Db};
use crate::floor::error::{Error, Result};

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Any number that no other program takes for its advisory lock.
const LOCK: i64 = 4_841_524_551;

/// Runs what is pending, all of it or none, and says how many steps that was. Who starts at the same time waits.
pub fn up(db: &Db) -> Result<usize> {
    db.write(|conn| {
        lock(conn)?;
        refuse_newer(conn)?;
        each(conn, Way::Up)
    })
}

/// Takes every migration back, for the test that goes up, down and up.
pub fn down(db: &Db) -> Result<usize> {
    each(&mut *db.conn()?, Way::Down)
}

#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

fn each(conn: &mut Conn, way: Way) -> Result<usize> {
    let moved = match (conn, way) {
        (Conn::Sqlite(c), Way::Up) => c.run_pending_migrations(MIGRATIONS).map(|v| v.len()),
        (Conn::Postgres(c), Way::Up) => c.run_pending_migrations(MIGRATIONS).map(|v| v.len()),
        (Conn::Sqlite(c), Way::Down) => c.revert_all_migrations(MIGRATIONS).map(|v| v.len()),
        (Conn::Postgres(c), Way::Down) => c.revert_all_migrations(MIGRATIONS).map(|v| v.len()),
    };
    moved.map_err(Error::broken)
}

fn refuse_newer(conn: &mut Conn) -> Result<()> {
    let applied = match conn {
        Conn::Sqlite(c) => c.applied_migrations(),
        Conn::Postgres(c) => c.applied_migrations(),
    }
    .map_err(Error::broken)?;
    let known = known_versions()?;
    match applied.iter().find(|version| !known.contains(&version.to_string())) {
        Some(version) => Err(Error::TooLate(format!(
            "This database was moved on by a newer Hearten (migration {version}). Run that version, or restore an older back-up."
        ))),
        None => Ok(()),
    }
}

fn known_versions() -> Result<Vec<String>> {
    use diesel::migration::MigrationSource;
    let known: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = MIGRATIONS.migrations().map_err(Error::broken)?;
    Ok(known.iter().map(|migration| migration.name().version().to_string()).collect())
}

/// On SQLite a write already has the file to itself; PostgreSQL's lock goes with the transaction.
fn lock(conn: &mut Conn) -> Result<()> {
    if let Conn::Postgres(postgres) = conn {
        diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
            .bind::<diesel::sql_types::BigInt, _>(LOCK)
            .execute(postgres)?;
    }
    Ok(())
}
