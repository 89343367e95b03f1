//! The database goes up, down and up again on both engines, and is what `src/schema.rs` says it is.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a database that cannot be read fails the test")]

#[path = "story/world/database.rs"]
#[expect(dead_code, reason = "stories keep their files beside the database")]
mod database;
#[path = "migrations/shape.rs"]
mod shape;

use std::{sync::Barrier, thread};

use diesel::RunQueryDsl;
use hearten::floor::{
    db::{Db, migrate},
    error::Error,
};

use database::{Database, Engine};
use shape::{in_database, in_schema_rs};

/// One test an engine. PostgreSQL's waits for `tests/run`, which starts one.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $name() { super::$name(super::Engine::Sqlite); })+
        }
        mod on_postgres {
            $(#[test] #[ignore = "needs PostgreSQL"] fn $name() { super::$name(super::Engine::Postgres); })+
        }
    };
}

on_both_engines!(
    up_down_and_up_again_gives_the_same_tables,
    the_schema_in_rust_is_the_database_s_own,
    a_database_newer_than_the_binary_is_refused,
    several_processes_may_start_on_a_new_database_at_once,
);

fn up_down_and_up_again_gives_the_same_tables(engine: Engine) {
    let database = Database::make(engine);
    let db = open(&database);
    let steps = migrate::up(&db).unwrap();
    let first = in_database(&db);
    assert!(steps > 0 && first.contains_key("jobs"), "nothing was made");
    assert_eq!(migrate::up(&db).unwrap(), 0, "a second start has nothing to do");

    assert_eq!(migrate::down(&db).unwrap(), steps);
    assert_eq!(in_database(&db).into_keys().collect::<Vec<_>>(), Vec::<String>::new(), "down leaves nothing behind");

    assert_eq!(migrate::up(&db).unwrap(), steps);
    assert_eq!(in_database(&db), first);
}

fn the_schema_in_rust_is_the_database_s_own(engine: Engine) {
    let database = Database::make(engine);
    let db = open(&database);
    migrate::up(&db).unwrap();
    let (said, found) = (in_schema_rs(), in_database(&db));
    assert_eq!(said.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "left: src/schema.rs");
    for (table, columns) in said {
        assert_eq!(columns, found[&table], "{table}: src/schema.rs is on the left");
    }
}

fn a_database_newer_than_the_binary_is_refused(engine: Engine) {
    let database = Database::make(engine);
    let db = open(&database);
    migrate::up(&db).unwrap();
    run(&db, "insert into __diesel_schema_migrations (version) values ('29990101000000')");
    let refusal = migrate::up(&db).unwrap_err();
    assert!(matches!(refusal, Error::TooLate(_)), "{refusal:?}");
    assert!(refusal.to_string().contains("29990101000000"), "it says which migration: {refusal}");
}

fn several_processes_may_start_on_a_new_database_at_once(engine: Engine) {
    let database = Database::make(engine);
    let together = Barrier::new(4);
    let start = || {
        let db = open(&database);
        together.wait();
        migrate::up(&db).unwrap()
    };
    let steps: Vec<usize> = thread::scope(|scope| {
        let starts: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
        starts.into_iter().map(|started| started.join().unwrap()).collect()
    });
    assert_eq!(steps.iter().filter(|steps| **steps > 0).count(), 1, "one of them does it all: {steps:?}");
}

fn open(database: &Database) -> Db {
    Db::open(database.url(), 2).unwrap()
}

fn run(db: &Db, statement: &str) {
    diesel::sql_query(statement).execute(&mut *db.conn().unwrap()).unwrap();
}
