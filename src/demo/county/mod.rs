//! One county with everything: its people are randomised to letters and, within the arms of those, to half hours; its buildings all have
//! coffee and tea, its teams all have Rounds; two surveys ask how they are, and an extract says who was away. Its days are those of the
//! replays beside it.

mod extract;
mod survey;

use super::{
    cast::Cast,
    trial::{bring_in, draw_and_lock, randomise_so, seeded},
};
use crate::{
    floor::{Floor, error::Result, jobs::Worker},
    trial::{
        allocation::{
            pair::say,
            seed::Seed,
            set_up::{Plan, Typed, set_up},
            sight,
            trial::Trial,
        },
        roster::made_up::Plan as MadeUp,
    },
};

/// What it is called.
pub const NAME: &str = "Withymarsh";

/// Its trials, as far as they are set up.
#[derive(Debug, Clone)]
pub struct County {
    pub letters: String,
    seed: u64,
}

impl County {
    /// Its people come in, and are randomised to letters.
    pub fn begin(floor: &Floor, cast: &Cast, seed: u64) -> Result<Self> {
        bring_in(floor, cast, seed + 90, &[MadeUp::with_others(NAME, 88, 24)])?;
        let typed = Typed { arms: against_usual("letter"), ..typed("letters", "letters", "person") };
        let letters = randomise_so(floor, cast, &typed, seeded("county letters", seed)?)?;
        floor.db.write(|conn| sight::give(conn, floor, &cast.researcher, &letters, &cast.lead))?;
        Ok(Self { letters, seed })
    }

    /// Half hours, drawn within the arms of the letters; the trial's id.
    pub fn half_hours(&self, floor: &Floor, cast: &Cast) -> Result<String> {
        let typed = Typed { arms: against_usual("course"), ..typed("half hours", "goals", "person") };
        let why = "Whoever had a letter is to be in each arm of the half hours as often as not.";
        beside(floor, cast, &typed, (&self.letters, "stratify", why), seeded("county goals", self.seed)?)
    }

    /// Coffee and tea in every building: nobody is compared; the trial's id.
    pub fn cups(&self, floor: &Floor, cast: &Cast) -> Result<String> {
        let typed = Typed { arms: for_all("coffee and tea"), ..typed("coffee and tea", "tokens", "site") };
        randomise_so(floor, cast, &typed, seeded("county tokens", self.seed)?)
    }

    /// Rounds for every team, managers with theirs, in buildings with coffee and tea; the trial's id.
    pub fn rounds(&self, floor: &Floor, cast: &Cast, cups: &str) -> Result<String> {
        let roles = ["social worker", "family support worker", "team manager"].map(str::to_owned).to_vec();
        let typed = Typed { arms: for_all("rounds"), roles, ..typed("Rounds", "rounds", "team") };
        let why = "Everybody has both: nobody is compared.";
        beside(floor, cast, &typed, (cups, "allow", why), seeded("county rounds", self.seed)?)
    }

    /// Asks everybody before the letters; the survey's id.
    pub fn ask_before(&self, floor: &Floor, cast: &Cast) -> Result<String> {
        survey::launch(floor, cast, &self.letters, "Before", 17, &["ons4"])
    }

    /// Many answer the survey before the letters.
    pub fn answer_before(&self, floor: &Floor, wave_id: &str) -> Result<()> {
        survey::answer(floor, wave_id, self.seed, 0)
    }

    /// Asks again after all of it, brings in who was away meanwhile, and ends the trial of letters.
    pub fn end(&self, floor: &Floor, worker: &Worker, cast: &Cast) -> Result<()> {
        let wave_id = survey::launch(floor, cast, &self.letters, "After", 7, &["ons4", "reached"])?;
        super::calendar::go_to(floor, worker, floor.clock.today() + chrono::TimeDelta::days(3), 11)?;
        survey::answer(floor, &wave_id, self.seed + 1, 1)?;
        extract::bring_in(floor, cast, &self.letters, self.seed)?;
        floor.db.write(|conn| {
            let why = "The letters and the half hours are over, and all have been asked.";
            crate::trial::allocation::end::end(conn, floor, &cast.researcher, &self.letters, why)
        })
    }
}

/// Draws a trial among people who are in another, saying first what holds for the two.
fn beside(
    floor: &Floor,
    cast: &Cast,
    typed: &Typed,
    (other, rule, why): (&str, &str, &str),
    seed: Seed,
) -> Result<String> {
    let plan = Plan::parse(typed)?;
    floor.db.write(|conn| {
        let id = set_up(conn, floor, &cast.researcher, &plan)?;
        let trial = Trial::find(conn, &id)?;
        say(conn, floor, &cast.researcher, &trial, other, (rule, why))?;
        draw_and_lock(conn, floor, cast, &id, seed)?;
        Ok(id)
    })
}

fn typed(called: &str, intervention: &str, unit: &str) -> Typed {
    Typed {
        name: format!("{NAME}: {called}"),
        intervention: intervention.into(),
        unit: unit.into(),
        authorities: vec![NAME.into()],
        roles: vec!["social worker".into()],
        ..Typed::default()
    }
}

fn against_usual(arm: &str) -> Vec<(String, String, bool)> {
    vec![(arm.into(), "1".into(), true), ("usual support".into(), "1".into(), false)]
}

fn for_all(arm: &str) -> Vec<(String, String, bool)> {
    vec![(arm.into(), "1".into(), true)]
}
