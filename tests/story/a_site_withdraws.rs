//! What stands in diaries already when a site withdraws from a trial: it is taken out, and what comes after the site is back is sent.

use chrono::TimeDelta;
use hearten::{
    floor::error::Result,
    trial::{
        allocation::trial::Trial,
        conduct::site::{Said, say},
        contact::opt_out::opt_out,
    },
};

use crate::{
    goals::{Course, person},
    rounds::Year,
    story,
    world::{World, line},
};

/// Everybody's site withdraws, or is back, from today.
pub fn try_says(world: &World, trial: &str, withdrew: bool) -> Result<()> {
    world.floor.db.write(|conn| {
        let trial = Trial::named(conn, trial)?;
        let site = ("Northmoor".to_owned(), "Hub".to_owned());
        let said = Said { site, withdrew, on: world.floor.clock.today(), reason: "A new director".to_owned() };
        say(conn, &world.floor, "lead", &trial.id, &said)
    })
}

fn says(world: &World, trial: &str, withdrew: bool) {
    try_says(world, trial, withdrew).unwrap();
}

story!(a_half_hour_at_a_site_that_withdraws_leaves_the_diary_and_later_weeks_come_once_it_is_back, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 9);
    let who = course.team[0];
    assert_eq!(course.entry(who).0, "REQUEST");
    says(world, "Half hours", true);
    world.pass(TimeDelta::hours(3));
    assert_eq!(course.entry(who).0, "CANCEL");
    let taken_back = course.events(who, "slot.cancelled");
    assert!(!taken_back.is_empty() && taken_back.iter().all(|(_, why)| why == "site_withdrew"), "{taken_back:?}");
    course.go_to(3, 23, 10);
    assert_eq!(course.entry(who).0, "CANCEL", "and no week comes, whatever else they are asked");
    says(world, "Half hours", false);
    course.go_to(4, 6, 10);
    assert_eq!(course.entry(who).0, "REQUEST", "the weeks that are left");
    assert_eq!(world.count("alarms"), 0);
});

story!(places_in_a_round_at_a_site_that_withdraws_are_taken_out_of_diaries, |world| {
    let mut year = Year::announced(world, 3, &[]);
    let who = year.team[1];
    year.comes(who, "book");
    world.work();
    assert_eq!(year.entry(who).0, "REQUEST");
    says(world, "An hour to hear", true);
    world.pass(TimeDelta::minutes(10));
    for one in year.team {
        assert_eq!((year.entry(one).0.as_str(), year.state(one).as_str()), ("CANCEL", "left"));
    }
    says(world, "An hour to hear", false);
    let second = format!("/rounds/{}", year.rounds[1]);
    year.coordinator.sign_in("cora@x.example");
    year.coordinator.press(&format!("{second}/describe"), &[("topic", "Another day"), ("mix", "mixed")]);
    year.coordinator.press(&format!("{second}/announce"), &[]);
    assert!(year.coordinator.seen.says("7 people are invited"), "{}", year.coordinator.seen.text());
    (0..7).for_each(|_| world.pass(TimeDelta::days(1)));
    assert_eq!(year.entry(who).0, "REQUEST", "the next one comes");
    assert_eq!(world.count("alarms"), 0);
});

story!(places_come_back_with_their_site_each_in_its_turn, |world| {
    let year = Year::announced(world, 3, &[]);
    // Three have a place, the fourth waits, and of the others nothing was heard.
    for who in &year.team[..4] {
        world.floor.clock.advance(TimeDelta::minutes(1));
        year.comes(who, "book");
    }
    world.work();
    let said_no = year.team[6];
    year.comes(said_no, "decline");
    says(world, "An hour to hear", true);
    world.pass(TimeDelta::minutes(10));
    assert_eq!(year.events(year.team[3], "round.offered"), 0, "no seat goes to somebody whose site is out");
    let seen = year.comes(year.team[0], "none").seen;
    assert!(seen.says("Paused where you work") && !seen.says("Book a place"), "{}", seen.text());
    says(world, "An hour to hear", false);
    world.pass(TimeDelta::minutes(10));
    let states: Vec<String> = year.team.iter().map(|who| year.state(who)).collect();
    assert_eq!(states, ["offered", "offered", "offered", "waiting", "silent", "silent", "declined"]);
    for who in &year.team[..3] {
        let (method, entry) = year.entry(who);
        assert_eq!((method.as_str(), line(&entry, "UID").contains(".1")), ("REQUEST", true), "another entry: {entry}");
    }
    let last = year.mails_to(year.team[3]).pop().unwrap();
    assert!(last.text.contains("No place is free for you at the moment"), "{}", last.text);
    for who in &year.team[4..6] {
        assert_eq!((year.entry(who).0.as_str(), year.events(who, "round.brought_back")), ("REQUEST", 1));
    }
    assert!(year.comes(year.team[0], "book").seen.says("You have a place"));
    // Out again, and somebody leaves meanwhile: theirs does not come back.
    says(world, "An hour to hear", true);
    world.pass(TimeDelta::minutes(10));
    let gone = person(world, year.team[4]);
    world.floor.db.write(|conn| opt_out(conn, &world.floor, &gone, "the person")).unwrap();
    world.pass(TimeDelta::minutes(10));
    says(world, "An hour to hear", false);
    world.pass(TimeDelta::minutes(10));
    assert_eq!((year.state(year.team[4]).as_str(), year.events(year.team[4], "round.left")), ("left", 1));
    let told = world.hearten(&["report", "uptake", "--trial", "An hour to hear"]);
    assert!(told.out.contains("adds up") && !told.out.contains("DOES NOT ADD UP"), "{}", told.out);
    assert_eq!(world.count("alarms"), 0);
});

story!(a_round_that_is_announced_while_a_site_is_out_reaches_its_people_once_it_is_back, |world| {
    let mut year = Year::announced(world, 3, &[]);
    says(world, "An hour to hear", true);
    world.pass(TimeDelta::minutes(10));
    let second = format!("/rounds/{}", year.rounds[1]);
    year.coordinator.press(&format!("{second}/describe"), &[("topic", "Another day"), ("mix", "mixed")]);
    year.coordinator.press(&format!("{second}/announce"), &[]);
    let said = "0 people are invited. People whose site is out of the trial are invited once it is back.";
    assert!(year.coordinator.seen.says(said), "{}", year.coordinator.seen.text());
    let invited = format!("uptake_events where event = 'round.invited' and occasion = '{}'", year.rounds[1]);
    world.pass(TimeDelta::minutes(10));
    assert_eq!(world.count(&invited), 0, "nobody while it is out");
    let gone = person(world, year.team[4]);
    world.floor.db.write(|conn| opt_out(conn, &world.floor, &gone, "the person")).unwrap();
    world.pass(TimeDelta::minutes(10));
    says(world, "An hour to hear", false);
    (0..7).for_each(|_| world.pass(TimeDelta::days(1)));
    assert_eq!(world.count(&invited), 6, "each of those who are still there, and nobody of another arm");
    let mails = |who| year.mails_to(who).iter().filter(|mail| mail.text.contains("Another day")).count();
    assert!(mails(year.team[0]) > 0 && mails(year.team[4]) == 0, "{} {}", mails(year.team[0]), mails(year.team[4]));
    let told = world.hearten(&["report", "uptake", "--trial", "An hour to hear"]);
    assert!(told.out.contains("adds up") && !told.out.contains("DOES NOT ADD UP"), "{}", told.out);
    assert_eq!(world.count("alarms"), 0);
});
