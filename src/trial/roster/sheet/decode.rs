//! From the bytes of a file to text with plain line ends, or the reason why there is none.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{Fault, Note};

/// The text of a file, ending in a line end, and what is to be said about how it was read.
pub(super) fn text(bytes: &[u8]) -> Result<(String, Vec<Note>), Fault> {
    let (text, notes) = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}')) {
        return Err(Fault::NotText);
    }
    Ok((text.replace("\r\n", "\n").replace('\r', "\n") + "\n", notes))
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
