//! What Rounds tell of a trial for the account of what was delivered: Rounds held of those planned, places filled, panels and debriefs,
//! and how a series is run. Nobody's name and no story is in it.

use super::{
    came::attendances,
    follow_up::DEBRIEFS,
    round::{Round, State},
    store::{self, series::Series},
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        delivery::told::{Dose, Heading, Told},
        roster::people::authorities,
    },
};

/// How many tell a story at least: three or four (Baker and others 2021; not confirmed).
const PANEL: usize = 3;

/// What was counted of every series of a trial.
#[derive(Default)]
struct Sums {
    planned: usize,
    held: usize,
    called_off: usize,
    places: usize,
    came: usize,
    panel: usize,
    debriefs: usize,
}

/// What is known of the series of a trial. A place in each Round that is announced or held is meant for each person.
pub fn account(conn: &mut Conn, _: &Floor, trial_id: &str) -> Result<Told> {
    let mut all = store::series::all(conn)?;
    all.retain(|series| series.trial_id == trial_id);
    all.sort_by(|a, b| (a.made_at, &a.name, &a.authority_id).cmp(&(b.made_at, &b.name, &b.authority_id)));
    let (mut told, mut sums) = (Told::default(), Sums::default());
    let authorities = authorities(conn)?;
    for series in &all {
        let authority =
            authorities.iter().find(|one| one.id == series.authority_id).map_or("", |one| one.name.as_str());
        let rounds = store::rounds::of_series(conn, &series.id)?;
        let open = rounds.iter().filter(|round| round.state.is_open() || round.state == State::Held).count();
        *told.each.entry(authority.to_owned()).or_default() += open;
        for round in &rounds {
            sums.take(conn, round)?;
        }
        facts(conn, &mut told, series, (authority, &rounds))?;
    }
    if !all.is_empty() {
        told.fact(Heading::Procedures, "A panel tells short stories of their own, then those who came talk about them; nothing that is said is kept.");
        told.doses = sums.doses();
    }
    Ok(told)
}

impl Sums {
    fn take(&mut self, conn: &mut Conn, round: &Round) -> Result<()> {
        self.planned += 1;
        self.called_off += usize::from(round.state == State::Cancelled);
        if round.state != State::Held {
            return Ok(());
        }
        self.held += 1;
        self.places += usize::try_from(round.capacity).map_err(Error::broken)?;
        self.came += attendances(conn, round)?;
        self.panel += store::panel::of_round(conn, &round.id)?.len();
        for (whose, _) in DEBRIEFS {
            self.debriefs += usize::from(store::follow_ups::debrief(conn, &round.id, whose)?.is_some());
        }
        Ok(())
    }

    fn doses(&self) -> Vec<Dose> {
        let dose = |key, words, planned, actual, note: &str| Dose {
            key,
            words,
            planned: Some(planned),
            actual,
            note: note.to_owned(),
            tells_sizes: false,
        };
        let off = if self.called_off > 0 { format!("{} called off", self.called_off) } else { String::new() };
        vec![
            dose("rounds_held", "Rounds held", self.planned, self.held, &off),
            dose(
                "places_attended",
                "Places attended, of Rounds held",
                self.places,
                self.came,
                "also by those who are in no trial",
            ),
            dose(
                "panel_roles",
                "Places on panels, of Rounds held",
                PANEL * self.held,
                self.panel,
                "three at least in each",
            ),
            dose("debriefs", "Debriefs, of Rounds held", DEBRIEFS.len() * self.held, self.debriefs, ""),
        ]
    }
}

/// A site starts one where somebody there receives, so that it names who does.
fn facts(conn: &mut Conn, told: &mut Told, series: &Series, (authority, rounds): (&str, &[Round])) -> Result<()> {
    let Series { name, called, .. } = series;
    told.fact_of_served(
        Heading::Materials,
        match &series.licence_id {
            Some(id) => {
                let licence = store::licences::one(conn, id)?;
                format!(
                    "Series “{name}”: called {called}, under the licence {} of {}.",
                    licence.reference, licence.licensor
                )
            }
            None => format!("Series “{name}”: called {called}, under no licence."),
        },
    );
    let mut modes: Vec<&str> = rounds.iter().map(|round| round.mode.words()).collect();
    modes.sort_unstable();
    modes.dedup();
    told.fact_of_served(Heading::How, format!("Series “{name}”: in a group, {}.", modes.join("; ")));
    told.fact_of_served(Heading::Where, format!("Series “{name}”: {authority}."));
    if let (Some(first), Some(last)) = (rounds.first(), rounds.last()) {
        let minutes = (first.span.ends - first.span.starts).num_minutes();
        let (many, from, until) = (rounds.len(), long_date(first.span.day()), long_date(last.span.day()));
        let says = format!("Series “{name}”: {many} Rounds of {minutes} minutes, from {from} to {until}.");
        told.fact_of_served(Heading::WhenAndHowMuch, says);
    }
    let leaders = store::leaders::of_series(conn, &series.id)?;
    let mut parts: Vec<&str> = leaders.iter().map(|leader| leader.part.name()).collect();
    parts.sort_unstable();
    for part in parts.chunk_by(|a, b| a == b) {
        told.fact_of_served(
            Heading::Who,
            format!("Series “{name}”: {} of the part {}.", part.len(), part[0].replace('_', " ")),
        );
    }
    for round in rounds.iter().filter(|round| round.state == State::Cancelled) {
        let day = long_date(round.span.day());
        told.fact_of_served(
            Heading::Modifications,
            format!("Series “{name}”: the Round of {day} was called off; why is kept with it."),
        );
    }
    Ok(())
}
