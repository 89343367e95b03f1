//! SQLite has one writer. Whoever waits for its place is woken when it is free, where SQLite itself would look again and
//! again in longer and longer pauses; and those who wait at the same time share one commit, which is what a disk is slow at.
//!
//! Whoever has acted hands the open transaction to the next in line and waits to be told how it ended. Nobody is answered
//! before the commit that holds what they did.

use std::sync::{
    Arc, Condvar, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use diesel::{
    Connection,
    connection::TransactionManager,
    r2d2::{ConnectionManager, PooledConnection},
};

use super::{Conn, Db, apart, begun};
use crate::floor::error::{Error, Result};

/// The most acts in one commit, so that the first of them does not wait for long.
const MOST: usize = 32;

type Pooled = PooledConnection<ConnectionManager<Conn>>;

/// The one writer's place.
#[derive(Default)]
pub(super) struct Turn {
    place: Mutex<Option<Open>>,
    waiting: AtomicUsize,
}

impl Turn {
    /// Does `act`, all of it or none, and comes back once it is committed.
    pub(super) fn write<T>(&self, db: &Db, act: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let (mut open, done) = match place.take() {
            Some(open) => open.join(act)?,
            None => Open::begin(db.conn()?, act)?,
        };
        if open.acts >= MOST || self.waiting.load(Ordering::SeqCst) == 0 {
            open.commit()?;
            return Ok(done);
        }
        let fate = Arc::clone(&open.fate);
        *place = Some(open);
        drop(place);
        fate.wait()?;
        Ok(done)
    }
}

/// A transaction that has been begun, and the acts in it so far.
struct Open {
    conn: Pooled,
    acts: usize,
    fate: Arc<Fate>,
}

impl Open {
    /// The first act needs no savepoint: there is nothing yet that its failure could take along.
    fn begin<T>(mut conn: Pooled, act: impl FnOnce(&mut Conn) -> Result<T>) -> Result<(Self, T)> {
        let done = begun(&mut conn, act)?;
        Ok((Self { conn, acts: 1, fate: Arc::default() }, done))
    }

    /// One act more. Where it fails, what the others did is committed at once.
    fn join<T>(mut self, act: impl FnOnce(&mut Conn) -> Result<T>) -> Result<(Self, T)> {
        match apart(&mut self.conn, act) {
            Ok(done) => {
                self.acts += 1;
                Ok((self, done))
            }
            Err(error) => {
                // How this ends is told to those whose acts it holds; here the act's own error is the answer.
                let _ = self.commit();
                Err(error)
            }
        }
    }

    fn commit(&mut self) -> Result<()> {
        let committed = <Conn as Connection>::TransactionManager::commit_transaction(&mut *self.conn);
        self.fate.settle(committed.as_ref().map_err(ToString::to_string).copied());
        Ok(committed?)
    }
}

impl Drop for Open {
    /// Somebody's act panicked: the connection goes, and with it what was done before.
    fn drop(&mut self) {
        self.fate.settle(Err("the transaction was lost".into()));
    }
}

/// How a transaction ended, for those who wait for it.
#[derive(Default)]
struct Fate {
    ended: Mutex<Option<Result<(), String>>>,
    told: Condvar,
}

impl Fate {
    /// The first word counts.
    fn settle(&self, how: Result<(), String>) {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(how);
        self.told.notify_all();
    }

    fn wait(&self) -> Result<()> {
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*ended {
                Some(how) => return how.clone().map_err(Error::later),
                None => ended = self.told.wait(ended).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::atomic::Ordering, thread};

    use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};

    use super::*;

    #[derive(QueryableByName)]
    struct Rows {
        #[diesel(sql_type = BigInt)]
        rows: i64,
    }

    fn put(conn: &mut Conn, id: usize) -> Result<()> {
        sql_query(format!("insert into kept values ({id}, 0)")).execute(conn)?;
        Ok(())
    }

    fn rows(conn: &mut Conn) -> Result<i64> {
        Ok(sql_query("select count(*) as rows from kept").get_result::<Rows>(conn)?.rows)
    }

    fn open(dir: &tempfile::TempDir) -> Db {
        let db = Db::open(&dir.path().join("t.sqlite3").to_string_lossy(), 4).unwrap();
        let table = "create table kept (id integer primary key, of integer references kept (id))";
        db.write(|conn| Ok(sql_query(table).execute(conn)?)).unwrap();
        db.write(|conn| put(conn, 0)).unwrap();
        db
    }

    /// The first act goes on until `others` wait for its place; each of them then does `act` with its number, from 1.
    fn beside<T: Send>(db: &Db, others: usize, act: impl Fn(&mut Conn, usize) -> Result<T> + Sync) -> Vec<Result<T>> {
        thread::scope(|scope| {
            let first = scope.spawn(|| {
                db.write(|conn| {
                    while db.turn.waiting.load(Ordering::SeqCst) < others {
                        thread::yield_now();
                    }
                    act(conn, 1)
                })
            });
            let act = &act;
            // Whoever asks before the first has its place would act alone.
            while db.turn.place.try_lock().is_ok() {
                thread::yield_now();
            }
            let rest: Vec<_> = (2..=others + 1).map(|n| scope.spawn(move || db.write(|conn| act(conn, n)))).collect();
            [first]
                .into_iter()
                .chain(rest)
                .map(|one| one.join().unwrap_or_else(|_| Err(Error::later("panicked"))))
                .collect()
        })
    }

    #[test]
    fn those_who_wait_share_a_commit_and_nobody_is_answered_before_it() {
        let dir = tempfile::tempdir().unwrap();
        let db = open(&dir);
        let seen = beside(&db, 3, |conn, n| {
            put(conn, n)?;
            // What the others did in this transaction is here, and nobody else sees it yet.
            Ok((rows(conn)?, db.read(rows)?))
        });
        let mut seen: Vec<_> = seen.into_iter().map(Result::unwrap).collect();
        seen.sort_unstable();
        assert_eq!(seen, [(2, 1), (3, 1), (4, 1), (5, 1)]);
        assert_eq!(db.read(rows).unwrap(), 5);
    }

    #[test]
    fn an_act_that_fails_takes_nothing_of_the_others_along() {
        let dir = tempfile::tempdir().unwrap();
        let db = open(&dir);
        let ended = beside(&db, 5, |conn, n| {
            put(conn, n)?;
            if n % 2 == 0 { Err(Error::Missing("A row")) } else { Ok(()) }
        });
        let well: Vec<bool> = ended.iter().map(Result::is_ok).collect();
        assert_eq!(well, [true, false, true, false, true, false]);
        assert_eq!(db.read(rows).unwrap(), 4);
    }

    #[test]
    fn a_commit_that_fails_is_told_to_each_whose_act_it_held() {
        let dir = tempfile::tempdir().unwrap();
        let db = open(&dir);
        let ended = beside(&db, 3, |conn, n| {
            sql_query("pragma defer_foreign_keys = on").execute(conn)?;
            put(conn, n)?;
            // Nothing is wrong before the commit.
            sql_query(format!("update kept set of = 99 where id = {n}")).execute(conn)?;
            Ok(())
        });
        assert!(ended.iter().all(Result::is_err), "{ended:?}");
        assert_eq!(db.read(rows).unwrap(), 1);
        db.write(|conn| put(conn, 9)).unwrap();
        assert_eq!(db.read(rows).unwrap(), 2);
    }

    #[test]
    fn an_act_that_panics_leaves_nobody_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let db = open(&dir);
        let ended = beside(&db, 1, |conn, n| {
            put(conn, n)?;
            assert!(n == 1, "the second act panics");
            Ok(())
        });
        assert!(ended.iter().all(Result::is_err), "{ended:?}");
        db.write(|conn| put(conn, 9)).unwrap();
        assert_eq!(db.read(rows).unwrap(), 2, "what the panic took along was not said to be done");
    }
}
