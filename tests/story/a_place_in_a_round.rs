//! Places in a Round: booked with one press, given back, offered on, and never sold twice.

use chrono::TimeDelta;
use hearten::floor::mail::Mail;

use crate::{
    rounds::Year,
    story,
    world::{answer, exchange, line},
};

story!(a_year_is_planned_and_only_those_allocated_to_rounds_are_invited, |world| {
    let year = Year::announced(world, 3, &[]);
    assert_eq!(year.rounds.len(), 3);
    for reference in year.team {
        let (method, entry) = year.entry(reference);
        assert_eq!((method.as_str(), line(&entry, "SEQUENCE").as_str()), ("REQUEST", "0"));
        // The Round is from 12:30 to 13:30; what is taken is a quarter of an hour more on both sides.
        assert_eq!(line(&entry, "DTSTART;TZID"), "20270318T121500");
        assert_eq!(line(&entry, "DTEND;TZID"), "20270318T134500");
        assert!(entry.contains("X-MICROSOFT-DISALLOW-COUNTER:TRUE"));
        assert_eq!(year.events(reference, "round.delivered"), 1);
    }
    for reference in year.others {
        assert!(year.mails_to(reference).is_empty(), "{reference} is in the comparison arm");
    }
});

story!(one_press_books_and_a_second_is_harmless, |world| {
    let year = Year::announced(world, 3, &[]);
    let who = year.team[1];
    let mut someone = year.comes(who, "book");
    assert!(someone.seen.says("You have a place"), "{}", someone.seen.text());
    someone.press(&format!("/rounds/places/{}/book", year.place_id(who)), &[]);
    world.work();
    assert_eq!(year.place(who), ("booked".into(), 0));
    assert_eq!(year.events(who, "round.booked"), 1);
    assert!(year.mails_to(who).iter().any(|mail| mail.subject.starts_with("You have a place")));
});

story!(opening_a_link_books_nothing, |world| {
    let year = Year::announced(world, 3, &[]);
    let mut someone = world.nobody();
    someone.open(&year.link(year.team[1]));
    assert_eq!(year.state(year.team[1]), "silent");
});

story!(a_full_round_has_a_list_and_a_no_from_a_diary_offers_the_place_to_whoever_waited_longest, |world| {
    let year = Year::announced(world, 2, &[]);
    let [_, first, second, third, fourth, ..] = year.team;
    for who in [first, second] {
        year.diary_says(who, "ACCEPTED", 1);
        assert_eq!(year.state(who), "booked");
    }
    world.pass(TimeDelta::minutes(1));
    year.diary_says(third, "ACCEPTED", 1);
    assert_eq!(year.state(third), "waiting");
    let (method, entry) = year.entry(third);
    assert_eq!((method.as_str(), line(&entry, "SEQUENCE").as_str()), ("CANCEL", "1"), "it is not theirs yet");
    world.pass(TimeDelta::minutes(1));
    year.comes(fourth, "book");
    world.work();
    year.diary_says(first, "DECLINED", 2);
    assert_eq!(
        (year.state(first), year.state(third), year.state(fourth)),
        ("apologised".into(), "offered".into(), "waiting".into())
    );
    let (method, entry) = year.entry(third);
    assert_eq!((method.as_str(), line(&entry, "SEQUENCE").as_str()), ("REQUEST", "0"));
    assert_eq!(line(&entry, "UID"), format!("{}.1", year.place_id(third)), "what was called off never comes back");
    // The offer goes by; the next one's turn.
    world.pass(TimeDelta::hours(25));
    assert_eq!((year.state(third), year.state(fourth)), ("expired".into(), "offered".into()));
    year.comes(fourth, "book");
    world.work();
    assert_eq!(year.state(fourth), "booked");
    // Whoever let it go by waits behind.
    year.comes(third, "book");
    world.work();
    assert_eq!(year.state(third), "waiting");
});

story!(a_place_given_back_and_taken_again_is_one_entry_also_where_neither_mail_had_left, |world| {
    let year = Year::announced(world, 2, &[]);
    let who = year.team[1];
    year.comes(who, "book");
    world.work();
    let (_, before) = year.entry(who);
    world.pass(TimeDelta::minutes(1));
    year.comes(who, "decline");
    year.comes(who, "book");
    world.work();
    let diary = |mail: Mail| mail.extras.diary;
    let sent: Vec<_> = year.mails_to(who).into_iter().filter_map(diary).collect();
    let off: Vec<_> = sent.iter().filter(|diary| diary.method == "CANCEL").collect();
    assert_eq!(off.len(), 1, "what they gave back is out of their diary");
    assert_eq!(line(&off[0].ics, "UID"), line(&before, "UID"));
    let (method, now) = year.entry(who);
    assert_eq!((method.as_str(), line(&now, "UID")), ("REQUEST", format!("{}.1", year.place_id(who))));
});

story!(a_diary_that_declines_what_was_called_off_brings_nothing_back, |world| {
    let year = Year::announced(world, 2, &[]);
    let [_, first, second, third, ..] = year.team;
    for who in [first, second, third] {
        year.comes(who, "book");
    }
    world.work();
    assert_eq!((year.state(third), year.entry(third).0), ("waiting".into(), "CANCEL".into()));
    world.pass(TimeDelta::minutes(1));
    // Some programs answer what calls an entry off as they answer what asks for it.
    year.diary_says(third, "DECLINED", 2);
    assert_eq!(year.state(third), "declined");
    year.comes(first, "decline");
    year.comes(third, "book");
    world.work();
    let (method, entry) = year.entry(third);
    assert_eq!((method.as_str(), line(&entry, "UID")), ("REQUEST", format!("{}.1", year.place_id(third))));
});

