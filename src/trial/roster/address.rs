//! The rules an address keeps to before a letter may carry it. They are the print service's own (GOV.UK Notify, which
//! publishes them), so that what is accepted here is not refused there, weeks later and without a reason.
//!
//! What is counted: a letter shows the recipient's name and then the address, seven lines at most. A person therefore
//! gives two to six lines of address, the postcode among them. Lines are counted after cleaning.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

pub use fault::Fault;

mod fault;
mod household;

/// The most lines of address a person may have, postcode included: the name takes the seventh.
pub const MOST_LINES: usize = 6;
/// The fewest: a street and a postcode.
pub const FEWEST_LINES: usize = 2;
/// The printer cuts a line of address here, in characters, without saying so.
pub const PRINTER_CUTS_AT: usize = 45;

/// Every postcode area: 121 of the United Kingdom, three of the islands, and BF, BX and GIR.
const AREAS: &str = "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT \
    DY E EC EH EN EX FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M \
    ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF \
    TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";
/// Letters that never stand in the last two places of a postcode.
const NEVER_LAST: &str = "CIKMOV";
/// No line may begin with one of these.
const BANNED_STARTS: &str = "@()=[]\"\\/,<>~";

/// Names that may stand below a postcode and change nothing. The islands count as the United Kingdom to the printer.
const HOME: &str = "england wales cymru scotland northernireland uk theuk gb britain greatbritain unitedkingdom \
    theunitedkingdom isleofman jersey guernsey alderney sark channelislands";
/// Countries that people do write below an address, above all a forces one. Others are caught as a missing postcode.
const ABROAD: &str = "ascensionisland australia austria bahrain belgium belize brunei canada cyprus czechia denmark \
    eire estonia falklandislands finland france germany gibraltar greece hungary india ireland italy kenya malta \
    netherlands newzealand nigeria norway oman pakistan poland portugal qatar republicofireland romania saudiarabia \
    spain sweden switzerland turkey usa unitedstates";

/// A postcode in its printed form: upper case, one space before the last three. Shape and area are known to be right;
/// that it exists is not.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode(String);

impl Postcode {
    /// Reads a postcode in any case and spacing, or says `None`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let text: String = given.split_whitespace().collect::<String>().to_ascii_uppercase();
        if !text.is_ascii() || text.len() < 5 {
            return None;
        }
        let (outward, inward) = text.split_at(text.len() - 3);
        let (area, district) = outward.split_at(outward.find(|c: char| c.is_ascii_digit())?);
        let fits = AREAS.split(' ').any(|known| known == area)
            && matches!(district.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9' | b'A'..=b'Z'])
            && inward.starts_with(|c: char| c.is_ascii_digit())
            && inward.chars().skip(1).all(|c| c.is_ascii_uppercase() && !NEVER_LAST.contains(c));
        fits.then(|| Self(format!("{outward} {inward}")))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A home address that a letter can carry. It cannot be wrong in shape, and it does not print itself into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    lines: Vec<String>,
}

impl Address {
    /// Reads an address from its lines (or from text with line breaks in it), the postcode last.
    ///
    /// # Errors
    /// The first rule that the address breaks.
    pub fn parse(given: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, Fault> {
        let block = Block::read(given);
        block.check(FEWEST_LINES, MOST_LINES, 1)?;
        Ok(Self { lines: block.printed() })
    }

    /// The lines as a letter shows them under the name: two to six, the postcode last (after it only a BFPO number).
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Lines that the printer would cut short. A warning, since a ready-made letter shows them whole.
    pub fn long_lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str).filter(|line| line.chars().count() > PRINTER_CUTS_AT)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({} lines)", self.lines.len())
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postcode(…)")
    }
}

/// Holds a whole recipient block, the name in its first line, to the print service's rules. For the check of a finished
/// letter, whose lines were read back from the page.
///
/// # Errors
/// The first rule that the block breaks.
pub fn check_block(given: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), Fault> {
    Block::read(given).check(FEWEST_LINES + 1, MOST_LINES + 1, 2)
}

/// Holds a name to the rules for the first line of a block.
///
/// # Errors
/// A name that begins with a banned sign, or has nothing that a sorting machine can read.
pub fn check_name(name: &str) -> Result<(), Fault> {
    let line = clean_line(name);
    if !is_readable(&line) {
        return Err(Fault::NothingToRead(line));
    }
    check_start(&line)
}

/// Cleans one line: no invisible characters, composed accents, single spaces, none before a comma or full stop, no
/// comma at the end. Cleaning twice changes nothing.
#[must_use]
pub fn clean_line(given: &str) -> String {
    let visible: String = given.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    let mut line = String::with_capacity(visible.len());
    for word in visible.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() && !word.starts_with([',', '.']) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.truncate(line.trim_end_matches([',', ' ']).len());
    line
}

