//! Those who lead hear how a Round stands: announced, full, cancelled. Which of them hears what is here.

use serde::{Deserialize, Serialize};

use super::{
    entry::Occasion,
    leaders::Part,
    round::{Round, State},
    store,
};
use crate::floor::{
    Floor,
    clock::appointment,
    db::Conn,
    error::Result,
    jobs::{self, Claim, Ending, Work, only},
    mail::{self, Letter, Outcome},
};

#[derive(Debug, Clone, Copy)]
pub struct TellLeaders;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub round_id: String,
    pub leader_id: String,
    /// The state that is told of.
    pub state: String,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    called: String,
    topic: String,
    when: String,
    place: String,
    state: &'static str,
    reason: Option<String>,
    link: String,
}

/// Who hears of a state: of an announcement and of one called off, everybody who leads; that it is full, who books rooms and
/// chairs; that it was held, the steering group, which looks back at it.
const fn hears(part: Part, state: State) -> bool {
    match state {
        State::Planned => false,
        State::Announced | State::Cancelled => true,
        State::Full => matches!(part, Part::Coordinator | Part::Facilitator),
        State::Held => matches!(part, Part::Steering | Part::ClinicalLead | Part::Mentor),
    }
}

/// Promises word of how a Round stands now, once for each change.
pub fn tell_leaders(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<()> {
    let now = floor.clock.now();
    for leader in store::leaders::of_series(conn, &round.series_id)? {
        if leader.email.is_some() && hears(leader.part, round.state) {
            let state = round.state.name().to_owned();
            let key = format!("{}:{}:{}:{state}:{}", TellLeaders::KIND, round.id, leader.id, round.version);
            let job = Job { round_id: round.id.clone(), leader_id: leader.id, state };
            jobs::enqueue_once::<TellLeaders>(conn, floor, &key, &job, now)?;
        }
    }
    Ok(())
}

impl Work for TellLeaders {
    const KIND: &'static str = "rounds.tell_leaders";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let round = store::rounds::one(conn, &job.round_id)?;
        if round.state.name() != job.state {
            return Ok(Claim::NotNeeded("it stands otherwise by now".into()));
        }
        let leader = store::leaders::of_series(conn, &round.series_id)?.into_iter().find(|one| one.id == job.leader_id);
        let Some((to, name)) = leader.and_then(|leader| Some((leader.email?, leader.name))) else {
            return Ok(Claim::NotNeeded("they lead no more, or have no e-mail address".into()));
        };
        let state = round.state.name();
        let occasion = Occasion::of(conn, round)?;
        let words = Words {
            name,
            called: occasion.series.called.clone(),
            topic: occasion.round.topic.clone(),
            when: appointment(occasion.round.span.starts),
            place: occasion.place.clone(),
            state,
            reason: occasion.round.reason.clone(),
            link: format!("{}/rounds/{}", floor.settings.web.public_url.trim_end_matches('/'), occasion.round.id),
        };
        Ok(Claim::Ready((to, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words))| Letter::new(job_id, "round_leaders", to, words));
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
