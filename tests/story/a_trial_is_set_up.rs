//! A researcher settles what a trial says before it begins, checks it on one page, and a second person locks it; what changes after that
//! gives its reason.

use diesel::{QueryDsl, RunQueryDsl};
use hearten::{floor::web::Role, schema::allocation_lists};

use crate::{
    story,
    world::{Someone, World, council},
};

/// The tables of it, for whoever watches that looking changes nothing.
pub const TABLES: &[&str] = &["trial_answers"];

const WINDOWS: [(&str, &str); 5] = [
    ("recruit_from", "2027-03-01"),
    ("recruit_until", "2027-03-31"),
    ("deliver_from", "2027-03-15"),
    ("deliver_until", "2027-09-30"),
    ("follow_until", "2027-12-31"),
];
const OUTCOMES: [(&str, &str); 5] = [
    ("outcome_1", "Days of absence"),
    ("when_1", "over 12 months"),
    ("outcome_2", "Wellbeing"),
    ("when_2", "at 6 months"),
    ("primary", "2"),
];
const ASKED: [(&str, &str); 2] = [("asked_1", "Endline only"), ("asked_2", "Baseline and endline")];

fn answer(researcher: &mut Someone<'_>, trial: &str, question: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let path = format!("/trials/{trial}/set-up/{question}");
    researcher.open(&path);
    let seen = researcher.press(&path, fields);
    (seen.status, seen.text())
}

fn drawn(world: &World) -> (Someone<'_>, Someone<'_>, String) {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let trial = world.trial("Spring letters", "person", &["team"]).id;
    let researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    (researcher, lead, trial)
}

