//! A manager's page of lines and every way round lines that do not come, by the manager, a deputy, a colleague and the coordinator.

use chrono::NaiveDate;

use super::{
    a_round::{GOOD, MUSA, NIA, Round, has_email},
    browser::{Browser, Screen, Scripts},
    world::{Engine, World},
};

const ANNIE: &str = "annie@x.example";

#[test]
#[ignore = "needs Chromium"]
fn lines_are_written_handed_on_and_suggested_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn lines_are_written_handed_on_and_suggested_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn lines_are_written_handed_on_and_suggested_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let round = Round::asked(browser.world);
    has_email(browser.world, "W1", ANNIE);
    browser.world.tamper("update letter_rounds set fallbacks = 'coordinator deputy colleague nobody'");
    write_what_is_looked_at(browser);
    hand_the_page_on(browser);
    take_it_back(browser);
    ask_a_colleague(browser);
    suggest(browser);
    settle_the_suggestion(browser);
    chase(browser, &round);
    close_and_write_instead(browser);
    give_more_time(browser);
    hand_on_for_somebody_away(browser);
    browser.world.work();
}

/// Comes by the link in the newest mail.
fn come_by_link(browser: &Browser, email: &str, button: &str) {
    browser.leave();
    browser.open_link_to(email);
    browser.press(button);
}

fn write_what_is_looked_at(browser: &Browser) {
    come_by_link(browser, MUSA, "Open my team");
    browser.write_about("Annie", "First line", "Thank you for [what they did], Annie.");
    browser.write_about("Annie", "Second line", "Well done.");
    browser.write_about("Ben", "First line", "You sat with a family until the heating was back on. 🙂");
    let live = browser.text_about("Ben", "First line");
    assert_eq!(live.contains("We cannot print"), browser.scripts == Scripts::On, "{live}");
    browser.press("Save");
    browser.hears("a gap to fill");
    browser.hears("Worth another look");
    browser.is_sent_back("lines-stops-and-looks");
    browser.write_about("Annie", "First line", GOOD[0]);
    browser.write_about("Ben", "First line", "You sat with a family until the heating was back on.");
    browser.press("Save");
    browser.look("lines-looks");
}

fn hand_the_page_on(browser: &Browser) {
    browser.press("Somebody else will write");
    browser.look("hand");
    browser.press("Hand the page on");
    browser.is_sent_back("hand-complaints");
    browser.choose("Who writes", "Nia Bell");
    browser.write("Why", "On leave");
    browser.press("Hand the page on");
    browser.hears("Nia Bell writes this page for you now");
    browser.look("lines-handed");
    browser.world.work();
    browser.leave();
    browser.open_link_to(NIA);
    browser.look("lines-link-deputy");
    browser.press("Open the team");
    browser.look("lines-deputy");
    browser.write_about("Cai", "First line", GOOD[0]);
    browser.write_about("Cai", "Second line", GOOD[1]);
    browser.press("Save");
}

fn take_it_back(browser: &Browser) {
    let deputys = browser.world.nobody().link_in_mail(NIA);
    browser.leave();
    browser.open_link_to(MUSA);
    browser.look("lines-link-handed");
    browser.press("Open my team");
    browser.press("Take it back");
    browser.hears("its manager’s again");
    browser.look("lines-taken-back");
    browser.world.work();
    browser.leave();
    browser.go(&deputys);
    browser.hears("looks after this page again");
    browser.look("lines-link-shut");
}

fn ask_a_colleague(browser: &Browser) {
    come_by_link(browser, MUSA, "Open my team");
    browser.press("Ask a colleague about Ben");
    browser.look("colleague");
    browser.press("Ask them");
    browser.is_sent_back("colleague-complaints");
    browser.choose("Colleague", "Annie");
    browser.press("Ask them");
    browser.hears("Asked.");
    browser.look("lines-colleague-asked");
    browser.world.work();
}

