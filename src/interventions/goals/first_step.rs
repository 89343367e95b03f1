//! One press takes a first step. It is counted apart from a start of the course.

use super::{course::Course, protected::Protected, record::record, run::Run, store};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::event::Event,
};

/// Takes it; the first that was chosen stands.
///
/// # Errors
/// `Invalid`, for a step that is not offered.
pub fn take(conn: &mut Conn, floor: &Floor, run: &Run, time: &Protected, step: &str) -> Result<()> {
    let offered = Course::named(&run.course)?.first_step(step);
    let step = offered.ok_or_else(|| Error::invalid("step", "Choose one of the three."))?;
    if store::parts::take_first_step(conn, &time.id, &step.key, floor.clock.now())? {
        record(conn, floor, run, Event::GoalsFirstStep, &time.person_id, &run.id, &step.key)?;
    }
    Ok(())
}
