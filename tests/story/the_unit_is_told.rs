//! What was randomised stands on every page of a trial, and of a thing of one, for those who run it: an analysis by person of a trial by team is
//! wrong. Whoever leads, coordinates or researches opens all there is by its links; the table of routes says what that is.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use hearten::{
    app,
    floor::web::{Allow, Role},
    trial::allocation::{end::end, pair::say, scheme::Mode, trial::Trial},
};

use crate::{
    goals::Course,
    lines_that_do_not_come::agreed_on_all,
    no_arm_shows::walked::fits,
    road::Road,
    rounds::Year,
    story,
    surveys::{Study, answer_and_send},
    tokens::Town,
    what_was_delivered::give_sight,
    world::{Someone, World},
};

const ROLES: [Role; 3] = [Role::Coordinator, Role::ProgrammeLead, Role::Researcher];

/// Pages that tell of no trial, or are not for those who run one.
const WITHOUT: &[(&str, &str)] = &[
    ("/letters/rounds/new", "the trial is chosen on it, each choice with its unit"),
    ("/rounds/new", "the trial is chosen on it, each choice with its unit"),
    ("/goals/runs/new", "the trial is chosen on it, each choice with its unit"),
    ("/trials/new", "the unit is asked on it"),
    ("/letters/rounds/{id}/sign", "a leader reads and signs letters, and no more"),
    ("/letters/rounds/{id}/letters/{letter}", "one letter, as whoever gets it will read it"),
    ("/rounds/{id}/sheet", "it is printed, and lies in the room"),
    ("/rounds/{id}/wall", "it hangs in the room"),
    ("/rounds/{id}/run-sheet", "it is printed for whoever facilitates"),
    ("/rounds/{id}/summary", "for the licensor, who licenses Rounds and not a trial"),
    ("/rounds/{id}/summary.csv", "for the licensor, who licenses Rounds and not a trial"),
    ("/tokens/{id}/cards/{version}", "it is printed, and hangs in the building"),
];

/// Every page under these starts that links lead to, and every route there that the table has besides; `elsewhere` are those of which
/// another story holds the same.
fn everything_tells(world: &World, unit: &str, starts: &[&str], elsewhere: &[&str]) {
    let mut someone = world.someone("all@units.example", &ROLES);
    for trial in world.floor.db.read(Trial::all).unwrap() {
        give_sight(world, "all@units.example", &trial.id);
    }
    let (mut seen, mut faults) = (BTreeMap::new(), BTreeSet::new());
    let all = ["/", "/trials", "/uptake", "/letters/rounds", "/rounds", "/tokens", "/goals/runs"];
    opened(&mut someone, &all.map(str::to_owned), (starts, unit), &mut seen, &mut faults);
    let beside: Vec<String> = missed(starts, &seen).into_iter().flat_map(|route| beside(route, &seen)).collect();
    opened(&mut someone, &beside, (starts, unit), &mut seen, &mut faults);
    assert!(faults.is_empty(), "these do not say what was randomised: {faults:#?}");
    let missed: Vec<&str> = missed(starts, &seen).into_iter().filter(|path| !elsewhere.contains(path)).collect();
    assert!(missed.is_empty(), "these were not opened: {missed:#?}");
}

/// Opens pages and what they link to under `starts`, and keeps the routes of those which do not tell the unit.
fn opened(
    someone: &mut Someone<'_>,
    paths: &[String],
    (starts, unit): (&[&str], &str),
    seen: &mut BTreeMap<String, u16>,
    faults: &mut BTreeSet<&'static str>,
) {
    let mut to_open = paths.to_vec();
    while let Some(path) = to_open.pop() {
        if seen.contains_key(&path) {
            continue;
        }
        let page = someone.open(&path).clone();
        seen.insert(path.clone(), page.status);
        to_open.extend(page.links("/").into_iter().filter(|link| is_one(starts, link)));
        let is_page = page.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        let Some(route) = route_of(&path).filter(|_| is_page && page.status == 200 && is_one(starts, &path)) else {
            continue;
        };
        let text = page.text();
        let told = ["nit:", "andomised by"].iter().any(|words| text.contains(&format!("{words} {unit}")));
        if !told && !WITHOUT.iter().any(|(without, _)| *without == route) {
            faults.insert(route);
        }
    }
}

fn is_one(starts: &[&str], path: &str) -> bool {
    starts.iter().any(|start| path.starts_with(start))
}

