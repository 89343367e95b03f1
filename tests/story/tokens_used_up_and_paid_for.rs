//! What there is, to drink or otherwise, what it costs, and what the report makes of it all.

use chrono::TimeDelta;
use hearten::floor::web::Role;
use serde_json::Value;

use crate::{
    story,
    tokens::{BUILDINGS, Town, people_come_in, randomise, receiving},
};

story!(what_is_used_up_is_ended_by_a_delivery_of_it, |world| {
    let mut town = Town::set_up(world);
    town.does("used-up", &[("what", "tea"), ("out_since", "2027-03-02")]);
    town.hears("Used up: Tea");
    town.does("used-up", &[("what", "tea"), ("out_since", "2027-03-02")]);
    assert_eq!(town.coordinator.seen.status, 422);
    town.hears("That is on record already");
    world.pass(TimeDelta::days(2));
    town.come_in();
    town.does("stock", &[("stock_on", "2027-03-04"), ("coffee", "many")]);
    town.hears("cups of coffee as a whole number");
    town.does("stock", &[("stock_on", "2027-03-04"), ("coffee", "200")]);
    town.hears("Used up: Tea");
    town.does("stock", &[("stock_on", "2027-03-04"), ("tea", "100"), ("without_caffeine", "50")]);
    assert!(!town.coordinator.seen.says("Used up: Tea"), "{}", town.coordinator.seen.text());
    // The 2nd and the 3rd went without tea; on the 4th there was some again.
    town.hears("On 2 of them something was used up");
    town.hears("a guess: nobody has counted them here");
    assert_eq!(
        (town.events("token.stock_out"), town.events("token.stock_back"), town.events("token.stocked")),
        (1, 1, 2)
    );
});

story!(a_biscuit_tin_is_set_up_without_tea_and_counted_in_pieces, |world| {
    let mut town = Town::planned(world);
    town.does("delivered", &[("kind", "biscuit tin"), ("drinks", "no"), ("delivered_on", "2027-03-01")]);
    assert!(!town.coordinator.seen.says("What people can drink there"), "{}", town.coordinator.seen.text());
    town.does("set-up", &[("set_up_on", "2027-03-01")]);
    town.hears("Set up, working");
    assert!(!town.coordinator.seen.says("Cups of tea") && !town.coordinator.seen.says("To bring for"));
    // What it has none of cannot be used up.
    town.does("used-up", &[("what", "tea"), ("out_since", "2027-03-01")]);
    town.hears("Choose what was used up");
    town.does("used-up", &[("what", "everything"), ("out_since", "2027-03-01")]);
    town.hears("A delivery ends that");
    town.does("stock", &[("stock_on", "2027-03-01"), ("pieces", "")]);
    town.hears("Say how many pieces were brought");
    town.does("stock", &[("stock_on", "2027-03-01"), ("pieces", "48")]);
    town.hears("1 March 2027 48");
    assert!(!town.coordinator.seen.says("A delivery ends that"), "{}", town.coordinator.seen.text());
    assert_eq!(world.count("uptake_site_events where event = 'token.stocked' and detail = '48'"), 1);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let told = researcher.open(&format!("/trials/{}/delivery/description.json", town.trial.id)).body.clone();
    assert!(told.contains("A token that is not drunk") && !told.contains("Coffee, tea"), "{told}");
});

story!(costs_stand_beside_what_they_are_over, |world| {
    let mut town = Town::set_up(world);
    let people = BUILDINGS.iter().find(|(name, _)| *name == town.placed[0].1).unwrap().1;
    town.does("costs", &[("cost_for", ""), ("amount", "1"), ("units", "2")]);
    assert_eq!(town.coordinator.seen.status, 422);
    town.hears("not both");
    town.does("costs", &[("cost_for", "The machine"), ("amount", "£600.00")]);
    town.does("costs", &[("cost_for", "Beans"), ("units", "12"), ("each", "12.50")]);
    town.hears("12 at £12.50 each");
    town.hears(&format!("£750.00 / {people} people planned for in this building"));
    let plan = format!("/tokens/plans/{}", town.plan);
    town.coordinator.open(&plan);
    town.hears("£750.00 / 1 building with a line on record");
    town.coordinator.open(&format!("{plan}/buildings.csv"));
    let (file, name) = (town.coordinator.seen.body.clone(), town.placed[0].1.clone());
    let line = format!(
        "building,{name},working,coffee machine,{people},{people},2027-03-01,2027-03-31,21,1,0,1,0,0,0,0,750.00"
    );
    assert!(file.lines().any(|one| one == line), "no {line} in {file}");
    let taken = "audits where act = 'trial.file_taken' and detail = 'buildings.csv; no reason was asked'";
    assert_eq!(world.count(taken), 1);
    let page = town.page();
    town.coordinator.open(&page);
    let back = town.coordinator.seen.links(&format!("{page}/costs/")).remove(0);
    town.coordinator.press(&back, &[]);
    town.hears("Taken back");
    town.coordinator.press(&back, &[]);
    assert_eq!(town.coordinator.seen.status, 404);
    assert_eq!(world.count("audits where detail like '%machine%'"), 0, "what was typed stays off the audit log");
});

