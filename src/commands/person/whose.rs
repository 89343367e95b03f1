//! By what the mail of one person is found again, asked of each room before anything of it is erased.

use crate::{
    floor::{auth, db::Conn, error::Result, whose::Whose},
    interventions::{goals::store as goals, rounds::store as rounds},
    trial::roster::people::Person,
};

pub fn whose(conn: &mut Conn, person: &Person) -> Result<Whose> {
    let account = auth::by_person(conn, &person.id)?;
    let addresses: Vec<String> =
        person.email.iter().chain(account.as_ref().map(|account| &account.email)).cloned().collect();
    let names = &person.names;
    let known_as = format!("{} {}", names.known_as(), names.family());
    let given = format!("{} {}", names.given(), names.family());
    let mut rows = vec![person.id.clone()];
    rows.extend(goals::times::of_person(conn, &person.id)?.into_iter().map(|time| time.id));
    rows.extend(goals::slots::of_person(conn, &person.id)?.into_iter().map(|slot| slot.id));
    rows.extend(rounds::places::of_person(conn, &person.id)?.into_iter().map(|place| place.id));
    Ok(Whose::new(&addresses, &[names.full(), known_as, given], rows))
}