/// Routes for those who run a trial of which no page was seen.
fn missed(starts: &[&str], seen: &BTreeMap<String, u16>) -> Vec<&'static str> {
    let there = seen.iter().filter(|(_, status)| **status == 200);
    let opened: BTreeSet<&str> = there.filter_map(|(path, _)| route_of(path)).collect();
    app::routes()
        .into_iter()
        .filter(|route| route.method == Method::GET && is_one(starts, route.path))
        .filter(|route| matches!(route.allow, Allow::Roles(roles) if ROLES.iter().any(|role| roles.contains(role))))
        .map(|route| route.path)
        .filter(|path| !opened.contains(path) && !WITHOUT.iter().any(|(without, _)| without == path))
        .collect()
}

/// Paths of a route beside pages that were seen: '/trials/{id}/settings' where '/trials/7' was.
fn beside(route: &str, seen: &BTreeMap<String, u16>) -> Vec<String> {
    let Some((parent, last)) = route.rsplit_once('/').filter(|(_, last)| !last.contains('{')) else {
        return Vec::new();
    };
    seen.keys().filter(|path| fits(parent, path)).map(|path| format!("{path}/{last}")).collect()
}

/// The first route of the table that a path is of.
fn route_of(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let gets = app::routes().into_iter().filter(|route| route.method == Method::GET);
    gets.map(|route| route.path).find(|route| fits(route, path))
}

/// Pages of lines that are still to come, and of a letter that is held back.
const LINES: &[&str] = &[
    "/letters/rounds/{id}/fallback/{letter}",
    "/letters/rounds/{id}/nobody/{letter}",
    "/letters/rounds/{id}/colleague/{letter}",
    "/letters/rounds/{id}/hand/{manager}",
    GIVEN_BACK,
];
/// Held by the story of a letter that goes back to its manager.
const GIVEN_BACK: &str = "/letters/rounds/{id}/letters/{letter}/give-back";

/// Beside the first trial one that is set up, and one that is drawn and not locked.
fn trials_at_every_stage(world: &World) {
    let first = world.floor.db.read(Trial::all).unwrap().remove(0);
    world.trial("Autumn letters", "person", &[]);
    let winter = world.trial("Winter letters", "person", &[]);
    let both = ("allow", "They may have two");
    world.floor.db.write(|conn| say(conn, &world.floor, "researcher", &winter, &first.id, both)).unwrap();
    world.drawn(&winter, Mode::Live);
}

story!(every_page_of_a_trial_of_letters_says_what_was_randomised, |world| {
    let mut road = Road::signed_and_printed(world);
    let pack = road.path("pack");
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    let trial = world.floor.db.read(Trial::all).unwrap().remove(0).id;
    trials_at_every_stage(world);
    world.floor.db.write(|conn| end(conn, &world.floor, "researcher", &trial, "It is over")).unwrap();
    let (mut lead, release) =
        (world.someone("lea@x.example", &[Role::ProgrammeLead]), format!("/letters/trials/{trial}/release"));
    lead.open(&release);
    assert!(lead.press(&release, &[("reason", "For everyone")]).says("The lines are released"), "{}", lead.seen.text());
    let starts = ["/trials/", "/uptake", "/outcomes/", "/letters/rounds/", "/letters/trials/"];
    let elsewhere = [
        LINES,
        &["/trials/{id}/surveys/{wave}", "/trials/{id}/surveys/{wave}/launch", "/trials/{id}/surveys/{wave}/texts"],
    ]
    .concat();
    everything_tells(world, "person", &starts, &elsewhere);
    world.work();
});

story!(every_page_of_lines_that_are_to_come_says_what_was_randomised, |world| {
    let _round = agreed_on_all(world);
    everything_tells(world, "person", &["/letters/rounds/"], &["/letters/rounds/{id}/comparison", GIVEN_BACK]);
});

story!(every_page_of_a_year_of_rounds_says_what_was_randomised, |world| {
    let _year = Year::announced(world, 4, &[]);
    everything_tells(world, "team", &["/rounds/", "/uptake/"], &[]);
});

story!(every_page_of_a_run_of_half_hours_says_what_was_randomised, |world| {
    let _course = Course::live(world);
    everything_tells(world, "team", &["/goals/runs/"], &[]);
});

story!(every_page_of_tokens_says_what_was_randomised, |world| {
    let _town = Town::set_up(world);
    everything_tells(world, "building", &["/tokens/"], &[]);
});

story!(every_page_of_a_survey_of_a_trial_says_what_was_randomised, |world| {
    let mut study = Study::on_footing(world, 20);
    let here = study.launched("endline", "named", &["ons4", "reached"]);
    let people = study.people();
    answer_and_send(world, &study.link(&here, &people[0]), &["5"; 4]);
    study.set_up("later", "named", &["ons4"]);
    trials_at_every_stage(world);
    everything_tells(world, "person", &["/trials/"], &["/trials/{id}/surveys/{wave}/texts"]);
    study.go_to(3, 22);
    study.again();
    assert!(study.researcher.open(&format!("{here}/texts")).says("Unit: person"), "{}", study.researcher.seen.text());
});
