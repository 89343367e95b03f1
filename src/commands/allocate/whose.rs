//! In whose name a command draws or locks: an account with the role that the page asks for.

use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        web::Role,
    },
    trial::allocation::{pages::reaches, trial::Trial},
};

/// The id of the account with this e-mail address, where one of its roles reaches every authority of the trial.
///
/// # Errors
/// `Missing`, where nobody comes in by the address; `NotAllowed`, without the role.
pub(super) fn account_with(
    conn: &mut Conn,
    floor: &Floor,
    email: &str,
    roles: &[Role],
    trial: &Trial,
) -> Result<String> {
    let visitor = auth::in_the_name_of(conn, floor, email)?;
    if reaches(conn, &visitor, roles, trial)? {
        return Ok(visitor.account_id);
    }
    let roles: Vec<String> = roles.iter().map(|role| role.name().replace('_', " ")).collect();
    let says = format!(
        "It takes the role of {} in every authority of the trial, and that account has none.",
        roles.join(" or ")
    );
    Err(Error::NotAllowed(says))
}
