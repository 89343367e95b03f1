//! A senior leader reads, holds back and signs letters: what was shown is signed, and what was signed is printed.

use chrono::TimeDelta;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::schema::{letters, uptake_events};

use crate::{
    road::{Road, csrf},
    story,
};

story!(a_leader_signs_what_was_shown_and_nothing_else, |world| {
    let mut road = Road::composed(world);
    assert_eq!(road.states(&road.treated), ["ready"; 4]);
    assert_eq!(road.states(&road.controls), ["lines"; 4], "nobody in the comparison arm has a letter");
    let mut fields = road.shown();
    assert!(!road.leader.seen.says("High Street"), "a page never shows an address");
    fields.remove(0);
    road.press_sign(&fields);
    let mut states = road.states(&road.treated);
    states.sort();
    assert_eq!(states, ["ready", "signed", "signed", "signed"], "what the page did not show is not signed");
    world.work();
    assert_eq!(road.printed_files(), 3);
});

story!(words_that_changed_since_they_were_read_are_not_signed, |world| {
    let mut road = Road::composed(world);
    let fields = road.shown();
    let edit = |conn: &mut _| {
        let edited = diesel::update(letters::table.find(&road.treated[0]));
        Ok(edited.set(letters::line_two.eq("Something else.")).execute(conn)?)
    };
    world.floor.db.write(edit).unwrap();
    road.press_sign(&fields);
    assert_eq!(road.leader.seen.status, 409);
    assert_eq!(road.states(&road.treated), ["ready"; 4], "nothing is signed");
});

story!(words_that_changed_since_they_were_signed_are_not_printed, |world| {
    let mut road = Road::composed(world);
    road.sign();
    let edit = |conn: &mut _| {
        let edited = diesel::update(letters::table.find(&road.treated[0]));
        Ok(edited.set(letters::line_two.eq("Something else.")).execute(conn)?)
    };
    world.floor.db.write(edit).unwrap();
    world.work();
    assert_eq!(road.alarms(), ["letters.not_as_signed"]);
    assert_eq!((road.let_go(), road.printed_files()), (1, 3));
});

story!(signing_asks_for_a_fresh_key, |world| {
    let mut road = Road::composed(world);
    let fields = road.shown();
    world.pass(TimeDelta::minutes(16));
    road.press_sign(&fields);
    assert_eq!(road.leader.seen.status, 403);
    assert_eq!(road.states(&road.treated), ["ready"; 4]);
    road.shown();
    assert!(road.leader.seen.says("Send me a fresh key"));
    road.leader.sign_in("dilys@x.example");
    road.sign();
    world.work();
});

story!(a_held_letter_is_not_signed_and_a_released_one_is, |world| {
    let mut road = Road::composed(world);
    let fields = road.shown();
    let held = road.treated[0].clone();
    let (hold, release) = (road.path(&format!("letters/{held}/hold")), road.path(&format!("letters/{held}/release")));
    road.leader.press(&hold, &[]);
    assert_eq!(road.leader.seen.status, 422, "a reason is asked for");
    road.leader.press(&hold, &[(&format!("reason.{held}"), "That is not her doing.")]);
    assert_eq!(road.state(&held), "held");
    assert!(road.leader.seen.says("That is not her doing."));
    road.press_sign(&fields);
    assert_eq!(road.state(&held), "held", "though the page from before still showed it as ready");
    world.work();
    assert_eq!(road.printed_files(), 3);
    road.leader.open(&road.path("sign"));
    road.leader.press(&release, &[]);
    road.sign();
    world.work();
    assert_eq!(road.states(&road.treated), ["printed"; 4]);
});

story!(pressing_sign_twice_is_harmless, |world| {
    let mut road = Road::composed(world);
    let fields = road.shown();
    road.press_sign(&fields);
    road.press_sign(&fields);
    assert!(road.leader.seen.says("Signed. Thank you."), "{}", road.leader.seen.text());
    world.work();
    road.press_sign(&fields);
    world.work();
    assert_eq!(road.states(&road.treated), ["printed"; 4]);
    let signed: i64 = world
        .floor
        .db
        .read(|conn| {
            Ok(uptake_events::table.filter(uptake_events::event.eq("letter.signed")).count().get_result(conn)?)
        })
        .unwrap();
    assert_eq!(signed, 4);
});

story!(the_leader_is_asked_by_mail_and_reads_by_its_link_but_signs_with_a_fresh_key, |world| {
    let road = Road::composed(world);
    let asked = world.mail_to("dilys@x.example");
    assert_eq!(asked.subject, "4 letters to read and sign");
    let mut leader = world.nobody();
    let link = leader.link_in_mail("dilys@x.example");
    leader.open(&link);
    assert!(leader.seen.says("ready to read and sign"), "{}", leader.seen.text());
    leader.press(&link, &[]);
    assert_eq!(leader.seen.path, road.path("sign"));
    assert!(leader.seen.says("4 letters to read and sign"), "{}", leader.seen.text());
    leader.press("/sign-in/fresh", &[("return_to", &road.path("sign"))]);
    world.work();
    let key = leader.link_in_mail("dilys@x.example");
    leader.open(&key);
    leader.press(&key, &[]);
    assert_eq!(leader.seen.path, road.path("sign"));
    assert!(leader.seen.says("Type your name to sign"), "{}", leader.seen.text());
});

story!(the_file_of_a_letter_that_is_withdrawn_is_erased, |world| {
    let mut road = Road::signed_and_printed(world);
    let letter = road.treated[0].clone();
    let file = format!("letters/{}/{letter}.pdf.sealed", road.id);
    assert!(world.floor.files.get(&file).is_ok());
    road.coordinator.open(&road.path("sign"));
    let (withdraw, csrf) = (road.path(&format!("letters/{letter}/withdraw")), csrf(&road.coordinator));
    road.coordinator.press(&withdraw, &[(&format!("reason.{letter}"), "They asked us not to."), ("csrf", &csrf)]);
    assert_eq!(road.state(&letter), "withdrawn");
    assert!(world.floor.files.get(&file).is_ok(), "nothing is lost before the withdrawal is on record");
    world.work();
    assert!(world.floor.files.get(&file).is_err());
});
