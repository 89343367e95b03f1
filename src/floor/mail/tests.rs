//! Mail on its way: the trays, and a mail host that answers as it was told to.

use std::{
    collections::VecDeque,
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::{Letter, Outcome, Tray, deliver, deliver_all, store};
use crate::floor::{
    Floor,
    clock::Clock,
    config::Settings,
    db::{Db, migrate},
    error::{Error, Result},
    files::Files,
    ids::Ids,
    jobs::Ending,
    seal::Secrets,
    web::Templates,
};

const TO: &str = "sian@example.org";

fn floor(dir: &tempfile::TempDir, tray: Tray) -> Floor {
    let db = Db::open(&dir.path().join("mail.sqlite3").to_string_lossy(), 2).unwrap();
    migrate::up(&db).unwrap();
    let clock = Clock::still(NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap());
    Floor {
        db,
        ids: Ids::seeded(clock.clone(), 7),
        clock,
        secrets: Secrets::new([7; 32], &[[8; 32]]),
        files: Files::memory(),
        tray,
        templates: Templates::load().unwrap(),
        settings: Arc::new(Settings::with("[mail]\nfrom = \"Hearten <hearten@hearten.example>\"\n").unwrap()),
        demo: false,
    }
}

fn send(floor: &Floor, job_id: &str, name: &str) -> Result<Outcome> {
    send_to(floor, job_id, TO, name)
}

fn send_to(floor: &Floor, job_id: &str, to: &str, name: &str) -> Result<Outcome> {
    deliver(
        floor,
        job_id,
        "sign_in_key",
        to,
        &json!({ "name": name, "link": "http://localhost:8420/x", "minutes": 15 }),
    )
}

/// Whether it waits so many minutes, or up to a tenth longer.
fn waits(floor: &Floor, outcome: &Outcome, minutes: i64) -> bool {
    let Outcome::Waits(moment) = outcome else { panic!("{outcome:?} is no waiting") };
    let (wait, least) = (*moment - floor.clock.now(), TimeDelta::minutes(minutes));
    wait >= least && wait <= least * 11 / 10
}

fn said(floor: &Floor, job_id: &str) -> Option<String> {
    floor.db.read(|conn| store::find(conn, job_id)).unwrap().unwrap().0.said
}

/// A mail host on loopback: what it heard, how often it was called, and what it says to a verb instead of yes.
struct Host {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    calls: Arc<Mutex<usize>>,
}

impl Host {
    fn answering(answers: &[(&'static str, &'static str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (heard, calls) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(0)));
        let (hears, counts) = (Arc::clone(&heard), Arc::clone(&calls));
        let mut answers: VecDeque<_> = answers.iter().copied().collect();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                *counts.lock().unwrap() += 1;
                talk(stream.unwrap(), &mut answers, &hears);
            }
        });
        Self { port, heard, calls }
    }

    fn tray(&self) -> Tray {
        let toml = format!("[mail]\ntray = \"smtp\"\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n", self.port);
        Tray::from_settings(&Settings::with(&toml).unwrap().mail).unwrap()
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// One connection. `DROP` as an answer hangs up.
fn talk(mut stream: TcpStream, answers: &mut VecDeque<(&'static str, &'static str)>, heard: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(std::io::Result::ok);
    let _ = stream.write_all(b"220 host\r\n");
    while let Some(line) = lines.next() {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let told = answers.front().filter(|(on, _)| *on == verb).map(|(_, answer)| *answer);
        if told.is_some() && verb != "DATA" {
            answers.pop_front();
        }
        let answer = match (verb.as_str(), told) {
            (_, Some("DROP")) => return,
            ("DATA", _) => {
                let _ = stream.write_all(b"354 go on\r\n");
                heard
                    .lock()
                    .unwrap()
                    .push(lines.by_ref().take_while(|line| line != ".").collect::<Vec<_>>().join("\n"));
                if told.is_some() {
                    answers.pop_front();
                }
                told.unwrap_or("250 kept")
            }
            (_, Some(told)) => told,
            ("QUIT", None) => "221 bye",
            _ => "250 yes",
        };
        let _ = stream.write_all(format!("{answer}\r\n").as_bytes());
    }
}

#[test]
fn a_mail_leaves_once_however_often_its_job_is_tried() {
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, Tray::memory());
    assert_eq!(send(&floor, "job-1", "Siân").unwrap(), Outcome::Sent);
    assert_eq!(send(&floor, "job-1", "Siân").unwrap(), Outcome::Sent);
    let sent = floor.tray.sent();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, TO));
    let id = sent[0].message_id.strip_prefix('<').unwrap().strip_suffix("@hearten.example>").unwrap();
    assert!(id.parse::<uuid::Uuid>().is_ok(), "a job's id may be made of others, which go nowhere: {id}");
    assert!(sent[0].text.contains("Hello Siân") && sent[0].html.contains("Siân"));
}

