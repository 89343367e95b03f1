//! From the bytes of a mail to what the room that asked has of it.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::fixtures::{Given, apple, away, bounce, exchange, gmail, outlook_com};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::Clock,
    config::Settings,
    db::{Conn, Db, migrate},
    error::Result,
    files::Files,
    ids::Ids,
    inbound::{
        Answer, BOUNCE, Diary, Envelope, Expected, Kept, Poll, REPLY, State, Taken, Understand, ingest, store::mails,
    },
    jobs::{Worker, run_until_idle},
    mail::{Outcome, Tray, deliver, keyed::keyed},
    seal::Secrets,
    web::Templates,
};

pub const ROW: &str = "0192f0c1-0000-7000-8000-000000000001";
const SIAN: &str = "sian@example.org";

pub struct House {
    pub floor: Floor,
    _dir: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        Self::with("")
    }

    pub fn with(settings: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("inbound.sqlite3").to_string_lossy(), 2).unwrap();
        migrate::up(&db).unwrap();
        let clock = Clock::still(NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(12, 0, 0).unwrap());
        let floor = Floor {
            db,
            ids: Ids::seeded(clock.clone(), 7),
            clock,
            secrets: Secrets::new([7; 32], &[[8; 32]]),
            files: Files::memory(),
            tray: Tray::memory(),
            templates: Templates::load().unwrap(),
            settings: Arc::new(Settings::with(settings).unwrap()),
            demo: false,
        };
        Self { floor, _dir: dir }
    }

    fn address(&self, purpose: &str) -> String {
        let mailbox = if purpose == REPLY { "replies@hearten.example" } else { "bounce@hearten.example" };
        keyed(&self.floor.secrets, mailbox, purpose, ROW).unwrap()
    }

    pub fn given(&self) -> Given {
        Given {
            to: self.address(REPLY),
            uid: format!("{ROW}@hearten.example"),
            from: SIAN.into(),
            sequence: 1,
            said: "ACCEPTED",
            comment: "",
        }
    }

    fn comes(&self, raw: &[u8]) -> Kept {
        self.comes_to(raw, &[])
    }

    fn comes_to(&self, raw: &[u8], recipients: &[&str]) -> Kept {
        let recipients = recipients.iter().map(|&one| one.to_owned()).collect();
        let envelope = Envelope { source: "test", recipients };
        let kept = self.floor.db.write(|conn| ingest(conn, &self.floor, raw, &envelope)).unwrap();
        self.work();
        kept
    }

    pub fn work(&self) {
        let room = Diary { expected, take, came_back: |_, _, _| Ok(()) };
        let worker = Worker::new(self.floor.clone()).with(Understand::new(vec![room])).with(Poll);
        run_until_idle(&worker).unwrap();
    }

    fn row(&self, kept: &Kept) -> mails::Row {
        let (Kept::New(id) | Kept::Known(id) | Kept::Repeated(id)) = kept;
        self.floor.db.read(|conn| mails::one(conn, id)).unwrap()
    }

    /// How it ended.
    fn state(&self, raw: &[u8]) -> State {
        self.row(&self.comes(raw)).state.parse().unwrap()
    }

    /// What the room has put down, oldest first.
    pub fn put_down(&self) -> Vec<String> {
        let history = self.floor.db.read(|conn| audit::history(conn, ROW)).unwrap();
        let mut acts: Vec<_> = history.into_iter().map(|entry| entry.act).collect();
        acts.sort();
        acts
    }
}

/// A room with one entry, changed once since it was first sent.
fn expected(_: &mut Conn, _: &Floor, row: &str) -> Result<Option<Expected>> {
    let known = row == ROW;
    Ok(known.then(|| Expected { uid: format!("{ROW}@hearten.example"), attendee: SIAN.into() }))
}

fn take(conn: &mut Conn, floor: &Floor, answer: &Answer) -> Result<Taken> {
    if answer.sequence < 1 {
        return Ok(Taken::Stale);
    }
    assert!(answer.at <= floor.clock.now());
    audit::write(conn, floor.clock.now(), &Act::new("diary", answer.said.name(), &answer.row))?;
    Ok(Taken::Applied)
}

#[test]
fn an_answer_is_applied_once_however_often_it_comes() {
    for write in [exchange as fn(&Given) -> Vec<u8>, outlook_com, gmail, apple] {
        let house = House::new();
        let raw = write(&house.given());
        let first = house.comes(&raw);
        assert_eq!(house.row(&first).state, "applied");
        assert!(matches!(first, Kept::New(_)));
        assert!(matches!(house.comes(&raw), Kept::Known(_)));
        let by_another_way = [b"Received: from mx.example\r\n".to_vec(), raw].concat();
        let again = house.comes(&by_another_way);
        assert_eq!(house.row(&again).state, "repeated");
        assert!(matches!(house.comes(&by_another_way), Kept::Known(_)));
        assert_eq!(house.put_down(), ["accepted"]);
    }
}

