//! Scores of a survey: after its close, by group, arms only to who may see them; and of a file at the command line.

use std::fs;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::web::Role,
    schema::accounts,
    trial::{
        allocation::{end, sight},
        surveys::{erase_person, sheet::saved},
        trial_ids,
    },
};

use crate::{
    story,
    surveys::{Study, answer_and_send, answer_for_nobody},
    world::in_arm,
};

story!(scores_wait_for_the_close_and_tell_arms_to_those_who_may_see_them, |world| {
    let mut study = Study::on_footing(world, 40);
    let here = study.launched("endline", "named", &["ons4", "reached"]);
    // By hand: everyone allocated a letter says 8 and remembers one; the others say 4 and do not, but for two who heard of it.
    for (arm, score, recalls, heard) in [("letter", "8", "1", "0"), ("comparison", "4", "0", "1")] {
        for (at, person) in in_arm(&study.whole, arm).into_iter().take(12).enumerate() {
            let heard = if at < 2 { heard } else { "0" };
            let answers = [score, score, score, "2", recalls, "0", "0", "0", "0", heard, "0", "0", "0", ""];
            answer_and_send(world, &study.link(&here, person), &answers);
        }
    }
    assert_eq!(study.researcher.press(&format!("{here}/scores"), &[]).status, 409);
    study.go_to(3, 22);
    study.again();
    study.researcher.open(&here);
    assert!(study.researcher.seen.says("24 answered") && study.researcher.seen.says("40 people in it"));
    let text = study.researcher.press(&format!("{here}/scores"), &[]).text();
    assert!(text.contains("everyone: 24 of 40 answered") && text.contains("Arms are not told here"), "{text}");
    assert!(text.contains("Life satisfaction everyone 24 6.00 2.04") && !text.contains("arm letter"), "{text}");
    assert_eq!((study.audited("survey.scored"), study.audited("survey.joined_to_arms")), (1, 0));
    let account = accounts::table.filter(accounts::email.eq("rhea@x.example")).select(accounts::id);
    let account: String = world.floor.db.read(|conn| Ok(account.first(conn)?)).unwrap();
    world.floor.db.write(|conn| sight::give(conn, &world.floor, "lead", &study.trial.id, &account)).unwrap();
    study.researcher.open(&here);
    let unsaid = study.researcher.press(&format!("{here}/scores"), &[("why", "")]).clone();
    assert!(unsaid.status == 422 && unsaid.says("why you look at the arms"), "{}", unsaid.text());
    assert_eq!(study.audited("survey.joined_to_arms"), 0);
    let text = study.researcher.press(&format!("{here}/scores"), &[("why", "The paper")]).text();
    assert!(text.contains("arm letter: 12 of 20 answered") && text.contains("arm comparison: 12 of 20"), "{text}");
    assert!(text.contains("Life satisfaction arm letter 12 8.00 0.00"), "{text}");
    assert!(text.contains("arm comparison 12 4.00"), "{text}");
    assert!(text.contains("arm letter 12 8.00 0.00 0 12 of 20"), "who answered stands beside each figure: {text}");
    assert!(text.contains("Do you remember getting a letter of thanks at home?"), "{text}");
    assert!(text.contains("arm comparison 0 12 0 arm letter 12 0 0"), "{text}");
    let few = "everyone hidden hidden hidden hidden arm comparison hidden hidden hidden hidden arm letter 12 0 0 0";
    assert!(text.contains(few), "two heard of a letter, and everyone less the others would tell: {text}");
    let joined = "audits where act = 'survey.joined_to_arms' and detail = 'its scores by arm; The paper'";
    assert_eq!((world.count(joined), study.audited("survey.joined_to_arms")), (1, 1));
    assert!(!study.researcher.open(&here).says("Why do you look at the arms?"), "once a day");
    at_the_command_line(&study, &here);
    answers_without_names(&mut study, &here);
});

