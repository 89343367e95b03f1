//! A building gets coffee and tea: the coordinator puts it on record and makes its card; somebody's phone opens the code and tells a
//! fault; the coordinator sees to it.

use std::fs;

use chrono::TimeDelta;
use hearten::floor::web::Role;

use super::{
    browser::{Browser, Screen, Scripts},
    scanned::scanned,
    tokens::{self, BUILDINGS, TRIAL},
    world::{Engine, World},
};

#[test]
#[ignore = "needs Chromium and poppler"]
fn a_token_with_a_fault_is_seen_to_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium and poppler"]
fn a_token_with_a_fault_is_seen_to_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium and poppler"]
fn a_token_with_a_fault_is_seen_to_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let world = browser.world;
    tokens::people_come_in(world, &BUILDINGS);
    tokens::randomise(world, ("3", "2"), true);
    world.someone("cora@x.example", &[Role::Coordinator]);
    browser.come_in("cora@x.example");
    plan(browser);
    set_up(browser);
    let address = make_the_card(browser);
    tell(browser, &address);
    see_to_it(browser);
    keep_it_going(browser);
    look_at_the_uptake(browser);
}

fn plan(browser: &Browser) {
    browser.go("/tokens");
    browser.look("tokens-none");
    browser.press("Plan coffee and tea");
    browser.press("Put the buildings on record");
    browser.is_sent_back("tokens-new-complaints");
    browser.choose("Authority", "Northmoor");
    browser.choose("Trial", TRIAL);
    browser.write("First day", "2027-03-01");
    browser.write("Last day", "2027-03-31");
    browser.look_closely("tokens-new");
    browser.press("Put the buildings on record");
    browser.hears("The buildings are on record");
    browser.look_closely("tokens-plan");
}

/// The first building of the plan: which one, the list says.
fn set_up(browser: &Browser) {
    let receiving = tokens::receiving(browser.world);
    let first = BUILDINGS.iter().find(|(name, people)| *people >= 25 && receiving.contains(*name)).unwrap().0;
    browser.press(first);
    browser.look("token-planned");
    browser.write("What stands there", "coffee machine");
    browser.choose("Do people drink it?", "Yes: coffee, tea and the like");
    browser.press("It was delivered");
    browser.hears("It is down as delivered");
    browser.tick("Coffee");
    browser.press("It is set up");
    browser.is_sent_back("token-without-tea");
    browser.tick("Tea");
    browser.tick("Something without caffeine");
    browser.press("It is set up");
    browser.hears("Set up, working");
}

/// Gives the path that its code leads to, as a phone reads it off the card.
fn make_the_card(browser: &Browser) -> String {
    browser.write("Whoever leads the team", "Ama Owusu");
    browser.press("Make the card");
    browser.hears("Card 1 is made");
    browser.hears("To Ama Owusu and their team");
    let card = browser.take("Take card 1 to print", "card-1.pdf");
    assert!(card.starts_with(b"%PDF-1.7"));
    let printed = browser.world.dir().join("card-1.pdf");
    fs::write(&printed, card).unwrap();
    let code = scanned(&printed, "150");
    let path = code.strip_prefix(browser.world.floor.settings.web.public_url.as_str()).unwrap();
    assert!(path.starts_with("/t/") && browser.words().contains(path), "the page says the same address: {code}");
    path.to_owned()
}

fn tell(browser: &Browser, address: &str) {
    browser.leave();
    browser.go(address);
    browser.look_closely("token-tell");
    browser.press("Tell us");
    browser.is_sent_back("token-tell-complaints");
    browser.tick("It is broken");
    browser.write("A few words", "Water comes out below");
    browser.press("Tell us");
    browser.hears("Thank you for telling us");
    browser.look("token-told");
}

fn see_to_it(browser: &Browser) {
    browser.come_in("cora@x.example");
    browser.hears("The token at");
    browser.look("home-with-a-fault");
    browser.press("The token at");
    browser.hears("Water comes out below");
    browser.look_closely("token-out-of-order");
    browser.press("Keep it");
    browser.press("It is seen to");
    browser.is_sent_back("token-fault-complaints");
    browser.choose("Was it so?", "Yes, and it is seen to");
    browser.write("What was done?", "A new seal");
    browser.press("It is seen to");
    browser.hears("A new seal");
    browser.hears("Set up, working");
}

fn keep_it_going(browser: &Browser) {
    browser.unfold("Put a delivery on record");
    browser.write("Cups of tea", "200");
    browser.press("Put it on record");
    browser.hears("The delivery is on record");
    browser.unfold("Add a line of cost");
    browser.write("What it was for", "The machine");
    browser.write("Amount in pounds", "600");
    browser.press("Add the line");
    browser.hears("£600.00 /");
    browser.look_closely("token-working");
    browser.press("All buildings of the plan");
    browser.look("tokens-plan-with-costs");
}

/// Days have gone by, and the report says on how many it worked.
fn look_at_the_uptake(browser: &Browser) {
    browser.world.pass(TimeDelta::days(4));
    browser.come_in("cora@x.example");
    browser.go("/uptake");
    browser.press(TRIAL);
    browser.hears("buildings in the trial");
    browser.look_closely("token-uptake");
}
