//! Where tokens stand: in buildings that receive, of those that are large enough to be drawn; nobody is shown which others there are, or why.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::web::Role,
    schema::{sites, trials},
    trial::allocation::{
        receives::{Guard, Owed, Reason, receives_site},
        scheme::Mode,
    },
};

use crate::{
    story,
    tokens::{BUILDINGS, Town, all_sites, people_come_in, press_plan, randomise, receiving, set_up_trial},
};

story!(each_large_building_that_receives_is_put_on_record_and_no_other_is_named, |world| {
    let mut town = Town::planned(world);
    let receiving = receiving(world);
    let expected: Vec<&str> = receiving.iter().map(String::as_str).collect();
    let placed: Vec<String> = town.placed.iter().map(|(_, name)| name.clone()).collect();
    assert_eq!(placed, expected);
    assert!(!placed.is_empty() && placed.len() < 4, "{placed:?}");
    assert_eq!(world.count("allocated_units"), 4, "one is too small, and in no arm");
    assert_eq!(world.count("frame_excluded where why = 'small_building' and people = 24"), 1);
    for (name, people) in BUILDINGS {
        let shown = placed.iter().any(|one| one == name) || people < 25;
        assert_eq!(town.coordinator.seen.says(name), shown, "{name}: {}", town.coordinator.seen.text());
    }
    let trial = world.floor.db.read(|conn| Ok(trials::table.select(trials::id).first::<String>(conn)?)).unwrap();
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open(&format!("/trials/{trial}"));
    assert!(researcher.seen.says("1 site left out whole"), "{}", researcher.seen.text());
    let flow = researcher.open(&format!("/uptake/{trial}/flow.json")).body.clone();
    let flow: serde_json::Value = serde_json::from_str(&flow).unwrap();
    assert_eq!((&flow["units_assessed"], &flow["units_left_out"]), (&5.into(), &1.into()), "{flow}");
    town.hears("Unit: building");
    town.hears("Too small for one");
    assert_eq!(town.events("token.placed"), i64::try_from(placed.len()).unwrap());
    // Asked for again, nothing is placed twice, and nobody learns more.
    let again = format!("/tokens/plans/{}/place", town.plan);
    town.coordinator.press(&again, &[]);
    town.hears("No other building can have one now");
    assert_eq!(world.count("token_placements"), i64::try_from(town.placed.len()).unwrap());
});

story!(nothing_is_placed_before_the_list_is_locked_nor_twice, |world| {
    people_come_in(world, &BUILDINGS);
    let trial = randomise(world, ("3", "2"), false);
    let mut coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
    press_plan(&mut coordinator, "Northmoor");
    assert_eq!(coordinator.seen.status, 409);
    assert!(coordinator.seen.says("once the trial’s list is locked"), "{}", coordinator.seen.text());
    assert_eq!(world.count("token_plans"), 0, "no partial effect");
    world
        .floor
        .db
        .write(|conn| hearten::trial::allocation::lock::lock(conn, &world.floor, "second", &trial.id))
        .unwrap();
    press_plan(&mut coordinator, "Northmoor");
    assert!(coordinator.seen.says("The buildings are on record"), "{}", coordinator.seen.text());
    press_plan(&mut coordinator, "Northmoor");
    assert_eq!(coordinator.seen.status, 422);
    assert!(coordinator.seen.says("has a plan in this authority already"), "{}", coordinator.seen.text());
    coordinator.press("/tokens", &[("from_on", "2027-03-31"), ("until_on", "2027-03-01")]);
    for says in ["Choose an authority", "Choose a trial", "ends before it begins"] {
        assert!(coordinator.seen.says(says), "{says}: {}", coordinator.seen.text());
    }
});

story!(a_council_of_small_buildings_has_none_to_draw, |world| {
    people_come_in(world, &[("Elm Cottage", 24), ("Fern Cottage", 12)]);
    let trial = set_up_trial(world, ("1", "1"));
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open(&format!("/trials/{}", trial.id));
    assert!(researcher.seen.says("works in a building that is too small for a token"), "{}", researcher.seen.text());
});

story!(a_building_that_lost_people_since_the_draw_gets_what_its_arm_does, |world| {
    people_come_in(world, &BUILDINGS);
    let trial = randomise(world, ("3", "2"), true);
    let receiving = receiving(world);
    let site = sites::table.filter(sites::name.eq(receiving.iter().next().unwrap())).select(sites::id);
    let site: String = world.floor.db.read(|conn| Ok(site.first(conn)?)).unwrap();
    world.tamper(&format!(
        "update people set left_on = '2027-02-01' where id in (select person_id from postings where site_id = '{site}' limit 9)"
    ));
    let town = Town::plan(world, trial);
    assert_eq!(town.placed.len(), receiving.len());
});

