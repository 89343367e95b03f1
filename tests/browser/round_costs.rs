//! What a year of Rounds cost and how it went, looked at by the coordinator: on a wide screen and on a phone.

use std::collections::BTreeSet;

use hearten::{
    floor::web::Role,
    interventions::rounds::{
        attendance::{Sheet, keep},
        cost::{bring::bring_costs, said::FIRST_TRIAL},
        held::mark_held,
        place, store,
    },
};

use super::{
    browser::{Browser, Screen, Scripts},
    rounds::Year,
    world::{Engine, World},
};

#[test]
#[ignore = "needs Chromium"]
fn what_rounds_cost_is_put_on_record_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn what_rounds_cost_is_put_on_record_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

fn walk(browser: &Browser) {
    let mut year = Year::announced(browser.world, 20, &[]);
    year.announce(1);
    browser.come_in("cora@x.example");
    browser.go(&format!("/rounds/series/{}", year.series));
    browser.press("What it costs");
    browser.look_closely("round-costs-none");
    browser.press("Put it on record");
    browser.is_sent_back("round-costs-complaints");
    hold_both(&year);
    put_lines_on_record(browser, &year);
    look_at_the_year(browser, &year);
}

fn hold_both(year: &Year<'_>) {
    let floor = &year.world.floor;
    let act = |conn: &mut _| {
        for (nth, id) in year.rounds[..2].iter().enumerate() {
            floor.clock.set(store::rounds::one(conn, id)?.span.ends + chrono::TimeDelta::minutes(10));
            let places = store::places::of_round(conn, id, &place::State::ALL)?;
            let came: BTreeSet<String> = places.into_iter().skip(nth * 2).map(|place| place.id).collect();
            keep(conn, floor, id, &Sheet { came, ..Sheet::default() }, None)?;
            mark_held(conn, floor, "ann", id)?;
        }
        let source = "Spring webinar, 2021";
        bring_costs(conn, floor, "ann", source, FIRST_TRIAL.as_bytes(), false).map(Result::unwrap)
    };
    floor.db.write(act).unwrap();
}

fn put_lines_on_record(browser: &Browser, year: &Year<'_>) {
    browser.come_in("cora@x.example");
    browser.go(&format!("/rounds/series/{}/costs", year.series));
    browser.hears("Time of the 7 who came, 1.5 hours each");
    browser.press("Take these hours");
    browser.is_sent_back("round-costs-rate-complaints");
    browser.write("Pounds an hour", "22.47");
    browser.press("Take these hours");
    browser.hears("The hours are on record");
    browser.choose("What it belongs to", "Round 2");
    browser.choose("Heading", "Panel");
    browser
        .write("What it was for", "The panel’s meeting, with tea and a very long word about it: Donaudampfschifffahrt");
    browser.write("Amount in pounds", "166");
    browser.press("Put it on record");
    browser.hears("The line is on record");
    browser.hears("LA 2 is missing");
    browser.look_closely("round-costs");
}

fn look_at_the_year(browser: &Browser, year: &Year<'_>) {
    browser.press("The year in figures");
    browser.look_closely("round-year");
    browser.unfold("The figures as a table");
    browser.look("round-year-table");
    let trial = browser.world.floor.db.read(|conn| store::series::one(conn, &year.series)).unwrap().trial_id;
    browser.world.someone("rhys@x.example", &[Role::Researcher]);
    browser.come_in("rhys@x.example");
    browser.go(&format!("/uptake/{trial}"));
    browser.look_closely("round-uptake");
}
