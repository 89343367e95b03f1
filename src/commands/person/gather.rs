//! Everything that the house holds about one person, room by room.

use serde_json::{Value, json};

use super::{WHO, whose::whose};
use crate::{
    floor::{Floor, auth, db::Conn, error::Result, inbound, mail},
    interventions::{goals::store as goal_store, letters::store},
    trial::{
        availability::{absence::Taken, free::known},
        contact::may_send,
        outcomes::of_person::of_person as outcomes_of,
        roster::{
            people::{self, Person},
            vault,
        },
        surveys::{answer::of_person as answers_of, sheet::saved::of_person as surveys_of},
        uptake::told::{self, Arms},
    },
};

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Neither the address nor anything that tells an arm.
    Facts,
    /// The address, and nothing that tells an arm.
    NoTrials,
    All,
}

impl Reach {
    fn arms(self) -> Arms {
        if self == Self::All { Arms::All } else { Arms::None }
    }
}

pub fn gather(conn: &mut Conn, floor: &Floor, person: &Person, reach: Reach) -> Result<Value> {
    let address = match reach {
        Reach::Facts => None,
        _ => vault::open(conn, floor, WHO, &person.id, "a copy for the person")?,
    };
    let left_out = "Letters and half hours, what happened to them, mail about them and answers to questions are left out: they would tell the arm.";
    Ok(json!({
        "person": facts(conn, person)?,
        "home_address_since": vault::held_since(conn, &person.id)?,
        "home_address": address.map(|address| address.lines().to_vec()),
        "worked": postings(conn, &person.id)?,
        "account": auth::by_person(conn, &person.id)?.map(|account| json!({ "email": account.email, "name": account.name })),
        "letters": if reach == Reach::All { letters(conn, &person.id)? } else { Value::Null },
        "not_free": absences(conn, &person.id)?,
        "asked_about_messages": match reach {
            Reach::All => json!(may_send::choices(conn, &person.id, floor.clock.now())?),
            _ => Value::Null,
        },
        "goals": if reach == Reach::All { goals(conn, &person.id)? } else { Value::Null },
        "mail_sent": if reach == Reach::Facts { Value::Null } else { sent(conn, floor, person, reach)? },
        "mail_that_came": if reach == Reach::All { came(conn, floor, person)? } else { Value::Null },
        "answers": if reach == Reach::All { json!(answers_of(conn, &person.id)?) } else { Value::Null },
        "surveys": if reach == Reach::All { json!(surveys_of(conn, floor, &person.id)?) } else { Value::Null },
        "outcomes": if reach == Reach::All { json!(outcomes_of(conn, floor, &person.id)?) } else { Value::Null },
        "events": events(conn, &person.id, reach)?,
        "audit": audits(conn, &person.id, reach)?,
        "left_out": (reach != Reach::All).then_some(left_out),
    }))
}

fn facts(conn: &mut Conn, person: &Person) -> Result<Value> {
    let manager = person.manager_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
    Ok(json!({
        "id": person.id, "authority": person.authority, "staff_reference": person.reference.as_str(),
        "given_name": person.names.given(), "family_name": person.names.family(), "known_as": person.names.known_as(),
        "email": person.email, "role": person.role.name(), "team": person.team.as_ref().map(|team| &team.name),
        "site": person.site.as_ref().map(|site| &site.name), "manager": manager.map(|manager| manager.names.full()),
        "letter_format": person.letter_format.name(), "letter_language": person.letter_language.name(),
        "do_not_post": person.do_not_post, "joined_at": person.joined_at, "left_on": person.left_on, "opted_out_at": person.opted_out_at, "erased_at": person.erased_at,
    }))
}

fn postings(conn: &mut Conn, person_id: &str) -> Result<Vec<Value>> {
    let told = |posting: people::Posting| {
        json!({
            "role": posting.role.name(), "team": posting.team.map(|team| team.name),
            "site": posting.site.map(|site| site.name), "from": posting.from_on, "until": posting.until_on,
        })
    };
    Ok(people::history(conn, person_id)?.into_iter().map(told).collect())
}