#[test]
fn the_same_bytes_go_out_at_every_try() {
    let host = Host::answering(&[("RCPT", "452 not now"), ("DATA", "451 nor now")]);
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, host.tray());
    assert!(waits(&floor, &send(&floor, "job-1", "Siân").unwrap(), 1));
    assert_eq!(said(&floor, "job-1").as_deref(), Some("The mail host said 452."));
    floor.clock.advance(TimeDelta::hours(1));
    assert!(waits(&floor, &send(&floor, "job-1", "Another").unwrap(), 5));
    assert_eq!(said(&floor, "job-1").as_deref(), Some("The mail host said 451."));
    assert_eq!(send(&floor, "job-1", "Another").unwrap(), Outcome::Sent);
    let heard = host.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0], heard[1]);
    assert!(heard[0].contains("Message-ID: <") && heard[0].contains("Date: Mon, 01 Mar 2027 09:00:00"));
}

#[test]
fn a_refused_address_is_an_ending_and_a_refused_message_is_not() {
    let host = Host::answering(&[
        ("RCPT", "550 5.1.1 <sian@example.org> nobody here"),
        ("RCPT", "554 5.7.1 relay denied"),
        ("MAIL", "530 sign in first"),
    ]);
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, host.tray());
    let refused = send(&floor, "job-1", "Siân").unwrap();
    assert_eq!(refused, Outcome::Refused("550 5.1.1".into()));
    let Ending::NotNeeded(why) = refused.ending() else { panic!("an ending of its own") };
    assert!(why.contains("bounced") && !why.contains(TO), "{why}");
    assert_eq!(send(&floor, "job-2", "Siân").unwrap(), Outcome::Refused("refused before".into()), "nor by another job");
    let other = |job| send_to(&floor, job, "ben@example.org", "Ben");
    for _ in 0..2 {
        let error = other("job-3").unwrap_err();
        assert!(matches!(&error, Error::NotAllowed(why) if !why.contains('@')), "somebody has to look: {error}");
        floor.db.write(|conn| store::resume(conn, "example.org")).unwrap();
    }
    assert_eq!(other("job-3").unwrap(), Outcome::Sent);
}

#[test]
fn what_a_host_says_of_an_address_reaches_no_log() {
    let host = Host::answering(&[("RCPT", "451 4.2.0 <sian@example.org> greylisted")]);
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, host.tray());
    assert!(waits(&floor, &send(&floor, "job-1", "Siân").unwrap(), 1));
    assert_eq!(said(&floor, "job-1").as_deref(), Some("The mail host said 451 4.2.0."));
}

#[test]
fn one_connection_carries_many_mails_and_is_opened_again_when_it_broke() {
    let host = Host::answering(&[]);
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, host.tray());
    for n in 0..5 {
        send(&floor, &format!("job-{n}"), "Siân").unwrap();
    }
    assert_eq!((host.heard().len(), *host.calls.lock().unwrap()), (5, 1));

    let host = Host::answering(&[("NOOP", "DROP")]);
    let floor = Floor { tray: host.tray(), ..floor };
    send(&floor, "job-6", "Siân").unwrap();
    send(&floor, "job-7", "Siân").unwrap();
    assert_eq!((host.heard().len(), *host.calls.lock().unwrap()), (2, 2));
}

#[test]
fn a_host_that_does_not_answer_is_tried_later() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let host = Host { port, heard: Arc::default(), calls: Arc::default() };
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, host.tray());
    assert!(waits(&floor, &send(&floor, "job-1", "Siân").unwrap(), 1));
    assert!(floor.tray.check().is_err());
}

#[test]
fn a_folder_holds_one_file_a_mail() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    fs::write(&out, "in the way").unwrap();
    let floor = floor(&dir, Tray::Folder(out.clone()));
    assert!(waits(&floor, &send(&floor, "job-1", "Siân").unwrap(), 1));
    fs::remove_file(&out).unwrap();
    for job in ["job-1", "job-1", "job-2"] {
        send(&floor, job, "Siân").unwrap();
    }
    let files: Vec<_> = fs::read_dir(&out).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() == 2 && files.iter().all(|file| file.extension().is_some_and(|end| end == "eml")), "{files:?}");
    assert!(fs::read_to_string(&files[0]).unwrap().contains("Auto-Submitted: auto-generated"));
}

