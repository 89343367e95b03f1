//! The day itself: the coordinator ticks off who came, counts those who would rather not be named, and says that it was held.

use super::{Behaviour, places::in_order};
use crate::{
    demo::cast::Cast,
    floor::{Floor, error::Result},
    interventions::rounds::{
        attendance::{By, Sheet, keep, set},
        held::mark_held,
        place::State,
        round::Round,
        store,
    },
    trial::roster::{people, person::StaffRole},
};

/// Takes attendance of a Round that was not cancelled.
pub fn hold(floor: &Floor, cast: &Cast, round: &Round, behaviour: &mut Behaviour) -> Result<()> {
    if round.is_over() {
        return Ok(());
    }
    floor.db.write(|conn| {
        let mut sheet = Sheet::default();
        for place in in_order(conn, round, &State::ALL)? {
            let share =
                if place.state == State::Booked { behaviour.shares.comes } else { behaviour.shares.comes_unbooked };
            if behaviour.chance.does(share) {
                sheet.came.insert(place.id);
            }
        }
        if behaviour.chance.does(behaviour.shares.has_unnamed) {
            sheet.unnamed.push((StaffRole::FamilySupportWorker, behaviour.shares.unnamed));
        }
        keep(conn, floor, &round.id, &sheet, None)?;
        let authority_id = store::series::one(conn, &round.series_id)?.authority_id;
        for person in people::in_authority(conn, &authority_id)? {
            let invited = store::places::of_person_in(conn, &round.id, &person.id)?.is_some();
            if !invited && behaviour.chance.does(behaviour.shares.comes_from_another_arm) {
                set(conn, floor, round, &person.id, true, By::Coordinator)?;
            }
        }
        mark_held(conn, floor, &cast.coordinator, &round.id)
    })
}
