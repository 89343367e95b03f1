//! Two people decide about the same half hour at the same moment: one of them is heard, and the other is told.

use std::sync::Barrier;

use chrono::{NaiveTime, Weekday};
use hearten::{
    floor::error::Error,
    interventions::goals::{
        agree::{Decision, decide},
        protected::{Leeway, State},
        store,
    },
    trial::availability::weekly::Weekly,
};

use crate::{
    goals::{Course, person},
    story,
};

fn agree(hour: u32) -> Decision {
    let weekly = Weekly { weekday: Weekday::Thu, time: NaiveTime::from_hms_opt(hour, 0, 0).unwrap() };
    Decision::Agree { weekly, leeway: Leeway::Week, cover_id: None }
}

story!(of_two_who_decide_at_once_one_is_heard_and_the_other_is_told, |world| {
    let course = Course::proposed(world);
    let floor = &world.floor;
    let who = person(world, course.team[0]);
    let (run, time) = floor
        .db
        .read(|conn| Ok((store::runs::one(conn, &course.id)?, store::times::of_person(conn, &who)?.remove(0))))
        .unwrap();
    // Both have read the same before either writes.
    let start = Barrier::new(2);
    let decisions = [agree(9), agree(14)];
    let came: Vec<Result<(), Error>> = std::thread::scope(|scope| {
        let tell = |decision| {
            let (start, run, time) = (&start, &run, &time);
            scope.spawn(move || {
                start.wait();
                floor.db.write(|conn| decide(conn, floor, "somebody", run, time, decision))
            })
        };
        let [first, second] = [tell(&decisions[0]), tell(&decisions[1])];
        vec![first.join().unwrap(), second.join().unwrap()]
    });
    let heard = came.iter().position(Result::is_ok).expect("nobody was heard");
    assert!(matches!(came[1 - heard], Err(Error::TooLate(_))), "{came:?}");
    let stands = floor.db.read(|conn| store::times::one(conn, &time.id)).unwrap();
    let Decision::Agree { weekly, .. } = decisions[heard] else { unreachable!() };
    assert_eq!((stands.state, stands.weekly, stands.leeway), (State::Agreed, weekly, Leeway::Week));
    assert_eq!(course.slots(course.team[0]).len(), 6, "and six half hours, not twelve");
    assert_eq!(world.count("audits where act = 'time.agreed'"), 1);
});

story!(whoever_decides_the_same_again_changes_nothing, |world| {
    let course = Course::proposed(world);
    let floor = &world.floor;
    let who = person(world, course.team[0]);
    let act = |conn: &mut _| {
        let run = store::runs::one(conn, &course.id)?;
        let before = store::times::of_person(conn, &who)?.remove(0);
        decide(conn, floor, "somebody", &run, &before, &agree(9))?;
        // A second press knows no more than the first did.
        decide(conn, floor, "somebody", &run, &before, &agree(9))
    };
    floor.db.write(act).unwrap();
    assert_eq!(world.count("audits where act = 'time.agreed'"), 1);
});

story!(a_day_that_goes_by_closes_what_is_open_and_leaves_what_was_decided, |world| {
    let course = Course::proposed(world);
    let floor = &world.floor;
    let who = person(world, course.team[0]);
    let act = |conn: &mut _| {
        let run = store::runs::one(conn, &course.id)?;
        let before = store::times::of_person(conn, &who)?.remove(0);
        decide(conn, floor, "somebody", &run, &before, &agree(9))?;
        store::times::close(conn, &run.id)
    };
    assert_eq!(floor.db.write(act).unwrap(), 2);
    assert_eq!(world.count("protected_times where state = 'agreed' and decided_by = 'somebody'"), 1);
    assert_eq!(world.count("protected_times where state = 'no_reply' and decided_by is null"), 2);
});
