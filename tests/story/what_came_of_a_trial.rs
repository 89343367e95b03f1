//! Outcomes of a trial of people: told by arm to who may see the arms, on the page, in a file and at the command line.

use hearten::floor::web::Role;
use hearten::trial::{
    allocation::end,
    uptake::{event::Event, record::record_all},
};

use crate::{
    extracts::{HEADING, extract, give_sight, months_later, the_one},
    story,
    surveys::{Study, answer_and_send},
    world::{council, in_arm},
};

story!(an_outcome_is_told_by_arm_to_those_who_may_see_the_arms_and_to_nobody_else, |world| {
    let mut study = Study::on_footing(world, 40);
    let page = months_later(&mut study);
    study.researcher.open(&page);
    study.researcher.upload(&page, "extract.csv", extract(&study).as_bytes(), &[]);
    let letters: Vec<String> = in_arm(&study.whole, "letter").into_iter().take(10).map(str::to_owned).collect();
    let (now, trial) = (world.now(), study.trial.id.clone());
    world.floor.db.write(|conn| record_all(conn, now, Event::LetterPosted, &letters, &trial, "r1")).unwrap();

    study.researcher.open(&page);
    assert!(study.researcher.seen.says("They are told to those who may see the arms"));
    let told = format!("{page}/told");
    let refused = study.researcher.press(&told, &[("outcome", "absence")]).clone();
    assert!(refused.status == 403 && refused.says("to those who may see the arms"), "{}", refused.text());
    let untold = world.hearten(&["report", "outcomes", "--outcome", "absence"]);
    assert!(untold.code == 2 && untold.out.is_empty() && untold.err.contains("once it has ended"), "{untold:?}");
    assert_eq!(study.audited("outcomes.joined_to_arms"), 0);

    give_sight(&study);
    study.researcher.open(&page);
    let empty = study.researcher.press(&told, &[("outcome", ""), ("extracts", "soon")]).clone();
    assert!(
        empty.status == 422 && empty.says("Choose an outcome") && empty.says("Choose an extract"),
        "{}",
        empty.text()
    );
    study.researcher.open(&page);
    let unsaid = study.researcher.press(&told, &[("outcome", "absence"), ("why", " ")]).clone();
    assert!(unsaid.status == 422 && unsaid.says("Say in a few words why you look at the arms"), "{}", unsaid.text());
    assert_eq!(study.audited("outcomes.joined_to_arms"), 0);
    let text = study.researcher.press(&told, &[("outcome", "absence"), ("why", "The main analysis")]).text();
    // By hand: SD of ten 1s and ten 3s is the root of 20/19; error the root of 2 × 20/19/20; t of 38 is 2.0244.
    for row in [
        "comparison 20 20 100.0% 4.00 1.03 0.0%",
        "letter 20 20 100.0% 2.00 1.03 50.0%",
        "Difference, intention to treat people, Welch’s t -2.00 -2.66 -1.34",
        "Standardised difference Cohen’s d -1.95",
        "Difference in compliance those with data 50.0%",
        "letter less comparison, with data: 20 of 20 in letter, 20 of 20 in comparison",
        "rows from 1 March 2027 on, up to 31 May 2027",
    ] {
        assert!(text.contains(row), "{row}: {text}");
    }
    assert!(text.contains("CACE people, Welch’s t -4.00"), "{text}");
    assert!(!text.contains('*') && !text.contains("significant"), "{text}");
    let left = study.researcher.press(&told, &[("outcome", "turnover")]).text();
    assert!(left.contains("comparison 20 20 100.0% 0.100"), "{left}");
    assert_eq!(study.audited("outcomes.joined_to_arms"), 2);
    assert_eq!(
        world.count("audits where act = 'outcomes.joined_to_arms' and detail = 'absence; The main analysis'"),
        1,
        "what it was for"
    );
    assert_eq!(study.audited("trial.reason_given"), 1, "once a day");
    study.researcher.open(&page);
    assert!(study.researcher.seen.says("You said today why you look: “The main analysis”"));
    let none = study.researcher.press(&told, &[("outcome", "absence"), ("extracts", "2")]).clone();
    assert!(none.status == 422 && none.says("told up to the extract of this number: 1"), "{}", none.text());
    study.researcher.open(&page);
    assert!(study.researcher.seen.links(&format!("{page}/extracts/")).is_empty(), "it was used");
    let extract = the_one(world);
    assert_eq!(study.researcher.press(&format!("{page}/extracts/{extract}/take-back"), &[]).status, 409);
    in_files(&mut study, &told);
    world.tamper("update allocated_units set arm_id = (select max(arm_id) from allocated_units)");
    study.researcher.open(&page);
    let edited = study.researcher.press(&told, &[("outcome", "absence")]).clone();
    assert!(edited.status == 409 && edited.says("No outcome can be told by arm"), "{}", edited.text());
});

