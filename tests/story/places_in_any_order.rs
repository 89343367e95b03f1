//! Whatever happens to a Round in whatever order: its places never exceed the room, nobody waits for a place that they could
//! have, no two sit together of whom one would rather not, everyone invited is in one state, and no diary keeps what is off.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{
        db::Conn,
        error::{Error, Result},
    },
    interventions::rounds::{
        book::{By, book},
        change::{NewPlace, cancel, move_round},
        cover,
        decline::decline,
        line,
        place::{Diary, State},
        round,
        seating::{ask, hold},
        store,
        tend::tend,
    },
    schema::{postings, round_places},
    trial::{allocation::trial::Trial, conduct::site::people_out, roster::people},
};
use proptest::{
    prelude::{Just, Strategy, any, prop, prop_oneof},
    test_runner::{Config, RngSeed, TestRunner},
};

use crate::{
    a_site_withdraws::try_says,
    goals::person,
    rounds::Year,
    story,
    world::{World, line},
};

/// One thing that happens. Numbers choose somebody of the team.
#[derive(Debug, Clone)]
enum Happens {
    Book(usize),
    Accept(usize),
    Decline(usize),
    DeclineInDiary(usize),
    NameCover(usize, usize),
    CoverSays(usize, bool),
    Apart(usize, bool),
    WorksFor(usize, usize),
    Move(i32),
    TimePasses(i64),
    MailLeaves,
    /// Everybody's site is out of the trial, or back in it.
    SiteOut(bool),
}

fn happens() -> impl Strategy<Value = Happens> {
    let who = || 0..7_usize;
    prop_oneof![
        6 => who().prop_map(Happens::Book),
        4 => who().prop_map(Happens::Accept),
        3 => who().prop_map(Happens::Decline),
        2 => who().prop_map(Happens::DeclineInDiary),
        1 => (who(), who()).prop_map(|(one, other)| Happens::NameCover(one, other)),
        1 => (who(), any::<bool>()).prop_map(|(one, yes)| Happens::CoverSays(one, yes)),
        2 => (who(), any::<bool>()).prop_map(|(one, apart)| Happens::Apart(one, apart)),
        1 => (who(), who()).prop_map(|(one, other)| Happens::WorksFor(one, other)),
        1 => (2..5_i32).prop_map(Happens::Move),
        2 => (1..14_i64).prop_map(Happens::TimePasses),
        2 => Just(Happens::MailLeaves),
        1 => any::<bool>().prop_map(Happens::SiteOut),
    ]
}

const TRIAL: &str = "An hour to hear";

story!(places_hold_whatever_happens_in_whatever_order, |world| {
    let more = [("cover", "needed"), ("offer_hours", "6"), ("count", "24"), ("licence_until", "2029-12-31")];
    let mut year = Year::planned(world, 3, &more);
    // The same cases in every run, unless PROPTEST_RNG_SEED says others.
    let usual = Config::default();
    let rng_seed = if usual.rng_seed == RngSeed::Random { RngSeed::Fixed(1) } else { usual.rng_seed };
    let mut runner =
        TestRunner::new(Config { cases: 20, max_shrink_iters: 0, failure_persistence: None, rng_seed, ..usual });
    let mut nth = 0;
    let cases = prop::collection::vec(happens(), 5..40);
    // A Round for each case, since what a case leaves behind is part of its Round.
    let told = std::cell::RefCell::new((&mut year, &mut nth));
    runner
        .run(&cases, |case| {
            let (year, nth) = &mut *told.borrow_mut();
            let team = year.team;
            if **nth >= 24 {
                return Ok(());
            }
            year.coordinator.sign_in("cora@x.example");
            year.announce(**nth);
            let round = year.rounds[**nth].clone();
            **nth += 1;
            for one in &case {
                happen(world, &round, &team, one);
                holds(world, &round, one);
            }
            let off = world.floor.db.write(|conn| {
                let found = store::rounds::one(conn, &round)?;
                cancel(conn, &world.floor, "cora", &found, "the case is over")
            });
            assert!(off.is_ok() || world.floor.db.read(|conn| store::rounds::one(conn, &round)).unwrap().is_over());
            world.work();
            no_entry_stays(world, &round);
            let _ = try_says(world, TRIAL, false);
            Ok(())
        })
        .unwrap();
    // Nobody is written to at night, so some mails still wait for morning.
    (0..7).for_each(|_| world.pass(TimeDelta::days(1)));
});

