//! Somebody who was written to, who answered and who was written about asks what is held, and then to be forgotten: no table
//! holds their address, their names or their words, neither as they are nor sealed.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use hearten::{
    floor::{
        inbound::{Envelope, ingest, traces as came},
        mail::{kept, traces as sent},
        whose::Whose,
    },
    interventions::goals::erase_person::take_back_entries,
    trial::roster::people,
};
use serde_json::Value;

use crate::{
    goals::{Course, person},
    story,
    world::World,
    world::{answer, exchange, line},
};

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    field: String,
}

/// Every column of every table, whatever is added later.
fn columns(world: &World) -> Vec<Column> {
    let query = if world.on_sqlite() {
        "select m.name as place, c.name as field from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'"
    } else {
        "select table_name::text as place, column_name::text as field from information_schema.columns \
         where table_schema = 'public'"
    };
    sql_query(query).load(&mut *world.floor.db.conn().unwrap()).unwrap()
}

/// Where any of these words stand as they are.
fn places(world: &World, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for Column { place, field } in columns(world) {
        for word in words {
            let holds = format!("lower(cast(\"{field}\" as text)) like '%{}%'", word.to_lowercase());
            if world.count(&format!("\"{place}\" where {holds}")) > 0 {
                found.push(format!("{place}.{field} holds {word}"));
            }
        }
    }
    found
}

fn comes(world: &World, raw: &str) {
    let envelope = Envelope { source: "imap", recipients: Vec::new() };
    world.floor.db.write(|conn| ingest(conn, &world.floor, raw.as_bytes(), &envelope)).unwrap();
    world.work();
}

