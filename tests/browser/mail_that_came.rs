//! Mail that no machine can place, as whoever looks at it sees it: none, several, one, and none again.

use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    floor::{
        inbound::{Envelope, ingest},
        web::Role,
    },
    schema::inbound_mails,
};

use super::{
    browser::{Browser, Screen, Scripts},
    world::{Engine, World},
};

const MAIL: &str = "From: Siân <sian@example.org>\r\nTo: replies@hearten.example\r\nSubject: About Friday\r\n\
    Message-ID: <1@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nCould it be Monday? I am in court on Friday.\r\n";

#[test]
#[ignore = "needs Chromium"]
fn mail_that_came_is_looked_at_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn mail_that_came_is_looked_at_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn mail_that_came_is_looked_at_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let world = browser.world;
    world.someone("cora@x.example", &[Role::Coordinator]);
    browser.come_in("cora@x.example");
    browser.go("/mail/inbound");
    browser.look("inbound-none");
    let without_subject = MAIL.replace("Subject: About Friday\r\n", "").replace("<1@", "<2@");
    for raw in [MAIL, &without_subject] {
        let envelope = Envelope { source: "imap", recipients: Vec::new() };
        world.floor.db.write(|conn| ingest(conn, &world.floor, raw.as_bytes(), &envelope)).unwrap();
    }
    world.work();
    browser.go("/");
    browser.hears("2 to look at");
    browser.go("/mail/inbound");
    browser.look_closely("inbound-list");
    assert!(!browser.says("About Friday") && !browser.says("sian@"), "the list names nobody: {}", browser.words());
    let both = ids(world);
    browser.go(&format!("/mail/inbound/{}", both[0]));
    browser.hears("About Friday");
    browser.hears("Could it be Monday?");
    browser.look_closely("inbound-one");
    browser.press("I have looked at it");
    browser.look("inbound-seen");
    browser.go(&format!("/mail/inbound/{}", both[1]));
    browser.hears("Without a subject");
    browser.press("I have looked at it");
    browser.hears("Nothing to look at");
}

/// The mails that came, the one with a subject first.
fn ids(world: &World) -> Vec<String> {
    let rows = inbound_mails::table.order(inbound_mails::id).select(inbound_mails::id);
    world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap()
}
