//! A worker that is killed while it sends loses no mail: two thousand, and a kill at fifty moments that nobody chose.

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use chrono::{NaiveDate, TimeDelta};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{auth, clock::Moment, jobs},
    schema::{jobs as rows, mails},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use crate::{
    story,
    world::{MailHost, World},
};

const MAILS: usize = 2_000;
const KILLS: usize = 50;
/// About as long as a worker takes to start and to send a batch or two.
const LONGEST: Duration = Duration::from_millis(700);

story!(a_worker_killed_at_fifty_moments_sends_every_mail_under_one_name, |world| {
    promise(world);
    let host = MailHost::start(true);
    let settings = host.settings() + "per_domain_per_minute = 0\n";
    let mut chance = StdRng::seed_from_u64(50);
    for _ in 0..KILLS {
        come_due(world);
        let mut worker = world.worker_process_with(&settings);
        // The moment is the point: nothing the worker does is waited for.
        thread::sleep(LONGEST.mul_f64(chance.random()));
        worker.kill().unwrap();
        worker.wait().unwrap();
    }
    let at_the_kills = host.taken().len();
    finish(world, &settings);

    let mut sent: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for mail in host.taken() {
        let (times, text) = sent.entry(mail.message_id).or_insert_with(|| (0, mail.text.clone()));
        *times += 1;
        assert_eq!(*text, mail.text, "one name, the same bytes");
    }
    let repeats: usize = sent.values().map(|(times, _)| times - 1).sum();
    println!(
        "{MAILS} mails, {KILLS} kills, {at_the_kills} left before the last worker, {repeats} went again under their own name"
    );
    assert_eq!(sent.len(), MAILS, "every mail left, and none under two names");
    let kept: Vec<String> = world.floor.db.read(|conn| Ok(mails::table.select(mails::message_id).load(conn)?)).unwrap();
    assert!(kept.len() == MAILS && kept.iter().all(|id| sent.contains_key(id)));
    let ended: Vec<String> =
        world.floor.db.read(|conn| Ok(rows::table.select(rows::state).distinct().load(conn)?)).unwrap();
    assert_eq!(ended, ["done"]);
});

/// A key to sign in with, for two thousand people.
fn promise(world: &World) {
    // The killed worker has a clock of its own, which shows today: a key made then would be too old.
    world.floor.clock.advance(TimeDelta::days(365));
    let floor = &world.floor;
    let act = |conn: &mut _| {
        (0..MAILS).try_for_each(|at| {
            let email = format!("worker.{at}@council-{}.example", at % 20);
            auth::make_account(conn, floor, &email, "Somebody", None)?;
            auth::promise_key(conn, floor, &auth::Email::parse(&email)?, &auth::OwnPath::parse("/"))
        })
    };
    floor.db.write(act).unwrap();
}

fn finish(world: &World, settings: &str) {
    come_due(world);
    let mut worker = world.worker_process_with(settings);
    let begun = Instant::now();
    while world.floor.db.read(jobs::waiting).unwrap() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(120), "the last worker does not come to an end");
        thread::sleep(Duration::from_millis(100));
    }
    worker.kill().unwrap();
    worker.wait().unwrap();
}

/// What a killed worker held comes free at once, where the next would have to wait for its lease to run out.
fn come_due(world: &World) {
    let long_ago: Moment = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let act = |conn: &mut _| {
        diesel::update(rows::table.filter(rows::state.eq("waiting"))).set(rows::due_at.eq(long_ago)).execute(conn)?;
        let held = rows::table.filter(rows::state.eq("running"));
        diesel::update(held).set(rows::leased_until.eq(Some(long_ago))).execute(conn)?;
        Ok(())
    };
    world.floor.db.write(act).unwrap();
}
