//! A survey from its launch to its close: what it needs, how people answer by links of their own and by codes, and when reminders stop.

use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    schema::{survey_sheets, trial_ids},
    trial::{allocation::pair::say, contact::opt_out::opt_out, surveys::wave::asked::everyone},
};

use crate::{
    story,
    surveys::{Study, answer, answer_and_send},
};

story!(a_survey_goes_out_once_the_footing_and_the_right_to_its_wording_are_there, |world| {
    let mut study = Study::new(world, 6);
    let here = study.set_up("baseline", "named", &["ons4", "swemwbs"]);
    study.researcher.open(&format!("{here}/launch"));
    let text = study.researcher.seen.text();
    assert!(text.contains("Record a condition of Article 9"), "{text}");
    assert!(text.contains("University of Warwick") && text.contains("swemwbs.toml"), "{text}");
    assert!(!study.researcher.seen.body.contains(&format!("action=\"{here}/launch\"")), "no button yet");
    // Whoever presses it all the same is told what is wanting, and nothing goes out.
    assert_eq!(study.researcher.press(&format!("{here}/launch"), &[]).status, 422);
    world.work();
    let people = study.people();
    assert!(people.iter().all(|person| study.mails(person) == 0));
    study.footing();
    let here = study.launched("endline", "named", &["ons4"]);
    for person in &people {
        assert_eq!(study.mails(person), 1, "whatever the arm");
    }
    assert_eq!(study.researcher.press(&format!("{here}/launch"), &[]).status, 409);
    world.work();
    assert_eq!(study.mails(&people[0]), 1);
    let twice = study.surveys();
    let fields = [
        ("name", "endline"),
        ("mode", "named"),
        ("place.ons4", "1"),
        ("opens_on", "2027-03-02"),
        ("closes_on", "2027-03-09"),
        ("reminders", "0"),
        ("days_between", "1"),
    ];
    assert!(study.researcher.press(&twice, &fields).says("has a survey of that name"));
});

story!(wording_is_asked_under_its_licence_and_not_beyond, with wording, |world| {
    let mut study = Study::on_footing(world, 12);
    let here = study.launched("baseline", "named", &["swemwbs"]);
    for person in study.people() {
        answer_and_send(world, &study.link(&here, &person), &["4", "4", "4", "4", "4", "4", "5"]);
    }
    // The licence holds until the 25th, and this survey would go on for longer.
    let path = study.surveys();
    study.researcher.open(&format!("{path}/new"));
    let fields = [
        ("name", "endline"),
        ("mode", "anonymous"),
        ("place.swemwbs", "1"),
        ("opens_on", "2027-03-20"),
        ("closes_on", "2027-03-26"),
        ("reminders", "0"),
        ("days_between", "1"),
    ];
    let late = study.researcher.press(&path, &fields).path.clone();
    study.researcher.open(&format!("{late}/launch"));
    let says = "licence MADE-UP 1 runs out on 25 March 2027, before the survey closes on 26 March 2027";
    assert!(study.researcher.seen.says(says), "{}", study.researcher.seen.text());
    assert_eq!(study.researcher.press(&format!("{late}/launch"), &[]).status, 422);
    study.go_to(3, 22);
    study.again();
    study.researcher.open(&here);
    let text = study.researcher.press(&format!("{here}/scores"), &[]).text();
    assert!(text.contains("SWEMWBS (version 2009, licence MADE-UP 1)"), "{text}");
    assert!(text.contains("Metric score everyone 12 26.02 0.00") && text.contains("medium 12"), "{text}");
    // Whoever closes with a survey sees who can be talked to, as the site set it.
    assert!(world.nobody().open(&study.link(&here, &study.people()[0])).says("Staff counselling 01234 567890"));
});

