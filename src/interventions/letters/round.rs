//! A coordinator sets up a round: whose letters, in which words, signed by whom and by when.

use chrono::NaiveDate;

use super::{
    carrier::Carrier,
    letter::Language,
    store,
    ways::Ways,
    words::{Words, tidy},
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
    words: Words,
    welsh: Option<Words>,
    signatory: Person,
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
        let name = tidy(form.text("name"));
        if name.is_empty() || name.chars().count() > LONGEST {
            complaints.add("name", "Give the round a name, of 120 letters at most.");
        }
        let words = Words::parse(form, Language::English, &mut complaints);
        let welsh = Words::parse(form, Language::Welsh, &mut complaints);
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
        let due = form.day("lines_due_on").filter(|day| *day > today);
        if due.is_none() {
            complaints.add("lines_due_on", "Give a day after today, so that managers have time to write.");
        }
        let post = form.day("post_on").filter(|day| due.is_none_or(|due| *day > due));
        if post.is_none() {
            complaints.add("post_on", "Give a day after the one by which lines are due.");
        }
        let (Some((trial_id, _)), Some(authority), Some(signatory), Some(carrier), Some(words)) =
            (trial, authority, signatory, carrier, words)
        else {
            return Err(Error::Invalid(complaints));
        };
        let (lines_due_on, post_on) = (due.unwrap_or(today), post.unwrap_or(today));
        let (authority, signatory, trial_id) = (authority.clone(), signatory.clone(), trial_id.clone());
        let round = Self {
            name,
            trial_id,
            authority,
            words,
            welsh,
            signatory,
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

    /// Whether the words print.
    fn fits(&self, complaints: &mut Complaints) -> Result<()> {
        let (authority, signatory) = (&self.authority.name, self.signatory.names.full());
        self.words.fit(Language::English, authority, &signatory, complaints)?;
        self.welsh.as_ref().map_or(Ok(()), |words| words.fit(Language::Welsh, authority, &signatory, complaints))
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
        opening: new.words.opening,
        closing: new.words.closing,
        sign_off: new.words.sign_off,
        signatory_id: new.signatory.id,
        signatory_title: new.words.signatory_title,
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
    if let Some(welsh) = new.welsh {
        store::texts::add(conn, &id, Language::Welsh, &welsh)?;
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
