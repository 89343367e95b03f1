//! A coordinator sets up a round: whose letters, in which words, signed by whom and by when.

use chrono::NaiveDate;

use super::{
    carrier::Carrier,
    hand::Hand,
    letter::Wording,
    print::{Stationery, Unprintable},
    store,
    ways::Ways,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Role, Visitor},
    },
    trial::roster::people::{self, Authority, Person},
};
pub use store::rounds::Round;

/// Who runs rounds.
pub const RUN: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];

/// The longest name of a round, in characters.
const LONGEST: usize = 120;

/// A round that was found whole.
#[derive(Debug, Clone)]
pub struct NewRound {
    name: String,
    trial_id: String,
    authority: Authority,
    opening: String,
    closing: String,
    sign_off: String,
    signatory: Person,
    signatory_title: String,
    lines_due_on: NaiveDate,
    post_on: NaiveDate,
    carrier: Carrier,
    ways: Ways,
}

/// What a form may choose from.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Id and name.
    pub trials: Vec<(String, String)>,
    /// Those that the visitor reaches.
    pub authorities: Vec<Authority>,
    /// Senior leaders of those authorities.
    pub leaders: Vec<Person>,
}

impl Choices {
    pub fn of(conn: &mut Conn, visitor: &Visitor) -> Result<Self> {
        let mut authorities = people::authorities(conn)?;
        authorities.retain(|authority| visitor.reaches(RUN, &authority.id));
        let leaders = authorities.iter().map(|authority| people::leaders(conn, &authority.id));
        let leaders = leaders.collect::<Result<Vec<_>>>()?.concat();
        Ok(Self { trials: super::trials::of_letters(conn)?, authorities, leaders })
    }
}

impl NewRound {
    /// Reads what was typed. `today` is the first day on which lines can be due.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, choices: &Choices, today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let mut words = |field: &str, longest: usize, ask: &str| {
            let text = tidy(form.text(field));
            if text.is_empty() || text.chars().count() > longest {
                complaints.add(field, ask);
            }
            text
        };
        let name = words("name", LONGEST, "Give the round a name, of 120 letters at most.");
        let opening = words("opening", 5_000, "Write the words before the manager’s two lines.");
        let closing = words("closing", 5_000, "Write the words after the manager’s two lines.");
        let sign_off = words("sign_off", LONGEST, "Write the words above the signature, such as “With thanks,”.");
        let signatory_title = words("signatory_title", LONGEST, "Give the title that prints under the name.");
        let carrier = Carrier::chosen(form.text("carrier"));
        if carrier.is_none() {
            complaints.add("carrier", "Choose who prints and posts the letters.");
        }
        let trial = choices.trials.iter().find(|(id, _)| id == form.text("trial"));
        let authority = choices.authorities.iter().find(|authority| authority.id == form.text("authority"));
        let signatory = choices.leaders.iter().find(|leader| leader.id == form.text("signatory"));
        if trial.is_none() {
            complaints.add("trial", "Choose a trial.");
        }
        if authority.is_none() {
            complaints.add("authority", "Choose an authority.");
        }
        match (signatory, authority) {
            (None, _) => complaints.add("signatory", "Choose who signs."),
            (Some(leader), Some(authority)) if leader.authority_id != authority.id => {
                complaints.add("signatory", "Choose a senior leader of the same authority.");
            }
            _ => {}
        }
        let due = day(form, "lines_due_on").filter(|day| *day > today);
        if due.is_none() {
            complaints.add("lines_due_on", "Give a day after today, so that managers have time to write.");
        }
        let post = day(form, "post_on").filter(|day| due.is_none_or(|due| *day > due));
        if post.is_none() {
            complaints.add("post_on", "Give a day after the one by which lines are due.");
        }
        let (Some((trial_id, _)), Some(authority), Some(signatory), Some(carrier)) =
            (trial, authority, signatory, carrier)
        else {
            return Err(Error::Invalid(complaints));
        };
        let (lines_due_on, post_on) = (due.unwrap_or(today), post.unwrap_or(today));
        let (authority, signatory, trial_id) = (authority.clone(), signatory.clone(), trial_id.clone());
        let round = Self {
            name,
            trial_id,
            authority,
            opening,
            closing,
            sign_off,
            signatory,
            signatory_title,
            lines_due_on,
            post_on,
            carrier,
            ways: Ways::ticked(form),
        };
        if complaints.is_empty() {
            round.fits(&mut complaints)?;
        }
        complaints.or(round)
    }

    /// Whether the words leave room on one page, and print.
    fn fits(&self, complaints: &mut Complaints) -> Result<()> {
        let signatory = self.signatory.names.full();
        let texts = [&self.opening, &self.closing, &self.sign_off, &self.signatory_title].map(String::as_str);
        let wording = wording_of(texts, &self.authority.name, &signatory);
        match Stationery::new(&wording, Some(&Hand::typed(signatory))) {
            Ok(_) => {}
            Err(Unprintable::Faults(faults)) => {
                faults.iter().for_each(|fault| complaints.add("opening", fault.to_string()));
            }
            Err(other) => return Err(Error::broken(other)),
        }
        Ok(())
    }
}

