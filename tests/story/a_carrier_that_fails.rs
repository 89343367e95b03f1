//! The carrier prints a letter as often as it is given it. So whatever it does, and whoever dies on the way, it is given each
//! letter once.

use chrono::TimeDelta;
use hearten::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work, Worker, run_until_idle},
        post::Post,
    },
    interventions::letters::{OneLetter, SendLetter, send::send, store},
};
use proptest::{
    prelude::{Strategy, prop},
    test_runner::{Config, TestRunner},
};

use crate::{
    road::Road,
    story,
    world::{World, notify::Fault},
};

story!(no_letter_is_sent_twice_and_none_is_lost_whatever_the_carrier_does, |world| {
    let mut road = Road::by_notify(world);
    world.notify.fail_letters([Fault::DropsAfterAccepting, Fault::FailsAfterAccepting, Fault::TooFast]);
    road.send();
    assert!(road.look().contains("2 on their way; Notify has not answered yet"), "{}", road.coordinator.seen.text());
    world.notify.fail_letters([Fault::DayIsFull]);
    world.pass(TimeDelta::minutes(2));
    let page = road.look();
    assert!(page.contains("2 wait, since Notify takes no more letters today"), "{page}");
    assert!(page.contains("2 March 2027, 00:00"), "{page}");
    world.pass(TimeDelta::minutes(6));
    assert!(road.look().contains("2 accepted by Notify"), "what it has is found, though its day is full");
    world.pass(TimeDelta::hours(15));
    assert!(road.look().contains("4 accepted by Notify"), "{}", road.coordinator.seen.text());
    road.each_was_taken_once(&road.treated);

    world.notify.say(&road.reference(&road.treated[2]), "validation-failed");
    world.pass(TimeDelta::minutes(10));
    assert!(road.look().contains("1 letter needs somebody"), "{}", road.coordinator.seen.text());
    world.pass(TimeDelta::hours(40));
    road.each_was_taken_once(&road.treated);
    assert_eq!(world.count("letters where state = 'posted'"), 3);
    assert_eq!(world.count("uptake_events where event = 'letter.posted'"), 3);
});

story!(a_worker_killed_between_the_handing_over_and_the_record_sends_nothing_twice, |world| {
    let mut road = Road::by_notify(world);
    road.promise();
    let doomed = Worker::new(world.floor.clone()).with(FallsOver(SendLetter::new(Post::default())));
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run_until_idle(&doomed)));
    assert!(died.is_err());
    assert_eq!(world.notify.taken().len(), 1, "it had handed one over");
    world.work();
    assert_eq!(world.notify.taken().len(), 1, "the lease still holds");
    world.pass(TimeDelta::minutes(6));
    road.each_was_taken_once(&road.treated);
    assert_eq!(world.count("sendings where state = 'accepted'"), 4);
});

/// Hands a letter over, then falls over before that is on record, as a killed process would.
struct FallsOver(SendLetter);

impl Work for FallsOver {
    const KIND: &'static str = SendLetter::KIND;
    type Job = OneLetter;
    type Guard = <SendLetter as Work>::Guard;
    type Ready = <SendLetter as Work>::Ready;
    type Done = <SendLetter as Work>::Done;

    fn claim(
        &self,
        floor: &Floor,
        conn: &mut Conn,
        guard: &mut Self::Guard,
        job: &OneLetter,
    ) -> Result<Claim<Self::Ready>> {
        self.0.claim(floor, conn, guard, job)
    }

    fn work(&self, floor: &Floor, id: &str, ready: Self::Ready) -> Result<Self::Done> {
        self.0.work(floor, id, ready)?;
        panic!("the power went")
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, done: Self::Done) -> Result<Ending> {
        self.0.settle(floor, conn, done)
    }
}

story!(two_workers_at_once_hand_each_letter_over_once, |world| {
    let mut road = Road::by_notify(world);
    road.promise();
    for letter in &road.treated {
        let job = OneLetter { letter_id: letter.clone() };
        world.floor.db.write(|conn| jobs::enqueue::<SendLetter>(conn, &world.floor, &job)).unwrap();
    }
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let worker = Worker::new(world.floor.clone()).with(SendLetter::new(Post::default()));
            scope.spawn(move || run_until_idle(&worker).unwrap());
        }
    });
    world.pass(TimeDelta::minutes(10));
    road.each_was_taken_once(&road.treated);
});

story!(a_carrier_so_slow_that_a_claim_runs_out_is_left_alone_until_the_letters_are_claimed_afresh, |world| {
    let mut road = Road::by_notify(world);
    road.promise();
    world.notify.fail_letters([Fault::TakesLong]);
    road.world.work();
    road.each_was_taken_once(&road.treated);
    assert_eq!(
        world.count("sendings where posts = 1"),
        1,
        "the others were claimed a second time, and looked for first"
    );
});

