//! How each manager's page stands, as the coordinator of a round sees it: what is owed, for how long, and what can be done.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    floor::{Floor, audit, clock::london_date, db::Conn, error::Result},
    interventions::letters::{
        mailing::{Post, reachable},
        remind_manager::REMINDED,
        round::Round,
        state::Lines,
        store::{self, lines::TwoLines},
    },
    trial::roster::people,
};

#[derive(Debug, Serialize)]
pub(super) struct Writing {
    id: String,
    name: String,
    team: String,
    given: usize,
    of: usize,
    /// Who it was handed on to.
    writer: Option<String>,
    reminded_on: Option<NaiveDate>,
    /// Whether a mail can reach whoever has the page.
    reachable: bool,
    /// How many days past the day something is owed; 0 while it is not past, or nothing is.
    pub(super) overdue: i64,
    /// Whether the coordinator is offered to remind them: before the day, reminders go by themselves.
    may_remind: bool,
}

/// Manager by manager, those with the most to write first.
pub(super) fn managers(conn: &mut Conn, floor: &Floor, round: &Round, rows: &[TwoLines]) -> Result<Vec<Writing>> {
    let mut by_manager: BTreeMap<&str, Vec<&TwoLines>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.lines != Lines::NoLongerAsked) {
        if let Some(id) = &row.manager_id {
            by_manager.entry(id).or_default().push(row);
        }
    }
    let mut found = Vec::new();
    for (id, rows) in by_manager {
        found.push(one(conn, round, id, &rows, floor.clock.today())?);
    }
    found.sort_by(|a, b| (b.of - b.given, &a.name).cmp(&(a.of - a.given, &b.name)));
    Ok(found)
}

fn one(conn: &mut Conn, round: &Round, id: &str, rows: &[&TwoLines], today: NaiveDate) -> Result<Writing> {
    let manager = people::person(conn, id)?;
    let writer_id = store::hands::of(conn, &round.id, id)?.map(|hand| hand.writer_id);
    let writer = writer_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
    let post = Post { writer_id, ..Post::to_manager(&round.id, id) };
    let reminded = audit::history(conn, &post.row())?.into_iter().rfind(|entry| entry.act == REMINDED);
    let reminded_on = reminded.map(|entry| london_date(entry.at));
    let (given, of) = (rows.iter().filter(|row| row.lines.are_in()).count(), rows.len());
    let reachable = reachable(writer.as_ref().unwrap_or(&manager), today);
    let overdue = if given < of { (today - round.lines_due_on).num_days().max(0) } else { 0 };
    Ok(Writing {
        id: id.to_owned(),
        name: manager.names.full(),
        team: manager.team.map(|team| team.name).unwrap_or_default(),
        given,
        of,
        writer: writer.map(|writer| writer.names.full()),
        overdue,
        may_remind: overdue > 0 && reachable && reminded_on != Some(today),
        reminded_on,
        reachable,
    })
}
