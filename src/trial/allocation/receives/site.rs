//! The same question about a building, for what stands in one for everybody: is it owed to this site by a list of sites?
//! The same seals are checked, and a list that was tampered with stops it.

use super::{Guard, Owed, Reason};
use crate::{
    floor::{Floor, clock::Moment, db::Conn, error::Result},
    trial::allocation::store::lists,
};

/// Whether a site is owed an intervention at a moment, by one of its live lists of sites.
pub fn receives_site(
    conn: &mut Conn,
    floor: &Floor,
    guard: &mut Guard,
    site_id: &str,
    intervention: &str,
    when: Moment,
) -> Result<Owed> {
    let known = guard.known(conn, floor, intervention)?;
    let mut answer = Owed::No(Reason::NotInTrial);
    for checked in &known.live {
        // An id names one row, of whatever kind: a site's is on no list of people or teams.
        let Some(unit) = lists::unit(conn, &checked.list.id, site_id)? else { continue };
        let site = (unit.authority.clone(), unit.unit_reference.clone());
        match checked.says(conn, floor, unit, when)? {
            alarm @ Owed::Alarm(_) => return Ok(alarm),
            Owed::Yes(_) if checked.is_out(&site, when) && matches!(answer, Owed::Yes(_)) => {}
            Owed::Yes(_) if checked.is_out(&site, when) => answer = Owed::No(Reason::SiteWithdrew),
            other if !matches!(answer, Owed::Yes(_)) => answer = other,
            _ => {}
        }
    }
    if answer == Owed::No(Reason::NotInTrial) {
        for list_id in &known.practice {
            if lists::unit(conn, list_id, site_id)?.is_some() {
                return Ok(Owed::No(Reason::PracticeList));
            }
        }
    }
    Ok(answer)
}
