//! All that is said of one outcome: the figures, how they were come to, and what to bear in mind. No stars, and no word on whether a
//! difference is one.

use super::{Outcome, of_protocol::OfProtocol};
use crate::{
    floor::{Floor, clock::long_date},
    trial::{
        allocation::stored::Whole,
        outcomes::analyse::{Analysis, FEW_CLUSTERS, How, cace::WEAK},
    },
};

/// One outcome of one trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub trial: String,
    /// As it is asked for.
    pub key: String,
    pub title: String,
    /// What was randomised, as stored.
    pub unit: String,
    /// Of a trial of several interventions, the one by which compliance is told; '' of a trial of one.
    pub of: String,
    /// How the list was drawn.
    pub method: String,
    /// Which days the figures are of; '' for a survey.
    pub days: String,
    /// Fewer people than this are hidden.
    pub smallest: usize,
    pub analysis: Analysis,
    pub notes: Vec<String>,
    pub protocol: OfProtocol,
}

impl Report {
    pub(super) fn of(
        floor: &Floor,
        whole: &Whole,
        (title, days): (String, String),
        outcome: &Outcome,
        smallest: usize,
        analysis: Analysis,
    ) -> Self {
        let header = &whole.list.header;
        let mut report = Self {
            trial: whole.list.trial.name.clone(),
            key: outcome.key(),
            title,
            unit: header.scheme.unit().name().to_owned(),
            of: if header.interventions.are_several() { whole.list.trial.intervention.clone() } else { String::new() },
            method: header.method.clone(),
            days,
            smallest,
            analysis,
            notes: Vec::new(),
            protocol: OfProtocol::default(),
        };
        report.notes = report.to_bear_in_mind(whole);
        report.notes.extend(Some(floor.settings.reports.note.clone()).filter(|note| !note.is_empty()));
        report
    }

    fn to_bear_in_mind(&self, whole: &Whole) -> Vec<String> {
        let unit = &self.unit;
        let mut notes = vec![
            "Everybody counts in the arm that they were allocated to. Whoever has no data is left out of every figure, and nothing is \
             put in their place: see how many that is in each arm."
                .to_owned(),
            "The standardised difference is Cohen’s d: the difference in means of people over their pooled standard deviation."
                .to_owned(),
        ];
        if unit != "person" {
            notes.push(format!(
                "Whole {unit}s were allocated. The intraclass correlation is from a one-way analysis of variance within arms, and the \
                 design effect is what it costs at the sizes that these {unit}s have. With fewer than {FEW_CLUSTERS} {unit}s each \
                 counts once, whatever its size: the difference is then one of {unit}s’ means, and need not be that of the means beside it, \
                 nor have the sign of the standardised one, which are of people.",
            ));
        }
        if !self.days.is_empty() {
            notes.push(format!(
                "Figures stand where an extract ends. What came in since counts once it is of {} people or more of each arm that it \
                 speaks of, so that no two figures tell of a few.",
                self.smallest
            ));
        }
        notes.push(
            "CACE is the effect on those to whom the intervention came because of their arm: the difference over the difference in \
             compliance, with an interval by the delta method. It leans on the arm having no other way to the outcome."
                .to_owned(),
        );
        let trial = &whole.list.trial;
        if trial.interventions.are_several() {
            let of = &trial.intervention;
            notes.push(format!(
                "This is a trial of {}. Compliance here is by {of}. An arm that gets {of} is set against the one that is alike but for \
                 that, where there is one, and CACE is told of such two alone.",
                trial.interventions.said()
            ));
        }
        if self.told().any(|told| told.cace.weak && told.cace.effect.is_some()) {
            notes.push(format!(
                "Where compliance differs by less than {:.0} in a hundred, CACE multiplies the difference and its error by more than \
                 {:.0}, and its interval can be too narrow. It says little.",
                WEAK * 100.0,
                1.0 / WEAK
            ));
        }
        let crossing = whole.list.header.scheme.arms().iter().filter_map(|arm| Some((&arm.name, arm.crosses_on?)));
        notes.extend(crossing.map(|(arm, day)| {
            let (day, rests) = (long_date(day), !self.days.is_empty());
            let then = if rests {
                "rows that reach into the days from then on are not counted"
            } else {
                "what was answered after it tells less of a difference"
            };
            format!("The arm “{arm}” is served too from {day}: {then}.")
        }));
        notes
    }

    fn told(&self) -> impl Iterator<Item = &crate::trial::outcomes::analyse::Told> {
        self.analysis.contrasts.iter().filter_map(|contrast| contrast.told.as_ref())
    }

    /// How an interval was reckoned, in words.
    #[must_use]
    pub fn how(&self, how: How) -> String {
        let unit = &self.unit;
        match how {
            How::Welch => "people, Welch’s t".into(),
            How::ClusterRobust => format!("people, errors by {unit} (CR1), t with one fewer than there are {unit}s"),
            How::ClusterMeans => format!("means of {unit}s, t with two fewer than there are {unit}s"),
            How::Redrawn { lists, accepted: true } => {
                format!("means of {unit}s, over the {lists} lists that the draw would have accepted")
            }
            How::Redrawn { lists, accepted: false } => {
                format!("means of {unit}s, over {lists} lists: the one drawn, and the same draw from other seeds")
            }
        }
    }
}
