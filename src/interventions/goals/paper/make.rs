//! A coordinator has the letters made that are due: one sealed file for the printer, each page on a sheet of its own.

use chrono::NaiveDate;

use super::{
    code::Code,
    draw::Stationery,
    due::due,
    letter::{Letter, letter},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        pdf::bind::{About, Binder},
        seal::sha256,
    },
    interventions::goals::{
        protected::Protected,
        record::record,
        run::{GOALS, Run},
        store::{
            self,
            papers::{Pack, Paper},
        },
        wording,
    },
    trial::{
        allocation::receives::{Guard, Owed, receives},
        roster::people::{self, Person},
        uptake::event::Event,
    },
};

/// A page with whom it is for.
struct Sheet {
    time: Protected,
    person: Person,
    code: Code,
    letter: Letter,
}

/// What a file's seal is bound to.
pub(super) fn seal_context(pack_id: &str) -> String {
    format!("goals/paper:{pack_id}")
}

/// Makes them; how many. They are drawn with no transaction open; where somebody opts out meanwhile, none is made.
///
/// # Errors
/// `TooLate`, where none is due; `NotAllowed`, where a list was tampered with; `Invalid`, where the words do not fit on a page.
pub fn make(floor: &Floor, actor: &str, run: &Run) -> Result<usize> {
    let (title, sheets) = floor.db.read(|conn| gather(conn, floor, run))?;
    if sheets.is_empty() {
        return Err(Error::TooLate("No letter on paper is due now.".into()));
    }
    let (id, today) = (floor.ids.next(), floor.clock.today());
    let plain = print(&title, &sheets, today)?;
    let pack = Pack {
        file_key: format!("paper/{}/{id}.pdf.sealed", run.id),
        file_sha256: sha256(&plain),
        letters: i32::try_from(sheets.len()).map_err(Error::broken)?,
        run_id: run.id.clone(),
        made_by: actor.to_owned(),
        made_at: floor.clock.now(),
        erased_at: None,
        id,
    };
    floor.files.put(&pack.file_key, floor.secrets.seal(&floor.ids, &seal_context(&pack.id), &plain)?)?;
    let settled = floor.db.write(|conn| settle(conn, floor, run, &pack, &sheets, today));
    if settled.is_err() {
        floor.files.delete(&pack.file_key)?;
    }
    settled.map(|()| sheets.len())
}

fn gather(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<(String, Vec<Sheet>)> {
    let (course, mut guard, mut sheets) = (wording::course(conn, run)?, Guard::default(), Vec::new());
    for time in due(conn, floor, run)? {
        if !owed(conn, floor, &mut guard, &time.person_id)? {
            continue;
        }
        let (person, code) = (people::person(conn, &time.person_id)?, Code::random(&floor.ids));
        let letter = letter(conn, floor, &course, &time, &person, &code)?;
        sheets.push(Sheet { time, person, code, letter });
    }
    sheets.sort_by_cached_key(|sheet| in_hand(&sheet.person));
    Ok((course.name, sheets))
}

/// By site, team and family name, as they are handed out.
fn in_hand(person: &Person) -> (String, String, String, String) {
    let named = |place: Option<&people::Place>| place.map(|place| place.name.clone()).unwrap_or_default();
    let family = person.names.family().to_lowercase();
    (named(person.site.as_ref()), named(person.team.as_ref()), family, person.reference.to_string())
}

/// Whether a letter is owed to somebody.
///
/// # Errors
/// `NotAllowed`, where the list is not as it was drawn.
fn owed(conn: &mut Conn, floor: &Floor, guard: &mut Guard, person_id: &str) -> Result<bool> {
    match receives(conn, floor, guard, person_id, GOALS, floor.clock.now())? {
        Owed::Yes(_) => Ok(true),
        Owed::No(_) => Ok(false),
        Owed::Alarm(alarm) => Err(Error::NotAllowed(format!("No letter is made: {}.", alarm.why))),
    }
}

fn print(title: &str, sheets: &[Sheet], today: NaiveDate) -> Result<Vec<u8>> {
    let mut paper = Stationery::new(title)?;
    let mut binder = Binder::begin(Vec::new()).map_err(Error::broken)?;
    for sheet in sheets {
        binder.add(&paper.print(&sheet.letter, today)?).map_err(Error::broken)?;
    }
    let about = About { title: title.to_owned(), language: "en-GB".to_owned(), dated: today };
    binder.finish(&about).map_err(Error::broken)
}

/// Asks once more, and puts them on record.
fn settle(conn: &mut Conn, floor: &Floor, run: &Run, pack: &Pack, sheets: &[Sheet], made_on: NaiveDate) -> Result<()> {
    let mut guard = Guard::default();
    store::papers::add_pack(conn, pack)?;
    for Sheet { time, code, .. } in sheets {
        let code = code.hash(&floor.secrets);
        let paper = Paper { time_id: time.id.clone(), made_on, pack_id: pack.id.clone(), code };
        if !owed(conn, floor, &mut guard, &time.person_id)? || !store::papers::add(conn, &paper)? {
            return Err(Error::TooLate("Something changed while the letters were made. Press once more.".into()));
        }
        let occasion = format!("{}/{made_on}", run.id);
        record(conn, floor, run, Event::GoalsPaperMade, &time.person_id, &occasion, "")?;
    }
    let detail = format!("letters {}, sha256 {}", pack.letters, pack.file_sha256);
    audit::write(conn, pack.made_at, &Act::new(&pack.made_by, "goals.paper_made", &run.id).because(detail))
}
