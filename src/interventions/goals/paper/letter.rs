//! What a page says: the course's own words, when the half hour is, and the address to type.

use super::code::Code;
use crate::{
    floor::{
        Floor,
        clock::{appointment, long_date},
        db::Conn,
        error::Result,
    },
    interventions::goals::{
        course::Course,
        protected::{Protected, State},
        store,
    },
    trial::roster::people::Person,
};

/// One page, as words.
#[derive(Clone)]
pub struct Letter {
    pub authority: String,
    /// Who it is for and where they work.
    pub recipient: Vec<String>,
    pub date: String,
    pub greeting: String,
    /// What comes before the time.
    pub opening: Vec<String>,
    /// `None` where no half hour is to come.
    pub when: Option<String>,
    pub begin: String,
    /// What to type.
    pub address: String,
    pub closing: Vec<String>,
    pub ending: Vec<String>,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter(…)")
    }
}

/// The page of one person.
pub fn letter(
    conn: &mut Conn,
    floor: &Floor,
    course: &Course,
    time: &Protected,
    person: &Person,
    code: &Code,
) -> Result<Letter> {
    let now = floor.clock.now();
    let coming = store::slots::of_time(conn, &time.id)?.into_iter();
    let next = coming.filter(|slot| !slot.state.is_closed() && !slot.is_past(now)).map(|slot| slot.span.starts).min();
    let places = [person.team.as_ref(), person.site.as_ref()].into_iter().flatten().map(|place| place.name.clone());
    let paper = &course.paper;
    let agreed = next.is_some() && time.state == State::Agreed;
    let opening = [Some(&paper.opening), Some(&course.about), agreed.then_some(&paper.agreed)].into_iter().flatten();
    let lead = if next.is_some() { &paper.when } else { &paper.anytime };
    Ok(Letter {
        recipient: std::iter::once(person.names.full()).chain(places).collect(),
        date: long_date(floor.clock.today()),
        greeting: format!("{} {},", paper.greeting, person.names.known_as()),
        opening: opening.chain([lead]).cloned().collect(),
        when: next.map(appointment),
        begin: paper.begin.clone(),
        address: code.address(floor),
        closing: vec![paper.private.clone(), paper.stop.clone()],
        ending: vec![paper.ending.clone(), format!("Hearten, for {}", person.authority)],
        authority: person.authority.clone(),
    })
}
