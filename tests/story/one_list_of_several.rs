//! A trial of several interventions, drawn as one list: each arm is served with what it gets and with nothing else, and a list whose
//! arms were changed by hand serves nobody with anything.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    floor::{clock::Moment, jobs::Claim, web::Role},
    schema::protected_times,
    trial::allocation::{
        receives::{Guard, Owed, Reason, receives},
        stored::Whole,
        trial::Trial,
    },
};

use crate::{
    goals::setting::bring_in,
    story,
    world::{Someone, World, council, in_arm, option},
};

const ARMS: [(&str, &str); 3] = [("letter", "letters"), ("letter and half hours", "letters+goals"), ("comparison", "")];

fn at(world: &World, person: &str, intervention: &str, when: Moment) -> Owed {
    world.floor.db.read(|conn| receives(conn, &world.floor, &mut Guard::default(), person, intervention, when)).unwrap()
}

fn owed(world: &World, person: &str, intervention: &str) -> Owed {
    at(world, person, intervention, world.now())
}

fn randomised(world: &World) -> Whole {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    world.locked(&world.trial_of("letters+goals", "Letters and half hours", "person", &ARMS))
}

story!(each_arm_is_served_with_what_it_gets_and_with_nothing_else, |world| {
    let whole = randomised(world);
    for (arm, gets) in ARMS {
        let people = in_arm(&whole, arm);
        assert_eq!(people.len(), 10, "{arm}");
        for person in people {
            for intervention in ["letters", "goals"] {
                let says = owed(world, person, intervention);
                match says {
                    Owed::Yes(ref allotted) => {
                        assert_eq!((allotted.arm.as_str(), gets.contains(intervention)), (arm, true));
                    }
                    Owed::No(reason) => assert_eq!((reason, gets.contains(intervention)), (Reason::OtherArm, false)),
                    Owed::Alarm(alarm) => panic!("{alarm:?}"),
                }
                let job = says.for_job::<()>(person);
                assert_eq!(
                    matches!(job, Err(Claim::Alarm { .. })),
                    !gets.contains(intervention),
                    "{arm}: {intervention}"
                );
            }
            assert_eq!(owed(world, person, "rounds"), Owed::No(Reason::NotInTrial));
        }
    }
    let by = |intervention: &str| whole.clone().by(intervention).unwrap();
    assert_eq!(by("letters").served_from_the_start().len(), 20);
    let goals: BTreeSet<String> = in_arm(&whole, "letter and half hours").into_iter().map(str::to_owned).collect();
    assert_eq!(by("goals").served_from_the_start(), goals);
    assert!(whole.clone().by("rounds").is_none());
    for part in [by("letters"), by("goals")] {
        assert_eq!(part.faults(&world.floor.secrets), [], "it bears one seal by whichever it is looked at");
    }
    assert_eq!(world.hearten(&["allocate", "verify", "--trial", "Letters and half hours"]).code, 0);
});

story!(what_an_arm_gets_changed_by_hand_is_an_alarm_and_serves_nobody, |world| {
    let whole = randomised(world);
    let [letter, both, comparison] = ARMS.map(|(arm, _)| in_arm(&whole, arm)[0]);
    let set_back = ARMS.map(|(arm, gets)| format!("update arms set gets = '{gets}' where name = '{arm}'")).join("; ");
    for forgery in [
        "update arms set gets = 'letters+goals' where name = 'letter'",
        "update arms set gets = 'letters+goals'",
        "update arms set gets = 'goals' where name = 'comparison'",
        "update arms set gets = 'goals+letters' where gets = 'letters+goals'",
        "update arms set gets = ',letter:1:letters+goals' where name = 'comparison'",
        "update arms set gets = 'letters+cake' where name = 'letter'",
        "update arms set crosses_on = '2027-01-01' where name = 'comparison'",
        "update arms set crosses_on = '2027-01-01' where name = 'letter'",
        "update trials set intervention = 'goals+letters'",
        "update trials set intervention = 'letters+goals+rounds'",
    ] {
        world.tamper(forgery);
        for (person, intervention) in [(letter, "letters"), (letter, "goals"), (both, "goals"), (comparison, "goals")] {
            match owed(world, person, intervention) {
                Owed::Alarm(alarm) => assert_eq!(alarm.kind, "allocation.forged_list", "{forgery}"),
                other => panic!("{forgery}: {intervention}: {other:?}"),
            }
        }
        let said = world.hearten(&["allocate", "verify", "--trial", "Letters and half hours"]);
        assert!(said.code == 1 && said.out.contains("does not bear the seal"), "{forgery}: {said:?}");
        world.tamper(&format!("{set_back}; update arms set crosses_on = null"));
        world.tamper("update trials set intervention = 'letters+goals'");
    }
    // A trial that is made to name less is not asked about what it named, and serves nobody with the rest.
    world.tamper("update trials set intervention = 'letters'");
    assert_eq!(owed(world, both, "goals"), Owed::No(Reason::NotInTrial));
    assert!(matches!(owed(world, both, "letters"), Owed::Alarm(_)));
    world.tamper("update trials set intervention = 'letters+goals'");
    assert!(matches!(owed(world, both, "goals"), Owed::Yes(_)), "the list as it was sealed serves again");
});