story!(a_person_answers_by_their_own_link_stops_comes_back_and_sends, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("baseline", "named", &["ons4", "own_questions"]);
    let who = study.people()[0].clone();
    let mut person = world.nobody();
    let link = person.link_in_mail(&study.email(&who));
    assert_eq!(link, study.link(&here, &who));
    assert!(person.open(&link).says("7 questions") && person.seen.says("Begin"));
    person.open(&format!("{link}?at=0"));
    assert!(person.seen.says("Question 1 of 7") && person.seen.says("There are no right or wrong answers"));
    assert_eq!(world.count("survey_sheets"), 0, "looking keeps nothing");
    answer(&mut person, &link, &["7", "", "0"]);
    assert!(person.seen.says("Question 4 of 7"), "{}", person.seen.text());
    // Neither an answer nor a pass, and one that is not offered.
    for wrong in ["", "11"] {
        let seen = person.press(&link, &[("at", "3"), ("answer", wrong), ("go", "next")]);
        assert!(seen.status == 422 && seen.says("to check"), "{}", seen.text());
    }
    // Back, and a change of mind.
    person.press(&link, &[("at", "3"), ("answer", ""), ("go", "back")]);
    assert!(person.seen.says("Question 3 of 7") && person.seen.body.contains("value=\"0\" checked"));
    person.press(&link, &[("at", "2"), ("answer", "4"), ("go", "next")]);
    // Another day, another machine.
    let mut later = world.nobody();
    later.open(&link);
    assert!(later.seen.says("Carry on"), "{}", later.seen.text());
    let on = later.seen.links(&format!("{link}?at=")).remove(0);
    assert!(later.open(&on).says("Question 4 of 7"));
    let too_much = "a".repeat(2_001);
    assert_eq!(later.press(&link, &[("at", "6"), ("answer", too_much.as_str()), ("go", "back")]).status, 422);
    later.press(&link, &[("at", "6"), ("answer", "Fewer forms"), ("go", "back")]);
    assert!(later.seen.says("Question 6 of 7"), "{}", later.seen.text());
    later.press(&link, &[("at", "5"), ("answer", ""), ("go", "skip")]);
    assert!(later.seen.says("Fewer forms"), "what was typed is not lost: {}", later.seen.body);
    later.press(&link, &[("at", "6"), ("answer", "Fewer forms"), ("go", "next")]);
    assert!(later.seen.says("You have answered 3 of 7"), "{}", later.seen.text());
    later.press(&link, &[("at", "7"), ("go", "send")]);
    assert!(later.seen.says("Your answers are sent") && later.seen.says("Talk to somebody you trust"));
    assert_eq!(later.press(&link, &[("at", "7"), ("go", "send")]).status, 409);
    assert_eq!(later.press(&link, &[("at", "0"), ("answer", "1"), ("go", "next")]).status, 409);
    assert!(later.open(&link).says("Your answers are sent"));
    on_a_trial_id(&study, &who);
});

/// What was answered hangs on a random name that stands in for the person, and is sealed.
fn on_a_trial_id(study: &Study<'_>, who: &str) {
    let floor = &study.world.floor;
    let (called, sealed): (String, Vec<u8>) = floor
        .db
        .read(|conn| Ok(survey_sheets::table.select((survey_sheets::called, survey_sheets::sealed)).first(conn)?))
        .unwrap();
    assert!(!called.contains(who) && called.as_bytes()[14] == b'4', "{called}");
    assert!(!sealed.windows(4).any(|part| part == b"ons4"));
    let ids = trial_ids::table.find((&study.trial.id, who)).select(trial_ids::called);
    assert_eq!(floor.db.read(|conn| Ok(ids.first::<String>(conn)?)).unwrap(), called);
    assert_eq!(study.world.count("uptake_events where event = 'survey.answered'"), 1);
    assert_eq!(study.world.count("survey_texts where state = 'to_screen'"), 1);
}

