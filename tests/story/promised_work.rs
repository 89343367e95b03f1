//! What was promised is done once, however many workers there are and however they die.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use hearten::floor::{
    Floor,
    db::Conn,
    error::{Error, Result},
    jobs::{self, Claim, Ending, Work, Worker, run_until_idle},
};

use crate::{story, world::World};

/// Writes its number down, or fails as it was told to.
struct Tell {
    told: Arc<Mutex<Vec<u32>>>,
    fail_with: Option<fn() -> Error>,
}

impl Work for Tell {
    const KIND: &'static str = "story.tell";
    type Job = u32;
    type Guard = ();
    type Ready = u32;
    type Done = u32;

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), job: &u32) -> Result<Claim<u32>> {
        Ok(match job {
            13 => Claim::NotNeeded("thirteen is skipped".into()),
            99 => Claim::Alarm { kind: "story.forged", subject: "99".into(), why: "ninety-nine was planted".into() },
            number => Claim::Ready(*number),
        })
    }

    fn work(&self, _: &Floor, _: &str, number: u32) -> Result<u32> {
        match self.fail_with {
            Some(fault) => Err(fault()),
            None => Ok(number),
        }
    }

    fn settle(&self, _: &Floor, _: &mut Conn, number: u32) -> Result<Ending> {
        self.told.lock().unwrap().push(number);
        Ok(Ending::Done)
    }
}

fn teller(world: &World, told: &Arc<Mutex<Vec<u32>>>, fail_with: Option<fn() -> Error>) -> Worker {
    Worker::new(world.floor.clone()).with(Tell { told: Arc::clone(told), fail_with })
}

fn promise(world: &World, numbers: impl IntoIterator<Item = u32>) {
    world
        .floor
        .db
        .write(|conn| numbers.into_iter().try_for_each(|number| jobs::enqueue::<Tell>(conn, &world.floor, &number)))
        .unwrap();
}

fn counted(world: &World, state: &str) -> i64 {
    let counts = world.floor.db.read(jobs::counts).unwrap();
    counts.iter().filter(|count| count.kind == "story.tell" && count.state == state).map(|count| count.count).sum()
}

story!(four_workers_do_each_job_once, |world| {
    let told = Arc::default();
    promise(world, 100..400);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let worker = teller(world, &told, None);
            scope.spawn(move || run_until_idle(&worker).unwrap());
        }
    });
    let mut numbers = told.lock().unwrap().clone();
    numbers.sort_unstable();
    assert_eq!(numbers, (100..400).collect::<Vec<_>>());
    assert_eq!(counted(world, "done"), 300);
});

story!(what_is_no_longer_needed_says_why_and_what_was_planted_raises_an_alarm, |world| {
    let told = Arc::default();
    promise(world, [1, 13, 99]);
    run_until_idle(&teller(world, &told, None)).unwrap();
    assert_eq!(*told.lock().unwrap(), [1]);
    assert_eq!((counted(world, "not_needed"), counted(world, "stuck")), (1, 1));
    let stuck = world.floor.db.read(jobs::stuck).unwrap();
    assert_eq!(stuck[0].reason.as_deref(), Some("ninety-nine was planted"));
    world.floor.db.write(|conn| jobs::let_go(conn, &world.floor, &stuck[0].id, "looked into")).unwrap();
});

story!(a_failing_job_is_tried_again_and_then_stuck_until_somebody_tries_it_afresh, |world| {
    let told = Arc::default();
    promise(world, [1]);
    let unwell = teller(world, &told, Some(|| Error::later("the disk is full")));
    run_until_idle(&unwell).unwrap();
    assert_eq!(counted(world, "waiting"), 1, "it waits its minute");
    for _ in 0..12 {
        world.floor.clock.advance(TimeDelta::days(2));
        run_until_idle(&unwell).unwrap();
    }
    let stuck = world.floor.db.read(jobs::stuck).unwrap();
    assert_eq!((stuck.len(), stuck[0].tries), (1, 12));
    world.floor.db.write(|conn| jobs::try_again(conn, &world.floor, &stuck[0].id)).unwrap();
    run_until_idle(&teller(world, &told, None)).unwrap();
    assert_eq!(*told.lock().unwrap(), [1]);
});

story!(what_trying_cannot_mend_is_stuck_at_once, |world| {
    let told = Arc::default();
    promise(world, [1]);
    run_until_idle(&teller(world, &told, Some(|| Error::NotAllowed("not theirs".into())))).unwrap();
    let stuck = world.floor.db.read(jobs::stuck).unwrap();
    assert_eq!((stuck.len(), stuck[0].tries), (1, 1));
    world.floor.db.write(|conn| jobs::let_go(conn, &world.floor, &stuck[0].id, "right so")).unwrap();
});

story!(a_job_promised_under_a_key_is_promised_once, |world| {
    let told = Arc::default();
    let floor = &world.floor;
    let promised = |number| {
        floor.db.write(|conn| jobs::enqueue_once::<Tell>(conn, floor, "only one", &number, floor.clock.now())).unwrap()
    };
    assert_eq!([promised(1), promised(2)], [true, false]);
    run_until_idle(&teller(world, &told, None)).unwrap();
    assert_eq!(*told.lock().unwrap(), [1]);
});

/// Claims, then falls over at job 1 before it settles, as a killed process would.
#[derive(Default)]
struct FallsOver(Arc<Mutex<Vec<u32>>>);

impl Work for FallsOver {
    const KIND: &'static str = Tell::KIND;
    type Job = u32;
    type Guard = ();
    type Ready = u32;
    type Done = u32;

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), job: &u32) -> Result<Claim<u32>> {
        Ok(Claim::Ready(*job))
    }

    fn work(&self, _: &Floor, _: &str, job: u32) -> Result<u32> {
        assert_ne!(job, 1, "the power went");
        Ok(job)
    }

    fn settle(&self, _: &Floor, _: &mut Conn, job: u32) -> Result<Ending> {
        self.0.lock().unwrap().push(job);
        Ok(Ending::Done)
    }
}

story!(a_worker_that_dies_loses_nothing, |world| {
    let told = Arc::default();
    promise(world, [1, 2]);
    let doomed = Worker::new(world.floor.clone()).with(FallsOver::default());
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run_until_idle(&doomed)));
    assert!(died.is_err());
    let other = teller(world, &told, None);
    run_until_idle(&other).unwrap();
    assert!(told.lock().unwrap().is_empty(), "the lease still holds");
    world.floor.clock.advance(TimeDelta::minutes(6));
    run_until_idle(&other).unwrap();
    told.lock().unwrap().sort_unstable();
    assert_eq!(*told.lock().unwrap(), [1, 2]);
});

story!(a_job_that_fells_every_worker_is_stuck_in_the_end_and_takes_no_others_along, |world| {
    let told: Arc<Mutex<Vec<u32>>> = Arc::default();
    promise(world, [1, 2, 3, 4]);
    let mut deaths = 0;
    while deaths < 100 {
        let worker = Worker::new(world.floor.clone()).with(FallsOver(Arc::clone(&told)));
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run_until_idle(&worker))).is_ok() {
            break;
        }
        deaths += 1;
        world.floor.clock.advance(TimeDelta::minutes(6));
    }
    told.lock().unwrap().sort_unstable();
    assert_eq!(*told.lock().unwrap(), [2, 3, 4]);
    let stuck = world.floor.db.read(jobs::stuck).unwrap();
    assert_eq!((stuck.len(), deaths), (1, 12), "{stuck:?}");
    world.floor.db.write(|conn| jobs::let_go(conn, &world.floor, &stuck[0].id, "looked into")).unwrap();
});
