//! What a file is, by how it begins: names of files are often wrong. What is no spreadsheet is named for what it is.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::{Fault, Note, Table, ods, text, weigh, xls, xlsx};

/// A zip in memory.
pub(super) type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

const PICTURES: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"];
const ARCHIVES: [&[u8]; 4] = [b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"Rar!", b"BZh"];
/// Workbooks of the years before 1997 that no folder of parts is wrapped round.
const BARE_EXCEL: [&[u8]; 3] = [b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"];

/// Reads whatever kind it is.
pub(super) fn read(bytes: &[u8]) -> Result<(Table, Vec<Note>), Fault> {
    let is = |starts: &[&[u8]]| starts.iter().any(|start| bytes.starts_with(start));
    if is(&[b"PK\x03\x04", b"PK\x05\x06"]) {
        read_zip(bytes)
    } else if is(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]) {
        xls::read(bytes)
    } else if is(&PICTURES) || (is(&[b"\0\0\0"]) && bytes.get(4..8) == Some(b"ftyp")) {
        Err(Fault::NotASheet("a picture"))
    } else if is(&ARCHIVES) {
        Err(Fault::NotASheet("an archive of files"))
    } else if is(&BARE_EXCEL) {
        Err(Fault::SaveAnew("a workbook of Excel 95 or before"))
    } else {
        known_otherwise(bytes)?;
        text::read(bytes)
    }
}

/// Text that is no table.
fn known_otherwise(bytes: &[u8]) -> Result<(), Fault> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| start.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let early = || String::from_utf8_lossy(&start[..start.len().min(2_000)]).into_owned();
    if begins(b"%PDF-") {
        Err(Fault::Pdf)
    } else if begins(b"{\\rtf") {
        Err(Fault::NotASheet("a text document"))
    } else if begins(b"<?xml") && early().contains("schemas-microsoft-com:office:spreadsheet") {
        Err(Fault::SaveAnew("a workbook in the XML of Excel 2003"))
    } else if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<style"].into_iter().any(begins)
    {
        Err(Fault::WebPage)
    } else {
        Ok(())
    }
}

/// A zip is weighed before anything in it is read.
fn read_zip(bytes: &[u8]) -> Result<(Table, Vec<Note>), Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unopened(&error))?;
    let (has, within) = {
        let names: Vec<String> = zip.file_names().flatten().map(|name| name.to_lowercase()).collect();
        let has = |name: &str| names.iter().any(|other| other == name);
        let within = |folder: &str| names.iter().any(|other| other.starts_with(folder));
        (["xl/workbook.bin", "encrypted-package"].map(has), ["xl/", "word/", "ppt/", "index/"].map(within))
    };
    match (has, within) {
        ([true, ..], _) => Err(Fault::SaveAnew("an Excel binary workbook (.xlsb)")),
        ([_, true], _) => Err(Fault::Locked),
        (_, [true, ..]) => {
            weigh::weigh(&mut zip)?;
            xlsx::read(bytes)
        }
        (_, [_, true, ..]) => Err(Fault::NotASheet("a Word document")),
        (_, [_, _, true, _]) => Err(Fault::NotASheet("a set of slides")),
        (_, [.., true]) => Err(Fault::SaveAnew("a document of Numbers or Pages")),
        _ => read_open_document(zip),
    }
}

/// OpenDocument says what it is in its first part.
fn read_open_document(mut zip: Zip<'_>) -> Result<(Table, Vec<Note>), Fault> {
    let mut says = String::new();
    if let Ok(part) = zip.by_name("mimetype") {
        part.take(100).read_to_string(&mut says).map_err(|_| Fault::Damaged)?;
    }
    match says.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some("spreadsheet" | "spreadsheet-template") => {
            weigh::weigh(&mut zip)?;
            ods::read(&mut zip)
        }
        Some("presentation" | "presentation-template") => Err(Fault::NotASheet("a set of slides")),
        Some(_) => Err(Fault::NotASheet("a text document")),
        None => Err(Fault::NotASheet("an archive of files")),
    }
}

/// Why a zip, or a part of one, does not open.
pub(super) fn unopened(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Fault::Locked,
        _ => Fault::Damaged,
    }
}