fn suggest(browser: &Browser) {
    browser.leave();
    browser.open_link_to(ANNIE);
    browser.look("suggest-link");
    browser.press("Write two lines");
    browser.look("suggest");
    browser.write("First line", GOOD[0]);
    browser.press("Save");
    browser.is_sent_back("suggest-complaints");
    browser.write("Second line", GOOD[1]);
    browser.press("Save");
    browser.hears("their manager sees it now");
    browser.look("suggest-saved");
}

fn settle_the_suggestion(browser: &Browser) {
    let colleagues = browser.world.nobody().link_in_mail(ANNIE);
    come_by_link(browser, MUSA, "Open my team");
    browser.hears("suggests two lines about Ben");
    browser.look("lines-suggested");
    browser.press("Read them: about Ben");
    browser.look("suggestion");
    browser.write("Second line", " ");
    browser.press("Use these lines");
    browser.is_sent_back("suggestion-complaints");
    browser.write("Second line", "Everyone saw it, Ben.");
    browser.press("Use these lines");
    browser.hears("Taken on.");
    browser.look("lines-taken-on");
    browser.leave();
    browser.go(&colleagues);
    browser.press("Write two lines");
    browser.hears("Nothing more is needed here");
    browser.look("suggest-over");
}

fn chase(browser: &Browser, round: &Round) {
    let monday = NaiveDate::from_ymd_opt(2027, 3, 15).unwrap().and_hms_opt(10, 0, 0).unwrap();
    browser.world.pass(monday - browser.world.now());
    browser.come_in("cora@x.example");
    browser.go(&format!("/letters/rounds/{}", round.id));
    browser.hears("1 over the day");
    browser.look("round-late");
    browser.press("Remind Nia Bell now");
    browser.hears("A reminder is on its way");
    browser.unfold("Still to come");
    browser.look("round-still-to-come");
}

fn close_and_write_instead(browser: &Browser) {
    browser.press("Nobody can write about Dot Moss");
    browser.look("nobody");
    browser.press("Close these lines");
    browser.is_sent_back("nobody-complaints");
    browser.choose("Why", "Nobody knows their work");
    browser.write("What was tried", "New in the team; we asked three people.");
    browser.press("Close these lines");
    browser.hears("Closed.");
    browser.unfold("Still to come");
    browser.press("Ask a colleague about Eve Ng");
    browser.hears("nobody to ask this way");
    browser.look("colleague-nobody");
    browser.press("Back");
    browser.unfold("Still to come");
    browser.press("Write for them: Eve Ng");
    browser.look("fallback");
    browser.press("Save these lines");
    browser.is_sent_back("fallback-complaints");
    browser.write("First line", GOOD[0]);
    browser.write("Second line", GOOD[1]);
    browser.write("Why the manager", "Away until May");
    browser.press("Save these lines");
    browser.hears("These lines stand in");
    browser.look("round-all-in");
}

fn give_more_time(browser: &Browser) {
    browser.world.tamper("update letters set lines = 'asked' where lines_from = 'coordinator'");
    browser.go("/letters/rounds");
    browser.look("rounds");
    browser.press("Spring letters");
    browser.press("Give more time");
    browser.look("deadline");
    browser.press("Move the day");
    browser.is_sent_back("deadline-complaints");
    browser.write("New day", "2027-03-17");
    browser.write("Why", "Half term");
    browser.press("Move the day");
    browser.hears("Lines by 17 March 2027");
    browser.look("round-more-time");
    browser.world.work();
}

fn hand_on_for_somebody_away(browser: &Browser) {
    browser.unfold("Manager by manager");
    browser.press("Hand on: the page of Nia Bell");
    browser.look("hand-for");
    browser.press("Go on");
    browser.is_sent_back("hand-for-complaints");
    browser.choose("Who writes", "Musa Khan");
    browser.write("Why", "Away until May");
    browser.press("Go on");
    browser.look("hand-for-check");
    browser.press("Yes, hand it on");
    browser.unfold("Manager by manager");
    browser.hears("Musa Khan writes for them");
    browser.look("round-handed");
    browser.press("Hand on: the page of Nia Bell");
    browser.look("hand-for-again");
    browser.press("Give it back to Nia Bell");
}
