//! How much of a workplace would mix arms, and each time that it did, told without telling an arm to whoever may not see them.

use chrono::TimeDelta;
use hearten::{
    floor::{auth, clock::Moment, db::Conn, web::Role},
    trial::{
        allocation::{end::end, sight, stored::Whole},
        uptake::{event::Event, record::record},
    },
};

use crate::{
    story,
    surveys::{Study, answer_and_send},
    world::{Someone, World, council, in_arm},
};

fn of_arm(world: &World, list: &Whole, arm: &str) -> String {
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

fn sees(world: &World, trial: &str, email: &str) {
    let give = |conn: &mut Conn| {
        let account = auth::account_by_email(conn, email)?.expect("an account").id;
        sight::give(conn, &world.floor, "second", trial, &account)
    };
    world.floor.db.write(give).unwrap();
}

/// The row of somebody's exposure, as the page has it.
fn row(whole: &Whole, person: &str, day: &str, what: &str) -> String {
    let member = whole.members.iter().find(|member| member.person_id == person).unwrap();
    format!("{day} {} {} {what}", member.authority, member.reference)
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
    assert!(count_of(&researcher, "Says that it reached them").contains("not told"), "as what anybody said");
    assert!(count_of(&researcher, "Was sent what the other arm gets").contains("fewer than 8"), "none says no more");
    assert!(!researcher.seen.says("Each exposure") && count_of(&researcher, "Works in a building").contains("20"));

    sees(world, &trial.id, "ruth@x.example");
    researcher.open(&page);
    assert!(count_of(&researcher, "Says that it reached them").contains("everyone was asked 1 "));
    let row = row(&whole, &compared, "1 March 2027", "Says that it reached them");
    assert!(researcher.seen.says(&row), "{}", researcher.seen.text());
    let mut other = world.someone("rhys@x.example", &[Role::Researcher]);
    assert!(!other.open(&page).says(&row), "{}", other.seen.text());
    world.floor.db.write(|conn| end(conn, &world.floor, "second", &trial.id, "All is collected")).unwrap();
    assert!(other.open(&page).says(&row), "once the trial has ended it is told: {}", other.seen.text());
    world.tamper(&format!("update uptake_events set detail = 'no' where person_id = '{compared}'"));
    researcher.open(&page);
    assert!(count_of(&researcher, "Says that it reached them").contains("everyone was asked 0 "));
});

story!(a_move_and_a_shared_home_stay_on_record_when_the_roster_and_the_vault_tell_of_them_no_more, |world| {
    world.people_come_in(&[council("Oakby", 40, 0)]);
    let trial = world.trial("Spring letters", "team", &[]);
    let whole = world.locked(&trial);
    let (served, compared) = (of_arm(world, &whole, "letter"), of_arm(world, &whole, "comparison"));
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    sees(world, &trial.id, "ruth@x.example");
    let (page, moved) = (format!("/trials/{}/spill-over", trial.id), "A move brought them into a team");
    world.pass(TimeDelta::hours(1));
    assert!(!researcher.open(&page).says(&row(&whole, &compared, "1 March 2027", moved)));
    world.tamper(&format!(
        "update postings set until_on = '2027-03-01' where person_id = '{compared}';
         insert into postings select 'moved', person_id, role,
            (select team_id from postings where person_id = '{served}'), site_id, manager_id, '2027-03-01', null
         from postings where person_id = '{compared}';
         update addresses set household = 'one home', put_at = '2027-03-01 10:00:00'
            where person_id in ('{served}', '{compared}')"
    ));
    let (move_in, home) = (
        row(&whole, &compared, "1 March 2027", moved),
        row(&whole, &compared, "1 March 2027", "Lives with somebody who is served"),
    );
    assert!(researcher.open(&page).says(&move_in), "{}", researcher.seen.text());
    assert!(researcher.seen.says(&home) && world.count("exposures") == 0, "looking keeps nothing");
    world.pass(TimeDelta::days(1));
    assert_eq!(world.count(&format!("exposures where person_id = '{compared}'")), 2);
    let others = world.count("exposures");
    world.tamper(&format!(
        "delete from postings where id = 'moved'; update postings set until_on = null where person_id = '{compared}';
         delete from addresses where person_id = '{compared}'"
    ));
    world.pass(TimeDelta::days(1));
    assert_eq!(world.count("exposures"), others, "each once");
    researcher.sign_in("ruth@x.example");
    researcher.open(&page);
    assert!(researcher.seen.says(&move_in) && researcher.seen.says(&home), "{}", researcher.seen.text());
});