/// Arms are told there once the trial has ended, as with uptake.
fn at_the_command_line(study: &Study<'_>, here: &str) {
    let world = study.world;
    let words = ["report", "scores", "--wave", "Endline", "--format", "csv"];
    // The command has the machine's clock, which is before the survey opens.
    let said = world.hearten(&words);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("once the survey has closed"), "{}", said.err);
    world.tamper("update survey_waves set opens_on = '2020-03-01', closes_on = '2020-03-20'");
    let said = world.hearten(&words);
    assert!(said.out.contains("ons4,2020,satisfaction,\"everyone\",\"mean\",6.0000"), "{}{}", said.out, said.err);
    assert!(
        said.out.contains(",,response,\"everyone\",answered,24") && !said.out.contains("arm letter"),
        "{}",
        said.out
    );
    world.floor.db.write(|conn| end::end(conn, &world.floor, "researcher", &study.trial.id, "It is over")).unwrap();
    let unsaid = world.hearten(&words);
    assert!(unsaid.code == 2 && unsaid.err.contains("why you look at the arms"), "{}", unsaid.err);
    let said = world.hearten(&[&words[..], &["--why", "The paper"]].concat());
    assert!(said.out.contains("ons4,2020,satisfaction,\"arm comparison\",\"mean\",4.0000"), "{}", said.out);
    // The page says the same to whoever was not given the right, but of no survey that still runs.
    let mut other = world.someone("rhys@x.example", &[Role::Researcher]);
    other.open(here);
    let by_arm = other.press(&format!("{here}/scores"), &[("why", "The paper")]);
    assert!(by_arm.says("arm letter: 12 of 20 answered"), "{}", by_arm.text());
    world.tamper("update survey_waves set closes_on = '2099-03-20'");
    other.open(here);
    assert_eq!(other.press(&format!("{here}/scores"), &[]).status, 409);
    world.tamper("update survey_waves set closes_on = '2020-03-20'");
    let said = world.hearten(&["report", "scores", "--wave", "midline"]);
    assert!(said.code == 2 && said.err.contains("A survey of that name"), "{}", said.err);
}

fn answers_without_names(study: &mut Study<'_>, here: &str) {
    study.researcher.open(here);
    let unsaid = study.researcher.press(&format!("{here}/answers.csv"), &[]).clone();
    assert!(unsaid.status == 422 && unsaid.says("Say in a few words what the answers are for"), "{}", unsaid.text());
    study.researcher.open(here);
    let file = study.researcher.press(&format!("{here}/answers.csv"), &[("why", "To draw a picture")]).body.clone();
    assert_eq!(study.world.count("audits where act = 'survey.answers_taken' and detail = 'To draw a picture'"), 1);
    let head = file.lines().next().unwrap();
    assert!(
        head.starts_with("trial_id,ons4.satisfaction,ons4.worthwhile") && !head.contains("reached.words"),
        "{head}"
    );
    assert_eq!(file.lines().count(), 25);
    assert!(head.ends_with(",unit_of_allocation") && file.lines().skip(1).all(|line| line.ends_with(",person")));
    for member in &study.whole.members {
        assert!(!file.contains(&member.person_id) && !file.contains(&format!(",{},", member.reference)));
    }
    assert_eq!(study.audited("survey.answers_taken"), 1);
}

story!(a_few_answers_are_counted_and_not_told, |world| {
    let mut study = Study::on_footing(world, 20);
    let here = study.launched("pulse", "anonymous", &["ons4"]);
    for _ in 0..7 {
        answer_for_nobody(world, &study.link_for_all(&here), &["9", "9", "9", "9"]);
    }
    study.researcher.open(&here);
    assert!(study.researcher.seen.says("7 answered"), "{}", study.researcher.seen.text());
    study.go_to(3, 22);
    study.again();
    study.researcher.open(&here);
    let text = study.researcher.press(&format!("{here}/scores"), &[]).text();
    assert!(
        text.contains("everyone: 7 of 20 answered") && text.contains("Life satisfaction everyone hidden"),
        "{text}"
    );
    assert!(!text.contains("9.00"), "{text}");
});

