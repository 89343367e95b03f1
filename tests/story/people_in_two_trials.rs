//! People who could be in two trials at once: nobody is until it is said, and where the second is drawn within the arms of the
//! first it shares each of them out, and shows them to nobody who may not see both.

use std::collections::{BTreeMap, BTreeSet};

use hearten::{
    floor::{error::Error, web::Role},
    trial::allocation::{
        allocate::draw_only, end::end, pair::say, reveal::reveal, scheme::Mode, sight, trial::Trial, verify::verify,
    },
};

use crate::{
    story,
    world::{World, council},
};

story!(nobody_is_in_two_trials_until_it_is_said_that_they_may_be_or_that_they_are_left_out, |world| {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    world.locked(&world.trial("Spring letters", "person", &[]));
    world.people_come_in(&[council("Fernshire", 12, 0)]);
    let second = world.trial("Autumn letters", "person", &[]);
    let here = format!("/trials/{}", second.id);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open(&here);
    let says = "30 of its people are in “Spring letters” too, and nobody has said whether that may be";
    assert!(researcher.seen.says(says), "{}", researcher.seen.text());
    researcher.open(&format!("{here}/draw"));
    researcher.press(&format!("{here}/draw"), &[("mode", "live"), ("households", "yes")]);
    assert!(researcher.seen.status == 422 && researcher.seen.says("First say whether people may be in both"));
    assert_eq!(world.count("allocation_lists"), 1);
    researcher.press(&format!("{here}/draw"), &[("mode", "practice"), ("households", "yes")]);
    assert!(researcher.seen.says("A practice list is drawn"), "{}", researcher.seen.text());

    let overlap = format!("{here}/overlap");
    researcher.open(&overlap);
    let other = researcher.seen.field("other").unwrap();
    assert_eq!(researcher.press(&overlap, &[("other", &other), ("rule", "block")]).status, 422);
    researcher.press(&overlap, &[("other", &other), ("rule", "block"), ("why", "One letter each")]);
    assert!(researcher.seen.says("Nobody in both"), "{}", researcher.seen.text());
    researcher.open(&here);
    assert!(
        researcher.seen.says("42 people looked at, 12 in; 30 who is in another trial"),
        "{}",
        researcher.seen.text()
    );
    researcher.press(&overlap, &[("other", &other), ("rule", "allow"), ("why", "They may have two")]);
    researcher.open(&format!("{here}/draw"));
    researcher.press(&format!("{here}/draw"), &[("mode", "live"), ("households", "yes")]);
    assert!(researcher.seen.says("Somebody else now checks"), "{}", researcher.seen.text());
    assert_eq!(world.count("frame_members"), 30 + 42 + 42);
    let late = researcher.press(&overlap, &[("other", &other), ("rule", "block"), ("why", "Too late")]).status;
    assert_eq!(late, 409);
    assert_eq!(world.count("audits where act = 'trial.paired'"), 4, "in the history of both");
});

story!(a_trial_drawn_within_the_arms_of_another_shares_out_each_of_them_and_is_shown_to_who_may_see_both, |world| {
    world.people_come_in(&[council("Oakby", 40, 0)]);
    let first = world.trial("Spring letters", "person", &[]);
    let arms = world.locked(&first).arm_of_each();
    world.people_come_in(&[council("Fernshire", 20, 0)]);
    for method in ["blocks", "minimise"] {
        let second = world.trial_by(method, &format!("Autumn letters, {method}"), "person", &["authority"]);
        let words = ("stratify", "Each arm of the first is to be as even in the second");
        world.floor.db.write(|conn| say(conn, &world.floor, "researcher", &second, &first.id, words)).unwrap();
        let whole = world.drawn(&second, Mode::Practice);
        let mut shared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (person, arm) in &whole.arm_of_each() {
            let before = arms.get(person).map_or("not in it", String::as_str);
            *shared.entry((before, if arm == "letter" { "letter" } else { "comparison" })).or_default() += 1;
        }
        for before in ["letter", "comparison", "not in it"] {
            let [here, there] = ["letter", "comparison"].map(|arm| shared[&(before, arm)]);
            assert_eq!(here + there, 20, "everybody is in the second: {shared:?}");
            // Blocks end within three of even, and minimisation keeps nearer still.
            assert!(here.abs_diff(there) <= 3, "{method}: {shared:?}");
        }
        let named = whole.rows.iter().find(|sealed| arms.get(&sealed.members[0]).is_some_and(|arm| arm == "letter"));
        assert_eq!(named.unwrap().row.stratum, "Oakby / Spring letters: letter");
        let verdict = world.floor.db.read(|conn| verify(conn, &world.floor, &whole.list.id)).unwrap();
        assert!(verdict.faults.is_empty(), "it is drawn again: {:?}", verdict.faults);
        let alone: BTreeSet<String> =
            whole.clone().without_others().rows.into_iter().map(|one| one.row.stratum).collect();
        assert_eq!(alone, BTreeSet::from(["Fernshire".to_owned(), "Oakby".to_owned()]));
        shown_to_who_may_see_both(world, &whole.list.id, &first.id, &second, method == "minimise");
    }
});

