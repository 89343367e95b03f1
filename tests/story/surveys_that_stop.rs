//! A survey stops asking on the day on which its trial ends, unless it is a follow-up; and its response is of those whom it was there to ask.

use hearten::trial::allocation::end;

use crate::{
    story,
    surveys::{Study, answer_and_send},
};

fn set_up(study: &mut Study<'_>, name: &str, more: &[(&str, &str)]) -> String {
    let path = study.surveys();
    study.researcher.open(&format!("{path}/new"));
    let fields = [
        ("name", name),
        ("mode", "named"),
        ("opens_on", "2027-03-01"),
        ("closes_on", "2027-03-20"),
        ("reminders", "2"),
        ("days_between", "5"),
        ("place.ons4", "1"),
    ];
    study.researcher.press(&path, &[&fields[..], more].concat());
    assert!(study.researcher.seen.says("The survey is set up"), "{}", study.researcher.seen.text());
    study.researcher.seen.path.clone()
}

fn launch(study: &mut Study<'_>, here: &str) {
    study.researcher.open(&format!("{here}/launch"));
    study.researcher.press(&format!("{here}/launch"), &[]);
    study.world.work();
}

fn end_it(study: &Study<'_>) {
    let floor = &study.world.floor;
    floor.db.write(|conn| end::end(conn, floor, "second", &study.trial.id, "It is over")).unwrap();
}

story!(a_survey_stops_asking_when_its_trial_ends_unless_it_is_a_follow_up, |world| {
    let mut study = Study::on_footing(world, 12);
    let (stops, goes_on) =
        (set_up(&mut study, "endline", &[]), set_up(&mut study, "follow-up", &[("follow_up", "yes")]));
    assert!(study.researcher.seen.says("it goes on"), "{}", study.researcher.seen.text());
    let late = set_up(&mut study, "late", &[]);
    launch(&mut study, &stops);
    launch(&mut study, &goes_on);
    let people = study.people();
    assert!(people.iter().all(|person| study.mails(person) == 2));
    end_it(&study);
    study.go_to(3, 15);
    // Two reminders of the one; none of the other.
    assert!(people.iter().all(|person| study.mails(person) == 4), "{}", study.mails(&people[0]));
    let mut someone = world.nobody();
    someone.open(&study.link(&stops, &people[0]));
    assert!(!someone.seen.body.contains("name=\"go\""), "{}", someone.seen.text());
    answer_and_send(world, &study.link(&goes_on, &people[0]), &["7", "6", "5", "2"]);
    study.again();
    study.researcher.open(&format!("{late}/launch"));
    study.researcher.press(&format!("{late}/launch"), &[]);
    assert!(study.researcher.seen.says("say that it is a follow-up"), "{}", study.researcher.seen.text());
    assert_eq!(study.audited("survey.launched"), 2);
});

story!(the_response_is_of_those_who_were_there_to_ask_at_the_launch, |world| {
    world.people_come_in(&[crate::world::council("Northmoor", 12, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let whole = world.drawn(&trial, hearten::trial::allocation::scheme::Mode::Practice);
    let researcher = world.someone("rhea@x.example", &[hearten::floor::web::Role::Researcher]);
    let mut study = Study { world, trial, whole, researcher };
    study.footing();
    let here = set_up(&mut study, "baseline", &[]);
    launch(&mut study, &here);
    for person in study.people().iter().take(9) {
        answer_and_send(world, &study.link(&here, person), &["7", "6", "5", "2"]);
    }
    // Three left before the list was drawn, and are on none.
    let gone: Vec<String> = study.people()[9..].iter().map(|id| format!("'{id}'")).collect();
    world.tamper(&format!("update people set left_on = '2027-03-02' where id in ({})", gone.join(",")));
    study.go_to(3, 22);
    study.again();
    study.researcher.open(&here);
    let scores = study.researcher.press(&format!("{here}/scores"), &[]).text();
    assert!(scores.contains("everyone: 9 of 12 answered"), "{scores}");
});
