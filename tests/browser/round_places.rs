//! A year of Rounds, walked by all who have a part in it: the coordinator who plans and announces, two people who want the last
//! place, a colleague who covers, and whoever waits.

use chrono::TimeDelta;
use hearten::floor::web::Role;

use super::{
    browser::{Browser, Screen, Scripts},
    rounds::{MORE, Year, setting::randomise},
    world::{Engine, World},
};
use crate::goals::setting::bring_in_with;

const COORDINATOR: &str = "cora@x.example";

#[test]
#[ignore = "needs Chromium"]
fn rounds_are_planned_booked_moved_and_cancelled_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn rounds_are_planned_booked_moved_and_cancelled_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn rounds_are_planned_booked_moved_and_cancelled_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let world = browser.world;
    bring_in_with(world, &MORE.map(str::to_owned));
    randomise(world, 5);
    world.someone(COORDINATOR, &[Role::Coordinator]);
    plan(browser);
    announce(browser);
    let year = Year::found(world);
    fight_for_the_last_place(browser, &year);
    cover(browser, &year);
    apart(browser, &year);
    move_it(browser, &year);
    cancel(browser, &year);
}

fn plan(browser: &Browser) {
    browser.come_in(COORDINATOR);
    browser.go("/rounds");
    browser.look_closely("rounds-none");
    browser.press("Plan a year of Rounds");
    browser.look_closely("rounds-new");
    browser.write("How many people there is room for", "2");
    browser.press("Plan the year");
    browser.is_sent_back("rounds-new-complaints");
    browser.write("Name of the series", "Rounds 2027");
    browser.choose("Authority", "Northmoor");
    browser.choose("Trial", "An hour to hear");
    browser.write("Licensor", "Schwartz Center");
    browser.write("Reference of the licence", "UK 7");
    browser.write("It holds from", "2027-01-01");
    browser.write("It holds until", "2027-06-30");
    browser.write("None before", "2027-03-02");
    browser.write("How many", "3");
    browser.write("Room", "The long room");
    browser.write("How to find it", "second floor");
    browser.choose("Whether a colleague covers", "A place hangs on a colleague who covers");
    browser.press("Plan the year");
    browser.hears("The year is planned");
    browser.hears("No facilitator has had the first day of training");
    browser.look_closely("rounds-series");
    browser.press("Put somebody on record");
    browser.press("Put on record");
    browser.is_sent_back("rounds-leader-complaints");
    browser.choose("What they do", "Facilitator");
    browser.write("Name", "Fran Ode");
    browser.write("First day of training", "2027-01-11");
    browser.look("rounds-leader");
    browser.press("Put on record");
    browser.hears("Fran Ode: Facilitator. First day of training on 11 January 2027");
    browser.look("rounds-series-led");
}

fn announce(browser: &Browser) {
    browser.press("Round 1");
    browser.look_closely("round-planned");
    browser.press("Announce it");
    browser.look("round-announce");
    browser.press("Announce it");
    browser.hears("Give the Round a topic first");
    browser.look("round-announce-complaints");
    browser.press("Round 1");
    browser.write("Topic", "A day I remember");
    browser.press("Keep this");
    browser.press("Announce it");
    browser.press("Announce it");
    browser.hears("7 people are invited");
    browser.look("round-announced");
    browser.world.work();
    browser.world.pass(TimeDelta::minutes(1));
}

/// Two phones want the last place; the one that comes later waits, and gets it once somebody says no in their diary.
fn fight_for_the_last_place(browser: &Browser, year: &Year) {
    let [_, first, second, third, ..] = year.team;
    browser.leave();
    browser.go(&year.link(first));
    browser.look_closely("round-invited");
    browser.press("Book a place");
    browser.hears("You have a place");
    browser.look_closely("round-place-booked");
    browser.leave();
    let other = Browser::open(browser.world, Screen::Phone, browser.scripts);
    other.go(&year.link(third));
    browser.go(&year.link(second));
    other.press("Book a place");
    browser.press("Book a place");
    other.hears("You have a place");
    browser.hears("No place is free for you at the moment");
    browser.look("round-place-waiting");
    browser.world.work();
    year.diary_says(first, "DECLINED", 1);
    browser.leave();
    browser.go(&year.link(second));
    browser.look("round-offered");
    browser.press("Take the place");
    browser.hears("You have a place");
    browser.world.work();
}

fn cover(browser: &Browser, year: &Year) {
    let [_, _, second, _, colleague, ..] = year.team;
    browser.press("Ask them");
    browser.is_sent_back("round-cover-complaints");
    browser.choose("Who could cover for you?", year.name(colleague).as_str());
    browser.press("Ask them");
    browser.hears("is asked");
    browser.look("round-cover-asked");
    browser.world.work();
    browser.leave();
    browser.open_link_to(&year.email(colleague));
    browser.look("round-cover");
    browser.press("Yes, I cover");
    browser.hears("because of you");
    browser.look("round-cover-yes");
    browser.go(&year.link(second));
    browser.press("Open my place");
    browser.hears("covers for you");
    browser.look("round-covered");
}

fn apart(browser: &Browser, year: &Year) {
    browser.choose("Sharing a room", "I would rather not");
    browser.press("Keep this");
    browser.hears("Only the booking of places looks at it");
    browser.look("round-apart");
    browser.leave();
    browser.go(&year.link(year.team[0]));
    browser.press("Book a place");
    browser.hears("No place is free for you at the moment");
    browser.leave();
    browser.world.work();
}

fn move_it(browser: &Browser, year: &Year) {
    browser.come_in(COORDINATOR);
    browser.go(&format!("/rounds/{}", year.rounds[0]));
    browser.hears("Who comes, and who waits");
    browser.look_closely("round-full");
    browser.press("Move it");
    browser.look_closely("round-move");
    browser.write("Day", "2027-03-26");
    browser.press("Move it");
    browser.is_sent_back("round-move-complaints");
    browser.write("Day", "2027-03-25");
    browser.press("Move it");
    browser.hears("are told");
    browser.look("round-moved");
    browser.world.work();
}

fn cancel(browser: &Browser, year: &Year) {
    browser.press("Cancel it");
    browser.look("round-cancel");
    browser.press("Cancel it");
    browser.is_sent_back("round-cancel-complaints");
    browser.write("Why", "two facilitators are ill");
    browser.press("Cancel it");
    browser.hears("Cancelled: two facilitators are ill");
    browser.look("round-cancelled");
    browser.world.work();
    browser.leave();
    browser.go(&year.link(year.team[1]));
    browser.look("round-link-cancelled");
    browser.press("Open my page about this");
    browser.hears("It will not be held");
    browser.look("round-place-cancelled");
}
