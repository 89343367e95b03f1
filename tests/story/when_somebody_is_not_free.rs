//! A coordinator says when one person is not free, and takes it back: by their page, or by a file that is all there is.

use hearten::floor::web::Role;

use crate::{
    goals::{Course, person, setting::bring_in},
    story,
    world::{Someone, World},
};

/// A coordinator looks at somebody's page.
fn at_the_page_of<'w>(world: &'w World, reference: &str) -> (Someone<'w>, String) {
    let mut cora = world.someone("cora@x.example", &[Role::Coordinator]);
    let path = format!("/rota/people/{}", person(world, reference));
    cora.open(&path);
    (cora, path)
}

fn days(from: &str, until: &str) -> [(&'static str, String); 3] {
    [("what", "leave".to_owned()), ("from", from.to_owned()), ("until", until.to_owned())]
}

fn note(someone: &mut Someone, path: &str, fields: &[(&'static str, String)]) {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    someone.press(&format!("{path}/days"), &fields);
}

story!(a_time_is_noted_once_however_often_it_is_pressed_and_taken_back_as_often, |world| {
    bring_in(world);
    let (mut cora, path) = at_the_page_of(world, "W1");
    assert!(cora.seen.says("Wójcik is not free"));
    assert!(cora.seen.says("Nothing: they are free on every working day"), "{}", cora.seen.text());
    note(&mut cora, &path, &days("2027-03-15", "2027-03-19"));
    assert!(cora.seen.says("Leave: 15 March 2027 to 19 March 2027"), "{}", cora.seen.text());
    note(&mut cora, &path, &days("2027-03-15", "2027-03-19"));
    assert!(cora.seen.says("That is on record already"), "{}", cora.seen.text());
    let fridays = [("every_what", "other"), ("every", "Fri"), ("every_from", "13:00"), ("every_until", "17:00")];
    cora.press(&format!("{path}/weekly"), &fridays);
    assert!(cora.seen.says("Something else: Every Friday, 13:00 to 17:00"), "{}", cora.seen.text());
    assert_eq!(world.count("absences"), 2);
    assert_eq!(world.count("audits where act = 'absence.noted'"), 2);
    cora.open(&path);
    let weekly_first = cora.seen.field("absence").unwrap();
    cora.press(&format!("{path}/take-back"), &[("absence", &weekly_first)]);
    cora.press(&format!("{path}/take-back"), &[("absence", &weekly_first)]);
    assert!(cora.seen.says("Taken back") && !cora.seen.says("Every Friday"), "{}", cora.seen.text());
    assert_eq!((world.count("absences"), world.count("audits where act = 'absence.taken_back'")), (1, 1));
    cora.open(&path.replace("/rota", ""));
    assert!(cora.seen.says("took back a time at which they were not free"), "{}", cora.seen.text());
    cora.open("/rota");
    assert_eq!(cora.seen.links("/rota/people/"), [path], "whoever has something to come is listed");
});

story!(what_cannot_be_is_told_beside_its_field_and_nothing_typed_is_lost, |world| {
    bring_in(world);
    let (mut cora, path) = at_the_page_of(world, "W1");
    note(&mut cora, &path, &days("2027-03-15", "2027-03-19"));
    for (from, until, says) in [
        ("2027-03-20", "2027-03-19", "This ends before it starts"),
        ("2020-03-20", "2027-03-19", "more than two years off"),
        ("2027-01-04", "2027-01-05", "This has gone by"),
        ("2027-03-18", "2027-03-22", "Leave is on record for some of this already: 15 March 2027 to 19 March 2027"),
    ] {
        note(&mut cora, &path, &days(from, until));
        assert_eq!(cora.seen.status, 422);
        assert!(cora.seen.says(says), "{says}: {}", cora.seen.text());
        assert_eq!(
            (cora.seen.field("from"), cora.seen.field("until")),
            (Some(from.to_owned()), Some(until.to_owned()))
        );
    }
    let court = [("what", "court"), ("from", "2027-03-18"), ("from_time", "10:00"), ("until_time", "12:00")];
    cora.press(&format!("{path}/days"), &court);
    assert!(cora.seen.says("Court: 18 March 2027, 10:00 to 12:00"), "another reason is no overlap");
    assert_eq!(world.count("absences"), 2);
});

story!(somebody_of_another_authority_is_not_there, |world| {
    bring_in(world);
    let id = person(world, "W1");
    let mut far = world.someone("far@x.example", &[Role::Coordinator]);
    world.tamper("insert into authorities (id, name) values ('elsewhere', 'Elsewhere'); update grants set authority_id = 'elsewhere'");
    for path in [format!("/rota/people/{id}"), format!("/rota/people/{id}0")] {
        assert_eq!(far.open(&path).status, 404);
    }
    far.open("/rota");
    assert_eq!(far.press(&format!("/rota/people/{id}/days"), &[("what", "leave"), ("from", "2027-03-15")]).status, 404);
    assert_eq!(world.count("absences"), 0);
});

story!(the_page_and_the_spreadsheet_add_the_same_rows, |world| {
    bring_in(world);
    let (mut cora, path) = at_the_page_of(world, "W1");
    note(&mut cora, &path, &days("2027-03-15", "2027-03-19"));
    let file = "staff reference,what,from,until\nW1,leave,2027-03-15,2027-03-19\nW2,duty,2027-03-16,\n";
    bring(&mut cora, file, &[]);
    assert!(cora.seen.says("1 new, 1 known already"), "{}", cora.seen.text());
});

story!(a_file_that_is_all_there_is_takes_back_what_it_does_not_name_once_somebody_has_seen_it, |world| {
    bring_in(world);
    let mut cora = world.someone("cora@x.example", &[Role::Coordinator]);
    let before = "staff reference,what,from,until,every\n\
                  W1,leave,2027-03-15,2027-03-19,\nW2,duty,2027-03-16,,\nW3,court,2027-04-20,,\nW3,leave,2027-03-30,2027-04-02,\nW2,other,,,Friday\n";
    bring(&mut cora, before, &[]);
    let march = [("all", "yes"), ("all_from", "2027-03-01"), ("all_until", "2027-03-31")];
    bring(&mut cora, "staff reference,what,from,until\nW1,leave,soon,\n", &march);
    assert!(cora.seen.status == 422 && cora.seen.says("Nothing was saved"), "{}", cora.seen.text());
    bring(
        &mut cora,
        "staff reference,what,from,until\n",
        &[("all", "yes"), ("all_from", "2027-03-31"), ("all_until", "2027-03-01")],
    );
    assert!(cora.seen.says("This is before the first day"), "{}", cora.seen.text());
    let after = "staff reference,what,from,until\nW1,leave,2027-03-15,2027-03-19\nW2,leave,2027-03-17,\n";
    bring(&mut cora, after, &march);
    assert!(cora.seen.says("Look before it is kept") && cora.seen.says("Taken back 1"), "{}", cora.seen.text());
    assert_eq!(world.count("absences"), 5, "nothing has changed yet");
    let fields: Vec<(&str, String)> = ["authority", "all", "all_from", "all_until", "held", "seen"]
        .map(|name| (name, cora.seen.field(name).unwrap().replace("&#x2F;", "/").replace("&#61;", "=")))
        .to_vec();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // Meanwhile something else is noted there: what was seen is not what it comes to.
    let mut other = world.someone("ola@x.example", &[Role::Coordinator]);
    let w3 = format!("/rota/people/{}", person(world, "W3"));
    other.open(&w3);
    note(&mut other, &w3, &days("2027-03-22", "2027-03-22"));
    cora.press("/rota", &fields);
    assert!(cora.seen.says("Taken back 2") && world.count("absences") == 6, "{}", cora.seen.text());
    let seen = cora.seen.field("seen").unwrap();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, if *name == "seen" { seen.as_str() } else { value })).collect();
    cora.press("/rota", &fields);
    assert!(cora.seen.says("1 new, 1 known already, 2 taken back"), "{}", cora.seen.text());
    let page = "absences where kind = 'duty' or starts_at between '2027-03-22' and '2027-03-23'";
    assert_eq!(
        (world.count("absences"), world.count(page)),
        (5, 0),
        "weekly times, April and what reaches into it stay"
    );
    cora.press("/rota", &fields);
    assert!(cora.seen.says("0 new, 2 known already") && world.count("absences") == 5, "{}", cora.seen.text());
});

fn bring(someone: &mut Someone, file: &str, more: &[(&str, &str)]) {
    someone.open("/rota");
    let authority = someone.seen.body.split("<option value=\"").nth(2).unwrap();
    let authority = authority[..authority.find('"').unwrap()].to_owned();
    let fields: Vec<(&str, &str)> = more.iter().copied().chain([("authority", authority.as_str())]).collect();
    someone.upload("/rota", "rota.csv", file.as_bytes(), &fields);
}

story!(leave_that_lands_on_a_half_hour_in_a_diary_offers_other_times_once, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 12);
    let who = course.team[0];
    let [first, ..] = &course.slots(who)[..] else { panic!("no half hour") };
    assert_eq!(first.2, "invited");
    let entry = course.entry(who).1;
    let at = entry.find("DTSTART;TZID=Europe/London:").unwrap() + "DTSTART;TZID=Europe/London:".len();
    let day = format!("2027-{}-{}", &entry[at + 4..at + 6], &entry[at + 6..at + 8]);
    let (mut cora, path) = at_the_page_of(world, who);
    note(&mut cora, &path, &days(&day, &day));
    let offers = || course.mails_to(who).iter().filter(|mail| mail.text.contains("away or busy")).count();
    assert_eq!(offers(), 0);
    world.pass(chrono::TimeDelta::hours(21));
    assert_eq!(offers(), 1, "the next morning");
    assert_eq!(course.entry(who).1, entry, "nothing moves over somebody's head");
    course.go_to(3, 12, 12);
    assert_eq!(offers(), 1, "once");
});

