//! A manager who cannot write hands the team's page on, and can take it back; the coordinator can for a manager who is away.

use chrono::{NaiveDate, TimeDelta};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::web::Role,
    schema::{letter_rounds, letters, uptake_events},
    trial::allocation::trial::Trial,
};

use crate::{
    a_round::{GOOD, MUSA, NIA, Round, has_email, person},
    story,
    world::{Someone, World, option},
};

/// Where the links in mails and the buttons on pages lead for Musa's team.
fn paths(world: &World, round: &Round) -> (String, String) {
    let page = format!("{}/{}", round.page(), person(world, "M1"));
    (format!("{page}/hand"), page)
}

fn by_link<'w>(world: &'w World, email: &str) -> Someone<'w> {
    let mut someone = world.nobody();
    let link = someone.link_in_mail(email);
    someone.open(&link);
    someone.press(&link, &[]);
    assert_eq!(someone.seen.status, 200, "{}", someone.seen.text());
    someone
}

fn write_at(world: &World, someone: &mut Someone, page: &str, about: &str, lines: [&str; 2]) {
    let id = person(world, about);
    let (first, second) = (format!("first.{id}"), format!("second.{id}"));
    someone.press(page, &[(&first, lines[0]), (&second, lines[1])]);
}

/// Who wrote about somebody, as the row and the record say it.
fn written_by(world: &World, about: &str) -> (Option<String>, String) {
    let id = person(world, about);
    let row = letters::table.filter(letters::person_id.eq(&id)).select(letters::lines_from);
    let event = uptake_events::table.filter(uptake_events::event.eq("lines.gave"));
    let event = event.filter(uptake_events::person_id.eq(&id)).select(uptake_events::detail);
    world.floor.db.read(|conn| Ok((row.first(conn)?, event.first(conn)?))).unwrap()
}

fn sent_to(world: &World, email: &str, words: &str) -> usize {
    world.mails().iter().filter(|mail| mail.to.contains(email) && mail.subject.contains(words)).count()
}

story!(a_manager_hands_the_page_on_and_the_deputy_writes_it, |world| {
    let round = Round::asked(world);
    let (hand, page) = paths(world, &round);
    let mut musa = round.manager(MUSA);
    assert!(musa.seen.links(&hand).contains(&hand), "the page offers it");
    musa.open(&hand);
    musa.press(&hand, &[("email", "stranger@x.example"), ("reason", "")]);
    assert_eq!(musa.seen.status, 422);
    assert!(musa.seen.says("nobody of this team has that work e-mail") && musa.seen.says("Say in a few words why"));
    assert_eq!(musa.seen.field("email").as_deref(), Some("stranger@x.example"), "what was typed stays");
    musa.press(&hand, &[("email", "Nia@X.example"), ("reason", "On leave")]);
    assert!(musa.seen.says("Nia Bell writes this page for you now"), "{}", musa.seen.text());
    musa.press(&hand, &[("email", NIA), ("reason", "On leave")]);
    world.work();
    assert_eq!(sent_to(world, NIA, "Two lines for each of a team"), 1, "a second press sends nothing");

    let mail = world.mail_to(NIA);
    assert!(
        mail.text.contains("Musa Khan cannot write just now") && mail.text.contains("each of 3 people"),
        "{mail:?}"
    );
    let mut nia = by_link(world, NIA);
    assert_eq!(nia.seen.path, page);
    assert!(nia.seen.says("Annie Wójcik") && !nia.seen.says("Dot Moss"));
    write_at(world, &mut nia, &page, "W1", GOOD);
    assert!(nia.seen.says("1 of 3 written"), "{}", nia.seen.text());
    assert_eq!(written_by(world, "W1"), (Some("deputy".into()), "deputy".into()));
    nia.open(&round.page());
    assert_ne!(nia.seen.path, round.page(), "the link opens the one page, not her own team's");

    let mut musa = by_link(world, MUSA);
    assert!(musa.seen.says(GOOD[0]), "the manager sees what is written");
    round.write(&mut musa, "W2", GOOD);
    assert_eq!(musa.seen.status, 409);
    assert!(musa.seen.says("Take it back to write on it"), "{}", musa.seen.text());
});

story!(a_manager_takes_the_page_back_and_the_deputys_link_opens_nothing, |world| {
    let round = Round::asked(world);
    let (hand, page) = paths(world, &round);
    let mut musa = round.manager(MUSA);
    musa.press(&hand, &[("email", NIA), ("reason", "On leave")]);
    world.work();
    let mut nia = by_link(world, NIA);
    let link = nia.link_in_mail(NIA);
    write_at(world, &mut nia, &page, "W1", GOOD);
    nia.press(&hand, &[("email", "dilys@x.example"), ("reason", "Mine")]);
    assert_eq!(nia.seen.status, 404, "only the manager hands the page on");

    musa.press(&format!("{page}/take-back"), &[]);
    assert!(musa.seen.says("its manager’s again") && musa.seen.says(GOOD[0]), "{}", musa.seen.text());
    round.write(&mut musa, "W2", GOOD);
    assert_eq!(written_by(world, "W2"), (Some("manager".into()), "manager".into()));
    musa.press(&format!("{page}/take-back"), &[]);
    assert_eq!(musa.seen.status, 409);

    assert_eq!(nia.open(&page).status, 404);
    assert_eq!(round.words("W3").0, "");
    nia.open(&link);
    assert!(nia.seen.says("Musa Khan looks after this page again"), "{}", nia.seen.text());
    assert_eq!(nia.press(&link, &[]).status, 404);
});

