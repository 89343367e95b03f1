//! The account of a trial: the funnel of every trial on one page, and what was planned against what was delivered, arm by arm only for
//! those who may see the arms.

use chrono::TimeDelta;
use hearten::{
    floor::{
        auth::{self, account_by_email},
        web::Role,
    },
    interventions::rounds::store,
    trial::{allocation::sight, allocation::trial::Trial, roster::people},
};
use serde_json::Value;

use crate::{
    goals::Course,
    road::Road,
    rounds::Year,
    story,
    tokens::Town,
    what_rounds_cost::hold,
    world::{Someone, World},
};

/// Gives somebody the right to see the arms of a trial.
pub fn give_sight(world: &World, email: &str, trial_id: &str) {
    let account = world.floor.db.read(|conn| account_by_email(conn, email)).unwrap().unwrap().id;
    world.floor.db.write(|conn| sight::give(conn, &world.floor, "second", trial_id, &account)).unwrap();
}

fn only_trial(world: &World) -> String {
    world.floor.db.read(Trial::all).unwrap().remove(0).id
}

fn json(someone: &mut Someone<'_>, path: &str) -> Value {
    serde_json::from_str(&someone.open(path).body).unwrap()
}

/// Planned and delivered of a measure in an arm.
fn dose(ledger: &Value, arm: &str, measure: &str) -> (Option<u64>, Option<u64>) {
    let lines = ledger["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["arm"] == arm && line["measure"] == measure);
    let line = line.unwrap_or_else(|| panic!("no {measure} of {arm} in {ledger}"));
    (line["planned"].as_u64(), line["delivered"].as_u64())
}

story!(the_first_page_of_uptake_has_the_funnel_of_every_trial_that_one_may_see, |world| {
    Road::signed_and_printed(world);
    world.trial("Autumn letters", "team", &[]);
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    lead.open("/uptake");
    let text = lead.seen.text();
    for says in [
        "Letters of thanks",
        "Of 8 people in the trial 4 were allocated to a letter; of these 0 have been posted one.",
        "Letters, randomised by person; list: live, locked",
        "Of 4 people allocated to a letter",
        "Letter signed 4 of 4 (100.0%)",
        "100.0% of those at the step before",
        "Letters, randomised by team; list: not drawn yet Autumn letters People are counted once its list is drawn.",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    let together = json(&mut lead, "/uptake.json");
    assert_eq!((together["adds_up"].as_bool(), together["trials"].as_array().unwrap().len()), (Some(true), 2));
    let csv = lead.open("/uptake.csv").body.clone();
    let line = "Letters of thanks,letters,person,signed,Letter signed,4,allocated,4,1.0000,1.0000\n";
    assert!(csv.contains(line) && csv.contains("Autumn letters,letters,team,in_trial,"), "{csv}");
    assert!(lead.open("/uptake.svg").body.starts_with("<svg"));
    assert_eq!(lead.open("/uptake.txt").status, 404);
    // The command line says the same, and the same again.
    let said = world.hearten(&["report", "uptake", "--format", "csv", "--as", "lea@x.example"]);
    assert_eq!((said.code, said.out.as_str()), (0, csv.as_str()), "{}", said.err);
    let table = world.hearten(&["report", "uptake", "--as", "lea@x.example"]);
    assert!(table.out.contains("Letters of thanks\nLetters, randomised by person"), "{}", table.out);
    assert_eq!(world.hearten(&["report", "uptake", "--as", "lea@x.example"]), table);
    // Whoever has one authority sees no trial of all of them.
    let one_authority = |conn: &mut _| {
        let authority = people::authorities(conn)?.remove(0).id;
        let account = auth::make_account(conn, &world.floor, "one@x.example", "One", None)?;
        auth::grant(conn, &world.floor, &account, Role::Coordinator, Some(&authority))
    };
    world.floor.db.write(one_authority).unwrap();
    let mut one = world.nobody();
    one.sign_in("one@x.example");
    assert!(one.open("/uptake").says("No trials yet"), "{}", one.seen.text());
    // A list that was tampered with shows here too.
    world.tamper("update arms set gets = 'letters'");
    assert!(lead.open("/uptake").says("The figures do not add up"), "{}", lead.seen.text());
    assert_eq!(world.hearten(&["report", "uptake", "--as", "lea@x.example"]).code, 1);
});

story!(half_hours_that_were_planned_stand_beside_those_that_came_about_arm_by_arm_for_who_may_see_them, |world| {
    let course = Course::live(world);
    course.go_to(3, 12, 12);
    let id = only_trial(world);
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    researcher.open(&format!("/trials/{id}"));
    assert_eq!(researcher.seen.links(&format!("/trials/{id}/delivery")).len(), 1);
    let path = format!("/trials/{id}/delivery");
    assert!(researcher.open(&path).says("Arm by arm it is told to those who may see the arms"));
    assert!(
        researcher.seen.says("only because people there are served") && !researcher.seen.says("Run “"),
        "{}",
        researcher.seen.text()
    );
    let runs = |more: &[&str]| world.hearten(&[&["report", "description"], more].concat()).out.matches("Run “").count();
    assert_eq!(runs(&[]) + runs(&["--as", "rhys@x.example"]), 0);
    let untold = json(&mut researcher, &format!("{path}/dose.json"));
    assert_eq!(
        dose(&untold, "all arms", "half_hours_invited"),
        (None, None),
        "how many are in some teams would name them"
    );
    give_sight(world, "rhys@x.example", &id);
    assert!(researcher.open(&path).says("Run “") && runs(&["--as", "rhys@x.example"]) > 0);
    let told = json(&mut researcher, &format!("{path}/dose.json"));
    let (planned, invited) = dose(&told, "course", "half_hours_invited");
    assert_eq!(planned, Some(18), "six weeks for each of three");
    assert!(invited.is_some_and(|invited| (3..=6).contains(&invited)), "{told}");
    assert_eq!(dose(&told, "comparison", "half_hours_invited"), (Some(0), Some(0)));
    assert_eq!(dose(&told, "course", "weeks_finished"), (Some(18), Some(0)));
    let csv = researcher.open(&format!("{path}/dose.csv")).body.clone();
    assert!(csv.contains("comparison,half_hours_invited,Half hours put into a diary,0,0,,,team\n"), "{csv}");
    let said = world.hearten(&["report", "dose", "--format", "csv", "--as", "rhys@x.example"]);
    assert_eq!((said.code, said.out.as_str()), (0, csv.as_str()), "{}", said.err);
    let nobody = world.hearten(&["report", "dose"]);
    assert!(nobody.out.contains("not told") && !nobody.out.contains("comparison"), "{}", nobody.out);
});

story!(rounds_held_places_and_panels_stand_beside_what_was_planned, |world| {
    let mut year = Year::announced(world, 2, &[]);
    let [_, first, second, ..] = year.team;
    for who in [first, second] {
        year.comes(who, "book");
        world.pass(TimeDelta::minutes(1));
    }
    hold(&mut year, &[first], 1);
    let (id, planned) = (only_trial(world), year.rounds.len() as u64);
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    give_sight(world, "rhys@x.example", &id);
    let told = json(&mut researcher, &format!("/trials/{id}/delivery/dose.json"));
    assert_eq!(dose(&told, "all arms", "rounds_held"), (Some(planned), Some(1)));
    assert_eq!(dose(&told, "all arms", "places_attended"), (Some(2), Some(2)), "one by name and one without");
    assert_eq!(dose(&told, "all arms", "panel_roles"), (Some(3), Some(0)));
    assert_eq!(dose(&told, "rounds", "round_invitations"), (Some(7), Some(7)));
    assert_eq!(dose(&told, "rounds", "round_attendances"), (Some(7), Some(1)));
    assert_eq!(dose(&told, "comparison", "round_attendances"), (Some(0), Some(0)));
    let series = world.floor.db.read(|conn| store::series::one(conn, &year.series)).unwrap();
    assert_eq!(series.trial_id, id);
});

story!(days_on_which_a_token_worked_stand_beside_those_planned_and_cups_are_told_with_the_arms, |world| {
    let town = Town::set_up(world);
    world.floor.clock.advance(TimeDelta::days(7));
    let id = town.trial.id.clone();
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    let path = format!("/trials/{id}/delivery/dose.json");
    let described = researcher.open(&path.replace("/dose.json", "/description.json")).body.clone();
    assert!(described.contains("Northmoor: kitchens of buildings"), "one stands, and everybody sees it: {described}");
    let untold = json(&mut researcher, &path);
    assert_eq!(dose(&untold, "all arms", "cups_brought"), (None, None), "a sum of people would name buildings");
    let (planned, worked) = dose(&untold, "all arms", "days_working");
    assert!(planned > worked && worked.is_some_and(|days| days > 0), "one of several stands: {untold}");
    give_sight(world, "rhys@x.example", &id);
    let told = json(&mut researcher, &path);
    assert!(dose(&told, "all arms", "cups_brought").0.is_some_and(|cups| cups > 0), "{told}");
    let arms: Vec<&str> = told["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["measure"] == "days_working")
        .map(|line| line["arm"].as_str().unwrap())
        .collect();
    assert_eq!(arms.len(), 2, "{told}");
});
