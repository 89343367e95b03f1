//! The links that mails carry: to a manager's page of times, to a worker's own page, and to one half hour of theirs. The
//! last stands in diary entries too, which others may be able to read, so it shows nothing that was written.

use serde::{Deserialize, Serialize};

use super::store;
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::people,
};

/// What the links open. Each word is both a path and what its key is for.
pub const TEAM: &str = "goals/team";
pub const MINE: &str = "goals/me";
pub const HALF: &str = "goals/half";
pub const STOP: &str = "goals/stop";
/// Raised, it would revoke every link that was sent.
const GENERATION: i32 = 1;

/// A manager's page of a run, and the mail that asks them to look at it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Page {
    pub run_id: String,
    pub manager_id: String,
    /// 0 for the first mail.
    #[serde(default)]
    pub reminder: u8,
}

impl Page {
    pub fn link(&self, floor: &Floor) -> String {
        auth::link(floor, TEAM, &format!("{}.{}", self.run_id, self.manager_id), GENERATION)
    }

    /// Reads the row of a link whose key fits; if it does not, there is nothing here.
    pub fn opened(floor: &Floor, row: &str, key: &str) -> Result<Self> {
        auth::link_fits(floor, TEAM, row, GENERATION, key)?;
        let (run_id, manager_id) = row.split_once('.').ok_or(Error::Missing("that link"))?;
        Ok(Self { run_id: run_id.to_owned(), manager_id: manager_id.to_owned(), reminder: 0 })
    }

    /// The one page that the link opens.
    pub fn path(&self) -> String {
        format!("/goals/runs/{}/team", self.run_id)
    }
}

/// A worker's own link.
pub fn my_link(floor: &Floor, time_id: &str) -> String {
    auth::link(floor, MINE, time_id, GENERATION)
}

/// The row of a worker's link whose key fits.
pub fn my_link_fits(floor: &Floor, time_id: &str, key: &str) -> Result<()> {
    auth::link_fits(floor, MINE, time_id, GENERATION, key)
}

/// The link to one half hour.
pub fn half_link(floor: &Floor, slot_id: &str) -> String {
    auth::link(floor, HALF, slot_id, GENERATION)
}

/// The row of a half hour's link whose key fits.
pub fn half_link_fits(floor: &Floor, slot_id: &str, key: &str) -> Result<()> {
    auth::link_fits(floor, HALF, slot_id, GENERATION, key)
}

/// The one page that a half hour's link opens.
pub fn half_page(slot_id: &str) -> String {
    format!("/goals/slots/{slot_id}")
}

/// Where one press leaves somebody out: the `List-Unsubscribe` of their mails.
pub fn stop_link(floor: &Floor, time_id: &str) -> String {
    auth::link(floor, STOP, time_id, GENERATION)
}

/// The row of such a link whose key fits.
pub fn stop_link_fits(floor: &Floor, time_id: &str, key: &str) -> Result<()> {
    auth::link_fits(floor, STOP, time_id, GENERATION, key)
}

/// The one page that a worker's link opens.
pub fn my_page(time_id: &str) -> String {
    format!("/goals/mine/{time_id}")
}

/// What the mail to a manager says, if there is anything left to decide; if not, why nothing is sent.
pub fn to_manager(
    conn: &mut Conn,
    floor: &Floor,
    page: &Page,
) -> Result<std::result::Result<(String, TimesAsked), String>> {
    let (run, today) = (store::runs::one(conn, &page.run_id)?, floor.clock.today());
    let manager = people::person(conn, &page.manager_id)?;
    let Some(email) = manager.email.clone().filter(|_| manager.left_on.is_none_or(|day| day > today)) else {
        return Ok(Err("they have left or have no e-mail address".into()));
    };
    let times = store::times::of_manager(conn, &run.id, &page.manager_id)?;
    let open = times.iter().filter(|time| time.state == super::protected::State::Proposed).count();
    if open == 0 {
        return Ok(Err("nothing is left to decide".into()));
    }
    if page.reminder > 0 && today > run.agree_by {
        return Ok(Err("the day for it has gone by".into()));
    }
    Ok(Ok((
        email,
        TimesAsked {
            name: manager.names.known_as().to_owned(),
            authority: manager.authority.clone(),
            people: times.len(),
            open,
            agree_by: run.agree_by,
            starts_on: run.starts_on,
            reminder: page.reminder > 0,
            link: page.link(floor),
        },
    )))
}

/// The words of a mail to a manager.
#[derive(Debug, Clone, Serialize)]
pub struct TimesAsked {
    pub name: String,
    pub authority: String,
    pub people: usize,
    /// How many of them still wait.
    pub open: usize,
    pub agree_by: chrono::NaiveDate,
    pub starts_on: chrono::NaiveDate,
    pub reminder: bool,
    pub link: String,
}
