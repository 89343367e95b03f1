//! A stand-in for GOV.UK Notify, which does as its documentation and its users say that it does: it looks at the token, refuses
//! a key it does not know, takes any PDF and thinks better of it later, and prints a letter as often as it is given it. It can
//! be told to fail. Time is the story's.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use hearten::floor::clock::{Clock, Moment, london_date, london_moment};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// What it shows when it calls.
pub const TOKEN: &str = "a-token-of-the-story";
const KEY: &str = "letters-of-thanks-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";
/// Notify lists 250 at a time; three show the same.
const PAGE: usize = 3;
const RETENTION: TimeDelta = TimeDelta::days(7);

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing, for once.
    None,
    DropsBeforeReading,
    DropsAfterAccepting,
    /// As before, and the letter shows in no list for the next two minutes.
    DropsAndListsLate,
    FailsBeforeAccepting,
    FailsAfterAccepting,
    /// 201, and then half an answer.
    AnswersInPart,
    /// It answers, after five minutes.
    TakesLong,
    TooFast,
    /// And so until midnight UTC.
    DayIsFull,
}

/// A letter that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    pub id: String,
    pub reference: String,
    pub postage: String,
    pub pdf: Vec<u8>,
    at: Moment,
    listed_from: Moment,
    /// Said instead of what time would make of it.
    says: Option<String>,
}

#[derive(Default)]
struct Desk {
    taken: Vec<Taken>,
    post_faults: VecDeque<Fault>,
    get_faults: VecDeque<Fault>,
    full_until: Option<Moment>,
    key_revoked: bool,
    /// With the answer that it is about to give.
    is_slow: bool,
    made: u32,
}

/// The stand-in, on a socket of its own.
pub struct Notify {
    pub url: String,
    desk: Arc<Mutex<Desk>>,
    thread: Option<JoinHandle<()>>,
}

impl Notify {
    pub fn start(clock: Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let desk: Arc<Mutex<Desk>> = Arc::default();
        let shared = Arc::clone(&desk);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                match stream.map(|stream| serve(stream, &shared, &clock)) {
                    Ok(Some(())) => {}
                    // The knock of whoever closes the house.
                    _ => break,
                }
            }
        });
        Self { url, desk, thread: Some(thread) }
    }

    /// The settings that lead here.
    pub fn settings(&self) -> String {
        format!("[post]\nnotify_key = '{KEY}'\nnotify_url = '{}'\ncallback_token = '{TOKEN}'\n", self.url)
    }

    /// What goes wrong with the next letters that are handed over, one after another.
    pub fn fail_letters(&self, faults: impl IntoIterator<Item = Fault>) {
        self.desk().post_faults.extend(faults);
    }

    /// The same for the next questions.
    pub fn fail_questions(&self, faults: impl IntoIterator<Item = Fault>) {
        self.desk().get_faults.extend(faults);
    }

    /// Nothing goes wrong any more.
    pub fn recover(&self) {
        let mut desk = self.desk();
        desk.post_faults.clear();
        desk.get_faults.clear();
        desk.key_revoked = false;
    }

    pub fn revoke_the_key(&self) {
        self.desk().key_revoked = true;
    }

    /// Every letter ever taken, oldest first: one that was taken twice is here twice.
    pub fn taken(&self) -> Vec<Taken> {
        self.desk().taken.clone()
    }

    /// From now on it says this of a letter.
    pub fn say(&self, reference: &str, status: &str) {
        let mut desk = self.desk();
        desk.taken.iter_mut().filter(|one| one.reference == reference).for_each(|one| one.says = Some(status.into()));
    }

    pub fn forget_everything(&self) {
        self.desk().taken.clear();
    }

    fn desk(&self) -> std::sync::MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Notify {
    fn drop(&mut self) {
        if let Ok(mut knock) = TcpStream::connect(self.url.trim_start_matches("http://")) {
            let _ = knock.write_all(b"STOP / HTTP/1.1\r\n\r\n");
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Request {
    method: String,
    target: String,
    bearer: Option<String>,
    body: Vec<u8>,
}

/// One request, one answer; `None` for the last knock.
fn serve(mut stream: TcpStream, desk: &Mutex<Desk>, clock: &Clock) -> Option<()> {
    let Some(request) = read(&stream) else { return Some(()) };
    if request.method == "STOP" {
        return None;
    }
    let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((status, body)) = desk.answer(&request, clock.now()) {
        let body = body.to_string();
        if std::mem::take(&mut desk.is_slow) {
            clock.advance(TimeDelta::minutes(5));
        }
        let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\n");
        let _ = write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len());
    }
    Some(())
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut bearer) = (0, None);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => bearer = value.trim().strip_prefix("Bearer ").map(str::to_owned),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, target, bearer, body })
}

type Answer = Option<(u16, Value)>;

fn refuse(status: u16, error: &str) -> Answer {
    Some((status, json!({ "status_code": status, "errors": [{ "error": error, "message": "in words that change" }] })))
}

