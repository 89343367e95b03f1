//! What a story about a trial begins with: people on the roster, and a trial for them.

use diesel::{RunQueryDsl, connection::SimpleConnection};
use hearten::floor::web::Form;
use hearten::trial::{
    allocation::{
        allocate::{self, Order},
        lock,
        scheme::Mode,
        set_up::{self, Plan, Typed},
        stored::{List, Whole},
        trial::Trial,
    },
    protocol::{answer::keep, question::Question},
    roster::{
        governance::{self, Statement},
        import::{self, Drafted},
        made_up,
    },
};

use super::World;

/// One authority of made-up people, with this many social workers and pairs of them who share a home.
pub fn council(authority: &str, social_workers: usize, shared_homes: usize) -> made_up::Plan {
    made_up::Plan { authority: authority.to_owned(), social_workers, do_not_post: 0, shared_homes, others: 0 }
}

impl World {
    /// Puts the footing on record and brings made-up people in.
    pub fn people_come_in(&self, councils: &[made_up::Plan]) {
        self.file_comes_in(made_up::spreadsheet(5, councils).as_bytes());
    }

    /// The same of a file.
    pub fn file_comes_in(&self, file: &[u8]) {
        let floor = &self.floor;
        let typed = governance::Typed {
            lawful_basis: "public task",
            article_9_condition: "none: no health data",
            dpia_reference: "DPIA 7",
            privacy_notice: "On the intranet",
            notice_given_on: "2027-02-01",
        };
        let statement = Statement::parse(typed, floor.clock.today()).unwrap();
        floor.db.write(|conn| governance::record(conn, floor, "lead", statement)).unwrap();
        floor
            .db
            .write(|conn| match import::draft(conn, floor, "lead", file)? {
                Drafted::Waiting { id, .. } => import::confirm(conn, floor, "lead", &id),
                Drafted::Refused(trouble) => panic!("{trouble:?}"),
            })
            .unwrap();
    }

    /// Sets up a trial of letters against none, one to one.
    pub fn trial(&self, name: &str, unit: &str, within: &[&str]) -> Trial {
        self.trial_by("blocks", name, unit, within)
    }

    /// The same, drawn by another method.
    pub fn trial_by(&self, method: &str, name: &str, unit: &str, within: &[&str]) -> Trial {
        let own = |text: &str| text.to_owned();
        let typed = Typed {
            method: own(method),
            name: own(name),
            intervention: own("letters"),
            unit: own(unit),
            strata: within.iter().map(|by| own(by)).collect(),
            arms: vec![(own("letter"), own("1"), true), (own("comparison"), own("1"), false)],
            ..Typed::default()
        };
        let plan = Plan::parse(&typed).unwrap();
        let set_up = |conn: &mut _| {
            let id = set_up::set_up(conn, &self.floor, "researcher", &plan)?;
            Trial::find(conn, &id)
        };
        self.floor.db.write(set_up).unwrap()
    }

    /// Sets up a trial of several interventions, with arms of one ratio: each by its name and what it gets, with '+' between, or the day
    /// until which it waits.
    pub fn trial_of(&self, intervention: &str, name: &str, unit: &str, arms: &[(&str, &str)]) -> Trial {
        let own = |text: &str| text.to_owned();
        let waits = |gets: &str| gets.starts_with(char::is_numeric);
        let (crosses, gets): (Vec<_>, Vec<_>) = arms.iter().partition(|(_, gets)| waits(gets));
        let typed = Typed {
            name: own(name),
            intervention: own(intervention),
            unit: own(unit),
            arms: arms.iter().map(|(arm, _)| (own(arm), own("1"), false)).collect(),
            gets: gets.iter().map(|(arm, gets)| (own(arm), gets.split('+').map(own).collect())).collect(),
            crosses: crosses.iter().map(|(arm, day)| (own(arm), own(day))).collect(),
            ..Typed::default()
        };
        let plan = Plan::parse(&typed).unwrap();
        let set_up = |conn: &mut _| {
            let id = set_up::set_up(conn, &self.floor, "researcher", &plan)?;
            Trial::find(conn, &id)
        };
        self.floor.db.write(set_up).unwrap()
    }

    /// Says all that a list of two arms is not locked without.
    pub fn answered(&self, trial_id: &str) {
        let typed = [
            ("recruit_from", "2027-03-01"),
            ("recruit_until", "2027-03-31"),
            ("deliver_from", "2027-03-01"),
            ("deliver_until", "2027-09-30"),
            ("follow_until", "2027-12-31"),
            ("outcome_1", "Wellbeing"),
            ("when_1", "6 months after the draw"),
            ("primary", "1"),
            ("asked_1", "Both surveys"),
            ("asked_2", "Both surveys"),
        ];
        let form = Form::of(typed.map(|(field, words)| (field.to_owned(), words.to_owned())).to_vec());
        let say = |conn: &mut _| {
            let trial = Trial::find(conn, trial_id)?;
            for question in [Question::Windows, Question::Outcomes, Question::Asked] {
                let answer = question.parse(&form, &trial)?;
                keep(conn, &self.floor, "researcher", trial_id, (question, &answer, ""))?;
            }
            Ok(())
        };
        self.floor.db.write(say).unwrap();
    }

    /// Draws a list.
    pub fn drawn(&self, trial: &Trial, mode: Mode) -> Whole {
        self.drawn_from(trial, mode, 3)
    }

    fn drawn_from(&self, trial: &Trial, mode: Mode, seed: u8) -> Whole {
        // No two lists have one seed.
        let mut bytes = [seed; 32];
        bytes[31] = seed.wrapping_add(u8::try_from(self.count("allocation_lists")).unwrap());
        let order = Order { mode, seed: Some(bytes.into()), households_known: true };
        let draw = |conn: &mut _| {
            let drawn = allocate::allocate(conn, &self.floor, "researcher", trial, &order)?;
            List::find(conn, &drawn.list_id)?.whole(conn)
        };
        self.floor.db.write(draw).unwrap()
    }

    /// Draws the live list and locks it.
    pub fn locked(&self, trial: &Trial) -> Whole {
        self.locked_from(trial, 3)
    }

    /// The same, from a seed.
    pub fn locked_from(&self, trial: &Trial, seed: u8) -> Whole {
        let whole = self.drawn_from(trial, Mode::Live, seed);
        self.floor.db.write(|conn| lock::lock(conn, &self.floor, "second", &trial.id)).unwrap();
        whole
    }

    /// Somebody's hand in the database.
    pub fn tamper(&self, sql: &str) {
        self.floor.db.conn().unwrap().batch_execute(sql).unwrap();
    }

    /// How many rows a query finds.
    pub fn count(&self, from: &str) -> i64 {
        #[derive(diesel::QueryableByName)]
        struct Number {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let query = diesel::sql_query(format!("select count(*) as n from {from}"));
        query.get_result::<Number>(&mut *self.floor.db.conn().unwrap()).unwrap().n
    }
}

/// The ids of those in an arm.
pub fn in_arm<'w>(whole: &'w Whole, arm: &str) -> Vec<&'w str> {
    let rows = whole.rows.iter().filter(|sealed| sealed.row.arm == arm);
    rows.flat_map(|sealed| sealed.members.iter().map(String::as_str)).collect()
}
