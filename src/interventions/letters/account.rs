//! What letters tell of a trial for the account of what was delivered: the wording of each round by its hash, who signs, who posts, and
//! when. Nobody's name is in it.

use super::{
    carrier::Carrier,
    letter::Language,
    store::{self, rounds::Round},
    ways::Ways,
    words::Words,
};
use crate::{
    floor::{Floor, clock::long_date, db::Conn, error::Result, seal::sha256},
    trial::{
        delivery::told::{Heading, Told},
        roster::people::authorities,
    },
};

/// What is known of the rounds of a trial. A letter of each round is meant for each person of its authority.
pub fn account(conn: &mut Conn, _: &Floor, trial_id: &str) -> Result<Told> {
    let mut rounds = store::rounds::all(conn)?;
    rounds.retain(|round| round.trial_id == trial_id);
    rounds.sort_by(|a, b| (a.made_at, &a.name, &a.authority_id).cmp(&(b.made_at, &b.name, &b.authority_id)));
    let mut told = Told::default();
    if rounds.is_empty() {
        return Ok(told);
    }
    told.fact(
        Heading::How,
        "A letter on paper to the person’s home address, with two lines about them and words that all letters of a round share.",
    );
    let authorities = authorities(conn)?;
    for round in &rounds {
        let authority = authorities.iter().find(|one| one.id == round.authority_id).map_or("", |one| one.name.as_str());
        *told.each.entry(authority.to_owned()).or_default() += 1;
        facts(&mut told, round, authority);
        let welsh = store::texts::one(conn, &round.id, Language::Welsh)?;
        let wording =
            |language: &str, words: &Words| format!("Round “{}”: {language} wording {}.", round.name, version(words));
        told.fact(Heading::Materials, wording("English", &Words::of(round)));
        if let Some(words) = welsh {
            told.fact(Heading::Materials, wording("Welsh", &words));
            told.fact(Heading::Tailoring, format!("Round “{}”: in Welsh for whoever asks for it.", round.name));
        }
    }
    told.fact(Heading::Tailoring, "Two lines about each person, by their team manager or whoever writes for them.");
    Ok(told)
}

/// Lines are asked of everyone in an authority, whatever their arm, so that a round of letters tells nobody's.
fn facts(told: &mut Told, round: &Round, authority: &str) {
    let Round { name, signatory_title, lines_due_on, post_on, .. } = round;
    told.fact(Heading::Who, format!("Round “{name}”: signed by {signatory_title}."));
    let ways = Ways::read(&round.fallbacks).names().join(", ");
    if !ways.is_empty() {
        told.fact(Heading::Procedures, format!("Round “{name}”: where two lines do not come: {ways}."));
    }
    let posts = match Carrier::parse(&round.carrier) {
        Some(Carrier::Notify) => "printed and posted by GOV.UK Notify",
        _ => "printed and posted by the authority",
    };
    told.fact(Heading::How, format!("Round “{name}”: {posts}."));
    told.fact(Heading::Where, format!("Round “{name}”: {authority}."));
    let (due, post) = (long_date(*lines_due_on), long_date(*post_on));
    told.fact(Heading::WhenAndHowMuch, format!("Round “{name}”: once; two lines by {due}, to be posted on {post}."));
}

/// What tells one wording from another: the start of its SHA-256.
fn version(words: &Words) -> String {
    let all =
        [&words.opening, &words.closing, &words.sign_off, &words.signatory_title].map(String::as_str).join("\n\n");
    sha256(all.as_bytes()).chars().take(12).collect()
}
