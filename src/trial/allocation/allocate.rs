//! Draws a trial's list: freezes the frame, randomises it, and seals every row. A live list is drawn once.

use std::collections::{BTreeMap, HashMap};

use super::{
    constrain,
    frame::Frame,
    given::{Given, of_no_live_list, seed_for},
    list::{frame_as_seen, to_csv},
    pair::{Rule, beside_are_sound},
    prospect::prospect,
    randomise::{Row, draw, randomise},
    scheme::Mode,
    seal::{Header, Seal, digest, seal_list, seal_row},
    seed::Seed,
    store::{
        lists::{self, ListRow, UnitRow},
        trials,
    },
    stored::{About, member_row},
    trial::Trial,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::{Conn, once},
        error::{Error, Result},
        seal::sha256,
    },
    trial::{
        roster::governance,
        uptake::{event::Event, record::record_all},
    },
};

/// From fewer lists than this a constrained draw would be no draw: who knows the settings could all but foretell it.
const FEWEST: usize = 20;

/// How a list is to be drawn.
#[derive(Debug, Clone)]
pub struct Order {
    pub mode: Mode,
    /// `None` for a new one from chance.
    pub seed: Option<Given>,
    /// Whether the researcher has read the warning of shared households.
    pub households_known: bool,
}

/// A list that was drawn and stored. Its arms are not shown here.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub list_id: String,
    pub rows: Vec<Row>,
    pub people: usize,
    /// Of the list as it is written by `list::to_csv`.
    pub sha256: String,
    /// Whether its strata tell the arms of another trial.
    pub shows_others: bool,
}

/// Draws a list from today's roster and keeps nothing.
///
/// # Errors
/// `NotAllowed` for the seed of a live list, and where it is drawn within the arms of another trial: arms are shown by
/// `reveal`, which goes on record.
pub fn draw_only(conn: &mut Conn, floor: &Floor, trial: &Trial, seed: &Seed) -> Result<Vec<Row>> {
    of_no_live_list(conn, seed)?;
    let prospect = prospect(conn, floor, trial)?;
    if let Some(other) = prospect.overlaps.iter().find(|other| other.rule == Some(Rule::Stratify)) {
        let name = &other.trial.name;
        let says = format!("It would be drawn within the arms of “{name}”, and show them. Keep a list, and reveal it.");
        return Err(Error::NotAllowed(says));
    }
    randomise(&trial.scheme, seed, prospect.units).map_err(|unfit| Error::invalid("", unfit.to_string()))
}

/// Draws a list and stores it, sealed.
///
/// # Errors
/// `Invalid`, where nothing is on record with governance, nobody is in the frame, the household warning was not read, or
/// nobody has said whether people may be in another trial too; `TooLate`, where the trial has its live list; `NotAllowed`, for a seed
/// whose list somebody has seen.
pub fn allocate(conn: &mut Conn, floor: &Floor, actor: &str, trial: &Trial, order: &Order) -> Result<Drawn> {
    governance::required(conn)?;
    // Nobody changes the settings meanwhile.
    Trial::hold(conn, &trial.id)?;
    let trial = &Trial::find(conn, &trial.id)?;
    let prospect = prospect(conn, floor, trial)?;
    beside_are_sound(conn, floor, &prospect.overlaps)?;
    if !prospect.apart.is_empty() && !order.households_known {
        return Err(Error::invalid("households", "Say that you have read which people share a home."));
    }
    if let Some(other) = prospect.overlaps.iter().find(|other| other.rule.is_none() && order.mode == Mode::Live) {
        let (people, name) = (other.people, &other.trial.name);
        let says =
            format!("{people} of these people are in “{name}” too. First say whether people may be in both trials.");
        return Err(Error::invalid("overlap", says));
    }
    let (seed, seed_because) = seed_for(conn, floor, order)?;
    let frame = frame_as_seen(trial.scheme.method(), &prospect.units);
    let (rows, best) =
        draw(&trial.scheme, &seed, prospect.units).map_err(|unfit| Error::invalid("", unfit.to_string()))?;
    if let Some(few) = best.as_ref().map(|best| best.about.accepted).filter(|accepted| *accepted < FEWEST)
        && order.mode == Mode::Live
    {
        let says = format!(
            "Only {few} lists are that even, and so few could be written down and guessed at. Set the trial up with a greater share, or with blocks."
        );
        return Err(Error::invalid("", says));
    }
    let draft = Draft {
        floor,
        actor,
        trial,
        mode: order.mode,
        seed_because,
        seed,
        frame_sha256: sha256(frame.as_bytes()),
        rows,
        best,
        frame: &prospect.frame,
    };
    draft.store(conn)
}

/// A list between the draw and the store.
struct Draft<'a> {
    floor: &'a Floor,
    actor: &'a str,
    trial: &'a Trial,
    mode: Mode,
    /// Why the seed was given, and so known to somebody before the draw; '' where chance gives it.
    seed_because: String,
    seed: Seed,
    frame_sha256: String,
    rows: Vec<Row>,
    best: Option<constrain::Drawn>,
    frame: &'a Frame,
}

