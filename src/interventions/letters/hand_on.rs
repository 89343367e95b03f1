//! A manager who cannot write hands the page on: to another manager, a leader, or somebody of their own team. It is always
//! the whole page, whatever anybody's arm, so that who has it and what they are sent tells nothing.

use super::{
    line_mail::{LineMail, Note, Says},
    mailing::{Post, reachable},
    state::Lines,
    store::{self, hands::Hand, rounds::Round},
    trials,
    ways::{Way, Ways},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
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

/// The longest word why, in characters.
const LONGEST: usize = 300;

/// A manager's page, and the people it may be handed on to.
#[derive(Debug, Clone)]
pub struct Choices {
    pub round: Round,
    /// What the trial randomised.
    pub unit: &'static str,
    pub manager: Person,
    /// Who has it now, where it is not the manager.
    pub writer: Option<Person>,
    /// Managers first, then the manager's own team, each by family name.
    pub people: Vec<Person>,
}

/// Who is to write, and why.
#[derive(Debug, Clone)]
pub struct HandOn {
    pub writer: Person,
    reason: String,
}

impl Choices {
    /// # Errors
    /// `Missing`, where the manager was asked about nobody in this round; `TooLate`, where the round did not agree on
    /// deputies.
    pub fn of(conn: &mut Conn, floor: &Floor, round_id: &str, manager_id: &str) -> Result<Self> {
        let round = store::rounds::one(conn, round_id)?;
        let asked = store::lines::of_manager(conn, round_id, manager_id)?;
        if asked.is_empty() {
            return Err(Error::Missing("This page"));
        }
        still_on(conn, &round.trial_id)?;
        Ways::read(&round.fallbacks).agreed(Way::Deputy)?;
        let hand = store::hands::of(conn, round_id, manager_id)?;
        let (mut people, today) = (people::in_authority(conn, &round.authority_id)?, floor.clock.today());
        people.retain(|person| person.id != manager_id && reachable(person, today) && person.opted_out_at.is_none());
        people.retain(|person| person.role.may_manage() || asked.iter().any(|two| two.person_id == person.id));
        people.sort_by_cached_key(|person| {
            (person.role.is_practitioner(), person.names.family().to_lowercase(), person.names.full())
        });
        let writer = hand.map(|hand| people::person(conn, &hand.writer_id)).transpose()?;
        let unit = trials::unit(conn, &round.trial_id)?;
        Ok(Self { manager: people::person(conn, manager_id)?, round, unit, writer, people })
    }
}

impl HandOn {
    /// Reads the fields `writer` (one of the list) or `email`, and `reason`.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, choices: &Choices) -> Result<Self> {
        let mut complaints = Complaints::default();
        let email = form.text("email").trim().to_lowercase();
        let of_email = |person: &&Person| person.email.as_ref().is_some_and(|own| own.to_lowercase() == email);
        let found = match (form.text("writer"), email.as_str()) {
            ("", "") => Err(("writer", "Choose who writes instead, or give their work e-mail.")),
            (id, "") => choices.people.iter().find(|person| person.id == id).ok_or(("writer", "Choose from the list.")),
            _ => choices.people.iter().find(of_email).ok_or((
                "email",
                "No manager of this authority and nobody of this team has that work e-mail. Check it, or choose from the list.",
            )),
        };
        let reason = form.text("reason").replace('\0', "").trim().to_owned();
        if reason.is_empty() || reason.chars().count() > LONGEST {
            complaints.add("reason", "Say in a few words why somebody else writes.");
        }
        match found {
            Ok(writer) => complaints.or(Self { writer: writer.clone(), reason }),
            Err((field, says)) => {
                let mut all = Complaints::of(field, says);
                complaints.iter().for_each(|one| all.add(one.field.clone(), one.message.clone()));
                Err(Error::Invalid(all))
            }
        }
    }
}

/// Puts a manager's page into other hands and promises the mail that says so. The reason goes on the audit record.
///
/// # Errors
/// `TooLate`, where nothing is left to write.
pub fn hand_on(conn: &mut Conn, floor: &Floor, actor: &str, choices: &Choices, to: &HandOn) -> Result<()> {
    let (round, manager_id) = (store::rounds::hold(conn, &choices.round.id)?, &choices.manager.id);
    let lines = store::lines::of_manager(conn, &round.id, manager_id)?;
    if !lines.iter().any(|two| two.lines == Lines::Asked && two.person_id != to.writer.id) {
        return Err(Error::TooLate("Every line on this page is in, so there is nothing to hand on.".into()));
    }
    // A second press of the same button changes nothing and sends nothing.
    let before = store::hands::of(conn, &round.id, manager_id)?;
    if before.is_some_and(|hand| hand.writer_id == to.writer.id) {
        return Ok(());
    }
    let now = floor.clock.now();
    let_in(conn, floor, &to.writer, Role::TeamManager, &round.authority_id)?;
    let hand = Hand {
        round_id: round.id.clone(),
        manager_id: manager_id.clone(),
        writer_id: to.writer.id.clone(),
        given_by: actor.to_owned(),
        given_at: now,
    };
    store::hands::put(conn, &hand)?;
    let post = Post { writer_id: Some(hand.writer_id), ..Post::to_manager(&round.id, manager_id) };
    let row = post.row();
    jobs::enqueue::<LineMail>(conn, floor, &Note { post, says: Says::HandedOn })?;
    audit::write(conn, now, &Act::new(actor, "lines.handed_on", &row).because(&to.reason))
}
