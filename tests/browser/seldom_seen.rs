//! The pages that the other walks pass by: a key that opens nothing, practice lists, a list that is checked, every arm, and
//! what is said where there is nothing to see.

use super::{
    browser::{Browser, Screen, Scripts},
    story_road::Road,
    world::{Does, Engine, MailHost, World},
};
use hearten::floor::{jobs, web::Role};

#[test]
#[ignore = "needs Chromium"]
fn pages_that_are_seldom_seen_are_looked_at_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn pages_that_are_seldom_seen_are_looked_at_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn pages_that_are_seldom_seen_are_looked_at_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let road = Road::composed(browser.world);
    for (email, role) in [("rei@x.example", Role::Researcher), ("ann@x.example", Role::ProgrammeLead)] {
        browser.world.someone(email, &[role]);
    }
    come_in_slowly(browser);
    see_the_lists(browser);
    see_the_uptake(browser);
    see_the_people(browser);
    find_nothing(browser, &road);
    go_out(browser);
}

fn come_in_slowly(browser: &Browser) {
    browser.go("/sign-in");
    browser.press("Send me a key");
    browser.is_sent_back("sign-in-complaints");
    browser.write("Work e-mail", "rei@x.example");
    browser.press("Send me a key");
    browser.look("sign-in-sent");
    browser.world.work();
    browser.open_link_to("rei@x.example");
    browser.look("key");
    browser.press("Come in");
    browser.leave();
    browser.open_link_to("rei@x.example");
    browser.hears("each key opens once");
    browser.look("key-used");
}

fn see_the_lists(browser: &Browser) {
    browser.come_in("rei@x.example");
    browser.go("/trials/new");
    browser.press("Set up the trial");
    browser.is_sent_back("trial-new-complaints");
    browser.go("/trials");
    browser.look("trials");
    browser.press("Letters of thanks");
    browser.press("Draw a practice list");
    browser.look("draw-practice");
    browser.press("Randomise");
    browser.look("trial-practice");
    browser.press("Check the list");
    browser.look("list-verified");
}

fn see_the_uptake(browser: &Browser) {
    browser.go("/uptake");
    browser.look("uptake-trials");
    browser.press("Letters of thanks");
    browser.unfold("The figures as a table");
    browser.unfold("What each event means");
    browser.look("uptake-unfolded");
    browser.come_in("ann@x.example");
    browser.go("/trials");
    browser.press("Letters of thanks");
    browser.press("Let them see the arms");
    browser.is_sent_back("sight-complaints");
}

fn see_the_people(browser: &Browser) {
    browser.go("/people");
    browser.choose("Role", "team manager");
    browser.press("Show");
    browser.look("people-filtered");
    browser.press("Khan");
    browser.look("person-manager");
    browser.go("/letters/verify");
    browser.press("Look it up");
    browser.is_sent_back("verify-complaints");
    browser.attach("The letter’s PDF", "other.pdf", b"%PDF-1.7 somebody else's");
    browser.press("Look it up");
    browser.look("verify-no");
}

fn find_nothing(browser: &Browser, road: &Road) {
    browser.go("/letters/rounds/there-is-none");
    browser.hears("There is nothing here");
    browser.look("missing");
    browser.go("/letters/lines/there-is-none/at-all");
    browser.look("link-cut-short");
    see_the_mail(browser);
    browser.come_in("rei@x.example");
    browser.go(&road.path("pack"));
    browser.hears("This page is not open to you");
    browser.look("not-allowed");
}

/// Nothing waits; then an address is given up, a domain refuses us, and all mail is paused.
fn see_the_mail(browser: &Browser) {
    browser.come_in("ann@x.example");
    browser.go("/mail");
    browser.look("mail-nothing");
    let host = MailHost::start(true);
    let posting = browser.world.posting(&host, "");
    host.when_it_meets("ben", &[Does::Say("RCPT", "550 5.1.1 nobody here")]);
    host.when_it_meets("cat", &[Does::Say("RCPT", "452 4.2.2 full")]);
    host.when_it_meets("dan", &[Does::Say("RCPT", "550 5.7.1 not wanted")]);
    posting.write_to(&["ben@b.example", "cat@c.example", "dan@d.example"]);
    browser.go("/mail");
    browser.press("Pause all mail");
    browser.is_sent_back("mail-complaints");
    browser.write("Why mail is paused", "The wording is wrong.");
    browser.press("Pause all mail");
    browser.look("mail");
    browser.write("Why it can go again", "It is right now.");
    browser.press("Send mail again");
    posting.pass(5);
    let act = |conn: &mut _| {
        let stuck = jobs::stuck(conn)?;
        stuck.iter().try_for_each(|job| jobs::let_go(conn, &browser.world.floor, &job.id, "seen"))
    };
    browser.world.floor.db.write(act).unwrap();
}

fn go_out(browser: &Browser) {
    browser.sign_out();
    browser.look("signed-out");
}
