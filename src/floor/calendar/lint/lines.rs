//! Lines as they are on the wire, and unfolded. All on bytes, since a fold may fall inside a character.

use super::rules::Faults;
use crate::floor::calendar::line::MOST;

/// A line with its folds taken out.
#[derive(Debug)]
pub struct Line {
    /// Where it begins, from 1.
    pub number: usize,
    pub text: String,
}

pub fn unfold(bytes: &[u8], faults: &mut Faults) -> Vec<Line> {
    let mut unfolded: Vec<(usize, Vec<u8>)> = Vec::new();
    for (at, raw) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let number = at + 1;
        let line = without_end(raw, number, faults);
        if line.len() > MOST {
            faults.add(11, number, "");
        }
        match (line, unfolded.last_mut()) {
            ([b' ' | b'\t', rest @ ..], Some((_, before))) => {
                if rest.first().is_some_and(|byte| (0x80..0xC0).contains(byte)) {
                    faults.add(37, number, "");
                }
                before.extend_from_slice(rest);
            }
            _ => unfolded.push((number, line.to_vec())),
        }
    }
    unfolded
        .into_iter()
        .filter(|(_, line)| !line.is_empty())
        .map(|(number, line)| readable(number, line, faults))
        .collect()
}

/// The very last line may have lost its end to the mail around it.
fn without_end<'a>(raw: &'a [u8], number: usize, faults: &mut Faults) -> &'a [u8] {
    let line = raw.strip_suffix(b"\r\n").or_else(|| raw.strip_suffix(b"\n")).unwrap_or(raw);
    if (raw.ends_with(b"\n") && !raw.ends_with(b"\r\n")) || line.contains(&b'\r') {
        faults.add(10, number, "");
    }
    line
}

fn readable(number: usize, line: Vec<u8>, faults: &mut Faults) -> Line {
    let text = String::from_utf8(line).unwrap_or_else(|fault| {
        faults.add(27, number, "it is not UTF-8");
        String::from_utf8_lossy(fault.as_bytes()).into_owned()
    });
    if text.chars().any(|character| character.is_control() && character != '\t') {
        faults.add(27, number, "it has a control character");
    }
    Line { number, text }
}