/// The list of the second shows the first: to nobody, until they may see that too, or it has ended.
fn shown_to_who_may_see_both(world: &World, list_id: &str, first_id: &str, second: &Trial, ends: bool) {
    let floor = &world.floor;
    let shows =
        || floor.db.write(|conn| reveal(conn, floor, "researcher", list_id, "to look at the balance").map(drop));
    let refused =
        |done: Result<(), Error>| matches!(done, Err(Error::NotAllowed(says)) if says.contains("Spring letters"));
    let printed = floor.db.read(|conn| draw_only(conn, floor, second, &[5; 32].into()).map(drop));
    assert!(refused(printed), "nor is it printed");
    if ends {
        assert!(shows().is_ok(), "they may see both by now");
        return;
    }
    assert!(refused(shows()));
    floor.db.write(|conn| sight::give(conn, floor, "lead", first_id, "researcher")).unwrap();
    assert!(shows().is_ok());
    let shown =
        format!("audits where act = 'trial.revealed' and subject = '{first_id}' and detail like '%by the strata of%'");
    assert_eq!(world.count(&shown), 1, "the first has on record that its arms were seen");
    let seen = format!("uptake_events where about = '{first_id}' and event = 'trial.revealed'");
    assert_eq!(world.count(&seen), 40);
}

story!(a_constrained_draw_says_that_it_cannot_be_made_within_the_arms_of_another_trial, |world| {
    world.people_come_in(&[council("Oakby", 60, 0)]);
    let first = world.trial("Spring letters", "team", &[]);
    world.locked(&first);
    let second = world.trial_by("constrain", "Autumn letters", "team", &[]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let overlap = format!("/trials/{}/overlap", second.id);
    let says = "Constrained randomisation cannot be drawn within the arms of another trial";
    researcher.open(&overlap);
    let mut fields = [("other", first.id.as_str()), ("rule", "stratify"), ("why", "Each arm as even in the second")];
    researcher.press(&overlap, &fields);
    assert!(researcher.seen.status == 422 && researcher.seen.says(says), "{}", researcher.seen.text());
    // It may have been said of a trial that was drawn by another method then.
    fields[1].1 = "allow";
    researcher.press(&overlap, &fields);
    world.tamper("update trial_pairs set rule = 'stratify'");
    assert!(researcher.open(&overlap).says("Drawn within its arms"), "{}", researcher.seen.text());
    researcher.press(&format!("/trials/{}/draw", second.id), &[("mode", "practice"), ("households", "yes")]);
    assert!(researcher.seen.status == 422 && researcher.seen.says(says), "{}", researcher.seen.text());
    // Once the first has ended it is in nobody's way.
    world.floor.db.write(|conn| end(conn, &world.floor, "lead", &first.id, "All letters are out")).unwrap();
    researcher.press(&format!("/trials/{}/draw", second.id), &[("mode", "practice"), ("households", "yes")]);
    assert!(researcher.seen.says("A practice list is drawn"), "{}", researcher.seen.text());
});
