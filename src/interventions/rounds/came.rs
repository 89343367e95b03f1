//! How many came to a Round, and of which staff groups, by name or not: what costs and pictures are worked out from.

use std::collections::{BTreeMap, BTreeSet};

use super::{round::Round, store};
use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::{people, person::StaffRole},
};

/// How many came to a Round: a person who comes to two is two attendances.
pub fn attendances(conn: &mut Conn, round: &Round) -> Result<usize> {
    let unnamed: usize = store::attendances::unnamed(conn, &round.id)?.values().sum();
    Ok(store::attendances::came(conn, &round.id)?.len() + unnamed)
}

/// Attendances of one staff group over several Rounds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfGroup {
    pub attendances: usize,
    /// Those of them by name.
    named: BTreeSet<String>,
    /// The most who came unnamed to one Round: as many people at least.
    unnamed: usize,
}

impl OfGroup {
    /// How many people there are behind it, at least.
    #[must_use]
    pub fn people(&self) -> usize {
        self.named.len().max(self.unnamed)
    }
}

/// The mix of staff groups over several Rounds; of people by name, by the role that they have now.
pub fn mix(conn: &mut Conn, rounds: &[Round]) -> Result<BTreeMap<StaffRole, OfGroup>> {
    let (mut mix, mut roles): (BTreeMap<StaffRole, OfGroup>, BTreeMap<String, StaffRole>) = Default::default();
    for round in rounds {
        for person_id in store::attendances::came(conn, &round.id)? {
            let role = match roles.get(&person_id) {
                Some(role) => *role,
                None => people::person(conn, &person_id)?.role,
            };
            roles.insert(person_id.clone(), role);
            let group = mix.entry(role).or_default();
            group.attendances += 1;
            group.named.insert(person_id);
        }
        for (role, people) in store::attendances::unnamed(conn, &round.id)? {
            let role = StaffRole::parse(&role).map_err(|problem| Error::broken(problem.says))?;
            let group = mix.entry(role).or_default();
            group.attendances += people;
            group.unnamed = group.unnamed.max(people);
        }
    }
    mix.retain(|_, group| group.attendances > 0);
    Ok(mix)
}
