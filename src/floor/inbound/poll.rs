//! Every five minutes: what is new in our mailbox is taken in, each mail in a transaction with how far the mailbox was read. The
//! mailbox itself is left as it is, unread marks and all.

use std::time::{Duration, Instant};

use async_imap::{Client, Session, error::Error as Fault};
use futures_util::TryStreamExt;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use tokio::{runtime::Builder, time::timeout};

use super::{
    Envelope,
    call::MOST,
    ingest,
    line::{self, Line},
    settings::Settings,
    store::cursors,
};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::{Error, Result},
    jobs::{self, Claim, Ending, Work},
    schedule::{Missed, Schedule},
};

/// For one answer of the host.
const PATIENCE: Duration = Duration::from_secs(30);
/// For one look, well within a job's lease. What is left then is for the next look.
const LONGEST: Duration = Duration::from_secs(150);

/// Looks into the mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Poll;

#[derive(Debug, Serialize, Deserialize)]
pub struct Look {}

/// One look that was missed is not made up for. None is promised while an earlier one waits, or is stuck until somebody mends
/// what keeps us out.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("inbound.poll", "0 */5 * * * *", Missed::Skip, promise)
}

fn promise(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    if floor.settings.inbound.host.is_empty() || !jobs::open_of::<Poll>(conn)?.is_empty() {
        return Ok(());
    }
    let key = format!("{}:{occasion}", Poll::KIND);
    jobs::enqueue_once::<Poll>(conn, floor, &key, &Look {}, floor.clock.now()).map(drop)
}

impl Work for Poll {
    const KIND: &'static str = "inbound.poll";
    type Job = Look;
    type Guard = ();
    type Ready = ();
    type Done = usize;

    fn claim(&self, floor: &Floor, _: &mut Conn, (): &mut (), _: &Look) -> Result<Claim<()>> {
        let none = floor.settings.inbound.host.is_empty();
        Ok(if none { Claim::NotNeeded("no mailbox is set".into()) } else { Claim::Ready(()) })
    }

    fn work(&self, floor: &Floor, _: &str, (): ()) -> Result<usize> {
        Builder::new_current_thread().enable_all().build()?.block_on(look(floor))
    }

    fn settle(&self, _: &Floor, _: &mut Conn, taken: usize) -> Result<Ending> {
        tracing::info!(mails = taken, "the mailbox was read");
        Ok(Ending::Done)
    }
}

/// How many mails were new.
async fn look(floor: &Floor) -> Result<usize> {
    let settings = &floor.settings.inbound;
    let began = Instant::now();
    let mut session = sign_in(settings).await?;
    let mailbox = patiently(session.examine(&settings.mailbox)).await?;
    let validity = mailbox.uid_validity.map(i64::from);
    let validity = validity.ok_or_else(|| Error::later("the mailbox numbers its mails anew each time"))?;
    let name = name_of(settings);
    let read = floor.db.read(|conn| cursors::find(conn, &name))?.filter(|cursor| cursor.validity == validity);
    let past = read.map_or(0, |cursor| cursor.uid);
    let mut taken = 0;
    for uid in newer(&mut session, past).await? {
        if began.elapsed() > LONGEST {
            break;
        }
        let raw = fetch(&mut session, uid).await?;
        floor.db.write(|conn| {
            if let Some(raw) = &raw {
                ingest(conn, floor, raw, &Envelope { source: "imap", recipients: Vec::new() })?;
            }
            cursors::advance(conn, &name, validity, i64::from(uid))
        })?;
        taken += usize::from(raw.is_some());
    }
    // It has given what it had: a host that hangs up first changes nothing.
    let _ = timeout(PATIENCE, session.logout()).await;
    Ok(taken)
}

async fn sign_in(settings: &Settings) -> Result<Session<Box<dyn Line>>> {
    let password = settings.password()?;
    let stream = timeout(PATIENCE, line::open(settings)).await.map_err(Error::later)??;
    let mut client = Client::new(stream);
    let greeting = timeout(PATIENCE, client.read_response()).await.map_err(Error::later)?.map_err(Error::later)?;
    greeting.ok_or_else(|| Error::later("the mailbox's host hung up"))?;
    let signing_in = client.login(&settings.username, password.expose_secret());
    timeout(PATIENCE, signing_in).await.map_err(Error::later)?.map_err(|(fault, _)| match fault {
        Fault::No(_) => Error::NotAllowed("The mailbox refuses our name and password (inbound.username).".into()),
        fault => told(&fault),
    })
}

/// The numbers of mails past one that was read, oldest first.
async fn newer(session: &mut Session<Box<dyn Line>>, past: i64) -> Result<Vec<u32>> {
    // `n:*` means the last mail even when that is below n.
    let found = patiently(session.uid_search(format!("UID {}:*", past + 1))).await?;
    let mut uids: Vec<u32> = found.into_iter().filter(|uid| i64::from(*uid) > past).collect();
    uids.sort_unstable();
    Ok(uids)
}

/// `None` for a mail that somebody has taken away meanwhile, and for one that is too large for any answer: it would be asked for
/// again and again, and nothing behind it would be read.
async fn fetch(session: &mut Session<Box<dyn Line>>, uid: u32) -> Result<Option<Vec<u8>>> {
    let weighing = async { session.uid_fetch(uid.to_string(), "RFC822.SIZE").await?.try_collect::<Vec<_>>().await };
    let weights = patiently(weighing).await?;
    if weights.iter().filter_map(|fetch| fetch.size).any(|size| size as usize > MOST) {
        tracing::warn!(uid, "a mail in the mailbox is too large to be read, and was passed over");
        return Ok(None);
    }
    let reading = async { session.uid_fetch(uid.to_string(), "BODY.PEEK[]").await?.try_collect::<Vec<_>>().await };
    let found = patiently(reading).await?;
    Ok(found.iter().find_map(|fetch| fetch.body().map(<[u8]>::to_vec)))
}

async fn patiently<T>(act: impl Future<Output = Result<T, Fault>>) -> Result<T> {
    timeout(PATIENCE, act).await.map_err(Error::later)?.map_err(|fault| told(&fault))
}

/// Without the host's own words, since they may repeat a name.
fn told(fault: &Fault) -> Error {
    Error::later(match fault {
        Fault::Io(_) | Fault::ConnectionLost => "the line to the mailbox broke",
        Fault::No(_) | Fault::Bad(_) => "the mailbox refused what was asked of it",
        _ => "the mailbox answered what cannot be read",
    })
}

/// Where the cursor belongs: another account or host is another mailbox.
fn name_of(settings: &Settings) -> String {
    crate::floor::seal::sha256(format!("{}\n{}\n{}", settings.host, settings.username, settings.mailbox).as_bytes())
}