story!(whoever_waits_gets_all_of_it_from_the_day_they_cross_over, |world| {
    world.people_come_in(&[council("Oakby", 20, 0)]);
    let arms = [("both", "letters+goals"), ("waiting", "2027-04-01")];
    let whole = world.locked(&world.trial_of("letters+goals", "Letters and half hours", "person", &arms));
    let (both, waits) = (in_arm(&whole, "both")[0], in_arm(&whole, "waiting")[0]);
    let noon = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap().and_hms_opt(12, 0, 0).unwrap();
    for intervention in ["letters", "goals"] {
        let is_served = |person, when| matches!(at(world, person, intervention, when), Owed::Yes(_));
        assert!(is_served(both, noon(3, 2)) && !is_served(waits, noon(3, 31)), "{intervention}");
        assert!(is_served(waits, noon(4, 1)), "{intervention}");
    }
    world.tamper("update arms set gets = 'letters' where name = 'waiting'");
    assert!(matches!(at(world, waits, "letters", noon(3, 2)), Owed::Alarm(_)), "not an hour before its day");
});

/// Answers the form of a new goals run of the trial.
fn begins_a_run(coordinator: &mut Someone<'_>) {
    coordinator.open("/goals/runs/new");
    let option = |text: &str| option(&coordinator.seen.body, text);
    let fields = [
        ("name", "Spring half hours".to_owned()),
        ("authority", option("Northmoor")),
        ("trial", option("Half hours and Rounds")),
        ("course", option("Half an hour for you")),
        ("agree_by", "2027-03-05".to_owned()),
        ("starts_on", "2027-03-08".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    coordinator.press("/goals/runs", &fields);
    let propose = format!("{}/propose", coordinator.seen.path);
    coordinator.press(&propose, &[]);
}

story!(each_room_finds_the_trial_and_works_for_those_alone_whose_arm_gets_its_part, |world| {
    bring_in(world);
    let arms = [("course", "goals"), ("course and Rounds", "goals+rounds"), ("Rounds", "rounds")];
    let whole = world.locked(&world.trial_of("goals+rounds", "Half hours and Rounds", "person", &arms));
    let mut coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
    begins_a_run(&mut coordinator);
    assert!(coordinator.seen.says("Times are proposed for 4 people"), "{}", coordinator.seen.text());
    let rows = protected_times::table.select(protected_times::person_id);
    let proposed: Vec<String> = world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap();
    let mut meant = [in_arm(&whole, "course"), in_arm(&whole, "course and Rounds")].concat();
    meant.sort_unstable();
    let mut proposed: Vec<&str> = proposed.iter().map(String::as_str).collect();
    proposed.sort_unstable();
    assert_eq!(proposed, meant);
    world.work();
    // The other room finds it too, and those of what it does not name do not.
    coordinator.open("/rounds/new");
    assert!(coordinator.seen.says("Half hours and Rounds"), "{}", coordinator.seen.text());
    let letters = world.floor.db.read(|conn| Trial::all_of(conn, "letters"));
    assert!(letters.unwrap().is_empty());
    assert_eq!(whole.by("rounds").unwrap().served_from_the_start().len(), 4);
});