/// Sets up a round and gives its id.
///
/// # Errors
/// `Invalid`, where the trial has a round of that name in that authority.
pub fn set_up(conn: &mut Conn, floor: &Floor, actor: &str, new: NewRound) -> Result<String> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let round = Round {
        id: id.clone(),
        trial_id: new.trial_id,
        authority_id: new.authority.id,
        name: new.name,
        opening: new.opening,
        closing: new.closing,
        sign_off: new.sign_off,
        signatory_id: new.signatory.id,
        signatory_title: new.signatory_title,
        lines_due_on: new.lines_due_on,
        post_on: new.post_on,
        made_by: actor.to_owned(),
        made_at: now,
        asked_at: None,
        composed_at: None,
        deputy_id: None,
        carrier: new.carrier.name().into(),
        fallbacks: new.ways.text(),
    };
    if !store::rounds::add(conn, &round)? {
        return Err(Error::invalid("name", "There is a round of that name already. Choose another."));
    }
    audit::write(conn, now, &Act::new(actor, "round.set_up", &id))?;
    Ok(id)
}

/// A round that the visitor runs.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's.
pub fn run_by(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Round> {
    let round = store::rounds::one(conn, id)?;
    if visitor.reaches(RUN, &round.authority_id) { Ok(round) } else { Err(Error::Missing("This round")) }
}

/// The words of a round as its letters say them.
pub fn wording(round: &Round, authority: &str, signatory: &str) -> Wording {
    wording_of([&round.opening, &round.closing, &round.sign_off, &round.signatory_title], authority, signatory)
}

fn wording_of([opening, closing, sign_off, title]: [&str; 4], authority: &str, signatory: &str) -> Wording {
    Wording {
        language: "en-GB".into(),
        title: "A letter of thanks".into(),
        authority: authority.into(),
        sender: Vec::new(),
        greeting: "Dear {name},".into(),
        opening: paragraphs(opening),
        closing: paragraphs(closing),
        sign_off: sign_off.into(),
        signatory: signatory.into(),
        signatory_title: title.into(),
    }
}

/// Parted by empty lines; a single line end is a space.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match (line, found.last_mut()) {
            ("", _) => found.push(String::new()),
            (line, Some(last)) if !last.is_empty() => *last = format!("{last} {line}"),
            (line, Some(last)) => last.push_str(line),
            (_, None) => {}
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

/// Without space round it, and without what no database keeps.
fn tidy(text: &str) -> String {
    text.replace('\0', "").replace("\r\n", "\n").trim().to_owned()
}

fn day(form: &Form, field: &str) -> Option<NaiveDate> {
    form.text(field).trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn empty_lines_part_paragraphs_and_line_ends_do_not() {
        assert_eq!(paragraphs("One\ntwo\n\n \nThree\n"), ["One two", "Three"]);
        assert!(paragraphs(" \n\n").is_empty());
    }
}