story!(a_placement_planted_for_a_building_of_another_arm_is_never_served, |world| {
    let mut town = Town::planned(world);
    let receiving = receiving(world);
    let other = BUILDINGS.iter().find(|(name, _)| !receiving.contains(*name)).unwrap().0;
    let row = sites::table.filter(sites::name.eq(other)).select(sites::id);
    let site: String = world.floor.db.read(|conn| Ok(row.first(conn)?)).unwrap();
    world.tamper(&format!("update token_placements set site_id = '{site}' where id = '{}'", town.placed[0].0));
    town.does("delivered", &[("kind", "coffee machine"), ("drinks", "yes"), ("delivered_on", "2027-03-01")]);
    assert_eq!(town.coordinator.seen.status, 403);
    town.hears("nothing is to stand in this building");
    assert_eq!(world.count("token_steps"), 0);
});

story!(a_practice_list_gives_no_building_anything, |world| {
    people_come_in(world, &BUILDINGS[..4]);
    let trial = set_up_trial(world, ("3", "2"));
    world.drawn(&trial, Mode::Practice);
    let (floor, mut guard) = (&world.floor, Guard::default());
    for (id, name) in all_sites(world) {
        let asked = |conn: &mut _| receives_site(conn, floor, &mut guard, &id, "tokens", world.now());
        assert_eq!(floor.db.read(asked).unwrap(), Owed::No(Reason::PracticeList), "{name}");
    }
    let asked = |conn: &mut _| receives_site(conn, floor, &mut guard, "elsewhere", "tokens", world.now());
    assert_eq!(floor.db.read(asked).unwrap(), Owed::No(Reason::NotInTrial));
});

story!(an_edited_list_stops_everything, |world| {
    let mut town = Town::planned(world);
    world.tamper("update allocated_units set stratum = 'another'");
    town.does("delivered", &[("kind", "coffee machine"), ("drinks", "yes"), ("delivered_on", "2027-03-01")]);
    assert_eq!(town.coordinator.seen.status, 403);
    town.hears("was edited after it was sealed");
    assert_eq!(world.count("token_steps"), 0);
});

story!(coffee_alone_is_not_set_up, |world| {
    let mut town = Town::planned(world);
    town.does("set-up", &[("stands", "tea"), ("stands", "without_caffeine"), ("set_up_on", "2027-03-01")]);
    assert_eq!(town.coordinator.seen.status, 409, "it was not delivered yet");
    town.does("delivered", &[("kind", ""), ("delivered_on", "2027-03-02")]);
    town.hears("Say what stands there");
    town.hears("Say whether people drink it");
    town.hears("today, or one before");
    town.does("delivered", &[("kind", "kettle and teas"), ("drinks", "yes"), ("delivered_on", "2027-03-01")]);
    town.does("set-up", &[("stands", "coffee"), ("set_up_on", "2027-03-01")]);
    assert_eq!(town.coordinator.seen.status, 422);
    town.hears("Tea is missing");
    town.hears("Something without caffeine is missing");
    assert!(town.coordinator.seen.body.contains("value=\"coffee\" checked"), "what was ticked is kept");
    town.does("set-up", &[("stands", "tea"), ("stands", "without_caffeine"), ("set_up_on", "2027-02-28")]);
    town.hears("“Delivered” is on record for 1 March 2027");
    town.does("set-up", &[("stands", "tea"), ("stands", "without_caffeine"), ("set_up_on", "2027-03-01")]);
    town.hears("Set up, working");
    town.hears("tea, something without caffeine");
    assert_eq!((town.events("token.delivered"), town.events("token.set_up")), (1, 1));
});

story!(another_authority_s_coordinator_finds_nothing, |world| {
    let town = Town::planned(world);
    world.people_come_in(&[crate::world::council("Southmoor", 8, 0)]);
    let act = |conn: &mut _| {
        let all = hearten::trial::roster::people::authorities(conn)?;
        let of = all.into_iter().find(|one| one.name == "Southmoor").unwrap();
        let account = hearten::floor::auth::make_account(conn, &world.floor, "otto@x.example", "Otto", None)?;
        hearten::floor::auth::grant(conn, &world.floor, &account, Role::Coordinator, Some(&of.id))
    };
    world.floor.db.write(act).unwrap();
    let mut other = world.nobody();
    other.sign_in("otto@x.example");
    for page in [town.page(), format!("{}/cards/1", town.page()), format!("/tokens/plans/{}", town.plan)] {
        assert_eq!(other.open(&page).status, 404, "{page}");
    }
    other.open("/tokens");
    assert!(!other.seen.says("Northmoor"), "{}", other.seen.text());
    other.press(
        &format!("{}/delivered", town.page()),
        &[("kind", "x"), ("drinks", "yes"), ("delivered_on", "2027-03-01")],
    );
    assert_eq!(other.seen.status, 404);
});
