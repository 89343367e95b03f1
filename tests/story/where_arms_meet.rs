//! How much of a workplace would mix arms, and each time that it did, told without telling an arm to whoever may not see them.

use hearten::{
    floor::{clock::Moment, web::Role},
    trial::{
        allocation::{end::end, sight},
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
    let mut other = world.someone("rhys@x.example", &[Role::Researcher]);
    assert!(!other.open(&page).says(&row), "{}", other.seen.text());
    world.floor.db.write(|conn| end(conn, &world.floor, "second", &trial.id, "All is collected")).unwrap();
    assert!(other.open(&page).says(&row), "once the trial has ended it is told: {}", other.seen.text());
    world.tamper(&format!("update uptake_events set detail = 'no' where person_id = '{compared}'"));
    researcher.open(&page);
    assert!(count_of(&researcher, "Says that it reached them").contains("everyone was asked 0 "));
});
