//! What waits for whoever writes lines on the first page: each page that is in their hands and not yet full.

use chrono::NaiveDate;

use crate::{
    floor::{
        Floor,
        auth::Wait,
        clock::long_date,
        db::Conn,
        error::Result,
        web::{Role, Visitor},
    },
    interventions::letters::{mailing::Post, remind::owing, store},
};

const OWN: &str = "Two lines for each of your team";
const HANDED: &str = "Two lines for each of a team that was handed on to you";

/// Pages that wait for the visitor's lines, soonest first.
pub fn waits(_: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    let Some(person_id) = visitor.person_id.as_deref().filter(|_| visitor.is(Role::TeamManager)) else {
        return Ok(Vec::new());
    };
    let mut rounds = Vec::new();
    for id in store::lines::rounds_owed_by(conn, person_id)? {
        rounds.push(store::rounds::one(conn, &id)?);
    }
    for hand in store::hands::held_by(conn, person_id)? {
        rounds.push(store::rounds::one(conn, &hand.round_id)?);
    }
    let mut waits = Vec::new();
    for round in rounds {
        let owing = owing(conn, &round)?.into_iter().filter(|post| post.person_id() == person_id);
        waits.extend(owing.map(|post| (round.lines_due_on, post)));
    }
    waits.sort_by_key(|(due, post)| (*due, post.row()));
    waits.dedup_by_key(|(_, post)| post.row());
    let wait = |(due, post): (NaiveDate, Post)| Wait {
        title: if post.writer_id.is_some() { HANDED } else { OWN }.into(),
        href: post.page(),
        kind: "waiting",
        word: "Waiting".into(),
        note: Some(format!("Open until {}.", long_date(due))),
    };
    Ok(waits.into_iter().map(wait).collect())
}
