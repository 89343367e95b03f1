//! Surveys as a story needs them: a small council in a trial of letters whose list is locked, a researcher, and people who answer by
//! the links in their mails.

use chrono::{NaiveDate, TimeDelta};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{clock::london_moment, web::Role},
    schema::{accounts, people},
    trial::{
        allocation::{stored::Whole, trial::Trial},
        roster::governance::{self, Statement, Typed},
        surveys::sheet::{link_for_all, link_of_person},
    },
};

use crate::world::{Someone, World, council};

/// Every table of theirs, and of what hangs on a trial id beside them, for whoever watches that looking changes nothing.
pub const TABLES: &[&str] = &[
    "survey_waves",
    "survey_instruments",
    "trial_ids",
    "survey_sheets",
    "survey_boxes",
    "survey_texts",
    "outcome_extracts",
    "outcome_facts",
];

/// A trial of so many people, one to one, and its researcher.
pub struct Study<'w> {
    pub world: &'w World,
    pub trial: Trial,
    pub whole: Whole,
    pub researcher: Someone<'w>,
}

impl<'w> Study<'w> {
    /// On record, but for a condition for health data.
    pub fn new(world: &'w World, people: usize) -> Self {
        Self::drawn_from(world, people, 3)
    }

    /// The same, from a seed: it says who is in which arm.
    pub fn drawn_from(world: &'w World, people: usize, seed: u8) -> Self {
        world.people_come_in(&[council("Northmoor", people, 0)]);
        let trial = world.trial("Spring letters", "person", &[]);
        let whole = world.locked_from(&trial, seed);
        let researcher = world.someone("rhea@x.example", &[Role::Researcher]);
        Self { world, trial, whole, researcher }
    }

    /// With it.
    pub fn on_footing(world: &'w World, people: usize) -> Self {
        let study = Self::new(world, people);
        study.footing();
        study
    }

    pub fn footing(&self) {
        let typed = Typed {
            lawful_basis: "public task",
            article_9_condition: "research",
            dpia_reference: "DPIA 7",
            privacy_notice: "On the intranet",
            notice_given_on: "2027-02-01",
        };
        let floor = &self.world.floor;
        // The newest statement is in force, and two of one moment have no newest.
        floor.clock.advance(TimeDelta::seconds(1));
        let statement = Statement::parse(typed, floor.clock.today()).unwrap();
        floor.db.write(|conn| governance::record(conn, floor, "lead", statement)).unwrap();
    }

    pub fn surveys(&self) -> String {
        format!("/trials/{}/surveys", self.trial.id)
    }

