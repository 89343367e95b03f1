//! How long the check of a large file takes, and how much memory: the product's own check, as the upload page runs it.

use std::{fs, path::Path, time::Instant};

use serde::Serialize;

use super::{
    check::{OnRecord, check},
    made_up::{Plan, spreadsheet, workbook},
};
use crate::floor::{
    error::{Error, Result},
    memory::{forget_peak, peak_mb},
};

/// What was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportBench {
    /// People in the file.
    pub rows: usize,
    pub kinds: Vec<OfKind>,
}

/// The same people, in one kind of file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfKind {
    pub kind: &'static str,
    pub file_mb: f64,
    /// From the bytes on disk to people who were checked.
    pub seconds: f64,
    /// Of the whole process while it was at it; 0 where the system does not tell.
    pub peak_rss_mb: f64,
}

/// Checks a file of `rows` made-up people as CSV and as XLSX, written into `dir`.
pub fn import(rows: usize, dir: &Path) -> Result<ImportBench> {
    fs::create_dir_all(dir)?;
    let files = [("csv", dir.join("people.csv")), ("xlsx", dir.join("people.xlsx"))];
    {
        // Managers come on top of the people of a plan, so the list is cut to its length.
        let text: String = spreadsheet(1, &Plan::of(rows)).split_inclusive('\n').take(rows + 1).collect();
        fs::write(&files[0].1, &text)?;
        fs::write(&files[1].1, workbook(&text)?)?;
    }
    let kinds = files.iter().map(|(kind, file)| measure(kind, file, rows)).collect::<Result<_>>()?;
    Ok(ImportBench { rows, kinds })
}

fn measure(kind: &'static str, file: &Path, rows: usize) -> Result<OfKind> {
    forget_peak();
    let started = Instant::now();
    let bytes = fs::read(file)?;
    let checked = check(&bytes, &OnRecord::default()).map_err(|trouble| Error::broken(format!("{trouble:?}")))?;
    let seconds = started.elapsed().as_secs_f64();
    if checked.entries.len() != rows {
        return Err(Error::broken(format!("{} rows were read of {rows}", checked.entries.len())));
    }
    let file_mb = bytes.len() as f64 / 1024.0 / 1024.0;
    Ok(OfKind { kind, file_mb, seconds, peak_rss_mb: peak_mb().unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::import;

    #[test]
    fn both_kinds_of_file_are_checked_whole() {
        let dir = tempfile::tempdir().unwrap();
        let measured = import(300, dir.path()).unwrap();
        assert_eq!(measured.kinds.iter().map(|kind| kind.kind).collect::<Vec<_>>(), ["csv", "xlsx"]);
        assert!(measured.kinds.iter().all(|kind| kind.file_mb > 0.0));
    }
}
