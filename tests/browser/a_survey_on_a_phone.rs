//! A survey at a browser: set up, checked and launched; answered by somebody's own link, by one link for all and by a code; then what
//! people wrote is looked at, and the scores.

use super::{
    browser::{Browser, Screen, Scripts},
    surveys::{Study, answer_for_nobody},
    world::{Engine, World},
};

const LIFE: &str = "Overall, how satisfied are you with your life nowadays?";

#[test]
#[ignore = "needs Chromium"]
fn a_survey_is_answered_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_survey_is_answered_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_survey_is_answered_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let mut study = Study::on_footing(browser.world, 20);
    let here = set_up(browser, &study);
    answer_by_link(browser, &study, &here);
    let open = study.launched("pulse", "anonymous", &["ons4", "own_questions"]);
    answer_for_all(browser, &study, &open);
    type_a_code(browser, &mut study);
    after_the_close(browser, &study, &open);
}

fn set_up(browser: &Browser, study: &Study<'_>) -> String {
    browser.come_in("rhea@x.example");
    browser.go(&study.surveys());
    browser.look("surveys-none");
    browser.press("Set up a survey");
    browser.look_closely("survey-new");
    browser.press("Set it up");
    browser.is_sent_back("survey-new-complaints");
    browser.write("Name", "baseline");
    browser.choose("What do answers hang on?", "A trial id");
    browser.write("Opens on", "2027-03-01");
    browser.write("Last day", "2027-03-20");
    browser.write("ONS4", "1");
    browser.write("SWEMWBS", "2");
    browser.press("Set it up");
    browser.press("Check and launch");
    browser.hears("Wanting");
    browser.look("survey-wanting");
    browser.go(&format!("{}/new", study.surveys()));
    browser.write("Name", "endline");
    browser.choose("What do answers hang on?", "A trial id");
    browser.write("Opens on", "2027-03-01");
    browser.write("Last day", "2027-03-20");
    browser.write("ONS4", "1");
    browser.write("What reached you", "2");
    browser.press("Set it up");
    let here = browser.path();
    browser.press("Check and launch");
    browser.look_closely("survey-launch");
    browser.press("Launch it");
    browser.hears("The survey is launched");
    browser.look_closely("survey-open");
    browser.world.work();
    browser.leave();
    here
}

fn answer_by_link(browser: &Browser, study: &Study<'_>, here: &str) {
    let who = study.people()[3].clone();
    browser.open_link_to(&study.email(&who));
    browser.look_closely("survey-start");
    browser.press("Begin");
    browser.look_closely("survey-question");
    browser.press("Next");
    browser.is_sent_back("survey-question-complaint");
    browser.choose(LIFE, "10, completely satisfied");
    browser.press("Next");
    browser.hears("Question 2 of 14");
    browser.press("Back");
    browser.look("survey-question-again");
    browser.press("Next");
    browser.press("Pass over this question");
    browser.hears("Question 3 of 14");
    // Another day.
    browser.go(&study.link(here, &who));
    browser.press("Carry on");
    browser.go(&format!("{}?at=13", study.link(here, &who)));
    browser.write("Is there anything else", "Thank you for asking");
    browser.look_closely("survey-words");
    browser.press("Next");
    browser.hears("You have answered 2 of 14 questions");
    browser.look_closely("survey-end");
    browser.press("Send my answers");
    browser.hears("Your answers are sent");
    browser.look_closely("survey-thanks");
}

fn answer_for_all(browser: &Browser, study: &Study<'_>, here: &str) {
    browser.go(&study.link_for_all(here));
    browser.look_closely("survey-all-start");
    browser.press("Begin");
    browser.choose(LIFE, "10, completely satisfied");
    browser.press("Next");
    browser.hears("Question 2 of 7");
    browser.press("Back");
    browser.hears("Question 1 of 7");
    browser.look_closely("survey-all-question");
    browser.press("Next");
    for _ in 1..7 {
        browser.press("Pass over this question");
    }
    browser.hears("You have answered 1 of 7 questions");
    browser.look("survey-all-end");
    browser.press("Send my answers");
    browser.hears("Your answers are sent");
    for n in 0..8 {
        let step = if n % 2 == 0 { "4" } else { "8" };
        answer_for_nobody(browser.world, &study.link_for_all(here), &[step, step, step, "2", "4", "3", "More time"]);
    }
}

fn type_a_code(browser: &Browser, study: &mut Study<'_>) {
    let here = study.launched("by code", "coded", &["ons4"]);
    let file = study.researcher.press(&format!("{here}/codes.csv"), &[("many", "2")]).body.clone();
    browser.go("/survey/code");
    browser.look_closely("survey-code");
    browser.write("Code", "abcd");
    browser.press("Open the questions");
    browser.is_sent_back("survey-code-complaint");
    browser.write("Code", file.lines().nth(1).unwrap());
    browser.press("Open the questions");
    browser.hears("Nobody wrote down who got which code");
    browser.look("survey-code-start");
}

fn after_the_close(browser: &Browser, study: &Study<'_>, here: &str) {
    study.go_to(3, 22);
    browser.go(&study.link_for_all(here));
    browser.hears("These questions have closed");
    browser.look("survey-shut");
    browser.come_in("rhea@x.example");
    browser.go(&study.surveys());
    browser.look_closely("surveys");
    browser.go(here);
    browser.look_closely("survey-closed");
    browser.press("Look at them");
    browser.look_closely("survey-texts");
    browser.press("Let it through like this: text 1");
    browser.hears("Let through");
    browser.go(here);
    browser.press("Show the scores");
    browser.hears("everyone: 9 of 20 answered");
    browser.look_closely("survey-scores");
}
