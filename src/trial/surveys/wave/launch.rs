//! The launch of a survey: refused until everything that the law, the licences and the trial ask for is there. From here on what is
//! asked stands as it was asked.

use serde::Serialize;

use super::{Mode, Wave, asked, send};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Complaints, Error, Result},
    },
    trial::{
        allocation::end::ended_at,
        roster::governance::{self, CONDITIONS},
        surveys::{instrument::Shelf, store::waves},
    },
};

/// One thing that has to be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    pub title: String,
    /// What is wrong, and how to mend it; `None` where it is as it should be.
    pub fault: Option<String>,
}

/// Everything that the launch asks for.
pub fn checks(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<Vec<Check>> {
    let check = |title: &str, fault: Option<String>| Check { title: title.to_owned(), fault };
    let mut checks = vec![check("The footing in law, with the condition for health data", fault_of_footing(conn)?)];
    let shelf = Shelf::load(&floor.settings.surveys);
    for (id, _) in waves::instruments(conn, &wave.id)? {
        let (title, fault) = match shelf.as_ref().map(|shelf| (shelf.find(&id), shelf.worded(&id, wave.closes_on))) {
            Ok((Ok(found), worded)) => (found.title.clone(), worded.err().map(|error| error.to_string())),
            Ok((Err(error), _)) => (id, Some(error.to_string())),
            Err(error) => (id, Some(error.to_string())),
        };
        checks.push(check(&format!("The wording of {title}, and the right to it"), fault));
    }
    let late = wave.closes_on < floor.clock.today();
    checks.push(check(
        "Days that lie ahead",
        late.then(|| "Its last day has gone by. Set up another survey.".to_owned()),
    ));
    let ended = ended_at(conn, &wave.trial_id)?.is_some() && !wave.follow_up;
    checks.push(check(
        "A trial that goes on, or a follow-up",
        ended.then(|| "The trial has ended. Set up another survey, and say that it is a follow-up.".to_owned()),
    ));
    if wave.mode.goes_by_mail() {
        let nobody = asked::everyone(conn, floor, &wave.trial_id)?.is_empty();
        checks.push(check("People to ask", nobody.then(|| "Nobody is in the trial yet.".to_owned())));
    }
    Ok(checks)
}

fn fault_of_footing(conn: &mut Conn) -> Result<Option<String>> {
    let says = match governance::current(conn)? {
        None => {
            "Record the lawful basis, the condition for health data (Article 9), the impact assessment and the privacy notice, on the page 'Governance'."
        }
        Some(recorded) if recorded.article_9_condition == CONDITIONS[0] => {
            "Answers about wellbeing are health data. Record a condition of Article 9 for them, on the page 'Governance'."
        }
        Some(_) => return Ok(None),
    };
    Ok(Some(says.to_owned()))
}

/// Launches a survey. Where it opens today, it goes out now.
///
/// # Errors
/// `Invalid`, with everything that is still wanting; `TooLate`, where it was launched before.
pub fn launch(conn: &mut Conn, floor: &Floor, actor: &str, wave: &Wave) -> Result<()> {
    let mut complaints = Complaints::default();
    for check in checks(conn, floor, wave)? {
        if let Some(fault) = check.fault {
            complaints.add("", fault);
        }
    }
    complaints.or(())?;
    let (shelf, now) = (Shelf::load(&floor.settings.surveys)?, floor.clock.now());
    let mut asked = Vec::new();
    for (id, _) in waves::instruments(conn, &wave.id)? {
        asked.push(serde_json::to_string(shelf.worded(&id, wave.closes_on)?)?);
    }
    let people = people(conn, floor, wave)?;
    if !waves::launch(conn, &wave.id, &asked, people, now)? {
        return Err(Error::TooLate("This survey was launched before.".into()));
    }
    audit::write(conn, now, &Act::new(actor, "survey.launched", &wave.id).because(wave.mode.name()))?;
    let wave = Wave { launched_at: Some(now), ..wave.clone() };
    if wave.mode == Mode::Coded { Ok(()) } else { send::send_due(conn, floor, &wave) }
}

/// How many people there are to ask. Who comes and goes later changes nothing of it.
fn people(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<Option<i32>> {
    if !wave.mode.goes_by_mail() {
        return Ok(None);
    }
    Ok(Some(i32::try_from(asked::everyone(conn, floor, &wave.trial_id)?.len()).map_err(Error::broken)?))
}