story!(the_report_counts_buildings_and_days_and_names_no_building_before_the_arms_are_told, |world| {
    let mut town = Town::set_up(world);
    town.tells("broken", "");
    world.pass(TimeDelta::days(5));
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    let page = format!("/uptake/{}", town.trial.id);
    researcher.open(&page);
    for says in
        ["Unit: site", "Of 4 buildings in the trial 2 were allocated to a token; of these 1 have had one set up"]
    {
        assert!(researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    assert!(!researcher.seen.says("do not add up"));
    researcher.open(&format!("{page}/uptake.json"));
    let report: Value = serde_json::from_str(&researcher.seen.body).unwrap();
    let count = |key: &str| report["counts"][key].as_u64().unwrap();
    let roads = ["in_trial", "allocated", "delivered", "set_up", "people_in_trial"];
    assert_eq!(roads.map(count), [4, 2, 1, 1, 108]);
    assert!(report["counts"]["placed"].is_null(), "who is planned for is told nobody");
    // Of the one that stands 1 to 5 March have gone by: on the 1st it was not set up, from the 2nd it was out of order.
    let days = ["days_planned", "days_working", "days_not_yet", "days_out_of_order", "faults", "breakdowns"];
    assert_eq!(days.map(count), [21, 0, 1, 4, 1, 1]);
    assert_eq!(report["adds_up"], true, "{report}");
    // The people of the buildings that receive would add up to which they are.
    assert!(report["counts"]["people_allocated"].is_null() && report["set_up_by_authority"] == serde_json::json!([]));
    for file in ["uptake.json", "uptake.csv", "uptake.svg"] {
        researcher.open(&format!("{page}/{file}"));
        for (_, name) in &town.placed {
            assert!(!researcher.seen.body.contains(name.as_str()), "{file} tells an arm");
        }
    }
    let act = |conn: &mut _| {
        let account = hearten::floor::auth::account_by_email(conn, "rhys@x.example")?.unwrap().id;
        hearten::trial::allocation::sight::give(conn, &world.floor, "lead", &town.trial.id, &account)
    };
    world.floor.db.write(act).unwrap();
    researcher.open(&page);
    for (_, name) in &town.placed {
        assert!(researcher.seen.says(&format!("Northmoor, {name}")), "{}", researcher.seen.text());
    }
    assert!(researcher.seen.says("By building") && researcher.seen.says("People where one was set up"));
    town.come_in();
    let told = world.hearten(&["report", "uptake"]);
    assert!(told.code == 0 && told.out.contains("Buildings allocated to a token"), "{} {}", told.out, told.err);
    assert!(!told.out.contains(&town.placed[0].1), "the trial has not ended");
});

// The first trial's size: 380 people in 13 buildings, of which seven received.
story!(thirteen_buildings_and_seven_tokens_add_up_at_the_first_trial_s_size, |world| {
    let names: Vec<String> = (1..=13).map(|nth| format!("Made-up House {nth:02}")).collect();
    let buildings: Vec<(&str, usize)> =
        names.iter().enumerate().map(|(nth, name)| (name.as_str(), if nth < 3 { 30 } else { 29 })).collect();
    people_come_in(world, &buildings);
    let trial = randomise(world, ("7", "6"), true);
    let mut town = Town::plan(world, trial);
    assert_eq!((receiving(world).len(), town.placed.len()), (7, 7));
    world.pass(TimeDelta::days(7));
    town.come_in();
    for nth in 0..town.placed.len() {
        town.placed.swap(0, nth);
        town.does("delivered", &[("kind", "coffee machine"), ("drinks", "yes"), ("delivered_on", "2027-03-01")]);
        let stands = [("stands", "coffee"), ("stands", "tea"), ("stands", "without_caffeine")];
        town.does("set-up", &[&stands[..], &[("set_up_on", "2027-03-02")]].concat());
        town.hears("It is set up");
    }
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    researcher.open(&format!("/uptake/{}/uptake.json", town.trial.id));
    let report: Value = serde_json::from_str(&researcher.seen.body).unwrap();
    let count = |key: &str| report["counts"][key].as_u64().unwrap();
    assert_eq!(["in_trial", "allocated", "set_up", "people_in_trial"].map(count), [13, 7, 7, 380]);
    assert_eq!(["days_planned", "days_working", "days_not_yet"].map(count), [7 * 21, 7 * 4, 7]);
    assert_eq!(report["adds_up"], true);
});
