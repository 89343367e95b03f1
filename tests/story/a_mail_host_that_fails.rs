//! Whatever a mail host does, nothing is lost, nothing goes twice as another mail, and nobody pays for somebody else's fault.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use hearten::floor::{
    jobs,
    mail::{Extras, bounce, keyed},
};

use crate::{
    story,
    world::{Does, MailHost, World, invitation},
};

/// How jobs stand, and why.
fn stuck(world: &World) -> Vec<String> {
    world.floor.db.read(jobs::stuck).unwrap().into_iter().filter_map(|job| job.reason).collect()
}

fn waiting(world: &World) -> i64 {
    world.floor.db.read(jobs::waiting).unwrap()
}

fn try_again(world: &World) {
    let act = |conn: &mut _| jobs::stuck(conn)?.iter().try_for_each(|job| jobs::try_again(conn, &world.floor, &job.id));
    world.floor.db.write(act).unwrap();
}

story!(a_full_mailbox_is_tried_again_and_keeps_nobody_else_waiting, |world| {
    for pipelines in [true, false] {
        let host = MailHost::start(pipelines);
        let posting = world.posting(&host, "");
        host.when_it_meets("ben", &[Does::Say("RCPT", "452 4.2.2 full"), Does::Say("DATA", "452 4.3.1 no room")]);
        posting.write_to(&["ann@a.example", "ben@a.example", "cat@a.example"]);
        assert_eq!(host.reached().into_iter().collect::<BTreeSet<_>>(), ["ann", "cat"].map(str::to_owned).into());
        posting.pass(2);
        assert_eq!(host.taken().len(), 2, "the second try failed too");
        posting.pass(6);
        assert_eq!(host.reached().last().unwrap(), "ben");
        assert_eq!((host.taken().len(), waiting(world)), (3, 0));
    }
});

story!(a_host_that_hangs_up_gets_the_same_mail_again, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    host.when_it_meets("ann", &[Does::HangUp]);
    posting.write_to(&["ann@a.example"]);
    posting.pass(2);
    let taken = host.taken();
    assert_eq!((taken.len(), waiting(world)), (2, 0));
    assert_eq!(taken[0], taken[1], "by its Message-ID a host can tell");
});

story!(a_host_that_stalls_is_tried_later, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "connections = 2\n");
    host.when_it_meets("ann", &[Does::Stall]);
    posting.write_to(&["ann@a.example", "ben@b.example"]);
    assert_eq!(host.reached(), ["ben"]);
    posting.pass(2);
    assert_eq!((host.reached(), waiting(world)), (vec!["ben".to_owned(), "ann".to_owned()], 0));
});

story!(a_domain_that_asks_for_time_again_and_again_is_left_in_peace, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    for (name, says) in [("ann", "421 too much"), ("ben", "451 4.7.0 slow down"), ("cat", "451 greylisted")] {
        host.when_it_meets(name, &[Does::Say("RCPT", says)]);
    }
    posting.write_to(&["ann@a.example", "ben@a.example", "cat@a.example"]);
    posting.write_to(&["dan@a.example", "eve@b.example"]);
    assert_eq!(host.reached(), ["eve"], "nothing more goes there, and others have theirs");
    posting.pass(5);
    assert_eq!(host.taken().len(), 1);
    for _ in 0..4 {
        posting.pass(5);
    }
    assert_eq!((host.taken().len(), waiting(world)), (5, 0));
    assert!(world.floor.db.read(jobs::unseen_alarms).unwrap().is_empty());
});

story!(a_dead_address_is_written_to_no_more_and_bounces, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    host.when_it_meets("ann", &[Does::Say("RCPT", "550 5.1.1 <ann@a.example> nobody here")]);
    posting.write_to(&["ann@a.example"]);
    posting.write_to(&["Ann@A.example", "ben@a.example"]);
    assert_eq!(host.reached(), ["ben"]);
    let counts = world.floor.db.read(jobs::counts).unwrap();
    assert!(counts.iter().any(|count| count.state == "not_needed" && count.count == 2), "{counts:?}");
    assert!(stuck(world).is_empty());
});

story!(what_comes_back_later_says_by_its_address_whose_it_was, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    posting.write_to(&["ann@a.example", "ben@a.example"]);
    let (floor, taken) = (&world.floor, host.taken());
    let back = |at: usize, status: &str| {
        let row = keyed::row_of(&floor.secrets, bounce::PURPOSE, &taken[at].from).unwrap();
        assert!(taken[at].message_id.starts_with(&format!("<{row}@")));
        floor.db.write(|conn| bounce::heard(conn, floor, &row, status)).unwrap().unwrap().meaning
    };
    assert_eq!(back(0, "4.2.2"), bounce::Meaning::Soft);
    posting.write_to(&[&taken[0].to]);
    assert_eq!(host.taken().len(), 3, "one that is full today is not given up");
    assert_eq!([back(0, "5.1.1"), back(0, "5.1.1")], [bounce::Meaning::Hard; 2]);
    posting.write_to(&[&taken[0].to, &taken[1].to]);
    assert_eq!(host.reached()[3..], [taken[1].to.split('@').next().unwrap()]);
    assert_eq!(back(1, "5.7.1"), bounce::Meaning::Policy);
    assert_eq!(floor.db.read(jobs::unseen_alarms).unwrap().len(), 1);
    assert_eq!(floor.db.write(|conn| bounce::heard(conn, floor, "nobody", "5.1.1")).unwrap(), None);
    assert!(floor.db.write(|conn| bounce::heard(conn, floor, "nobody", "250")).is_err());
});

