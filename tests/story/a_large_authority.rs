//! What is done for everybody is done for a part of them at a time, and for each of them once.

use chrono::{NaiveTime, TimeDelta};
use hearten::{
    floor::clock::london_moment,
    trial::surveys::{
        ask::ask,
        question::{Choice, NewQuestion, Question, set_up},
    },
};

use crate::{
    goals::setting::{bring_in_with, randomise},
    story,
    world::World,
};

/// More than two parts of five hundred.
const MORE: usize = 1_100;

fn bring_many_in(world: &World) {
    let row = |number| {
        let (team, manager) = if number % 2 == 0 { ("North", "M1") } else { ("South", "M2") };
        format!("X{number},Pat,,Lee,x{number}@x.example,social worker,{team},{manager},Hub,Northmoor,,,,yes,")
    };
    bring_in_with(world, &(0..MORE).map(row).collect::<Vec<_>>());
    randomise(world, 5);
}

fn ask_them(world: &World) -> bool {
    let (floor, now) = (&world.floor, world.now());
    let id = |conn: &mut _, table: &str| -> hearten::floor::error::Result<String> { only_id(conn, table) };
    let act = |conn: &mut _| {
        let (trial_id, authority_id) = (id(conn, "trials")?, id(conn, "authorities")?);
        let choice = |key: &str| Choice { key: key.into(), words: format!("The {key}") };
        let question: Question = set_up(
            conn,
            floor,
            NewQuestion {
                trial_id: &trial_id,
                authority_id: &authority_id,
                about: "a run",
                wave: 1,
                words: "Which of these reached you?",
                options: vec![choice("letter"), choice("course")],
                anonymous: false,
                opens_at: now,
                closes_at: now + TimeDelta::days(10),
            },
        )?;
        ask(conn, floor, &question)
    };
    floor.db.write(act).unwrap()
}

fn only_id(conn: &mut hearten::floor::db::Conn, table: &str) -> hearten::floor::error::Result<String> {
    use diesel::RunQueryDsl;
    #[derive(diesel::QueryableByName)]
    struct Id {
        #[diesel(sql_type = diesel::sql_types::Text)]
        id: String,
    }
    Ok(diesel::sql_query(format!("select id from {table}")).get_result::<Id>(conn)?.id)
}

story!(a_question_goes_to_everyone_part_by_part_and_to_each_once, |world| {
    bring_many_in(world);
    let noon = london_moment(world.floor.clock.today(), NaiveTime::from_hms_opt(12, 0, 0).unwrap());
    world.floor.clock.set(noon);
    let everyone = i64::try_from(MORE).unwrap() + world.count("people where staff_reference not like 'X%'");
    assert!(ask_them(world));
    assert_eq!(world.count("jobs where kind = 'surveys.ask'"), 0, "the press itself promises the first part alone");
    world.work();
    let enrolled = world.count("frame_members where list_id in (select id from allocation_lists where mode = 'live')");
    assert!(enrolled > 1_000 && enrolled <= everyone, "{enrolled}");
    assert_eq!(world.count("jobs where kind = 'surveys.ask'"), enrolled);
    assert_eq!(world.count("jobs where kind = 'surveys.ask_part'"), 4, "three parts, and one that finds nobody");
    assert!(!ask_them(world), "it is asked once");
    world.tamper("update jobs set state = 'waiting', settled_at = null where kind = 'surveys.ask_part'");
    world.work();
    assert_eq!(world.count("jobs where kind = 'surveys.ask'"), enrolled, "a part that is done again adds nothing");
    // One domain takes so many mails a minute.
    while world.count("jobs where state = 'waiting'") > 0 {
        world.pass(TimeDelta::minutes(2));
    }
    assert_eq!(world.mails().len(), usize::try_from(enrolled).unwrap());
});
