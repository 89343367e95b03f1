//! How much of a workplace would mix arms, and each time that it did, told without telling an arm to whoever may not see them.

use hearten::{
    floor::{clock::Moment, web::Role},
    trial::{
        allocation::sight,
        uptake::{event::Event, record::record},
    },
};

use crate::{
    story,
    world::{Someone, World, council},
};

fn of_arm(world: &World, list: &hearten::trial::allocation::stored::Whole, arm: &str) -> String {
    assert!(world.count("allocated_units") > 0);
    list.rows.iter().find(|sealed| sealed.row.arm == arm).unwrap().members[0].clone()
}

fn happens(world: &World, trial: &str, person: &str, event: Event, at: Moment, detail: &str) {
    world.floor.db.write(|conn| record(conn, at, event, person, trial, "r1", detail)).unwrap();
}

fn count_of(someone: &Someone<'_>, kind: &str) -> String {
    let text = someone.seen.text();
    let at = text.find(kind).unwrap_or_else(|| panic!("{kind} is not in: {text}"));
    text[at..].chars().take(140).collect()
}

story!(before_a_draw_the_page_says_how_many_groups_would_mix_and_what_whole_teams_would_cost, |world| {
    world.people_come_in(&[council("Oakby", 40, 2)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open(&format!("/trials/{}/spill-over", trial.id));
    let text = researcher.seen.text();
    assert!(text.contains("Over 20 lists") && text.contains("Before the draw"), "{text}");
    assert!(text.contains("Homes 2 ") && !text.contains("Since the draw"), "{text}");
    assert!(text.contains("0.05"), "{text}");
    assert_eq!(world.count("allocation_lists"), 0, "nothing of it is kept");
});

story!(an_exposure_is_dated_and_shown_to_those_who_may_see_the_arms_and_few_are_not_counted_to_others, |world| {
    world.people_come_in(&[council("Oakby", 40, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let whole = world.locked(&trial);
    let (served, compared) = (of_arm(world, &whole, "letter"), of_arm(world, &whole, "comparison"));
    happens(world, &trial.id, &compared, Event::LetterRecalled, world.now(), "yes");
    happens(world, &trial.id, &served, Event::LetterRecalled, world.now(), "yes");
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let page = format!("/trials/{}/spill-over", trial.id);
    researcher.open(&page);
    assert!(count_of(&researcher, "Says that it reached them").contains("fewer than 8"));
    assert!(count_of(&researcher, "Was sent what the other arm gets").contains("fewer than 8"), "none says no more");
    assert!(!researcher.seen.says("Each exposure") && count_of(&researcher, "Works in a building").contains("20"));

    let account = world.floor.db.read(|conn| hearten::floor::auth::account_by_email(conn, "ruth@x.example"));
    let account = account.unwrap().unwrap().id;
    world.floor.db.write(|conn| sight::give(conn, &world.floor, "second", &trial.id, &account)).unwrap();
    researcher.open(&page);
    assert!(count_of(&researcher, "Says that it reached them").contains("everyone was asked 1 "));
    let member = whole.members.iter().find(|member| member.person_id == compared).unwrap();
    let row = format!("1 March 2027 Oakby {} Says that it reached them", member.reference);
    assert!(researcher.seen.says(&row), "{}", researcher.seen.text());
    world.tamper(&format!("update uptake_events set detail = 'no' where person_id = '{compared}'"));
    researcher.open(&page);
    assert!(count_of(&researcher, "Says that it reached them").contains("everyone was asked 0 "));
});

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
