//! The road of one person's letters, for their page: what happened, when, by whom and why. Whoever may not see the arms reads
//! of the lines, which are asked for everyone, and no further.

use super::{
    round::RUN,
    store::{self, road::OnRoad, rounds::Round},
};
use crate::{
    floor::{
        audit,
        auth::{self, Passage, Road},
        db::Conn,
        error::Result,
        web::Visitor,
    },
    trial::uptake::{
        record::Happened,
        told::{self, Arms},
    },
};

/// The person's letters in rounds that the visitor runs, the newest round first.
pub fn of_person(conn: &mut Conn, visitor: &Visitor, person_id: &str) -> Result<Vec<Road>> {
    let arms = Arms::seen_by(conn, &visitor.account_id, person_id)?;
    let mut roads = Vec::new();
    for letter in store::road::of_person(conn, person_id)? {
        let round = store::rounds::one(conn, &letter.round_id)?;
        let road = road(conn, &round, &letter, &arms)?;
        // An empty one would tell of a letter that somebody was owed and never asked about.
        if visitor.reaches(RUN, &round.authority_id) && !road.passages.is_empty() {
            roads.push((round.made_at, road));
        }
    }
    roads.sort_by(|(one, a), (other, b)| (other, &a.title).cmp(&(one, &b.title)));
    Ok(roads.into_iter().map(|(_, road)| road).collect())
}

fn road(conn: &mut Conn, round: &Round, letter: &OnRoad, arms: &Arms) -> Result<Road> {
    let seen = arms.has(&round.trial_id);
    let href = seen.then(|| format!("/letters/rounds/{}/letters/{}", round.id, letter.id));
    let mut passages = happened(conn, round, letter, arms)?;
    if seen {
        passages.extend(done(conn, letter)?);
    }
    passages.sort_by_key(|passage| std::cmp::Reverse(passage.at));
    Ok(Road { title: round.name.clone(), href, passages })
}

/// What is on record of the letter.
fn happened(conn: &mut Conn, round: &Round, letter: &OnRoad, arms: &Arms) -> Result<Vec<Passage>> {
    let mut events = told::events(conn, &letter.person_id, arms)?;
    events.retain(|one| one.about == round.trial_id && one.occasion.split('/').next() == Some(&round.id));
    let passage = |one: Happened| Passage {
        at: one.at,
        who: one.event.caused_by().into(),
        what: one.event.meaning().into(),
        why: one.detail,
    };
    Ok(events.into_iter().map(passage).collect())
}

/// Who did what with the letter, and why.
fn done(conn: &mut Conn, letter: &OnRoad) -> Result<Vec<Passage>> {
    let mut passages = Vec::new();
    for entry in audit::history(conn, &letter.id)? {
        let who = auth::name_of(conn, &entry.actor);
        passages.push(Passage { at: entry.at, who, what: entry.act, why: entry.detail });
    }
    Ok(passages)
}