story!(reminders_go_to_whoever_has_the_page, |world| {
    let round = Round::asked(world);
    let (hand, _) = paths(world, &round);
    world.pass(TimeDelta::minutes(1));
    round.manager(MUSA).press(&hand, &[("email", "dilys@x.example"), ("reason", "On leave")]);
    world.work();
    let ninth = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap().and_hms_opt(9, 1, 0).unwrap();
    world.pass(ninth - world.now());
    let still = |email| sent_to(world, email, "Still time");
    assert_eq!((still("dilys@x.example"), still(MUSA), still(NIA)), (1, 0, 1));
    assert!(world.mail_to("dilys@x.example").text.contains("The page of Musa Khan's team is waiting"));
    world.pass(TimeDelta::days(1));
});

story!(somebody_of_the_team_writes_for_all_but_themselves, |world| {
    let mut round = Round::set_up(world);
    has_email(world, "W3", "cai@x.example");
    round.press("ask", &[]);
    world.work();
    let (hand, page) = paths(world, &round);
    let mut musa = round.manager(MUSA);
    musa.open(&hand);
    let cai = option(&musa.seen.body, "Cai Lloyd, social worker, North");
    musa.press(&hand, &[("writer", &cai), ("reason", "On leave")]);
    world.work();
    let mut cai = by_link(world, "cai@x.example");
    assert!(cai.seen.says("Annie Wójcik") && cai.seen.says("Ben Şen") && !cai.seen.body.contains("Cai Lloyd</span>"));
    write_at(world, &mut cai, &page, "W3", GOOD);
    assert_eq!(cai.seen.status, 404, "nobody writes of themselves");
    write_at(world, &mut cai, &page, "W1", GOOD);
    write_at(world, &mut cai, &page, "W2", GOOD);
    assert!(cai.seen.says("That is everyone: thank you."), "{}", cai.seen.text());

    let mut musa = round.manager(MUSA);
    round.write(&mut musa, "W3", GOOD);
    assert!(musa.seen.says("1 of 1 written"), "the manager writes of the deputy: {}", musa.seen.text());
});

story!(the_coordinator_hands_on_for_a_manager_who_is_away_after_a_check, |world| {
    let mut round = Round::asked(world);
    round.look();
    let hand = format!("/letters/rounds/{}/hand/{}", round.id, person(world, "M1"));
    assert!(round.coordinator.seen.links("/letters/rounds/").contains(&hand));
    round.coordinator.open(&hand);
    let nia = option(&round.coordinator.seen.body, "Nia Bell, team manager, South");
    round.coordinator.press(&format!("{hand}/check"), &[("writer", &nia), ("reason", "Away until April")]);
    assert!(round.coordinator.seen.says("Hand Musa Khan’s page on to Nia Bell?"), "{}", round.coordinator.seen.text());
    world.work();
    assert_eq!(sent_to(world, NIA, "Two lines for each of a team"), 0, "a check changes nothing");
    round.coordinator.press(&hand, &[("writer", &nia), ("reason", "Away until April")]);
    assert!(round.coordinator.seen.says("Nia Bell writes for them"), "{}", round.coordinator.seen.text());
    world.work();
    assert_eq!(sent_to(world, NIA, "Two lines for each of a team"), 1);

    round.coordinator.open(&hand);
    assert!(round.coordinator.seen.says("Give it back to Musa Khan"), "{}", round.coordinator.seen.text());
    round.coordinator.press(&format!("{hand}/take-back"), &[]);
    assert!(!round.coordinator.seen.says("writes for them"), "{}", round.coordinator.seen.text());

    let mut other = world.someone("rei@x.example", &[Role::TeamManager]);
    assert_eq!(other.open(&hand).status, 403);
});

/// What the deputy is sent and shown when Musa's page is handed on, and what Musa sees then; it ends as it began.
fn handed_on(world: &World, round: &Round) -> [String; 3] {
    let (hand, page) = paths(world, round);
    let mut musa = world.nobody();
    let mail = world.mails().into_iter().find(|mail| mail.to.contains(MUSA)).unwrap().text;
    let link =
        mail.split_whitespace().find_map(|word| word.strip_prefix(&world.floor.settings.web.public_url)).unwrap();
    musa.open(link);
    musa.press(link, &[]);
    musa.press(&hand, &[("email", NIA), ("reason", "On leave")]);
    let shown = musa.seen.text();
    world.work();
    let seen = [world.mail_to(NIA).text, by_link(world, NIA).seen.text(), shown];
    musa.press(&format!("{page}/take-back"), &[]);
    seen
}

story!(a_page_reads_the_same_whoever_is_in_which_arm, |world| {
    let round = Round::asked(world);
    let before = handed_on(world, &round);
    let trial =
        world.floor.db.read(|conn| Ok(letter_rounds::table.select(letter_rounds::trial_id).first::<String>(conn)?));
    let trial = world.floor.db.read(|conn| Trial::find(conn, &trial.unwrap())).unwrap();
    world.locked(&trial);
    assert_eq!(handed_on(world, &round), before, "nor does it tell whether anything is allocated");
    world.tamper("update arms set gets = case gets when '' then 'letters' else '' end");
    assert_eq!(handed_on(world, &round), before);
});