story!(the_set_up_says_what_is_settled_what_is_missing_and_what_cannot_start_yet, |world| {
    let (mut researcher, mut lead, trial) = drawn(world);
    let set_up = format!("/trials/{trial}/set-up");
    researcher.open(&set_up);
    for says in [
        "Unit: person",
        "Arms: comparison (1 in every 2); letter (1 in every 2, served).",
        "Strata: team.",
        "24 people in it today.",
        "Nobody has said which outcome is the primary one. The list is not locked without it.",
        "No size is planned",
        "Randomise Not started",
        "Check and lock Cannot start yet The list is not drawn yet.",
    ] {
        assert!(researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    assert!(
        researcher.open(&format!("/trials/{trial}")).says("Set up 6 still to settle"),
        "{}",
        researcher.seen.text()
    );
    let (status, says) = answer(&mut researcher, &trial, "windows", &[("recruit_from", "2027-03-01")]);
    assert!(status == 422 && says.contains("Give until when people are followed as a day"), "{says}");
    let late = WINDOWS.map(|(field, day)| (field, if field == "follow_until" { "2027-06-30" } else { day }));
    let (status, says) = answer(&mut researcher, &trial, "windows", &late);
    assert!(status == 422 && says.contains("served until 30 September 2027: give that day or a later one"), "{says}");
    assert_eq!(researcher.seen.field("deliver_from").as_deref(), Some("2027-03-15"), "what was typed is kept");
    for (question, fields) in [("windows", &WINDOWS[..]), ("outcomes", &OUTCOMES), ("asked", &ASKED)] {
        let (status, says) = answer(&mut researcher, &trial, question, fields);
        assert!(status == 200 && says.contains("It is kept"), "{question}: {says}");
    }
    let looked = [("follows", "Teams are far apart; nothing is changed")];
    assert!(answer(&mut researcher, &trial, "spill-over", &looked).1.contains("Teams are far apart"));
    researcher.open(&set_up);
    for says in [
        "People are followed until 31 December 2027.",
        "Primary: Wellbeing, at 6 months. Other: Days of absence, over 12 months.",
        "comparison: Endline only letter: Baseline and endline",
    ] {
        assert!(researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    assert_eq!(world.count("audits where act = 'trial.answered'"), 4);
    assert_eq!(researcher.open(&format!("{set_up}/whim")).status, 404);
    assert!(lead.open(&set_up).says("Primary: Wellbeing"), "the lead reads it");
    lead.open(&format!("{set_up}/outcomes"));
    assert!(!lead.seen.says("Keep it"), "{}", lead.seen.text());
    assert_eq!(lead.press(&format!("{set_up}/outcomes"), &OUTCOMES).status, 403);
});

story!(settings_are_changed_until_the_live_list_is_drawn_by_them_and_then_stay, |world| {
    let (mut researcher, mut lead, trial) = drawn(world);
    world.answered(&trial);
    let path = format!("/trials/{trial}/settings");
    researcher.open(&path);
    assert_eq!(researcher.seen.field("name").as_deref(), Some("Spring letters"), "what holds stands there");
    assert_eq!(researcher.seen.field("arm_1").as_deref(), Some("comparison"));
    let fields = [
        ("name", "Summer letters"),
        ("intervention", "letters"),
        ("unit", "person"),
        ("arm_1", "card"),
        ("ratio_1", "2"),
        ("gets_1", "letters"),
        ("arm_2", "comparison"),
        ("ratio_2", "1"),
    ];
    let other = fields.map(|(field, words)| (field, if words == "letters" { "goals" } else { words }));
    assert!(researcher.press(&path, &other).status == 422 && researcher.seen.says("This is a trial of letters"));
    researcher.press(&path, &fields);
    for says in [
        "Summer letters",
        "The settings are changed.",
        "card (2 in every 3, served)",
        "Nobody has said what each arm is asked",
    ] {
        assert!(researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    assert!(researcher.open(&format!("/trials/{trial}/set-up/check")).says("Change Arms and ratio"));
    assert_eq!((world.count("arms"), world.count("audits where act = 'trial.changed'")), (2, 1));
    assert_eq!(lead.open(&path).status, 403);
    researcher.open(&format!("/trials/{trial}/draw"));
    researcher.press(&format!("/trials/{trial}/draw"), &[("mode", "practice"), ("households", "yes")]);
    assert_eq!((world.count("allocation_lists"), world.count("frame_members") > 0), (1, true));
    // What was practised by other settings goes with them, and its seed is spent.
    let seed = allocation_lists::table.select(allocation_lists::seed);
    let seed: String = world.floor.db.read(|conn| Ok(seed.first(conn)?)).unwrap();
    assert!(researcher.open(&path).says("A practice list was drawn by the settings as they are"));
    researcher.press(&path, &fields);
    assert_eq!(world.count("allocation_lists"), 1, "nothing is new, so nothing goes");
    researcher.open(&path);
    researcher.press(&path, &fields.map(|(field, words)| (field, if words == "card" { "letter" } else { words })));
    for table in ["allocation_lists", "allocated_units", "frame_members", "frame_excluded"] {
        assert_eq!(world.count(table), 0, "{table}");
    }
    let same = ["allocate", "--trial", "Summer letters", "--live", "--as", "ruth@x.example", "--seed", &seed];
    let refused = world.hearten(&[&same[..], &["--seed-because", "To see it again"]].concat());
    assert!(refused.code != 0 && refused.err.contains("A list was drawn from that seed before"), "{refused:?}");
    researcher.open(&format!("/trials/{trial}/draw"));
    researcher.press(&format!("/trials/{trial}/draw"), &[("mode", "live"), ("households", "yes")]);
    assert_eq!(researcher.press(&path, &fields).status, 409);
    assert!(researcher.open(&path).says("The live list was drawn by these settings"), "{}", researcher.seen.text());
});

story!(a_list_is_not_locked_before_what_its_analysis_rests_on_is_said, |world| {
    let (mut researcher, mut lead, trial) = drawn(world);
    let (lock, check) = (format!("/trials/{trial}/lock"), format!("/trials/{trial}/set-up/check"));
    researcher.open(&format!("/trials/{trial}/draw"));
    researcher.press(&format!("/trials/{trial}/draw"), &[("mode", "live"), ("households", "yes")]);
    lead.open(&check);
    assert!(lead.seen.says("cannot be locked while something is missing") && !lead.seen.says("Go on to the lock"));
    assert!(lead.open(&lock).says("Nobody has said what each arm is asked."), "{}", lead.seen.text());
    let refused = lead.press(&lock, &[]);
    assert!(refused.status == 409 && refused.says("Nobody has said which outcome is the primary one"));
    assert_eq!(world.count("allocation_lists where locked_at is not null"), 0);
    for (question, fields) in [("windows", &WINDOWS[..]), ("outcomes", &OUTCOMES), ("asked", &ASKED)] {
        answer(&mut researcher, &trial, question, fields);
    }
    assert!(researcher.open(&check).says("You drew the list, so somebody else reads this page and locks it"));
    lead.open(&check);
    // What is worth having is named, and holds nothing up.
    assert!(lead.seen.says("No size is planned") && lead.seen.says("Go on to the lock"), "{}", lead.seen.text());
    assert!(lead.seen.says("Change Planned sizes") && !lead.seen.says("Change Outcomes"), "{}", lead.seen.text());
    lead.open(&lock);
    assert!(lead.press(&lock, &[]).says("The list is locked"), "{}", lead.seen.text());
    assert!(lead.open(&check).says("What it was drawn from cannot be changed any more"));
});

story!(an_answer_that_changes_after_the_lock_gives_its_reason_and_both_are_kept, |world| {
    let (mut researcher, _, trial) = drawn(world);
    world.answered(&trial);
    let found = world.floor.db.read(|conn| hearten::trial::allocation::trial::Trial::find(conn, &trial)).unwrap();
    world.locked(&found);
    let (status, says) = answer(&mut researcher, &trial, "outcomes", &OUTCOMES);
    assert!(status == 422 && says.contains("The list is locked, so say why this changes now"), "{says}");
    let reasoned = [&OUTCOMES[..], &[("reason", "The committee asked for absence too")]].concat();
    assert!(answer(&mut researcher, &trial, "outcomes", &reasoned).1.contains("It is kept"));
    assert!(answer(&mut researcher, &trial, "outcomes", &OUTCOMES).1.contains("It is kept"), "the same is no change");
    researcher.open(&format!("/trials/{trial}/set-up/outcomes"));
    for says in [
        "version 2: Primary: Wellbeing, at 6 months.",
        "“The committee asked for absence too”",
        "version 1: Primary: Wellbeing, 6 months after the draw.",
    ] {
        assert!(researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    assert_eq!(world.count("trial_answers where question = 'outcomes'"), 2);
    let audit =
        "audits where act = 'trial.answered' and detail = 'Outcomes, version 2: The committee asked for absence too'";
    assert_eq!(world.count(audit), 1);
    assert_eq!(world.hearten(&["verify"]).code, 0);
});

story!(settings_that_only_a_command_can_type_are_shown_and_kept_by_the_page, |world| {
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let arms = ["a:1:served", "b:1", "c:1", "d:1", "e:1"].map(|arm| ["--arm", arm]).concat();
    let words = ["allocate", "set-up", "--trial", "Autumn Rounds", "--intervention", "rounds", "--unit", "team"];
    let whom = ["--role", "team manager", "--authority", "Not here yet"];
    let said = world.hearten(&[&words[..], &arms, &whom].concat());
    assert_eq!(said.code, 0, "{} {}", said.out, said.err);
    researcher.open("/trials");
    let trial = researcher.seen.links("/trials/").into_iter().find(|link| !link.ends_with("new")).unwrap();
    researcher.open(&format!("{trial}/settings"));
    assert_eq!(researcher.seen.field("arm_5").as_deref(), Some("e"));
    for ticked in ["team manager", "Not here yet"] {
        let tag = researcher.seen.body.split('<').find(|tag| tag.contains(&format!("value=\"{ticked}\"")));
        assert!(tag.is_some_and(|tag| tag.contains("checked")), "{ticked}: {}", researcher.seen.body);
    }
});
