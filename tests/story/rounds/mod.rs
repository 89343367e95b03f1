//! Rounds as a story needs them: two teams of a small council, the one allocated to Rounds and the other not; a coordinator who
//! plans a year, and people who book through the pages, by the links in their mails, and from their diaries.

pub mod setting;

use chrono::TimeDelta;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{
        inbound::{Envelope, ingest},
        mail::Mail,
        web::Role,
    },
    schema::{round_places, rounds, uptake_events},
    trial::roster::people::{self, Person},
};

use crate::{
    goals::{person, setting::bring_in_with},
    world::{Someone, World, answer, exchange, line},
};
use setting::{fields, is_invited, randomise};

/// Six workers and a manager in each team.
pub const MORE: [&str; 6] = [
    "W7,Gus,,Poe,w7@x.example,social worker,North,M1,Hub,Northmoor,,,,yes,",
    "W8,Hal,,Quin,w8@x.example,social worker,North,M1,Hub,Northmoor,,,,yes,",
    "W9,Ida,,Roe,w9@x.example,social worker,North,M1,Hub,Northmoor,,,,yes,",
    "WA,Jan,,Sey,wa@x.example,social worker,South,M2,Hub,Northmoor,,,,yes,",
    "WB,Kit,,Tam,wb@x.example,social worker,South,M2,Hub,Northmoor,,,,yes,",
    "WC,Lou,,Uhl,wc@x.example,social worker,South,M2,Hub,Northmoor,,,,yes,",
];
const NORTH: [&str; 7] = ["M1", "W1", "W2", "W3", "W7", "W8", "W9"];
const SOUTH: [&str; 7] = ["M2", "W4", "W5", "W6", "WA", "WB", "WC"];

