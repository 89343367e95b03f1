//! Those who lead Rounds: the panel and its preparation, the steering group, and who hears how a Round stands.

use chrono::TimeDelta;
use hearten::floor::inbound::{Envelope, ingest};

use crate::{
    rounds::Year,
    story,
    world::{answer, exchange, line},
};

story!(a_panel_meets_a_week_before_and_its_answers_are_put_down, |world| {
    let mut year = Year::planned(world, 3, &[]);
    let leads = [("part", "clinical_lead"), ("name", "Cleo Day"), ("email", "cleo@x.example")];
    year.coordinator.press(&format!("/rounds/series/{}/leaders/new", year.series), &leads);
    let here = format!("/rounds/{}", year.rounds[0]);
    year.coordinator.press(&format!("{here}/panel"), &[("name", "Pat Ash")]);
    assert!(year.coordinator.seen.says("Say what they do"), "{}", year.coordinator.seen.text());
    for (name, email) in [("Pat Ash", "pat@x.example"), ("Quin Bly", ""), ("Rae Coe", ""), ("Sam Dee", "")] {
        let fields = [("name", name), ("profession", "social worker"), ("email", email)];
        year.coordinator.press(&format!("{here}/panel"), &fields);
    }
    year.coordinator.press(&format!("{here}/panel"), &[("name", "Tia Eve"), ("profession", "lawyer")]);
    assert!(year.coordinator.seen.says("4 people at most"), "{}", year.coordinator.seen.text());
    let late = [("day", "2027-03-19"), ("time", "10:00"), ("place", "Room 2")];
    year.coordinator.press(&format!("{here}/meeting"), &late);
    assert!(year.coordinator.seen.says("Give a time before the Round"), "{}", year.coordinator.seen.text());
    year.coordinator
        .press(&format!("{here}/meeting"), &[("day", "2027-03-11"), ("time", "10:00"), ("place", "Room 2")]);
    assert!(year.coordinator.seen.says("2 people are asked"), "{}", year.coordinator.seen.text());
    world.work();
    let entry = world.mail_to("pat@x.example").extras.diary.unwrap().ics;
    assert_eq!(line(&entry, "DTSTART;TZID"), "20270311T100000");
    let raw = exchange(&answer(&entry, "pat", "ACCEPTED", ""), &line(&entry, "ORGANIZER"), 1);
    let envelope = Envelope { source: "imap", recipients: Vec::new() };
    world.floor.db.write(|conn| ingest(conn, &world.floor, raw.as_bytes(), &envelope)).unwrap();
    world.work();
    year.coordinator.open(&format!("{here}/panel"));
    assert!(year.coordinator.seen.says("Pat Ash: comes"), "{}", year.coordinator.seen.text());
    assert!(year.coordinator.seen.says("Cleo Day: not heard from"));
    // What prepares a Round goes with it.
    year.coordinator.press(&format!("{here}/cancel"), &[("reason", "nobody can come")]);
    world.work();
    assert_eq!(world.mail_to("pat@x.example").extras.diary.unwrap().method, "CANCEL");
});

story!(the_steering_group_meets_and_each_state_reaches_those_whom_it_concerns, |world| {
    let mut year = Year::planned(world, 2, &[]);
    let series = format!("/rounds/series/{}", year.series);
    for (part, name, email) in
        [("steering", "Stef Orr", "stef@x.example"), ("coordinator", "Coor Dee", "coor@x.example")]
    {
        let fields = [("part", part), ("name", name), ("email", email)];
        year.coordinator.press(&format!("{series}/leaders/new"), &fields);
    }
    let when = [("day", "2027-03-05"), ("time", "09:00"), ("place", "Online")];
    year.coordinator.press(&format!("{series}/meetings"), &when);
    assert!(year.coordinator.seen.says("2 people are asked"), "{}", year.coordinator.seen.text());
    year.announce(0);
    assert!(world.mail_to("stef@x.example").text.contains("It is announced"));
    world.pass(TimeDelta::minutes(1));
    year.comes(year.team[1], "book");
    year.comes(year.team[2], "book");
    world.work();
    assert!(world.mail_to("coor@x.example").text.contains("Every place is taken"));
    assert!(!world.mail_to("stef@x.example").text.contains("Every place is taken"));
    year.coordinator.open(&format!("/rounds/{}/run-sheet", year.rounds[0]));
    assert!(year.coordinator.seen.says("12:30") && year.coordinator.seen.says("no names of families"));
    world.pass(TimeDelta::days(17) + TimeDelta::hours(5));
    year.coordinator.sign_in("cora@x.example");
    year.coordinator.press(&format!("/rounds/{}/held", year.rounds[0]), &[]);
    world.work();
    assert!(world.mail_to("stef@x.example").text.contains("looks back at it"));
    assert!(!world.mail_to("coor@x.example").text.contains("looks back at it"));
});
