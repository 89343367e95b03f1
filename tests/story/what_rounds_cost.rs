//! What Rounds cost: lines that a coordinator puts on record, hours that are put forward, and tables that others worked out.

use std::collections::BTreeSet;

use hearten::{
    floor::{audit, auth, web::Role},
    interventions::rounds::{
        attendance::{Sheet, keep},
        cost::{report::Report, said::FIRST_TRIAL},
        held::mark_held,
        store,
    },
    trial::roster::{people, person::StaffRole},
};
use serde_json::Value;

use crate::{
    rounds::Year,
    story,
    world::{World, council},
};

/// The first Round is held: these came by name, and so many unnamed social workers.
pub fn hold(year: &mut Year<'_>, came: &[&str], unnamed: i32) {
    let (floor, id) = (&year.world.floor, &year.rounds[0]);
    let came: BTreeSet<String> = came.iter().map(|who| year.place_id(who)).collect();
    let act = |conn: &mut _| {
        floor.clock.set(store::rounds::one(conn, id)?.span.ends + chrono::TimeDelta::minutes(10));
        let sheet = Sheet { came, unnamed: vec![(StaffRole::SocialWorker, unnamed)], ..Sheet::default() };
        keep(conn, floor, id, &sheet, None)?;
        mark_held(conn, floor, "ann", id)
    };
    floor.db.write(act).unwrap();
    // Weeks have gone by, and a session ends sooner.
    year.coordinator.sign_in("cora@x.example");
}

fn note(year: &mut Year<'_>, fields: &[(&str, &str)]) {
    let page = format!("/rounds/series/{}/costs", year.series);
    year.coordinator.open(&page);
    year.coordinator.press(&page, fields);
}

story!(lines_add_up_to_a_unit_cost_that_says_what_it_is_over_and_leaves_out, |world| {
    let mut year = Year::announced(world, 3, &[]);
    let (round, later) = (year.rounds[0].clone(), year.rounds[1].clone());
    let [_, first, second, ..] = year.team;
    hold(&mut year, &[first, second], 1);
    let lines: [&[(&str, &str)]; 4] = [
        &[("of", &round), ("heading", "round"), ("what", "Room and lunch"), ("amount", "£1,185.50")],
        &[("of", "series"), ("heading", "steering"), ("what", "Two meetings"), ("hours", "1.5"), ("rate", "22.47")],
        &[("of", "series"), ("heading", "training"), ("what", "Two days"), ("amount", "716")],
        &[("of", &later), ("heading", "panel"), ("what", "A meeting"), ("amount", "20")],
    ];
    for fields in lines {
        note(&mut year, fields);
        assert!(year.coordinator.seen.says("The line is on record"), "{}", year.coordinator.seen.text());
    }
    for says in [
        "1.5 hours at £22.47 an hour",
        "A Round: £1,219.21",
        "£1,219.21 / 1 Rounds that were held",
        "An attendance: £406.40",
        "£1,219.21 / 3 attendances",
        "Initial training, which stands apart: £716.00; Lines of Rounds that were not held: £20.00",
    ] {
        assert!(year.coordinator.seen.says(says), "{says}: {}", year.coordinator.seen.text());
    }
    let page = format!("/rounds/series/{}/costs", year.series);
    let back =
        year.coordinator.seen.links(&page).into_iter().filter(|link| link.ends_with("/away")).collect::<Vec<_>>();
    assert_eq!(back.len(), 4);
    year.coordinator.press(&back[0], &[]);
    assert!(year.coordinator.seen.says("Taken back"), "{}", year.coordinator.seen.text());
    year.coordinator.press(&back[0], &[]);
    assert_eq!(year.coordinator.seen.status, 404, "it is gone already");
    assert_eq!(world.count("round_costs"), 3);
    assert_eq!(world.count("audits where act = 'rounds.cost_taken_back'"), 1);
    assert_eq!(world.count("audits where detail like '%lunch%'"), 0, "what was typed stays off the audit log");
    assert!(world.floor.db.read(audit::verify).unwrap().is_ok());
});

story!(hours_are_put_forward_and_count_only_once_somebody_takes_them_at_a_rate, |world| {
    let mut year = Year::announced(world, 3, &[]);
    let series = format!("/rounds/series/{}", year.series);
    let steering = [("part", "steering"), ("name", "Una Bell"), ("hours_a_month", "1.5")];
    year.coordinator.press(&format!("{series}/leaders/new"), &steering);
    let page = format!("{series}/costs");
    year.coordinator.open(&page);
    assert!(!year.coordinator.seen.says("Hours to look at"), "nothing was held yet");
    let [_, first, second, ..] = year.team;
    hold(&mut year, &[first, second], 2);
    year.coordinator.open(&page);
    assert!(year.coordinator.seen.says("Time of the 4 who came, 1.5 hours each"), "{}", year.coordinator.seen.text());
    assert!(year.coordinator.seen.says("Steering group: 1.5 hours a month, over 1 month"));
    assert!(!year.coordinator.seen.says("Una Bell"), "a line has no names");
    assert_eq!(world.count("round_costs"), 0);
    let came = format!("came.{}", year.rounds[0]);
    let take = |year: &mut Year<'_>, rate: &str| {
        year.coordinator.open(&page);
        year.coordinator.press(&format!("{page}/take"), &[("proposal", &came), ("rate", rate)]);
    };
    take(&mut year, "a lot");
    assert_eq!(year.coordinator.seen.status, 422);
    assert!(year.coordinator.seen.says("Write the rate in pounds an hour"), "{}", year.coordinator.seen.text());
    take(&mut year, "20.01");
    assert!(year.coordinator.seen.says("£120.06"), "six hours: {}", year.coordinator.seen.text());
    take(&mut year, "20.01");
    assert_eq!((year.coordinator.seen.status, world.count("round_costs")), (409, 1), "each is taken once");
});

