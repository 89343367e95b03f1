//! A round of letters as a story needs it: a small council brought in, a round set up and asked, managers who come by
//! their links and write.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::web::Role,
    schema::{letters, people as roster, uptake_events},
    trial::{
        allocation::set_up::{self, Plan},
        roster::{
            governance::{self, Statement, Typed},
            import::{self, Drafted},
            people,
        },
    },
};

use crate::world::{Someone, World, option};

const HEADING: &str = "staff reference,given name,preferred first name,family name,work e-mail,role,team,manager's reference,\
                       site,authority,address line 1,address line 2,postcode,do-not-post,letter format";
/// Musa has three people, Nia has two.
const PEOPLE: [&str; 8] = [
    "L1,Dilys,,Rees,dilys@x.example,senior leader,,,,Northmoor,,,,,",
    "M1,Musa,,Khan,musa@x.example,team manager,North,L1,Hub,Northmoor,,,,,",
    "M2,Nia,,Bell,nia@x.example,team manager,South,L1,Hub,Northmoor,,,,,",
    "W1,Anna,Annie,Wójcik,,social worker,North,M1,Hub,Northmoor,1 High Street,Dudley,DY1 1HF,,",
    "W2,Ben,,Şen,,social worker,North,M1,Hub,Northmoor,2 High Street,Dudley,DY1 1HF,,",
    "W3,Cai,,Lloyd,,social worker,North,M1,Hub,Northmoor,3 High Street,Dudley,DY1 1HF,,",
    "W4,Dot,,Moss,,social worker,South,M2,Hub,Northmoor,4 High Street,Dudley,DY1 1HF,,",
    "W5,Eve,,Ng,,social worker,South,M2,Hub,Northmoor,5 High Street,Dudley,DY1 1HF,,",
];
pub const MUSA: &str = "musa@x.example";
pub const NIA: &str = "nia@x.example";
pub const GOOD: [&str; 2] = ["You stayed late for two brothers on Friday.", "The whole team saw it."];

/// A round whose managers have been asked, on Monday 1 March 2027; lines are due on Friday the 12th.
pub struct Round<'w> {
    world: &'w World,
    pub id: String,
    pub coordinator: Someone<'w>,
}