story!(a_mail_is_tried_for_two_days_and_then_somebody_has_to_look, |world| {
    let host = MailHost::start(false);
    let posting = world.posting(&host, "");
    host.when_it_meets("ann", &[Does::Say("RCPT", "452 4.3.2 not today"); 99]);
    let begun = world.now();
    posting.write_to(&["ann@a.example"]);
    while stuck(world).is_empty() {
        let now = posting.pass(30);
        assert!(now - begun < TimeDelta::hours(50), "it does not go on for ever");
    }
    assert!(world.now() - begun >= TimeDelta::hours(48));
    let reason = stuck(world).remove(0);
    assert!(reason.contains("48 hours") && reason.contains("452 4.3.2") && !reason.contains("ann"), "{reason}");
    host.when_it_meets("ann", &[]);
    try_again(world);
    posting.work();
    assert_eq!(host.reached(), ["ann"], "and is tried afresh when they say so");
});

story!(a_mail_is_not_tried_after_what_it_is_about, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    host.when_it_meets("ann", &[Does::Say("RCPT", "452 full"); 9]);
    let until = Some(world.now() + TimeDelta::minutes(10));
    posting.promise("ann@a.example", Extras { until, ..Extras::default() });
    posting.work();
    posting.pass(2);
    posting.pass(10);
    posting.promise("ben@a.example", Extras { until, ..Extras::default() });
    posting.work();
    assert_eq!((host.taken().len(), waiting(world)), (0, 0));
    let counts = world.floor.db.read(jobs::counts).unwrap();
    assert!(
        counts.iter().any(|count| count.state == "not_needed" && count.count == 2),
        "too late is an ending: {counts:?}"
    );
});

story!(a_diary_entry_at_one_state_goes_to_somebody_once, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    for (to, sequence) in [("ann@a.example", 0), ("ann@a.example", 0), ("ben@a.example", 0), ("ann@a.example", 1)] {
        posting.promise(to, invitation(to, sequence, ""));
        posting.pass(2);
    }
    assert_eq!((host.reached(), waiting(world)), (["ann", "ben", "ann"].map(str::to_owned).to_vec(), 0));
});

story!(a_domain_gets_no_more_a_minute_than_it_is_to_have_whoever_sends, |world| {
    let host = MailHost::start(true);
    let (one, other) =
        (world.posting(&host, "per_domain_per_minute = 2\n"), world.posting(&host, "per_domain_per_minute = 2\n"));
    one.write_to(&["ann@a.example", "ben@a.example", "cat@a.example", "dan@b.example"]);
    other.write_to(&["eve@a.example"]);
    assert_eq!(host.taken().len(), 3, "two to one domain, one to the other");
    other.write_to(&["fay@a.example"]);
    assert_eq!(host.taken().len(), 3, "a minute is not over yet");
    one.pass(1);
    assert_eq!(host.taken().len(), 5);
    other.pass(1);
    assert_eq!((host.taken().len(), waiting(world)), (6, 0));
});

story!(a_domain_that_refuses_us_is_paused_and_nobody_pays_for_it, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    host.when_it_meets("ann", &[Does::Say("RCPT", "550 5.7.1 <ann@a.example> your mail is not wanted")]);
    posting.write_to(&["ann@a.example"]);
    posting.write_to(&["ben@a.example", "cat@b.example"]);
    assert_eq!(host.reached(), ["cat"]);
    let alarms = world.floor.db.read(jobs::unseen_alarms).unwrap();
    assert!(
        alarms.len() == 1 && alarms[0].detail.contains("a.example") && !alarms[0].detail.contains("ann"),
        "{alarms:?}"
    );
    let reasons = stuck(world);
    assert!(reasons.len() == 1 && reasons[0].contains("550 5.7.1"), "{reasons:?}");
    posting.pass(600);
    assert_eq!(host.reached(), ["cat"], "it waits until somebody has looked");
    let mut coordinator = world.someone("cora@x.example", &[hearten::floor::web::Role::Coordinator]);
    coordinator.open("/mail");
    coordinator.press("/mail/resume", &[("domain", "a.example"), ("reason", "They let us in.")]);
    try_again(world);
    posting.pass(5);
    assert_eq!(host.reached().into_iter().collect::<BTreeSet<_>>(), ["ann", "ben", "cat"].map(str::to_owned).into());
});

story!(a_full_disk_loses_nothing, |world| {
    if !world.on_sqlite() {
        return;
    }
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    let long = "X-NOTE:as before\r\n".repeat(2_000);
    posting.promise("ann@a.example", invitation("ann@a.example", 0, &long));
    let _ = world.on_a_full_disk(&host).round();
    assert_eq!(host.taken().len(), 0, "nothing leaves that is not kept first");
    assert_eq!((host.taken().len(), waiting(world)), (0, 1));
    posting.pass(10);
    assert_eq!((host.reached(), waiting(world)), (vec!["ann".to_owned()], 0));
});