story!(a_line_that_is_not_whole_says_where_and_keeps_what_was_typed, |world| {
    let mut year = Year::planned(world, 3, &[]);
    let round = year.rounds[0].clone();
    note(&mut year, &[("of", &round), ("heading", "training"), ("what", ""), ("amount", "1"), ("hours", "2")]);
    assert_eq!(year.coordinator.seen.status, 422);
    for says in ["belongs to the whole series", "Say what it was for", "not both"] {
        assert!(year.coordinator.seen.says(says), "{says}: {}", year.coordinator.seen.text());
    }
    assert_eq!(year.coordinator.seen.field("hours").as_deref(), Some("2"));
    note(&mut year, &[("of", "another-round"), ("heading", "round"), ("what", "Room"), ("amount", "1")]);
    assert!(year.coordinator.seen.says("Choose a Round, or the whole series"));
    assert_eq!(world.count("round_costs"), 0);
});

/// Writes a file into the house's folder, and brings it in by the command.
fn bring(world: &World, file: &str, words: &[&str]) -> (i32, String) {
    std::fs::write(world.dir().join("costs.csv"), file).unwrap();
    let said = world.hearten(&[&["import", "costs", "costs.csv"], words].concat());
    (said.code, said.out + &said.err)
}

story!(the_first_trial_s_costs_come_in_as_given_and_add_to_the_totals_given, |world| {
    assert_eq!(bring(world, FIRST_TRIAL, &["--check"]).0, 0);
    assert_eq!(world.count("round_costs"), 0);
    assert_eq!(bring(world, FIRST_TRIAL, &[]), (0, "5 new, 0 known already\n".into()));
    assert_eq!(bring(world, FIRST_TRIAL, &[]), (0, "0 new, 5 known already\n".into()));
    assert_eq!((world.count("round_costs"), world.count("audits where act = 'rounds.costs_brought'")), (20, 1));
    let csv = world.hearten(&["report", "costs", "--format", "csv"]).out;
    let totals: Vec<&str> = csv
        .lines()
        .filter(|line| line.starts_with("as given,costs,") && line.contains(",total,"))
        .map(|line| line.split(',').nth(4).unwrap())
        .collect();
    assert_eq!(totals, ["1146.00", "1446.00", "2063.00", "1750.00", "1981.00", "1677.20"], "{csv}");
    assert!(csv.contains("as given,costs,mean,total,1677.20,8386.00,5,training"), "{csv}");
    let table = world.hearten(&["report", "costs"]).out;
    for says in ["as given, not worked out", "83.9 people", "57, 72, 103, 88 and 99", "LA 2 is missing", "no error"] {
        assert!(table.contains(says), "{says}: {table}");
    }
    let json: Value = serde_json::from_str(&world.hearten(&["report", "costs", "--format", "json"]).out).unwrap();
    assert_eq!(json["given"][0]["mean_pence"][4][1], 167_720);
});

story!(a_file_with_a_row_that_does_not_add_changes_nothing, |world| {
    let bad = FIRST_TRIAL.replace("4,1123,267", "4,1123,268");
    let (code, told) = bring(world, &bad, &[]);
    assert_eq!(code, 2);
    assert!(told.contains("row 4, total") && told.contains("£2,064.00"), "{told}");
    assert_eq!(world.count("round_costs"), 0);
    bring(world, FIRST_TRIAL, &[]);
    let other = FIRST_TRIAL.replace("1,716,166,742,238,1146", "1,700,166,742,238,1146");
    let (code, told) = bring(world, &other, &[]);
    assert_eq!(code, 2);
    assert!(told.contains("row 2, training: £716.00 is on record"), "{told}");
    assert_eq!(bring(world, &other, &["--replace"]), (0, "0 new, 4 known already, 1 changed\n".into()));
    assert_eq!(world.count("round_costs where pence = 70000"), 1);
    let report = world.floor.db.read(Report::gather).unwrap();
    assert!(report.given[0].1.iter().all(|note| !note.contains("a head")), "it is not the first trial's any more");
});

story!(costs_of_another_authority_are_nobody_s_to_see, |world| {
    let year = Year::planned(world, 3, &[]);
    world.people_come_in(&[council("Southmoor", 8, 0)]);
    let act = |conn: &mut _| {
        let of = people::authorities(conn)?.into_iter().find(|one| one.name == "Southmoor").unwrap();
        let account = auth::make_account(conn, &world.floor, "otto@x.example", "Otto", None)?;
        auth::grant(conn, &world.floor, &account, Role::Coordinator, Some(&of.id))
    };
    world.floor.db.write(act).unwrap();
    let mut other = world.nobody();
    other.sign_in("otto@x.example");
    for page in ["costs", "figures", "figures/figures.csv"] {
        other.open(&format!("/rounds/series/{}/{page}", year.series));
        assert_eq!(other.seen.status, 404, "{page}");
    }
});