/// A series whose first Round is on Thursday 18 March 2027 at 12:30.
pub struct Year<'w> {
    pub world: &'w World,
    pub series: String,
    pub coordinator: Someone<'w>,
    /// The team that is invited: its manager first, then six workers.
    pub team: [&'static str; 7],
    pub others: [&'static str; 7],
    /// Rounds by date.
    pub rounds: Vec<String>,
}

impl<'w> Year<'w> {
    /// Planned, with a facilitator, for as many places. `more` are fields that differ.
    pub fn planned(world: &'w World, capacity: usize, more: &[(&str, &str)]) -> Self {
        Self::planned_from(world, 5, capacity, more)
    }

    /// The same, from a seed: it says which team is invited.
    fn planned_from(world: &'w World, seed: u8, capacity: usize, more: &[(&str, &str)]) -> Self {
        bring_in_with(world, &MORE.map(str::to_owned));
        randomise(world, seed);
        let mut coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
        coordinator.open("/rounds/new");
        let fields = fields(&coordinator.seen.body, capacity, more);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        coordinator.press("/rounds", &fields);
        assert!(coordinator.seen.says("The year is planned"), "{}", coordinator.seen.text());
        let series = coordinator.seen.path.rsplit('/').next().unwrap().to_owned();
        let leader = [("part", "facilitator"), ("name", "Fran Ode"), ("day_1_on", "2027-01-11")];
        coordinator.press(&format!("/rounds/series/{series}/leaders/new"), &leader);
        assert!(coordinator.seen.says("Fran Ode"), "{}", coordinator.seen.text());
        Self { series, coordinator, ..Self::found(world) }
    }

    /// The year that somebody else planned.
    pub fn found(world: &'w World) -> Self {
        let rows = rounds::table.order(rounds::number).select(rounds::id);
        let rounds = world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap();
        let north = is_invited(world, "W1");
        let (team, others) = if north { (NORTH, SOUTH) } else { (SOUTH, NORTH) };
        Self { world, series: String::new(), coordinator: world.nobody(), team, others, rounds }
    }

    /// The first Round is announced and its invitations are out.
    pub fn announced(world: &'w World, capacity: usize, more: &[(&str, &str)]) -> Self {
        Self::planned(world, capacity, more).first_announced()
    }

    /// The same, from a seed.
    pub fn announced_from(world: &'w World, seed: u8, capacity: usize) -> Self {
        Self::planned_from(world, seed, capacity, &[]).first_announced()
    }

    fn first_announced(mut self) -> Self {
        self.announce(0);
        // Nobody answers in the second in which they are written to.
        self.world.pass(TimeDelta::minutes(1));
        self
    }

    pub fn announce(&mut self, nth: usize) {
        let here = format!("/rounds/{}", self.rounds[nth]);
        self.coordinator.press(&format!("{here}/describe"), &[("topic", "A day I remember"), ("mix", "mixed")]);
        self.coordinator.press(&format!("{here}/announce"), &[]);
        assert!(self.coordinator.seen.says("7 people are invited"), "{}", self.coordinator.seen.text());
        self.world.work();
    }

    /// Somebody comes by the link in their invitation, and presses a button there: book, decline, or none.
    pub fn comes(&self, reference: &str, act: &str) -> Someone<'w> {
        let mut someone = self.world.nobody();
        let link = self.link(reference);
        someone.open(&link);
        someone.press(&link, &[("act", act)]);
        assert!(someone.seen.path.starts_with("/rounds/places/"), "{}", someone.seen.text());
        someone
    }

    /// The link to somebody's place.
    pub fn link(&self, reference: &str) -> String {
        self.mails_to(reference).iter().rev().find_map(|mail| link_in(&mail.text, "/rounds/place/")).expect("a link")
    }

    fn person(&self, reference: &str) -> Person {
        let id = person(self.world, reference);
        self.world.floor.db.read(|conn| people::person(conn, &id)).unwrap()
    }

    pub fn email(&self, reference: &str) -> String {
        self.person(reference).email.unwrap()
    }

    pub fn name(&self, reference: &str) -> String {
        self.person(reference).names.full()
    }

    pub fn mails_to(&self, reference: &str) -> Vec<Mail> {
        let email = self.email(reference);
        self.world.mails().into_iter().filter(|mail| mail.to.contains(&email)).collect()
    }

    /// The newest diary entry that somebody was sent: METHOD and text.
    pub fn entry(&self, reference: &str) -> (String, String) {
        let diary = self.mails_to(reference).into_iter().rev().find_map(|mail| mail.extras.diary).expect("an entry");
        (diary.method, diary.ics)
    }

    /// Their diary answers the newest entry.
    pub fn diary_says(&self, reference: &str, says: &str, nth: usize) {
        let (_, entry) = self.entry(reference);
        let email = line(&entry, "ATTENDEE");
        let who = email.split('@').next().unwrap();
        let nth = nth + 100 * usize::from(reference.as_bytes()[1]);
        let raw = exchange(&answer(&entry, who, says, ""), &line(&entry, "ORGANIZER"), nth);
        let envelope = Envelope { source: "imap", recipients: Vec::new() };
        self.world.floor.db.write(|conn| ingest(conn, &self.world.floor, raw.as_bytes(), &envelope)).unwrap();
        self.world.work();
    }

    /// State and SEQUENCE of somebody's place in the first Round.
    pub fn place(&self, reference: &str) -> (String, i32) {
        let id = person(self.world, reference);
        let row = round_places::table
            .filter(round_places::person_id.eq(id))
            .filter(round_places::round_id.eq(&self.rounds[0]))
            .select((round_places::state, round_places::sequence));
        self.world.floor.db.read(|conn| Ok(row.first(conn)?)).unwrap()
    }

    pub fn state(&self, reference: &str) -> String {
        self.place(reference).0
    }

    /// The id of somebody's place in the first Round.
    pub fn place_id(&self, reference: &str) -> String {
        let id = person(self.world, reference);
        let row = round_places::table
            .filter(round_places::person_id.eq(id))
            .filter(round_places::round_id.eq(&self.rounds[0]))
            .select(round_places::id);
        self.world.floor.db.read(|conn| Ok(row.first(conn)?)).unwrap()
    }

    /// How often an event is on record of somebody.
    pub fn events(&self, reference: &str, event: &str) -> usize {
        let id = person(self.world, reference);
        let rows = uptake_events::table.filter(uptake_events::person_id.eq(id)).filter(uptake_events::event.eq(event));
        self.world.floor.db.read(|conn| Ok(rows.count().get_result::<i64>(conn)?)).unwrap().try_into().unwrap()
    }
}

/// The newest link that begins so.
pub fn link_in(text: &str, path: &str) -> Option<String> {
    let at = text.find(path)?;
    Some(text[at..].split_whitespace().next().unwrap().to_owned())
}
