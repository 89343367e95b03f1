//! What people do with their half hours once they have them, and what is asked of everyone. `half_hours.rs` goes before.

use diesel::{QueryDsl, RunQueryDsl};
use hearten::{floor::clock::london_moment, schema::goal_runs};

use super::{
    browser::Browser,
    half_hours::{COORDINATOR, Cast},
    world::World,
};

pub fn use_them(browser: &Browser, cast: &Cast) {
    take_a_first_step(browser, cast);
    write_something(browser, cast);
    move_it(browser, cast);
    pass_it_over(browser, cast);
    ask_for_less(browser, cast);
    settle_a_wish(browser, cast);
    answer_the_question(browser, cast);
    get_a_page_on_paper(browser, cast);
}

fn take_a_first_step(browser: &Browser, cast: &Cast) {
    open(browser, cast.worker, "/goals/me/");
    browser.look_closely("goals-me-link");
    browser.press("Have lunch away from my desk");
    browser.hears("Your first step: Have lunch away from my desk once this week");
    browser.look_closely("goals-mine");
    to(browser, 8, 9);
    open(browser, cast.worker, "/goals/me/");
    browser.look("goals-me-link-again");
    browser.press("Open my page");
    browser.look("goals-mine-invited");
}

fn write_something(browser: &Browser, cast: &Cast) {
    browser.press("Something that matters");
    browser.look_closely("goals-week");
    browser.press("2 minutes");
    browser.write("What would you like a little more of", "More walks after work.");
    browser.press("Keep and carry on later");
    browser.hears("Carry on whenever you like");
    browser.look_closely("goals-week-begun");
    browser.write("What would you like a little more of", &"x".repeat(4_001));
    browser.press("That is enough for this week");
    browser.is_sent_back("goals-week-complaints");
    browser.write("What would you like a little more of", "More walks after work.");
    browser.press("That is enough for this week");
    browser.hears("well done for taking it");
    browser.look("goals-week-done");
    open(browser, cast.worker, "/goals/half/");
    browser.look("goals-half-link");
    browser.press("Open my half hour");
    assert!(!browser.words().contains("More walks"), "the link in a diary shows nothing that was written");
    browser.look("goals-slot");
}

fn move_it(browser: &Browser, cast: &Cast) {
    open(browser, cast.third, "/goals/half/");
    browser.press("Open my half hour");
    browser.look("goals-slot-untouched");
    browser.press(" March, ");
    browser.hears("Your diary gets the new time");
    browser.look("goals-slot-moved");
    browser.world.work();
}

fn pass_it_over(browser: &Browser, cast: &Cast) {
    open(browser, cast.busy, "/goals/me/");
    browser.press("just open my page");
    browser.press("Something that matters");
    browser.unfold("Pass it over this week");
    browser.look_closely("goals-pass-over");
    browser.press("Something urgent came up");
    browser.hears("nobody is told that it was you");
    browser.look("goals-passed-over");
    browser.press("My six weeks");
    browser.look("goals-mine-passed-over");
    browser.world.work();
}

fn ask_for_less(browser: &Browser, cast: &Cast) {
    browser.press("Hear from us less");
    browser.look_closely("goals-contact");
    browser.press("Take a break");
    browser.is_sent_back("goals-contact-complaints");
    browser.press("No questions, please");
    browser.hears("from now on");
    browser.press("Leave me out");
    browser.is_sent_back("goals-leave-complaints");
    browser.tick("Yes, leave me out");
    browser.press("Leave me out");
    browser.hears("You are left out");
    browser.look("goals-mine-left-out");
    browser.world.work();
    let mails = browser.world.mails();
    let third =
        mails.iter().rev().filter(|mail| mail.to.contains(cast.third)).find_map(|mail| mail.extras.stop.clone());
    browser.leave();
    browser.go(third.unwrap().strip_prefix(&browser.world.floor.settings.web.public_url).unwrap());
    browser.look("goals-stop");
    browser.press("Leave me out");
    browser.look("goals-stopped");
    browser.world.work();
}

