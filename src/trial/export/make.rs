//! Makes an export: gathers every file, and puts who took what and why on the audit log, in one transaction.

use super::{
    codebook::{codebook, value_labels},
    dose::dose,
    events::events,
    file::DataFile,
    hide::hide_small_cells,
    outcomes::outcomes,
    participants::participants,
    r_script,
    readme::readme,
    source::Source,
    stata_script,
    surveys::surveys,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::Result,
        seal::sha256,
        web::Visitor,
    },
    trial::{allocation::trial::Trial, delivery::told::Rooms, taken::read_why, trial_ids::Joiner},
};

/// The act by which outcomes, or answers to surveys, go out beside arms.
pub const JOINED_TO_ARMS: &str = "export.joined_to_arms";

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub why: String,
    pub hide_small_cells: bool,
}

impl Asked {
    /// # Errors
    /// `Invalid`, without a reason or with too long a one.
    pub fn parse(why: &str, hide_small_cells: bool) -> Result<Self> {
        let why = read_why(why, "Say in a few words what the data are for. It is kept on the audit log.")?;
        Ok(Self { why, hide_small_cells })
    }
}

/// The files of an export, with their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub files: Vec<(String, Vec<u8>)>,
    /// Whether the arms are in it.
    pub arms_told: bool,
}

/// Makes it, for a researcher of the trial.
///
/// # Errors
/// `NotAllowed`, for anybody else; `TooLate`, before the trial's list is locked.
pub fn make(
    conn: &mut Conn,
    floor: &Floor,
    visitor: &Visitor,
    trial: &Trial,
    asked: &Asked,
    rooms: &Rooms,
) -> Result<Export> {
    let joiner = Joiner::visitor(conn, visitor, trial)?;
    let source = Source::read(conn, floor, &joiner, &visitor.account_id, trial)?;
    let mut data = vec![participants(conn, &source)?, events(conn, floor, &source)?];
    data.extend(dose(conn, floor, &source, rooms)?);
    let mut came_of_it: Vec<DataFile> = outcomes(conn, floor, &source)?.into_iter().collect();
    came_of_it.extend(surveys(conn, floor, &source)?);
    if source.told && !came_of_it.is_empty() {
        let act = Act::new(&visitor.account_id, JOINED_TO_ARMS, &trial.id);
        audit::write(conn, floor.clock.now(), &act)?;
    }
    data.extend(came_of_it);
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    if asked.hide_small_cells {
        hide_small_cells(&mut data, smallest);
    }
    let hidden = asked.hide_small_cells.then_some(smallest);
    let export = Export { files: written(&source, &data, hidden)?, arms_told: source.told };
    let act = Act::new(&visitor.account_id, "export.made", &trial.id).because(about(asked, &export));
    audit::write(conn, floor.clock.now(), &act)?;
    Ok(export)
}

fn written(source: &Source, data: &[DataFile], hidden: Option<usize>) -> Result<Vec<(String, Vec<u8>)>> {
    let of_it = [codebook(data), value_labels(data)];
    let all: Vec<DataFile> = data.iter().chain(&of_it).cloned().collect();
    let mut files = vec![("README.txt".to_owned(), readme(source, &all, hidden).into_bytes())];
    for file in &all {
        files.push((format!("{}.csv", file.name), file.to_csv()?));
    }
    files.push(("read.R".to_owned(), r_script::script(data).into_bytes()));
    files.push(("read.do".to_owned(), stata_script::script(data).into_bytes()));
    Ok(files)
}

/// Why, how, and every file with its hash, for the audit log.
fn about(asked: &Asked, export: &Export) -> String {
    let arms = if export.arms_told { "with the arms" } else { "without the arms" };
    let cells = if asked.hide_small_cells { ", small cells hidden" } else { "" };
    let files = export.files.iter().map(|(name, bytes)| format!("{name} {}", sha256(bytes)));
    format!("{} ({arms}{cells}); SHA-256: {}", asked.why, files.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests;
