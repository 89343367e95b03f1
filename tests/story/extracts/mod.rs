//! An extract of absence and turnover as a story needs it: made up of those on a trial's list, so that each figure can be worked by hand.

use chrono::TimeDelta;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    schema::{accounts, outcome_extracts},
    trial::allocation::sight,
};

use crate::{
    surveys::Study,
    world::{World, in_arm},
};

pub const HEADING: &str = "staff reference,authority,from,until,days lost,fte,left on\n";

/// By hand: of those allocated a letter every other one lost 1 day and the rest 3; of the others 3 and 5. The first two of these left.
pub fn extract(study: &Study<'_>) -> String {
    let (letter, comparison) = (in_arm(&study.whole, "letter"), in_arm(&study.whole, "comparison"));
    let row = |member: &hearten::trial::allocation::frame::Member| {
        let person = member.person_id.as_str();
        let (arm, more) = if letter.contains(&person) { (&letter, 0) } else { (&comparison, 2) };
        let at = arm.iter().position(|one| *one == person).unwrap();
        let left = if more == 2 && at < 2 { "2027-05-03" } else { "" };
        format!("{},Northmoor,2027-03-01,2027-05-31,{},1,{left}\n", member.reference, 1 + more + 2 * (at % 2))
    };
    HEADING.to_owned() + &study.whole.members.iter().map(row).collect::<String>()
}

pub fn give_sight(study: &Study<'_>) {
    let floor = &study.world.floor;
    let account = accounts::table.filter(accounts::email.eq("rhea@x.example")).select(accounts::id);
    let account: String = floor.db.read(|conn| Ok(account.first(conn)?)).unwrap();
    floor.db.write(|conn| sight::give(conn, floor, "lead", &study.trial.id, &account)).unwrap();
}

/// Three months on, with the researcher signed in afresh.
pub fn months_later(study: &mut Study<'_>) -> String {
    study.world.floor.clock.advance(TimeDelta::days(122));
    study.again();
    format!("/outcomes/{}", study.trial.id)
}

/// The id of the one extract that came in.
pub fn the_one(world: &World) -> String {
    world.floor.db.read(|conn| Ok(outcome_extracts::table.select(outcome_extracts::id).first(conn)?)).unwrap()
}
