//! The whole road of an answer: a mail host takes it, a mailbox keeps it, we read it, and it is one event however often it came.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use lettre::{SmtpTransport, Transport, address::Envelope};

use crate::{
    goals::Course,
    world::{Engine, World, answer, exchange, line},
};

fn send(to: &str, raw: &str) {
    let place = std::env::var("HEARTEN_TEST_MX").expect("HEARTEN_TEST_MX is host:port");
    let (host, port) = place.split_once(':').unwrap();
    let envelope = Envelope::new(Some("someone@x.example".parse().unwrap()), vec![to.parse().unwrap()]).unwrap();
    let transport = SmtpTransport::builder_dangerous(host).port(port.parse().unwrap()).build();
    transport.send_raw(&envelope, raw.as_bytes()).unwrap();
}

fn an_accepted_invitation_becomes_one_event(world: &World) {
    let course = Course::live(world);
    course.go_to(3, 4, 12);
    let who = course.team[0];
    let (_, entry) = course.entry(who);
    let (to, ics) = (line(&entry, "ORGANIZER"), answer(&entry, who, "ACCEPTED", ""));
    for nth in [1, 1, 2] {
        send(&to, &exchange(&ics, &to, nth));
    }
    let began = Instant::now();
    while world.count("inbound_mails") < 2 && began.elapsed() < Duration::from_secs(60) {
        world.pass(TimeDelta::minutes(5));
    }
    assert_eq!(course.slots(who)[0].2, "accepted");
    world.pass(TimeDelta::minutes(5));
    assert_eq!(course.events(who, "slot.accepted").len(), 1, "however often it comes");
}

#[test]
#[ignore = "needs OpenSMTPD and Dovecot"]
fn an_accepted_invitation_becomes_one_event_on_sqlite() {
    World::tell_with_a_mailbox(Engine::Sqlite, an_accepted_invitation_becomes_one_event);
}

#[test]
#[ignore = "needs OpenSMTPD, Dovecot and PostgreSQL"]
fn an_accepted_invitation_becomes_one_event_on_postgres() {
    World::tell_with_a_mailbox(Engine::Postgres, an_accepted_invitation_becomes_one_event);
}
