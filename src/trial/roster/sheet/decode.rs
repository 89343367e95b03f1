//! From the bytes of a file to text with plain line ends, or the reason why there is none.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{Fault, MOST_BYTES, Note};

/// The text of a file, ending in a line end, and what is to be said about how it was read.
pub(super) fn text(bytes: &[u8]) -> Result<(String, Vec<Note>), Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooBig);
    }
    known_otherwise(bytes)?;
    let (text, notes) = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}')) {
        return Err(Fault::NotText);
    }
    Ok((text.replace("\r\n", "\n").replace('\r', "\n") + "\n", notes))
}

/// Files that people choose by mistake, known by how they begin.
fn known_otherwise(bytes: &[u8]) -> Result<(), Fault> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| start.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    if begins(b"%PDF-") {
        Err(Fault::Pdf)
    } else if begins(b"PK\x03\x04") || begins(b"\xd0\xcf\x11\xe0") {
        Err(Fault::Workbook)
    } else if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml"].into_iter().any(begins) {
        Err(Fault::WebPage)
    } else {
        Ok(())
    }
}

fn decode(bytes: &[u8]) -> Result<(String, Vec<Note>), Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text =
            encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]).ok_or(Fault::NotText)?;
        let notes = if encoding == UTF_8 { vec![] } else { vec![Note::ReadAsUtf16] };
        return Ok((text.into_owned(), notes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), vec![]));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok((text.into_owned(), vec![Note::ReadAsWindows1252]))
}
