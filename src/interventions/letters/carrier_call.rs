//! The carrier calls: a letter came back. The call is kept as it came, sealed, and answered at once; a job makes of it what
//! there is to make. It may come twice, in any order, and a year late.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    returned::{Return, came_back_by_carrier},
    store,
};
use crate::floor::{
    Floor,
    clock::london_date,
    db::Conn,
    error::{Error, Result},
    jobs::{self, Claim, Ending, Work},
    seal::sha256,
};

/// Makes something of a call.
#[derive(Debug, Clone, Copy)]
pub struct ReadCall;

#[derive(Debug, Serialize, Deserialize)]
pub struct Call {
    call_id: String,
}

/// Keeps a call and promises the work. The same word about the same letter is kept once.
pub fn keep(conn: &mut Conn, floor: &Floor, body: &[u8]) -> Result<()> {
    let id = floor.ids.next();
    let sealed = floor.secrets.seal(&floor.ids, &seal_context(&id), body)?;
    if store::calls::add(conn, &id, &about(body), &sealed, floor.clock.now())? {
        jobs::enqueue::<ReadCall>(conn, floor, &Call { call_id: id })?;
    }
    Ok(())
}

fn seal_context(id: &str) -> String {
    format!("carrier_call:{id}")
}

/// What makes two calls the same: the letter's id and its status; the whole, where that cannot be read.
fn about(body: &[u8]) -> String {
    let read: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |key: &str| read.get(key).and_then(Value::as_str).filter(|text| text.len() <= 100);
    match (text("notification_id"), text("id"), text("status")) {
        (Some(id), ..) => format!("{id}:returned"),
        (None, Some(id), Some(status)) => format!("{id}:{status}"),
        _ => format!("sha256:{}", sha256(body)),
    }
}

impl Work for ReadCall {
    const KIND: &'static str = "letters.read_carrier_call";
    type Job = Call;
    type Guard = ();
    type Ready = Return;
    type Done = Return;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Call) -> Result<Claim<Return>> {
        let (sealed, at) = store::calls::one(conn, &job.call_id)?;
        let body = floor.secrets.open(&seal_context(&job.call_id), &sealed)?;
        let read: Value = serde_json::from_slice(&body).unwrap_or_default();
        let Some(id) = read.get("notification_id").and_then(Value::as_str) else {
            return Ok(Claim::NotNeeded("it tells of no letter that came back".into()));
        };
        let Some(sending) = store::sendings::by_carrier_id(conn, id)? else {
            return Ok(Claim::NotNeeded("the letter is none of ours".into()));
        };
        Ok(Claim::Ready(Return::by_carrier(sending.letter_id, london_date(at))))
    }

    fn work(&self, _: &Floor, _: &str, back: Return) -> Result<Return> {
        Ok(back)
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, back: Return) -> Result<Ending> {
        if came_back_by_carrier(conn, floor, &back)? {
            Ok(Ending::Done)
        } else {
            Err(Error::later("a letter came back that is not known to be posted yet"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn two_calls_are_the_same_by_letter_and_status() {
        let back = br#"{"notification_id":"a","reference":"r","date_sent":"x"}"#;
        assert_eq!(about(back), "a:returned");
        assert_eq!(about(br#"{"id":"a","status":"delivered","to":"x"}"#), "a:delivered");
        assert_ne!(about(b"{"), about(b"[]"));
    }
}