story!(what_somebody_answered_goes_with_them, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("baseline", "named", &["ons4"]);
    let people = study.people();
    for person in &people[..2] {
        answer_and_send(world, &study.link(&here, person), &["5", "5", "5", "5"]);
    }
    let told = |person: &str| world.floor.db.read(|conn| saved::of_person(conn, &world.floor, person)).unwrap();
    let theirs = told(&people[0]);
    assert_eq!(
        (theirs.len(), theirs[0].survey.as_str(), theirs[0].sent, theirs[0].answers.len()),
        (1, "baseline", true, 4)
    );
    assert_eq!(theirs[0].answers[0], ("Overall, how satisfied are you with your life nowadays?".into(), "5".into()));
    let erase = |conn: &mut _| {
        erase_person::erase(conn, &people[0])?;
        trial_ids::erase(conn, &people[0])
    };
    world.floor.db.write(erase).unwrap();
    assert!(told(&people[0]).is_empty() && told(&people[1]).len() == 1);
    assert_eq!((world.count("survey_sheets"), world.count("trial_ids")), (1, 1));
});

story!(a_file_of_answers_is_scored_row_by_row_or_refused_whole, |world| {
    let file = world.dir().join("answers.csv");
    let path = file.to_str().unwrap();
    fs::write(&file, "id,1,2,3,4,5,6,7\na,3,3,3,3,3,3,3\nb,5,5,4,4,4,4,3\nc,3,3,3,3,3,3,\n").unwrap();
    let run = |words: &[&str]| world.hearten(&[&["report", "scores", "--answers", path], words].concat());
    let said = run(&["--instrument", "swemwbs", "--format", "csv"]);
    assert_eq!(
        said.out,
        "id,scale,score,missing\n\"a\",raw,21.0000,\n\"a\",metric,19.2500,\n\"b\",raw,29.0000,\n\"b\",metric,26.0200,\n\
         \"c\",raw,,7\n\"c\",metric,,7\n",
        "{}",
        said.err
    );
    let said = run(&["--instrument", "swemwbs"]);
    // By hand: the mean of 19.25 and 26.02 is 22.635, and their SD is 6.77 / √2.
    assert!(
        said.out.contains("22.63") && said.out.contains("4.79") && said.out.contains("none: 7 not answered"),
        "{}",
        said.out
    );
    assert!(said.out.contains("Unconfirmed: Metric 26.02 at raw 29"), "{}", said.out);
    let said = run(&["--instrument", "swemwbs", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (json[1]["scores"]["metric"].as_f64(), json[2]["missing"]["metric"][0].as_str()),
        (Some(26.02), Some("7"))
    );
    fs::write(&file, "id,1,2,3,4,5,6,7\na,3,3,3,3,3,3,9\n").unwrap();
    let said = run(&["--instrument", "swemwbs", "--format", "csv"]);
    assert!(said.code == 2 && said.out.is_empty() && said.err.contains("row 2, column 7"), "{}", said.err);
    let said = run(&["--instrument", "mood"]);
    assert!(said.code == 2 && said.err.contains("brief_cope, cbi, ghq12"), "{}", said.err);
    let said = run(&["--instrument", "swemwbs", "--base", "0"]);
    assert!(said.code == 2 && said.err.contains("--base"), "{}", said.err);
    let said = world.hearten(&["report", "scores"]);
    assert!(said.code == 2, "{}", said.err);
});

story!(the_settings_are_checked_with_every_instrument_and_its_wording, |world| {
    let folder = world.dir().join("wording");
    fs::create_dir(&folder).unwrap();
    let more = format!("[surveys]\nwording = '{}'\n", folder.display());
    let check = || world.hearten_with(&["check-config"], &more);
    assert_eq!(check().code, 0, "{}", check().err);
    let good = include_str!("surveys/wording/swemwbs.toml");
    fs::write(folder.join("swemwbs.toml"), good).unwrap();
    assert_eq!(check().code, 0, "{}", check().err);
    fs::write(folder.join("swemwbs.toml"), good.replace("3 = ", "9 = ")).unwrap();
    let said = check();
    let file = folder.join("swemwbs.toml").display().to_string();
    for says in ["wording of item 3: write it", "wording of item 9: the instrument has no such item"] {
        assert!(said.code == 2 && said.err.contains(&format!("{file}: {says}")), "{}", said.err);
    }
});
