//! The funnel of a trial of tokens. What is allocated is a building, so buildings are counted, over those allocated; the dose is the
//! working days on which a token worked, over those that were planned and have gone by.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Check, Denominator, Event, Figure, Funnel, check, figure};
use crate::trial::uptake::{
    site_record::OfSite,
    standing::{DaysOf, Standing, count, days_in},
};

/// A building's road, in order.
const STEPS: [&str; 5] = ["in_trial", "allocated", "placed", "delivered", "set_up"];

/// The buildings of a trial, by the ids that events carry, as frozen when the list was drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Buildings {
    /// How many people worked in each.
    pub people: BTreeMap<String, usize>,
    /// Those whose arm is served.
    pub receiving: BTreeSet<String>,
}

/// What came of one building, as its events say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Building {
    seen: BTreeSet<Event>,
    /// First and last day of the plan.
    planned: Option<(NaiveDate, NaiveDate)>,
    changes: Vec<(NaiveDate, Standing)>,
    gaps: Vec<(NaiveDate, Option<NaiveDate>)>,
    pub days: DaysOf,
    pub without_stock: usize,
    stock_outs: usize,
    breakdowns: usize,
    faults: usize,
    closed: usize,
    cards: usize,
}

impl Building {
    /// Each building of which anything is on record. `is_working` says which days are working days.
    #[must_use]
    pub fn of_each(
        seen: &[OfSite],
        is_working: impl Fn(NaiveDate) -> bool,
        today: NaiveDate,
    ) -> BTreeMap<String, Self> {
        let untrue: BTreeSet<&str> =
            seen.iter().filter(|one| one.event == Event::TokenNotOut).map(|one| one.occasion.as_str()).collect();
        let ended: BTreeMap<&str, NaiveDate> = seen
            .iter()
            .filter(|one| one.event == Event::TokenStockBack)
            .map(|one| (one.occasion.as_str(), one.on))
            .collect();
        let mut found: BTreeMap<String, Self> = BTreeMap::new();
        // What is told by a printed code is put down without its hour, so steps go by their numbers.
        let mut seen: Vec<&OfSite> = seen.iter().collect();
        seen.sort_by_key(|one| &one.occasion);
        for one in seen {
            let gone = one.event == Event::TokenOut && untrue.contains(one.occasion.as_str());
            let building = found.entry(one.site.clone()).or_default();
            if !gone {
                building.take(one, &ended);
            }
        }
        for building in found.values_mut() {
            let days: Vec<NaiveDate> = building.planned_days().filter(|day| is_working(*day)).collect();
            building.days = count(&building.changes, days.iter().copied(), today);
            building.without_stock = days_in(&building.gaps, days, today);
        }
        found
    }

    fn take(&mut self, one: &OfSite, ended: &BTreeMap<&str, NaiveDate>) {
        self.seen.insert(one.event);
        match one.event {
            Event::TokenPlaced => self.planned = span(&one.detail),
            Event::TokenSetUp | Event::TokenBack => self.changes.push((one.on, Standing::Working)),
            Event::TokenOut => {
                self.breakdowns += 1;
                self.changes.push((one.on, Standing::OutOfOrder));
            }
            Event::TokenAway => self.changes.push((one.on, Standing::TakenAway)),
            Event::TokenStockOut => {
                self.stock_outs += 1;
                self.gaps.push((one.on, ended.get(one.occasion.as_str()).copied()));
            }
            Event::TokenFault => self.faults += 1,
            Event::TokenFaultClosed => self.closed += 1,
            Event::TokenCard => self.cards += 1,
            _ => {}
        }
    }

    fn planned_days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let (from, until) = self.planned.unzip();
        from.into_iter()
            .flat_map(|from| from.iter_days())
            .take_while(move |day| until.is_some_and(|until| *day <= until))
    }

    /// The first day on which one worked there.
    #[must_use]
    pub fn set_up_on(&self) -> Option<NaiveDate> {
        self.changes.iter().find(|(_, standing)| *standing == Standing::Working).map(|(on, _)| *on)
    }

    /// Whether this ever happened to it.
    #[must_use]
    pub fn saw(&self, event: Event) -> bool {
        self.seen.contains(&event)
    }
}

