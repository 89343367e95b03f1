//! What reached whom of Rounds: on the page of the trial, in its files, and in the pictures of a series.

use hearten::{
    floor::{auth::account_by_email, web::Role},
    interventions::rounds::store,
    trial::allocation::sight,
};
use serde_json::Value;

use crate::{rounds::Year, story, what_rounds_cost::hold};

story!(the_uptake_of_rounds_counts_people_and_invitations_apart, |world| {
    let mut year = Year::announced(world, 2, &[]);
    let [_, first, second, third, fourth, ..] = year.team;
    for who in [first, second, third] {
        year.comes(who, "book");
        world.pass(chrono::TimeDelta::minutes(1));
    }
    year.comes(fourth, "decline");
    world.work();
    hold(&mut year, &[first], 0);
    let trial = world.floor.db.read(|conn| store::series::one(conn, &year.series)).unwrap().trial_id;
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    researcher.open(&format!("/uptake/{trial}"));
    assert!(!researcher.seen.says("By site"), "of two teams, the sites would tell which was invited");
    let account = world.floor.db.read(|conn| account_by_email(conn, "rhys@x.example")).unwrap().unwrap().id;
    world.floor.db.write(|conn| sight::give(conn, &world.floor, "second", &trial, &account)).unwrap();
    researcher.open(&format!("/uptake/{trial}"));
    for says in
        ["Of 14 people in the trial 7 were allocated to Rounds; of these 1 came", "By site", "hidden, too few people"]
    {
        assert!(researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    assert!(!researcher.seen.says("do not add up"));
    researcher.open(&format!("/uptake/{trial}/uptake.json"));
    let report: Value = serde_json::from_str(&researcher.seen.body).unwrap();
    let count = |key: &str| report["counts"][key].as_u64().unwrap();
    let keys = ["invited", "booked", "attended", "dose_0", "dose_1", "invitations", "delivered"];
    assert_eq!(keys.map(count), [7, 2, 1, 6, 1, 7, 7]);
    let ends = ["places_booked", "places_waiting", "places_declined", "places_silent"];
    assert_eq!(ends.map(count), [2, 1, 1, 3]);
    assert_eq!(report["adds_up"], true, "{report}");
    researcher.open(&format!("/uptake/{trial}/uptake.csv"));
    assert!(researcher.seen.body.contains("attended_by_arm,"), "{}", researcher.seen.body);
    researcher.open(&format!("/uptake/{trial}/uptake.svg"));
    assert!(researcher.seen.body.starts_with("<svg"));
});

story!(the_year_in_figures_is_drawn_with_its_tables_and_hides_small_groups, |world| {
    let mut year = Year::announced(world, 3, &[]);
    let [manager, first, ..] = year.team;
    let page = format!("/rounds/series/{}/figures", year.series);
    year.coordinator.open(&page);
    assert!(year.coordinator.seen.says("Nothing to show yet"), "{}", year.coordinator.seen.text());
    hold(&mut year, &[manager, first], 9);
    year.coordinator.open(&page);
    for says in ["1: 18 March 2027", "11 of 3 places", "hidden, too few people"] {
        assert!(year.coordinator.seen.says(says), "{says}: {}", year.coordinator.seen.text());
    }
    assert!(!year.coordinator.seen.says("10 (91%)"), "less the total it would tell of the manager");
    year.coordinator.open(&format!("{page}/attendance.svg"));
    assert!(year.coordinator.seen.body.starts_with("<svg"), "{}", year.coordinator.seen.body);
    year.coordinator.open(&format!("{page}/figures.csv"));
    assert!(year.coordinator.seen.body.starts_with("picture,unit,of,value,says,unit_of_allocation\n"));
    assert_eq!(world.count("audits where act = 'trial.file_taken' and detail like 'figures.csv; %'"), 1);
    assert!(year.coordinator.seen.body.contains("attendance,attendances,\"1: 18 March 2027\",11,"));
    year.coordinator.open(&format!("{page}/nothing.svg"));
    assert_eq!(year.coordinator.seen.status, 404);
    let svg = world.hearten(&["report", "rounds", "--format", "svg", "--picture", "mix"]);
    assert!(svg.code == 0 && svg.out.starts_with("<svg") && svg.out.contains("hidden, too few people"), "{}", svg.err);
});
