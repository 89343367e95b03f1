//! What people's diaries answer: each answer moves the half hour it is about once, and an old one moves nothing.

use hearten::floor::inbound::{Envelope, ingest};

use crate::{
    goals::Course,
    story,
    world::{World, answer, exchange, line},
};

fn comes(world: &World, raw: &str) {
    let envelope = Envelope { source: "imap", recipients: Vec::new() };
    world.floor.db.write(|conn| ingest(conn, &world.floor, raw.as_bytes(), &envelope)).unwrap();
    world.work();
}

story!(a_diary_accepts_and_it_is_counted_once_however_often_it_comes, |world| {
    let course = Course::live(world);
    course.go_to(3, 4, 12);
    let who = course.team[0];
    let (_, entry) = course.entry(who);
    let (to, ics) = (line(&entry, "ORGANIZER"), answer(&entry, who, "ACCEPTED", ""));
    for nth in [1, 1, 2] {
        comes(world, &exchange(&ics, &to, nth));
    }
    assert_eq!(course.slots(who)[0], (1, 0, "accepted".into()));
    assert_eq!(course.events(who, "slot.accepted").len(), 1);
});

story!(somebody_elses_answer_changes_nothing_and_waits_for_a_person, |world| {
    let course = Course::live(world);
    course.go_to(3, 4, 12);
    let [who, other, _] = course.team;
    let (_, entry) = course.entry(who);
    comes(world, &exchange(&answer(&entry, other, "ACCEPTED", ""), &line(&entry, "ORGANIZER"), 1));
    assert_eq!(course.slots(who)[0], (1, 0, "invited".into()));
    assert_eq!(world.count("inbound_mails where state = 'wrong_address'"), 1);
});

story!(a_declined_half_hour_gets_one_offer_and_a_press_moves_the_same_entry, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 12);
    let who = course.team[0];
    let (_, entry) = course.entry(who);
    comes(world, &exchange(&answer(&entry, who, "DECLINED", ""), &line(&entry, "ORGANIZER"), 1));
    assert_eq!(course.slots(who)[0], (1, 0, "declined".into()));
    let offer = course.mails_to(who).into_iter().rev().find(|mail| mail.subject.contains("Another time")).unwrap();
    let at = offer.text.find("/goals/half/").unwrap();
    let link = offer.text[at..].split_whitespace().next().unwrap().to_owned();
    let mut worker = world.nobody();
    worker.open(&link);
    worker.press(&link, &[]);
    let to = worker.seen.body.split("name=\"to\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = worker.seen.path.clone();
    worker.press(&format!("{page}/move"), &[("to", &to)]);
    assert!(worker.seen.says("Your diary gets the new time"), "{}", worker.seen.text());
    world.work();
    let (method, moved) = course.entry(who);
    assert_eq!(
        (method.as_str(), line(&moved, "UID"), line(&moved, "SEQUENCE")),
        ("REQUEST", line(&entry, "UID"), "1".into())
    );

    comes(world, &exchange(&answer(&entry, who, "ACCEPTED", ""), &line(&entry, "ORGANIZER"), 2));
    assert_eq!(course.slots(who)[0], (1, 1, "invited".into()), "an answer to the old time changes nothing");
    assert_eq!(world.count("inbound_mails where state = 'stale'"), 1);
    assert_eq!(course.events(who, "slot.accepted").len(), 0);
});

story!(another_time_that_was_agreed_to_moves_the_same_entry, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 12);
    let who = course.team[0];
    let (_, entry) = course.entry(who);
    let proposes = "DTSTART;TZID=GMT Standard Time:20270309T140000\r\nDTEND;TZID=GMT Standard Time:20270309T143000";
    comes(world, &exchange(&answer(&entry, who, "TENTATIVE", proposes), &line(&entry, "ORGANIZER"), 1));
    let (method, moved) = course.entry(who);
    assert_eq!((method.as_str(), line(&moved, "SEQUENCE")), ("REQUEST", "1".into()));
    assert_eq!((line(&moved, "UID"), line(&moved, "DTSTART;TZID")), (line(&entry, "UID"), "20270309T140000".into()));
    let elsewhere = "DTSTART;TZID=GMT Standard Time:20270311T140000\r\nDTEND;TZID=GMT Standard Time:20270311T143000";
    comes(world, &exchange(&answer(&moved, who, "TENTATIVE", elsewhere), &line(&moved, "ORGANIZER"), 2));
    assert_eq!(course.slots(who)[0].1, 1, "a day that was not agreed to waits for the manager");
    assert!(world.mail_to(course.manager).subject.contains("Thursday 11 March, 14:00"));
});

