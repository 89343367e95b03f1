//! The draw itself: printed and not kept, or kept and, if it is live, not printed.

use std::process::ExitCode;

use super::{ACTOR, Words, whose::account_with};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::allocation::{
        allocate::{self, Drawn, Order},
        given::Given,
        list::to_csv,
        pages::RESEARCH,
        preview::preview,
        prospect::{Prospect, prospect},
        scheme::{Mode, Unfit, Unit},
        seed::Seed,
        trial::Trial,
    },
};

pub(super) fn draw(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let unread = |unfit: Unfit| Error::invalid("seed", unfit.to_string());
    let seed = words.seed.as_deref().map(str::parse::<Seed>).transpose().map_err(unread)?;
    let name = words.trial.as_deref().unwrap_or_default();
    match (words.live, words.practice, seed) {
        (false, false, Some(seed)) => print_only(floor, name, &seed),
        (false, false, None) => Err(Error::invalid("seed", "Give a seed, or say --practice or --live.")),
        (true, _, seed) => {
            let because = words.seed_because.as_deref().unwrap_or_default();
            let seed = seed.map(|seed| Given::parse(seed, because)).transpose()?;
            keep(floor, words, name, &Order { mode: Mode::Live, seed, households_known: words.households_known })
        }
        (false, true, seed) => {
            let seed = seed.map(Given::to_practise);
            keep(floor, words, name, &Order { mode: Mode::Practice, seed, households_known: words.households_known })
        }
    }
}

fn print_only(floor: &Floor, name: &str, seed: &Seed) -> Result<ExitCode> {
    let (unit, rows) = floor.db.write(|conn| {
        let trial = Trial::named(conn, name)?;
        Ok((trial.scheme.unit(), preview(conn, floor, ACTOR, &trial, seed)?))
    })?;
    say_unit(unit);
    print!("{}", to_csv(&rows));
    Ok(ExitCode::SUCCESS)
}

fn keep(floor: &Floor, words: &Words, name: &str, order: &Order) -> Result<ExitCode> {
    let (unit, prospect, drawn) = floor.db.write(|conn| {
        let trial = Trial::named(conn, name)?;
        let actor = actor(conn, floor, words, &trial)?;
        let prospect = prospect(conn, floor, &trial)?;
        warn_of_homes(&prospect);
        Ok((trial.scheme.unit(), prospect, allocate::allocate(conn, floor, &actor, &trial, order)?))
    })?;
    say_unit(unit);
    say_what_was_drawn(&prospect, &drawn, order.mode);
    if drawn.shows_others {
        eprintln!("It was drawn within the arms of another trial, and so is not printed.");
    } else if order.mode == Mode::Practice {
        print!("{}", to_csv(&drawn.rows));
    }
    Ok(ExitCode::SUCCESS)
}

/// Who draws it. Whoever drew a live list does not lock it, so it has to be known who that was.
fn actor(conn: &mut Conn, floor: &Floor, words: &Words, trial: &Trial) -> Result<String> {
    match &words.as_account {
        Some(email) => account_with(conn, floor, email, RESEARCH, trial),
        None if words.live => {
            let says = "Name the account of whoever draws the live list with --as: somebody else locks it.";
            Err(Error::invalid("as", says))
        }
        None => Ok(ACTOR.to_owned()),
    }
}

/// Beside the list, never in it: the list is what is sealed, to the byte.
fn say_unit(unit: Unit) {
    eprintln!("Unit of allocation: {unit}.");
}

fn warn_of_homes(prospect: &Prospect) {
    if !prospect.apart.is_empty() {
        eprintln!("Pairs who share a home and could land in different arms: {}.", prospect.apart.len());
    }
    for [(authority, one), (_, other)] in &prospect.apart {
        eprintln!("  {authority}: {one} and {other}");
    }
}

fn say_what_was_drawn(prospect: &Prospect, drawn: &Drawn, mode: Mode) {
    eprintln!("{} people looked at, {} in the frame.", prospect.frame.assessed, prospect.frame.members.len());
    for (why, count) in &prospect.frame.excluded {
        eprintln!("  left out: {count} who {}", why.words());
    }
    let whole = prospect.frame.units_left_out();
    if whole > 0 {
        eprintln!("  units left out whole: {whole}");
    }
    let (rows, people) = (drawn.rows.len(), drawn.people);
    // Of a live list of a few units whoever has the digest could work out the arms.
    let shown = mode == Mode::Practice && !drawn.shows_others;
    let digest = if shown { format!(", SHA-256 {}", drawn.sha256) } else { String::new() };
    eprintln!("Drew the {mode} list {}: {rows} rows, {people} people{digest}.", drawn.list_id);
}
