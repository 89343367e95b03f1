//! A team's page: everyone in it, two lines each. It reads the same whatever anybody's arm.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        feedback::{FIELDS, Member, Team, faults, keep},
        fit::Ruler,
        letter::Language,
        state::Lines,
        store,
        suggested::Suggested,
        ways::{Way, Ways},
    },
    trial::roster::people,
};

/// GET /letters/rounds/{id}/lines
pub async fn show_lines(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    show(floor, visitor, path.into_inner(), None, page).await
}

/// GET /letters/rounds/{id}/lines/{manager}
pub async fn show_handed_lines(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (round, manager) = path.into_inner();
    show(floor, visitor, round, Some(manager), page).await
}

/// POST /letters/rounds/{id}/lines
pub async fn keep_lines(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    kept(floor, visitor, path.into_inner(), None, page, form).await
}

/// POST /letters/rounds/{id}/lines/{manager}
pub async fn keep_handed_lines(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (round, manager) = path.into_inner();
    kept(floor, visitor, round, Some(manager), page, form).await
}

async fn show(
    floor: Data<Floor>,
    visitor: Visitor,
    round: String,
    manager: Option<String>,
    page: Page,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| {
        let ruler = ruler()?;
        let team = Team::of(conn, &visitor, &round, manager.as_deref())?;
        let complaints = misfits(&team, &ruler, &inner);
        Ok((words(conn, &inner, &ruler, &team)?, complaints))
    });
    let (words, complaints) = found.await?;
    shown(page.put("complaints", &complaints), &words)
}

async fn kept(
    floor: Data<Floor>,
    visitor: Visitor,
    round: String,
    manager: Option<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent) = (floor.clone(), form.clone());
    let here = manager.as_ref().map_or_else(String::new, |manager| format!("/{manager}"));
    let here = format!("/letters/rounds/{round}/lines{here}");
    let kept = floor.db.writing(move |conn| {
        let ruler = ruler()?;
        store::rounds::hold(conn, &round)?;
        let team = Team::of(conn, &visitor, &round, manager.as_deref())?;
        let mut complaints = keep(conn, &inner, &ruler, &visitor, &team, &sent)?;
        let team = Team::of(conn, &visitor, &round, manager.as_deref())?;
        misfits(&team, &ruler, &inner).iter().for_each(|c| complaints.add(c.field.clone(), c.message.clone()));
        if complaints.is_empty() {
            let elsewhere = team.elsewhere(conn)?;
            return Ok(Ok(said(&team, &elsewhere, inner.clock.today())));
        }
        Ok(Err((words(conn, &inner, &ruler, &team)?, complaints)))
    });
    match kept.await? {
        Ok(said) => Ok(see_other(&here, &said)),
        Err((words, complaints)) => shown(page.again(&form, &complaints), &words),
    }
}

/// What is said once all that was typed is kept.
fn said(team: &Team, elsewhere: &[String], today: NaiveDate) -> String {
    let (written, of) = team.progress(today);
    let open = team.members.iter().filter(|member| team.takes(member, today));
    let looks = open.flat_map(|member| team.looks(member, elsewhere)).filter(|looks| !looks.is_empty()).count();
    let everyone = if written == of { " That is everyone: thank you." } else { "" };
    match looks {
        0 => format!("Saved.{everyone}"),
        1 => format!("Saved.{everyone} One line may be worth another look."),
        more => format!("Saved.{everyone} {more} lines may be worth another look."),
    }
}

fn shown(mut page: Page, words: &Words) -> Result<HttpResponse> {
    for (name, value) in words {
        page = page.put(name, value);
    }
    page.show("letters/lines.html", "Two lines for each of your team")
}

