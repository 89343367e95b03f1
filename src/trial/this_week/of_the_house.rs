//! What the house itself has to worry about: work that is stuck, alarms that nobody has looked at, mail that came back or is held up.

use super::worry::{Urgency, Worry};
use crate::floor::{
    Floor,
    clock::london_date,
    db::Conn,
    error::Result,
    jobs::{self, pages::MEND},
    mail::pages::in_trouble,
    web::Visitor,
};

/// For those who mend it.
pub fn worries(conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Vec<Worry>> {
    if !visitor.is_any(MEND) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let (stuck, alarms) = (jobs::stuck(conn)?, jobs::unseen_alarms(conn)?);
    if let Some(since) = stuck.iter().map(|job| job.made_at).min() {
        found.push(Worry {
            urgency: Urgency::Now,
            title: "Work that is stuck".to_owned(),
            figure: format!("{} {} not done, and will not be tried again by themselves.", stuck.len(), be(stuck.len())),
            since: Some(london_date(since)),
            href: "/stuck".to_owned(),
            mend: "Try again, or let go",
        });
    }
    if let Some(since) = alarms.iter().map(|alarm| alarm.raised_at).min() {
        found.push(Worry {
            urgency: Urgency::Now,
            title: "Alarms that nobody has looked at".to_owned(),
            figure: format!("{} {} open.", alarms.len(), be(alarms.len())),
            since: Some(london_date(since)),
            href: "/stuck".to_owned(),
            mend: "Look at them",
        });
    }
    found.extend(of_mail(conn, floor)?);
    Ok(found)
}

fn of_mail(conn: &mut Conn, floor: &Floor) -> Result<Vec<Worry>> {
    let trouble = in_trouble(conn, floor.clock.now())?;
    let worry = |urgency, title: &str, many: usize, figure: String, since| {
        (many > 0).then(|| Worry {
            urgency,
            title: title.to_owned(),
            figure,
            since,
            href: "/mail".to_owned(),
            mend: "See which, and why",
        })
    };
    let (paused, dead) = (trouble.paused, trouble.given_up);
    let paused_says = format!("Mail to {paused} {} waits.", if paused == 1 { "domain" } else { "domains" });
    let dead_says = format!(
        "{dead} {} given up: nothing is sent there any more.",
        if dead == 1 { "address is" } else { "addresses are" }
    );
    Ok([
        worry(Urgency::Soon, "Mail that is held up", paused, paused_says, trouble.paused_since.map(london_date)),
        worry(Urgency::Watch, "Mail that came back", dead, dead_says, trouble.given_up_since.map(london_date)),
    ]
    .into_iter()
    .flatten()
    .collect())
}

const fn be(many: usize) -> &'static str {
    if many == 1 { "is" } else { "are" }
}
