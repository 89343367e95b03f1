//! Every round that the visitor runs.

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;

use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Page, Visitor},
    },
    interventions::letters::{counts::Counts, round::RUN, store, store::rounds::Round},
    trial::{allocation::trial::Trial, roster::people},
};

#[derive(Debug, Serialize)]
struct Line {
    #[serde(flatten)]
    round: Round,
    authority: String,
    /// With its unit.
    trial: String,
    #[serde(flatten)]
    counts: Counts,
}

/// GET /letters/rounds
pub async fn show_rounds(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    let found = floor.db.reading(move |conn| {
        let authorities = people::authorities(conn)?;
        let mut found = Vec::new();
        for round in store::rounds::all(conn)? {
            let authority = authorities.iter().find(|authority| authority.id == round.authority_id);
            if let Some(authority) = authority.filter(|authority| visitor.reaches(RUN, &authority.id)) {
                let counts = Counts::of(&store::lines::of_round(conn, &round.id)?);
                let trial = Trial::find(conn, &round.trial_id)?.with_unit();
                found.push(Line { round, authority: authority.name.clone(), trial, counts });
            }
        }
        Ok(found)
    });
    page.put("rounds", &found.await?).put("may_make", &true).show("letters/rounds.html", "Letters")
}