/// Reads `2027-03-01/2027-08-31/36`.
fn span(detail: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut parts = detail.split('/');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

impl Funnel {
    /// The funnel of a trial of tokens, from what came of each building. How many people work in those allocated is said only where
    /// the arms may be told: buildings are few, and their sizes known, so that a sum of people would name them.
    #[must_use]
    pub fn of_tokens(of_each: &BTreeMap<String, Building>, buildings: &Buildings, arms_told: bool) -> Self {
        let mut figures = roads(of_each, buildings, arms_told);
        figures.extend(dose(of_each));
        Self { checks: checks(of_each, buildings), not_owed: BTreeMap::new(), figures }
    }
}

fn roads(of_each: &BTreeMap<String, Building>, buildings: &Buildings, arms_told: bool) -> Vec<Figure> {
    let (trial, whole) = (buildings.people.len(), buildings.receiving.len());
    let served = |event| {
        let saw = |site: &&String| of_each.get(*site).is_some_and(|building| building.saw(event));
        buildings.receiving.iter().filter(saw).collect::<Vec<_>>()
    };
    let of = |key, label, event| figure(key, label, served(event).len(), Denominator::TokensAllocated, whole);
    let people = |sites: &[&String]| sites.iter().filter_map(|site| buildings.people.get(*site)).sum::<usize>();
    let all = people(&buildings.receiving.iter().collect::<Vec<_>>());
    let mut figures = vec![
        figure("in_trial", "Buildings in the trial", trial, Denominator::None, 0),
        figure("allocated", "Buildings allocated to a token", whole, Denominator::Buildings, trial),
        of("placed", "Buildings planned for", Event::TokenPlaced),
        of("delivered", "Delivered", Event::TokenDelivered),
        of("set_up", "Set up", Event::TokenSetUp),
        of("taken_away", "Taken away again", Event::TokenAway),
        figure("people_in_trial", "People in the trial", buildings.people.values().sum(), Denominator::None, 0),
    ];
    if arms_told {
        figures.extend([
            figure("people_allocated", "People in those buildings", all, Denominator::None, 0),
            figure(
                "people_reached",
                "People where one was set up",
                people(&served(Event::TokenSetUp)),
                Denominator::InTokenBuildings,
                all,
            ),
        ]);
    }
    figures.into_iter().map(|figure| figure.along(&STEPS)).collect()
}

fn dose(of_each: &BTreeMap<String, Building>) -> Vec<Figure> {
    let sum = |of: fn(&Building) -> usize| of_each.values().map(of).sum::<usize>();
    let days = of_each.values().map(|building| building.days).fold(DaysOf::default(), std::ops::Add::add);
    let part = |key, label, count| figure(key, label, count, Denominator::TokenDays, days.gone_by());
    let plain = |key, label, count| figure(key, label, count, Denominator::None, 0);
    vec![
        plain("days_planned", "Working days planned, in all", days.planned()),
        part("days_working", "Days on which it worked", days.working),
        part("days_not_yet", "Days before it was set up", days.not_yet),
        part("days_out_of_order", "Days out of order", days.out_of_order),
        part("days_taken_away", "Days after it was taken away", days.taken_away),
        part("days_without_stock", "Days with something used up", sum(|building| building.without_stock)),
        plain("stock_outs", "Times something was used up", sum(|building| building.stock_outs)),
        plain("breakdowns", "Times out of order", sum(|building| building.breakdowns)),
        plain("faults", "Faults told", sum(|building| building.faults)),
        plain("faults_closed", "Faults seen to", sum(|building| building.closed)),
        plain("cards", "Cards made", sum(|building| building.cards)),
    ]
}

fn checks(of_each: &BTreeMap<String, Building>, buildings: &Buildings) -> Vec<Check> {
    let beside = of_each.keys().filter(|site| !buildings.receiving.contains(*site)).count();
    let many = |event| of_each.values().filter(|building| building.saw(event)).count();
    let both = of_each.values().filter(|one| one.saw(Event::TokenSetUp) && one.saw(Event::TokenDelivered)).count();
    let days = of_each.values().map(|building| building.days).fold(DaysOf::default(), std::ops::Add::add);
    let planned: usize = of_each.values().map(|building| building.days.planned()).sum();
    vec![
        check("no building of another arm has a token", 0, beside),
        check("each building with a token set up had one delivered", many(Event::TokenSetUp), both),
        check(
            "working days planned = worked + not set up yet + out of order + taken away + to come",
            planned,
            days.working + days.not_yet + days.out_of_order + days.taken_away + days.to_come,
        ),
    ]
}

#[cfg(test)]
mod tests;
