//! A colleague is asked for two lines about somebody of their team. What they write is a suggestion: only what the manager
//! takes on counts as given. Any person can be asked about, whatever their arm, so being asked tells nothing.

use super::{
    mailing::reachable,
    state::Lines,
    store::{self, lines::TwoLines, rounds::Round},
    suggest_mail::{SuggestMail, ToSuggest},
    trials,
    ways::{Way, Ways},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs,
        web::{Form, Role},
    },
    trial::{
        allocation::end::still_on,
        roster::{
            let_in::let_in,
            people::{self, Person},
        },
    },
};

/// Somebody whose lines are still to come, and the colleagues who could suggest some.
#[derive(Debug, Clone)]
pub struct Colleagues {
    pub round: Round,
    /// What the trial randomises.
    pub unit: &'static str,
    pub two: TwoLines,
    pub person: Person,
    /// Those of the same manager's page whom a mail can reach, by family name.
    pub people: Vec<Person>,
}

impl Colleagues {
    /// # Errors
    /// `Missing`, where there is no such letter in the round; `TooLate`, where its lines are in or the round did not agree
    /// on colleagues.
    pub fn of(conn: &mut Conn, floor: &Floor, round_id: &str, letter_id: &str) -> Result<Self> {
        let (round, two) = (store::rounds::one(conn, round_id)?, store::lines::one(conn, letter_id)?);
        if two.round_id != round.id {
            return Err(Error::Missing("This letter"));
        }
        still_on(conn, &round.trial_id)?;
        Ways::read(&round.fallbacks).agreed(Way::Colleague)?;
        if two.lines != Lines::Asked {
            return Err(Error::TooLate("There are lines for this person already, or nobody is asked any more.".into()));
        }
        let (mut people, today) = (Vec::new(), floor.clock.today());
        let team = two.manager_id.as_deref().map(|id| store::lines::of_manager(conn, round_id, id)).transpose()?;
        for other in team.unwrap_or_default().into_iter().filter(|other| other.id != two.id) {
            let colleague = people::person(conn, &other.person_id)?;
            if reachable(&colleague, today) && colleague.opted_out_at.is_none() {
                people.push(colleague);
            }
        }
        people.sort_by_cached_key(|person| (person.names.family().to_lowercase(), person.names.full()));
        let unit = trials::unit(conn, &round.trial_id)?;
        Ok(Self { person: people::person(conn, &two.person_id)?, round, unit, two, people })
    }

    /// Reads the field `colleague`.
    ///
    /// # Errors
    /// A complaint, where it is nobody of the list.
    pub fn chosen(&self, form: &Form) -> Result<Person> {
        let found = self.people.iter().find(|person| person.id == form.text("colleague"));
        found.cloned().ok_or_else(|| Error::invalid("colleague", "Choose a colleague from the list."))
    }
}

/// Promises a colleague a mail with a link to one person's page.
///
/// # Errors
/// `Invalid`, where this colleague was asked about this person before.
pub fn ask_colleague(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    asked: &Colleagues,
    colleague: &Person,
) -> Result<()> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    if !store::suggestions::add(conn, &id, &asked.two.id, &colleague.id, actor, now)? {
        return Err(Error::invalid("colleague", "They have been asked already. Choose somebody else."));
    }
    let_in(conn, floor, colleague, Role::SocialWorker, &asked.round.authority_id)?;
    jobs::enqueue::<SuggestMail>(conn, floor, &ToSuggest { suggestion_id: id.clone() })?;
    audit::write(conn, now, &Act::new(actor, "lines.colleague_asked", &id))
}
