//! Two lines about everyone: asked of every manager, kept as typed, reminded of until they are in.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::{ExpressionMethods, RunQueryDsl};
use hearten::{floor::web::Role, schema::letter_rounds};

use crate::{
    a_round::{GOOD, MUSA, NIA, Round, bring_in, counted, leaves},
    story,
    world::World,
};

fn on(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn sent_to(world: &World, email: &str, words: &str) -> usize {
    world.mails().iter().filter(|mail| mail.to.contains(email) && mail.subject.contains(words)).count()
}

story!(lines_are_asked_of_everyone_whatever_their_arm, |world| {
    let mut round = Round::set_up(world);
    assert!(round.look().contains("Ask 2 managers"));
    assert_eq!(world.mails().iter().filter(|mail| mail.subject.contains("Two lines")).count(), 0);

    round.press("ask", &[]);
    assert!(
        round.coordinator.seen.says("2 managers are being asked about 5 people"),
        "{}",
        round.coordinator.seen.text()
    );
    world.work();
    let asked: Vec<String> =
        round.standing().into_iter().map(|(reference, lines)| format!("{reference} {lines}")).collect();
    assert_eq!(asked, ["W1 asked", "W2 asked", "W3 asked", "W4 asked", "W5 asked"]);
    assert_eq!(counted(world, "lines.asked"), 5);
    assert_eq!((sent_to(world, MUSA, "Two lines"), sent_to(world, NIA, "Two lines")), (1, 1));
    let mail = world.mail_to(MUSA).text;
    assert!(mail.contains("each of the 3 people") && mail.contains("Hello Musa"), "{mail}");
    for name in ["Annie", "Şen", "Lloyd"] {
        assert!(!mail.contains(name), "a mail names none of them");
    }

    round.press("ask", &[]);
    assert_eq!(round.coordinator.seen.status, 409, "asking twice asks nobody again");
    world.work();
    assert_eq!(sent_to(world, MUSA, "Two lines"), 1);
});

story!(a_manager_keeps_words_that_do_not_fit_and_is_told_why, |world| {
    let mut round = Round::asked(world);
    let mut musa = round.manager(MUSA);
    let long =
        "You stayed with two frightened brothers until nearly midnight and never once let go of them. ".repeat(4);
    round.write(&mut musa, "W1", [&long, GOOD[1]]);
    assert_eq!(musa.seen.status, 422);
    assert!(musa.seen.says("Annie: Line 1 is longer than the letter has room for."), "{}", musa.seen.text());
    assert_eq!(round.words("W1"), (long.clone(), GOOD[1].to_owned()), "kept as typed");

    musa.open(&round.page());
    assert!(musa.seen.body.contains(long.trim()), "and there when the manager comes back");
    assert!(musa.seen.says("Annie: Line 1 is longer"));

    round.write(&mut musa, "W2", ["你好", GOOD[1]]);
    assert!(
        musa.seen.says("Ben: Line 1 holds a character the letter cannot print: 你 (U+4F60)"),
        "{}",
        musa.seen.text()
    );
    round.write(&mut musa, "W3", [GOOD[0], ""]);
    assert_eq!(counted(world, "lines.gave"), 0, "one line is not two");

    round.write(&mut musa, "W1", ["  You stayed late for two brothers.  ", GOOD[1]]);
    assert!(musa.seen.says("1 of 3 written"), "{}", musa.seen.text());
    assert_eq!(round.words("W1").0, "  You stayed late for two brothers.  ");
    round.write(&mut musa, "W1", GOOD);
    assert_eq!(counted(world, "lines.gave"), 1, "a change of words is not given twice");
    assert!(round.look().contains("1 given, 0 with the words kept for when none are given, 4 still to come"));
});

story!(a_manager_cannot_see_or_write_for_anothers_team, |world| {
    let round = Round::asked(world);
    let mut nia = round.manager(NIA);
    assert!(nia.seen.says("Dot Moss") && nia.seen.says("Eve Ng"));
    assert!(!nia.seen.says("Annie") && !nia.seen.says("Cai Lloyd"));
    round.write(&mut nia, "W1", GOOD);
    assert_eq!(nia.seen.status, 404);
    assert_eq!(round.words("W1"), (String::new(), String::new()));

    let mut lee = world.someone("lee@x.example", &[Role::TeamManager]);
    assert_eq!(lee.open(&round.page()).status, 404, "a manager who was asked about nobody has no page");
    assert_eq!(round.coordinator.seen.status, 200);
    let mut cora = round.coordinator;
    assert_eq!(cora.open(&format!("/letters/rounds/{}/lines", round.id)).status, 403);
});

story!(a_personal_links_page_changes_nothing_and_its_button_opens_one_page, |world| {
    let round = Round::asked(world);
    let mut musa = world.nobody();
    let link = musa.link_in_mail(MUSA);
    assert_eq!(musa.open(&link).status, 200);
    assert!(musa.seen.says("Hello Musa") && musa.seen.says("12 March 2027"));
    musa.open(&round.page());
    assert!(!musa.seen.says("Annie"), "a scanner that opens the link is let in nowhere");

    musa.open(&link);
    musa.press(&link, &[]);
    assert_eq!(musa.seen.path, round.page());
    assert!(musa.seen.says("Annie Wójcik"));
    musa.open("/letters/rounds");
    assert!(!musa.seen.says("Spring letters"), "the link opens the one page");
    musa.open("/");
    assert!(!musa.seen.says("Hello Musa Khan"));

    let wrong = format!("{}{}", &link[..link.len() - 1], if link.ends_with('0') { '1' } else { '0' });
    let mut other = world.nobody();
    assert_eq!(other.open(&wrong).status, 404);
    assert_eq!(other.press(&wrong, &[]).status, 404);
    let nias = other.link_in_mail(NIA);
    let crossed = format!("{}/{}", nias.rsplit_once('/').unwrap().0, link.rsplit('/').next().unwrap());
    assert_eq!(other.press(&crossed, &[]).status, 404, "one manager's key does not open another's page");

    leaves(world, "M1", world.now().date());
    assert_eq!(other.press(&link, &[]).status, 404, "a manager who left is not let in");
});

story!(reminders_stop_once_done, |world| {
    let round = Round::asked(world);
    world.pass(on(8, 9, 30) - world.now());
    assert_eq!(sent_to(world, MUSA, "Still time"), 0, "not before its day");
    let mut musa = round.manager(MUSA);
    round.write(&mut musa, "W1", GOOD);

    world.pass(on(9, 9, 1) - world.now());
    assert_eq!((sent_to(world, MUSA, "Still time"), sent_to(world, NIA, "Still time")), (1, 1));
    assert!(world.mail_to(MUSA).text.contains("written for 1 of your 3 people"), "{}", world.mail_to(MUSA).text);
    world.pass(TimeDelta::days(1));
    assert_eq!(sent_to(world, MUSA, "Still time"), 1, "once for each day that is set");

    let mut musa = round.manager(MUSA);
    round.write(&mut musa, "W2", GOOD);
    round.write(&mut musa, "W3", GOOD);
    assert!(musa.seen.says("That is everyone: thank you."), "{}", musa.seen.text());
    world.pass(on(11, 9, 1) - world.now());
    assert_eq!((sent_to(world, MUSA, "Still time"), sent_to(world, NIA, "Still time")), (1, 2));
    world.pass(TimeDelta::days(14));
    assert_eq!(sent_to(world, NIA, "Still time"), 2, "nor after the day has passed");
});

story!(a_reminder_that_waited_is_not_sent_once_the_lines_are_in, |world| {
    let round = Round::asked(world);
    world.pass(on(9, 8, 59) - world.now());
    let mut nia = round.manager(NIA);
    world.floor.clock.set(on(9, 9, 1));
    hearten::floor::schedule::fire(&world.floor, &hearten::app::schedules().unwrap()).unwrap();
    round.write(&mut nia, "W4", GOOD);
    round.write(&mut nia, "W5", GOOD);
    world.work();
    assert_eq!((sent_to(world, NIA, "Still time"), sent_to(world, MUSA, "Still time")), (0, 1));
});

story!(a_person_who_left_is_no_longer_asked_about, |world| {
    let mut round = Round::asked(world);
    let mut nia = round.manager(NIA);
    round.write(&mut nia, "W4", GOOD);
    leaves(world, "W5", on(3, 0, 0).date());
    leaves(world, "W4", on(3, 0, 0).date());
    world.pass(TimeDelta::days(3));
    assert_eq!(counted(world, "lines.no_longer_asked"), 1, "what was written before somebody left stands");
    assert_eq!(round.standing()[3..], [("W4".into(), "given".into()), ("W5".into(), "no_longer_asked".into())]);
    let nia = round.manager(NIA);
    assert!(
        nia.seen.says("Nobody is asked to write about Eve any more") && nia.seen.says("1 of 1 written"),
        "{}",
        nia.seen.text()
    );
    world.pass(on(9, 9, 1) - world.now());
    assert_eq!(sent_to(world, NIA, "Still time"), 0);
    assert!(round.look().contains("1 no longer asked"));
});

story!(everyone_asked_about_is_given_written_for_outstanding_or_no_longer_asked, |world| {
    let mut round = Round::asked(world);
    let mut musa = round.manager(MUSA);
    round.write(&mut musa, "W1", GOOD);
    leaves(world, "W5", on(2, 0, 0).date());
    world.pass(TimeDelta::days(2));
    round.look();
    let forms = round.coordinator.seen.links(&format!("/letters/rounds/{}/fallback/", round.id));
    assert_eq!(forms.len(), 3, "three are still to come");
    let form = forms[0].clone();
    round.coordinator.open(&form);
    round.coordinator.press(&form, &[("first", GOOD[0]), ("second", ""), ("reason", "")]);
    assert_eq!(round.coordinator.seen.status, 422);
    assert_eq!(counted(world, "lines.fallback"), 0);
    round.coordinator.press(&form, &[("first", GOOD[0]), ("second", GOOD[1]), ("reason", "On leave until April")]);
    assert!(
        round
            .coordinator
            .seen
            .says("1 given, 1 with the words kept for when none are given, 2 still to come, 1 no longer asked")
    );
    let count = |event| counted(world, event);
    assert_eq!(
        [count("lines.asked"), count("lines.gave"), count("lines.fallback"), count("lines.no_longer_asked")],
        [5, 1, 1, 1]
    );

    round.coordinator.press(&form, &[("first", "Other"), ("second", "words"), ("reason", "Again")]);
    assert_eq!(round.coordinator.seen.status, 409, "what was written instead stands");
});

story!(lines_close_for_everyone_alike_once_letters_are_made, |world| {
    let round = Round::asked(world);
    let mut musa = round.manager(MUSA);
    round.write(&mut musa, "W1", GOOD);
    let composed = diesel::update(letter_rounds::table).set(letter_rounds::composed_at.eq(Some(world.now())));
    world.floor.db.write(|conn| Ok(composed.execute(conn)?)).unwrap();
    round.write(&mut musa, "W1", ["Other words.", "And more."]);
    assert_eq!(musa.seen.status, 409);
    assert_eq!(round.words("W1").0, GOOD[0]);
    round.write(&mut musa, "W2", GOOD);
    assert!(musa.seen.says("2 of 3 written"), "those still to come are taken, and nothing shows who gets a letter");
});

story!(a_round_that_is_not_whole_comes_back_as_typed, |world| {
    bring_in(world);
    let mut cora = world.someone("cora@x.example", &[Role::Coordinator]);
    cora.open("/letters/rounds/new");
    cora.press("/letters/rounds", &[("name", "Spring"), ("opening", "Thank you."), ("lines_due_on", "2027-03-01")]);
    assert_eq!(cora.seen.status, 422);
    assert!(cora.seen.says("Choose who signs.") && cora.seen.says("Give a day after today"), "{}", cora.seen.text());
    assert_eq!(cora.seen.field("name").as_deref(), Some("Spring"));
    let mut rhys = world.someone("rhys@x.example", &[Role::Researcher]);
    assert_eq!(rhys.open("/letters/rounds").status, 403, "a researcher does not see who is written about");
});
