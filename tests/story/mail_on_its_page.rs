//! The coordinator's page of mail: what waits and why, without anybody's address, and what can be pressed there.

use hearten::floor::{audit, web::Role};

use crate::{
    story,
    world::{Does, MailHost},
};

const CORA: &str = "cora@x.example";

story!(the_page_says_what_waits_and_why_and_shows_nobody, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    host.when_it_meets("ann.other", &[Does::Say("RCPT", "452 4.2.2 <ann.other@a.example> full")]);
    host.when_it_meets("ben.other", &[Does::Say("RCPT", "550 5.1.1 <ben.other@b.example> nobody")]);
    let mut cora = world.someone(CORA, &[Role::Coordinator]);
    cora.open("/mail");
    assert!(cora.seen.says("Nothing waits.") && cora.seen.says("None came back."));
    posting.write_to(&["ann.other@a.example", "ben.other@b.example"]);
    cora.open("/mail");
    for words in
        ["story.note", "The mail host said 452 4.2.2.", "550 5.1.1", "a.example", "1 address is not written to"]
    {
        assert!(cora.seen.says(words), "{words}: {}", cora.seen.text());
    }
    assert!(!cora.seen.says("ann.other") && !cora.seen.says("ben.other"));
    posting.pass(2);
    cora.open("/mail");
    assert!(!cora.seen.says("452 4.2.2"));
});

story!(all_mail_is_paused_and_resumed_each_with_a_reason, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    let mut cora = world.someone(CORA, &[Role::Coordinator]);
    cora.open("/mail");
    cora.press("/mail/pause", &[("reason", "  ")]);
    assert_eq!(cora.seen.status, 422, "a reason is asked for");
    posting.write_to(&["ann@a.example"]);
    assert_eq!(host.reached(), ["ann"]);
    cora.press("/mail/pause", &[("reason", "The wording is wrong.")]);
    assert!(cora.seen.says("All mail is paused") && cora.seen.says("The wording is wrong."), "{}", cora.seen.text());
    posting.write_to(&["ben@a.example"]);
    posting.pass(60);
    assert_eq!(host.reached(), ["ann"]);
    cora.press("/mail/resume", &[("domain", "*"), ("reason", "It is right now.")]);
    assert!(cora.seen.says("within five minutes") && !cora.seen.says("Nothing is sent"));
    cora.press("/mail/resume", &[("domain", "*"), ("reason", "Once more.")]);
    assert_eq!(cora.seen.status, 409);
    posting.pass(5);
    assert_eq!(host.reached(), ["ann", "ben"]);
    assert!(world.floor.db.read(audit::verify).unwrap().is_ok());
});

story!(an_address_that_was_given_up_is_written_to_again_when_somebody_says_so, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    host.when_it_meets("ann", &[Does::Say("RCPT", "550 nobody here")]);
    posting.write_to(&["ann@a.example"]);
    let mut cora = world.someone(CORA, &[Role::Coordinator]);
    cora.open("/mail");
    assert!(cora.seen.says("Somebody at a.example"), "{}", cora.seen.text());
    let path = cora.seen.links("/mail/addresses/").remove(0);
    cora.press(&path, &[("reason", "")]);
    assert_eq!(cora.seen.status, 422);
    cora.press(&path, &[("reason", "She is back from leave.")]);
    assert!(cora.seen.says("written to again"));
    cora.press(&path, &[("reason", "She is back from leave.")]);
    assert_eq!(cora.seen.status, 404);
    posting.write_to(&["ann@a.example"]);
    assert_eq!(host.reached(), ["ann"]);
});
