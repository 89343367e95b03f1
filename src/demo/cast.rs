//! Who acts in the demo: four people of the programme, and whoever the roster brings in.

use crate::floor::{
    Floor,
    auth::{self, grant, make_account},
    db::Conn,
    error::{Error, Result},
    web::{Role, Visitor},
};

/// The accounts of those who are on no roster.
#[derive(Debug, Clone)]
pub struct Cast {
    pub lead: String,
    pub coordinator: String,
    pub researcher: String,
}

impl Cast {
    pub fn gather(conn: &mut Conn, floor: &Floor) -> Result<Self> {
        let mut join = |name: &str, role: Role| {
            let email = format!("{}@programme.example", name.to_lowercase().replace(' ', "."));
            let account = make_account(conn, floor, &email, name, None)?;
            grant(conn, floor, &account, role, None)?;
            Ok::<_, Error>(account)
        };
        join("Rhys Pugh", Role::Administrator)?;
        Ok(Self {
            lead: join("Ngozi Bright", Role::ProgrammeLead)?,
            coordinator: join("Tom Ashby", Role::Coordinator)?,
            researcher: join("Ilse Vermeer", Role::Researcher)?,
        })
    }
}

/// Somebody at the door, with a session just opened.
pub fn enter(conn: &mut Conn, floor: &Floor, account_id: &str) -> Result<Visitor> {
    let secret = auth::open_session(conn, floor, account_id, "")?;
    auth::visitor(conn, floor, &secret)?.ok_or_else(|| Error::broken("a session that was just opened is not there"))
}
