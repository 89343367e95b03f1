//! The demo's letters: asked for, written, made, signed, packed and posted, each by the act a page would call.

use std::path::Path;

use super::{
    calendar::{go_to, weekdays},
    cast::{Cast, enter},
    managers::{Habits, Words},
    stage::first_day,
};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        jobs::{Worker, run_until_idle},
        web::{Form, Visitor},
    },
    interventions::letters::{
        ask::ask,
        compose::compose as compose_round,
        fallback::{Fallback, write_instead as write_for},
        feedback::{Team, keep},
        fit::Ruler,
        hold::{Reason, hold},
        pack_letters::{Printed, pack_letters},
        post::post as mark_posted,
        round::{Choices, NewRound, set_up},
        sign::{Signature, sign as sign_letters},
        store,
        take_pack::export_pack,
    },
    trial::{
        allocation::{reveal::reveal, stored::List},
        roster::people,
    },
};

const WORDING: &str = include_str!("../../config/letters/thanks.toml");

/// One round an authority, and its managers asked. Gives the rounds' ids.
pub fn ask_for_lines(
    floor: &Floor,
    worker: &Worker,
    cast: &Cast,
    trial_id: &str,
    names: &[String],
) -> Result<Vec<String>> {
    let wording: toml::Table = toml::from_str(WORDING).map_err(Error::broken)?;
    let word = |key: &str| wording.get(key).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    let rounds = floor.db.write(|conn| {
        let coordinator = enter(conn, floor, &cast.coordinator)?;
        let mut rounds = Vec::new();
        for authority in people::authorities(conn)?.into_iter().filter(|authority| names.contains(&authority.name)) {
            let choices = Choices::of(conn, &coordinator)?;
            let leader = people::leaders(conn, &authority.id)?.into_iter().next();
            let leader = leader.ok_or_else(|| Error::broken("an authority without a leader"))?;
            let form = Form::of(
                [
                    ("name", "Spring letters".to_owned()),
                    ("trial", trial_id.to_owned()),
                    ("authority", authority.id.clone()),
                    ("opening", word("opening")),
                    ("closing", word("closing")),
                    ("sign_off", word("sign_off")),
                    ("signatory", leader.id.clone()),
                    ("signatory_title", "Director of Children’s Services".to_owned()),
                    ("lines_due_on", "2027-03-19".to_owned()),
                    ("post_on", "2027-04-01".to_owned()),
                ]
                .map(|(field, value)| (field.to_owned(), value))
                .to_vec(),
            );
            let new = NewRound::parse(&form, &choices, floor.clock.today())?;
            let id = set_up(conn, floor, &cast.coordinator, new)?;
            let round = store::rounds::one(conn, &id)?;
            ask(conn, floor, &cast.coordinator, &round)?;
            rounds.push(id);
        }
        Ok(rounds)
    })?;
    run_until_idle(worker)?;
    Ok(rounds)
}

/// Twelve weekdays go by. Each manager writes for the whole team on the day that their habit says.
pub fn managers_write(floor: &Floor, worker: &Worker, rounds: &[String], words: &Words, seed: u64) -> Result<()> {
    let ruler = Ruler::new().map_err(Error::broken)?;
    let mut habits = Habits::of(seed);
    let mut plans = Vec::new();
    for round in rounds {
        for manager in floor.db.read(|conn| managers_of(conn, round))? {
            plans.push((round, manager, habits.day()));
        }
    }
    let mut nth = 0;
    for (day, date) in (1..).zip(weekdays(floor.clock.today(), 12)) {
        go_to(floor, worker, date, 11)?;
        for (round, manager, _) in plans.iter().filter(|(_, _, writes)| *writes == Some(day)) {
            nth = floor.db.write(|conn| write_for_team(conn, floor, &ruler, words, round, manager, nth))?;
        }
    }
    Ok(())
}