story!(the_link_in_a_diary_never_shows_what_was_written, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 12);
    let who = course.team[0];
    let mut worker = course.worker(who, &[]);
    let week = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/weeks/1")).unwrap();
    worker.open(&week);
    worker.press(&format!("{week}/begin"), &[("minutes", "2")]);
    worker.press(&format!("{week}/keep"), &[("answer.0", "Something private"), ("do", "keep")]);
    let entry = course.entry(who).1.replace("\r\n ", "");
    assert!(!entry.contains("/goals/me/"), "{entry}");
    let at = entry.find("/goals/half/").unwrap();
    let link = entry[at..].split(['\\', '\r']).next().unwrap().to_owned();
    let mut colleague = world.nobody();
    colleague.open(&link);
    colleague.press(&link, &[]);
    assert!(colleague.seen.path.starts_with("/goals/slots/"), "{}", colleague.seen.text());
    assert!(
        !colleague.seen.body.contains("private") && colleague.seen.says("It is not shown by the link in your diary")
    );
    let slot = colleague.seen.path.clone();
    colleague.press(&format!("{slot}/keep"), &[("answer.0", "Added"), ("do", "keep")]);
    assert!(!colleague.seen.body.contains("private"));
    colleague.open(&week);
    assert!(
        !colleague.seen.body.contains("private") && colleague.seen.path != week,
        "the session reaches one half hour"
    );
    worker.open(&week);
    assert!(worker.seen.body.contains("Something private\n\nAdded"), "what was added is under what was there");
    colleague.open(&slot);
    colleague.press(&format!("{slot}/link"), &[]);
    world.work();
    assert!(course.mails_to(who).last().unwrap().text.contains("/goals/me/"), "and goes to them alone");
});

story!(a_calendar_program_fetches_ones_own_half_hours_until_the_link_is_taken_back, |world| {
    let course = Course::live(world);
    course.go_to(3, 4, 12);
    let who = course.team[0];
    let mut worker = course.worker(who, &[]);
    let contact = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/contact")).unwrap();
    worker.open(&contact);
    assert!(!worker.seen.body.contains("/diary/feed/"), "there is none before it is asked for");
    let change = contact.replace("/contact", "/feed");
    worker.press(&change, &[("feed", "open")]);
    let at = worker.seen.body.find("/diary/feed/").unwrap();
    let link = worker.seen.body[at..].split('<').next().unwrap().to_owned();
    let mut program = world.nobody();
    program.open(&link);
    assert_eq!(program.seen.header("content-type"), Some("text/calendar; charset=utf-8"));
    let uid = |ics: &str| line(ics, "UID");
    assert_eq!(uid(&program.seen.body), uid(&course.entry(who).1), "the invitation's own UID");
    assert!(!program.seen.body.contains("ATTENDEE") && program.seen.header("etag").is_some());
    assert!(program.seen.body.contains("CLASS:PRIVATE\r\n"), "{}", program.seen.body);
    a_program_asks_before_it_fetches(world, &link, program.seen.header("etag").unwrap());
    worker.open(&contact);
    assert!(worker.seen.says("Last fetched 4 March 2027"), "{}", worker.seen.text());
    worker.press(&change, &[("feed", "shut")]);
    assert_eq!(program.open(&link).status, 404);
    worker.press(&change, &[("feed", "open")]);
    assert_eq!(program.open(&link).status, 404, "a new link does not open the old one");
});

/// HEAD answers as GET does, without the body, and both say when nothing has changed.
fn a_program_asks_before_it_fetches(world: &World, feed: &str, etag: &str) {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let (agent, url): (ureq::Agent, String) = (config.into(), format!("{}{feed}", world.address));
    for (tag, status) in [("W/\"another\"", 200), (etag, 304), (&format!("W/\"another\", {etag}"), 304)] {
        let mut asked = agent.head(&url).header("if-none-match", tag).call().unwrap();
        assert_eq!((asked.status().as_u16(), asked.headers()["etag"].to_str().unwrap()), (status, etag));
        assert!(asked.body_mut().read_to_string().unwrap().is_empty());
        assert_eq!(agent.get(&url).header("if-none-match", tag).call().unwrap().status().as_u16(), status);
    }
    let asked = agent.head(format!("{url}x")).call().unwrap();
    assert_eq!(asked.status().as_u16(), 404, "a key that does not fit opens nothing");
}

story!(leave_that_is_noted_later_moves_what_has_not_left_yet, |world| {
    let mut course = Course::live(world);
    course.go_to(3, 9, 12);
    let who = course.team[0];
    course.coordinator.sign_in("cora@x.example");
    course.coordinator.open("/rota");
    let authority = course.coordinator.seen.body.split("<option value=\"").nth(2).unwrap();
    let authority = authority[..authority.find('"').unwrap()].to_owned();
    let rota = format!(
        "staff reference,what,from,until\n{who},court,2027-03-16,2027-03-16\n{who},leave,2027-03-22,2027-03-28\n"
    );
    course.coordinator.upload("/rota", "rota.csv", rota.as_bytes(), &[("authority", &authority)]);
    assert!(course.coordinator.seen.says("2 new"), "{}", course.coordinator.seen.text());
    course.go_to(3, 11, 12);
    let (_, entry) = course.entry(who);
    assert!(!line(&entry, "DTSTART;TZID").starts_with("20270316"), "a day in court: {entry}");
    course.go_to(3, 18, 12);
    assert_eq!(course.slots(who)[2].2, "cancelled", "a week on leave has no half hour");
    assert_eq!(course.entry(who).1, entry, "and nothing is sent of it");
});