fn letters(conn: &mut Conn, person_id: &str) -> Result<Value> {
    let mut told = Vec::new();
    for letter in store::road::of_person(conn, person_id)? {
        let round = store::rounds::one(conn, &letter.round_id)?;
        let suggested = store::suggestions::of_letter(conn, &letter.id)?;
        let suggested: Vec<_> = suggested.into_iter().map(|one| one.words).collect();
        told.push(json!({
            "suggested": suggested,
            "round": round.name, "state": letter.state, "lines": letter.words, "reason": letter.reason,
            "words_sha256": letter.words_sha256, "file_sha256": letter.file_sha256, "returned": letter.returned,
        }));
    }
    Ok(told.into())
}

/// Half hours and when they are. What they wrote in them is theirs to read and to copy by their own link, and is not opened here.
fn goals(conn: &mut Conn, person_id: &str) -> Result<Value> {
    let mut told = Vec::new();
    for time in goal_store::times::of_person(conn, person_id)? {
        let slots = goal_store::slots::of_time(conn, &time.id)?.into_iter().map(|slot| {
            json!({
                "week": slot.week, "starts_at": slot.span.starts, "ends_at": slot.span.ends, "state": slot.state,
                "reason": slot.reason,
            })
        });
        let slots: Vec<Value> = slots.collect();
        told.push(json!({
            "run": goal_store::runs::one(conn, &time.run_id)?.name, "state": time.state, "reason": time.reason,
            "first_step": goal_store::parts::first_step(conn, &time.id)?, "half_hours": slots,
            "letters_on_paper": goal_store::papers::days_of(conn, &time.id)?,
            "weeks_written_in": goal_store::parts::of_time(conn, &time.id)?.iter().map(|part| part.week).collect::<Vec<_>>(),
        }));
    }
    Ok(told.into())
}

/// Mails that are sent to people of every arm alike, so that having had one tells nothing.
const OF_NO_ARM: [&str; 8] = [
    "sign_in_key",
    "question_asked",
    "survey_asked",
    "lines_asked",
    "lines_handed",
    "lines_later",
    "lines_reminder",
    "lines_suggest",
];

fn sent(conn: &mut Conn, floor: &Floor, person: &Person, reach: Reach) -> Result<Value> {
    let whose = whose(conn, person)?;
    let mut sent = mail::traces::sent_to(conn, floor, &whose)?;
    sent.retain(|one| reach == Reach::All || OF_NO_ARM.contains(&one.kind.as_str()));
    Ok(json!(sent))
}

fn came(conn: &mut Conn, floor: &Floor, person: &Person) -> Result<Value> {
    let whose = whose(conn, person)?;
    Ok(json!(inbound::traces::came(conn, floor, &whose)?))
}

fn absences(conn: &mut Conn, person_id: &str) -> Result<Vec<Value>> {
    let told = known(conn, person_id)?.into_iter().map(|absence| match absence.taken {
        Taken::Once(span) => json!({ "what": absence.kind, "from": span.starts, "until": span.ends }),
        Taken::Weekly(time) => {
            json!({ "what": absence.kind, "every": time.weekday.to_string(), "from": time.from, "until": time.until })
        }
    });
    Ok(told.collect())
}

fn events(conn: &mut Conn, person_id: &str, reach: Reach) -> Result<Vec<Value>> {
    let told = told::events(conn, person_id, &reach.arms())?.into_iter().map(|happened| {
        let (event, detail) = (happened.event, happened.detail);
        json!({ "at": happened.at, "event": event.name(), "meaning": event.meaning(), "detail": detail })
    });
    Ok(told.collect())
}

fn audits(conn: &mut Conn, person_id: &str, reach: Reach) -> Result<Vec<Value>> {
    let told = told::acts(conn, person_id, &reach.arms())?
        .into_iter()
        .map(|entry| json!({ "at": entry.at, "by": entry.actor, "act": entry.act, "why": entry.detail }));
    Ok(told.collect())
}
