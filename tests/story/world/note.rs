//! A mail that is owed whatever happens, for stories of mail hosts that fail.

use chrono::{NaiveDate, TimeDelta};
use diesel::connection::SimpleConnection;
use hearten::floor::{
    Floor,
    calendar::{Entry, Method, Person, write},
    clock::Moment,
    config::Settings,
    db::{Conn, Db},
    error::Result,
    jobs::{self, Claim, Ending, Work, Worker, run_until_idle},
    mail::{self, Diary, Extras, Letter, Outcome, Tray},
};
use serde::{Deserialize, Serialize};

use super::{MailHost, World};

#[derive(Debug)]
pub struct Note;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ToSomebody {
    pub to: String,
    pub extras: Extras,
}

impl Work for Note {
    const KIND: &'static str = "story.note";
    type Job = ToSomebody;
    type Guard = ();
    type Ready = ToSomebody;
    type Done = Outcome;

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), job: &ToSomebody) -> Result<Claim<ToSomebody>> {
        Ok(Claim::Ready(job.clone()))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: ToSomebody) -> Result<Outcome> {
        mail::deliver_with(floor, job_id, "sign_in_key", &ready.to, &words(), ready.extras)
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, ToSomebody)>) -> Vec<Result<Outcome>> {
        let letter = |(job_id, ready): (String, ToSomebody)| Letter {
            job_id,
            template: "sign_in_key",
            to: ready.to,
            context: words(),
            extras: ready.extras,
        };
        mail::deliver_all(floor, batch.into_iter().map(letter).collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, done: Outcome) -> Result<Ending> {
        Ok(done.ending())
    }
}

fn words() -> serde_json::Value {
    serde_json::json!({ "name": "Ann", "link": "http://localhost:8420/x", "minutes": 15 })
}

/// A house whose mail goes to a host.
pub struct Posting<'w> {
    world: &'w World,
    worker: Worker,
}

impl World {
    /// `more`: further settings of mail.
    pub fn posting(&self, host: &MailHost, more: &str) -> Posting<'_> {
        let settings = Settings::with(&(host.settings() + more)).unwrap();
        let tray = Tray::from_settings(&settings.mail).unwrap();
        let floor = Floor { tray, settings: settings.into(), ..self.floor.clone() };
        Posting { world: self, worker: Worker::new(floor).with(Note) }
    }

    /// Somebody at work on a disk that has no room for anything more.
    pub fn on_a_full_disk(&self, host: &MailHost) -> Worker {
        let db = Db::open(self.database.url(), 1).unwrap();
        db.conn().unwrap().batch_execute("VACUUM; PRAGMA max_page_count = 1").unwrap();
        let settings = Settings::with(&host.settings()).unwrap();
        let tray = Tray::from_settings(&settings.mail).unwrap();
        Worker::new(Floor { db, tray, settings: settings.into(), ..self.floor.clone() }).with(Note)
    }
}

impl Posting<'_> {
    /// Promises a mail to each, and does what is due.
    pub fn write_to(&self, everybody: &[&str]) {
        for to in everybody {
            self.promise(to, Extras::default());
        }
        self.work();
    }

    pub fn promise(&self, to: &str, extras: Extras) {
        let (floor, job) = (&self.world.floor, ToSomebody { to: to.to_owned(), extras });
        floor.db.write(|conn| jobs::enqueue::<Note>(conn, floor, &job)).unwrap();
    }

    pub fn work(&self) {
        run_until_idle(&self.worker).unwrap();
    }

    /// Time goes by, and what is due then is done.
    pub fn pass(&self, minutes: i64) -> Moment {
        self.world.floor.clock.advance(TimeDelta::minutes(minutes));
        self.work();
        self.world.now()
    }
}

/// One entry at one state, with lines that make it longer.
pub fn invitation(to: &str, sequence: i32, more: &str) -> Extras {
    let day = |month| NaiveDate::from_ymd_opt(2027, month, 3).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let starts = day(5);
    let entry = Entry {
        uid: "one".into(),
        sequence,
        stamped: day(2) + TimeDelta::minutes(sequence.into()),
        starts,
        ends: starts + TimeDelta::minutes(30),
        summary: "Half an hour".into(),
        description: String::new(),
        location: String::new(),
        url: None,
        organiser: Person { name: "Hearten".into(), email: "replies@localhost".into() },
        attendee: Person { name: String::new(), email: to.into() },
        alarm_minutes: None,
        may_counter: true,
        private: true,
    };
    let ics = write(Method::Request, &entry).replace("END:VEVENT", &format!("{more}END:VEVENT"));
    Extras { diary: Some(Diary { method: "REQUEST".into(), ics }), ..Extras::default() }
}
