//! The manager, or whoever has the page, takes a colleague's lines on, as they are or edited, or declines them.

use super::{
    feedback::{Member, Team},
    from::From,
    record::record,
    state::Lines,
    store::{self, suggestions::Suggestion},
    suggested::Suggested,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::event::Event,
};

/// A suggestion on the reader's page about somebody in their hands.
///
/// # Errors
/// `Missing`, where it is not on this page; `TooLate`, where it was settled or lines are in already.
pub fn to_settle<'t>(conn: &mut Conn, floor: &Floor, team: &'t Team, id: &str) -> Result<(Suggestion, &'t Member)> {
    let suggestion = store::suggestions::one(conn, id)?;
    let member = team.members.iter().find(|member| member.two.id == suggestion.letter_id);
    let member = member.filter(|member| team.in_hand(member)).ok_or(Error::Missing("This page"))?;
    if suggestion.state != Suggested::Given || member.stands(floor.clock.today()) != Lines::Asked {
        return Err(Error::TooLate("These lines were decided on already, or others are in.".into()));
    }
    Ok((suggestion, member))
}

/// Takes two sound lines on: from now on they are given.
pub fn take(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    team: &Team,
    (suggestion, member): (&Suggestion, &Member),
    words: &[String; 2],
) -> Result<()> {
    settle(conn, floor, actor, suggestion, Suggested::Taken)?;
    store::lines::put(conn, &member.two.id, words, Lines::Given, From::Colleague, actor, floor.clock.now())?;
    record(conn, floor, &team.round, Event::LinesGave, &member.person.id, From::Colleague.name())?;
    Ok(())
}

/// Says no to a colleague's lines. They are not told.
pub fn decline(conn: &mut Conn, floor: &Floor, actor: &str, suggestion: &Suggestion) -> Result<()> {
    settle(conn, floor, actor, suggestion, Suggested::Declined)
}

fn settle(conn: &mut Conn, floor: &Floor, actor: &str, suggestion: &Suggestion, how: Suggested) -> Result<()> {
    let now = floor.clock.now();
    if !store::suggestions::settle(conn, &suggestion.id, how, actor, now)? {
        return Err(Error::TooLate("These lines were decided on already.".into()));
    }
    let act = if how == Suggested::Taken { "lines.suggestion_taken" } else { "lines.suggestion_declined" };
    audit::write(conn, now, &Act::new(actor, act, &suggestion.id))
}
