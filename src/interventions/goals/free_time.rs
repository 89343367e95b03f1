//! When somebody is free for a half hour: their rota, less the half hours they have already.

use super::{protected::Protected, store};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::availability::{free::Availability, span::Span},
};

/// What is known of one person, read once.
#[derive(Debug, Clone)]
pub struct Known {
    rota: Availability,
    /// Their half hours that are still on, each by its weekly time and week.
    slots: Vec<(String, i32, Span)>,
}

impl Known {
    pub fn of(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<Self> {
        let slots = store::slots::of_person(conn, person_id)?.into_iter().filter(|slot| !slot.state.is_closed());
        let slots = slots.map(|slot| (slot.time_id, slot.week, slot.span)).collect();
        Ok(Self { rota: Availability::of(conn, floor, person_id)?, slots })
    }

    /// When they are free, where the half hour of `week` itself is no obstacle.
    #[must_use]
    pub fn for_week(&self, time_id: &str, week: i32) -> Availability {
        let mut free = self.rota.clone();
        let others = self.slots.iter().filter(|(time, of, _)| (time.as_str(), *of) != (time_id, week));
        free.take(others.map(|(_, _, span)| *span));
        free
    }

    /// The half hour of a week is there from now on.
    pub fn put(&mut self, time_id: &str, week: i32, span: Span) {
        self.slots.retain(|(time, of, _)| (time.as_str(), *of) != (time_id, week));
        self.slots.push((time_id.to_owned(), week, span));
    }
}

/// The time of whoever has `time`; the half hour of `week` itself is no obstacle.
pub fn free_for(conn: &mut Conn, floor: &Floor, time: &Protected, week: i32) -> Result<Availability> {
    Ok(Known::of(conn, floor, &time.person_id)?.for_week(&time.id, week))
}
