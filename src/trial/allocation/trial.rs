//! A trial as it was set up: read from its rows into settings that cannot be wrong.

use serde::Serialize;

pub use super::interventions::INTERVENTIONS;
use super::{
    interventions::Interventions,
    read_method,
    scheme::{Arm, Blocks, By, Scheme},
    store::trials::{self, ArmRow, TrialRow},
};
use crate::floor::{
    clock::Moment,
    config::Settings,
    db::Conn,
    error::{Error, Result},
};

/// A trial with its settings. Once a list is drawn they are sealed into it. It is looked at by one of its interventions at a time: an
/// arm receives where it gets that one. A trial of one is always looked at by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    pub id: String,
    pub name: String,
    /// The one of its interventions that it is being looked at by: the first, unless another is asked for.
    pub intervention: String,
    /// All that it names.
    pub interventions: Interventions,
    pub scheme: Scheme,
    pub whom: Whom,
    pub made_at: Moment,
}

/// Whose staff are in the frame, and in which roles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Whom {
    /// Authorities by name; empty for all.
    pub authorities: Vec<String>,
    /// Roles by name; empty for everyone who works with families.
    pub roles: Vec<String>,
}

impl Trial {
    /// # Errors
    /// `Missing`, where there is none.
    pub fn find(conn: &mut Conn, id: &str) -> Result<Self> {
        let row = trials::one(conn, id)?.ok_or(Error::Missing("That trial"))?;
        Self::read(conn, row)
    }

    /// # Errors
    /// `Missing`, where none has this name.
    pub fn named(conn: &mut Conn, name: &str) -> Result<Self> {
        let row = trials::named(conn, name.trim())?.ok_or(Error::Missing("A trial of that name"))?;
        Self::read(conn, row)
    }

    /// Keeps anybody else from holding it until this transaction ends. Read what hangs on it afterwards.
    pub fn hold(conn: &mut Conn, id: &str) -> Result<()> {
        Ok(trials::hold(conn, id)?)
    }

    /// Every trial, the newest first.
    pub fn all(conn: &mut Conn) -> Result<Vec<Self>> {
        let rows = trials::all(conn)?;
        let mut found = rows.into_iter().map(|row| Self::read(conn, row)).collect::<Result<Vec<_>>>()?;
        found.sort_by(|a, b| (b.made_at, &a.name).cmp(&(a.made_at, &b.name)));
        Ok(found)
    }

    /// Its name, with what was randomised: a page that names a trial says so.
    #[must_use]
    pub fn with_unit(&self) -> String {
        format!("{} (unit: {})", self.name, self.scheme.unit().name())
    }

    /// Every trial that names an intervention, looked at by it, the newest first.
    pub fn all_of(conn: &mut Conn, intervention: &str) -> Result<Vec<Self>> {
        Ok(Self::all(conn)?.into_iter().filter_map(|trial| trial.by(intervention)).collect())
    }

    /// The trial looked at by one of its interventions; `None` where it does not name it.
    #[must_use]
    pub fn by(&self, intervention: &str) -> Option<Self> {
        self.interventions.has(intervention).then(|| Self {
            intervention: intervention.to_owned(),
            scheme: self.scheme.by_intervention(intervention),
            ..self.clone()
        })
    }

    /// The trial looked at by each of its interventions in turn.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        self.interventions.iter().filter_map(|intervention| self.by(intervention)).collect()
    }

    /// Whether this trial writes to people at home.
    #[must_use]
    pub fn goes_home(&self) -> bool {
        self.interventions.has("letters")
    }

    /// In units of how many people it is drawn at least: a token stands where so many work.
    #[must_use]
    pub fn least_people(&self, settings: &Settings) -> usize {
        if self.interventions.has("tokens") { usize::from(settings.tokens.least_people) } else { 0 }
    }

    fn read(conn: &mut Conn, row: TrialRow) -> Result<Self> {
        let interventions = Interventions::read(&row.intervention);
        let first = interventions.first().to_owned();
        let rows = trials::arms_of(conn, &row.id)?;
        let arms = rows.iter().map(|row| arm(row, &first)).collect::<Result<_>>()?;
        let by = row.strata.split(',').filter(|by| !by.is_empty()).map(str::parse).collect::<Result<Vec<By>, _>>();
        let blocks = Blocks { smallest: number(row.smallest_block)?, largest: number(row.largest_block)? };
        let method = read_method::read(&row.method, &row.method_settings, blocks)?;
        let unit = row.unit.parse().map_err(Error::broken)?;
        Ok(Self {
            scheme: Scheme::new(unit, by.map_err(Error::broken)?, arms, method).map_err(Error::broken)?,
            whom: Whom {
                authorities: serde_json::from_str(&row.authorities)?,
                roles: serde_json::from_str(&row.roles)?,
            },
            id: row.id,
            name: row.name,
            intervention: first,
            interventions,
            made_at: row.made_at,
        })
    }
}

fn arm(row: &ArmRow, first: &str) -> Result<Arm> {
    let gets = Interventions::read(&row.gets);
    let (name, ratio) = (row.name.clone(), number(row.ratio)?);
    Ok(Arm { name, ratio, receives: gets.has(first), gets, crosses_on: row.crosses_on })
}

fn number(stored: i32) -> Result<u32> {
    u32::try_from(stored).map_err(Error::broken)
}
