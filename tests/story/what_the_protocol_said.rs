//! An outcome that is chosen once arms are known proves little, so a change of the protocol after the lock is said beside the figures.

use hearten::floor::web::Role;

use crate::{
    extracts::{extract, give_sight, months_later},
    story,
    surveys::Study,
    world::{World, council},
};

/// A trial whose protocol was said before its list was locked.
fn study(world: &World) -> Study<'_> {
    world.people_come_in(&[council("Northmoor", 40, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    world.answered(&trial.id);
    let whole = world.locked(&trial);
    let researcher = world.someone("rhea@x.example", &[Role::Researcher]);
    let study = Study { world, trial, whole, researcher };
    study.footing();
    study
}

story!(a_primary_outcome_that_changes_after_the_lock_is_said_to_have_changed_wherever_it_is_told, |world| {
    let mut study = study(world);
    give_sight(&study);
    let (trial, told) = (format!("/trials/{}", study.trial.id), format!("/outcomes/{}/told", study.trial.id));
    study.researcher.open(&format!("{trial}/reveal"));
    study.researcher.press(&format!("{trial}/reveal"), &[("reason", "A safety question")]);
    assert!(study.researcher.seen.says("Who is in which arm"), "{}", study.researcher.seen.text());
    let page = months_later(&mut study);
    study.researcher.open(&page);
    assert!(study.researcher.seen.says("Primary: Wellbeing, 6 months after the draw."));
    study.researcher.upload(&page, "extract.csv", extract(&study).as_bytes(), &[]);
    study.researcher.open(&page);
    let before = study.researcher.press(&told, &[("outcome", "absence"), ("why", "To look")]).text();
    let own =
        "The protocol names no outcome in just these words. It names: Primary: Wellbeing, 6 months after the draw.";
    assert!(before.contains(own) && !before.contains("was changed on"), "{before}");

    let form = format!("{trial}/set-up/outcomes");
    study.researcher.open(&form);
    let new = [("outcome_1", "Working days lost to sickness"), ("when_1", "over 3 months"), ("primary", "1")];
    study.researcher.press(&form, &[&new[..], &[("reason", "Payroll data came first.")]].concat());
    assert!(study.researcher.seen.says("It is kept"), "{}", study.researcher.seen.text());

    let changed = "The primary outcome was changed on 1 July 2027 after the list was locked and after arms were shown on 1 March 2027 \
                   and after outcomes were set beside arms on 1 July 2027, from “Wellbeing, 6 months after the draw” to \
                   “Working days lost to sickness, over 3 months”: Payroll data came first.";
    let primary = "The protocol calls this the primary outcome: “Working days lost to sickness, over 3 months”.";
    for path in [format!("{trial}/delivery"), page.clone()] {
        assert!(study.researcher.open(&path).says(changed), "{path}: {}", study.researcher.seen.text());
    }
    let after = study.researcher.press(&told, &[("outcome", "absence"), ("why", "To look")]).text();
    assert!(after.contains(changed) && after.contains(primary), "{after}");
    study.researcher.open(&page);
    let other = study.researcher.press(&told, &[("outcome", "absence-rate")]).text();
    assert!(other.contains(changed) && other.contains("names no outcome in just these words"), "{other}");
    // The command has the machine's clock, by which it puts down that it looked.
    let (begins, ends) =
        (changed.split(" and after outcomes").next().unwrap(), changed.split("2027, ").last().unwrap());
    let words = ["report", "outcomes", "--outcome", "absence", "--as", "rhea@x.example", "--why", "To look"];
    let said = world.hearten(&words).out;
    assert!(said.contains(begins) && said.contains(ends) && said.contains(primary), "{said}");
    let json = world.hearten(&[&words[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["protocol"]["says"][0], primary);
    assert!(json["protocol"]["changed"][0].as_str().unwrap().ends_with(ends), "{json}");
    assert!(world.hearten(&["report", "description"]).out.contains(begins));
});

story!(windows_and_what_arms_are_asked_are_said_to_have_changed_too_and_nothing_before_the_lock_is, |world| {
    world.people_come_in(&[council("Northmoor", 40, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    world.answered(&trial.id);
    let mut researcher = world.someone("rhea@x.example", &[Role::Researcher]);
    let mut say = |question: &str, fields: &[(&str, &str)]| {
        let form = format!("/trials/{}/set-up/{question}", trial.id);
        researcher.open(&form);
        assert!(researcher.press(&form, fields).says("It is kept"), "{}", researcher.seen.text());
    };
    say("asked", &[("asked_1", "One survey"), ("asked_2", "Both surveys")]);
    world.locked(&trial);
    world.pass(chrono::TimeDelta::days(1));
    let days = [("recruit_from", "2027-03-01"), ("recruit_until", "2027-03-31"), ("deliver_from", "2027-03-01")];
    let until = [("deliver_until", "2027-09-30"), ("follow_until", "2028-01-31"), ("reason", "Two teams were late")];
    let mut researcher = world.someone("rhys@x.example", &[Role::Researcher]);
    let form = format!("/trials/{}/set-up/windows", trial.id);
    researcher.open(&form);
    assert!(researcher.press(&form, &[&days[..], &until].concat()).says("It is kept"));
    researcher.open(&format!("/trials/{}/delivery", trial.id));
    let says = "The windows were changed on 2 March 2027 after the list was locked, from “People come in";
    assert!(researcher.seen.says(says) && researcher.seen.says("31 January 2028.”: Two teams were late."));
    assert!(!researcher.seen.says("What each arm is asked was"), "that was before the lock");
});