impl Desk {
    fn answer(&mut self, request: &Request, now: Moment) -> Answer {
        let posts = request.method == "POST";
        let fault = if posts { self.post_faults.pop_front() } else { self.get_faults.pop_front() };
        let fault = fault.unwrap_or(Fault::None);
        match fault {
            Fault::DropsBeforeReading => return None,
            Fault::FailsBeforeAccepting => return refuse(500, "Exception"),
            Fault::TooFast => return refuse(429, "RateLimitError"),
            _ => {}
        }
        match request.bearer.as_deref() {
            None => return refuse(401, "AuthError"),
            Some(token) if self.key_revoked || !token_fits(token, now) => return refuse(403, "AuthError"),
            Some(_) => {}
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        match (posts, path) {
            (true, "/v2/notifications/letter") => self.take(&request.body, fault, now),
            (false, "/v2/notifications") => Some((200, self.list(query, now))),
            (false, path) => self.one(path.rsplit('/').next().unwrap_or_default(), now),
            (true, _) => refuse(404, "NoResultFound"),
        }
    }

    fn take(&mut self, body: &[u8], fault: Fault, now: Moment) -> Answer {
        if fault == Fault::DayIsFull {
            self.full_until = Some((now.date() + Days::new(1)).and_time(NaiveTime::MIN));
        }
        if self.full_until.is_some_and(|until| now < until) {
            return refuse(429, "TooManyRequestsError");
        }
        let sent: Value = serde_json::from_slice(body).unwrap();
        let text = |key: &str| sent.get(key).and_then(Value::as_str).map(str::to_owned);
        let known =
            sent.as_object().unwrap().keys().all(|key| ["reference", "content", "postage"].contains(&key.as_str()));
        let postage = text("postage").unwrap_or_else(|| "second".into());
        let (Some(reference), Some(content)) = (text("reference"), text("content")) else {
            return refuse(400, "ValidationError");
        };
        if !known || !["first", "second", "economy"].contains(&postage.as_str()) {
            return refuse(400, "ValidationError");
        }
        let Ok(pdf) = STANDARD.decode(content) else { return refuse(400, "BadRequestError") };
        self.made += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", self.made);
        let late = if fault == Fault::DropsAndListsLate { TimeDelta::minutes(2) } else { TimeDelta::zero() };
        let answer = json!({ "id": id, "reference": reference, "postage": postage });
        self.taken.push(Taken { id, reference, postage, pdf, at: now, listed_from: now + late, says: None });
        self.is_slow = fault == Fault::TakesLong;
        match fault {
            Fault::DropsAfterAccepting | Fault::DropsAndListsLate => None,
            Fault::FailsAfterAccepting => refuse(500, "Exception"),
            Fault::AnswersInPart => Some((201, json!({ "id": "half" }))),
            _ => Some((201, answer)),
        }
    }

    /// Newest first, a page at a time.
    fn list(&self, query: &str, now: Moment) -> Value {
        let asked: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let value = |name: &str| asked.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let mut found: Vec<&Taken> =
            self.taken.iter().rev().filter(|one| one.is_kept(now) && one.listed_from <= now).collect();
        found.retain(|one| value("reference").is_none_or(|reference| reference == one.reference));
        if let Some(id) = value("older_than") {
            let at = found.iter().position(|one| one.id == id).map_or(0, |at| at + 1);
            found.drain(..at);
        }
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let mut links = json!({ "current": "here" });
        if more {
            links["next"] = json!("there");
        }
        json!({ "notifications": found.iter().map(|one| one.shown(now)).collect::<Vec<_>>(), "links": links })
    }

    fn one(&self, id: &str, now: Moment) -> Answer {
        if id.len() != 36 {
            return refuse(400, "ValidationError");
        }
        match self.taken.iter().find(|one| one.id == id && one.is_kept(now)) {
            Some(one) => Some((200, one.shown(now))),
            None => refuse(404, "NoResultFound"),
        }
    }
}

impl Taken {
    fn is_kept(&self, now: Moment) -> bool {
        now < self.at + RETENTION
    }

    fn shown(&self, now: Moment) -> Value {
        let (run, done) = self.road();
        let status = self.says.clone().unwrap_or_else(|| self.status(now, done).into());
        json!({
            "id": self.id, "reference": self.reference, "postage": self.postage, "type": "letter", "status": status,
            "line_1": "Provided as PDF", "created_at": spelt(self.at), "email_address": null,
            "sent_at": (now >= run).then(|| spelt(run)), "completed_at": (status == "received").then(|| spelt(done)),
            "a_key_from_next_year": true,
        })
    }

    fn status(&self, now: Moment, done: Moment) -> &'static str {
        let sound = self.pdf.starts_with(b"%PDF") && self.pdf.len() <= 2 << 20;
        match now - self.at {
            age if age < TimeDelta::minutes(1) => "pending-virus-check",
            _ if !sound => "validation-failed",
            _ if now >= done => "received",
            _ => "accepted",
        }
    }

    /// When it goes to the printer, and when the printer says that it is in the post.
    fn road(&self) -> (Moment, Moment) {
        let wall = |day: NaiveDate, hour, minute| london_moment(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
        let mut day = london_date(self.at);
        if self.at >= wall(day, 17, 30) {
            day = day + Days::new(1);
        }
        let mut posted = day + Days::new(1);
        while matches!(posted.weekday(), Weekday::Sat | Weekday::Sun) {
            posted = posted + Days::new(1);
        }
        (wall(day, 17, 50), wall(posted, 15, 0))
    }
}

fn spelt(moment: Moment) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

fn token_fits(token: &str, now: Moment) -> bool {
    let parts: Vec<&str> = token.split('.').collect();
    let [head, claims, seal] = parts[..] else { return false };
    let read = |part: &str| -> Value {
        URL_SAFE_NO_PAD.decode(part).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    };
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{head}.{claims}").as_bytes());
    let sealed = URL_SAFE_NO_PAD.decode(seal).is_ok_and(|seal| mac.verify_slice(&seal).is_ok());
    let (head, claims) = (read(head), read(claims));
    let age = (now.and_utc().timestamp() - claims["iat"].as_i64().unwrap_or_default()).abs();
    sealed && head["alg"] == "HS256" && head["typ"] == "JWT" && claims["iss"] == SERVICE && age <= 30
}
