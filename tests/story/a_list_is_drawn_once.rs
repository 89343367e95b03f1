//! A researcher randomises, locks and checks without seeing an arm; the arms are shown to whom the right was given.

use hearten::floor::web::Role;

use crate::{
    story,
    world::{Someone, World, council},
};

const NEW: [(&str, &str); 10] = [
    ("name", "Spring letters"),
    ("intervention", "letters"),
    ("unit", "person"),
    ("strata", "team"),
    ("arm_1", "letter"),
    ("ratio_1", "1"),
    ("gets_1", "letters"),
    ("arm_2", "comparison"),
    ("ratio_2", "1"),
    ("smallest_block", "1"),
];

fn set_up_a_trial(researcher: &mut Someone<'_>) -> String {
    researcher.open("/trials/new");
    researcher.press("/trials", &NEW);
    assert!(researcher.seen.says("Nobody is randomised yet"), "{}", researcher.seen.text());
    researcher.seen.path.clone()
}

fn randomised_and_locked(world: &World, researcher: &mut Someone<'_>) -> String {
    world.people_come_in(&[council("Oakby", 30, 1)]);
    let trial = set_up_a_trial(researcher);
    researcher.open(&format!("{trial}/draw"));
    researcher.press(&format!("{trial}/draw"), &[("mode", "live"), ("households", "yes")]);
    assert!(researcher.seen.says("You drew it, so somebody else looks it over"), "{}", researcher.seen.text());
    let lock = format!("{trial}/lock");
    world.answered(trial.trim_start_matches("/trials/"));
    researcher.open(&lock);
    assert_eq!(researcher.press(&lock, &[]).status, 403, "whoever drew it does not lock it");
    let mut second = world.someone("second@x.example", &[Role::ProgrammeLead]);
    second.open(&lock);
    second.press(&lock, &[]);
    assert!(second.seen.says("The list is locked"), "{}", second.seen.text());
    trial
}

story!(what_was_typed_wrong_comes_back_with_its_words, |world| {
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open("/trials/new");
    let team = NEW.map(|(name, value)| (name, if name == "unit" { "team" } else { value }));
    researcher.press("/trials", &team);
    assert_eq!(researcher.seen.status, 422);
    assert!(researcher.seen.says("people cannot be told apart by team"), "{}", researcher.seen.text());
    assert_eq!(researcher.seen.field("name").as_deref(), Some("Spring letters"));
    set_up_a_trial(&mut researcher);
    researcher.open("/trials/new");
    researcher.press("/trials", &NEW);
    assert!(researcher.seen.says("There is a trial of that name already"), "{}", researcher.seen.text());
    researcher.open("/trials");
    assert!(researcher.seen.says("Randomised by person, 2 arms"), "{}", researcher.seen.text());
});

story!(a_live_list_is_drawn_once_and_only_after_the_warning_of_shared_homes, |world| {
    world.people_come_in(&[council("Oakby", 30, 2)]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let trial = set_up_a_trial(&mut researcher);
    assert!(researcher.seen.says("30 people would be randomised today"), "{}", researcher.seen.text());
    assert!(researcher.seen.says("2 pairs share a home"), "{}", researcher.seen.text());
    let draw = format!("{trial}/draw");
    researcher.open(&draw);
    researcher.press(&draw, &[("mode", "live")]);
    assert_eq!((researcher.seen.status, world.count("allocation_lists")), (422, 0));
    assert!(researcher.seen.says("Say that you have read which people share a home"));
    researcher.press(&draw, &[("mode", "live"), ("households", "yes")]);
    assert!(researcher.seen.says("Somebody else now checks the list and locks it"), "{}", researcher.seen.text());
    researcher.open(&draw);
    researcher.press(&draw, &[("mode", "live"), ("households", "yes")]);
    assert_eq!(researcher.seen.status, 409);
    assert_eq!(world.count("allocation_lists where mode = 'live'"), 1);
    assert_eq!(world.count("uptake_events where event = 'trial.allocated'"), 30);
    researcher.open(&draw);
    researcher.press(&draw, &[("mode", "practice"), ("households", "yes")]);
    assert!(researcher.seen.says("A practice list is drawn"), "{}", researcher.seen.text());
});

story!(who_randomises_sees_no_arm_until_somebody_else_gives_the_right, |world| {
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let trial = randomised_and_locked(world, &mut researcher);
    researcher.open(&format!("{trial}/verify"));
    assert!(researcher.seen.says("Every row is as it was drawn"), "{}", researcher.seen.text());
    let reveal = format!("{trial}/reveal");
    researcher.open(&reveal);
    assert!(researcher.seen.says("You have not been given the right"));
    researcher.press(&reveal, &[("reason", "I am curious")]);
    assert_eq!((researcher.seen.status, world.count("reveals")), (403, 0));

    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    lead.open(&trial);
    let sight = format!("{trial}/sight");
    lead.press(&sight, &[("email", "lead@x.example")]);
    assert_eq!((lead.seen.status, world.count("sights")), (403, 0), "nobody gives it to themselves");
    lead.open(&trial);
    lead.press(&sight, &[("email", "ruth@x.example")]);
    assert!(lead.seen.says("They can now see"), "{}", lead.seen.text());

    researcher.open(&reveal);
    researcher.press(&reveal, &[("reason", " ")]);
    assert_eq!((researcher.seen.status, world.count("reveals")), (422, 0));
    researcher.press(&reveal, &[("reason", "The analysis begins")]);
    assert!(
        researcher.seen.says("Who is in which arm") && researcher.seen.says("Balance"),
        "{}",
        researcher.seen.text()
    );
    assert_eq!(researcher.seen.body.matches("data-label=\"Arm\"").count(), 30);
    assert_eq!(world.count("reveals where reason = 'The analysis begins'"), 1);
    assert_eq!(world.count("uptake_events where event = 'trial.revealed'"), 30);
    lead.open(&trial);
    assert!(
        lead.seen.says("ruth@x.example : saw the arms") || lead.seen.says("ruth@x.example: saw the arms"),
        "{}",
        lead.seen.text()
    );
});

story!(the_uptake_page_draws_the_funnel_and_gives_its_files, |world| {
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let trial = randomised_and_locked(world, &mut researcher);
    let uptake = trial.replace("/trials/", "/uptake/");
    researcher.open("/uptake");
    assert_eq!(researcher.seen.links("/uptake/"), [uptake.as_str()]);
    researcher.open(&uptake);
    assert!(
        researcher.seen.body.contains("<svg") && researcher.seen.says("In the trial 30"),
        "{}",
        researcher.seen.text()
    );
    researcher.open(&format!("{uptake}/uptake.json"));
    let json: serde_json::Value = serde_json::from_str(&researcher.seen.body).unwrap();
    assert_eq!(
        (&json["unit"], &json["counts"]["in_trial"], &json["adds_up"]),
        (&"person".into(), &30.into(), &true.into())
    );
    let held = json["counts"]["allocated"].as_u64().unwrap();
    assert!((12..=18).contains(&held), "{held} of 30");
    assert!(researcher.open(&format!("{uptake}/uptake.csv")).body.starts_with("measure,label,count"));
    assert!(researcher.open(&format!("{uptake}/uptake.svg")).body.contains("<title id=\"funnel-title\">"));
    assert_eq!(researcher.open(&format!("{uptake}/other.txt")).status, 404);
});