/// Characters that take no room and that spreadsheets and web pages leave behind: joiners, direction marks, soft hyphens.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// An address taken apart: its own lines, then what belongs at the end.
struct Block {
    lines: Vec<String>,
    postcode: Option<Postcode>,
    bfpo: Option<u32>,
    abroad: Option<String>,
}

impl Block {
    fn read(given: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut lines: Vec<String> = Vec::new();
        for text in given {
            lines.extend(text.as_ref().split(is_line_break).map(clean_line));
        }
        lines.retain(|line| !line.is_empty());
        let bfpo = lines.iter().find_map(|line| bfpo(line));
        if bfpo.is_some() {
            lines.retain(|line| self::bfpo(line).is_none() && !line.eq_ignore_ascii_case("bfpo"));
        }
        while lines.last().is_some_and(|line| is_among(HOME, line)) {
            lines.pop();
        }
        let abroad = lines.last().filter(|line| is_among(ABROAD, line)).cloned();
        let postcode = lines.last().and_then(|line| Postcode::parse(line));
        if postcode.is_some() {
            lines.pop();
        }
        Self { lines, postcode, bfpo, abroad }
    }

    fn printed(&self) -> Vec<String> {
        let postcode = self.postcode.iter().map(|postcode| postcode.as_str().to_owned());
        let bfpo = self.bfpo.iter().map(|number| format!("BFPO {number}"));
        self.lines.iter().cloned().chain(postcode).chain(bfpo).collect()
    }

    /// The rules in the print service's order; `read_first` lines from the top need a letter or figure.
    fn check(&self, fewest: usize, most: usize, read_first: usize) -> Result<(), Fault> {
        let printed = self.printed();
        match printed.len() {
            0 => return Err(Fault::Empty),
            few if few < fewest => return Err(Fault::TooFewLines),
            many if many > most => {
                return Err(Fault::TooManyLines { given: many, room: most });
            }
            _ => {}
        }
        if let Some(line) = printed.iter().take(read_first).find(|line| !is_readable(line)) {
            return Err(Fault::NothingToRead(line.clone()));
        }
        self.last_line()?;
        printed.iter().try_for_each(|line| check_start(line))?;
        if says_no_fixed_abode(&printed) { Err(Fault::NoFixedAbode) } else { Ok(()) }
    }

    fn last_line(&self) -> Result<(), Fault> {
        match (&self.abroad, self.bfpo, &self.postcode, self.lines.last()) {
            (Some(country), Some(_), _, _) => Err(Fault::CountryForBfpo(country.clone())),
            (Some(country), None, _, _) => Err(Fault::Abroad(country.clone())),
            (None, None, None, Some(last)) if ends_in_postcode(last) => Err(Fault::PostcodeNotAlone(last.clone())),
            (None, None, None, last) => Err(Fault::NotAPostcode(last.cloned().unwrap_or_default())),
            _ => Ok(()),
        }
    }
}

/// The print service takes accents apart before it looks, so that 'Đỗ' has an o in it.
fn is_readable(line: &str) -> bool {
    line.nfkd().any(|c| c.is_ascii_alphanumeric())
}

fn check_start(line: &str) -> Result<(), Fault> {
    match line.nfkd().next().filter(|c| BANNED_STARTS.contains(*c)) {
        Some(start) => Err(Fault::BannedStart { line: line.to_owned(), start }),
        None => Ok(()),
    }
}

/// The number of a forces post office line, such as `BFPO 57` or `bfpo c/o 57`.
fn bfpo(line: &str) -> Option<u32> {
    let line = line.to_ascii_lowercase();
    let rest = line.strip_prefix("bfpo")?.trim_start();
    let number = rest.strip_prefix("c/o").unwrap_or(rest).trim();
    if number.chars().all(|c| c.is_ascii_digit()) { number.parse().ok() } else { None }
}

fn says_no_fixed_abode(lines: &[String]) -> bool {
    let text: String = lines.join(" ").nfkd().flat_map(char::to_lowercase).collect();
    lines.iter().any(|line| line.eq_ignore_ascii_case("nfa"))
        || text.contains("no fixed abode")
        || text.contains("no fixed address")
}

fn ends_in_postcode(line: &str) -> bool {
    let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    (1..=2.min(words.len())).any(|n| Postcode::parse(&words[words.len() - n..].concat()).is_some())
}

fn is_among(countries: &str, line: &str) -> bool {
    let name: String = line.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    countries.split(' ').any(|country| country == name)
}

#[cfg(test)]
mod tests;
