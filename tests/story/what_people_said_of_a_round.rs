//! The form after a Round: counts that are nobody's, comments that somebody looks at first, and what may be shown of them.

use chrono::{NaiveDate, TimeDelta};
use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    interventions::rounds::feedback,
    schema::{round_comments, round_feedback_tallies},
};

use crate::{rounds::Year, story, tables::everything, world::World};

/// The first Round began ten minutes ago.
fn begun(world: &World) -> Year<'_> {
    let year = Year::announced(world, 4, &[]);
    let starts = NaiveDate::from_ymd_opt(2027, 3, 18).unwrap().and_hms_opt(12, 40, 0).unwrap();
    world.pass(starts - world.now());
    again(year)
}

/// The coordinator has signed in afresh.
fn again(mut year: Year<'_>) -> Year<'_> {
    year.coordinator.sign_in("cora@x.example");
    year
}

/// Somebody fills the form in, and it is taken.
fn say(year: &Year<'_>, answers: &[(&str, &str)]) {
    let link = feedback::path(&year.world.floor, &year.rounds[0]);
    let mut somebody = year.world.nobody();
    somebody.open(&link);
    somebody.press(&link, answers);
    assert!(somebody.seen.says("It is counted"), "{}", somebody.seen.text());
}

/// Answers that were given.
fn counted(world: &World) -> i64 {
    let rows = round_feedback_tallies::table.select(diesel::dsl::sum(round_feedback_tallies::tally));
    world.floor.db.read(|conn| Ok(rows.get_result::<Option<i64>>(conn)?)).unwrap().unwrap_or_default()
}

story!(a_form_leaves_counts_and_a_sealed_comment_and_nothing_beside_them, |world| {
    let year = begun(world);
    let link = feedback::path(&world.floor, &year.rounds[0]);
    // Even whoever is signed in is nobody here.
    let mut coordinator = year.coordinator.clone();
    coordinator.open(&link);
    assert!(!coordinator.seen.says("Sign out") && coordinator.seen.says("How was it?"));
    let before = everything(world);
    coordinator.press(
        &link,
        &[("item.insight", "5"), ("rating", "4"), ("group", "team_manager"), ("comment", "It stayed with me")],
    );
    assert!(coordinator.seen.says("It is counted") && coordinator.seen.header("set-cookie").is_none());
    let after = everything(world);
    let changed: Vec<&str> =
        before.keys().filter(|table| before[*table] != after[*table]).map(String::as_str).collect();
    assert_eq!(changed, ["round_comments", "round_feedback_forms", "round_feedback_tallies"]);
    let rows = round_comments::table.select((round_comments::id, round_comments::came_on, round_comments::sealed));
    let (id, on, sealed): (String, NaiveDate, Vec<u8>) = world.floor.db.read(|conn| Ok(rows.first(conn)?)).unwrap();
    assert_eq!(id.as_bytes()[14], b'4', "{id} says nothing of when");
    assert_eq!(on, NaiveDate::from_ymd_opt(2027, 3, 18).unwrap());
    assert!(!sealed.windows(6).any(|part| part == b"stayed"));
    assert_eq!(counted(world), 3);
});

story!(a_form_opens_with_the_round_closes_after_a_week_and_refuses_what_is_not_offered, |world| {
    let year = Year::announced(world, 4, &[]);
    let link = feedback::path(&world.floor, &year.rounds[0]);
    let mut somebody = world.nobody();
    somebody.open(&link);
    assert!(somebody.seen.says("not open now"), "{}", somebody.seen.text());
    assert_eq!(somebody.press(&link, &[("rating", "5")]).status, 409);
    world.pass(NaiveDate::from_ymd_opt(2027, 3, 18).unwrap().and_hms_opt(12, 30, 0).unwrap() - world.now());
    assert_eq!(somebody.press(&link, &[]).status, 422);
    assert_eq!(somebody.press(&link, &[("rating", "6")]).status, 422);
    assert_eq!(somebody.press(&link, &[("rating", "5")]).status, 200);
    assert!(year.comes(year.team[1], "").seen.says("How was it?"));
    let wrong = format!("{}0", &link[..link.len() - 1]);
    let wrong = if wrong == link { format!("{}1", &link[..link.len() - 1]) } else { wrong };
    assert_eq!(somebody.open(&wrong).status, 404);
    world.pass(TimeDelta::days(7) + TimeDelta::hours(1));
    assert_eq!(somebody.press(&link, &[("rating", "5")]).status, 409);
    assert_eq!(counted(world), 1);
});

story!(figures_wait_for_the_form_to_close_and_for_enough_of_them, |world| {
    let year = begun(world);
    for n in 0..7 {
        let comment = if n == 0 { "Ann Lee wept" } else { "" };
        say(
            &year,
            &[("item.insight", if n < 5 { "5" } else { "2" }), ("group", "social_worker"), ("comment", comment)],
        );
    }
    say(&year, &[("rating", "3"), ("comment", "Thank you for the room")]);
    let mut year = year;
    let here = format!("/rounds/{}", year.rounds[0]);
    year.coordinator.open(&format!("{here}/feedback"));
    assert!(
        year.coordinator.seen.says("once the form has closed, on 25 March 2027"),
        "{}",
        year.coordinator.seen.text()
    );
    assert!(!year.coordinator.seen.says("How far people agreed"));
    world.pass(TimeDelta::days(7) + TimeDelta::hours(1));
    let mut year = again(year);
    year.coordinator.open(&format!("{here}/feedback"));
    let text = year.coordinator.seen.text();
    // Eight forms came back, yet only seven answered the one question.
    assert!(text.contains("How far people agreed") && text.contains("hidden"), "{text}");
    assert!(!text.contains("Ann Lee") && !text.contains("Thank you for the room"), "nobody has looked at them");
    year.coordinator.press(&format!("{here}/paper"), &[("forms", "1"), ("item.insight:5", "1"), ("rating:5", "1")]);
    assert!(year.coordinator.seen.says("Kept."), "{}", year.coordinator.seen.text());
    year.coordinator.open(&format!("{here}/feedback"));
    let text = year.coordinator.seen.text();
    assert!(text.contains("I understand better how others feel about the work 0 2 0 0 6 8 6"), "{text}");
    assert!(year.coordinator.seen.body.contains("<svg") && text.contains("1 forms on paper"), "{text}");
    screen(&mut year, &here);
    year.coordinator.open(&format!("{here}/feedback"));
    let text = year.coordinator.seen.text();
    assert!(text.contains("Thank you for the room") && !text.contains("Ann Lee"), "{text}");
    assert_eq!(world.count("round_comments"), 1, "what was taken away is gone");
    let file = year.coordinator.open(&format!("{here}/summary.csv")).body.clone();
    assert!(file.contains("feedback,I understand better how others feel about the work,Agree,6"), "{file}");
    assert!(file.contains("round,Unit of allocation,team,"), "{file}");
    assert_eq!(world.count("audits where act = 'trial.file_taken' and detail like 'round-1-summary.csv; %'"), 1);
    assert!(file.contains("Schwartz Center, UK 7") && file.contains("attendance,came,Social worker,0"), "{file}");
});

/// Keeps what names nobody, and takes the other away.
fn screen(year: &mut Year<'_>, here: &str) {
    year.coordinator.open(&format!("{here}/comments"));
    assert!(year.coordinator.seen.says("Ann Lee wept"));
    let links = year.coordinator.seen.links(&format!("{here}/comments/"));
    let body = year.coordinator.seen.body.clone();
    for link in links {
        let at = body.find(&link).unwrap();
        let act = if body[..at].rfind("Ann Lee") > body[..at].rfind("Thank you for") { "remove" } else { "keep" };
        year.coordinator.press(&link, &[("act", act)]);
    }
    assert!(year.coordinator.seen.says("Nothing to look at"), "{}", year.coordinator.seen.text());
}

story!(counts_of_paper_are_set_right_and_never_added_twice, |world| {
    let mut year = begun(world);
    let here = format!("/rounds/{}/paper", year.rounds[0]);
    year.coordinator.open(&here);
    year.coordinator.press(&here, &[("forms", "2"), ("rating:5", "3")]);
    assert!(year.coordinator.seen.says("has 3 answers, on 2 forms"), "{}", year.coordinator.seen.text());
    for _ in 0..2 {
        year.coordinator.press(&here, &[("forms", "3"), ("rating:5", "3")]);
    }
    year.coordinator.press(&here, &[("forms", "2"), ("rating:5", "1"), ("rating:4", "1")]);
    assert!(year.coordinator.seen.says("2 forms on paper"), "{}", year.coordinator.seen.text());
    year.coordinator.open(&here);
    assert_eq!(year.coordinator.seen.field("rating:5").as_deref(), Some("1"));
});

story!(who_came_is_told_by_kind_of_work_and_no_few_of_them_are, |world| {
    let mut year = begun(world);
    let here = format!("/rounds/{}", year.rounds[0]);
    let unnamed =
        [("unnamed.social_worker", "9"), ("unnamed.team_manager", "2"), ("unnamed.family_support_worker", "8")];
    year.coordinator.open(&format!("{here}/attendance"));
    year.coordinator.press(&format!("{here}/attendance"), &unnamed);
    let panellist = [("name", "Petra Quist"), ("profession", "Family support worker")];
    year.coordinator.open(&format!("{here}/panel"));
    year.coordinator.press(&format!("{here}/panel"), &panellist);
    year.coordinator.open(&format!("{here}/summary"));
    let text = year.coordinator.seen.text();
    assert!(text.contains("Came 19") && text.contains("Team manager hidden"), "{text}");
    assert!(text.contains("Panel 1: Family support worker") && !text.contains("Petra"), "{text}");
    assert!(text.contains("Senior leader hidden"), "nobody of a kind is not told from a few of it: {text}");
    assert!(text.contains("Family support worker hidden") && text.contains("Social worker 9"), "{text}");
});
