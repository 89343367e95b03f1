//! A list as it lies in the database, read back for checking, showing and asking. Reading believes nothing: whether
//! it is as it was sealed is for [`List::faults`] to say.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{
    constrain::{self, Candidates},
    excluded::Excluded,
    frame::{Member, units},
    list::frame_as_seen,
    randomise::{Row, randomise},
    scheme::Mode,
    seal::{Fault, Header, Seal, SealedRow, faults},
    store::lists::{self, ListRow, MemberRow, UnitRow},
    store::trials,
    trial::Trial,
};
use crate::floor::{
    clock::Moment,
    db::Conn,
    error::{Error, Result},
    seal::{Secrets, sha256},
};

/// A list without its rows.
#[derive(Debug, Clone)]
pub struct List {
    pub id: String,
    pub trial: Trial,
    pub mode: Mode,
    /// Whoever drew it.
    pub made_by: String,
    pub made_at: Moment,
    pub locked_at: Option<Moment>,
    pub header: Header,
    pub seal: Seal,
    /// Of a constrained draw.
    pub about: Option<About>,
    /// People who were looked at when the frame was frozen, where that was put down.
    pub assessed: Option<usize>,
    /// Units that were looked at, and those of which nobody is in the frame, where units are not people.
    pub units_assessed: Option<usize>,
    pub units_left_out: Option<usize>,
    /// Why its seed was given by whoever drew it; `None` where chance gave it.
    pub seed_because: Option<String>,
    arms: HashMap<String, String>,
}

/// What is kept of a constrained draw besides its list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct About {
    /// Whoever has it and the frame can work out the list but for the names of its arms: it is shown where the arms are.
    pub score: String,
    pub candidates: Candidates,
}

impl About {
    #[must_use]
    pub fn of(drawn: &constrain::Drawn) -> Self {
        Self { score: drawn.score.to_string(), candidates: drawn.about.clone() }
    }

    /// As it is kept.
    pub fn written(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }
}

/// A list with its rows and the people in them.
#[derive(Debug, Clone)]
pub struct Whole {
    pub list: List,
    pub rows: Vec<SealedRow>,
    /// By authority and staff reference.
    pub members: Vec<Member>,
}

impl List {
    /// # Errors
    /// `Missing`, where there is none.
    pub fn find(conn: &mut Conn, id: &str) -> Result<Self> {
        let row = lists::one(conn, id)?.ok_or(Error::Missing("That list"))?;
        Self::read(conn, row)
    }

    /// A trial's lists, the oldest first.
    pub fn of_trial(conn: &mut Conn, trial_id: &str) -> Result<Vec<Self>> {
        let rows = lists::of_trial(conn, trial_id)?;
        rows.into_iter().map(|row| Self::read(conn, row)).collect()
    }

    /// The one list that a trial goes by, once there is one.
    pub fn live(conn: &mut Conn, trial_id: &str) -> Result<Option<Self>> {
        let rows = lists::of_trial(conn, trial_id)?;
        rows.into_iter().find(|row| row.mode == Mode::Live.name()).map(|row| Self::read(conn, row)).transpose()
    }

    pub(super) fn read(conn: &mut Conn, row: ListRow) -> Result<Self> {
        let trial = Trial::find(conn, &row.trial_id)?;
        let arms = trials::arms_of(conn, &row.trial_id)?.into_iter().map(|arm| (arm.id, arm.name)).collect();
        let mode: Mode = row.mode.parse().map_err(Error::broken)?;
        let count = |of: i32| usize::try_from(of).ok();
        let header = Header {
            list: row.id.clone(),
            trial: trial.id.clone(),
            interventions: trial.interventions.clone(),
            mode,
            scheme: trial.scheme.clone(),
            method: row.method,
            version: row.version,
            seed: row.seed,
            frame_sha256: row.frame_sha256,
            units: u32::try_from(row.units).unwrap_or_default(),
            rows_sha256: row.rows_sha256,
        };
        Ok(Self {
            id: row.id,
            trial,
            mode,
            made_by: row.made_by,
            made_at: row.made_at,
            locked_at: row.locked_at,
            seal: seal(&row.seal),
            header,
            about: if row.about.is_empty() { None } else { Some(serde_json::from_str(&row.about)?) },
            seed_because: Some(row.seed_because).filter(|because| !because.is_empty()),
            assessed: row.assessed.and_then(count),
            units_assessed: row.units_assessed.and_then(count),
            units_left_out: row.units_left_out.and_then(count),
            arms,
        })
    }