story!(whoever_presses_while_others_wait_does_not_go_past_them, |world| {
    let year = Year::announced(world, 2, &[("offer_hours", "1")]);
    let [_, first, second, third, fourth, ..] = year.team;
    year.comes(first, "book");
    year.comes(second, "book");
    world.pass(TimeDelta::minutes(1));
    year.comes(third, "book");
    world.work();
    year.comes(first, "decline");
    year.comes(fourth, "book");
    world.work();
    assert_eq!((year.state(third), year.state(fourth)), ("offered".into(), "waiting".into()));
    assert!(year.mails_to(third).last().unwrap().subject.starts_with("A place for you"));
});

story!(a_move_reaches_every_diary_each_with_its_own_entry, |world| {
    let mut year = Year::announced(world, 3, &[]);
    let (booked, silent) = (year.team[1], year.team[2]);
    year.comes(booked, "book");
    world.work();
    let here = format!("/rounds/{}", year.rounds[0]);
    year.coordinator.open(&format!("{here}/move"));
    let room = crate::world::option(&year.coordinator.seen.body, "The long room, for 3");
    let to = [("day", "2027-03-25"), ("time", "13:00"), ("mode", "room"), ("room", room.as_str()), ("capacity", "3")];
    year.coordinator.press(&format!("{here}/move"), &to);
    assert!(year.coordinator.seen.says("7 people are told"), "{}", year.coordinator.seen.text());
    world.work();
    for who in [booked, silent] {
        let (method, entry) = year.entry(who);
        assert_eq!((method.as_str(), line(&entry, "SEQUENCE").as_str()), ("REQUEST", "1"));
        assert_eq!(line(&entry, "DTSTART;TZID"), "20270325T124500");
        assert_eq!(entry.matches("ATTENDEE").count(), 1, "nobody sees who else comes");
    }
    assert_eq!(year.state(booked), "booked");
    // An answer to the old time changes nothing.
    assert_eq!(year.place(silent), ("silent".into(), 1));
});

story!(a_cancelled_round_leaves_every_diary_and_whoever_waits_is_told, |world| {
    let mut year = Year::announced(world, 2, &[]);
    let [_, first, second, third, never, ..] = year.team;
    for who in [first, second, third] {
        year.comes(who, "book");
    }
    year.comes(never, "decline");
    world.work();
    let here = format!("/rounds/{}/cancel", year.rounds[0]);
    year.coordinator.press(&here, &[("reason", "")]);
    assert!(year.coordinator.seen.says("Say why"));
    year.coordinator.press(&here, &[("reason", "two facilitators are ill")]);
    world.work();
    for who in [first, second, year.team[0]] {
        assert_eq!(year.entry(who).0, "CANCEL");
    }
    assert!(year.mails_to(third).last().unwrap().text.contains("two facilitators are ill"));
    let before = year.mails_to(never).len();
    assert!(!year.mails_to(never).last().unwrap().text.contains("ill"), "it was out of their diary already");
    // Nothing can be booked any more.
    let mut late = world.nobody();
    let link = year.link(first);
    late.open(&link);
    late.press(&link, &[("act", "book")]);
    assert!(late.seen.says("This one was cancelled"), "{}", late.seen.text());
    assert_eq!(year.mails_to(never).len(), before);
});

story!(someone_who_opts_out_gives_the_place_back_and_hears_no_more, |world| {
    let year = Year::announced(world, 2, &[]);
    let [_, first, second, third, ..] = year.team;
    for who in [first, second, third] {
        year.comes(who, "book");
    }
    world.work();
    let stop = year.mails_to(first).iter().rev().find_map(|mail| mail.extras.stop.clone()).unwrap();
    let mut someone = world.nobody();
    someone.press(stop.split_once("localhost:8420").map_or(stop.as_str(), |(_, path)| path), &[]);
    world.work();
    assert_eq!((year.state(first), year.state(third)), ("left".into(), "offered".into()));
    assert_eq!(year.entry(first).0, "CANCEL");
    let before = year.mails_to(first).len();
    world.pass(TimeDelta::days(2));
    assert_eq!(year.mails_to(first).len(), before);
});

story!(another_time_that_a_diary_proposes_moves_nothing_and_is_answered, |world| {
    let year = Year::announced(world, 2, &[]);
    let who = year.team[1];
    let (_, entry) = year.entry(who);
    let email = line(&entry, "ATTENDEE");
    let counter = answer(
        &entry,
        email.split('@').next().unwrap(),
        "TENTATIVE",
        "DTSTART:20270319T120000Z\r\nDTEND:20270319T133000Z",
    );
    let raw = exchange(&counter, &line(&entry, "ORGANIZER"), 1);
    let envelope = hearten::floor::inbound::Envelope { source: "imap", recipients: Vec::new() };
    world
        .floor
        .db
        .write(|conn| hearten::floor::inbound::ingest(conn, &world.floor, raw.as_bytes(), &envelope))
        .unwrap();
    world.work();
    assert_eq!(year.place(who), ("silent".into(), 0));
    assert_eq!(year.events(who, "round.other_time"), 1);
    assert!(year.mails_to(who).last().unwrap().text.contains("one time for everybody"));
});
