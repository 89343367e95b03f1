//! Every ten minutes, while letters are with the carrier: it is asked what became of them, since it tells nothing of letters by
//! itself, and forgets each after a week.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    hand_over::told,
    heard::{heard, lost},
    store::{self, sendings::Sending},
};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::Result,
    jobs::{self, Claim, Ending, Work},
    post::{Fault, Notify, Post, Seen},
    schedule::{Missed, Schedule},
};

/// What a look that ended early says of itself. The next occasion looks again, so it is no trouble to anybody.
const LATER: &str = "The carrier did not answer in full. It is asked again in ten minutes.";
/// Letters of 25,000 others may lie before ours.
const MOST_PAGES: usize = 100;

#[derive(Debug)]
pub struct AskCarrier {
    post: Post,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Look {}

/// What was found out.
#[derive(Debug, Default)]
pub struct Found {
    /// `None`: the carrier knows it no longer.
    each: Vec<(Sending, Option<Seen>)>,
    cut_short: bool,
}

/// One look that was missed is not made up for: the next one sees the same. None is promised while an earlier one waits, or
/// is stuck until somebody mends what keeps us out.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("letters.ask_carrier", "0 */10 * * * *", Missed::Skip, promise)
}

fn promise(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    let busy = jobs::due::<AskCarrier>(conn, floor.clock.now())? > 0 || !jobs::stuck_of::<AskCarrier>(conn)?.is_empty();
    if busy || store::sendings::on_the_road(conn)?.is_empty() {
        return Ok(());
    }
    let key = format!("{}:{occasion}", AskCarrier::KIND);
    jobs::enqueue_once::<AskCarrier>(conn, floor, &key, &Look {}, floor.clock.now()).map(drop)
}

impl AskCarrier {
    pub fn new(post: Post) -> Self {
        Self { post }
    }
}

impl Work for AskCarrier {
    const KIND: &'static str = "letters.ask_carrier";
    type Job = Look;
    type Guard = ();
    type Ready = Vec<Sending>;
    type Done = Found;

    fn claim(&self, _: &Floor, conn: &mut Conn, (): &mut (), _: &Look) -> Result<Claim<Vec<Sending>>> {
        let there = store::sendings::on_the_road(conn)?;
        Ok(if there.is_empty() {
            Claim::NotNeeded("no letter is with the carrier".into())
        } else {
            Claim::Ready(there)
        })
    }

    fn work(&self, floor: &Floor, _: &str, there: Vec<Sending>) -> Result<Found> {
        let carrier = self.post.carrier(&floor.settings.post)?;
        let mut found = Found::default();
        match look(floor, carrier, there, &mut found) {
            Err(fault @ (Fault::NotLetIn(_) | Fault::Refused(_))) => return Err(told(fault)),
            Err(fault) => {
                tracing::warn!(%fault, "the carrier did not say what became of its letters");
                found.cut_short = true;
            }
            Ok(()) => {}
        }
        Ok(found)
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, found: Found) -> Result<Ending> {
        for (sending, seen) in &found.each {
            match seen {
                Some(seen) => heard(conn, floor, sending, seen)?,
                None => lost(conn, floor, sending)?,
            }
        }
        Ok(if found.cut_short { Ending::NotNeeded(LATER.into()) } else { Ending::Done })
    }
}

/// First page by page, newest first, as far as all of ours are found; then one by one what no page showed.
fn look(floor: &Floor, carrier: &Notify, there: Vec<Sending>, found: &mut Found) -> Result<(), Fault> {
    let named = there.into_iter().filter_map(|sending| sending.carrier_id.clone().map(|id| (id, sending)));
    let (mut wanted, mut last): (BTreeMap<String, Sending>, Option<String>) = (named.collect(), None);
    for _ in 0..MOST_PAGES {
        let listed = carrier.page(leave(floor, carrier)?, last.as_deref())?;
        last = listed.seen.last().map(|seen| seen.id.clone());
        for seen in listed.seen {
            if let Some(sending) = wanted.remove(&seen.id) {
                found.each.push((sending, Some(seen)));
            }
        }
        if wanted.is_empty() || !listed.more || last.is_none() {
            break;
        }
    }
    for (id, sending) in wanted {
        match carrier.one(leave(floor, carrier)?, &id) {
            Ok(seen) => found.each.push((sending, Some(seen))),
            Err(Fault::NoSuch) => found.each.push((sending, None)),
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

fn leave(floor: &Floor, carrier: &Notify) -> Result<Moment, Fault> {
    let now = floor.clock.now();
    carrier.may(now).map(|()| now).map_err(|_| Fault::TooFast)
}