/// Further than was agreed: the way a diary asks for it, since a page offers such a time only where nothing nearer is free.
fn settle_a_wish(browser: &Browser, cast: &Cast) {
    let world = browser.world;
    let friday = chrono::NaiveDate::from_ymd_opt(2027, 3, 19).unwrap();
    let at = london_moment(friday, chrono::NaiveTime::from_hms_opt(15, 0, 0).unwrap()).and_utc().timestamp();
    let link = link_to(world, cast.worker, "/goals/me/");
    let mut worker = world.nobody();
    worker.open(&link);
    worker.press(&link, &[]);
    let week = worker.seen.links("/goals/mine/").into_iter().find(|link| link.ends_with("/weeks/2")).unwrap();
    worker.open(&week);
    worker.press(&format!("{week}/move"), &[("to", &at.to_string())]);
    assert!(worker.seen.says("Your manager is asked"), "{}", worker.seen.text());
    world.work();
    open(browser, cast.manager, "/goals/team/");
    browser.press("Open my team");
    browser.hears("would like to move");
    browser.look_closely("goals-team-wish");
    browser.press("That is fine");
    browser.hears("It has moved.");
    browser.world.work();
}

fn answer_the_question(browser: &Browser, cast: &Cast) {
    to(browser, 12, 11);
    open(browser, cast.other, "/survey/");
    browser.look_closely("question");
    browser.press("That is my answer");
    browser.is_sent_back("question-complaints");
    browser.tick("The Lighthouse");
    browser.press("That is my answer");
    browser.hears("Thank you");
    browser.look("question-thanks");
}

/// Somebody asks for nothing by mail: the coordinator prints a page, and what stands on it opens their own page.
fn get_a_page_on_paper(browser: &Browser, cast: &Cast) {
    open(browser, cast.worker, "/goals/me/");
    browser.press("Open my page");
    browser.press("Hear from us less");
    browser.press("No mail, please");
    browser.hears("from now on");
    to(browser, 15, 10);
    browser.leave();
    browser.come_in(COORDINATOR);
    let run = goal_runs::table.select(goal_runs::id);
    let run: String = browser.world.floor.db.read(|conn| Ok(run.first(conn)?)).unwrap();
    browser.go(&format!("/goals/runs/{run}"));
    browser.hears("One letter is due");
    browser.look_closely("goals-run-paper-due");
    browser.press("Make the letter");
    browser.hears("One letter is made");
    browser.look_closely("goals-run-paper-made");
    let pdf = browser.take("Take the PDF", "letters.pdf");
    assert!(pdf.starts_with(b"%PDF"));
    browser.leave();
    browser.go(&format!("/paper/{}", code_on(&pdf)));
    browser.look("goals-paper-link");
    browser.press("Open my page");
    browser.look("goals-mine-from-paper");
}

/// What stands on the page to be typed.
fn code_on(pdf: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("letters.pdf");
    std::fs::write(&file, pdf).unwrap();
    let text = std::process::Command::new("pdftotext").arg(&file).arg("-").output().unwrap().stdout;
    let text = String::from_utf8(text).unwrap();
    text.split("/paper/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

/// The clock goes on to a day in March and an hour.
fn to(browser: &Browser, day: u32, hour: u32) {
    let at = |day, hour| {
        let date = chrono::NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        london_moment(date, chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap())
    };
    let world = browser.world;
    while world.now() < at(day, 0) {
        let next = world.floor.clock.today().succ_opt().unwrap();
        world.pass(london_moment(next, chrono::NaiveTime::from_hms_opt(8, 0, 0).unwrap()) - world.now());
    }
    world.pass(at(day, hour) - world.now());
}

/// Comes fresh, by the newest link of one kind that somebody was sent.
fn open(browser: &Browser, email: &str, kind: &str) {
    browser.leave();
    browser.go(&link_to(browser.world, email, kind));
}

fn link_to(world: &World, email: &str, kind: &str) -> String {
    let mails = world.mails();
    let mail = mails.iter().rev().find(|mail| mail.to.contains(email) && mail.text.contains(kind));
    let text = &mail.unwrap_or_else(|| panic!("no mail with {kind}")).text;
    text[text.find(kind).unwrap()..].split_whitespace().next().unwrap().to_owned()
}
