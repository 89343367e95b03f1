//! A survey of a trial: a wave, such as baseline or endline, of whole instruments in order. It is set up ([`set_up`]), launched
//! from a check page ([`launch`]), sent and reminded of ([`send`], [`mail`]) or handed out as codes ([`codes`]), and told of once
//! it has closed ([`told`]).

pub mod asked;
pub mod codes;
pub mod launch;
pub mod mail;
pub mod scale;
pub mod send;
pub mod set_up;
pub mod told;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{
    instrument::{Instrument, TEXT},
    store::waves::{self, Row},
};
use crate::floor::{
    clock::{Moment, london_date},
    db::Conn,
    error::{Error, Result},
};

/// What answers hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A trial id, which stands in for the person in all data of the trial.
    Named,
    /// A code that was handed out; whom it went to is written nowhere.
    Coded,
    /// Nothing: one link for all.
    Anonymous,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Named, Self::Coded, Self::Anonymous];

    /// As the database and a form write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Coded => "coded",
            Self::Anonymous => "anonymous",
        }
    }

    /// For those who run it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Named => "Each person by their own link; answers hang on a trial id",
            Self::Coded => "By codes that are handed out; who has which is written nowhere",
            Self::Anonymous => "One link for all; answers hang on nothing",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == text)
    }

    /// Whether people are written to.
    #[must_use]
    pub const fn goes_by_mail(self) -> bool {
        matches!(self, Self::Named | Self::Anonymous)
    }
}

/// One survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    pub id: String,
    pub trial_id: String,
    pub name: String,
    pub mode: Mode,
    /// Days in Europe/London, both among those on which it is open.
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    pub reminders: i32,
    pub days_between: i32,
    /// How many codes were handed out.
    pub codes: i32,
    pub made_at: Moment,
    pub launched_at: Option<Moment>,
    /// How many people there were to ask at the launch; `None` where nobody is written to.
    pub people_asked: Option<i32>,
    /// Whether it goes on after its trial has ended.
    pub follow_up: bool,
}

impl Wave {
    /// # Errors
    /// `Missing`, where there is none.
    pub fn find(conn: &mut Conn, id: &str) -> Result<Self> {
        Self::read(waves::one(conn, id)?.ok_or(Error::Missing("That survey"))?)
    }

    /// A trial's, by the day on which they open.
    pub fn of_trial(conn: &mut Conn, trial_id: &str) -> Result<Vec<Self>> {
        let mut found = waves::of_trial(conn, trial_id)?.into_iter().map(Self::read).collect::<Result<Vec<_>>>()?;
        found.sort_by(|a, b| (a.opens_on, &a.name).cmp(&(b.opens_on, &b.name)));
        Ok(found)
    }

    /// # Errors
    /// `Missing`, where the trial has none of this name.
    pub fn named(conn: &mut Conn, trial_id: &str, name: &str) -> Result<Self> {
        let name = name.trim().to_lowercase();
        let found = Self::of_trial(conn, trial_id)?.into_iter().find(|wave| wave.name.to_lowercase() == name);
        found.ok_or(Error::Missing("A survey of that name in this trial"))
    }

    /// Those that were launched, in no order.
    pub fn launched(conn: &mut Conn) -> Result<Vec<Self>> {
        waves::launched(conn)?.into_iter().map(Self::read).collect()
    }

    /// The instruments as they were asked, in their order.
    ///
    /// # Errors
    /// `Missing`, before the launch.
    pub fn asked(&self, conn: &mut Conn) -> Result<Vec<Instrument>> {
        if self.launched_at.is_none() {
            return Err(Error::Missing("That survey"));
        }
        let rows = waves::instruments(conn, &self.id)?;
        rows.iter().map(|(_, asked)| Ok(serde_json::from_str(asked)?)).collect()
    }

    /// Whether answers are taken now.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        let today = london_date(now);
        self.launched_at.is_some() && self.opens_on <= today && today <= self.closes_on
    }

    /// Whether nothing more comes. Figures wait for it: whoever looks twice would otherwise see what came in between.
    #[must_use]
    pub fn has_closed(&self, now: Moment) -> bool {
        self.launched_at.is_some() && london_date(now) > self.closes_on
    }

    /// Which sending the day calls for: 0 for the first, then a reminder each; the newest whose day has come.
    #[must_use]
    pub fn sending_on(&self, today: NaiveDate) -> Option<i32> {
        let day = |number: i32| {
            let days = u64::try_from(number * self.days_between).unwrap_or_default();
            self.opens_on.checked_add_days(Days::new(days))
        };
        let due = |number: &i32| day(*number).is_some_and(|day| day <= today);
        (0..=self.reminders).rev().find(due).filter(|_| today <= self.closes_on)
    }

    fn read(row: Row) -> Result<Self> {
        Ok(Self {
            mode: Mode::parse(&row.mode).ok_or_else(|| Error::broken("a survey in no mode"))?,
            id: row.id,
            trial_id: row.trial_id,
            name: row.name,
            opens_on: row.opens_on,
            closes_on: row.closes_on,
            reminders: row.reminders,
            days_between: row.days_between,
            codes: row.codes,
            made_at: row.made_at,
            launched_at: row.launched_at,
            people_asked: row.people_asked,
            follow_up: row.follow_up,
        })
    }
}

/// About how many minutes the instruments take: eight items a minute, and a minute for what is written.
#[must_use]
pub fn minutes(instruments: &[Instrument]) -> i32 {
    let items = instruments.iter().flat_map(|one| &one.items);
    let weights: usize = items.map(|item| if item.answers == TEXT { 8 } else { 1 }).sum();
    i32::try_from(weights.div_ceil(8)).unwrap_or(i32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn wave() -> Wave {
        Wave {
            id: String::new(),
            trial_id: String::new(),
            name: "baseline".into(),
            mode: Mode::Named,
            opens_on: day("2027-03-01"),
            closes_on: day("2027-03-20"),
            reminders: 2,
            days_between: 7,
            codes: 0,
            made_at: day("2027-02-01").into(),
            launched_at: Some(day("2027-02-02").into()),
            people_asked: None,
            follow_up: false,
        }
    }

    #[test]
    fn a_reminder_comes_every_so_many_days_and_stops_after_the_last_or_at_the_close() {
        let wave = wave();
        for (today, number) in [
            ("2027-02-28", None),
            ("2027-03-01", Some(0)),
            ("2027-03-07", Some(0)),
            ("2027-03-08", Some(1)),
            ("2027-03-15", Some(2)),
            ("2027-03-20", Some(2)),
            ("2027-03-21", None),
        ] {
            assert_eq!(wave.sending_on(day(today)), number, "{today}");
        }
    }

    #[test]
    fn it_is_open_on_both_of_its_days_in_london_and_closed_after_midnight() {
        let mut wave = wave();
        wave.closes_on = day("2027-04-20");
        let at = |date: &str, hour: u32, minute: u32| day(date).and_hms_opt(hour, minute, 0).unwrap();
        assert!(!wave.is_open(at("2027-02-28", 23, 59)) && wave.is_open(at("2027-03-01", 0, 0)));
        // In summer, midnight in London is 23:00 in the store.
        assert!(wave.is_open(at("2027-04-20", 22, 59)) && !wave.is_open(at("2027-04-20", 23, 0)));
        assert!(wave.has_closed(at("2027-04-20", 23, 0)));
        wave.launched_at = None;
        assert!(!wave.is_open(at("2027-03-01", 12, 0)) && !wave.has_closed(at("2027-05-01", 0, 0)));
    }
}
