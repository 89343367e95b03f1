//! A send asks the sealed list, and what was tampered with is an alarm, never a letter. Who moved is still owed.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use hearten::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work, Worker, run_until_idle},
    },
    trial::allocation::{
        receives::{Guard, Owed, Reason, enrolled, receives},
        scheme::Mode,
        stored::Whole,
    },
};

use crate::{
    story,
    world::{World, council, in_arm},
};

/// A service send, of the simplest kind: it writes down whom it served.
struct Serve(Arc<Mutex<Vec<String>>>);

impl Work for Serve {
    const KIND: &'static str = "story.serve";
    type Job = String;
    type Guard = Guard;
    type Ready = String;
    type Done = String;

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, person: &String) -> Result<Claim<String>> {
        let owed = receives(conn, floor, guard, person, "letters", floor.clock.now())?;
        Ok(owed.for_job(person).map_or_else(|claim| claim, |_| Claim::Ready(person.clone())))
    }

    fn work(&self, _: &Floor, _: &str, person: String) -> Result<String> {
        Ok(person)
    }

    fn settle(&self, _: &Floor, _: &mut Conn, person: String) -> Result<Ending> {
        self.0.lock().unwrap().push(person);
        Ok(Ending::Done)
    }
}

/// Serves these people, if the list says so; gives whom it served. What is stuck is let go, as a coordinator would.
fn serve(world: &World, people: &[&str]) -> Vec<String> {
    let (floor, served) = (&world.floor, Arc::default());
    let enqueue = |conn: &mut Conn| {
        people.iter().try_for_each(|person| jobs::enqueue::<Serve>(conn, floor, &(*person).to_owned()))
    };
    floor.db.write(enqueue).unwrap();
    run_until_idle(&Worker::new(floor.clone()).with(Serve(Arc::clone(&served)))).unwrap();
    for stuck in floor.db.read(jobs::stuck).unwrap() {
        floor.db.write(|conn| jobs::let_go(conn, floor, &stuck.id, "looked into")).unwrap();
    }
    served.lock().unwrap().clone()
}

fn alarms(world: &World, kind: &str) -> i64 {
    world.count(&format!("alarms where kind = '{kind}'"))
}

fn asked(world: &World, person: &str) -> Owed {
    let now = world.floor.clock.now();
    world.floor.db.read(|conn| receives(conn, &world.floor, &mut Guard::default(), person, "letters", now)).unwrap()
}

fn randomised(world: &World) -> Whole {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    world.locked(&world.trial("Spring letters", "person", &["authority"]))
}

story!(a_job_planted_for_a_control_is_refused_with_an_alarm, |world| {
    let whole = randomised(world);
    let (letter, comparison) = (in_arm(&whole, "letter"), in_arm(&whole, "comparison"));
    let mut served = serve(world, &[letter.as_slice(), &comparison[..2]].concat());
    served.sort();
    let mut owed = letter.clone();
    owed.sort_unstable();
    assert_eq!(served, owed);
    assert_eq!(alarms(world, "allocation.planted_job"), 2);
    assert_eq!(asked(world, comparison[0]), Owed::No(Reason::OtherArm));
});

story!(an_edited_row_is_refused_with_an_alarm, |world| {
    let whole = randomised(world);
    let (letter, comparison) = (in_arm(&whole, "letter"), in_arm(&whole, "comparison"));
    let list = &whole.list.id;
    world.tamper(&format!(
        "update allocated_units set arm_id = (select arm_id from allocated_units where unit_id = '{}' and list_id = '{list}') \
         where unit_id = '{}' and list_id = '{list}'",
        letter[0], comparison[0]
    ));
    assert_eq!(serve(world, &[comparison[0], letter[0]]), [letter[0]]);
    assert_eq!(alarms(world, "allocation.edited_row"), 1);
    let said = world.hearten(&["allocate", "verify", "--trial", "Spring letters"]);
    assert!(said.code == 1 && said.out.contains("was edited after it was sealed"), "{said:?}");
});

story!(a_row_that_was_copied_with_its_seal_is_refused_with_an_alarm, |world| {
    let whole = randomised(world);
    let (letter, comparison) = (in_arm(&whole, "letter"), in_arm(&whole, "comparison"));
    // A control is put into the unit of somebody who is served.
    world.tamper(&format!("update frame_members set unit_id = '{}' where person_id = '{}'", letter[0], comparison[0]));
    assert_eq!(serve(world, &[comparison[0], letter[0]]), Vec::<String>::new());
    assert_eq!(alarms(world, "allocation.edited_row"), 2);
});