/// Everything that leaves a trace of somebody: invitations, an answer from their diary, a wish that names them to their
/// manager, a mail of their own, one about them from somebody else, and a named answer to a question.
fn traced(course: &Course, name: &str) {
    let (world, who) = (course.world, course.team[0]);
    course.go_to(3, 4, 12);
    let (_, entry) = course.entry(who);
    comes(world, &exchange(&answer(&entry, who, "ACCEPTED", ""), &line(&entry, "ORGANIZER"), 1));
    course.go_to(3, 8, 9);
    let mut worker = course.worker(who, &[]);
    let week = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/weeks/1")).unwrap();
    worker.open(&week);
    let thursday = chrono::NaiveDate::from_ymd_opt(2027, 3, 11).unwrap().and_hms_opt(14, 0, 0).unwrap();
    worker.press(&format!("{week}/move"), &[("to", &thursday.and_utc().timestamp().to_string())]);
    assert!(worker.seen.says("Your manager is asked"), "{}", worker.seen.text());
    world.work();
    worker.press(&format!("{week}/skip"), &[("reason", "crisis")]);
    world.work();
    let email = format!("{}@x.example", who.to_lowercase());
    comes(world, &format!("From: <{email}>\r\nSubject: A question\r\n\r\nMy knitting group meets on Tuesdays.\r\n"));
    comes(world, &format!("From: <boss@x.example>\r\nSubject: Move\r\n\r\nCould {name} have Fridays?\r\n"));
    comes(world, "From: <boss@x.example>\r\nSubject: Rooms\r\n\r\nIs room 4 free?\r\n");
    course.go_to(3, 12, 12);
    let asked = course.mails_to(who).into_iter().rev().find(|mail| mail.text.contains("/survey/")).expect("a question");
    let link = asked.text[asked.text.find("/survey/").unwrap()..].split_whitespace().next().unwrap().to_owned();
    let mut answers = world.nobody();
    answers.open(&link);
    let option =
        answers.seen.body.split("name=\"chosen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    answers.press(&link, &[("chosen", &option)]);
    assert_eq!(world.count("question_answers"), 1, "{}", answers.seen.text());
}

fn export(course: &Course, more: &[&str]) -> Value {
    let copy = course.world.dir().join("copy.json");
    let mut words = vec!["person", "export", course.team[0], "--authority", "Northmoor", "--why", "They asked."];
    words.extend(["--out", copy.to_str().unwrap()]);
    words.extend(more);
    let said = course.world.hearten(&words);
    assert_eq!(said.code, 0, "{}", said.err);
    let held = serde_json::from_slice(&std::fs::read(&copy).unwrap()).unwrap();
    std::fs::remove_file(&copy).unwrap();
    held
}

story!(a_copy_holds_mail_and_answers_and_those_that_tell_an_arm_only_when_it_may_be_told, |world| {
    let course = Course::live(world);
    let id = person(world, course.team[0]);
    let name = world.floor.db.read(|conn| people::person(conn, &id)).unwrap().names.full();
    traced(&course, &name);
    let held = export(&course, &[]);
    let kinds = |held: &Value| {
        let sent = held["mail_sent"].as_array().unwrap().iter();
        sent.map(|mail| mail["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&held), ["question_asked"], "what everyone is sent tells nothing");
    assert!(held["answers"].is_null() && held["mail_that_came"].is_null(), "{held}");
    let held = export(&course, &["--with-trials"]);
    for kind in ["goals_welcome", "goals_invite", "question_asked"] {
        assert!(kinds(&held).contains(&kind.to_owned()), "{kind}: {held}");
    }
    assert!(!kinds(&held).contains(&"move_asked".to_owned()), "that went to their manager");
    assert_eq!(held["answers"].as_array().unwrap().len(), 1, "{held}");
    let came = held["mail_that_came"].to_string();
    assert!(came.contains("knitting") && came.contains("Fridays") && !came.contains("room 4"), "{came}");
});

story!(nothing_is_left_of_somebody_who_asks_to_be_forgotten_but_counts, |world| {
    let course = Course::live(world);
    let (who, id) = (course.team[0], person(world, course.team[0]));
    let names = world.floor.db.read(|conn| people::person(conn, &id)).unwrap().names;
    traced(&course, &names.full());
    let email = format!("{}@x.example", who.to_lowercase());
    let (mails, came_in) = (world.count("mails"), world.count("inbound_mails"));
    let events = world.count("uptake_events where event <> 'person.opted_out'");
    let sure = ["person", "erase", who, "--authority", "Northmoor", "--why", "They asked.", "--yes"];
    assert!(!places(world, &[names.family()]).is_empty(), "there is something to find");
    // The command reads the machine's own clock, by which an entry of the story's would be taken back before it was written.
    let held = world.floor.db.write(|conn| take_back_entries(conn, &world.floor, &id)).unwrap();
    assert!(held > 0, "what is in their diary is taken back first");
    world.work();
    let before = world.mails().len();
    let done = world.hearten(&sure);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    world.work();

    let stands = places(world, &[&email, &names.full(), names.family()]);
    assert!(stands.is_empty(), "{stands:?}");
    let whose = Whose::new(std::slice::from_ref(&email), &[names.full()], vec![]);
    let sealed = world.floor.db.read(|conn| {
        let words = [&email, names.family(), names.known_as()];
        let ours = kept(conn, &world.floor)?.into_iter().filter(|kept| {
            let mail = format!("{} {} {} {}", kept.mail.to, kept.mail.subject, kept.mail.text, kept.mail.html);
            words.iter().any(|word| mail.contains(*word))
        });
        assert_eq!(ours.map(|kept| kept.mail.subject).collect::<Vec<_>>(), Vec::<String>::new());
        Ok((sent::of(conn, &world.floor, &whose)?.len(), came::of(conn, &world.floor, &whose)?.len()))
    });
    assert_eq!(sealed.unwrap(), (0, 0));
    assert_eq!(world.count("question_answers"), 0);
    assert_eq!(world.count("mail_bytes"), world.count("mails where addressee not like 'erased.%'"));
    assert!(world.count("mail_bytes") > 0, "mail to others is kept");
    assert_eq!(world.count("inbound_mails where sealed is not null"), 1, "mail about others is kept");
    assert!(
        world.count("mails") >= mails && world.count("inbound_mails") == came_in,
        "that there was mail still counts"
    );
    assert!(world.count("uptake_events where event <> 'person.opted_out'") >= events);

    comes(world, &format!("From: <boss@x.example>\r\nSubject: Move\r\n\r\nCould {} have Fridays?\r\n", names.full()));
    assert_eq!(world.count("inbound_mails"), came_in, "the same bytes again are known by their hash, and not kept");
    course.go_to(3, 16, 12);
    assert!(world.mails()[before..].iter().all(|mail| !mail.to.contains(&email)), "nothing more is sent to them");
    assert_eq!(world.count("jobs where state = 'stuck'"), 0);
});
