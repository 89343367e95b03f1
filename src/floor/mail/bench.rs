//! How many invitations a second leave: the worker's own road, from the claim to the settling, over real sockets to a mail
//! host in the same process. Each mail differs, and is about 8 kB as it leaves.

mod sink;

use std::{
    sync::{Arc, atomic::Ordering},
    time::Instant,
};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Diary, Extras, Letter, Outcome, Tray, deliver_all, deliver_with};
use crate::floor::{
    Floor,
    calendar::{self, Entry, Method, Person},
    config::Settings,
    db::Conn,
    error::{Error, Result},
    jobs::{self, Claim, Ending, Work, Worker},
    memory,
};

const TEMPLATE: &str = "lines_asked";
/// As many receiving domains as a large authority writes to.
const DOMAINS: usize = 100;

/// What was measured. Promising the jobs is not in it.
#[derive(Debug, Clone, Serialize)]
pub struct MailBench {
    pub n: usize,
    pub messages_per_s: f64,
    /// From the first claim to the last settling.
    pub wall_s: f64,
    pub bytes_each: u64,
    /// Of each pair of hands.
    pub connections: usize,
    pub hands: usize,
    pub enqueued_per_s: f64,
    pub peak_rss_mb: Option<f64>,
}

/// Sends `n` invitations. `floor` is to be empty.
///
/// # Errors
/// `Broken`, where the mail host did not get each of them once.
pub fn mail(floor: &Floor, n: usize) -> Result<MailBench> {
    let (port, taken) = sink::start()?;
    let toml = format!(
        "[mail]\nfrom = \"Hearten <hearten@hearten.example>\"\nbounces = \"bounce@hearten.example\"\ntray = \"smtp\"\n\
         host = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nper_domain_per_minute = 0\n\
         [diary]\nreplies = \"replies@hearten.example\"\n"
    );
    let settings = Settings::with(&toml)?;
    let floor = Floor { tray: Tray::from_settings(&settings.mail)?, settings: Arc::new(settings), ..floor.clone() };
    let begun = Instant::now();
    let numbers: Vec<usize> = (0..n).collect();
    floor.db.write(|conn| jobs::enqueue_many::<Invite>(conn, &floor, &numbers, floor.clock.now()))?;
    let promising_s = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    jobs::run_many_until_idle(&Worker::new(floor.clone()).with(Invite), jobs::hands())?;
    let wall_s = begun.elapsed().as_secs_f64();
    let got = taken.mails.load(Ordering::Relaxed);
    let left = floor.db.read(jobs::waiting)?;
    if got != n as u64 || left > 0 {
        return Err(Error::broken(format!("the mail host got {got} of {n} mails, and {left} wait")));
    }
    Ok(MailBench {
        n,
        messages_per_s: n as f64 / wall_s,
        wall_s,
        bytes_each: taken.bytes.load(Ordering::Relaxed) / got.max(1),
        connections: floor.settings.mail.connections,
        hands: jobs::hands(),
        enqueued_per_s: n as f64 / promising_s,
        peak_rss_mb: memory::peak_mb(),
    })
}

/// An invitation that nobody gets.
#[derive(Debug, Clone, Copy)]
struct Invite;

impl Work for Invite {
    const KIND: &'static str = "bench.invite";
    type Job = usize;
    type Guard = ();
    type Ready = usize;
    type Done = Outcome;

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), job: &usize) -> Result<Claim<usize>> {
        Ok(Claim::Ready(*job))
    }

    fn work(&self, floor: &Floor, job_id: &str, at: usize) -> Result<Outcome> {
        deliver_with(floor, job_id, TEMPLATE, &to(at), &words(at), extras(at))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, usize)>) -> Vec<Result<Outcome>> {
        let letter =
            |(job_id, at)| Letter { job_id, template: TEMPLATE, to: to(at), context: words(at), extras: extras(at) };
        deliver_all(floor, batch.into_iter().map(letter).collect())
    }

    fn batch(&self) -> i64 {
        500
    }

    fn only_tells(&self) -> bool {
        true
    }

    fn settle(&self, _: &Floor, _: &mut Conn, done: Outcome) -> Result<Ending> {
        Ok(done.ending())
    }
}

fn to(at: usize) -> String {
    format!("worker.{at}@council-{}.example", at % DOMAINS)
}

fn words(at: usize) -> Value {
    json!({
        "name": format!("Worker {at}"), "manager": null, "authority": format!("Council {}", at % DOMAINS),
        "signatory": "The Director", "people": 9, "of": 9, "written": at % 9, "lines_due_on": "2027-03-12", "overdue": false,
        "link": format!("http://localhost:8420/letters/lines/{at}/{:032x}", at * 7_919),
    })
}

fn extras(at: usize) -> Extras {
    Extras {
        diary: Some(Diary { method: "REQUEST".into(), ics: ics(at) }),
        answers_to: Some("Hearten <replies@hearten.example>".into()),
        ..Extras::default()
    }
}

/// An invitation to a half hour, as goal-setting writes one, with as many words as make the mail 8 kB.
fn ics(at: usize) -> String {
    let day = FIRST_DAY + TimeDelta::days(i64::try_from(at % 28).unwrap_or(0));
    let starts = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::try_from(9 * 60 + at % 60).unwrap_or(0));
    let person = |name: String, email: String| Person { name, email };
    calendar::write(
        Method::Request,
        &Entry {
            uid: format!("bench-{at}"),
            sequence: 0,
            stamped: FIRST_DAY.and_time(NaiveTime::MIN),
            starts,
            ends: starts + TimeDelta::minutes(30),
            summary: "Half an hour for you".into(),
            description: (0..18)
                .map(|line| format!("A quiet half hour, number {at}, line {line} of its words.\n"))
                .collect(),
            location: String::new(),
            url: Some(format!("https://hearten.example/goals/half/{at}")),
            organiser: person("Hearten".into(), "replies@hearten.example".into()),
            attendee: person(format!("Worker {at}"), to(at)),
            alarm_minutes: Some(5),
            may_counter: true,
            private: true,
        },
    )
}

const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2027, 4, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
