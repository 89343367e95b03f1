//! The day of a Round at a browser: a sheet of ticks while the network goes and comes back, the wall, the form, and what follows.

use chrono::{NaiveDate, TimeDelta};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    interventions::rounds::{check_in::wall_code, feedback},
    schema::round_attendances,
    trial::roster::people,
};

use super::{
    browser::{Browser, Screen, Scripts},
    goals::person,
    rounds::Year,
    world::{Engine, World},
};

#[test]
#[ignore = "needs Chromium"]
fn a_rounds_day_goes_by_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_rounds_day_goes_by_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_rounds_day_goes_by_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let world = browser.world;
    let year = Year::announced(world, 4, &[]);
    for who in [year.team[1], year.team[2]] {
        year.comes(who, "book");
        world.work();
    }
    let starts = NaiveDate::from_ymd_opt(2027, 3, 18).unwrap().and_hms_opt(12, 30, 0).unwrap();
    world.pass(starts - world.now());
    browser.come_in("cora@x.example");
    tick_off(browser, &year);
    look_at_the_wall(browser, &year);
    world.pass(TimeDelta::hours(1));
    end_it(browser, &year);
    hear_how_it_was(browser, &year);
}

/// With scripts, the network goes before the sheet is sent, and what was ticked waits on the phone.
fn tick_off(browser: &Browser, year: &Year<'_>) {
    let (world, who) = (browser.world, year.team[1]);
    let name = name_of(world, who);
    browser.go(&format!("/rounds/{}/attendance", year.rounds[0]));
    browser.look_closely("round-attendance");
    browser.tick(&name);
    browser.write("Social worker", "3");
    if browser.scripts == Scripts::Off {
        browser.press("Keep this");
    } else {
        browser.network(false);
        browser.click("Keep this");
        browser.comes_to_say("2 changes are kept on this phone, not sent yet");
        browser.look("round-attendance-offline");
        let stored = browser.stored();
        assert!(stored.contains(&year.place_id(who)) && !stored.contains(&name), "{stored}");
        assert!(!is_down(world, who));
        browser.network(true);
        browser.comes_to_say("Kept.");
        assert_eq!(browser.stored(), "{}", "nothing stays on the phone");
    }
    assert!(is_down(world, who));
    browser.write("Staff reference or name", "l");
    browser.press("Keep this");
    browser.is_sent_back("round-attendance-which");
    browser.write("Staff reference or name", year.others[1]);
    browser.press("Keep this");
    browser.hears(&name_of(world, year.others[1]));
}

fn look_at_the_wall(browser: &Browser, year: &Year<'_>) {
    browser.press("The code for the wall");
    browser.look_closely("round-wall");
    browser.go(&format!("/rounds/{}/sheet", year.rounds[0]));
    browser.look_closely("round-sheet");
    browser.go(&format!("/rounds/here/{}", wall_code(&browser.world.floor, &year.rounds[0])));
    browser.look_closely("round-here");
    browser.write("Your work e-mail", "nobody@x.example");
    browser.press("I am here");
    browser.look("round-here-done");
}

fn end_it(browser: &Browser, year: &Year<'_>) {
    browser.go(&format!("/rounds/{}/after", year.rounds[0]));
    browser.look("round-over");
    browser.press("It was held");
    browser.hears("1 booked and did not come");
    browser.write("Who looks in", "Fran Ode");
    browser.press("Put it down");
    browser.is_sent_back("round-after-complaints");
    browser.write("By", "2027-03-20");
    browser.press("Put it down");
    browser.hears("By 20 March 2027");
    browser.look_closely("round-after");
    browser.press("Done: Fran Ode");
    browser.hears("Done on 18 March 2027");
}

fn hear_how_it_was(browser: &Browser, year: &Year<'_>) {
    let (world, link) = (browser.world, feedback::path(&browser.world.floor, &year.rounds[0]));
    browser.go(&link);
    browser.look_closely("round-form");
    browser.press("Send it");
    browser.is_sent_back("round-form-complaints");
    browser.choose("All in all", "Very good");
    browser.press("Send it");
    browser.hears("It is counted");
    for n in 0..9 {
        let step = if n % 3 == 0 { "4" } else { "5" };
        let items = ["relevant", "learned", "together", "talk", "led", "insight", "again", "recommend"];
        let items = items.map(|item| format!("item.{item}"));
        let mut answers: Vec<(&str, &str)> = items.iter().map(|item| (item.as_str(), step)).collect();
        answers.extend([
            ("rating", step),
            ("group", "social_worker"),
            ("comment", "It was good to hear that I am not alone"),
        ]);
        world.nobody().press(&link, &answers);
    }
    world.pass(TimeDelta::days(8));
    browser.come_in("cora@x.example");
    let here = format!("/rounds/{}", year.rounds[0]);
    browser.go(&format!("{here}/comments"));
    browser.look_closely("round-comments");
    browser.press("Keep it");
    browser.go(&format!("{here}/paper"));
    browser.look_closely("round-paper");
    browser.write("Forms on paper", "many");
    browser.press("Keep these counts");
    browser.is_sent_back("round-paper-complaints");
    browser.go(&format!("{here}/feedback"));
    browser.hears("It was good to hear");
    browser.look_closely("round-said");
    browser.go(&format!("{here}/summary"));
    browser.look_closely("round-summary");
}

fn name_of(world: &World, reference: &str) -> String {
    let id = person(world, reference);
    world.floor.db.read(|conn| Ok(people::person(conn, &id)?.names.full())).unwrap()
}

fn is_down(world: &World, reference: &str) -> bool {
    let id = person(world, reference);
    let rows = round_attendances::table.filter(round_attendances::person_id.eq(id));
    let rows = rows.filter(round_attendances::came.eq(true)).count();
    world.floor.db.read(|conn| Ok(rows.get_result::<i64>(conn)?)).unwrap() == 1
}