impl<'w> Round<'w> {
    pub fn set_up(world: &'w World) -> Self {
        bring_in(world);
        let mut coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
        coordinator.open("/letters/rounds/new");
        let option = |text: &str| option(&coordinator.seen.body, text);
        let fields = [
            ("name", "Spring letters".to_owned()),
            ("authority", option("Northmoor")),
            ("trial", option("Letters of thanks")),
            ("opening", "I am writing to thank you.\n\nThis is what your manager told me:".to_owned()),
            ("closing", "Please keep this letter.".to_owned()),
            ("signatory", option("Dilys Rees, Northmoor")),
            ("signatory_title", "Director of Children’s Services".to_owned()),
            ("sign_off", "With thanks,".to_owned()),
            ("lines_due_on", "2027-03-12".to_owned()),
            ("post_on", "2027-03-22".to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        coordinator.press("/letters/rounds", &fields);
        assert!(coordinator.seen.says("The round is set up"), "{}", coordinator.seen.text());
        let id = coordinator.seen.path.rsplit('/').next().unwrap().to_owned();
        Self { world, id, coordinator }
    }

    pub fn asked(world: &'w World) -> Self {
        let mut round = Self::set_up(world);
        round.press("ask", &[]);
        world.work();
        round
    }

    pub fn press(&mut self, what: &str, fields: &[(&str, &str)]) {
        self.coordinator.press(&format!("/letters/rounds/{}/{what}", self.id), fields);
    }

    /// The round's page, after signing in afresh: a session does not last for days.
    pub fn look(&mut self) -> String {
        self.coordinator.sign_in("cora@x.example");
        self.coordinator.open(&format!("/letters/rounds/{}", self.id));
        self.coordinator.seen.text()
    }

    pub fn page(&self) -> String {
        format!("/letters/rounds/{}/lines", self.id)
    }

    /// A manager comes by the link in their mail.
    pub fn manager(&self, email: &str) -> Someone<'w> {
        let mut manager = self.world.nobody();
        let link = manager.link_in_mail(email);
        manager.open(&link);
        manager.press(&link, &[]);
        assert_eq!(manager.seen.path, self.page(), "{}", manager.seen.text());
        manager
    }

    pub fn write(&self, manager: &mut Someone, about: &str, lines: [&str; 2]) {
        let id = person(self.world, about);
        let (first, second) = (format!("first.{id}"), format!("second.{id}"));
        manager.press(&self.page(), &[(&first, lines[0]), (&second, lines[1])]);
    }

    /// Where each person's lines stand, by staff reference.
    pub fn standing(&self) -> Vec<(String, String)> {
        let rows: Vec<(String, String)> = self
            .world
            .floor
            .db
            .read(|conn| {
                let rows = letters::table.filter(letters::round_id.eq(&self.id));
                Ok(rows.select((letters::person_id, letters::lines)).load(conn)?)
            })
            .unwrap();
        let reference =
            |id: &str| self.world.floor.db.read(|conn| people::person(conn, id)).unwrap().reference.to_string();
        let mut rows: Vec<_> = rows.into_iter().map(|(id, lines)| (reference(&id), lines)).collect();
        rows.sort();
        rows
    }

    pub fn words(&self, about: &str) -> (String, String) {
        let id = person(self.world, about);
        let row = letters::table.filter(letters::round_id.eq(&self.id)).filter(letters::person_id.eq(id));
        let words = row.select((letters::line_one, letters::line_two));
        self.world.floor.db.read(|conn| Ok(words.first(conn)?)).unwrap()
    }
}

pub fn bring_in(world: &World) {
    let floor = &world.floor;
    let typed = Typed {
        lawful_basis: "public task",
        article_9_condition: "none: no health data",
        dpia_reference: "DPIA 7",
        privacy_notice: "On the intranet",
        notice_given_on: "2027-02-01",
    };
    let statement = Statement::parse(typed, floor.clock.today()).unwrap();
    floor.db.write(|conn| governance::record(conn, floor, "ann", statement)).unwrap();
    let file = format!("{HEADING}\n{}\n", PEOPLE.join("\n"));
    let drafted = floor.db.write(|conn| import::draft(conn, floor, "ann", file.as_bytes())).unwrap();
    let Drafted::Waiting { id, .. } = drafted else { panic!("the file was refused") };
    floor.db.write(|conn| import::confirm(conn, floor, "ann", &id)).unwrap();
    let typed = set_up::Typed {
        name: "Letters of thanks".into(),
        intervention: "letters".into(),
        unit: "person".into(),
        arms: vec![("letter".into(), "1".into(), true), ("no letter".into(), "1".into(), false)],
        ..set_up::Typed::default()
    };
    let plan = Plan::parse(&typed).unwrap();
    floor.db.write(|conn| set_up::set_up(conn, floor, "ann", &plan)).unwrap();
}

pub fn person(world: &World, reference: &str) -> String {
    let everyone = world.floor.db.read(people::everyone).unwrap();
    everyone.into_iter().find(|person| person.reference.as_str() == reference).unwrap().id
}

/// Gives somebody on the roster a work e-mail.
pub fn has_email(world: &World, reference: &str, email: &str) {
    let id = person(world, reference);
    let reached = diesel::update(roster::table.find(id)).set(roster::email.eq(Some(email)));
    world.floor.db.write(|conn| Ok(reached.execute(conn)?)).unwrap();
}

pub fn leaves(world: &World, reference: &str, on: NaiveDate) {
    let id = person(world, reference);
    let gone = diesel::update(roster::table.find(id)).set(roster::left_on.eq(Some(on)));
    world.floor.db.write(|conn| Ok(gone.execute(conn)?)).unwrap();
}

/// How many people an event is on record for.
pub fn counted(world: &World, event: &str) -> i64 {
    let rows = uptake_events::table.filter(uptake_events::event.eq(event)).count();
    world.floor.db.read(|conn| Ok(rows.get_result(conn)?)).unwrap()
}
