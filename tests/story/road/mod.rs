//! Where the stories of signed letters begin: eight people, four of whom are allocated a letter, their lines in, the list
//! locked and shown; with a coordinator and a senior leader who act through the pages.

mod carrier;
mod setting;

use std::collections::BTreeSet;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{auth, db::Conn, error::Result, jobs, web::Role},
    interventions::letters::store,
    schema::{alarms, letter_rounds, letters, signatures},
    trial::allocation::{
        allocate::{Order, allocate},
        scheme::Mode,
        sight,
        stored::List,
        trial::Trial,
    },
};

use crate::world::{Someone, World};
use setting::{ask_and_answer, bring_in, by_arm, randomise};

/// A round whose lines are in and whose list is locked and shown.
pub struct Road<'w> {
    pub world: &'w World,
    pub id: String,
    pub list_id: String,
    pub coordinator: Someone<'w>,
    pub leader: Someone<'w>,
    /// The letters of those who are served, and of those who are not.
    pub treated: Vec<String>,
    pub controls: Vec<String>,
}

impl<'w> Road<'w> {
    pub fn ready_to_compose(world: &'w World) -> Self {
        Self::drawn_from(world, 5)
    }

    /// The same, from a seed: it says who is in which arm.
    pub fn drawn_from(world: &'w World, seed: u8) -> Self {
        bring_in(world);
        let (trial_id, list_id) = randomise(world, seed);
        let id = ask_and_answer(world, &trial_id);
        let coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
        let leader = world.someone("dilys@x.example", &[Role::SeniorLeader]);
        let (treated, controls) = by_arm(world, &id, &list_id);
        assert_eq!((treated.len(), controls.len()), (4, 4));
        Self { world, id, list_id, coordinator, leader, treated, controls }
    }

    /// The references of those whom a practice list of this seed would give a letter.
    pub fn letters_of_practice(&self, seed: u8) -> BTreeSet<String> {
        let order = Order { mode: Mode::Practice, seed: Some([seed; 32].into()), households_known: true };
        let draw = |conn: &mut Conn| {
            let trial_id = store::rounds::one(conn, &self.id)?.trial_id;
            let trial = Trial::find(conn, &trial_id)?;
            let drawn = allocate(conn, &self.world.floor, "ann", &trial, &order)?;
            List::find(conn, &drawn.list_id)?.whole(conn)
        };
        let whole = self.world.floor.db.write(draw).unwrap();
        let letters = whole.rows.iter().filter(|sealed| sealed.row.arm == "letter");
        letters.map(|sealed| sealed.row.unit.clone()).collect()
    }

    pub fn composed(world: &'w World) -> Self {
        let mut road = Self::ready_to_compose(world);
        road.compose();
        road
    }

    pub fn signed_and_printed(world: &'w World) -> Self {
        let mut road = Self::composed(world);
        road.sign();
        world.work();
        road
    }

    /// Lets the coordinator see the arms.
    pub fn give_sight(&self) {
        let floor = &self.world.floor;
        let act = |conn: &mut Conn| {
            let trial = store::rounds::one(conn, &self.id)?.trial_id;
            let account = auth::account_by_email(conn, "cora@x.example")?.expect("an account").id;
            sight::give(conn, floor, "ann", &trial, &account)
        };
        floor.db.write(act).unwrap();
    }

    pub fn path(&self, what: &str) -> String {
        format!("/letters/rounds/{}/{what}", self.id)
    }

    pub fn compose(&mut self) {
        self.coordinator.open(&self.path("pack"));
        let seen = self.coordinator.once(&self.path("compose"), form(&[("csrf", &csrf(&self.coordinator))]));
        assert_eq!(seen.status, 303, "{}", seen.text());
        self.world.work();
    }

    /// The fields of the signing form as the page shows it.
    pub fn shown(&mut self) -> Vec<(String, String)> {
        self.leader.open(&self.path("sign"));
        let marks = self.leader.seen.body.split("name=\"shown\" value=\"").skip(1);
        let mut fields: Vec<(String, String)> =
            marks.map(|rest| ("shown".into(), rest[..rest.find('"').unwrap()].to_owned())).collect();
        fields.push(("signature".into(), "Dilys Rees".into()));
        fields
    }

    pub fn sign(&mut self) {
        let fields = self.shown();
        self.press_sign(&fields);
        assert!(self.leader.seen.says("Signed. Thank you."), "{}", self.leader.seen.text());
    }

    pub fn press_sign(&mut self, fields: &[(String, String)]) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = self.path("sign");
        self.leader.press(&path, &fields);
    }

    /// The person who signs.
    pub fn signatory(&self) -> String {
        let row = letter_rounds::table.find(&self.id).select(letter_rounds::signatory_id);
        self.world.floor.db.read(|conn| Ok(row.first(conn)?)).unwrap()
    }

    /// Puts a signature into the database that nobody gave.
    pub fn forge_signature(&self, conn: &mut Conn, id: &str) -> Result<()> {
        let forged = (
            signatures::id.eq(id),
            signatures::round_id.eq(&self.id),
            signatures::kind.eq("typed"),
            signatures::name.eq("Dilys Rees"),
            signatures::on_behalf.eq(false),
            signatures::wording_sha256.eq(""),
            signatures::signed_by.eq("nobody"),
            signatures::signed_at.eq(self.world.floor.clock.now()),
        );
        diesel::insert_into(signatures::table).values(forged).execute(conn)?;
        Ok(())
    }

    pub fn state(&self, letter: &str) -> String {
        self.world.floor.db.read(|conn| Ok(letters::table.find(letter).select(letters::state).first(conn)?)).unwrap()
    }

    pub fn states(&self, of: &[String]) -> Vec<String> {
        of.iter().map(|letter| self.state(letter)).collect()
    }

    pub fn person(&self, letter: &str) -> String {
        self.world
            .floor
            .db
            .read(|conn| Ok(letters::table.find(letter).select(letters::person_id).first(conn)?))
            .unwrap()
    }

    /// The kinds of the alarms raised so far.
    pub fn alarms(&self) -> Vec<String> {
        self.world.floor.db.read(|conn| Ok(alarms::table.select(alarms::kind).load(conn)?)).unwrap()
    }

    /// Lets stuck work go, so that the story leaves none, and gives how much there was.
    pub fn let_go(&self) -> usize {
        let floor = &self.world.floor;
        let act = |conn: &mut _| {
            let stuck = jobs::stuck(conn)?;
            stuck.iter().try_for_each(|job| jobs::let_go(conn, floor, &job.id, "looked into"))?;
            Ok(stuck.len())
        };
        floor.db.write(act).unwrap()
    }

    pub fn printed_files(&self) -> usize {
        let found: Vec<Option<String>> =
            self.world.floor.db.read(|conn| Ok(letters::table.select(letters::file_key).load(conn)?)).unwrap();
        found.into_iter().flatten().count()
    }

    pub fn take(&mut self, what: &str) -> Vec<u8> {
        let pack =
            self.coordinator.seen.links("/letters/packs/").into_iter().find(|link| link.ends_with("/take")).unwrap();
        let csrf = csrf(&self.coordinator);
        let seen = self.coordinator.once(&pack, form(&[("what", what), ("reason", "to print"), ("csrf", &csrf)]));
        assert_eq!(seen.status, 200, "{}", seen.text());
        seen.bytes
    }
}

pub fn csrf(someone: &Someone) -> String {
    someone.seen.field("csrf").unwrap()
}

fn form(fields: &[(&str, &str)]) -> Option<(String, Vec<u8>)> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Some(("application/x-www-form-urlencoded".into(), body.into_bytes()))
}
