//! A trial of several interventions at a browser: its form, which says at the arm what that cannot get, and the pages that look at it by
//! one of them.

use hearten::{floor::web::Role, trial::allocation::trial::Trial};

use super::{
    browser::{Browser, Screen, Scripts},
    world::{Engine, World, council},
};

#[test]
#[ignore = "needs Chromium"]
fn a_trial_of_several_is_set_up_and_looked_at_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_trial_of_several_is_set_up_and_looked_at_on_a_phone_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let world = browser.world;
    world.people_come_in(&[council("Oakby", 30, 0)]);
    world.someone("ruth@x.example", &[Role::Researcher]);
    browser.come_in("ruth@x.example");
    set_up(browser);
    let trial = world.floor.db.read(|conn| Trial::named(conn, "Letters and half hours")).unwrap();
    world.locked(&trial);
    browser.go(&format!("/uptake/{}", trial.id));
    browser.hears("Allocated to a letter");
    browser.press("goals");
    browser.hears("Allocated to goal-setting");
    browser.look("uptake-of-several");
    browser.press("Flow of participants");
    browser.hears("as to goals");
    browser.look("flow-of-several");
    browser.go(&format!("/trials/{}/spill-over?of=goals", trial.id));
    browser.hears("everybody whose arm does not get goals");
    browser.look("spill-over-of-several");
    browser.go("/uptake");
    browser.look("uptake-of-each-of-several");
}

fn set_up(browser: &Browser) {
    browser.go("/trials/new");
    browser.write("Name of the trial", "Letters and half hours");
    browser.tick_about("What is it a trial of?", "Goal-setting");
    browser.choose("What is randomised?", "Each person");
    browser.write_about("Arm 2", "Name", "both");
    browser.tick_about("What arm 2 gets", "Letters");
    browser.tick_about("What arm 2 gets", "Tokens");
    browser.press("Set up the trial");
    browser.is_sent_back("trial-of-several-complaints");
    browser.hears("'both' gets tokens, which the trial is not of");
    browser.tick_about("What arm 2 gets", "Tokens");
    browser.tick_about("What arm 2 gets", "Goal-setting");
    browser.write_about("Arm 3", "Name", "comparison");
    browser.write_about("Arm 3", "Ratio", "1");
    browser.press("Set up the trial");
    browser.hears("both (1 in every 3, gets letters and goals)");
    browser.look("trial-of-several");
}