impl Draft<'_> {
    fn store(self, conn: &mut Conn) -> Result<Drawn> {
        let (list_id, now) = (self.floor.ids.next(), self.floor.clock.now());
        let sealed = self.sealed(&list_id);
        let row = self.list_row(&list_id, sealed.iter().map(|(_, _, seal)| *seal))?;
        if !once(conn, |conn| lists::add(conn, &row))? {
            return Err(Error::TooLate("This trial has been randomised already.".into()));
        }
        self.store_rows(conn, &list_id, &sealed)?;
        let people: Vec<String> = self.frame.members.iter().map(|member| member.person_id.clone()).collect();
        if self.mode == Mode::Live {
            record_all(conn, now, Event::TrialAllocated, &people, &self.trial.id, "")?;
        }
        let seed = match self.seed_because.as_str() {
            "" => "a new seed".to_owned(),
            because => format!("a given seed: {because}"),
        };
        let about = format!("{} list {list_id}: {} units, {seed}", self.mode, self.rows.len());
        audit::write(conn, now, &Act::new(self.actor, "trial.allocated", &self.trial.id).because(about))?;
        let shows_others = self.frame.members.iter().any(|member| !member.beside.is_empty());
        let (sha256, people) = (sha256(to_csv(&self.rows).as_bytes()), people.len());
        Ok(Drawn { sha256, list_id, people, rows: self.rows, shows_others })
    }

    /// Each row with its unit's id and its seal.
    fn sealed(&self, list_id: &str) -> Vec<(&Row, &str, Seal)> {
        let mut people: HashMap<(&str, &str), (&str, Vec<String>)> = HashMap::new();
        for member in &self.frame.members {
            let unit = people.entry((&member.authority, &member.unit)).or_insert_with(|| (&member.unit_id, Vec::new()));
            unit.1.push(member.person_id.clone());
        }
        self.rows
            .iter()
            .filter_map(|row| {
                let (unit_id, people) = people.get(&(row.authority.as_str(), row.unit.as_str()))?;
                Some((row, *unit_id, seal_row(&self.floor.secrets, list_id, row, people)))
            })
            .collect()
    }

    fn list_row(&self, list_id: &str, seals: impl Iterator<Item = Seal>) -> Result<ListRow> {
        let in_units = |of: usize| if self.frame.units_assessed.is_empty() { None } else { i32::try_from(of).ok() };
        let header = Header {
            list: list_id.to_owned(),
            trial: self.trial.id.clone(),
            interventions: self.trial.interventions.clone(),
            mode: self.mode,
            scheme: self.trial.scheme.clone(),
            method: self.trial.scheme.method().title().to_owned(),
            version: self.trial.scheme.method().version().to_owned(),
            seed: self.seed.to_hex(),
            frame_sha256: self.frame_sha256.clone(),
            units: u32::try_from(self.rows.len()).map_err(Error::broken)?,
            rows_sha256: digest(seals),
        };
        let seal = hex::encode(seal_list(&self.floor.secrets, &header));
        Ok(ListRow {
            id: header.list,
            trial_id: header.trial,
            mode: self.mode.to_string(),
            seed: header.seed,
            method: header.method,
            version: header.version,
            units: stored(header.units)?,
            frame_sha256: header.frame_sha256,
            rows_sha256: header.rows_sha256,
            seal,
            made_by: self.actor.to_owned(),
            made_at: self.floor.clock.now(),
            locked_by: None,
            locked_at: None,
            about: self.best.as_ref().map(About::of).map(|about| about.written()).transpose()?.unwrap_or_default(),
            seed_because: self.seed_because.clone(),
            assessed: Some(i32::try_from(self.frame.assessed).map_err(Error::broken)?),
            units_assessed: in_units(self.frame.units_assessed.len()),
            units_left_out: in_units(self.frame.units_left_out()),
        })
    }

    fn store_rows(&self, conn: &mut Conn, list_id: &str, sealed: &[(&Row, &str, Seal)]) -> Result<()> {
        let arms: BTreeMap<String, String> =
            trials::arms_of(conn, &self.trial.id)?.into_iter().map(|arm| (arm.name, arm.id)).collect();
        for (row, unit_id, seal) in sealed {
            let unit = UnitRow {
                list_id: list_id.to_owned(),
                place: stored(row.place)?,
                unit_id: (*unit_id).to_owned(),
                authority: row.authority.clone(),
                unit_reference: row.unit.clone(),
                stratum: row.stratum.clone(),
                block: stored(row.block)?,
                arm_id: arms.get(&row.arm).cloned().ok_or_else(|| Error::broken("an arm has no row"))?,
                seal: hex::encode(seal),
            };
            lists::add_unit(conn, &unit)?;
        }
        for (why, people) in &self.frame.excluded {
            lists::add_excluded(conn, list_id, why.name(), i32::try_from(*people).map_err(Error::broken)?)?;
        }
        for member in &self.frame.members {
            lists::add_member(conn, &member_row(list_id, member)?)?;
        }
        Ok(())
    }
}

fn stored(number: u32) -> Result<i32> {
    i32::try_from(number).map_err(Error::broken)
}