fn happen(world: &World, round_id: &str, team: &[&str; 7], what: &Happens) {
    world.floor.clock.advance(TimeDelta::minutes(1));
    let id = |nth: usize| person(world, team[nth]);
    let floor = &world.floor;
    let done = match what {
        Happens::TimePasses(hours) => {
            world.pass(TimeDelta::hours(*hours));
            Ok(())
        }
        Happens::MailLeaves => {
            world.work();
            Ok(())
        }
        Happens::Book(one) => {
            act(world, round_id, &id(*one), |conn, place| book(conn, floor, place, None, By::Page).map(drop))
        }
        Happens::Accept(one) => {
            act(world, round_id, &id(*one), |conn, place| book(conn, floor, place, None, By::Diary).map(drop))
        }
        Happens::Decline(one) => {
            act(world, round_id, &id(*one), |conn, place| decline(conn, floor, place, By::Page).map(drop))
        }
        Happens::DeclineInDiary(one) => {
            act(world, round_id, &id(*one), |conn, place| decline(conn, floor, place, By::Diary).map(drop))
        }
        Happens::NameCover(one, other) => act(world, round_id, &id(*one), |conn, place| {
            let (place, round) = hold(conn, place)?;
            if place.state != State::Booked {
                return Ok(());
            }
            cover::name(conn, floor, &round, &place, &id(*other))
        }),
        Happens::CoverSays(one, yes) => act(world, round_id, &id(*one), |conn, place| {
            let Some(cover_id) = store::places::one(conn, place)?.cover_id else { return Ok(()) };
            cover::answer(conn, floor, place, &cover_id, *yes)
        }),
        Happens::Apart(one, apart) => floor.db.write(|conn| line::say(conn, floor, &id(*one), *apart)),
        Happens::WorksFor(one, other) => floor.db.write(|conn| {
            let theirs = postings::table.filter(postings::person_id.eq(id(*one))).filter(postings::until_on.is_null());
            diesel::update(theirs).set(postings::manager_id.eq(id(*other))).execute(conn)?;
            tend(conn, floor, round_id)
        }),
        Happens::SiteOut(out) => {
            try_says(world, TRIAL, *out).and_then(|()| floor.db.write(|conn| tend(conn, floor, round_id)))
        }
        Happens::Move(capacity) => floor.db.write(|conn| {
            let found = store::rounds::one(conn, round_id)?;
            let to = NewPlace { capacity: *capacity, ..NewPlace::of(&found) };
            move_round(conn, floor, "cora", &found, to).map(drop)
        }),
    };
    let out = floor.db.read(|conn| {
        let trial = Trial::named(conn, TRIAL)?;
        people_out(conn, &trial.id, floor.clock.today())
    });
    let refused = matches!(done, Err(Error::NotAllowed(_))) && !out.unwrap().is_empty();
    assert!(refused || matches!(done, Ok(()) | Err(Error::TooLate(_) | Error::Invalid(_))), "{what:?}: {done:?}");
}

fn act(world: &World, round_id: &str, person_id: &str, act: impl FnOnce(&mut Conn, &str) -> Result<()>) -> Result<()> {
    world.floor.db.write(|conn| {
        let place = store::places::of_person_in(conn, round_id, person_id)?.expect("everyone of the team is invited");
        act(conn, &place.id)
    })
}

/// Once a Round is off, and every mail has left, no diary holds an entry of it, but where its owner declined it there.
fn no_entry_stays(world: &World, round_id: &str) {
    let places = world.floor.db.read(|conn| store::places::of_round(conn, round_id, &State::ALL)).unwrap();
    let mails: Vec<_> = world.mails().into_iter().filter_map(|mail| mail.extras.diary).collect();
    for place in places {
        let theirs = mails.iter().map(|diary| (line(&diary.ics, "UID"), &diary.method));
        let theirs: BTreeMap<_, _> = theirs.filter(|(uid, _)| uid.starts_with(&place.id)).collect();
        let own = (place.diary == Diary::Declined).then(|| place.uid());
        let stays: Vec<_> =
            theirs.iter().filter(|(uid, method)| **method != "CANCEL" && own.as_ref() != Some(uid)).collect();
        assert!(stays.is_empty(), "a diary holds {stays:?} of a Round that is off, of {theirs:?}");
    }
}

fn holds(world: &World, round_id: &str, after: &Happens) {
    let read = |conn: &mut Conn| {
        let found = store::rounds::one(conn, round_id)?;
        let seats = store::places::seats(conn, round_id)?;
        let next = ask(conn, &found, None, |seats| seats.next().map(|seat| seat.person_id.clone()))?;
        let mut lines = BTreeMap::new();
        for seat in seats.iter().filter(|seat| seat.state.is_held()) {
            let apart = store::wishes::apart(conn, &seat.person_id)?;
            lines.insert(seat.person_id.clone(), (apart, people::line_above(conn, &seat.person_id)?));
        }
        let states = round_places::table
            .filter(round_places::round_id.eq(round_id))
            .select((round_places::state, round_places::diary))
            .load::<(String, String)>(conn)?;
        Ok((found, next, lines, states))
    };
    let (found, next, lines, states) = world.floor.db.read(read).unwrap();
    assert!(lines.len() <= found.seats(), "{} hold {} places after {after:?}", lines.len(), found.seats());
    assert_eq!(states.len(), 7, "everyone invited is in one state");
    let open = found.state.is_open() && found.span.starts > world.now();
    if open {
        assert_eq!(next, None, "somebody waits for a place that they could have, after {after:?}");
        let full = found.state == round::State::Full;
        assert_eq!(full, lines.len() == found.seats(), "full is what is full, after {after:?}");
    }
    for (one, (apart, _)) in &lines {
        for (other, (_, line)) in &lines {
            let own = line.contains(one) || lines[one].1.contains(other);
            assert!(!(*apart && own && one != other), "two sit together of whom one would rather not, after {after:?}");
        }
    }
    let held = |state: &str| state == State::Booked.name() || state == State::Offered.name();
    for (state, diary) in &states {
        assert!(!held(state) || diary == Diary::Held.name(), "a {state} place is in the diary, after {after:?}");
    }
}
