//! Coffee and tea for buildings, at the size of the first trial: 13 buildings with 380 people, of which seven are drawn. One breaks down
//! and is told of by the code on its card and another runs out.

use chrono::{NaiveDate, TimeDelta};

use super::{
    calendar::stride_to,
    cast::{Cast, enter},
    chance::Chance,
    county::County,
    trial::{bring_in, names, randomise_so, seeded},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        jobs::Worker,
        web::Form,
    },
    interventions::tokens::{
        card::make::{NewCard, make},
        delivered::{Delivered, delivered},
        fault::{
            close::{Closing, close},
            tell::{Told, tell},
        },
        placement::{Act, Here},
        plan::{self, Choices, NewPlan},
        set_up, step, stock, store,
    },
    trial::{allocation::set_up::Typed, roster::made_up::Plan as MadeUp},
};

/// So far from the usual seed, 25 of these people or more work in each building, as in the first trial; with another seed a smaller one is
/// in no arm.
const LARGE: u64 = 3_741_000;
/// Days from the plan's first to its last.
const LONG: i64 = 83;

/// Three councils with two, three and four buildings, and two more with two each. They come in file by file.
fn councils() -> [Vec<MadeUp>; 3] {
    let council = |name: &str, people| MadeUp::with_others(name, people, 0);
    [
        vec![council("Saltholme", 58), council("Penwick", 88), council("Tavenham", 118)],
        vec![council("Orrinbridge", 58)],
        vec![council("Fallowmere", 58)],
    ]
}

/// Plays twelve weeks, in the county too; the trials' ids.
pub fn play(floor: &Floor, worker: &Worker, cast: &Cast, county: &County, seed: u64) -> Result<[String; 2]> {
    let councils = councils();
    for (file, nth) in councils.iter().zip(1..) {
        bring_in(floor, cast, seed + LARGE + nth, file)?;
    }
    let councils = councils.concat();
    let begun = floor.clock.today();
    let on = |day| begun + TimeDelta::days(day);
    let trial_id = randomise(floor, cast, &councils, seed)?;
    let (weeks, in_county) = ((on(7), on(7 + LONG)), county.cups(floor, cast)?);
    let mut tokens = plan_all(floor, cast, &trial_id, weeks)?;
    tokens.extend(plan_all(floor, cast, &in_county, weeks)?);
    stride_to(floor, worker, on(6), 10)?;
    each(floor, &tokens, |conn, here| come(conn, floor, cast, here))?;
    stride_to(floor, worker, on(9), 10)?;
    each(floor, &tokens, |conn, here| set_up_one(conn, floor, cast, here))?;
    cards(floor, cast, &tokens)?;
    stride_to(floor, worker, on(23), 11)?;
    breaks_down(floor, cast, &tokens[0], worker, on(27))?;
    stride_to(floor, worker, on(37), 11)?;
    each(floor, &tokens[1..2], |conn, here| runs_out(conn, floor, cast, here))?;
    stride_to(floor, worker, on(41), 11)?;
    let mut chance = Chance::of(seed);
    each(floor, &tokens, |conn, here| fill_up(conn, floor, cast, here, 400 + 20 * chance.below(10)))?;
    Ok([trial_id, in_county])
}

fn randomise(floor: &Floor, cast: &Cast, councils: &[MadeUp], seed: u64) -> Result<String> {
    let typed = Typed {
        name: "A warm cup".into(),
        intervention: "tokens".into(),
        unit: "site".into(),
        arms: vec![("coffee and tea".into(), "7".into(), true), ("usual support".into(), "6".into(), false)],
        smallest_block: "1".into(),
        largest_block: "1".into(),
        authorities: names(councils),
        ..Typed::default()
    };
    randomise_so(floor, cast, &typed, seeded("tokens", seed)?)
}