#[test]
fn an_answer_to_what_has_changed_since_moves_nothing() {
    let house = House::new();
    assert_eq!(house.state(&exchange(&Given { sequence: 0, ..house.given() })), State::Stale);
    assert_eq!(house.put_down(), [] as [String; 0]);
}

#[test]
fn the_right_key_with_another_address_is_for_a_person_to_look_at() {
    let house = House::new();
    let raw = exchange(&Given { from: "sian.parry@council.example".into(), ..house.given() });
    let row = house.row(&house.comes(&raw));
    assert_eq!(
        (row.state.as_str(), row.about.as_deref(), row.note.as_deref()),
        ("wrong_address", Some(ROW), Some("accepted"))
    );
    assert!(State::WrongAddress.waits() && house.put_down().is_empty());
}

#[test]
fn an_answer_without_a_key_or_about_another_entry_is_kept_and_matches_nothing() {
    let house = House::new();
    let forged = house.address(REPLY).replace('@', "a@");
    assert_eq!(house.state(&exchange(&Given { to: forged, ..house.given() })), State::Unmatched);
    assert_eq!(
        house.state(&gmail(&Given { uid: "another@hearten.example".into(), ..house.given() })),
        State::Unmatched
    );
    let other_row =
        keyed(&house.floor.secrets, "replies@hearten.example", REPLY, &ROW.replace("0001", "0002")).unwrap();
    assert_eq!(house.state(&apple(&Given { to: other_row, ..house.given() })), State::Unmatched);
    let wrong_purpose = house.address(BOUNCE);
    assert_eq!(house.state(&outlook_com(&Given { to: wrong_purpose, ..house.given() })), State::Unmatched);
    assert!(house.put_down().is_empty());
}

#[test]
fn the_key_is_found_in_whichever_address_tells_it() {
    let house = House::new();
    let given = house.given();
    let bare = Given { to: "replies@hearten.example".into(), ..given.clone() };
    let delivered = [format!("Delivered-To: {}\r\n", given.to.to_uppercase()).into_bytes(), exchange(&bare)].concat();
    assert_eq!(house.state(&delivered), State::Applied);
    let kept = house.comes_to(&outlook_com(&bare), &[&given.to]);
    assert_eq!(house.row(&kept).state, "applied");
    let house = House::new();
    let by_organiser =
        String::from_utf8(gmail(&given)).unwrap().replace(&format!("<{}>", given.to), "<replies@hearten.example>");
    assert_eq!(house.state(by_organiser.as_bytes()), State::Applied);
}

#[test]
fn what_a_machine_says_moves_nothing() {
    let house = House::new();
    assert_eq!(house.state(&away(&house.given())), State::Automatic);
    assert!(house.put_down().is_empty());
}

#[test]
fn a_mail_that_came_back_says_which_one_and_to_whom_nothing_more_goes() {
    let house = House::with("[mail]\nbounces = \"bounce@hearten.example\"\n");
    let words = json!({ "name": "Siân", "link": "http://localhost:8420/x", "minutes": 15 });
    let send = |job: &str| deliver(&house.floor, job, "sign_in_key", SIAN, &words).unwrap();
    assert_eq!(send(ROW), Outcome::Sent);
    let row = house.row(&house.comes(&bounce(&house.address(BOUNCE), "5.1.1", "failed")));
    assert_eq!((row.state.as_str(), row.about.as_deref(), row.note.as_deref()), ("bounce", Some(ROW), Some("5.1.1")));
    assert_ne!(send(&ROW.replace("0001", "0002")), Outcome::Sent, "the address is given up");
    let forged = bounce("bounce+a.b@hearten.example", "5.1.1", "failed");
    let forged = String::from_utf8(forged).unwrap().replace("<4@", "<5@");
    assert_eq!(house.state(forged.as_bytes()), State::Unmatched);
}

#[test]
fn a_report_about_a_mail_that_was_never_sent_matches_nothing() {
    let house = House::new();
    assert_eq!(house.state(&bounce(&house.address(BOUNCE), "5.1.1", "failed")), State::Unmatched);
}

#[test]
fn what_comes_is_sealed() {
    let house = House::new();
    let row = house.row(&house.comes(&apple(&house.given())));
    let sealed = row.sealed.unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("sian"));
}

#[test]
fn an_answer_stamped_in_the_future_counts_from_when_it_came() {
    let house = House::new();
    house.floor.clock.advance(-TimeDelta::hours(6));
    assert_eq!(
        house.state(&exchange(&house.given())),
        State::Applied,
        "the room asserts that it is not later than now"
    );
}