story!(a_survey_of_a_trial_that_has_begun_asks_what_reached_people_unless_that_is_emptied, |world| {
    world.people_come_in(&[council("Oakby", 40, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let surveys = format!("/trials/{}/surveys", trial.id);
    researcher.open(&format!("{surveys}/new"));
    assert_eq!(researcher.seen.field("place.reached").as_deref(), Some(""), "a baseline has nothing to recall");
    assert!(!researcher.seen.says("has a place already"));
    world.locked(&trial);
    researcher.open(&format!("{surveys}/new"));
    assert!(researcher.seen.says("“What reached you” has a place already"), "{}", researcher.seen.text());
    let place = researcher.seen.field("place.reached").unwrap();
    assert_eq!(researcher.seen.field("place.ons4").as_deref(), Some(""));
    let set_up = |researcher: &mut Someone<'_>, name: &str, place: &str| {
        let days = [("opens_on", "2027-03-01"), ("closes_on", "2027-03-20"), ("reminders", "1"), ("days_between", "5")];
        let asked = [("name", name), ("mode", "named"), ("place.ons4", "1"), ("place.reached", place)];
        researcher.press(&surveys, &[&days[..], &asked].concat());
    };
    set_up(&mut researcher, "", "");
    assert_eq!(researcher.seen.status, 422);
    assert_eq!(researcher.seen.field("place.reached").as_deref(), Some(""), "what was emptied stays so");
    set_up(&mut researcher, "how it is", "");
    let (without, advice) = (researcher.seen.path.clone(), "asks what reached them");
    assert!(!researcher.seen.says("What reached you"), "{}", researcher.seen.text());
    assert!(researcher.open(&format!("{without}/launch")).says(advice), "it is advised all the same");
    researcher.open(&format!("{surveys}/new"));
    set_up(&mut researcher, "endline", &place);
    assert!(researcher.seen.says(", then What reached you"), "last: {}", researcher.seen.text());
    let with = researcher.seen.path.clone();
    assert!(!researcher.open(&format!("{with}/launch")).says(advice));
});

story!(what_a_closing_survey_says_of_spill_over_is_dated_and_told_without_a_name, |world| {
    let mut study = Study::on_footing(world, 40);
    let served = of_arm(world, &study.whole, "letter");
    sees(world, &study.trial.id, "rhea@x.example");
    let page = format!("/trials/{}/spill-over", study.trial.id);
    let advice = "asks what reached them";
    assert!(study.researcher.open(&page).says(advice), "{}", study.researcher.seen.text());
    let other = study.set_up("how it is", "named", &["ons4"]);
    assert!(study.researcher.open(&format!("{other}/launch")).says(advice), "{}", study.researcher.seen.text());
    let here = study.launched("endline", "named", &["reached"]);
    study.go_to(3, 3);
    let others: Vec<String> = in_arm(&study.whole, "comparison").into_iter().map(str::to_owned).collect();
    // Of a letter, recalled or not, and heard, read or got of others; the rest is of what was in no arm.
    let sheet =
        |recalls: &'static str, contact: &'static str| [recalls, "0", "1", "0", "1", contact, "3", "0", "0", ""];
    for person in &others[..8] {
        answer_and_send(world, &study.link(&here, person), &sheet("0", "2"));
    }
    answer_and_send(world, &study.link(&here, &others[8]), &sheet("1", "0"));
    answer_and_send(world, &study.link(&here, &served), &sheet("1", "2"));
    study.again();
    study.researcher.open(&page);
    let (heard, so) =
        ("Answers that they heard of it or saw it", "Answers that it reached them or that they took part");
    let counted = |someone: &Someone<'_>, kind: &str| count_of(someone, kind);
    assert!(
        !study.researcher.seen.says(advice) && counted(&study.researcher, heard).contains("fewer than 8"),
        "still open"
    );
    study.go_to(3, 21);
    study.again();
    study.researcher.open(&page);
    assert!(counted(&study.researcher, heard).contains("under a trial id 8 "), "{}", study.researcher.seen.text());
    assert!(counted(&study.researcher, so).contains("fewer than 8"), "of one nothing is told, as of any survey");
    assert!(study.researcher.seen.says(&format!("3 March 2027 not told {heard}")), "{}", study.researcher.seen.text());
    assert!(!study.researcher.seen.says(&format!("3 March 2027 not told {so}")));
    assert!(!study.researcher.seen.says(&row(&study.whole, &others[0], "3 March 2027", heard)), "without a name");
    let mut other = world.someone("rhys@x.example", &[Role::Researcher]);
    other.open(&page);
    assert!(counted(&other, heard).contains("trial id not told") && !other.seen.says("3 March 2027 not told"));
});
