//! Nothing follows from outcomes that are told: not from two of them that differ by a row that came late, and not from everyone less an arm.

use std::sync::Barrier;

use hearten::{
    floor::error::Error,
    trial::outcomes::{
        extracts::{bring::bring, take_back::take_back},
        told::{Asked, Outcome, gather},
    },
    trial::trial_ids::Joiner,
};

use crate::{
    extracts::{HEADING, extract, give_sight, months_later, the_one},
    story,
    surveys::{Study, answer_and_send},
    world::in_arm,
};

/// Rows of some, for other days than those of the first extract.
fn summer(study: &Study<'_>, people: &[&str]) -> String {
    let members = study.whole.members.iter().filter(|member| people.contains(&member.person_id.as_str()));
    let row = |member: &hearten::trial::allocation::frame::Member| {
        format!("{},Northmoor,2027-06-01,2027-06-30,9,1,\n", member.reference)
    };
    HEADING.to_owned() + &members.map(row).collect::<String>()
}

story!(a_row_that_comes_late_counts_with_enough_others, |world| {
    let mut study = Study::on_footing(world, 40);
    let page = months_later(&mut study);
    let told = format!("{page}/told");
    give_sight(&study);
    let (letter, comparison) = (in_arm(&study.whole, "letter"), in_arm(&study.whole, "comparison"));
    let (late, rest) = (summer(&study, &letter[..1]), summer(&study, &[&letter[1..], &comparison[..]].concat()));
    let first = extract(&study);
    let bring_in = |study: &mut Study<'_>, file: &str| {
        world.floor.clock.advance(chrono::TimeDelta::seconds(1));
        study.researcher.open(&page);
        study.researcher.upload(&page, "extract.csv", file.as_bytes(), &[]);
        assert!(study.researcher.seen.says("The extract is on record"), "{}", study.researcher.seen.text());
    };
    let arms = |study: &mut Study<'_>, extracts: &str| {
        study.researcher.open(&page);
        let page = study.researcher.press(&told, &[("outcome", "absence"), ("extracts", extracts), ("why", "To look")]);
        assert_eq!(page.status, 200, "{}", page.text());
        page.text()
    };
    bring_in(&mut study, &first);
    let once = arms(&mut study, "");
    assert!(once.contains("letter 20 20 100.0% 2.00"), "{once}");
    bring_in(&mut study, &late);
    let twice = arms(&mut study, "");
    assert!(twice.contains("letter 20 20 100.0% 2.00"), "nine days more of one person: {twice}");
    assert!(twice.contains("of the first 1 of 2 extracts"), "{twice}");
    let page_of = study.researcher.open(&page).text();
    assert!(
        page_of.contains("Up to extract 2") && study.researcher.seen.links(&format!("{page}/extracts/")).len() == 1
    );
    let refused = study.researcher.press(&told, &[("outcome", "absence"), ("extracts", "2")]).clone();
    assert!(refused.status == 422 && refused.says("is of too few people to be told by itself"), "{}", refused.text());
    bring_in(&mut study, &rest);
    let third = arms(&mut study, "");
    assert!(third.contains("letter 20 20 100.0% 11.00") && third.contains("up to 30 June 2027"), "{third}");
    assert!(arms(&mut study, "1").contains("letter 20 20 100.0% 2.00"), "what was told is told again");
});

story!(an_arm_is_hidden_where_everyone_less_it_would_tell_of_a_few, |world| {
    let mut study = Study::on_footing(world, 40);
    let here = study.launched("endline", "named", &["ons4"]);
    let (letter, comparison) = (in_arm(&study.whole, "letter"), in_arm(&study.whole, "comparison"));
    for person in letter.iter().take(12).chain(comparison.iter().take(5)) {
        answer_and_send(world, &study.link(&here, person), &["6", "5", "5", "5"]);
    }
    study.go_to(3, 22);
    study.again();
    give_sight(&study);
    study.researcher.open(&here);
    let scores = study.researcher.press(&format!("{here}/scores"), &[("why", "To look")]).text();
    assert!(scores.contains("everyone 17 6.00"), "{scores}");
    let page = format!("/outcomes/{}", study.trial.id);
    study.researcher.open(&page);
    let asked = [("outcome", "survey:endline:ons4.satisfaction"), ("why", "To look")];
    let text = study.researcher.press(&format!("{page}/told"), &asked).text();
    for arm in ["letter", "comparison"] {
        assert!(text.contains(&format!("{arm} 20 hidden, too few people")), "{arm}: {text}");
    }
    let file = study.researcher.press(&format!("{page}/told"), &[asked[0], ("go", "csv")]).body.clone();
    assert!(!file.contains("6.0") && file.contains("hidden"), "{file}");
});

story!(of_two_extracts_that_come_in_at_once_the_second_is_compared_with_the_first, |world| {
    let study = Study::on_footing(world, 40);
    world.floor.clock.advance(chrono::TimeDelta::days(122));
    let (file, floor, trial) = (extract(&study), &world.floor, &study.trial);
    // The same days, and others that overlap them with other figures.
    let other = file.replace("2027-03-01,2027-05-31", "2027-03-02,2027-05-30");
    let start = Barrier::new(2);
    let came: Vec<_> = std::thread::scope(|scope| {
        let hands = [&file, &other].map(|file| {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                floor.db.write(|conn| bring(conn, floor, "somebody", trial, file.as_bytes())).unwrap()
            })
        });
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    assert_eq!(came.iter().filter(|came| came.is_ok()).count(), 1, "{came:?}");
    assert_eq!((world.count("outcome_extracts"), world.count("outcome_facts")), (1, 80));
});

story!(an_extract_is_not_taken_back_from_under_figures_that_are_being_told, |world| {
    let study = Study::on_footing(world, 40);
    give_sight(&study);
    world.floor.clock.advance(chrono::TimeDelta::days(122));
    let (file, floor, trial) = (extract(&study), &world.floor, &study.trial);
    floor.db.write(|conn| bring(conn, floor, "somebody", trial, file.as_bytes())).unwrap().unwrap();
    let (extract, start) = (the_one(world), Barrier::new(2));
    let account = world.floor.db.read(|conn| hearten::floor::auth::account_by_email(conn, "rhea@x.example")).unwrap();
    let account = account.unwrap().id;
    let (told, taken) = std::thread::scope(|scope| {
        let tell = scope.spawn(|| {
            start.wait();
            let asked = Asked { outcome: Outcome::Absence, extracts: None, why: "To look".into() };
            floor.db.write(|conn| gather(conn, floor, &Joiner::command_line(""), &account, trial, &asked))
        });
        let take = scope.spawn(|| {
            start.wait();
            floor.db.write(|conn| take_back(conn, floor, "somebody", &trial.id, &extract))
        });
        (tell.join().unwrap(), take.join().unwrap())
    });
    match (told, taken) {
        (Ok(_), Err(Error::TooLate(_))) => assert_eq!(world.count("outcome_facts"), 80),
        (Err(Error::TooLate(_)), Ok(80)) => assert_eq!(world.count("outcome_facts"), 0),
        (told, taken) => panic!("both had their way: {} {taken:?}", told.is_ok()),
    }
});