story!(a_forged_list_serves_nobody_and_raises_an_alarm, |world| {
    let whole = randomised(world);
    let letter = in_arm(&whole, "letter")[0];
    let forgeries = [
        "update arms set gets = 'letters'".to_owned(),
        "update arms set gets = 'letters+goals' where name = 'letter'".to_owned(),
        "update arms set gets = 'cake' where name = 'comparison'".to_owned(),
        "update trials set intervention = 'letters+goals'".to_owned(),
        format!("update allocation_lists set seal = '{}'", "ab".repeat(32)),
        "update trials set unit = 'site', strata = ''".to_owned(),
    ];
    for (n, forgery) in (1..).zip(forgeries) {
        world.tamper(&forgery);
        assert_eq!(serve(world, &[letter]), Vec::<String>::new(), "{forgery}");
        assert_eq!(alarms(world, "allocation.forged_list"), n);
        world.tamper(
            "update trials set unit = 'person', strata = 'authority', intervention = 'letters'; \
             update arms set gets = case name when 'letter' then 'letters' else '' end",
        );
        world.tamper(&format!("update allocation_lists set seal = '{}'", hex::encode(whole.list.seal)));
    }
    assert_eq!(serve(world, &[letter]), [letter], "the list as it was sealed serves again");
});

story!(a_practice_list_turned_live_is_a_forgery, |world| {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let trial = world.trial("Spring letters", "person", &[]);
    let whole = world.drawn(&trial, Mode::Practice);
    let letter = in_arm(&whole, "letter")[0];
    assert_eq!(asked(world, letter), Owed::No(Reason::PracticeList));
    assert_eq!(serve(world, &[letter]), Vec::<String>::new());
    world.tamper("update allocation_lists set mode = 'live', locked_at = made_at, locked_by = 'nobody'");
    assert_eq!(serve(world, &[letter]), Vec::<String>::new());
    assert_eq!((alarms(world, "allocation.planted_job"), alarms(world, "allocation.forged_list")), (1, 1));
});

story!(an_added_or_a_removed_row_stops_the_list_with_an_alarm, |world| {
    let whole = randomised(world);
    let letter = in_arm(&whole, "letter");
    let (list, gone) = (&whole.list.id, in_arm(&whole, "comparison")[0]);
    world.tamper(&format!("delete from allocated_units where list_id = '{list}' and unit_id = '{gone}'"));
    assert_eq!(serve(world, &[letter[0]]), Vec::<String>::new());
    assert_eq!(alarms(world, "allocation.rows_added_or_removed"), 1);
});

story!(a_list_that_is_not_locked_serves_nobody, |world| {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let whole = world.drawn(&world.trial("Spring letters", "person", &[]), Mode::Live);
    assert_eq!(serve(world, &in_arm(&whole, "letter")[..1]), Vec::<String>::new());
    assert_eq!(alarms(world, "allocation.not_locked"), 1);
    let trial = &whole.list.trial.id;
    let person = in_arm(&whole, "letter")[0];
    let is_in = || world.floor.db.read(|conn| enrolled(conn, person, trial, world.now())).unwrap();
    assert!(!is_in());
    world.floor.db.write(|conn| hearten::trial::allocation::lock::lock(conn, &world.floor, "second", trial)).unwrap();
    assert!(is_in());
});

story!(who_moved_is_still_owed_and_who_left_or_opted_out_is_not, |world| {
    world.people_come_in(&[council("Oakby", 24, 0)]);
    let whole = world.locked(&world.trial("Spring letters", "team", &[]));
    let letter = in_arm(&whole, "letter");
    let [moved, left, out] = [letter[0], letter[1], letter[2]];
    let other_team =
        whole.members.iter().find(|member| in_arm(&whole, "comparison").contains(&member.person_id.as_str())).unwrap();
    world.tamper(&format!("update postings set team_id = '{}' where person_id = '{moved}'", other_team.unit_id));
    world.tamper(&format!("update people set left_on = '2027-03-02' where id = '{left}'"));
    world.tamper(&format!("update people set opted_out_at = '2027-03-01 10:00:00' where id = '{out}'"));
    assert!(matches!(asked(world, left), Owed::Yes(_)), "until the day");
    world.floor.clock.advance(TimeDelta::days(1));
    assert_eq!((asked(world, left), asked(world, out)), (Owed::No(Reason::Left), Owed::No(Reason::OptedOut)));
    assert_eq!(serve(world, &[moved, left, out]), [moved]);
    assert_eq!(world.count("alarms"), 0);
    assert_eq!(world.count("jobs where state = 'not_needed'"), 2);
    assert_eq!(asked(world, "somebody else"), Owed::No(Reason::NotInTrial));
});
