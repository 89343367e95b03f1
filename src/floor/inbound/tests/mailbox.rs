//! From a mail host to a mailbox to an answer on record, over real ones: OpenSMTPD takes the mail, Dovecot keeps it, and we
//! read it by IMAP.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use lettre::{SmtpTransport, Transport, address::Envelope};

use super::{
    coming::{House, ROW},
    fixtures::{Given, apple, exchange, gmail, outlook_com},
};
use crate::floor::{
    inbound::{
        REPLY, poll,
        store::{cursors, mails},
    },
    jobs,
    mail::keyed::keyed,
    schedule,
};

fn place(name: &str) -> (String, u16) {
    let place = std::env::var(name).unwrap_or_else(|_| panic!("{name} is host:port"));
    let (host, port) = place.split_once(':').unwrap();
    (host.to_owned(), port.parse().unwrap())
}

/// A house that reads a mailbox of its own.
struct Post {
    house: House,
    user: String,
}

impl Post {
    fn open(imap: &str, more: &str) -> Self {
        let (host, port) = place(imap);
        let chance: [u8; 4] = crate::floor::ids::Ids::from_chance(crate::floor::clock::Clock::machine()).bytes();
        let user = format!("r{}", hex::encode(chance));
        let house = House::with(&format!("[inbound]\nhost = \"{host}\"\nport = {port}\nusername = \"{user}\"\n{more}"));
        // A schedule that is seen for the first time starts now.
        schedule::fire(&house.floor, &[poll().unwrap()]).unwrap();
        Self { house, user }
    }

    /// The address of the one entry.
    fn address(&self) -> String {
        keyed(&self.house.floor.secrets, &format!("{}@hearten.example", self.user), REPLY, ROW).unwrap()
    }

    fn send(&self, raw: &[u8]) {
        let (host, port) = place("HEARTEN_TEST_MX");
        let to = self.address().parse().unwrap();
        let envelope = Envelope::new(Some("sian@example.org".parse().unwrap()), vec![to]).unwrap();
        SmtpTransport::builder_dangerous(host).port(port).build().send_raw(&envelope, raw).unwrap();
    }

    /// Five minutes go by.
    fn look(&self) -> Vec<String> {
        self.house.floor.clock.advance(TimeDelta::minutes(5));
        schedule::fire(&self.house.floor, &[poll().unwrap()]).unwrap();
        self.house.work();
        let mut states = self.house.floor.db.read(mails::states).unwrap();
        states.sort();
        states
    }

    /// Looks until so many mails are there: a mail host delivers in its own time.
    fn look_until(&self, count: usize) -> Vec<String> {
        let began = Instant::now();
        loop {
            let states = self.look();
            if states.len() >= count || began.elapsed() > Duration::from_secs(30) {
                return states;
            }
        }
    }
}

fn answers_come_in(post: &Post) {
    let given = Given { to: "replies@hearten.example".into(), ..post.house.given() };
    for write in [exchange as fn(&Given) -> Vec<u8>, outlook_com, gmail, apple] {
        post.send(&write(&given));
    }
    assert_eq!(post.look_until(4), ["applied"; 4], "the key is in the address of delivery alone");
    assert_eq!(post.house.put_down(), ["accepted"; 4]);
    post.send(&exchange(&given));
    assert_eq!(post.look_until(5), ["applied", "applied", "applied", "applied", "repeated"]);
    assert_eq!(post.look().len(), 5, "a second look finds nothing new");
    // The host has numbered its mails anew.
    post.house.floor.db.write(cursors::forget).unwrap();
    assert_eq!(post.look().len(), 5);
    assert_eq!(post.house.put_down(), ["accepted"; 4]);
}

#[test]
#[ignore = "needs OpenSMTPD and Dovecot"]
fn an_answer_by_mail_is_one_answer_however_often_it_comes() {
    answers_come_in(&Post::open("HEARTEN_TEST_IMAP", "tls = \"none\"\npassword = \"secret\"\n"));
}

#[test]
#[ignore = "needs OpenSMTPD and Dovecot"]
fn a_mailbox_is_read_under_tls_by_a_host_that_proves_its_name() {
    let ca_file = std::env::var("HEARTEN_TEST_MAIL_CA").expect("HEARTEN_TEST_MAIL_CA is a file of certificates");
    answers_come_in(&Post::open("HEARTEN_TEST_IMAPS", &format!("ca_file = \"{ca_file}\"\npassword = \"secret\"\n")));
    let stranger = Post::open("HEARTEN_TEST_IMAPS", "password = \"secret\"\n");
    stranger.look();
    let waiting = stranger.house.floor.db.read(jobs::waiting).unwrap();
    assert_eq!(waiting, 1, "a host that nobody vouches for is tried later, and told no password");
}

#[test]
#[ignore = "needs OpenSMTPD and Dovecot"]
fn a_mailbox_that_refuses_us_waits_for_somebody_and_is_not_asked_again() {
    let post = Post::open("HEARTEN_TEST_IMAP", "tls = \"none\"\npassword = \"wrong\"\n");
    for _ in 0..3 {
        post.look();
    }
    let stuck = post.house.floor.db.read(jobs::stuck).unwrap();
    assert_eq!(stuck.len(), 1, "{stuck:?}");
    assert!(stuck[0].reason.as_ref().is_some_and(|reason| reason.contains("refuses") && !reason.contains(&post.user)));
}
