//! What waits for a senior leader on the first page: each round with letters to read and sign.

use crate::{
    floor::{Floor, auth::Wait, clock::long_date, db::Conn, error::Result, web::Visitor},
    interventions::letters::{sign::SIGN, state::State, store},
};

/// Rounds that wait for the visitor's signature, those posted soonest first.
pub fn waits_to_sign(_: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    if !visitor.is_any(SIGN) {
        return Ok(Vec::new());
    }
    let ids = store::road::rounds_at(conn, State::Ready)?;
    let mut rounds = ids.iter().map(|id| store::rounds::one(conn, id)).collect::<Result<Vec<_>>>()?;
    rounds.retain(|round| visitor.reaches(SIGN, &round.authority_id));
    rounds.sort_by(|a, b| (a.post_on, &a.id).cmp(&(b.post_on, &b.id)));
    let wait = |round: store::rounds::Round| Wait {
        title: format!("Letters to read and sign: {}", round.name),
        href: format!("/letters/rounds/{}/sign", round.id),
        kind: "waiting",
        word: "Waiting".into(),
        note: Some(format!("To be posted on {}.", long_date(round.post_on))),
    };
    Ok(rounds.into_iter().map(wait).collect())
}
