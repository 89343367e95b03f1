//! People brought in, and the two teams randomised.

use hearten::trial::{
    allocation::{
        allocate::{Order, allocate},
        lock::lock,
        receives::{Guard, Owed, receives},
        scheme::Mode,
        set_up::{self, Plan},
        trial::Trial,
    },
    roster::{
        governance::{self, Statement, Typed},
        import::{self, Drafted},
    },
};

use super::person;
use crate::world::World;

const HEADING: &str = "staff reference,given name,preferred first name,family name,work e-mail,role,team,manager's reference,\
                       site,authority,address line 1,address line 2,postcode,do-not-post,letter format";
const PEOPLE: [&str; 9] = [
    "L1,Dilys,,Rees,dilys@x.example,senior leader,,,,Northmoor,,,,,",
    "M1,Musa,,Khan,musa@x.example,team manager,North,L1,Hub,Northmoor,,,,,",
    "M2,Nia,,Bell,nia@x.example,team manager,South,L1,Hub,Northmoor,,,,,",
    "W1,Anna,Annie,Wójcik,w1@x.example,social worker,North,M1,Hub,Northmoor,,,,yes,",
    "W2,Ben,,Şen,w2@x.example,social worker,North,M1,Hub,Northmoor,,,,yes,",
    "W3,Cai,,Lloyd,w3@x.example,social worker,North,M1,Hub,Northmoor,,,,yes,",
    "W4,Dot,,Moss,w4@x.example,social worker,South,M2,Hub,Northmoor,,,,yes,",
    "W5,Eve,,Ng,w5@x.example,social worker,South,M2,Hub,Northmoor,,,,yes,",
    "W6,Fay,,Orr,w6@x.example,social worker,South,M2,Hub,Northmoor,,,,yes,",
];

pub fn bring_in(world: &World) {
    bring_in_with(world, &[]);
}

/// The same, with more rows.
pub fn bring_in_with(world: &World, more: &[String]) {
    let floor = &world.floor;
    let typed = Typed {
        lawful_basis: "public task",
        article_9_condition: "none: no health data",
        dpia_reference: "DPIA 7",
        privacy_notice: "On the intranet",
        notice_given_on: "2027-02-01",
    };
    let file = format!("{HEADING}\n{}\n{}\n", PEOPLE.join("\n"), more.join("\n"));
    let act = |conn: &mut _| {
        governance::record(conn, floor, "ann", Statement::parse(typed, floor.clock.today())?)?;
        let Drafted::Waiting { id, .. } = import::draft(conn, floor, "ann", file.as_bytes())? else {
            panic!("refused")
        };
        import::confirm(conn, floor, "ann", &id)
    };
    floor.db.write(act).unwrap();
}

/// A trial of the two teams, one to each arm.
pub fn set_up(world: &World) -> Trial {
    let typed = set_up::Typed {
        name: "Half hours".into(),
        intervention: "goals".into(),
        unit: "team".into(),
        arms: vec![("course".into(), "1".into(), true), ("comparison".into(), "1".into(), false)],
        smallest_block: "2".into(),
        largest_block: "2".into(),
        ..set_up::Typed::default()
    };
    let act = |conn: &mut _| {
        let trial_id = set_up::set_up(conn, &world.floor, "ann", &Plan::parse(&typed)?)?;
        Trial::find(conn, &trial_id)
    };
    world.floor.db.write(act).unwrap()
}

/// Draws its list from a seed, which says which team is served, and locks it.
pub fn randomise(world: &World, seed: u8) {
    let (floor, trial) = (&world.floor, set_up(world));
    let act = |conn: &mut _| {
        let order = Order { mode: Mode::Live, seed: Some([seed; 32].into()), households_known: true };
        allocate(conn, floor, "ann", &trial, &order)?;
        lock(conn, floor, "second", &trial.id)
    };
    floor.db.write(act).unwrap();
}

pub fn gets_it(world: &World, reference: &str) -> bool {
    let (floor, id) = (&world.floor, person(world, reference));
    let owed = floor.db.read(|conn| receives(conn, floor, &mut Guard::default(), &id, "goals", floor.clock.now()));
    matches!(owed.unwrap(), Owed::Yes(_))
}
