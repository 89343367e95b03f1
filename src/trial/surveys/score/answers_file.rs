//! A file of raw answers to one instrument: a column `id`, and one for each item by its id. All of it is right, or none of it is
//! scored.

use std::collections::BTreeSet;

use super::Answers;
use crate::{
    floor::error::{Complaints, Result},
    trial::{
        roster::{
            person::fold,
            sheet::{Row, Sheet},
        },
        surveys::instrument::Instrument,
    },
};

/// Whoever answered, by whatever the file calls them, in the file's order.
pub type Rows = Vec<(String, Answers)>;

const ID: &str = "id";
/// As many faults as are told at once.
const MOST_TOLD: usize = 50;

/// Reads the bytes of a spreadsheet or of CSV.
///
/// # Errors
/// `Invalid`, with each fault by row and column; a blank cell is an item that was not answered, and no fault.
pub fn read(file: &[u8], instrument: &Instrument) -> Result<Rows> {
    let mut complaints = Complaints::default();
    let sheet = match Sheet::read(file) {
        Ok(sheet) => sheet,
        Err(fault) => return Complaints::of("answers", fault.to_string()).or(Rows::new()),
    };
    let heads: Vec<String> = sheet.header.iter().map(|heading| fold(heading)).collect();
    for fault in faults_of_heads(&heads, instrument) {
        complaints.add("answers", fault);
    }
    let mut complaints = match complaints.or(()) {
        Ok(()) => Complaints::default(),
        Err(error) => return Err(error),
    };
    let (mut rows, mut seen, mut faults) = (Rows::new(), BTreeSet::new(), Vec::new());
    for row in &sheet.rows {
        let (id, answers) = read_row(row, &heads, instrument, &mut faults);
        if id.is_empty() {
            faults.push(format!("row {}, column id: write who answered, by any mark of yours.", row.number));
        } else if !seen.insert(id.clone()) {
            faults.push(format!("row {}, column id: {id} has a row above. Leave one for each.", row.number));
        }
        rows.push((id, answers));
    }
    let told = faults.len().min(MOST_TOLD);
    let more = faults.len() - told;
    faults.truncate(told);
    faults.extend((more > 0).then(|| format!("and {more} more")));
    faults.into_iter().for_each(|fault| complaints.add("answers", fault));
    complaints.or(rows)
}

fn read_row(row: &Row, heads: &[String], instrument: &Instrument, faults: &mut Vec<String>) -> (String, Answers) {
    let (mut id, mut answers) = (String::new(), Answers::default());
    if row.beyond > 0 {
        faults.push(format!("row {}: there is more in it than the heading has columns.", row.number));
    }
    for (at, (head, cell)) in heads.iter().zip(&row.cells).enumerate() {
        if row.odd.iter().any(|(odd, _)| *odd == at) {
            faults.push(format!("row {}, column {head}: paste the values in place of formulas.", row.number));
        } else if head == ID {
            id.clone_from(cell);
        } else if let Err(says) = answers.take(instrument, head, cell) {
            faults.push(format!("row {}, column {head}: “{cell}” is no answer. {says}", row.number));
        }
    }
    (id, answers)
}

fn faults_of_heads(heads: &[String], instrument: &Instrument) -> Vec<String> {
    let mut faults = Vec::new();
    let scored = instrument.items.iter().filter(|item| !instrument.codes(item).is_empty());
    let wanted: Vec<&str> = std::iter::once(ID).chain(scored.map(|item| item.id.as_str())).collect();
    for missing in wanted.iter().filter(|name| !heads.iter().any(|head| head == *name)) {
        faults.push(format!("There is no column '{missing}'. Leave its cells blank where nobody was asked."));
    }
    let mut seen = BTreeSet::new();
    for head in heads {
        if !wanted.contains(&head.as_str()) && instrument.item(head).is_none() {
            faults.push(format!("Column '{head}': {} has no such item. Take the column out.", instrument.title));
        } else if !seen.insert(head) {
            faults.push(format!("Column '{head}': is there twice."));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::surveys::instrument::Shelf;

    fn read_swemwbs(file: &str) -> Result<Rows> {
        read(file.as_bytes(), Shelf::shipped().unwrap().find("swemwbs").unwrap())
    }

    #[test]
    fn answers_go_by_the_name_of_their_column_and_never_by_its_place() {
        let rows = read_swemwbs("7,6,5,4,3,2,1,ID\n1,2,3,4,5,,2,a\n").unwrap();
        assert_eq!(rows.len(), 1);
        let (id, answers) = &rows[0];
        assert_eq!((id.as_str(), answers.get("7"), answers.get("2"), answers.get("1")), ("a", Some(1), None, Some(2)));
    }

    #[test]
    fn each_bad_cell_is_told_by_row_and_column_and_nothing_is_scored() {
        let told = |file: &str| read_swemwbs(file).unwrap_err().to_string();
        let says = told("id,1,2,3,4,5,6,7\na,1,2,3,4,5,1,1\nb,6,2,3,x,5,1,1\na,1,1,1,1,1,1,1\n,1,1,1,1,1,1,1\n");
        for part in [
            "row 3, column 1: “6” is no answer. Write one of 1, 2, 3, 4, 5",
            "row 3, column 4: “x”",
            "row 4, column id: a has a row above",
            "row 5, column id: write who answered",
        ] {
            assert!(says.contains(part), "{part}: {says}");
        }
        let says = told("id,1,2,3,4,5,6,8,1\na,1,1,1,1,1,1,1,1\n");
        assert!(says.contains("no column '7'") && says.contains("Column '8'") && says.contains("'1': is there twice"));
        assert!(told("").contains("empty"));
    }
}
