//! An anonymous survey: what is left of it in the database, and that nothing there ties an answer to a person, by id, order or time.

use std::collections::BTreeMap;

use hearten::{
    floor::web::Role,
    trial::surveys::sheet::{boxed, texts},
};

use crate::{
    story,
    surveys::{Study, answer_for_nobody, carried, go_on, id},
    tables::{everything, texts as texts_of},
    world::World,
};

const ASKED: &[&str] = &["ons4", "own_questions"];
/// Three people as they come.
const SHEETS: [[&str; 7]; 3] = [
    ["9", "8", "9", "1", "5", "4", "Zebra crossings"],
    ["1", "2", "", "9", "1", "1", "An apple a day"],
    ["5", "5", "5", "5", "3", "", "Mornings without meetings"],
];

/// The ids of texts in the order in which the engine keeps their rows.
fn as_they_lie(world: &World, wave: &str) -> Vec<String> {
    let place = if world.on_sqlite() { "rowid" } else { "ctid" };
    let sql = format!("select id as one from survey_texts where wave_id = '{wave}' order by {place}");
    texts_of(&mut world.floor.db.conn().unwrap(), &sql)
}

fn changed<'a>(before: &'a BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) -> Vec<&'a str> {
    before.keys().filter(|table| before[*table] != after[*table]).map(String::as_str).collect()
}

story!(an_anonymous_answer_leaves_a_sealed_box_and_sealed_texts_and_nothing_beside_them, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("pulse", "anonymous", ASKED);
    let link = study.link_for_all(&here);
    // Everybody gets the same link, and one who is signed in is nobody here.
    for person in study.people() {
        assert_eq!(world.nobody().link_in_mail(&study.email(&person)), link);
    }
    let mut somebody = study.researcher.clone();
    somebody.open(&link);
    assert!(!somebody.seen.says("Sign out") && somebody.seen.says("Begin"));
    let before = everything(world);
    somebody.press(&link, &[("go", "begin")]);
    for (at, answer) in SHEETS[0].iter().enumerate() {
        go_on(&mut somebody, &link, at, answer, "next");
        assert!(somebody.seen.header("set-cookie").is_none());
    }
    assert!(somebody.seen.says("You have answered 7 of 7"), "{}", somebody.seen.text());
    assert_eq!(changed(&before, &everything(world)), Vec::<&str>::new(), "nothing is kept before it is sent");
    go_on(&mut somebody, &link, 7, "", "send");
    assert!(somebody.seen.says("Your answers are sent") && somebody.seen.says("Talk to somebody you trust"));
    let after = everything(world);
    assert_eq!(changed(&before, &after), ["survey_boxes", "survey_texts"]);
    for rows in after.values() {
        assert!(rows.iter().all(|row| !row.contains("Zebra")), "sealed");
    }
    let sent = somebody.seen.path.clone();
    assert!(somebody.open(&sent).says("Your answers are sent"));
    assert_eq!(
        changed(&after, &everything(world)),
        Vec::<&str>::new(),
        "to load the last page again sends nothing again"
    );
    answer_for_nobody(world, &link, &SHEETS[1]);
    let twice = everything(world);
    assert_eq!(changed(&after, &twice), ["survey_boxes", "survey_texts"]);
    assert_eq!(twice["survey_boxes"].len(), 1, "all sheets are one row");
});

story!(neither_the_box_nor_the_texts_tell_who_came_first, |world| {
    let mut study = Study::on_footing(world, 6);
    let (one, other) = (study.launched("one", "anonymous", ASKED), study.launched("other", "anonymous", ASKED));
    let many: Vec<[&str; 7]> = SHEETS.into_iter().cycle().take(9).collect();
    for sheet in &many {
        answer_for_nobody(world, &study.link_for_all(&one), sheet);
    }
    for sheet in many.iter().rev() {
        answer_for_nobody(world, &study.link_for_all(&other), sheet);
    }
    let inside = |here: &str| world.floor.db.read(|conn| boxed::all(conn, &world.floor, id(here))).unwrap();
    assert_eq!(inside(&one).len(), 9);
    assert_eq!(inside(&one), inside(&other), "whoever came first, the box is the same");
    assert!(inside(&one).is_sorted());
    for here in [&one, &other] {
        let lie = as_they_lie(world, id(here));
        assert_eq!(lie.len(), 9);
        assert!(lie.is_sorted(), "rows lie in the order of ids of chance: {lie:?}");
        assert!(lie.iter().all(|id| id.as_bytes()[14] == b'4'), "which say nothing of when");
    }
    // What people wrote is not even beside the rest of what they answered.
    study.go_to(3, 22);
    let wave = hearten::trial::surveys::wave::Wave::find;
    let read = world.floor.db.read(|conn| {
        let wave = wave(conn, id(&one))?;
        texts::to_screen(conn, &world.floor, &wave)
    });
    assert_eq!(read.unwrap().len(), 9);
    assert!(inside(&one).iter().all(|sheet| !format!("{sheet:?}").contains("Zebra")));
});

