//! Outcomes at a browser: an extract is sent back with its faults, comes in, and is told by arm once that may be seen.

use super::{
    browser::{Browser, Screen, Scripts},
    extracts::{extract, give_sight},
    surveys::Study,
    world::{Engine, World},
};

#[test]
#[ignore = "needs Chromium"]
fn an_outcome_is_told_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn an_outcome_is_told_on_a_phone_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let study = Study::on_footing(browser.world, 40);
    browser.world.floor.clock.advance(chrono::TimeDelta::days(122));
    let file = extract(&study);
    browser.come_in("rhea@x.example");
    browser.go(&format!("/trials/{}", study.trial.id));
    browser.press("Outcomes of this trial");
    browser.look("outcomes-none");
    browser.press("Bring it in");
    browser.is_sent_back("outcomes-no-file");
    browser.attach("Spreadsheet", "extract.csv", file.replacen("2027-05-31,1,1", "2027-05-31,many,1", 1).as_bytes());
    browser.press("Bring it in");
    browser.is_sent_back("outcomes-faults");
    browser.attach("Spreadsheet", "extract.csv", file.as_bytes());
    browser.press("Bring it in");
    browser.hears("80 new");
    browser.look("outcomes-untold");
    give_sight(&study);
    browser.go(&format!("/outcomes/{}", study.trial.id));
    browser.look_closely("outcomes");
    browser.press("Show it by arm");
    browser.is_sent_back("outcomes-none-chosen");
    browser.choose("Outcome", "Share who left");
    browser.press("Show it by arm");
    browser.is_sent_back("outcomes-no-reason");
    browser.write("Why do you look at the arms?", "The main analysis");
    browser.press("Show it by arm");
    browser.look_closely("outcome-told");
    browser.go(&format!("/uptake/{}/flow", study.trial.id));
    assert!(browser.says("Analysed: Share who left"), "{}", browser.words());
    browser.look_closely("flow-analysed");
}
