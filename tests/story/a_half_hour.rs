//! A weekly half hour, from the manager's word to what a worker does in it.

use chrono::NaiveDate;

use crate::{
    goals::{Course, press},
    story,
    world::World,
};

story!(only_agreed_time_becomes_an_entry_in_a_diary, |world| {
    let course = Course::proposed(world);
    let mut manager = course.manager();
    assert_eq!(manager.seen.body.matches("name=\"time.").count(), 3, "the team, and nobody else");
    let before = world.mails().len();
    let mut fields = course.as_shown(&manager, "agree");
    let decline = fields.iter().position(|(name, _)| name.starts_with("decision.")).unwrap();
    fields[decline].1 = "decline".into();
    press(&mut manager, &course.team_page(), &fields);
    assert!(manager.seen.says("Kept."), "{}", manager.seen.text());
    world.work();
    assert_eq!(world.mails().len(), before, "nobody is written to before the team is live");
    press(&mut manager, &course.team_page(), &[("briefed".into(), "yes".into()), ("said".into(), "yes".into())]);
    assert!(manager.seen.says("Your team is live"), "{}", manager.seen.text());
    world.work();
    course.go_to(3, 4, 12);
    let with_entry: Vec<_> =
        course.team.iter().filter(|one| course.mails_to(one).iter().any(|mail| mail.extras.diary.is_some())).collect();
    assert_eq!(with_entry.len(), 2, "two were agreed to");
    for other in course.others {
        assert!(course.mails_to(other).is_empty(), "{other} is in the comparison arm");
    }
});

story!(one_press_agrees_to_all_that_is_open_and_silence_agrees_to_nothing, |world| {
    let course = Course::proposed(world);
    let mut manager = course.manager();
    let mut fields = course.as_shown(&manager, "");
    press(&mut manager, &course.team_page(), &fields);
    assert!(manager.seen.says("0 of 3 decided"), "{}", manager.seen.text());
    assert_eq!(world.count("protected_times where state = 'proposed'"), 3, "silence agrees to nothing");
    let first = fields.iter().position(|(name, _)| name.starts_with("decision.")).unwrap();
    fields[first].1 = "decline".into();
    fields.push(("do".into(), "all".into()));
    press(&mut manager, &course.team_page(), &fields);
    assert!(manager.seen.says("3 of 3 decided"), "{}", manager.seen.text());
    assert_eq!(world.count("protected_times where state = 'agreed'"), 2);
    assert_eq!(world.count("protected_times where state = 'declined'"), 1, "what was chosen by name stands");
});

story!(an_invitation_names_one_person_and_says_little, |world| {
    let course = Course::live(world);
    course.go_to(3, 4, 12);
    let (method, entry) = course.entry(course.team[0]);
    assert_eq!(method, "REQUEST");
    assert_eq!(entry.matches("ATTENDEE").count(), 1);
    assert!(entry.contains("SUMMARY:Half an hour for you\r\n"), "{entry}");
    assert!(entry.contains("DTSTART;TZID=Europe/London:20270309T100000"), "{entry}");
    assert_eq!(course.slots(course.team[0]).iter().filter(|(_, _, state)| state == "invited").count(), 1);
    assert_eq!(course.slots(course.team[0]).len(), 6, "Easter is planned round, not into");
    course.go_to(3, 11, 12);
    let (_, second) = course.entry(course.team[0]);
    let uid = |entry: &str| entry.split("UID:").nth(1).unwrap().split("\r\n").next().unwrap().to_owned();
    assert_ne!(uid(&entry), uid(&second), "each half hour is an entry of its own");
});