    /// Sets a survey up that opens today and closes on 20 March, and gives its path.
    pub fn set_up(&mut self, name: &str, mode: &str, instruments: &[&str]) -> String {
        let path = self.surveys();
        self.researcher.open(&format!("{path}/new"));
        let today = self.world.floor.clock.today().to_string();
        let places: Vec<(String, String)> =
            (1..).zip(instruments).map(|(at, id): (usize, _)| (format!("place.{id}"), at.to_string())).collect();
        let mut fields = vec![
            ("name", name),
            ("mode", mode),
            ("opens_on", today.as_str()),
            ("closes_on", "2027-03-20"),
            ("reminders", "2"),
            ("days_between", "5"),
        ];
        fields.extend(places.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.researcher.press(&path, &fields);
        assert!(self.researcher.seen.says("The survey is set up"), "{}", self.researcher.seen.text());
        self.researcher.seen.path.clone()
    }

    /// The same, launched and sent.
    pub fn launched(&mut self, name: &str, mode: &str, instruments: &[&str]) -> String {
        let here = self.set_up(name, mode, instruments);
        self.researcher.open(&format!("{here}/launch"));
        self.researcher.press(&format!("{here}/launch"), &[]);
        assert!(self.researcher.seen.says("The survey is launched"), "{}", self.researcher.seen.text());
        self.world.work();
        here
    }

    /// Everybody in the trial, by staff reference.
    pub fn people(&self) -> Vec<String> {
        self.whole.members.iter().map(|member| member.person_id.clone()).collect()
    }

    /// The path of somebody's own link.
    pub fn link(&self, here: &str, person: &str) -> String {
        self.path(&link_of_person(&self.world.floor, id(here), person))
    }

    /// The path of the link for all.
    pub fn link_for_all(&self, here: &str) -> String {
        self.path(&link_for_all(&self.world.floor, id(here)))
    }

    fn path(&self, link: &str) -> String {
        link.strip_prefix(self.world.floor.settings.web.public_url.as_str()).unwrap().to_owned()
    }

    /// Goes to a day, with all that comes due on the mornings between.
    pub fn go_to(&self, month: u32, day: u32) {
        let ten = chrono::NaiveTime::from_hms_opt(10, 0, 0).unwrap();
        let to = NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        while self.world.floor.clock.today() < to {
            let next = self.world.floor.clock.today().succ_opt().unwrap();
            self.world.pass(london_moment(next, ten) - self.world.now());
        }
    }

    /// The researcher comes in afresh.
    pub fn again(&mut self) {
        self.researcher.sign_in("rhea@x.example");
    }

    pub fn email(&self, person: &str) -> String {
        let row = people::table.find(person).select(people::email);
        self.world.floor.db.read(|conn| Ok(row.first::<Option<String>>(conn)?)).unwrap().unwrap()
    }

    /// How many mails of surveys somebody was sent.
    pub fn mails(&self, person: &str) -> usize {
        let email = self.email(person);
        let to_them = |mail: &&hearten::floor::mail::Mail| mail.to.contains(&email) && mail.text.contains("/survey/");
        self.world.mails().iter().filter(to_them).count()
    }

    /// How often an act is on the audit log.
    pub fn audited(&self, act: &str) -> i64 {
        let rows = hearten::schema::audits::table.filter(hearten::schema::audits::act.eq(act)).count();
        self.world.floor.db.read(|conn| Ok(rows.get_result(conn)?)).unwrap()
    }
}

/// The id of somebody's account.
pub fn id_of(world: &World, email: &str) -> String {
    let account = accounts::table.filter(accounts::email.eq(email)).select(accounts::id);
    world.floor.db.read(|conn| Ok(account.first(conn)?)).unwrap()
}

/// The id of a survey, from its path.
pub fn id(here: &str) -> &str {
    here.rsplit('/').next().unwrap()
}

/// Answers each question of a saved sheet in turn; '' passes one over. It is left on the last page, not sent.
pub fn answer(someone: &mut Someone, link: &str, answers: &[&str]) {
    for (at, answer) in answers.iter().enumerate() {
        let go = if answer.is_empty() { "skip" } else { "next" };
        someone.press(link, &[("at", &at.to_string()), ("answer", answer), ("go", go)]);
        assert_eq!(someone.seen.status, 200, "{}", someone.seen.text());
    }
}

/// Answers all of it and sends it.
pub fn answer_and_send(world: &World, link: &str, answers: &[&str]) {
    let mut someone = world.nobody();
    someone.open(link);
    answer(&mut someone, link, answers);
    someone.press(link, &[("at", &answers.len().to_string()), ("go", "send")]);
    assert!(someone.seen.says("Your answers are sent"), "{}", someone.seen.text());
}

/// The same with one link for all: each page takes along what the pages before it hold.
pub fn answer_for_nobody(world: &World, link: &str, answers: &[&str]) {
    let mut someone = world.nobody();
    someone.open(link);
    someone.press(link, &[("go", "begin")]);
    for (at, answer) in answers.iter().enumerate() {
        let go = if answer.is_empty() { "skip" } else { "next" };
        go_on(&mut someone, link, at, answer, go);
    }
    go_on(&mut someone, link, answers.len(), "", "send");
    assert!(someone.seen.says("Your answers are sent"), "{}", someone.seen.text());
}

/// Presses a button of the page being looked at, with all that it carries.
pub fn go_on(someone: &mut Someone, link: &str, at: usize, answer: &str, go: &str) {
    let (start, _) = link.rsplit_once('/').unwrap();
    let action = someone.seen.links(start).into_iter().find(|action| action.len() > link.len()).unwrap();
    let carried = carried(&someone.seen.body);
    let at = at.to_string();
    let mut fields = vec![("at", at.as_str()), ("answer", answer), ("go", go)];
    fields.extend(carried.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    someone.press(&action, &fields);
}

/// The answers that a page carries.
pub fn carried(body: &str) -> Vec<(String, String)> {
    let field = |part: &str| {
        let (name, rest) = part.split_once('"')?;
        let value = rest.split("value=\"").nth(1)?.split('"').next()?;
        Some((format!("a.{name}"), value.to_owned()))
    };
    body.split("type=\"hidden\" name=\"a.").skip(1).filter_map(field).collect()
}