/// The same figures in a file and at the command line, in the same bytes each time.
fn in_files(study: &mut Study<'_>, told: &str) {
    let world = study.world;
    let asked = [("outcome", "absence"), ("go", "csv")];
    study.researcher.open(told.trim_end_matches("/told"));
    let file = study.researcher.press(told, &asked).body.clone();
    let line = "\"absence\",\"letter\",\"comparison\",\"difference\",\"people, Welch’s t\",-2.000000,-2.656";
    assert!(file.contains(line) && file.contains(",20,20,20,20,person\n"), "{file}");
    let words =
        ["report", "outcomes", "--outcome", "absence", "--as", "rhea@x.example", "--why", "A figure", "--format"];
    let unsaid = world.hearten(&["report", "outcomes", "--outcome", "absence", "--as", "rhea@x.example"]);
    assert!(unsaid.code == 2 && unsaid.err.contains("why you look at the arms"), "{unsaid:?}");
    let said = |format: &str| world.hearten(&[&words[..], &[format]].concat());
    assert_eq!(said("csv").out, file, "{}", said("csv").err);
    assert_eq!(said("json"), said("json"));
    let json: serde_json::Value = serde_json::from_str(&said("json").out).unwrap();
    assert_eq!(json["comparisons"][0]["figures"]["cace"]["effect"]["value"].as_f64(), Some(-4.0));
    assert!(said("table").out.contains("Standardised difference"), "{}", said("table").out);
    for member in &study.whole.members {
        assert!(!said("json").out.contains(&member.person_id) && !file.contains(&member.reference));
    }
    let unknown = world.hearten(&["report", "outcomes", "--outcome", "mood"]);
    assert!(unknown.code == 2 && unknown.err.contains("absence-rate, turnover"), "{unknown:?}");
    world.floor.db.write(|conn| end::end(conn, &world.floor, "second", &study.trial.id, "It is over")).unwrap();
    let ended = world.hearten(&["report", "outcomes", "--outcome", "absence", "--why", "A figure", "--format", "csv"]);
    assert_eq!(ended.out, file);
}

story!(a_scale_of_a_survey_is_an_outcome_too, |world| {
    let mut study = Study::on_footing(world, 40);
    let here = study.launched("endline", "named", &["ons4"]);
    for (arm, low) in [("letter", 6), ("comparison", 4)] {
        for (at, person) in in_arm(&study.whole, arm).into_iter().take(12).enumerate() {
            let score = (low + 2 * (at % 2)).to_string();
            answer_and_send(world, &study.link(&here, person), &[&score, "5", "5", "5"]);
        }
    }
    study.go_to(3, 22);
    study.again();
    give_sight(&study);
    let page = format!("/outcomes/{}", study.trial.id);
    study.researcher.open(&page);
    assert!(study.researcher.seen.says("Life satisfaction"), "{}", study.researcher.seen.text());
    let asked = [("outcome", "survey:endline:ons4.satisfaction"), ("why", "To look")];
    let text = study.researcher.press(&format!("{page}/told"), &asked).text();
    assert!(text.contains("letter 20 12 60.0% 7.00 1.04 0.0%"), "{text}");
    assert!(text.contains("Difference, intention to treat people, Welch’s t 2.00"), "{text}");
    assert!(text.contains("none: the intervention came to no more people"), "{text}");
    study.researcher.open(&page);
    let wrong = study.researcher.press(&format!("{page}/told"), &[("outcome", "survey:endline:mood")]).clone();
    assert!(wrong.status == 422 && wrong.says("Name one scale of this survey"), "{}", wrong.text());
});