/// The accounts of a round's managers, by address.
fn managers_of(conn: &mut Conn, round_id: &str) -> Result<Vec<String>> {
    let lines = store::lines::of_round(conn, round_id)?;
    let mut managers: Vec<String> = lines.into_iter().filter_map(|two| two.manager_id).collect();
    managers.sort_unstable();
    managers.dedup();
    let accounts = auth::by_role(conn)?.into_iter().map(|(_, account)| account);
    let mut found: Vec<_> = accounts
        .filter(|account| account.person_id.as_ref().is_some_and(|id| managers.binary_search(id).is_ok()))
        .map(|account| (account.email, account.id))
        .collect();
    found.sort_unstable();
    found.dedup();
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

fn write_for_team(
    conn: &mut Conn,
    floor: &Floor,
    ruler: &Ruler,
    words: &Words,
    round_id: &str,
    account_id: &str,
    mut nth: usize,
) -> Result<usize> {
    let manager = enter(conn, floor, account_id)?;
    let team = Team::of(conn, &manager, round_id, None)?;
    let mut fields = Vec::new();
    for member in &team.members {
        let [first, second] = words.of(nth, member.person.names.known_as());
        fields.push((format!("first.{}", member.person.id), first));
        fields.push((format!("second.{}", member.person.id), second));
        nth += 1;
    }
    keep(conn, floor, ruler, &manager, &team, &Form::of(fields))?;
    Ok(nth)
}

/// After the deadline the coordinator writes for all but two of those who are still waiting.
pub fn write_instead(floor: &Floor, cast: &Cast, rounds: &[String], words: &Words) -> Result<()> {
    let ruler = Ruler::new().map_err(Error::broken)?;
    floor.db.write(|conn| {
        let mut outstanding = Vec::new();
        for round_id in rounds {
            let round = store::rounds::one(conn, round_id)?;
            for two in store::lines::of_round(conn, round_id)? {
                if !two.lines.are_in() {
                    let person = people::person(conn, &two.person_id)?;
                    outstanding.push((
                        person.authority.clone(),
                        person.reference.to_string(),
                        round.clone(),
                        two,
                        person,
                    ));
                }
            }
        }
        outstanding.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        for (_, _, round, two, person) in outstanding.into_iter().skip(2) {
            let [first, second] = words.instead(person.names.known_as());
            let reason = "The manager was away, and the team spoke for them.".to_owned();
            let fields = [("first", first), ("second", second), ("reason", reason)];
            let form = Form::of(fields.map(|(field, value)| (field.to_owned(), value)).to_vec());
            let fallback = Fallback::parse(&form, &ruler)?;
            write_for(conn, floor, &cast.coordinator, &round, &two.id, &fallback)?;
        }
        Ok(())
    })
}

/// The list is shown to the programme lead, and the letters are made.
pub fn compose(floor: &Floor, worker: &Worker, cast: &Cast, trial_id: &str, rounds: &[String]) -> Result<()> {
    floor.db.write(|conn| {
        let list = List::live(conn, trial_id)?.ok_or_else(|| Error::broken("the live list is gone"))?;
        reveal(conn, floor, &cast.lead, &list.id, "The letters are to be made.")?;
        rounds.iter().try_for_each(|round| compose_round(conn, floor, &cast.coordinator, round).map(drop))
    })?;
    run_until_idle(worker)?;
    Ok(())
}

/// Each leader holds the first letter of the first round back, and signs the rest.
pub fn sign(floor: &Floor, worker: &Worker, rounds: &[String]) -> Result<()> {
    for (nth, round_id) in rounds.iter().enumerate() {
        floor.db.write(|conn| {
            let leader = leader_of(conn, floor, round_id)?;
            let mut ready = ready(conn, round_id)?;
            if nth == 0 && !ready.is_empty() {
                let (held, _) = ready.remove(0);
                let why = Reason::parse("reason", "I know this person, and would like to write by hand.")?;
                hold(conn, floor, &leader, round_id, &held, &why)?;
            }
            let mut fields: Vec<_> =
                ready.into_iter().map(|(id, hash)| ("shown".to_owned(), format!("{id}:{hash}"))).collect();
            fields.push(("signature".to_owned(), leader.name.clone()));
            let signature = Signature::parse(&Form::of(fields), &floor.settings.letters.sign_with, &leader)?;
            sign_letters(conn, floor, &Default::default(), &leader, round_id, signature)
        })?;
    }
    run_until_idle(worker)?;
    Ok(())
}

fn leader_of(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<Visitor> {
    let round = store::rounds::one(conn, round_id)?;
    let accounts = auth::by_role(conn)?.into_iter().map(|(_, account)| account);
    let account = accounts.into_iter().find(|account| account.person_id.as_deref() == Some(&round.signatory_id));
    let account = account.ok_or_else(|| Error::broken("the signatory has no account"))?;
    enter(conn, floor, &account.id)
}

/// Letters to be read, each with the hash of its words, by staff reference.
fn ready(conn: &mut Conn, round_id: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for letter in store::road::of_round(conn, round_id)? {
        if let (true, Some(hash)) = (letter.state.name() == "ready", letter.words_sha256) {
            let person = people::person(conn, &letter.person_id)?;
            found.push((person.reference.to_string(), letter.id, hash));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, id, hash)| (id, hash)).collect())
}

/// One pack a round. Gives round and pack ids.
pub fn pack(floor: &Floor, worker: &Worker, cast: &Cast, rounds: &[String]) -> Result<Vec<(String, String)>> {
    let packs =
        rounds.iter().map(|round| Ok((round.clone(), pack_letters(floor, &cast.coordinator, round, Printed::Signed)?)));
    let packs = packs.collect::<Result<Vec<_>>>()?;
    run_until_idle(worker)?;
    Ok(packs)
}

/// The treated arm's letters, a PDF each, into `dir`; how many.
pub fn export(floor: &Floor, cast: &Cast, rounds: &[String], dir: &Path) -> Result<usize> {
    let mut count = 0;
    for round in rounds {
        let name = floor.db.read(|conn| {
            let round = store::rounds::one(conn, round)?;
            let all = people::authorities(conn)?;
            Ok(all.into_iter().find(|a| a.id == round.authority_id).map(|a| a.name).unwrap_or_default())
        })?;
        count += export_pack(floor, round, &dir.join(name), &cast.coordinator, "The demo puts its letters on show.")?;
    }
    Ok(count)
}

pub fn post(floor: &Floor, cast: &Cast, packs: &[(String, String)]) -> Result<()> {
    let on = first_day() + chrono::TimeDelta::days(31);
    floor.db.write(|conn| {
        for (round, pack) in packs {
            let (round, pack) = (store::rounds::one(conn, round)?, store::packs::one(conn, pack)?);
            mark_posted(conn, floor, &cast.coordinator, &round, &pack, on)?;
        }
        Ok(())
    })
}