story!(whoever_leaves_while_no_answer_comes_is_sent_nothing_unless_the_carrier_has_it, |world| {
    let mut road = Road::by_notify(world);
    world.notify.fail_letters([Fault::DropsAfterAccepting, Fault::DropsBeforeReading]);
    road.send();
    let taken = world.notify.taken()[0].reference.clone();
    let (there, absent): (Vec<String>, Vec<String>) = road
        .treated
        .iter()
        .filter(|letter| world.count(&format!("sendings where letter_id = '{letter}' and state = 'asked'")) == 1)
        .cloned()
        .partition(|letter| road.reference(letter) == taken);
    road.opts_out(&there[0]);
    road.opts_out(&absent[0]);
    world.pass(TimeDelta::minutes(6));
    assert_eq!((road.state(&there[0]), road.state(&absent[0])), ("sent".into(), "not_owed".into()));
    let sent: Vec<String> = road.treated.iter().filter(|letter| **letter != absent[0]).cloned().collect();
    road.each_was_taken_once(&sent);
});

story!(a_key_that_is_not_let_in_says_what_to_mend_and_one_press_tries_all_again, |world| {
    let mut road = Road::by_notify(world);
    world.notify.revoke_the_key();
    road.send();
    let page = road.look();
    assert!(page.contains("4 letters GOV.UK Notify did not let Hearten in (403)"), "{page}");
    assert!(page.contains("post.notify_key") && page.contains("clock"), "{page}");
    assert!(world.notify.taken().is_empty());
    world.notify.recover();
    let again = road.path("send/again");
    road.coordinator.press(&again, &[]);
    world.work();
    world.pass(TimeDelta::minutes(6));
    road.each_was_taken_once(&road.treated);

    world.notify.revoke_the_key();
    world.pass(TimeDelta::hours(1));
    world.pass(TimeDelta::hours(1));
    assert_eq!(
        world.floor.db.read(jobs::stuck).unwrap().len(),
        1,
        "it is stuck once, however often it would have been asked"
    );
    world.notify.recover();
    let stuck = world.floor.db.read(jobs::stuck).unwrap().remove(0).id;
    world.floor.db.write(|conn| jobs::try_again(conn, &world.floor, &stuck)).unwrap();
    world.work();
});

story!(letters_that_miss_the_day_s_run_raise_an_alarm_the_next_morning, |world| {
    let mut road = Road::by_notify(world);
    world.notify.fail_letters([Fault::FailsBeforeAccepting; 4]);
    world.notify.fail_questions([Fault::FailsBeforeAccepting; 60]);
    road.send();
    world.pass(TimeDelta::hours(22));
    assert_eq!(road.alarms(), ["letters.not_taken"]);
    assert_eq!(road.let_go(), 1);
    world.notify.recover();
    world.pass(TimeDelta::hours(6));
    road.each_was_taken_once(&road.treated);
});

/// Ends when the carrier has all four, or after a week.
fn until_all_are_taken(world: &World) {
    for _ in 0..21 {
        world.work();
        if world.count("sendings where state = 'accepted'") == 4 {
            return;
        }
        world.floor.clock.advance(TimeDelta::hours(8));
    }
}

fn faults() -> impl Strategy<Value = Vec<Fault>> {
    let any = [
        Fault::None,
        Fault::DropsBeforeReading,
        Fault::DropsAfterAccepting,
        Fault::DropsAndListsLate,
        Fault::FailsBeforeAccepting,
        Fault::FailsAfterAccepting,
        Fault::AnswersInPart,
        Fault::TakesLong,
        Fault::TooFast,
        Fault::DayIsFull,
    ];
    prop::collection::vec(prop::sample::select(any.to_vec()), 0..10)
}

story!(after_any_run_of_faults_the_carrier_has_each_letter_once, |world| {
    let road = Road::by_notify(world);
    let round = world.floor.db.read(|conn| store::rounds::one(conn, &road.id)).unwrap();
    let questions = prop::collection::vec(
        prop::sample::select(vec![Fault::None, Fault::DropsBeforeReading, Fault::FailsBeforeAccepting, Fault::TooFast]),
        0..6,
    );
    let mut runner = TestRunner::new(Config { cases: 16, failure_persistence: None, ..Config::default() });
    let told = runner.run(&(faults(), questions), |(letters, questions)| {
        world.notify.recover();
        world.notify.forget_everything();
        world.tamper("delete from sendings; update letters set state = 'printed' where state = 'sent'");
        world.notify.fail_letters(letters);
        world.notify.fail_questions(questions);
        world.floor.db.write(|conn| send(conn, &world.floor, "cora", &round, 4)).unwrap();
        until_all_are_taken(world);
        road.each_was_taken_once(&road.treated);
        Ok(())
    });
    told.unwrap();
});
