//! All printed letters of a round go into one pack, in the order in which envelopes are filled: for the print room, or first to
//! whoever signs them with a pen.

use std::cmp::Ordering;

use super::{
    carrier::Carrier,
    one_letter::not_owed,
    owed::{self, Owed, owed},
    pack::{self, About, Enclosed, PackError},
    paper::Sheet,
    print_letter::seal_context,
    state::{State, Step},
    store::{
        self,
        packs::Pack,
        road::{Changes, OnRoad},
    },
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        seal::sha256,
    },
    trial::roster::people::{self, Person},
};

/// A printed letter with whom it is for.
struct Envelope {
    letter: OnRoad,
    person: Person,
}

/// What a pack's sealed file is bound to.
pub(super) fn seal_context_of_pack(pack_id: &str) -> String {
    format!("pack:{pack_id}")
}

/// Which letters go into a pack together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    Signed,
    /// With room for a pen.
    Unsigned,
}

impl Printed {
    fn state(self) -> State {
        match self {
            Self::Signed => State::Printed,
            Self::Unsigned => State::Unsigned,
        }
    }
}

/// Makes a pack of every letter of a round that is printed so, and gives its id. The files are read and bound with no transaction
/// open; if a letter moves on meanwhile, nothing is packed.
///
/// # Errors
/// `TooLate`, where nothing is printed and unpacked, or a letter moved on; `NotAllowed`, where a list was tampered with.
pub fn pack_letters(floor: &Floor, actor: &str, round_id: &str, which: Printed) -> Result<String> {
    let (sheet, envelopes) = floor.db.write(|conn| gather(conn, floor, round_id, which.state()))?;
    if envelopes.is_empty() {
        return Err(Error::TooLate("There is no printed letter that is not in a pack already.".into()));
    }
    let id = floor.ids.next();
    let plain = bind(floor, &sheet, &envelopes)?;
    let pack = Pack {
        file_key: format!("packs/{round_id}/{id}.zip.sealed"),
        file_sha256: sha256(&plain),
        letter_count: i32::try_from(envelopes.len()).map_err(Error::broken)?,
        round_id: round_id.to_owned(),
        made_by: actor.to_owned(),
        made_at: floor.clock.now(),
        posted_on: None,
        for_pen: which == Printed::Unsigned,
        id,
    };
    floor.files.put(&pack.file_key, floor.secrets.seal(&floor.ids, &seal_context_of_pack(&pack.id), &plain)?)?;
    let settled = floor.db.write(|conn| settle(conn, &pack, &envelopes));
    if settled.is_err() {
        floor.files.delete(&pack.file_key)?;
    }
    settled.map(|()| pack.id)
}

/// The printed letters that are owed still, in envelope order; the others end here.
fn gather(conn: &mut Conn, floor: &Floor, round_id: &str, printed: State) -> Result<(Sheet, Vec<Envelope>)> {
    let round = store::rounds::hold(conn, round_id)?;
    if Carrier::parse(&round.carrier) != Some(Carrier::PrintRoom) {
        return Err(Error::TooLate("The letters of this round go by GOV.UK Notify, not in a pack.".into()));
    }
    let sheet = Sheet::of(conn, round)?;
    let (mut guard, mut found) = (owed::Guard::default(), Vec::new());
    for letter in store::road::of_round(conn, round_id)? {
        if letter.state != printed {
            continue;
        }
        let person = people::person(conn, &letter.person_id)?;
        match owed(conn, floor, &mut guard, &person)? {
            Owed::Yes => found.push(Envelope { letter, person }),
            Owed::No(reason) => not_owed(conn, floor, &sheet.round, &letter, reason)?,
            Owed::Alarm(alarm) => return Err(Error::NotAllowed(format!("Nothing is packed: {}.", alarm.why))),
        }
    }
    found.sort_by(|a, b| envelope_order(&a.person, &b.person));
    Ok((sheet, found))
}

/// By site, team, family name and staff reference, as the post room hands letters out.
pub(super) fn envelope_order(a: &Person, b: &Person) -> Ordering {
    fn key(one: &Person) -> (&str, &str, String, &str) {
        let site = one.site.as_ref().map_or("", |site| site.name.as_str());
        let team = one.team.as_ref().map_or("", |team| team.name.as_str());
        (site, team, one.names.family().to_lowercase(), one.reference.as_str())
    }
    key(a).cmp(&key(b))
}

fn bind(floor: &Floor, sheet: &Sheet, envelopes: &[Envelope]) -> Result<Vec<u8>> {
    let about = About {
        title: sheet.wording.title.clone(),
        language: sheet.wording.language.code().into(),
        dated: sheet.round.post_on,
    };
    let mut plain = Vec::new();
    pack::pack(&mut plain, &about, envelopes.len(), |at| enclose(floor, &envelopes[at]))
        .map_err(|Unbound(error)| error)?;
    Ok(plain)
}

/// Opens a letter's file, and holds it to the hash it was printed under.
fn enclose(floor: &Floor, Envelope { letter, person }: &Envelope) -> Result<Enclosed, Unbound> {
    let key = letter.file_key.as_deref().ok_or(Error::Missing("The file of a printed letter"))?;
    let pdf = floor.secrets.open(&seal_context(&letter.id), &floor.files.get(key)?)?;
    if letter.file_sha256.as_deref() != Some(sha256(&pdf).as_str()) {
        return Err(Error::broken("a letter's file is not the one that was printed").into());
    }
    Ok(Enclosed { letter: letter.id.clone(), staff: person.reference.to_string(), pdf })
}

fn settle(conn: &mut Conn, pack: &Pack, envelopes: &[Envelope]) -> Result<()> {
    store::packs::add(conn, pack)?;
    for (place, Envelope { letter, .. }) in (1..).zip(envelopes) {
        let changes = Changes { pack_id: Some(Some(&pack.id)), place: Some(Some(place)), ..Changes::default() };
        store::road::go(conn, letter, Step::Pack, &changes)?;
        store::packs::add_sheet(conn, &pack.id, &letter.id, place)?;
    }
    let detail = format!("letters {}, sha256 {}", pack.letter_count, pack.file_sha256);
    audit::write(conn, pack.made_at, &Act::new(&pack.made_by, "pack.made", &pack.id).because(detail))
}

/// Either room's error, for the pack's own `open`.
struct Unbound(Error);

impl From<Error> for Unbound {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<PackError> for Unbound {
    fn from(error: PackError) -> Self {
        Self(Error::broken(error))
    }
}