story!(one_press_takes_a_first_step_and_no_link_does_anything_by_itself, |world| {
    let course = Course::live(world);
    let who = course.team[0];
    let worker = course.worker(who, &[("step", "lunch")]);
    assert!(worker.seen.says("Have lunch away from my desk once this week"), "{}", worker.seen.text());
    assert_eq!(course.events(who, "goals.first_step").len(), 1);
    assert_eq!(course.events(who, "part.started").len(), 0, "a first step is no start of the course");
    let again = course.worker(who, &[("step", "thanks")]);
    assert!(again.seen.says("Have lunch away"), "the first that was chosen stands");
    course.go_to(3, 4, 12);
    let before = world.count("uptake_events");
    for mail in world.mails() {
        for link in mail.text.split_whitespace().filter(|word| word.starts_with("http")) {
            world.nobody().open(link.strip_prefix(&world.floor.settings.web.public_url).unwrap());
        }
    }
    assert_eq!(world.count("uptake_events"), before);
});

story!(a_part_takes_what_time_there_is_and_is_left_and_carried_on, |world| {
    let course = Course::live(world);
    course.go_to(3, 9, 10);
    let who = course.team[0];
    let mut worker = course.worker(who, &[]);
    let week = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/weeks/1")).unwrap();
    worker.open(&week);
    worker.press(&format!("{week}/begin"), &[("minutes", "2")]);
    let answer = [("answer.0", "More walks after work"), ("do", "keep")];
    worker.press(&format!("{week}/keep"), &answer);
    assert!(worker.seen.says("Carry on whenever you like"), "{}", worker.seen.text());
    worker.press(&format!("{week}/begin"), &[("minutes", "10")]);
    assert!(worker.seen.body.contains("More walks after work"), "a longer part keeps what was written");
    let long = "a".repeat(4_001);
    worker.press(&format!("{week}/keep"), &[("answer.0", &long), ("answer.1", "Because"), ("do", "end")]);
    assert!(worker.seen.says("Keep this to 4000 letters") && worker.seen.body.contains(&long), "nothing is lost");
    worker.press(&format!("{week}/keep"), &[("answer.0", "More walks"), ("answer.1", "Because"), ("do", "end")]);
    assert_eq!(course.events(who, "part.started"), [(format!("{}/1", course.id), "2".into())]);
    assert_eq!(course.events(who, "part.finished"), [(format!("{}/1", course.id), "10".into())]);
    assert_eq!(world.count("goal_parts where words is not null"), 1);
    assert_eq!(found(world, "More walks"), 0, "what somebody writes is sealed");
});

story!(a_half_hour_moves_within_what_was_agreed_and_asks_beyond_it, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 9);
    let who = course.team[0];
    let mut worker = course.worker(who, &[]);
    let week = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/weeks/1")).unwrap();
    worker.open(&week);
    let times: Vec<String> = offered(&worker.seen.body);
    assert!(times.len() == 4 && times.contains(&"next_week".to_owned()), "three times and next week: {times:?}");
    worker.press(&format!("{week}/move"), &[("to", &times[0])]);
    assert!(worker.seen.says("Your diary gets the new time"), "{}", worker.seen.text());
    world.work();
    let (method, entry) = course.entry(who);
    assert!(method == "REQUEST" && entry.contains("SEQUENCE:1"), "{entry}");
    assert!(entry.contains("DTSTART;TZID=Europe/London:20270309T"), "on the day that the manager agreed to: {entry}");
    let thursday = NaiveDate::from_ymd_opt(2027, 3, 11).unwrap().and_hms_opt(14, 0, 0).unwrap().and_utc().timestamp();
    worker.press(&format!("{week}/move"), &[("to", &thursday.to_string())]);
    assert!(worker.seen.says("Your manager is asked"), "{}", worker.seen.text());
    world.work();
    assert_eq!(course.slots(who)[0].1, 1, "nothing moves before the manager has said so");
    let mut manager = course.manager();
    let wish = manager.seen.links(&format!("{}/wish/", course.team_page())).remove(0);
    manager.press(&wish, &[("answer", &format!("yes {}", thursday - 3_600))]);
    assert!(manager.seen.status == 409, "another time than was shown: {}", manager.seen.text());
    manager.press(&wish, &[("answer", &format!("yes {thursday}"))]);
    assert!(manager.seen.says("It has moved."), "{}", manager.seen.text());
    world.work();
    let (_, entry) = course.entry(who);
    assert!(entry.contains("SEQUENCE:2") && entry.contains("20270311T140000"), "{entry}");
    assert_eq!(course.events(who, "slot.moved").len(), 2);
});

