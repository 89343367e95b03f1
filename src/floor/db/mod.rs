//! Two engines, one path: SQLite in the binary, PostgreSQL where several machines share the work.
//!
//! A row found by its key is read with `get_result`. `first` adds a LIMIT, and SQLite prepares a statement with a bound
//! LIMIT afresh each time: on a round of letters that was an eighth of the work.

pub mod migrate;
pub mod scrub;
mod turn;

use std::{sync::Arc, time::Duration};

use diesel::{
    Connection, PgConnection, QueryResult, RunQueryDsl, SqliteConnection,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection},
    result::{DatabaseErrorKind, Error as DieselError},
};

use self::turn::Turn;
use super::error::{Error, Result};

/// A connection to whichever engine this installation uses.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Conn")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database, as a pool.
#[derive(Clone)]
pub struct Db {
    pool: Pool<ConnectionManager<Conn>>,
    engine: Engine,
    turn: Arc<Turn>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.engine)
    }
}

impl Db {
    /// Opens `postgres://…`, or else the SQLite file of that name. `size` is the most connections at once.
    pub fn open(url: &str, size: u32) -> Result<Self> {
        let postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        let engine = if postgres { Engine::Postgres } else { Engine::Sqlite };
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(15))
            .connection_customizer(Box::new(Customs))
            .build(ConnectionManager::new(url))?;
        Ok(Self { pool, engine, turn: Arc::default() })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Reads, in one transaction, so that what is read hangs together. Nothing it writes is kept.
    pub fn read<T>(&self, act: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = self.conn()?;
        begin_read(&mut conn)?;
        let found = act(&mut conn);
        <Conn as Connection>::TransactionManager::rollback_transaction(&mut *conn)?;
        found
    }

    /// Writes, in one transaction: all of it or none. On SQLite, acts that wait for each other share a commit.
    pub fn write<T>(&self, act: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        if self.engine == Engine::Sqlite {
            return self.turn.write(self, act);
        }
        let mut conn = self.conn()?;
        let done = begun(&mut conn, act)?;
        <Conn as Connection>::TransactionManager::commit_transaction(&mut *conn)?;
        Ok(done)
    }

    /// `read`, off the thread that serves pages.
    pub async fn reading<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.read(act)).await?
    }

    /// `write`, off the thread that serves pages.
    pub async fn writing<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.write(act)).await?
    }

    /// A bare connection, for migrations and back-ups.
    pub fn conn(&self) -> Result<PooledConnection<ConnectionManager<Conn>>> {
        Ok(self.pool.get()?)
    }
}

fn begin_read(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN"),
        Conn::Postgres(postgres) => {
            AnsiTransactionManager::begin_transaction_sql(postgres, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        }
    }
}

/// SQLite takes its one writer's place at once: with a plain BEGIN, four threads claiming 300 jobs met 'busy' 3,040 times.
fn begin_write(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        Conn::Postgres(postgres) => AnsiTransactionManager::begin_transaction(postgres),
    }
}

/// Begins to write and does `act`, which is to be committed. Nothing is left of one that fails.
fn begun<T>(conn: &mut Conn, act: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    begin_write(conn)?;
    let done = act(conn);
    if done.is_err() {
        <Conn as Connection>::TransactionManager::rollback_transaction(conn)?;
    }
    done
}

/// Does `act` in a savepoint of its own; `false` when the row was already there.
pub fn once(conn: &mut Conn, act: impl FnOnce(&mut Conn) -> QueryResult<usize>) -> Result<bool> {
    match conn.transaction(act) {
        Ok(_) => Ok(true),
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Does `act` in a savepoint: an error undoes only what it did.
pub fn apart<T>(conn: &mut Conn, act: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    enum Either {
        Ours(Error),
        Theirs(DieselError),
    }
    impl From<DieselError> for Either {
        fn from(error: DieselError) -> Self {
            Self::Theirs(error)
        }
    }
    conn.transaction(|conn| act(conn).map_err(Either::Ours)).map_err(|either| match either {
        Either::Ours(error) => error,
        Either::Theirs(error) => error.into(),
    })
}

#[derive(Debug)]
struct Customs;

impl CustomizeConnection<Conn, diesel::r2d2::Error> for Customs {
    fn on_acquire(&self, conn: &mut Conn) -> Result<(), diesel::r2d2::Error> {
        let settings = match conn {
            Conn::Sqlite(_) => {
                // A connection keeps up to 32 MB of pages, and what a savepoint may have to undo, in memory.
                "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;
                 PRAGMA temp_store = MEMORY;"
            }
            Conn::Postgres(_) => "SET TIME ZONE 'UTC'; SET client_min_messages = warning;",
        };
        conn.batch_execute(settings).map_err(diesel::r2d2::Error::QueryError)
    }
}

/// Whether the engine answers, for `/ready`.
pub fn answers(conn: &mut Conn) -> Result<()> {
    diesel::sql_query("SELECT 1").execute(conn)?;
    Ok(())
}
