//! A worker that is killed loses nothing and does nothing twice: four hundred letters, and a kill at fifty moments that
//! nobody chose.

use std::{
    collections::BTreeMap,
    fs, thread,
    time::{Duration, Instant},
};

use chrono::{NaiveDate, TimeDelta};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{audit, clock::Moment},
    interventions::letters::{bench_round, compose::compose, store},
    schema::{audits, jobs, letters, uptake_events},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use crate::{story, world::World};

const LETTERS: usize = 400;
/// While letters are made, and again while they are printed.
const KILLS: usize = 25;
/// Longer than a batch takes, so that some of the killed have settled one.
const LONGEST: Duration = Duration::from_millis(2_500);

story!(a_worker_killed_at_fifty_moments_makes_and_prints_each_letter_once, |world| {
    // The killed worker has a clock of its own, which shows today: everything before it lies in the past.
    world.floor.clock.advance(TimeDelta::days(-365));
    let rounds = bench_round::set_up(&world.floor, LETTERS).unwrap();
    world.work();
    let mut chance = StdRng::seed_from_u64(50);
    for round in &rounds {
        world.floor.db.write(|conn| compose(conn, &world.floor, "ann", &round.id)).unwrap();
    }
    kill_again_and_again(world, &mut chance);
    assert_eq!(states(world), ["ready".to_owned()], "{:?}", endings(world));
    for round in &rounds {
        world.floor.db.write(|conn| bench_round::sign_all(conn, &world.floor, round)).unwrap();
    }
    kill_again_and_again(world, &mut chance);

    assert_eq!(states(world), ["printed".to_owned()], "{:?}", endings(world));
    for event in ["letter.composed", "letter.ready", "letter.signed", "letter.printed"] {
        let rows = uptake_events::table.filter(uptake_events::event.eq(event)).select(uptake_events::person_id);
        let people: Vec<String> = world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap();
        assert!(once_each(people), "{event} is on record once for each of {LETTERS}");
    }
    for act in ["letter.signed", "letter.printed"] {
        let rows = audits::table.filter(audits::act.eq(act)).select(audits::subject);
        assert!(once_each(world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap()), "{act} once for each letter");
    }
    for round in &rounds {
        let folder = world.dir().join("files/letters").join(&round.id);
        let letters = world.floor.db.read(|conn| store::road::of_round(conn, &round.id)).unwrap().len();
        // What was half written when its worker was killed lies beside, as `name#1`, and goes when the file goes.
        let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| !name.contains('#')).count(), letters, "a file for each letter, and no other");
    }
    assert!(world.floor.db.read(audit::verify).unwrap().is_ok(), "the audit chain is whole");
});

/// Where letters stand, each standing once.
fn states(world: &World) -> Vec<String> {
    let standing = letters::table.select(letters::state).distinct();
    world.floor.db.read(|conn| Ok(standing.load(conn)?)).unwrap()
}

/// How jobs ended, each ending once.
fn endings(world: &World) -> Vec<(String, String, Option<String>)> {
    let ended = jobs::table.select((jobs::kind, jobs::state, jobs::reason)).distinct();
    world.floor.db.read(|conn| Ok(ended.load(conn)?)).unwrap()
}

fn once_each(found: Vec<String>) -> bool {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    found.into_iter().for_each(|one| *counts.entry(one).or_default() += 1);
    counts.len() == LETTERS && counts.values().all(|count| *count == 1)
}

fn kill_again_and_again(world: &World, chance: &mut StdRng) {
    for _ in 0..KILLS {
        come_due(world);
        let mut worker = world.worker_process();
        // The moment is the point: nothing the worker does is waited for.
        thread::sleep(LONGEST.mul_f64(chance.random()));
        worker.kill().unwrap();
        worker.wait().unwrap();
    }
    come_due(world);
    let mut worker = world.worker_process();
    let begun = Instant::now();
    while left(world) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(300), "the last worker does not come to an end");
        thread::sleep(Duration::from_millis(100));
    }
    worker.kill().unwrap();
    worker.wait().unwrap();
}

/// What a killed worker held comes free at once, where the next would have to wait for its lease to run out.
fn come_due(world: &World) {
    let long_ago: Moment = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let act = |conn: &mut _| {
        diesel::update(jobs::table.filter(jobs::state.eq("waiting"))).set(jobs::due_at.eq(long_ago)).execute(conn)?;
        let held = jobs::table.filter(jobs::state.eq("running"));
        diesel::update(held).set(jobs::leased_until.eq(Some(long_ago))).execute(conn)?;
        Ok(())
    };
    world.floor.db.write(act).unwrap();
}

fn left(world: &World) -> i64 {
    let open = jobs::table.filter(jobs::state.eq_any(["waiting", "running"])).count();
    world.floor.db.read(|conn| Ok(open.get_result(conn)?)).unwrap()
}