#[test]
fn a_kept_mail_is_sealed() {
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, Tray::memory());
    send(&floor, "job-1", "Siân").unwrap();
    let (_, sealed) = floor.db.read(|conn| store::find(conn, "job-1")).unwrap().unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("sian"));
    let read = floor.db.read(|conn| super::read(conn, &floor, "job-1")).unwrap();
    assert_eq!((read.mail.to.as_str(), read.sent_at), (TO, Some(floor.clock.now())));
}

#[test]
fn a_mail_that_was_sealed_beside_its_words_still_opens_and_leaves() {
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, Tray::memory());
    let words =
        json!({ "message_id": "<job-1@hearten.example>", "to": TO, "subject": "Key", "text": "t", "html": "h" });
    let former = json!({ "mail": words, "eml": "U3ViamVjdDogS2V5DQoNCnQNCg==" });
    let new = store::New {
        id: "job-1".into(),
        template: "sign_in_key".into(),
        message_id: "<job-1@hearten.example>".into(),
        own_id: "job-1".into(),
        about: "job-1".into(),
        addressee: String::new(),
        sequence: 0,
        domain: String::new(),
        try_until: None,
        sealed: super::parcel::seal(&floor, "job-1", former.to_string().as_bytes()).unwrap(),
    };
    assert_eq!(floor.db.write(|conn| store::keep(conn, &[&new], floor.clock.now())).unwrap(), [true]);
    assert_eq!(send(&floor, "job-1", "Another").unwrap(), Outcome::Sent);
    assert_eq!(floor.tray.sent()[0].message_id, "<job-1@hearten.example>");
    assert_eq!(floor.db.read(|conn| super::read(conn, &floor, "job-1")).unwrap().mail.text, "t");
}

#[test]
fn a_mail_reads_back_as_it_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, Tray::memory());
    send(&floor, "job-1", "Siân").unwrap();
    let (written, kept) =
        (floor.tray.sent().remove(0), floor.db.read(|conn| super::read(conn, &floor, "job-1")).unwrap());
    assert_eq!(kept.mail, written);
}

#[test]
fn a_pause_that_somebody_has_to_end_outlives_a_mail_that_gets_there() {
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, Tray::memory());
    let paused = || floor.db.read(|conn| store::paused(conn, floor.clock.now())).unwrap().len();
    let act = |conn: &mut _| {
        store::trouble(conn, "a.example", 2)?;
        store::stop(conn, "a.example", floor.clock.now(), None, "They refuse us.")?;
        store::recover(conn, "a.example")
    };
    floor.db.write(act).unwrap();
    assert_eq!(paused(), 1);
    assert!(floor.db.write(|conn| store::resume(conn, "a.example")).unwrap());
    assert_eq!(paused(), 0);
}

#[test]
#[ignore = "needs an SMTP server"]
fn a_real_mail_host_takes_our_mail() {
    let place = std::env::var("HEARTEN_TEST_SMTP").expect("HEARTEN_TEST_SMTP is host:port");
    let (name, port) = place.split_once(':').unwrap();
    let toml = format!("[mail]\ntray = \"smtp\"\nhost = \"{name}\"\nport = {port}\ntls = \"none\"\n");
    let dir = tempfile::tempdir().unwrap();
    let floor = floor(&dir, Tray::from_settings(&Settings::with(&toml).unwrap().mail).unwrap());
    floor.tray.check().unwrap();
    let ids: Vec<String> = (0..20).map(|_| uuid::Uuid::new_v4().to_string()).collect();
    let letter = |id: &String| {
        Letter::new(id.clone(), "sign_in_key", TO.into(), json!({ "name": "Siân", "link": "x", "minutes": 15 }))
    };
    for outcome in deliver_all(&floor, ids.iter().map(letter).collect()) {
        assert_eq!(outcome.unwrap(), Outcome::Sent);
    }
    let Ok(maildir) = std::env::var("HEARTEN_TEST_MAILDIR") else { return };
    let files = fs::read_dir(std::path::Path::new(&maildir).join("new")).unwrap();
    let kept: Vec<String> = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let once = |id: &String| kept.iter().filter(|mail| mail.contains(&format!("<{id}@"))).count() == 1;
    assert!(ids.iter().all(once), "each is there once");
}
