//! While a trial runs: sizes are planned and changed with reasons, a site withdraws and is served no more, what became public is put
//! down, and a researcher writes of what was delivered.

use hearten::{
    floor::web::Role,
    trial::allocation::{
        receives::{Guard, Owed, Reason, receives},
        stored::{List, Whole},
    },
};

use crate::{
    road::Road,
    story,
    world::{Someone, World, council, in_arm, option},
};

/// The tables of it, for whoever watches that looking changes nothing.
pub const TABLES: &[&str] = &["trial_descriptions", "trial_sizes", "trial_site_changes", "trial_publicity"];

/// Somebody says of a site that it withdraws, or comes back.
fn says<'a>(someone: &'a mut Someone<'_>, trial_id: &str, site: &str, act: &str, on: &str) -> &'a crate::world::Seen {
    let path = format!("/trials/{trial_id}/conduct");
    let body = someone.open(&path).body.clone();
    let sites = &body[body.find("name=\"site\"").unwrap()..];
    let site = option(sites, site);
    let fields = [("site", site.as_str()), ("act", act), ("site_on", on), ("site_reason", "A new director")];
    someone.press(&format!("{path}/sites"), &fields)
}

/// Where somebody worked when the list was drawn.
fn site_of(whole: &Whole, person: &str) -> String {
    let member = whole.members.iter().find(|member| member.person_id == person).unwrap();
    format!("{}, {}", member.site, member.authority)
}

fn owed(world: &World, person: &str) -> Owed {
    let ask = |conn: &mut _| receives(conn, &world.floor, &mut Guard::default(), person, "letters", world.now());
    world.floor.db.read(ask).unwrap()
}

