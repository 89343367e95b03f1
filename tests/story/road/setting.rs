//! People brought in, randomised, and written about.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    interventions::letters::{
        from::From,
        round::Round,
        state::Lines,
        store::{self, lines::TwoLines},
    },
    schema::{allocated_units, arms, letters},
    trial::{
        allocation::{
            allocate::{Order, allocate},
            lock::lock,
            reveal::reveal,
            scheme::Mode,
            set_up::{self, Plan},
            sight,
            trial::Trial,
        },
        roster::{
            governance::{self, Statement, Typed},
            import::{self, Drafted},
            people,
        },
    },
};

use crate::world::World;

const HEADING: &str = "staff reference,given name,preferred first name,family name,work e-mail,role,team,manager's reference,\
                       site,authority,address line 1,address line 2,postcode,do-not-post,letter format";
const PEOPLE: [&str; 11] = [
    "L1,Dilys,,Rees,dilys@x.example,senior leader,,,,Northmoor,,,,,",
    "L2,Olwen,,Pugh,olwen@x.example,senior leader,,,,Northmoor,,,,,",
    "M1,Musa,,Khan,musa@x.example,team manager,North,L1,Hub,Northmoor,,,,,",
    "W1,Anna,Annie,Wójcik,,social worker,North,M1,Hub,Northmoor,1 High Street,Dudley,DY1 1HF,,",
    "W2,Ben,,Şen,,social worker,North,M1,Hub,Northmoor,2 High Street,Dudley,DY1 1HF,,",
    "W3,Cai,,Lloyd,,social worker,North,M1,Hub,Northmoor,3 High Street,Dudley,DY1 1HF,,",
    "W4,Dot,,Moss,,social worker,North,M1,Hub,Northmoor,4 High Street,Dudley,DY1 1HF,,",
    "W5,Eve,,Ng,,social worker,North,M1,Hub,Northmoor,5 High Street,Dudley,DY1 1HF,,",
    "W6,Fay,,Orr,,social worker,North,M1,Hub,Northmoor,6 High Street,Dudley,DY1 1HF,,",
    "W7,Gus,,Poe,,social worker,North,M1,Hub,Northmoor,7 High Street,Dudley,DY1 1HF,,",
    "W8,Hal,,Quin,,social worker,North,M1,Hub,Northmoor,8 High Street,Dudley,DY1 1HF,,",
];

pub fn bring_in(world: &World) {
    let floor = &world.floor;
    let typed = Typed {
        lawful_basis: "public task",
        article_9_condition: "none: no health data",
        dpia_reference: "DPIA 7",
        privacy_notice: "On the intranet",
        notice_given_on: "2027-02-01",
    };
    let file = format!("{HEADING}\n{}\n", PEOPLE.join("\n"));
    let act = |conn: &mut _| {
        governance::record(conn, floor, "ann", Statement::parse(typed, floor.clock.today())?)?;
        let Drafted::Waiting { id, .. } = import::draft(conn, floor, "ann", file.as_bytes())? else {
            panic!("refused")
        };
        import::confirm(conn, floor, "ann", &id)
    };
    floor.db.write(act).unwrap();
}

pub fn randomise(world: &World, seed: u8) -> (String, String) {
    let floor = &world.floor;
    let typed = set_up::Typed {
        name: "Letters of thanks".into(),
        intervention: "letters".into(),
        unit: "person".into(),
        arms: vec![("letter".into(), "1".into(), true), ("comparison".into(), "1".into(), false)],
        smallest_block: "4".into(),
        largest_block: "4".into(),
        ..set_up::Typed::default()
    };
    let act = |conn: &mut _| {
        let trial_id = set_up::set_up(conn, floor, "ann", &Plan::parse(&typed)?)?;
        let trial = Trial::find(conn, &trial_id)?;
        let order = Order { mode: Mode::Live, seed: Some([seed; 32].into()), households_known: true };
        let drawn = allocate(conn, floor, "ann", &trial, &order)?;
        lock(conn, floor, "second", &trial_id)?;
        sight::give(conn, floor, "ann", &trial_id, "cora")?;
        reveal(conn, floor, "cora", &drawn.list_id, "to make the letters")?;
        Ok((trial_id, drawn.list_id))
    };
    floor.db.write(act).unwrap()
}

pub fn ask_and_answer(world: &World, trial_id: &str) -> String {
    let (floor, id) = (&world.floor, world.floor.ids.next());
    let (now, today) = (floor.clock.now(), floor.clock.today());
    let act = |conn: &mut _| {
        let authority = people::authorities(conn)?.remove(0);
        let round = Round {
            id: id.clone(),
            trial_id: trial_id.to_owned(),
            authority_id: authority.id.clone(),
            name: "Spring letters".into(),
            opening: "I am writing to thank you.\n\nThis is what your manager told me:".into(),
            closing: "Please keep this letter.".into(),
            sign_off: "With thanks,".into(),
            signatory_id: people::leaders(conn, &authority.id)?.remove(0).id,
            signatory_title: "Director of Children’s Services".into(),
            lines_due_on: today,
            post_on: today,
            made_by: "ann".into(),
            made_at: now,
            asked_at: None,
            composed_at: None,
            deputy_id: None,
            carrier: "print_room".into(),
            fallbacks: "coordinator deputy".into(),
        };
        store::rounds::add(conn, &round)?;
        store::rounds::mark_asked(conn, &id, now)?;
        for person in people::in_authority(conn, &authority.id)? {
            if person.role.is_practitioner() {
                let letter = floor.ids.next();
                store::lines::add(
                    conn,
                    &TwoLines::asked(letter.clone(), &id, &person.id, person.manager_id.as_deref()),
                )?;
                let words =
                    [format!("You kept your word, {}.", person.names.known_as()), "The whole team saw it.".into()];
                store::lines::put(conn, &letter, &words, Lines::Given, From::Manager, "musa", now)?;
            }
        }
        Ok(())
    };
    floor.db.write(act).unwrap();
    id
}

pub fn by_arm(world: &World, round_id: &str, list_id: &str) -> (Vec<String>, Vec<String>) {
    let rows: Vec<(String, String)> = world
        .floor
        .db
        .read(|conn| {
            let rows = letters::table.filter(letters::round_id.eq(round_id));
            Ok(rows.select((letters::id, letters::person_id)).load(conn)?)
        })
        .unwrap();
    let serves = |person: &str| {
        let arm: String = world
            .floor
            .db
            .read(|conn| {
                let unit = allocated_units::table.filter(allocated_units::list_id.eq(list_id));
                Ok(unit.filter(allocated_units::unit_id.eq(person)).select(allocated_units::arm_id).first(conn)?)
            })
            .unwrap();
        world.floor.db.read(|conn| Ok(arms::table.find(arm).select(arms::gets).first::<String>(conn)?)).unwrap() != ""
    };
    let (mut treated, mut controls) = (Vec::new(), Vec::new());
    for (letter, person) in rows {
        if serves(&person) { treated.push(letter) } else { controls.push(letter) }
    }
    treated.sort();
    controls.sort();
    (treated, controls)
}
