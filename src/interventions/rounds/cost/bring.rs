//! Costs come in from a file: all of it or nothing, as amounts that somebody else worked out. The same file twice changes
//! nothing.

use std::collections::HashMap;

use super::{
    line::{CostLine, Heading, How, Of},
    money::Pence,
    sheet::{GivenRow, read},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        one_line::one_line,
    },
    interventions::rounds::store,
    trial::roster::{person::Problem, small_sheet::Fault},
};

/// The longest name of a source, in characters.
const LONGEST: usize = 200;

/// What bringing a file in does, in authorities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    pub new: usize,
    pub known: usize,
    pub changed: usize,
}

impl std::fmt::Display for Brought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} new, {} known already", self.new, self.known)?;
        if self.changed > 0 { write!(f, ", {} changed", self.changed) } else { Ok(()) }
    }
}

/// What a file would change, before anything is.
#[derive(Debug, Clone)]
pub struct Plan {
    source: String,
    counts: Brought,
    /// Whether what is on record of the source goes first.
    replaces: bool,
    add: Vec<GivenRow>,
}

/// Reads a file and compares it with what is on record under the name of where its figures are from. Figures that differ are a
/// fault, unless the file is to take the place of what is on record.
///
/// # Errors
/// `Invalid`, for a source without a name. Inside: all that is wrong with the file, by row.
pub fn compare(
    conn: &mut Conn,
    source: &str,
    file: &[u8],
    replace: bool,
) -> Result<std::result::Result<Plan, Vec<Fault>>> {
    let source = one_line(source);
    if source.is_empty() || source.chars().count() > LONGEST {
        let says = format!("Say where the figures are from, in {LONGEST} letters at most.");
        return Err(Error::invalid("source", says));
    }
    let rows = match read(file) {
        Ok(rows) => rows,
        Err(faults) => return Ok(Err(faults)),
    };
    let known = known(conn, &source)?;
    let faults: Vec<Fault> = rows.iter().filter(|_| !replace).flat_map(|row| differs(row, &known)).collect();
    Ok(if faults.is_empty() { Ok(plan(source, rows, &known, replace)) } else { Err(faults) })
}

fn plan(source: String, rows: Vec<GivenRow>, known: &Known, replace: bool) -> Plan {
    let mut counts = Brought::default();
    let is_known = |row: &GivenRow| known.contains_key(&(row.label.clone(), Heading::Panel));
    for row in &rows {
        match (is_known(row), differs(row, known).is_empty()) {
            (false, _) => counts.new += 1,
            (true, true) => counts.known += 1,
            (true, false) => counts.changed += 1,
        }
    }
    let gone = known.keys().any(|(label, _)| !rows.iter().any(|row| row.label == *label));
    let replaces = replace && (gone || counts.changed > 0);
    let add = rows.into_iter().filter(|row| replaces || !is_known(row)).collect();
    Plan { source, counts, replaces, add }
}

impl Plan {
    /// What it comes to.
    #[must_use]
    pub fn counts(&self) -> Brought {
        self.counts
    }

    /// Does it. To be called inside the writing transaction that compared.
    pub fn keep(self, conn: &mut Conn, floor: &Floor, actor: &str) -> Result<Brought> {
        if self.replaces {
            store::costs::forget(conn, &self.source)?;
        }
        for row in &self.add {
            add(conn, floor, actor, &self.source, row)?;
        }
        if self.replaces || !self.add.is_empty() {
            let act = Act::new(actor, "rounds.costs_brought", &self.source).because(self.counts.to_string());
            audit::write(conn, floor.clock.now(), &act)?;
        }
        Ok(self.counts)
    }
}

/// Brings a file in. To be called inside one writing transaction.
pub fn bring_costs(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    source: &str,
    file: &[u8],
    replace: bool,
) -> Result<std::result::Result<Brought, Vec<Fault>>> {
    match compare(conn, source, file, replace)? {
        Err(faults) => Ok(Err(faults)),
        Ok(plan) => plan.keep(conn, floor, actor).map(Ok),
    }
}

/// What is on record of a source, by whose it is and under which heading.
type Known = HashMap<(String, Heading), Pence>;

fn known(conn: &mut Conn, source: &str) -> Result<Known> {
    let lines = store::costs::given(conn)?.into_iter();
    Ok(lines
        .filter_map(|line| match &line.of {
            Of::Given { source: from, label } if from == source => Some(((label.clone(), line.heading), line.pence())),
            _ => None,
        })
        .collect())
}

fn differs(row: &GivenRow, known: &Known) -> Vec<Fault> {
    let differs = |(heading, pence): &(Heading, Pence)| {
        let before = known.get(&(row.label.clone(), *heading))?;
        (before != pence).then(|| Fault {
            row: Some(row.number),
            column: heading.name(),
            cell: pence.to_string(),
            problem: Problem::new(
                format!("{before} is on record for this."),
                "Look for a slip; or say that this file takes the place of what is on record.",
            ),
        })
    };
    row.amounts.iter().filter_map(differs).collect()
}

fn add(conn: &mut Conn, floor: &Floor, actor: &str, source: &str, row: &GivenRow) -> Result<()> {
    for (heading, pence) in row.amounts {
        let line = CostLine {
            id: floor.ids.next(),
            of: Of::Given { source: source.to_owned(), label: row.label.clone() },
            heading,
            what: heading.words().to_owned(),
            how: How::Amount(pence),
            proposal: None,
            noted_by: actor.to_owned(),
            noted_at: floor.clock.now(),
        };
        store::costs::add(conn, &line)?;
    }
    Ok(())
}
