//! What tokens tell of a trial for the account of what was delivered: cups brought against what was to be brought, and how they are
//! set up. No building is named, since that would say which ones receive.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    placement::{State, TOKENS},
    stock::suggest::Suggestion,
    store::{self, plans::Plan},
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::trial::Trial,
        availability::free::days,
        delivery::told::{Dose, Heading, Told},
        roster::people::authorities,
        uptake::{event::Event, site_record::of_sites},
    },
};

/// What was counted of every placement of a trial.
#[derive(Default)]
struct Sums {
    cups_planned: usize,
    cups: usize,
    deliveries: usize,
    pieces: usize,
    /// Whether something was set up somewhere that people drink, and something that they do not.
    drinks: bool,
    other: bool,
    /// Whether one was ever set up, so that everybody who went by saw it.
    stands: bool,
    /// Cards by the version of their words.
    wordings: BTreeMap<String, usize>,
}

/// What is known of the plans of a trial.
pub fn account(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<Told> {
    let mut plans = store::plans::all(conn)?;
    plans.retain(|plan| plan.trial_id == trial_id);
    plans.sort_by(|a, b| (a.from_on, a.made_at, &a.authority_id).cmp(&(b.from_on, b.made_at, &b.authority_id)));
    let (mut told, mut sums) = (Told::default(), Sums::default());
    // That there is no plan yet would tell something too: of what is planned nothing is said that depends on it.
    if !Trial::find(conn, trial_id)?.interventions.has(TOKENS) {
        return Ok(told);
    }
    let authorities = authorities(conn)?;
    let set_up = of_sites(conn, trial_id)?.into_iter().filter(|one| one.event == Event::TokenSetUp);
    let seen_at: BTreeSet<String> = set_up.map(|one| one.site).collect();
    for plan in &plans {
        let stands = sums.take(conn, floor, plan, &seen_at)?;
        let authority = authorities.iter().find(|one| one.id == plan.authority_id).map_or("", |one| one.name.as_str());
        facts(&mut told, plan, authority, stands);
    }
    told.fact(
        Heading::How,
        "It stands in the kitchen of a building for everybody who works there, and asks nothing of anyone.",
    );
    told.fact(Heading::Materials, "A card that thanks a named lead and their team.");
    // What is planned is drunk. That it turned out otherwise is told once everybody can see it.
    if sums.drinks || !sums.other {
        told.fact(Heading::Materials, "Coffee, tea and something without caffeine as equals.");
    }
    if sums.other {
        told.fact(Heading::Materials, "A token that is not drunk, such as a biscuit tin.");
    }
    for wording in sums.wordings.keys() {
        seen(&mut told, sums.stands, (Heading::Materials, format!("Cards in the wording {wording}.")));
    }
    told.doses = sums.doses();
    Ok(told)
}

impl Sums {
    /// What was to be brought is worked out as the page of a token does, for the working days that have gone by.
    /// Whether one of the plan was ever set up is given back.
    fn take(&mut self, conn: &mut Conn, floor: &Floor, plan: &Plan, seen_at: &BTreeSet<String>) -> Result<bool> {
        let (calendar, today) = (days(floor)?, floor.clock.today());
        let mut stands = false;
        let gone_by = plan.days().filter(|day| *day < today && calendar.is_working(*day)).count();
        for placement in store::placements::of_plan(conn, &plan.id)? {
            let people = usize::try_from(placement.planned_people).map_err(Error::broken)?;
            let seen = seen_at.contains(&placement.site_id);
            stands |= seen;
            self.drinks |= seen && placement.drinks;
            self.other |= seen && !placement.drinks;
            if placement.state != State::Planned && placement.drinks {
                self.cups_planned += Suggestion::of(people, gone_by, floor.settings.tokens.cups_a_day).cups;
            }
            for brought in store::stock::deliveries(conn, &placement.id)? {
                self.deliveries += 1;
                let cups = brought.coffee + brought.tea + brought.without_caffeine;
                self.cups += usize::try_from(cups).map_err(Error::broken)?;
                self.pieces += usize::try_from(brought.pieces).map_err(Error::broken)?;
            }
            for card in store::cards::of_placement(conn, &placement.id)? {
                *self.wordings.entry(card.wording).or_default() += 1;
            }
        }
        self.stands |= stands;
        Ok(stands)
    }

    fn doses(&self) -> Vec<Dose> {
        let cups = Dose {
            key: "cups_brought",
            words: "Cups brought",
            planned: Some(self.cups_planned),
            actual: self.cups,
            note: "planned: people who work where something is drunk, times working days gone by, times the cups a day of the settings, which are a guess"
                .to_owned(),
            tells_sizes: true,
        };
        let refills = Dose {
            key: "refills",
            words: "Deliveries of stock",
            planned: None,
            actual: self.deliveries,
            note: String::new(),
            // Until one stands, that anything was brought tells of the only building that is large enough.
            tells_sizes: !self.stands,
        };
        let pieces = Dose {
            key: "pieces_brought",
            words: "Pieces brought",
            planned: None,
            actual: self.pieces,
            note: "of tokens that are not drunk, such as a biscuit tin".to_owned(),
            tells_sizes: true,
        };
        let pieces = self.other.then_some(pieces);
        [cups].into_iter().chain(pieces).chain([refills]).collect()
    }
}

/// A sentence that is there because some building receives: once a token stands, everybody sees where.
fn seen(told: &mut Told, stands: bool, (heading, says): (Heading, String)) {
    if stands { told.fact(heading, says) } else { told.fact_of_served(heading, says) }
}

fn facts(told: &mut Told, plan: &Plan, authority: &str, stands: bool) {
    let (from, until) = (long_date(plan.from_on), long_date(plan.until_on));
    let says = format!("{authority}: every working day from {from} to {until}.");
    seen(told, stands, (Heading::WhenAndHowMuch, says));
    let least = plan.least_people;
    let says = format!(
        "{authority}: kitchens of buildings in which {least} people or more of the trial worked when its list was drawn."
    );
    seen(told, stands, (Heading::Where, says));
}