type Words = Vec<(&'static str, Value)>;

fn words(conn: &mut Conn, floor: &Floor, ruler: &Ruler, team: &Team) -> Result<Words> {
    let today = floor.clock.today();
    let signatory = people::person(conn, &team.round.signatory_id)?;
    let ((written, of), rule) = (team.progress(today), ruler.rule());
    let handed_to = team.writer.as_ref().filter(|_| !team.read_by_deputy()).map(|writer| writer.names.full());
    let may_hand_on = !team.read_by_deputy() && Ways::read(&team.round.fallbacks).has(Way::Deputy) && written < of;
    let round = json!({
        "id": team.round.id, "authority": signatory.authority, "signatory": signatory.names.full(),
        "lines_due_on": team.round.lines_due_on, "overdue": today > team.round.lines_due_on,
    });
    let (suggested, elsewhere) = (suggested(conn, team)?, team.elsewhere(conn)?);
    let welsh = store::texts::one(conn, &team.round.id, Language::Welsh)?.is_some();
    let may_ask = Ways::read(&team.round.fallbacks).has(Way::Colleague);
    let members = team.members.iter().map(|member| {
        let mine = suggested.iter().filter(|(letter, _)| *letter == member.two.id).map(|(_, shown)| shown);
        let [first, second] = &member.two.words;
        let [first_looks, second_looks] = team.looks(member, &elsewhere);
        json!({
            "id": member.person.id, "name": member.person.names.full(), "first_name": member.person.names.known_as(),
            "first": first, "second": second, "first_share": share(ruler, first), "second_share": share(ruler, second),
            "first_looks": first_looks, "second_looks": second_looks,
            "state": member.stands(today).name(), "open": team.takes(member, today),
            "suggestions": mine.collect::<Vec<_>>(), "letter": member.two.id,
            "in_welsh": welsh && member.person.letter_language == Language::Welsh,
            "may_ask": may_ask && team.in_hand(member) && member.stands(today) == Lines::Asked,
        })
    });
    Ok(vec![
        ("round", round),
        ("open", json!(team.open(today))),
        (
            "manager",
            json!({ "id": team.manager.id, "first_name": team.manager.names.known_as(), "name": team.manager.names.full() }),
        ),
        ("deputy", json!(team.read_by_deputy())),
        ("handed_to", json!(handed_to)),
        ("may_hand_on", json!(may_hand_on)),
        ("people", members.collect()),
        ("progress", json!({ "written": written, "of": of })),
        ("fit", json!({ "advances": serde_json::to_string(&rule.advances)?, "row": rule.row, "rows": rule.rows })),
    ])
}

/// What colleagues suggest about those in the reader's hands whose lines are still to come, beside the letter's id.
fn suggested(conn: &mut Conn, team: &Team) -> Result<Vec<(String, Value)>> {
    let mut found = Vec::new();
    let waits = |member: &&Member| team.in_hand(member) && member.two.lines == Lines::Asked;
    for one in store::suggestions::of_round(conn, &team.round.id)? {
        let waiting = team.members.iter().filter(waits).any(|member| member.two.id == one.letter_id);
        if waiting && one.state == Suggested::Given {
            let colleague = people::person(conn, &one.colleague_id)?.names.full();
            found.push((one.letter_id, json!({ "id": one.id, "colleague": colleague })));
        }
    }
    Ok(found)
}

/// What of a team's lines will not print, field by field; only where it can still be mended.
fn misfits(team: &Team, ruler: &Ruler, floor: &Floor) -> Complaints {
    let mut complaints = Complaints::default();
    let mendable = |member: &&Member| team.takes(member, floor.clock.today()) && member.two.lines == Lines::Asked;
    for member in team.members.iter().filter(mendable) {
        for (field, faults) in FIELDS.into_iter().zip(faults(ruler, &member.two.words)) {
            for fault in faults {
                let says = format!("{}: {fault}", member.person.names.known_as());
                complaints.add(format!("{field}.{}", member.person.id), says);
            }
        }
    }
    complaints
}

/// How much of the printed room a line fills, in whole per cent, rounded up; nothing for an empty one.
fn share(ruler: &Ruler, words: &str) -> Option<u32> {
    let fit = ruler.fit(words);
    let share = (f64::from(fit.used_mm) / f64::from(fit.limit_mm) * 100.0).ceil();
    (!fit.printed.is_empty()).then_some(share as u32)
}

/// Reads the letter's font, some ten milliseconds.
pub(super) fn ruler() -> Result<Ruler> {
    Ruler::new().map_err(Error::broken)
}