/// A plan in each council where a building receives and is large enough; every placement.
fn plan_all(floor: &Floor, cast: &Cast, trial_id: &str, (from, until): (NaiveDate, NaiveDate)) -> Result<Vec<String>> {
    let mut placed = Vec::new();
    let choices = floor.db.write(|conn| {
        let coordinator = enter(conn, floor, &cast.coordinator)?;
        Choices::of(conn, &coordinator)
    })?;
    for authority in &choices.authorities {
        let fields = [
            ("trial", trial_id),
            ("authority", &authority.id),
            ("from_on", &from.to_string()),
            ("until_on", &until.to_string()),
        ];
        let new = NewPlan::parse(&form(&fields), &choices)?;
        match floor.db.write(|conn| {
            let plan = plan::set_up(conn, floor, &cast.coordinator, new)?;
            store::placements::of_plan(conn, &plan)
        }) {
            Ok(found) => placed.extend(found.into_iter().map(|placement| placement.id)),
            Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(placed)
}

fn form(fields: &[(&str, &str)]) -> Form {
    Form::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn each(floor: &Floor, tokens: &[String], mut act: impl FnMut(&mut Conn, &Here) -> Result<()>) -> Result<()> {
    floor.db.write(|conn| {
        for id in tokens {
            let here = Here::find(conn, id, floor.clock.today())?;
            act(conn, &here)?;
        }
        Ok(())
    })
}

fn come(conn: &mut Conn, floor: &Floor, cast: &Cast, here: &Here) -> Result<()> {
    let today = floor.clock.today();
    let came =
        form(&[("kind", "coffee machine, kettle and teas"), ("drinks", "yes"), ("delivered_on", &today.to_string())]);
    delivered(conn, floor, &cast.coordinator, here, &Delivered::parse(&came, today)?)
}

fn set_up_one(conn: &mut Conn, floor: &Floor, cast: &Cast, here: &Here) -> Result<()> {
    let today = floor.clock.today();
    let stands = ["coffee", "tea", "without_caffeine"].map(|drink| ("stands", drink));
    let day = today.to_string();
    let ticked = form(&[&[("set_up_on", day.as_str())][..], &stands].concat());
    let said = set_up::parse(&ticked, here.placement.drinks, today)?;
    step::step(conn, floor, &cast.coordinator, here, Act::SetUp, "set_up_on", &said)?;
    fill_up(conn, floor, cast, here, 600)
}

fn fill_up(conn: &mut Conn, floor: &Floor, cast: &Cast, here: &Here, cups: usize) -> Result<()> {
    let today = floor.clock.today();
    let brought = [
        ("stock_on", today.to_string()),
        ("coffee", cups.to_string()),
        ("tea", cups.to_string()),
        ("without_caffeine", (cups / 4).to_string()),
    ];
    let brought = Form::of(brought.map(|(name, value)| (name.to_owned(), value)).to_vec());
    let brought = stock::deliver::Brought::parse(&brought, here.placement.drinks, today)?;
    stock::deliver::deliver(conn, floor, &cast.coordinator, here, brought).map(drop)
}

fn cards(floor: &Floor, cast: &Cast, tokens: &[String]) -> Result<()> {
    let coordinator = floor.db.write(|conn| enter(conn, floor, &cast.coordinator))?;
    for (id, lead) in tokens.iter().zip(["Amina", "Bryn", "Chidi", "Dee", "Ewan", "Farah", "Gwen"].iter().cycle()) {
        make(floor, &coordinator, id, &NewCard::parse(&form(&[("lead", lead), ("place", "The kitchen")]))?)?;
    }
    Ok(())
}

/// Somebody tells it by the code; it is seen to some days later.
fn breaks_down(floor: &Floor, cast: &Cast, id: &str, worker: &Worker, mended_on: NaiveDate) -> Result<()> {
    let told = Told::parse(&form(&[("kind", "broken"), ("note", "It says 'descale' and stops.")]))?;
    floor.db.write(|conn| {
        let placement = store::placements::one(conn, id)?;
        tell(conn, floor, &placement, &told)
    })?;
    stride_to(floor, worker, mended_on, 11)?;
    let day = mended_on.to_string();
    let closing = form(&[("closed_on", day.as_str()), ("done", "Descaled"), ("was_so", "yes")]);
    let closing = Closing::parse(&closing, mended_on)?;
    floor.db.write(|conn| {
        let here = Here::find(conn, id, mended_on)?;
        let open = store::faults::of_placement(conn, id)?.into_iter().find(|fault| fault.closed.is_none());
        let fault = open.ok_or_else(|| Error::broken("a fault that was told is not there"))?;
        close(conn, floor, &cast.coordinator, &here, &fault.id, &closing)
    })
}

fn runs_out(conn: &mut Conn, floor: &Floor, cast: &Cast, here: &Here) -> Result<()> {
    let today = floor.clock.today();
    let said = form(&[("what", "tea"), ("out_since", &today.to_string())]);
    stock::out::say(conn, floor, &cast.coordinator, here, stock::out::parse(&said, here.placement.drinks, today)?)
}