story!(leave_that_is_taken_back_before_the_offer_goes_sends_none, |world| {
    let course = Course::live(world);
    course.go_to(3, 8, 12);
    let who = course.team[0];
    let (mut cora, path) = at_the_page_of(world, who);
    note(&mut cora, &path, &days("2027-03-09", "2027-03-09"));
    cora.press(&format!("{path}/take-back"), &[("absence", &cora.seen.field("absence").unwrap())]);
    note(&mut cora, &path, &days("2027-03-10", "2027-03-10"));
    let before = course.mails_to(who).len();
    world.pass(chrono::TimeDelta::hours(21));
    assert_eq!(course.mails_to(who).len(), before, "leave on another day is no matter");
});

story!(the_command_says_what_a_file_would_change_before_it_changes_it, |world| {
    bring_in(world);
    let import = |file: &str, words: &[&str]| {
        std::fs::write(world.dir().join("rota.csv"), file).unwrap();
        world.hearten(&[&["import", "rota", "rota.csv", "--authority", "Northmoor"], words].concat())
    };
    let first = "staff reference,what,from,until\nW1,leave,2027-03-15,2027-03-19\nW2,duty,2027-03-16,\n";
    assert_eq!(import(first, &[]).out, "2 new, 0 known already\n");
    let march = ["--replace-from", "2027-03-01", "--replace-until", "2027-03-31"];
    let next = "staff reference,what,from,until\nW1,leave,2027-03-15,2027-03-19\n";
    let checked = import(next, &[&march[..], &["--check"]].concat());
    assert_eq!(checked.out, "nothing wrong: 0 new, 1 known already, 1 taken back; nothing was saved\n");
    assert_eq!(import(next, &march[..2]).code, 2, "both days, or neither");
    let backwards = import(next, &["--replace-from", "2027-03-31", "--replace-until", "2027-03-01"]);
    assert!(backwards.code != 0 && backwards.err.contains("--replace-until"), "{backwards:?}");
    assert_eq!(import("staff reference,what,from,until\nW1,leave,soon,\n", &march).code, 2);
    assert_eq!(world.count("absences"), 2, "and nothing has changed so far");
    assert_eq!(import(next, &march).out, "0 new, 1 known already, 1 taken back\n");
    assert_eq!(world.count("absences where kind = 'leave'"), 1);
    assert_eq!(world.count("absences"), 1);
});
