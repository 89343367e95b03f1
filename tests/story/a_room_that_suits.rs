//! Who sits with whom, and who covers meanwhile.

use chrono::TimeDelta;

use crate::{
    rounds::{Year, link_in},
    story,
};

story!(someone_unwilling_to_sit_with_their_manager_never_does_and_the_answer_is_that_of_a_full_room, |world| {
    let year = Year::announced(world, 5, &[]);
    let [manager, worker, other, ..] = year.team;
    let mut someone = year.comes(worker, "book");
    someone.press(&format!("/rounds/places/{}/line", year.place_id(worker)), &[("line", "apart")]);
    assert!(someone.seen.says("Kept."));
    let boss = year.comes(manager, "book");
    let told = boss.seen.text();
    world.work();
    assert_eq!((year.state(worker), year.state(manager)), ("booked".into(), "waiting".into()));
    assert!(told.contains("No place is free for you at the moment"), "{told}");
    // Others are not held up by whoever cannot be seated.
    year.comes(other, "book");
    world.work();
    assert_eq!(year.state(other), "booked");
    // Once the worker gives the place back, it is the manager's.
    year.comes(worker, "decline");
    world.work();
    assert_eq!(year.state(manager), "offered");
});

story!(saying_so_later_gives_back_the_place_of_whoever_came_last, |world| {
    let year = Year::announced(world, 5, &[]);
    let [manager, worker, ..] = year.team;
    year.comes(manager, "book");
    world.pass(TimeDelta::minutes(2));
    let mut someone = year.comes(worker, "book");
    someone.press(&format!("/rounds/places/{}/line", year.place_id(worker)), &[("line", "apart")]);
    world.work();
    assert_eq!((year.state(manager), year.state(worker)), ("booked".into(), "waiting".into()));
    assert_eq!(year.entry(worker).0, "CANCEL");
});

story!(a_place_that_hangs_on_cover_is_offered_on_when_nobody_is_found, |world| {
    let year = Year::announced(world, 2, &[("cover", "needed")]);
    let [_, first, second, third, fourth, ..] = year.team;
    let mut someone = year.comes(first, "");
    let place = format!("/rounds/places/{}", year.place_id(first));
    someone.press(&format!("{place}/book"), &[("cover", &crate::goals::person(world, fourth))]);
    world.work();
    let mail = year.mails_to(fourth).pop().unwrap();
    assert!(mail.subject.contains(&format!("cover for {}", year.name(first))), "{}", mail.subject);
    let link = link_in(&mail.text, "/rounds/cover/").unwrap();
    let mut colleague = world.nobody();
    colleague.open(&link);
    colleague.press(&link, &[("answer", "yes")]);
    assert!(colleague.seen.says("because of you"), "{}", colleague.seen.text());
    year.comes(second, "book");
    world.work();
    world.pass(TimeDelta::minutes(5));
    year.comes(third, "book");
    world.work();
    assert_eq!(year.state(third), "waiting");
    // The second named nobody, and two days go by.
    world.pass(TimeDelta::hours(49));
    assert_eq!(
        (year.state(first), year.state(second), year.state(third)),
        ("booked".into(), "apologised".into(), "offered".into())
    );
    assert!(year.mails_to(second).last().unwrap().text.contains("Nobody was found to cover"));
    // A colleague takes it back: the person hears of it, and can name somebody else.
    colleague.press(&link, &[("answer", "no")]);
    world.work();
    assert!(year.mails_to(first).last().unwrap().text.contains("cannot"));
    assert_eq!(year.state(first), "booked");
    world.pass(TimeDelta::hours(49));
    assert_eq!(year.state(first), "apologised");
});

story!(a_colleague_who_would_have_covered_is_let_go_when_nobody_needs_them, |world| {
    let mut year = Year::announced(world, 2, &[("cover", "needed")]);
    let [_, first, second, third, fourth, ..] = year.team;
    for (who, cover) in [(first, third), (second, fourth)] {
        let cover = crate::goals::person(world, cover);
        year.comes(who, "").press(&format!("/rounds/places/{}/book", year.place_id(who)), &[("cover", &cover)]);
        world.work();
    }
    let let_go = |reference: &str| {
        let mail = year.mails_to(reference).pop().unwrap();
        mail.subject.contains("needs no cover").then_some(mail.text)
    };
    assert!(let_go(third).is_none() && let_go(fourth).is_none());
    // The first cannot come after all.
    year.comes(first, "decline");
    world.work();
    let text = let_go(third).expect("word to whoever covers");
    assert!(text.contains(&format!("{} does not need you", year.name(first))), "{text}");
    assert!(let_go(fourth).is_none());
    // The second's Round is off.
    year.coordinator.sign_in("cora@x.example");
    year.coordinator.press(&format!("/rounds/{}/cancel", year.rounds[0]), &[("reason", "The room is flooded")]);
    world.work();
    let let_go = |reference: &str| year.mails_to(reference).pop().unwrap().subject.contains("needs no cover");
    assert!(let_go(fourth));
    let told = |reference: &str| {
        year.mails_to(reference).iter().filter(|mail| mail.subject.contains("needs no cover")).count()
    };
    assert_eq!((told(third), told(fourth)), (1, 1));
});
