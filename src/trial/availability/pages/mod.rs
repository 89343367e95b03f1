//! The pages by which a coordinator says when people are not free: a spreadsheet of all, or one person's page.

pub use person::{note_days, note_weekly, person, take_back};
pub use rota::{bring_in, rota};

mod check;
mod person;
mod rota;

use crate::{
    floor::{
        db::Conn,
        error::Result,
        web::{Role, Visitor},
    },
    trial::roster::people::{self, Authority},
};

/// Those who may say when people are not free.
pub const RUN: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];

/// The authorities that a visitor may say it for, by name.
fn reached(conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Authority>> {
    let mut authorities = people::authorities(conn)?;
    authorities.retain(|authority| visitor.reaches(RUN, &authority.id));
    Ok(authorities)
}