story!(a_half_hour_is_passed_over_without_blame, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 9);
    let who = course.team[0];
    let mut worker = course.worker(who, &[]);
    let week = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/weeks/1")).unwrap();
    worker.open(&week);
    worker.press(&format!("{week}/skip"), &[("reason", "nonsense")]);
    assert_eq!(worker.seen.status, 422, "{}", worker.seen.text());
    worker.press(&format!("{week}/skip"), &[("reason", "crisis")]);
    assert!(worker.seen.says("nobody is told that it was you"), "{}", worker.seen.text());
    world.work();
    let (method, entry) = course.entry(who);
    assert!(method == "CANCEL" && entry.contains("STATUS:CANCELLED") && entry.contains("SEQUENCE:1"), "{entry}");
    assert_eq!(course.events(who, "slot.skipped"), [(format!("{}/1", course.id), "crisis".into())]);
    let manager = course.manager();
    assert!(!manager.seen.body.contains("crisis") && !manager.seen.says("urgent"), "{}", manager.seen.text());
});

story!(a_half_hour_that_goes_by_is_offered_again_once, |world| {
    let course = Course::live(world);
    course.go_to(3, 9, 18);
    let who = course.team[0];
    let before = course.mails_to(who).len();
    course.go_to(3, 10, 10);
    let mails = course.mails_to(who);
    assert_eq!(mails.len(), before + 1);
    assert!(mails.last().unwrap().subject.contains("Another time"), "{:?}", mails.last());
    course.go_to(3, 11, 9);
    assert_eq!(course.events(who, "slot.untouched").len(), 1);
    assert_eq!(course.mails_to(who).iter().filter(|mail| mail.subject.contains("Another time")).count(), 1);
});

story!(whoever_is_left_out_gets_the_cancellation_and_then_silence, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 9);
    let who = course.team[0];
    let stop = course.mails_to(who).into_iter().rev().find_map(|mail| mail.extras.stop).expect("one-click unsubscribe");
    let stop = stop.strip_prefix(&world.floor.settings.web.public_url).unwrap().to_owned();
    let mut program = world.nobody();
    program.open(&stop);
    assert_eq!(course.events(who, "person.opted_out").len(), 0, "opening the link changes nothing");
    program.press(&stop, &[("List-Unsubscribe", "One-Click")]);
    assert_eq!(program.seen.status, 200, "{}", program.seen.text());
    world.work();
    assert_eq!(course.entry(who).0, "CANCEL");
    let count = course.mails_to(who).len();
    course.go_to(4, 20, 10);
    assert_eq!(course.mails_to(who).len(), count, "and then silence");
    assert_eq!(course.events(who, "slot.cancelled").len(), 6);
    assert!(course.slots(course.team[1]).iter().any(|(_, _, state)| state == "invited"), "others go on");
});

/// How many rows of any table that holds words hold these, as they are.
fn found(world: &World, words: &str) -> i64 {
    let hex: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
    let [start, end] = if world.on_sqlite() { ["lower(hex(words))", ""] } else { ["encode(words, 'hex')", ""] };
    world.count(&format!("goal_parts where {start} like '%{hex}%'{end}"))
        + world.count(&format!("uptake_events where detail like '%{words}%'"))
        + world.count(&format!("audits where detail like '%{words}%'"))
}

/// The times that a page offers.
fn offered(body: &str) -> Vec<String> {
    let buttons = body.split("name=\"to\" value=\"").skip(1);
    buttons.map(|rest| rest[..rest.find('"').unwrap()].to_owned()).collect()
}