story!(a_page_of_an_anonymous_survey_goes_back_passes_over_and_refuses_what_is_not_offered, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("pulse", "anonymous", ASKED);
    let link = study.link_for_all(&here);
    let mut somebody = world.nobody();
    somebody.open(&link);
    somebody.press(&link, &[("go", "begin")]);
    go_on(&mut somebody, &link, 0, "", "next");
    assert!(somebody.seen.status == 422 && somebody.seen.says("Choose an answer, or pass this question over"));
    go_on(&mut somebody, &link, 0, "7", "next");
    go_on(&mut somebody, &link, 1, "3", "back");
    assert!(somebody.seen.says("Question 1 of 7") && somebody.seen.body.contains("value=\"7\" checked"));
    assert_eq!(
        carried(&somebody.seen.body),
        [("a.ons4.worthwhile".to_owned(), "3".to_owned())],
        "what was chosen comes along"
    );
    go_on(&mut somebody, &link, 0, "", "skip");
    assert!(somebody.seen.body.contains("value=\"3\" checked"), "{}", somebody.seen.body);
    go_on(&mut somebody, &link, 1, "3", "next");
    for at in 2..7 {
        go_on(&mut somebody, &link, at, "", "skip");
    }
    assert!(somebody.seen.says("You have answered 1 of 7"), "{}", somebody.seen.text());
    go_on(&mut somebody, &link, 7, "", "send");
    assert!(somebody.seen.says("Your answers are sent"), "one answer is enough: {}", somebody.seen.text());
    let mut empty = world.nobody();
    empty.open(&link);
    empty.press(&link, &[("go", "begin")]);
    go_on(&mut empty, &link, 7, "", "send");
    assert!(empty.seen.status == 422 && empty.seen.says("Nothing is answered yet"));
    study.go_to(3, 22);
    assert!(world.nobody().open(&link).says("These questions have closed"));
    assert_eq!(somebody.press(&link, &[("go", "begin")]).status, 409);
});

story!(what_people_wrote_is_looked_at_by_one_person_after_the_close, |world| {
    let mut study = Study::on_footing(world, 6);
    let here = study.launched("pulse", "anonymous", ASKED);
    let link = study.link_for_all(&here);
    for words in ["Ann Lee never answers", "More time", "Nothing but trouble"] {
        answer_for_nobody(world, &link, &["5", "5", "5", "5", "3", "3", words]);
    }
    let path = format!("{here}/texts");
    assert_eq!(study.researcher.open(&path).status, 409, "while it is open, whoever looks could tell who wrote last");
    study.go_to(3, 22);
    study.again();
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    assert_eq!(lead.open(&path).status, 403, "a programme lead may be of the employer, who sees no answers");
    assert!(lead.open(&here).says("3 answered") && lead.seen.links(&path).is_empty());
    let researcher = &mut study.researcher;
    researcher.open(&path);
    assert!(researcher.seen.says("Ann Lee") && researcher.seen.says("What would make the most difference"));
    let texts = researcher.seen.links(&format!("{path}/"));
    assert_eq!(texts.len(), 3);
    for text in texts {
        let name = format!("words.{}", text.rsplit('/').next().unwrap());
        let words = area(&researcher.seen.body, &name);
        if words.contains("Ann Lee") {
            assert_eq!(researcher.press(&text, &[("act", "keep"), (name.as_str(), " ")]).status, 422);
            researcher.press(&text, &[("act", "keep"), (name.as_str(), "Somebody never answers")]);
        } else if words == "More time" {
            researcher.press(&text, &[("act", "keep"), (name.as_str(), &words)]);
        } else {
            researcher.press(&text, &[("act", "remove")]);
        }
    }
    let text = researcher.open(&path).text();
    assert!(text.contains("Somebody never answers") && text.contains("More time"), "{text}");
    assert!(!text.contains("Ann Lee") && !text.contains("Nothing but trouble") && text.contains("Nothing to look at"));
    assert_eq!(world.count("survey_texts"), 2, "what was taken away is gone");
    assert_eq!((study.audited("survey.text_let_through"), study.audited("survey.text_removed")), (2, 1));
});

/// What stands in a field of several lines.
fn area(body: &str, name: &str) -> String {
    let at = body.find(&format!("name=\"{name}\"")).unwrap();
    let inside = body[at..].split_once('>').unwrap().1;
    inside.split("</textarea>").next().unwrap().trim().to_owned()
}
