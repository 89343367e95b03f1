//! A file that comes in again and is taken back; and letters that GOV.UK Notify prints and posts, or will not.

use chrono::TimeDelta;
use hearten::floor::web::Role;

use super::{
    browser::{Browser, Screen, Scripts},
    road::{SHEET, record_the_footing},
    story_road::Road,
    world::{Engine, World},
};

const CORA: &str = "cora@x.example";

#[test]
#[ignore = "needs Chromium"]
fn a_file_comes_in_again_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| bring_in(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_file_comes_in_again_on_a_phone() {
    World::tell(Engine::Sqlite, |world| bring_in(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_file_comes_in_again_without_scripts() {
    World::tell(Engine::Sqlite, |world| bring_in(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

#[test]
#[ignore = "needs Chromium"]
fn notify_posts_letters_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| send(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn notify_posts_letters_on_a_phone() {
    World::tell(Engine::Sqlite, |world| send(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn notify_posts_letters_without_scripts() {
    World::tell(Engine::Sqlite, |world| send(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

#[test]
#[ignore = "needs Chromium"]
fn notify_is_not_set_up_yet_on_a_phone() {
    World::tell_without_a_carrier(Engine::Sqlite, |world| {
        let (road, browser) = (Road::by_notify(world), Browser::open(world, Screen::Phone, Scripts::On));
        browser.come_in(CORA);
        browser.go(&road.path("pack"));
        browser.hears("Notify is not set up yet");
        browser.look("carrier-missing");
    });
}

fn bring_in(browser: &Browser) {
    browser.world.someone("ann@x.example", &[Role::ProgrammeLead]);
    browser.come_in("ann@x.example");
    record_the_footing(browser);
    browser.go("/people/imports");
    browser.look("imports-none");
    refuse_the_columns(browser);
    choose(browser, SHEET);
    browser.press("Bring in 6 people");
    bring_the_same_file_in(browser);
    bring_a_changed_file_in(browser);
    bring_somebody_back(browser);
    undo(browser);
    browser.world.work();
}

fn choose(browser: &Browser, file: &str) {
    browser.go("/people/import");
    browser.attach("Spreadsheet", "people.csv", file.as_bytes());
    browser.press("Check the file");
}

fn refuse_the_columns(browser: &Browser) {
    browser.go("/people/import");
    browser.press("Check the file");
    browser.is_sent_back("import-no-file");
    choose(browser, &SHEET.replace("Family name", "Last name").replace("Postcode", "Post code of home"));
    browser.look("import-columns");
    choose(
        browser,
        &SHEET.replace("DY1 1HF", "DY1").replace("musa@x.example", "musa at x").replace("L1,Hub", "L9,Hub"),
    );
    browser.look("import-many-faults");
}

fn bring_the_same_file_in(browser: &Browser) {
    choose(browser, SHEET);
    browser.hears("This very file came in before");
    browser.look("import-same");
    browser.press("Bring it in all the same");
    browser.hears("6 as before");
    browser.look("import-same-wanted");
    browser.press("Let the file go");
}

/// One leaves, one comes, one moves, and one has another name.
fn changed() -> String {
    let kept = SHEET.lines().filter(|line| !line.starts_with("W4")).map(|line| match &line[..2] {
        "W2" => line.replace("North,M1", "South,M2"),
        "W3" => line.replace("3 High Street", "Flat 9 The Old Corn Exchange and Assembly Rooms"),
        _ => line.to_owned(),
    });
    let mut lines: Vec<String> = kept.collect();
    lines.push("M2,Nia,,Bell,nia@x.example,team manager,South,L1,Hub,Northmoor,,,,,".into());
    lines.push("W5,Bartholomew,Bart,Featherstonehaugh-Cholmondeley,,social worker,South,M2,Hub,Northmoor,5 High Street,Dudley,DY1 1HF,,".into());
    lines.join("\n") + "\n"
}

fn bring_a_changed_file_in(browser: &Browser) {
    choose(browser, &changed());
    browser.hears("1 person on the roster is not in this file");
    browser.look("import-changed");
    browser.press("Bring in 7 people");
    browser.is_sent_back("import-changed-complaints");
    browser.choose("not in this file", "mark them as left");
    browser.write("If they left, on which day?", "2027-02-26");
    browser.press("Bring in 7 people");
    browser.hears("1 marked as left");
    browser.look("people-changed");
    browser.press("Nowak");
    browser.look("person-moved");
    browser.go("/people");
    browser.press("Aoife");
    browser.look("person-left");
}

fn bring_somebody_back(browser: &Browser) {
    choose(browser, SHEET);
    browser.press("Bring it in all the same");
    browser.hears("marked as left. They are back at work.");
    browser.look("import-back");
    browser.choose("not in this file", "Leave them as they are");
    browser.tick("They are back at work");
    browser.press("Bring in 6 people");
    browser.hears("1 back");
}

fn undo(browser: &Browser) {
    browser.go("/people/imports");
    browser.look("imports");
    browser.press("Undo the import");
    browser.look("undo");
    browser.press("Undo it");
    browser.hears("Undone");
    browser.look("imports-undone");
}

fn send(browser: &Browser) {
    let road = Road::by_notify(browser.world);
    hand_over(browser, &road);
    decide(browser, &road);
    post(browser, &road);
    see_to_what_is_lost(browser, &road);
}

fn look_at(browser: &Browser, road: &Road, name: &str) {
    browser.come_in(CORA);
    browser.go(&road.path("pack"));
    browser.look(name);
}

fn press_send(browser: &Browser, count: usize) {
    browser.press(&format!("Send {count} to Notify"));
    browser.look("carrier-check");
    browser.press(&format!("Yes, send {count}"));
    browser.look("carrier-promised");
    browser.world.work();
}

fn hand_over(browser: &Browser, road: &Road) {
    look_at(browser, road, "carrier-ready");
    browser.world.notify.revoke_the_key();
    press_send(browser, 4);
    look_at(browser, road, "carrier-stuck");
    browser.hears("could not be handed over");
    browser.go(&format!("/letters/rounds/{}", road.id));
    browser.look("round-carrier-stuck");
    browser.world.notify.recover();
    browser.go(&road.path("pack"));
    browser.press("Try them all again");
    browser.world.work();
    look_at(browser, road, "carrier-accepted");
    browser.hears("4 accepted by Notify");
}

fn decide(browser: &Browser, road: &Road) {
    let says = ["validation-failed", "cancelled", "technical-failure"];
    for (letter, says) in road.treated.iter().zip(says) {
        browser.world.notify.say(&road.reference(letter), says);
    }
    browser.world.pass(TimeDelta::minutes(10));
    browser.come_in(CORA);
    browser.look("home-to-decide");
    look_at(browser, road, "carrier-needing");
    browser.hears("3 letters need somebody");
    browser.press("Withdraw it");
    browser.is_sent_back("carrier-complaints");
    browser.write("Why, if you withdraw it", "It was stopped for good cause.");
    browser.press("Withdraw it");
    browser.press("Make it again");
    browser.world.work();
    browser.go(&road.path("pack"));
    press_send(browser, 1);
}

fn post(browser: &Browser, road: &Road) {
    browser.world.pass(TimeDelta::hours(31));
    look_at(browser, road, "carrier-posted");
    browser.hears("printed and posted");
    browser.go(&format!("/letters/rounds/{}", road.id));
    browser.look("round-carrier");
}

/// Notify's staff never got one right, so it raises an alarm, and in the end Notify forgets it.
fn see_to_what_is_lost(browser: &Browser, road: &Road) {
    browser.world.pass(TimeDelta::days(4));
    browser.come_in(CORA);
    browser.go("/stuck");
    browser.look("stuck");
    browser.press("Let it go");
    browser.is_sent_back("stuck-complaints");
    browser.write("Or let it go", "Notify’s staff are on it.");
    browser.press("Let it go");
    browser.write("What was done about it", "We rang them.");
    browser.press("Note it");
    browser.hears("Nothing is stuck");
    browser.look("stuck-nothing");
    browser.world.pass(TimeDelta::days(50));
    look_at(browser, road, "carrier-lost");
    browser.hears("Notify no longer knows this letter");
    browser.press("It was posted");
    browser.is_sent_back("carrier-lost-complaints");
    browser.write("Posted on", "2027-03-05");
    browser.press("It was posted");
    browser.look("carrier-found");
    browser.world.pass(TimeDelta::days(1));
}