story!(reminders_stop_for_whoever_answered_opted_out_or_asked_for_fewer, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("baseline", "named", &["ons4"]);
    let people = study.people();
    answer_and_send(world, &study.link(&here, &people[0]), &["5", "5", "5", "5"]);
    let mut begun = world.nobody();
    let unsent = study.link(&here, &people[2]);
    begun.open(&unsent);
    answer(&mut begun, &unsent, &["1"]);
    world.floor.db.write(|conn| opt_out(conn, &world.floor, &people[1], &people[1])).unwrap();
    study.go_to(3, 8);
    let counts = |study: &Study<'_>| people.iter().map(|person| study.mails(person)).collect::<Vec<_>>();
    assert_eq!(counts(&study), [1, 1, 2, 2, 2, 2], "one reminder, on the first working day from the 6th");
    // Whoever is out of the trial finds the page shut.
    assert!(world.nobody().open(&study.link(&here, &people[1])).says("Not open now"));
    study.go_to(3, 24);
    assert_eq!(counts(&study), [1, 1, 3, 3, 3, 3], "two reminders, and none after the last");
    assert_eq!(world.count("survey_sheets"), 1, "what was never sent is gone after the close");
    let mut late = world.nobody();
    assert!(late.open(&study.link(&here, &people[3])).says("These questions have closed"));
    let link = study.link(&here, &people[3]);
    assert_eq!(late.press(&link, &[("at", "0"), ("answer", "1"), ("go", "next")]).status, 409);
});

story!(a_code_opens_one_sheet_and_nobody_knows_whose, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("pulse", "coded", &["ons4"]);
    assert!(study.people().iter().all(|person| study.mails(person) == 0), "nobody is written to");
    study.researcher.open(&here);
    assert_eq!(study.researcher.press(&format!("{here}/codes.csv"), &[("many", "0")]).status, 422);
    let file = study.researcher.press(&format!("{here}/codes.csv"), &[("many", "5")]).body.clone();
    let codes: Vec<&str> = file.lines().skip(1).collect();
    assert_eq!(codes.len(), 5);
    assert!(codes.windows(2).all(|two| two[0] < two[1]), "sorted, so that no number shows: {codes:?}");
    study.researcher.open(&here);
    let more = study.researcher.press(&format!("{here}/codes.csv"), &[("many", "2")]).body.clone();
    assert!(more.lines().count() == 3 && more.lines().skip(1).all(|code| !codes.contains(&code)), "{more}");
    let mut someone = world.nobody();
    someone.open("/survey/code");
    assert_eq!(someone.press("/survey/code", &[("code", "abcd-efgh-ijkm")]).status, 422);
    someone.press("/survey/code", &[("code", &codes[0].to_uppercase().replace('-', " "))]);
    let link = someone.seen.path.clone();
    assert!(link.starts_with("/survey/coded/") && !link.contains(codes[0]), "{link}");
    answer(&mut someone, &link, &["3", "4"]);
    let mut again = world.nobody();
    again.open("/survey/code");
    again.press("/survey/code", &[("code", codes[0])]);
    assert_eq!(again.seen.path, link, "the same code leads back to the same sheet");
    assert!(again.seen.says("Carry on"));
    answer_and_send(world, &link, &["3", "4", "5", "6"]);
    study.researcher.open(&here);
    assert!(study.researcher.seen.says("1 answered") && study.researcher.seen.says("7 codes handed out"));
    assert_eq!(world.count("trial_ids"), 0);
    assert_eq!(world.count("uptake_events where event = 'survey.answered'"), 0);
    assert_eq!(study.audited("survey.codes_handed_out"), 2);
    // A person's link to a coded wave leads nowhere.
    let person = study.people()[0].clone();
    assert_eq!(world.nobody().open(&study.link(&here, &person)).status, 404);
});

story!(whoever_would_be_left_out_for_another_trials_sake_is_not_asked_either, |world| {
    let study = Study::on_footing(world, 6);
    let floor = &world.floor;
    let other = world.trial("Autumn letters", "person", &[]);
    let asked = || floor.db.read(|conn| everyone(conn, floor, &other.id)).unwrap();
    assert_eq!(asked().len(), 6);
    let nobody_in_both = ("block", "One letter is enough");
    floor.db.write(|conn| say(conn, floor, "ann", &other, &study.trial.id, nobody_in_both)).unwrap();
    assert_eq!(asked().len(), 0);
});
