//! The lead's week after a rule has bitten: what to worry about first, and the decision.

use chrono::TimeDelta;
use hearten::{
    floor::{db::Conn, web::Role},
    trial::uptake::{event::Event, record::record},
};

use super::{
    browser::{Browser, Screen, Scripts},
    world::{Engine, World, council, in_arm},
};

#[test]
#[ignore = "needs Chromium"]
fn a_rule_that_has_bitten_is_decided_on_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_rule_that_has_bitten_is_decided_on_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_rule_that_has_bitten_is_decided_on_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

/// Four of twelve are posted by the day on which three quarters should be.
fn bitten(world: &World) {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let whole = world.locked(&trial);
    let rule = format!("/trials/{}/week-rule", trial.id);
    let mut lead = world.someone("ann@x.example", &[Role::ProgrammeLead]);
    lead.open(&rule);
    let fields = [
        ("measure", "posted/whole"),
        ("percent", "75"),
        ("day", "14"),
        ("then", "adapt"),
        ("words", "The print room is asked why."),
        ("decides", "The programme lead"),
    ];
    assert!(lead.press(&rule, &fields).says("The rule is kept"), "{}", lead.seen.text());
    let posted = |conn: &mut Conn| {
        for person in &in_arm(&whole, "letter")[..4] {
            record(conn, world.now(), Event::LetterPosted, person, &trial.id, "round", "")?;
        }
        Ok(())
    };
    world.floor.db.write(posted).unwrap();
    world.floor.clock.advance(TimeDelta::days(15));
}

fn walk(browser: &Browser) {
    bitten(browser.world);
    browser.come_in("ann@x.example");
    browser.go("/this-week");
    assert!(browser.says("At the end of 15 March 2027: 4 of 12 (33.3%)."), "{}", browser.words());
    browser.look("this-week-bitten");
    browser.press("Put it on record");
    assert!(browser.says("things to check"), "{}", browser.words());
    browser.look("this-week-to-mend");
    browser.choose("What is decided?", "To adapt it");
    browser.write("Why?", "The print room had no paper.");
    browser.press("Put it on record");
    assert!(browser.says("decided to adapt it"), "{}", browser.words());
    browser.look("this-week-decided");
    browser.press("Spring letters");
    browser.look("uptake-after");
}
