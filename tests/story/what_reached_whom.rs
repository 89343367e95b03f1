//! What is asked of everyone, what managers are told, and the words of the course.

use crate::{goals::Course, story};

story!(everyone_is_asked_what_reached_them_and_a_no_opens_another_way, |world| {
    let course = Course::live(world);
    course.go_to(3, 12, 11);
    for who in course.team.iter().chain(&course.others) {
        assert_eq!(course.events(who, "recall.asked").len(), 1, "{who}, whatever the arm");
        let mail = course.mails_to(who).into_iter().rev().find(|mail| mail.text.contains("/survey/"));
        assert!(mail.is_some(), "{who} was written to");
    }
    let answer = |who: &str, chosen: &[&str]| {
        let mail = course.mails_to(who).into_iter().rev().find(|mail| mail.text.contains("/survey/")).unwrap();
        let link = mail.text[mail.text.find("/survey/").unwrap()..].split_whitespace().next().unwrap().to_owned();
        let mut someone = world.nobody();
        someone.open(&link);
        assert!(someone.seen.says("The Lighthouse"), "{}", someone.seen.text());
        let fields: Vec<(&str, &str)> = chosen.iter().map(|chosen| ("chosen", *chosen)).collect();
        someone.press(&link, &fields);
        someone
    };
    let [knows, does_not, _] = course.team;
    let nothing = answer(knows, &[]);
    assert_eq!(nothing.seen.status, 422, "{}", nothing.seen.text());
    assert!(answer(knows, &["half_hour", "diary"]).seen.says("Thank you"));
    answer(does_not, &["letter", "decoy"]);
    answer(does_not, &["none"]);
    answer(course.others[0], &["none"]);
    course.go_to(3, 15, 9);
    let changed = |who: &str| course.events(who, "channel.changed").into_iter().map(|(_, way)| way).collect::<Vec<_>>();
    assert_eq!(
        (changed(knows), changed(does_not), changed(course.others[0])),
        (vec![], vec!["paper".to_owned()], vec![])
    );
    course.go_to(3, 26, 11);
    assert_eq!(
        course.events(does_not, "recall.asked").len(),
        1,
        "the Friday of week 3 is Good Friday, which is no day to ask"
    );
    course.go_to(3, 30, 11);
    assert_eq!(course.events(does_not, "recall.asked").len(), 2);
});

story!(a_manager_hears_one_thing_to_say_and_nothing_of_a_small_team, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 10);
    let note = world.mail_to(course.manager);
    assert!(note.subject.contains("Week 1 of 6") && note.text.contains("Your half hour is yours"), "{}", note.text);
    course.go_to(3, 15, 10);
    let note = world.mail_to(course.manager);
    assert!(note.subject.contains("Week 2 of 6"), "{}", note.subject);
    assert!(!note.text.contains("Last week"), "three people are too few for a figure: {}", note.text);
});

story!(a_word_that_was_pointed_out_stops_the_beginning_until_somebody_says_why, |world| {
    let mut course = Course::set_up(world);
    let words = format!("/goals/runs/{}/words", course.id);
    course.coordinator.open(&words);
    course.coordinator.press(&words, &[("text.week 1, title", "Complete the first module")]);
    assert!(course.coordinator.seen.says("One text is changed"), "{}", course.coordinator.seen.text());
    assert!(course.coordinator.seen.says("“module” sounds like one more thing to get through"));
    let page = format!("/goals/runs/{}", course.id);
    course.coordinator.open(&page);
    course.coordinator.press(&format!("{page}/propose"), &[("reason", "")]);
    assert_eq!(course.coordinator.seen.status, 422, "{}", course.coordinator.seen.text());
    assert_eq!(world.count("protected_times"), 0, "nothing has begun");
    course.coordinator.press(&format!("{page}/propose"), &[("reason", "It is what we call it here")]);
    assert!(course.coordinator.seen.says("Times are proposed"), "{}", course.coordinator.seen.text());
    assert_eq!(world.count("audits where act = 'goals.framing_overridden'"), 1);
    world.work();
});

story!(a_team_goes_live_without_all_three_only_for_a_written_reason, |world| {
    let mut course = Course::proposed(world);
    let manager_id = world.count("goal_teams where live_at is null");
    assert_eq!(manager_id, 1);
    let page = format!("/goals/runs/{}", course.id);
    course.coordinator.open(&page);
    let live = course.coordinator.seen.links(&format!("{page}/live/")).remove(0);
    course.coordinator.press(&live, &[("reason", " ")]);
    assert!(course.coordinator.seen.says("Say why this team goes ahead"), "{}", course.coordinator.seen.text());
    course.coordinator.press(&live, &[("reason", "The manager is new and starts on Monday")]);
    assert!(course.coordinator.seen.says("The team is live"), "{}", course.coordinator.seen.text());
    world.work();
    assert!(course.mails_to(course.team[0]).iter().any(|mail| mail.text.contains("/goals/me/")));
    course.go_to(3, 10, 9);
    assert!(course.mails_to(course.team[0]).iter().all(|mail| mail.extras.diary.is_none()), "no time was agreed to");
    assert_eq!(world.count("protected_times where state = 'no_reply'"), 3, "silence is put down as such");
});

story!(somebody_asks_for_less_and_stays_in_the_analysis, |world| {
    let course = Course::live(world);
    let [less, paper, snoozed] = course.team;
    for (who, fields) in [
        (less, vec![("choice", "fewer"), ("holds", "yes")]),
        (paper, vec![("choice", "paper"), ("holds", "yes")]),
        (snoozed, vec![("choice", "snooze"), ("holds", "yes"), ("until", "2027-03-18")]),
    ] {
        let mut worker = course.worker(who, &[]);
        let page = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/contact")).unwrap();
        worker.open(&page);
        worker.press(&page, &fields);
        assert!(worker.seen.says("Done, from now on"), "{}", worker.seen.text());
    }
    course.go_to(3, 12, 12);
    let entries = |who| course.mails_to(who).iter().filter(|mail| mail.extras.diary.is_some()).count();
    assert_eq!((entries(less), entries(paper), entries(snoozed)), (2, 0, 0));
    let asked = |who| course.mails_to(who).iter().any(|mail| mail.text.contains("/survey/"));
    assert!(!asked(less) && !asked(paper) && !asked(snoozed), "no questions");
    course.go_to(3, 19, 12);
    assert!(entries(snoozed) >= 1, "after the break it goes on");
    assert_eq!(course.events(paper, "person.opted_out").len(), 0);
    assert_eq!(course.events(paper, "contact.chose").len(), 1);
});
