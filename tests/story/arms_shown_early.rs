//! To see the arms before the trial's end is to see them early: it is said on the page, kept on record, and told beside the flow.

use chrono::TimeDelta;
use hearten::{
    floor::web::Role,
    trial::allocation::{reveal::showings, sight},
};

use crate::{
    story,
    world::{World, council},
};

/// How many showings are on record, and how many of them as early ones.
fn on_record(world: &World) -> (i64, i64) {
    let early =
        "audits where act = 'trial.revealed' and detail like '%, early, the trial runs until 31 December 2027: %'";
    (world.count("reveals"), world.count(early))
}

story!(a_showing_before_the_end_is_called_early_on_the_page_on_record_and_beside_the_flow, |world| {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    world.answered(&trial.id);
    let whole = world.locked(&trial);
    let mut seers = Vec::new();
    for email in ["ruth@x.example", "rhys@x.example"] {
        let seer = world.someone(email, &[Role::Researcher]);
        let give = |conn: &mut _| {
            let account = hearten::floor::auth::account_by_email(conn, email)?.unwrap();
            sight::give(conn, &world.floor, "lead", &trial.id, &account.id)
        };
        world.floor.db.write(give).unwrap();
        seers.push(seer);
    }
    let reveal = format!("/trials/{}/reveal", trial.id);
    for seer in &mut seers {
        seer.open(&reveal);
        assert!(seer.seen.says("This is early: the trial runs until 31 December 2027."), "{}", seer.seen.text());
        assert!(seer.press(&reveal, &[("reason", "A safety question")]).says("That you saw this is on record"));
    }
    assert_eq!(on_record(world), (2, 2));
    let says = "Arms were shown early on 1 March 2027 to 2 people: “A safety question”.";
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    for page in [format!("/uptake/{}/flow", trial.id), format!("/trials/{}/delivery", trial.id)] {
        assert!(lead.open(&page).says(says), "{page}: {}", lead.seen.text());
    }
    assert!(
        lead.open(&format!("/uptake/{}/flow.json", trial.id)).body.contains("Arms were shown early on 1 March 2027")
    );
    assert!(world.hearten(&["report", "flow"]).out.contains(says));
    // The day after the last of the trial a showing is a showing.
    world.floor.clock.advance(TimeDelta::days(306));
    let mut after = world.someone("ruth@x.example", &[Role::Researcher]);
    after.open(&reveal);
    assert!(!after.seen.says("This is early"), "{} {}", world.floor.clock.today(), after.seen.text());
    after.press(&reveal, &[("reason", "The analysis")]);
    let shown = world.floor.db.read(|conn| showings(conn, &whole.list.id)).unwrap();
    assert_eq!(shown.iter().map(|one| one.early.is_some()).collect::<Vec<_>>(), [true, true, false]);
});

story!(a_showing_with_no_end_said_is_early_until_the_trial_is_ended, |world| {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    world.locked(&trial);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    lead.open(&format!("/trials/{}", trial.id));
    lead.press(&format!("/trials/{}/sight", trial.id), &[("email", "ruth@x.example")]);
    let reveal = format!("/trials/{}/reveal", trial.id);
    assert!(researcher.open(&reveal).says("This is early: the trial has not ended."));
    let end = format!("/trials/{}/end", trial.id);
    researcher.open(&end);
    researcher.press(&end, &[("reason", "All is collected")]);
    assert!(!researcher.open(&reveal).says("This is early"), "{}", researcher.seen.text());
});
