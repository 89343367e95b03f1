//! The lead's weekly page, the page of a trial's rule, and the decision where a rule has bitten.

pub use decide::decide;
pub use rule::{ask_rule, keep_rule};
pub use week::week;

mod decide;
mod rule;
mod week;

use serde_json::{Value, json};

use super::{
    decide::{Decision, decisions},
    judge::{Verdict, judge},
    measure::{Measure, known, measure_of},
    rule::Rule,
};
use crate::{
    floor::{
        Floor, auth,
        clock::{long_date, long_moment},
        db::Conn,
        error::Result,
        web::{Role, Visitor},
    },
    trial::{
        allocation::trial::Trial,
        uptake::{blur::opens, report::percent},
    },
};

/// Those who look at the week. Each thing on it is told to whoever may see it elsewhere.
pub const WATCH: &[Role] = &[Role::ProgrammeLead, Role::Coordinator, Role::Researcher];
/// Those who decide where a rule has bitten.
pub const DECIDE: &[Role] = &[Role::ProgrammeLead];

/// A trial's rule for a template, as a visitor may see it: `{id, trial, unit, says, stands, figure, on, decisions, may}`, where `stands` is
/// "open", "waits", "held" or "bitten", and "judged" to whoever is told no exact counts: whether one has bitten can hang on one person;
/// none where nobody wrote one.
fn rule_shown(conn: &mut Conn, floor: &Floor, trial: &Trial, visitor: &Visitor) -> Result<Option<Value>> {
    let Some(rule) = Rule::of_trial(conn, &trial.id)? else { return Ok(None) };
    let verdict = judge(conn, floor, trial, &rule)?;
    let says = rule.says(&measure_of(&known(trial), &rule)?);
    let open = opens(conn, trial, visitor)?;
    let (stands, on, figure) = match &verdict {
        Verdict::Open => ("open", None, String::new()),
        Verdict::Waits { on } => ("waits", Some(*on), String::new()),
        Verdict::Judged { on, .. } if !open => ("judged", Some(*on), String::new()),
        Verdict::Judged { on, measure, bitten } => {
            (if *bitten { "bitten" } else { "held" }, Some(*on), figure(measure))
        }
    };
    // That anything was decided says that it has bitten.
    let decided = if open { decisions(conn, &trial.id)? } else { Vec::new() }.into_iter();
    let decided: Vec<Value> = decided.map(|one| decision_shown(conn, &one)).collect();
    Ok(Some(json!({
        "id": trial.id, "trial": trial.name, "unit": trial.scheme.unit().name(), "says": says, "stands": stands,
        "on": on.map(long_date), "figure": figure, "decisions": decided, "may": visitor.is_any(DECIDE),
    })))
}

fn figure(Measure { count, whole, .. }: &Measure) -> String {
    let share = (*whole > 0).then(|| *count as f64 / *whole as f64);
    let share = share.map(|share| format!(" ({})", percent(Some(share)))).unwrap_or_default();
    format!("{count} of {whole}{share}.")
}

fn decision_shown(conn: &mut Conn, decision: &Decision) -> Value {
    json!({
        "when": long_moment(decision.at), "who": auth::name_of(conn, &decision.by),
        "what": format!("decided {}", decision.decided.words()), "why": decision.reason,
    })
}
