//! What is told to somebody who may not see the arms, and whose work does not show them either. Whoever knows that exactly one person
//! left would learn that person's arm from 'posted to 194 of 195', so counts are told in tens, rounded down, and why a few are no
//! longer owed anything is not told at all.

use super::{
    event::Denominator,
    funnel::{Check, Figure},
    gather::{gather, gather_standing},
    hide::{Group, Shown},
    report::{Report, TOKENS},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        web::{Role, Visitor},
    },
    trial::allocation::{end::ended_at, scheme::Unit, sight, trial::Trial},
};

/// Counts are told in steps of this many people.
const STEP: usize = 10;
pub const SAYS: &str = "Counts are told in tens, rounded down, to those who may not see the arms.";

/// Those who deliver to people, and so meet the arms at work.
const DELIVER: &[Role] = &[Role::ProgrammeLead, Role::Coordinator];

/// The report of a trial as a visitor may see it: by arm too with the right to see the arms, or once the trial has ended.
pub fn gather_for(conn: &mut Conn, floor: &Floor, trial: &Trial, visitor: &Visitor) -> Result<Report> {
    let arms_told = sight::told(conn, &trial.id, &visitor.account_id)?;
    if arms_told || visitor.is_any(DELIVER) {
        return gather(conn, floor, trial, arms_told);
    }
    gather_for_nobody(conn, floor, trial)
}

/// The report as it is told to whoever may not see the arms. A roll-out has no arm to learn, and once a token stands, everybody sees where.
pub fn gather_for_nobody(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Report> {
    let ended = ended_at(conn, &trial.id)?.is_some();
    if ended || trial.scheme.arms().len() == 1 {
        return gather(conn, floor, trial, ended);
    }
    let report = gather_standing(conn, floor, trial)?;
    Ok(if report.reached == TOKENS { report } else { report.blurred() })
}

/// Whether exact counts are told to a visitor. A roll-out has no arm to learn.
pub fn opens(conn: &mut Conn, trial: &Trial, visitor: &Visitor) -> Result<bool> {
    Ok(trial.scheme.arms().len() == 1 || visitor.is_any(DELIVER) || sight::told(conn, &trial.id, &visitor.account_id)?)
}

pub const fn down(count: usize) -> usize {
    count - count % STEP
}

impl Report {
    /// The report in tens. How many are in the trial, and how many single people are allocated to what, is known from the list and
    /// stays. Of whole teams only some add up to the people allocated, and a site that is not told of has nobody who is served.
    #[must_use]
    pub fn blurred(mut self) -> Self {
        self.funnel.figures.iter_mut().for_each(blur);
        if self.unit != Unit::Person.name() {
            self.funnel.figures.iter_mut().for_each(blur_allocated);
        }
        self.funnel.not_owed.clear();
        self.funnel.checks.retain(|check| !check.says.contains("of another arm") && !check.says.contains("control"));
        self.groupings.retain(|grouping| grouping.key == "arm");
        let check = |check: Check| Check { left: down(check.left), right: down(check.right), ..check };
        self.funnel.checks = self.funnel.checks.into_iter().map(check).collect();
        let group = |shown| match shown {
            Shown::Figure(group) => Shown::Figure(Group { count: down(group.count), ..group }),
            hidden @ Shown::Hidden { .. } => hidden,
        };
        self.by_authority = self.by_authority.into_iter().map(group).collect();
        for (_, counts) in
            self.groupings.iter_mut().flat_map(|grouping| &mut grouping.rows).filter_map(|row| row.figures.as_mut())
        {
            counts.iter_mut().for_each(|count| *count = down(*count));
        }
        self.note = [self.note.as_str(), SAYS].join(" ").trim().to_owned();
        self
    }
}

fn blur_allocated(figure: &mut Figure) {
    if figure.key == "allocated" {
        figure.count = down(figure.count);
    }
    if matches!(figure.of, Denominator::Allocated | Denominator::Offered | Denominator::RoundsOffered) {
        figure.whole = down(figure.whole);
    }
}

fn blur(figure: &mut Figure) {
    // What is asked of everyone alike, and what the list itself says.
    let alike = matches!(figure.of, Denominator::InTrial | Denominator::Asked);
    if !alike && !matches!(figure.key, "in_trial" | "asked") {
        figure.count = down(figure.count);
    }
    // What is a share of something that is itself counted here.
    if matches!(
        figure.of,
        Denominator::Posted
            | Denominator::AnsweredPosted
            | Denominator::AnsweredOther
            | Denominator::AnsweredOffered
            | Denominator::InDiary
            | Denominator::InvitedToRounds
    ) {
        figure.whole = down(figure.whole);
    }
}
