//! How many came to a Round, and of which staff groups: what costs and pictures are worked out from.

use std::collections::{BTreeMap, BTreeSet};

use super::{round::Round, store::series::Series};
use crate::{
    floor::{db::Conn, error::Result},
    trial::{
        roster::{people, person::StaffRole},
        uptake::{event::Event, record},
    },
};

/// How many came to a Round: a person who comes to two is two attendances.
pub fn attendances(conn: &mut Conn, series: &Series, round: &Round) -> Result<usize> {
    Ok(people_at(conn, series, round)?.len())
}

/// Those who came and are on record by name.
fn people_at(conn: &mut Conn, series: &Series, round: &Round) -> Result<Vec<String>> {
    record::people_at(conn, Event::RoundAttended, &series.trial_id, &round.id)
}

/// Attendances of one staff group over several Rounds, and by how many people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfGroup {
    pub attendances: usize,
    pub people: BTreeSet<String>,
}

/// The mix of staff groups over several Rounds, by the role that people have now.
pub fn mix(conn: &mut Conn, series: &Series, rounds: &[Round]) -> Result<BTreeMap<StaffRole, OfGroup>> {
    let (mut mix, mut roles): (BTreeMap<StaffRole, OfGroup>, BTreeMap<String, StaffRole>) = Default::default();
    for round in rounds {
        for person_id in people_at(conn, series, round)? {
            let role = match roles.get(&person_id) {
                Some(role) => *role,
                None => people::person(conn, &person_id)?.role,
            };
            roles.insert(person_id.clone(), role);
            let group = mix.entry(role).or_default();
            group.attendances += 1;
            group.people.insert(person_id);
        }
    }
    Ok(mix)
}