    /// Reads the rows and the people too.
    pub fn whole(self, conn: &mut Conn) -> Result<Whole> {
        let (unit_rows, member_rows) = (lists::units(conn, &self.id)?, lists::members(conn, &self.id)?);
        let nth_of: HashMap<&str, usize> =
            unit_rows.iter().enumerate().map(|(nth, row)| (row.unit_id.as_str(), nth)).collect();
        let (mut people, mut members) = (vec![Vec::new(); unit_rows.len()], Vec::with_capacity(member_rows.len()));
        for row in member_rows {
            let nth = nth_of.get(row.unit_id.as_str()).copied();
            let unit = nth.map(|nth| unit_rows[nth].unit_reference.clone()).unwrap_or_default();
            nth.into_iter().for_each(|nth| people[nth].push(row.person_id.clone()));
            members.push(member(row, unit)?);
        }
        members.sort_unstable();
        let rows = unit_rows.into_iter().zip(people).map(|(row, members)| self.sealed_row(row, members)).collect();
        Ok(Whole { list: self, rows, members })
    }

    /// Why people who were looked at when the frame was frozen are not in it, and how many.
    pub fn excluded(&self, conn: &mut Conn) -> Result<BTreeMap<Excluded, usize>> {
        let known = |(why, people): (String, i32)| {
            let why = Excluded::named(&why).ok_or_else(|| Error::broken(format!("no reason is called {why}")))?;
            Ok((why, usize::try_from(people).map_err(Error::broken)?))
        };
        lists::excluded(conn, &self.id)?.into_iter().map(known).collect()
    }

    pub(super) fn sealed_row(&self, unit: UnitRow, members: Vec<String>) -> SealedRow {
        let number = |stored: i32| u32::try_from(stored).unwrap_or_default();
        let seal = seal(&unit.seal);
        let row = Row {
            place: number(unit.place),
            block: number(unit.block),
            arm: self.arms.get(&unit.arm_id).cloned().unwrap_or_default(),
            authority: unit.authority,
            unit: unit.unit_reference,
            stratum: unit.stratum,
        };
        SealedRow { row, members, seal }
    }
}

impl Whole {
    /// Everything that is not as it was sealed, or cannot be drawn again.
    #[must_use]
    pub fn faults(&self, secrets: &Secrets) -> Vec<Fault> {
        let mut found = self.broken_seals(secrets);
        if !self.is_drawn_again() {
            found.push(Fault::NotDrawn);
        }
        found
    }

    /// Everything that is not as it was sealed. That a list was drawn as it says is looked at before it is locked.
    #[must_use]
    pub fn broken_seals(&self, secrets: &Secrets) -> Vec<Fault> {
        faults(secrets, &self.list.header, &self.rows, &self.list.seal)
    }

    /// Draws the list again from its frame, seed and settings, and compares.
    fn is_drawn_again(&self) -> bool {
        let header = &self.list.header;
        let frame = units(header.scheme.unit(), &self.members);
        let same_frame = sha256(frame_as_seen(header.scheme.method(), &frame).as_bytes()) == header.frame_sha256;
        let drawn = header.seed.parse().and_then(|seed| randomise(&header.scheme, &seed, frame));
        same_frame && drawn.is_ok_and(|drawn| drawn.iter().eq(self.rows.iter().map(|sealed| &sealed.row)))
    }

    /// The rows without their seals, in order of place.
    #[must_use]
    pub fn plain_rows(&self) -> Vec<Row> {
        self.rows.iter().map(|sealed| sealed.row.clone()).collect()
    }
}

/// What cannot be read is a seal that fits nothing.
fn seal(stored: &str) -> Seal {
    let mut seal = Seal::default();
    if hex::decode_to_slice(stored, &mut seal).is_err() {
        seal = Seal::default();
    }
    seal
}

fn member(row: MemberRow, unit: String) -> Result<Member> {
    let MemberRow { person_id, unit_id, authority, staff_reference, site, team, role, beside, .. } = row;
    let beside = if beside.is_empty() { BTreeMap::new() } else { serde_json::from_str(&beside)? };
    Ok(Member { authority, reference: staff_reference, person_id, unit_id, unit, site, team, role, beside })
}

/// A member as they are kept.
pub(super) fn member_row(list_id: &str, member: &Member) -> Result<MemberRow> {
    let Member { authority, reference, person_id, unit_id, site, team, role, beside, .. } = member.clone();
    let beside = if beside.is_empty() { String::new() } else { serde_json::to_string(&beside)? };
    Ok(MemberRow {
        list_id: list_id.to_owned(),
        person_id,
        unit_id,
        authority,
        staff_reference: reference,
        site,
        team,
        role,
        beside,
    })
}