story!(a_site_that_withdraws_is_served_no_more_until_it_comes_back_and_stays_in_the_analysis, |world| {
    world.people_come_in(&[council("Oakby", 60, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let whole = world.locked(&trial);
    let served = in_arm(&whole, "letter");
    let one = served[0];
    let site = site_of(&whole, one);
    let elsewhere = served.iter().find(|person| site_of(&whole, person) != site).unwrap();
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    assert!(matches!(owed(world, one), Owed::Yes(_)));
    let seen = says(&mut researcher, &trial.id, &site, "withdraw", "2027-02-01");
    assert!(seen.status == 422 && seen.says("Give a day from 1 March 2027"), "{}", seen.text());
    assert!(says(&mut researcher, &trial.id, &site, "withdraw", "2027-03-01").says("It is on record"));
    assert_eq!(owed(world, one), Owed::No(Reason::SiteWithdrew));
    assert!(matches!(owed(world, elsewhere), Owed::Yes(_)));
    assert_eq!(says(&mut researcher, &trial.id, &site, "withdraw", "2027-03-01").status, 409);
    let withdrew = format!("{site}, withdrew on 1 March 2027.");
    for page in [
        format!("/trials/{}", trial.id),
        format!("/uptake/{}/flow", trial.id),
        format!("/trials/{}/delivery", trial.id),
    ] {
        assert!(researcher.open(&page).says(&withdrew), "{page}: {}", researcher.seen.text());
    }
    assert!(world.hearten(&["report", "flow"]).out.contains(&withdrew));
    // Everybody is still where they were allocated.
    let flow = researcher.open(&format!("/uptake/{}/flow.csv", trial.id)).body.clone();
    assert!(flow.contains("\"\",\"Randomised\",,60,"), "{flow}");
    assert!(says(&mut researcher, &trial.id, &site, "back", "2027-03-01").says("It is on record"));
    assert!(matches!(owed(world, one), Owed::Yes(_)));
    let on_record =
        "audits where act in ('trial.site_withdrew', 'trial.site_back') and detail like '%2027-03-01: A new director'";
    assert_eq!(world.count(on_record), 2);
    assert_eq!(world.hearten(&["verify"]).code, 0);
});

story!(no_letter_is_made_at_a_site_that_has_withdrawn_and_nothing_is_alarming_about_it, |world| {
    let mut road = Road::ready_to_compose(world);
    let trial_id = world.floor.db.read(|conn| Ok(List::find(conn, &road.list_id)?.trial.id)).unwrap();
    let whole = world.floor.db.read(|conn| List::find(conn, &road.list_id)?.whole(conn)).unwrap();
    let site = site_of(&whole, &road.person(&road.treated[0]));
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    assert!(
        says(&mut lead, &trial_id, &site, "withdraw", "2027-03-01").says("It is on record"),
        "{}",
        lead.seen.text()
    );
    road.compose();
    let there = |letter: &&String| site_of(&whole, &road.person(letter)) == site;
    let many = i64::try_from(road.treated.iter().filter(there).count()).unwrap();
    assert!(many > 0);
    assert_eq!(world.count("uptake_events where event = 'letter.composed'"), 4 - many);
    assert_eq!(world.count("uptake_events where event = 'letter.not_owed' and detail = 'site_withdrew'"), many);
    assert!(road.alarms().is_empty(), "{:?}", road.alarms());
});

story!(sizes_are_planned_with_reasons_and_stand_beside_those_that_came_about, |world| {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let path = format!("/trials/{}/conduct", trial.id);
    for (people, why) in [("920", "As in the protocol"), ("391", "One authority withdrew before it began")] {
        let body = researcher.open(&path).body.clone();
        let whole_trial = option(&body, "the whole trial");
        let fields = [("part", whole_trial.as_str()), ("people", people), ("size_reason", why)];
        assert!(
            researcher.press(&format!("{path}/sizes"), &fields).says("It is on record"),
            "{}",
            researcher.seen.text()
        );
    }
    assert!(
        researcher.seen.says("the whole trial 391 1 March 2027: One authority withdrew before it began; before, 920 people, 1 March 2027: As in the protocol"),
        "{}",
        researcher.seen.text()
    );
    let wrong = researcher.press(&format!("{path}/sizes"), &[("part", "0"), ("people", "many"), ("size_reason", "")]);
    assert!(
        wrong.status == 422 && wrong.says("Give a whole number of people") && wrong.says("Say why, in a few words")
    );
    // An authority as it is on the roster, before anything is drawn; and one of which nobody comes in.
    assert_eq!(option(&researcher.open(&path).body, "all of Oakby"), "all of Oakby");
    for (field, of) in [("part", "all of Oakby"), ("authority", "Southmere")] {
        researcher.open(&path);
        let fields = [(field, of), ("people", "150"), ("size_reason", "As they told us")];
        assert!(
            researcher.press(&format!("{path}/sizes"), &fields).says("It is on record"),
            "{}",
            researcher.seen.text()
        );
    }
    let both = [("part", "all of Oakby"), ("authority", "Southmere"), ("people", "1"), ("size_reason", "Twice")];
    assert_eq!(researcher.press(&format!("{path}/sizes"), &both).status, 422);
    world.locked(&trial);
    researcher.open(&path);
    let told = researcher.seen.text();
    let why = "1 March 2027: As they told us";
    for row in [format!("all of Southmere 150 0 {why}"), format!("all of Oakby 150 24 {why}")] {
        assert!(told.contains(&row), "{row}: {told}");
    }
    assert!(
        researcher.seen.says("the whole trial 391 24") && researcher.seen.says("arm letter 12"),
        "{}",
        researcher.seen.text()
    );
    assert_eq!(world.count("trial_sizes"), 4, "what was planned before is kept");
    assert_eq!(world.count("audits where act = 'trial.size_planned'"), 4);
});

story!(what_became_public_and_what_researchers_write_stand_in_the_description, |world| {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let (conduct, page) = (format!("/trials/{}/conduct", trial.id), format!("/trials/{}/delivery", trial.id));
    researcher.open(&conduct);
    let tomorrow = [("publicity_on", "2027-03-02"), ("what", "A piece in the local paper")];
    assert_eq!(researcher.press(&format!("{conduct}/publicity"), &tomorrow).status, 422);
    let today = [("publicity_on", "2027-03-01"), ("what", "A piece in the local paper")];
    assert!(
        researcher
            .press(&format!("{conduct}/publicity"), &today)
            .says("1 March 2027 A piece in the local paper all sites")
    );
    // Before the draw there is no dose, and what nobody knows says so.
    researcher.open(&page);
    let text = researcher.seen.text();
    for says in [
        "It is counted once the trial is randomised",
        "1. Brief name Spring letters: a trial of letters.",
        "2. Why Nothing is on record, and nobody has written about it yet.",
        "10. Modifications Public: 1 March 2027: A piece in the local paper (all sites).",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    let why = format!("/trials/{}/description/why", trial.id);
    assert!(researcher.open(&why).says("The reason, theory or goal behind what it is made of."));
    assert_eq!(researcher.press(&why, &[("words", " ")]).status, 422);
    for words in ["Thanks are seldom heard.", "Thanks are seldom heard.", "Thanks are seldom heard at work."] {
        researcher.open(&why);
        assert!(researcher.press(&why, &[("words", words)]).says("It is kept"), "{}", researcher.seen.text());
    }
    assert!(researcher.seen.says("Thanks are seldom heard at work. Version 2, ruth@x.example, 1 March 2027"));
    assert_eq!((world.count("trial_descriptions"), world.count("audits where act = 'trial.described'")), (2, 2));
    assert_eq!(researcher.open(&format!("/trials/{}/description/whim", trial.id)).status, 404);
    world.locked(&trial);
    let csv = researcher.open(&format!("{page}/description.csv")).body.clone();
    assert!(csv.contains("2,why,written,2,Thanks are seldom heard at work.,person\n"), "{csv}");
    assert!(csv.contains("12,how_well_actual,record,,\"Letters posted, all arms: 0.\",person\n"), "{csv}");
    let said = world.hearten(&["report", "description", "--format", "csv"]);
    assert_eq!((said.code, said.out.as_str()), (0, csv.as_str()), "{}", said.err);
    assert!(
        world
            .hearten(&["report", "description"])
            .out
            .contains("2. Why\n   Thanks are seldom heard at work.\n   (version 2, ")
    );
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    lead.open(&page);
    assert!(lead.seen.says("Thanks are seldom heard at work.") && !lead.seen.says("Change the words"));
    assert_eq!(lead.open(&why).status, 403);
});
