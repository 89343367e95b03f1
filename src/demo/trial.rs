//! The demo's first two days: what the law asks, the people, and the list.

use chrono::TimeDelta;

use super::cast::{Cast, enter};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        seal::sha256,
        web::Form,
    },
    trial::{
        allocation::{
            allocate::{Order, allocate},
            scheme::Mode,
            seed::Seed,
            set_up::{Plan, Typed, set_up},
            sight,
            trial::Trial,
        },
        protocol::{answer::keep, lock::lock, question::Question},
        roster::{
            governance::{self, Statement},
            import::{Drafted, confirm, draft},
            made_up::{self, Plan as MadeUp},
        },
    },
};

/// Puts the governance on record.
pub fn govern(floor: &Floor, cast: &Cast) -> Result<()> {
    let statement = governance::Typed {
        lawful_basis: "public task",
        article_9_condition: "research",
        dpia_reference: "DEMO-DPIA-1",
        privacy_notice: "Letters and surveys: how we use your home address and your answers (made up)",
        notice_given_on: "2027-02-15",
    };
    let statement = Statement::parse(statement, floor.clock.today())?;
    floor.db.write(|conn| governance::record(conn, floor, &cast.lead, statement))
}

/// Brings made-up councils in by the door that a real spreadsheet comes in by.
pub fn bring_in(floor: &Floor, cast: &Cast, seed: u64, councils: &[MadeUp]) -> Result<()> {
    let file = made_up::spreadsheet(seed, councils);
    floor.db.write(|conn| match draft(conn, floor, &cast.lead, file.as_bytes())? {
        Drafted::Waiting { id, .. } => confirm(conn, floor, &cast.lead, &id).map(drop),
        Drafted::Refused(trouble) => Err(Error::broken(format!("the made-up people were refused: {trouble:?}"))),
    })
}

/// Sets up the trial, tries a practice list, draws the live one and locks it. Gives the trial's id.
pub fn randomise(floor: &Floor, cast: &Cast, councils: &[MadeUp], seed: u64) -> Result<String> {
    let typed = Typed {
        name: "Letters of thanks".into(),
        intervention: "letters".into(),
        unit: "person".into(),
        strata: vec!["authority".into()],
        arms: vec![("letter".into(), "1".into(), true), ("usual support".into(), "1".into(), false)],
        smallest_block: "4".into(),
        largest_block: "8".into(),
        authorities: names(councils),
        roles: vec!["social worker".into()],
        ..Typed::default()
    };
    let plan = Plan::parse(&typed)?;
    floor.db.write(|conn| {
        let id = set_up(conn, floor, &cast.researcher, &plan)?;
        draw(conn, floor, cast, &id, Mode::Practice, seeded("demo practice", seed)?)?;
        draw_and_lock(conn, floor, cast, &id, seeded("demo live", seed)?)?;
        sight::give(conn, floor, &cast.researcher, &id, &cast.lead)?;
        enter(conn, floor, &cast.researcher)?;
        Ok(id)
    })
}

/// Sets a trial up, draws its live list and locks it. Gives the trial's id.
pub fn randomise_so(floor: &Floor, cast: &Cast, typed: &Typed, seed: Seed) -> Result<String> {
    let plan = Plan::parse(typed)?;
    floor.db.write(|conn| {
        let id = set_up(conn, floor, &cast.researcher, &plan)?;
        draw_and_lock(conn, floor, cast, &id, seed)?;
        Ok(id)
    })
}

/// The names of some councils.
pub fn names(councils: &[MadeUp]) -> Vec<String> {
    councils.iter().map(|council| council.authority.clone()).collect()
}

/// The seed of one of the demo's lists.
pub fn seeded(purpose: &str, seed: u64) -> Result<Seed> {
    sha256(format!("hearten {purpose} {seed}").as_bytes()).parse().map_err(Error::broken)
}

/// The researcher says what the analysis rests on and draws the live list; the lead looks it over and locks it.
pub fn draw_and_lock(conn: &mut Conn, floor: &Floor, cast: &Cast, trial_id: &str, seed: Seed) -> Result<()> {
    answer(conn, floor, cast, trial_id)?;
    draw(conn, floor, cast, trial_id, Mode::Live, seed)?;
    lock(conn, floor, &cast.lead, trial_id)
}

fn answer(conn: &mut Conn, floor: &Floor, cast: &Cast, trial_id: &str) -> Result<()> {
    let (trial, today) = (Trial::find(conn, trial_id)?, floor.clock.today());
    let day = |after| (today + TimeDelta::days(after)).to_string();
    let mut fields = vec![
        ("recruit_from".to_owned(), day(0)),
        ("recruit_until".to_owned(), day(28)),
        ("deliver_from".to_owned(), day(0)),
        ("deliver_until".to_owned(), day(365)),
        ("follow_until".to_owned(), day(540)),
        ("outcome_1".to_owned(), "How people are (ONS4)".to_owned()),
        ("when_1".to_owned(), "three months after the draw".to_owned()),
        ("primary".to_owned(), "1".to_owned()),
    ];
    let arms = 1..=trial.scheme.arms().len();
    fields.extend(arms.map(|arm| (format!("asked_{arm}"), "The same as every other arm".to_owned())));
    let form = Form::of(fields);
    for question in [Question::Windows, Question::Outcomes, Question::Asked] {
        let said = question.parse(&form, &trial)?;
        keep(conn, floor, &cast.researcher, trial_id, (question, &said, ""))?;
    }
    Ok(())
}

fn draw(conn: &mut Conn, floor: &Floor, cast: &Cast, trial_id: &str, mode: Mode, seed: Seed) -> Result<()> {
    let order = Order { mode, seed: Some(seed.into()), households_known: true };
    let trial = Trial::find(conn, trial_id)?;
    allocate(conn, floor, &cast.researcher, &trial, &order).map(drop)
}
