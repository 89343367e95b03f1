//! A coordinator has a card made. It is drawn with no transaction open; one that somebody else made meanwhile comes first.

use super::{
    draw::{Words, draw},
    words::Wording,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        seal::sha256,
        web::{Form, Visitor},
    },
    interventions::tokens::{
        code,
        placement::{Here, State},
        record::record,
        store::{self, cards::Card},
    },
    trial::uptake::event::Event,
};

/// The longest name of a lead or a place, in characters.
const LONGEST: usize = 60;

/// What was typed about a card, found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCard {
    pub lead: String,
    pub place: String,
    /// Whether its code is a new one, so that those printed before stop working.
    pub new_code: bool,
}

impl NewCard {
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form) -> Result<Self> {
        let mut complaints = Complaints::default();
        let mut line = |field: &str, says: &str| {
            let line = form.line(field);
            if line.is_empty() || line.chars().count() > LONGEST {
                complaints.add(field, format!("{says}, in {LONGEST} letters at most."));
            }
            line
        };
        let lead = line("lead", "Name whoever leads the team");
        let place = line("place", "Name the place as people there call it");
        complaints.or(Self { lead, place, new_code: form.ticked("new_code") })
    }
}

/// Makes the next version of a placement's card; its number.
///
/// # Errors
/// `Invalid`, where the words do not fit; `TooLate`, where it was taken away, or another card was made meanwhile.
pub fn make(floor: &Floor, visitor: &Visitor, id: &str, new: &NewCard) -> Result<i32> {
    let (here, last) = floor.db.read(|conn| {
        let here = Here::run_by(conn, visitor, id, floor.clock.today())?;
        let last = store::cards::of_placement(conn, id)?.first().map_or(0, |card| card.version);
        Ok((here, last))
    })?;
    if here.placement.state == State::TakenAway {
        return Err(Error::TooLate("This was taken away, so it needs no card any more.".into()));
    }
    let generation = here.placement.generation + i32::from(new.new_code);
    let (wording, link) = (Wording::of(floor)?, code::link(floor, &code::code(floor, id, generation)));
    let file = draw(
        &wording,
        &Words { lead: &new.lead, place: &new.place, link: &link, drinks: here.placement.drinks },
        floor.clock.today(),
    )?;
    let card = Card {
        placement_id: id.to_owned(),
        version: last + 1,
        lead: new.lead.clone(),
        place: new.place.clone(),
        wording: wording.which(here.placement.drinks),
        generation,
        file_key: format!("tokens/{id}/{}.pdf", floor.ids.random()),
        file_sha256: sha256(&file),
        made_by: visitor.account_id.clone(),
        made_at: floor.clock.now(),
    };
    floor.files.put(&card.file_key, file)?;
    let kept = floor.db.write(|conn| keep(conn, floor, &here, &card));
    if kept.is_err() {
        floor.files.delete(&card.file_key)?;
    }
    kept.map(|()| card.version)
}

fn keep(conn: &mut Conn, floor: &Floor, here: &Here, card: &Card) -> Result<()> {
    let now_here = here.held(conn)?;
    let (id, now) = (&here.placement.id, floor.clock.now());
    if now_here.placement != here.placement || !store::cards::add(conn, card)? {
        return Err(Error::TooLate(
            "Somebody changed this while the card was made. Look again, and make it then.".into(),
        ));
    }
    if card.generation > here.placement.generation {
        store::placements::set_code(
            conn,
            id,
            card.generation,
            &code::hash(floor, &code::code(floor, id, card.generation)),
        )?;
        audit::write(conn, now, &Act::new(&card.made_by, "tokens.code_renewed", id))?;
    }
    let which = format!("{id}/{:04}", card.version);
    record(conn, now, here, Event::TokenCard, (&which, floor.clock.today()), &card.wording)?;
    let about = format!("version {}, words {}", card.version, card.wording);
    audit::write(conn, now, &Act::new(&card.made_by, "tokens.card_made", id).because(about))
}
