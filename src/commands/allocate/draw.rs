//! The draw itself: printed and not kept, or kept and, if it is live, not printed.

use std::process::ExitCode;

use super::{ACTOR, Words};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::allocation::{
        allocate::{self, Drawn, Order},
        list::to_csv,
        prospect::{Prospect, prospect},
        scheme::{Mode, Unfit},
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
        (live, _, seed) => {
            let mode = if live { Mode::Live } else { Mode::Practice };
            keep(floor, name, &Order { mode, seed, households_known: words.households_known })
        }
    }
}

fn print_only(floor: &Floor, name: &str, seed: &Seed) -> Result<ExitCode> {
    let rows = floor.db.read(|conn| {
        let trial = Trial::named(conn, name)?;
        allocate::draw_only(conn, floor, &trial, seed)
    })?;
    print!("{}", to_csv(&rows));
    Ok(ExitCode::SUCCESS)
}

fn keep(floor: &Floor, name: &str, order: &Order) -> Result<ExitCode> {
    let (prospect, drawn) = floor.db.write(|conn| {
        let trial = Trial::named(conn, name)?;
        let prospect = prospect(conn, floor, &trial)?;
        warn_of_homes(&prospect);
        Ok((prospect, allocate::allocate(conn, floor, ACTOR, &trial, order)?))
    })?;
    say_what_was_drawn(&prospect, &drawn, order.mode);
    if drawn.shows_others {
        eprintln!("It was drawn within the arms of another trial, and so is not printed.");
    } else if order.mode == Mode::Practice {
        print!("{}", to_csv(&drawn.rows));
    }
    Ok(ExitCode::SUCCESS)
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
    let (rows, people) = (drawn.rows.len(), drawn.people);
    let digest = if drawn.shows_others { String::new() } else { format!(", SHA-256 {}", drawn.sha256) };
    eprintln!("Drew the {mode} list {}: {rows} rows, {people} people{digest}.", drawn.list_id);
}
