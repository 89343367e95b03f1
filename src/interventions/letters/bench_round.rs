//! How many letters a second come out of a round that was signed: the worker's own road, from the claim to the settling,
//! on made-up people who each get a different letter.

use std::time::Instant;

use serde::Serialize;

use super::{
    ask::ask,
    compose::compose,
    from::From,
    paper::Papers,
    round::Round,
    sample,
    sign::{Signature, sign},
    state::{Lines, State},
    store,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        jobs::{Worker, run_until_idle},
        web::{Form, Grant, Role, Visitor},
    },
    trial::{
        allocation::{
            allocate::{Order, allocate},
            lock::lock,
            reveal::reveal,
            scheme::Mode,
            set_up as trials, sight,
            trial::Trial,
        },
        roster::{made_up, people},
    },
};

const WHO: &str = "bench";

/// What was measured. Setting up (import, lines, compose, sign) is not in it.
#[derive(Debug, Clone, Serialize)]
pub struct RoundBench {
    pub n: usize,
    pub letters_per_s: f64,
    /// From the first claim to the last settling.
    pub wall_s: f64,
    pub setting_up_s: f64,
}

/// Takes `n` made-up people along the whole road and measures the printing. `floor` is to be empty.
pub fn round(floor: &Floor, worker: &Worker, n: usize) -> Result<RoundBench> {
    let begun = Instant::now();
    let rounds = set_up(floor, n)?;
    run_until_idle(worker)?;
    for round in &rounds {
        floor.db.write(|conn| compose(conn, floor, WHO, &round.id))?;
    }
    run_until_idle(worker)?;
    for round in &rounds {
        floor.db.write(|conn| sign_all(conn, floor, round))?;
    }
    let setting_up_s = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    run_until_idle(worker)?;
    let wall_s = begun.elapsed().as_secs_f64();
    let printed = floor.db.read(|conn| printed(conn, &rounds))?;
    if printed != n {
        return Err(Error::broken(format!("{printed} of {n} letters were printed")));
    }
    Ok(RoundBench { n, letters_per_s: n as f64 / wall_s, wall_s, setting_up_s })
}

/// Brings in `n` made-up people, all of them allocated a letter, with a round for each authority and its lines given.
pub fn set_up(floor: &Floor, n: usize) -> Result<Vec<Round>> {
    floor.db.write(|conn| bring_in(conn, floor, n))?;
    floor.db.write(|conn| set_up_rounds(conn, floor))
}

/// People, a one-arm trial and its list.
fn bring_in(conn: &mut Conn, floor: &Floor, n: usize) -> Result<()> {
    made_up::bring_in(conn, floor, WHO, &made_up::Plan::of(n))?;
    let plan = trials::Plan::parse(&trials::Typed {
        name: "Bench".into(),
        intervention: "letters".into(),
        unit: "person".into(),
        arms: vec![("letter".into(), "1".into(), true)],
        ..trials::Typed::default()
    })?;
    let trial_id = trials::set_up(conn, floor, WHO, &plan)?;
    let trial = Trial::find(conn, &trial_id)?;
    let order = Order { mode: Mode::Live, seed: Some([1; 32].into()), households_known: true };
    let drawn = allocate(conn, floor, WHO, &trial, &order)?;
    lock(conn, floor, "bench, second", &trial_id)?;
    sight::give(conn, floor, "somebody else", &trial_id, WHO)?;
    reveal(conn, floor, WHO, &drawn.list_id, "to make the letters").map(drop)
}

/// A round for each authority, its lines asked for and given.
fn set_up_rounds(conn: &mut Conn, floor: &Floor) -> Result<Vec<Round>> {
    let trial = Trial::named(conn, "Bench")?;
    let mut rounds = Vec::new();
    for authority in people::authorities(conn)? {
        let leaders = people::leaders(conn, &authority.id)?;
        let leader = leaders.first().ok_or_else(|| Error::broken("an authority without a leader"))?;
        let round = made_up_round(floor, &trial.id, &authority.id, &leader.id);
        store::rounds::add(conn, &round)?;
        ask(conn, floor, WHO, &round)?;
        for (at, letter) in store::road::of_round(conn, &round.id)?.into_iter().enumerate() {
            let lines = sample::letter(at).lines;
            store::lines::put(conn, &letter.id, &lines, Lines::Given, From::Manager, WHO, floor.clock.now())?;
        }
        rounds.push(round);
    }
    Ok(rounds)
}

fn made_up_round(floor: &Floor, trial_id: &str, authority_id: &str, signatory_id: &str) -> Round {
    let (words, today) = (sample::wording(), floor.clock.today());
    Round {
        id: floor.ids.next(),
        trial_id: trial_id.to_owned(),
        authority_id: authority_id.to_owned(),
        name: "Bench".into(),
        opening: words.opening.join("\n\n"),
        closing: words.closing.join("\n\n"),
        sign_off: words.sign_off,
        signatory_id: signatory_id.to_owned(),
        signatory_title: words.signatory_title,
        lines_due_on: today,
        post_on: today,
        made_by: WHO.into(),
        made_at: floor.clock.now(),
        asked_at: None,
        composed_at: None,
        deputy_id: None,
        carrier: "print_room".into(),
        fallbacks: String::new(),
    }
}

/// Signs every letter of a round that is ready.
pub fn sign_all(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<()> {
    let leader = Visitor {
        account_id: WHO.into(),
        name: WHO.into(),
        person_id: Some(round.signatory_id.clone()),
        grants: vec![Grant { role: Role::SeniorLeader, authority_id: None }],
        session_id: String::new(),
        scope: String::new(),
        opened_at: floor.clock.now(),
        csrf: String::new(),
    };
    let mut fields = vec![("signature".to_owned(), sample::signature().name)];
    for letter in store::road::of_round(conn, &round.id)? {
        fields.push(("shown".into(), format!("{}:{}", letter.id, letter.words_sha256.unwrap_or_default())));
    }
    let signature = Signature::parse(&Form::of(fields), &floor.settings.letters.sign_with, &leader)?;
    sign(conn, floor, &Papers::default(), &leader, &round.id, signature).map(drop)
}

fn printed(conn: &mut Conn, rounds: &[Round]) -> Result<usize> {
    rounds.iter().try_fold(0, |sum, round| {
        let letters = store::road::of_round(conn, &round.id)?;
        Ok(sum + letters.iter().filter(|letter| letter.state == State::Printed).count())
    })
}