story!(rows_that_reach_past_the_last_day_of_follow_up_are_kept_and_in_no_figure, |world| {
    let mut study = Study::on_footing(world, 40);
    let windows = format!("/trials/{}/set-up/windows", study.trial.id);
    study.researcher.open(&windows);
    let days = [
        ("recruit_from", "2027-03-01"),
        ("recruit_until", "2027-03-01"),
        ("deliver_from", "2027-03-01"),
        ("deliver_until", "2027-03-31"),
        ("follow_until", "2027-04-30"),
        ("reason", "As the protocol has it"),
    ];
    assert!(study.researcher.press(&windows, &days).says("It is kept"), "{}", study.researcher.seen.text());
    // What is said after the lock moves no figure, so it was said before.
    world.tamper("update trial_answers set said_at = '2027-03-01 08:00:00'");
    let page = months_later(&mut study);
    let whole = extract(&study);
    study.researcher.open(&page);
    let brought = study.researcher.upload(&page, "extract.csv", whole.as_bytes(), &[]).text();
    let outside =
        "80 new, 0 known already, 80 of the new outside the days that count (from 1 March 2027 to 30 April 2027)";
    assert!(brought.contains(outside), "{brought}");
    give_sight(&study);
    study.researcher.open(&page);
    let asked = [("outcome", "absence"), ("why", "To look")];
    let none = study.researcher.press(&format!("{page}/told"), &asked).text();
    assert!(none.contains("for the days that count, from 1 March 2027 to 30 April 2027"), "{none}");
    let id = the_one(world);
    assert_eq!(world.hearten(&["import", "outcomes", "--take-back", &id, "--trial", "Spring letters"]).code, 0);
    study.researcher.open(&page);
    let within = whole.replace("2027-03-01,2027-05-31", "2027-03-01,2027-04-30").replace("2027-05-03", "2027-04-03");
    assert!(study.researcher.upload(&page, "extract.csv", within.as_bytes(), &[]).says("80 new, 0 known already"));
    study.researcher.open(&page);
    let told = study.researcher.press(&format!("{page}/told"), &asked).text();
    assert!(told.contains("letter 20 20 100.0% 2.00"), "{told}");
});

story!(what_came_of_a_trial_of_several_is_told_by_each_with_who_had_that_one, |world| {
    world.people_come_in(&[council("Northmoor", 30, 0)]);
    let arms = [("letter", "letters"), ("both", "letters+goals"), ("comparison", "")];
    let trial = world.trial_of("letters+goals", "Both", "person", &arms);
    let whole = world.locked(&trial);
    let researcher = world.someone("rhea@x.example", &[Role::Researcher]);
    let [letter, both, comparison] = ["letter", "both", "comparison"].map(|arm| in_arm(&whole, arm));
    let mut study = Study { world, trial, whole: whole.clone(), researcher };
    study.footing();
    let owned = |people: &[&str]| people.iter().map(|person| (*person).to_owned()).collect::<Vec<_>>();
    let (now, about) = (world.now(), study.trial.id.clone());
    let put = |conn: &mut _| {
        record_all(conn, now, Event::LetterPosted, &owned(&[&letter[..], &both].concat()), &about, "r1")?;
        record_all(conn, now, Event::GoalsOffered, &owned(&both), &about, "g1")?;
        record_all(conn, now, Event::PartStarted, &owned(&both[..5]), &about, "g1/1")
    };
    world.floor.db.write(put).unwrap();
    let page = months_later(&mut study);
    study.researcher.open(&page);
    // By hand: 1 or 3 days with a letter, 3 or 5 with both, 5 or 7 with none.
    let row = |member: &hearten::trial::allocation::frame::Member| {
        let person = member.person_id.as_str();
        let (arm, least) =
            [(&letter, 1), (&both, 3), (&comparison, 5)].into_iter().find(|(arm, _)| arm.contains(&person)).unwrap();
        let at = arm.iter().position(|one| *one == person).unwrap();
        format!("{},Northmoor,2027-03-01,2027-05-31,{},1,\n", member.reference, least + 2 * (at % 2))
    };
    let file = HEADING.to_owned() + &study.whole.members.iter().map(row).collect::<String>();
    study.researcher.upload(&page, "extract.csv", file.as_bytes(), &[]);
    give_sight(&study);
    let told = |of: &str| {
        let words = ["report", "outcomes", "--trial", "Both", "--outcome", "absence", "--as", "rhea@x.example"];
        let told = world.hearten(&[&words[..], &["--why", "To look", "--of", of]].concat());
        told.out.split_whitespace().collect::<Vec<_>>().join(" ").replace(['─', '═'], "") + &told.err
    };
    let (letters, goals) = (told("letters"), told("goals"));
    assert!(
        letters.contains("both 10 10 100.0% 4.00 1.05 100.0%") && goals.contains("both 10 10 100.0% 4.00 1.05 50.0%")
    );
    // Half hours are what parts those with both from those with a letter, and a letter is what parts these from those with nothing.
    let part = |told: &str, from: &str| told[told.find(from).unwrap_or_else(|| panic!("{from}: {told}"))..].to_owned();
    assert!(part(&goals, "both less letter,").contains("people, Welch’s t 2.00 1.01 2.99"), "{goals}");
    assert!(part(&goals, "both less letter,").contains("CACE people, Welch’s t 4.00"), "half of them had any: {goals}");
    assert!(part(&letters, "letter less comparison,").contains("CACE people, Welch’s t -4.00"), "{letters}");
    for (told, alone) in [(&goals, "letter less comparison,"), (&letters, "both less comparison,")] {
        let two = part(told, alone);
        assert!(two.contains("CACE none: the two arms differ in more"), "{told}");
    }
    assert!(!goals.contains("both less comparison"), "{goals}");
});
