//! Sets a card on A6: the thanks above, the code and its address at the foot. Lengths in millimetres, sizes in points.

use chrono::NaiveDate;
use qrcode::{Color, EcLevel, QrCode};

use super::words::Wording;
use crate::floor::{
    error::{Error, Result},
    pdf::{
        A6_MM, PT_PER_MM,
        canvas::{Canvas, Drawn, Ink, Style},
        charset,
        face::Face,
        outline::{Area, Element},
        skeleton::{Shared, Skeleton},
        text::tidy,
        text_face::text_face,
        wrap::wrap,
    },
};

const BLACK: Ink = Ink::Grey(0.0);
/// A deep teal, as our letters have.
const ACCENT: Ink = Ink::Colour(0.05, 0.34, 0.37);
const LEFT: f32 = 11.0;
const WIDE: f32 = A6_MM.0 - 2.0 * LEFT;
/// The first baseline.
const TITLE: f32 = 27.0;
/// Long names make all of the thanks a little smaller, down to 9.2 points, before they are refused.
const SCALES: [f32; 3] = [1.0, 0.9, 0.8];
/// Between paragraphs, beyond the step from line to line.
const GAP: f32 = 2.6;
/// The code: its box, within which four squares on each side stay clear (ISO/IEC 18004).
const CODE: f32 = 33.0;
const CODE_TOP: f32 = A6_MM.1 - LEFT - CODE + 3.0;
const QUIET: usize = 4;
/// No words of the thanks below this.
const LAST: f32 = CODE_TOP - 1.0;
/// Nor any beside the code below this.
const FOOT: f32 = A6_MM.1 - 5.0;
const BESIDE: f32 = LEFT + CODE + 1.0;

/// How a kind of text is set: size, leading, the longest row, ink.
type Look = (f32, f32, f32, Ink);
const HEAD: Look = (30.0, 34.0, WIDE, ACCENT);
const TO: Look = (13.0, 17.0, WIDE, ACCENT);
const TEXT: Look = (11.5, 15.5, WIDE, BLACK);
const SMALL: Look = (8.5, 11.0, A6_MM.0 - BESIDE - LEFT + 3.0, BLACK);
const ADDRESS: Look = (9.0, 12.0, A6_MM.0 - BESIDE - LEFT + 3.0, ACCENT);

/// What is set on a card besides its wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words<'a> {
    pub lead: &'a str,
    pub place: &'a str,
    /// The whole link, as the code holds it.
    pub link: &'a str,
    /// Whether it stands beside something that people drink.
    pub drinks: bool,
}

/// One card as a file: one page, tagged, the same bytes for the same words and day.
///
/// # Errors
/// `Invalid`, where the words do not fit, or a letter of them is not in the font.
pub fn draw(wording: &Wording, words: &Words<'_>, dated: NaiveDate) -> Result<Vec<u8>> {
    let face = text_face(charset::letters()).map_err(Error::broken)?;
    let mut card = thanks(&face, wording, words)?;
    card.code(wording, words.link)?;
    card.scale = 1.0;
    card.at = CODE_TOP + 6.4;
    card.paragraph(SMALL, BESIDE, &wording.wrong)?;
    card.address(words.link)?;
    if card.lowest() > FOOT {
        return Err(Error::broken("the words beside the code of a card are too long: shorten `wrong`"));
    }
    card.file(wording, dated)
}

/// The upper part, as large as fits.
fn thanks<'f>(face: &'f Face, wording: &Wording, words: &Words<'_>) -> Result<Card<'f>> {
    for scale in SCALES {
        let mut card = Card { face, canvas: Canvas::of_sheet(A6_MM), outline: Vec::new(), at: TITLE, scale };
        card.canvas.bar(ACCENT, Drawn { mark: (), left: LEFT, top: 12.0, right: LEFT + 16.0, bottom: 12.8 });
        card.paragraph(HEAD, LEFT, &wording.title)?;
        card.paragraph(TO, LEFT, &wording.to(words.lead, words.place))?;
        wording.body(words.drinks).iter().try_for_each(|text| card.paragraph(TEXT, LEFT, text))?;
        card.paragraph(TEXT, LEFT, &wording.ending)?;
        if card.lowest() <= LAST {
            return Ok(card);
        }
    }
    Err(Error::invalid("place", "This does not fit on the card. Shorten the name of the place, or of the lead."))
}

/// A card that is being drawn, down to the baseline `at`.
struct Card<'f> {
    face: &'f Face,
    canvas: Canvas<()>,
    outline: Vec<Element>,
    at: f32,
    scale: f32,
}

impl Card<'_> {
    fn paragraph(&mut self, look: Look, left: f32, text: &str) -> Result<()> {
        let (face, text) = (self.face, tidy(text));
        let (size, leading, longest, ink) = look;
        let look = (size * self.scale, leading * self.scale, longest, ink);
        self.rows(look, left, &wrap(face, &text, look.0, longest))
    }

    /// One tagged paragraph of these rows.
    fn rows(&mut self, (size, leading, _, ink): Look, left: f32, rows: &[&str]) -> Result<()> {
        if rows.iter().any(|row| !self.face.missing(row).is_empty()) {
            return Err(Error::invalid("lead", "A name or a word on this card has a sign that our font cannot draw."));
        }
        let style = Style { face: self.face, size, leading, ink, mark: () };
        self.canvas.paragraph(&style, left, self.at, rows);
        self.outline.push(Element::PARAGRAPH);
        self.at += rows.len() as f32 * leading / PT_PER_MM + GAP;
        Ok(())
    }

    /// As people type it, without what a browser adds by itself; a long one is broken before a dot or a slash.
    fn address(&mut self, link: &str) -> Result<()> {
        let plain = link.strip_prefix("https://").unwrap_or(link);
        let fits = |text: &str| self.face.width_mm(text, ADDRESS.0) <= ADDRESS.2;
        let mut rows: Vec<String> = Vec::new();
        for part in parts(plain) {
            match rows.last_mut() {
                Some(row) if fits(&format!("{row}{part}")) => row.push_str(part),
                _ => rows.push(part.to_owned()),
            }
        }
        if !rows.iter().all(|row| fits(row)) {
            return Err(Error::broken("a part of web.public_url is too long to print beside the code of a card"));
        }
        self.at -= 1.0;
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        self.rows(ADDRESS, BESIDE, &rows)
    }

    fn code(&mut self, wording: &Wording, link: &str) -> Result<()> {
        let code =
            QrCode::with_error_correction_level(link, EcLevel::M).map_err(|error| Error::broken(error.to_string()))?;
        let across = code.width();
        let side = CODE / (across + 2 * QUIET) as f32;
        // The clear squares on its left stand in the margin.
        let left = LEFT - QUIET as f32 * side;
        let edge = |nth: usize| (nth + QUIET) as f32 * side;
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark);
        let corners: Vec<(f32, f32)> =
            dark.map(|(at, _)| (left + edge(at % across), CODE_TOP + edge(at / across))).collect();
        let (right, bottom) = (left + edge(across), CODE_TOP + edge(across));
        let place = Drawn { mark: (), left: left + edge(0), top: CODE_TOP + edge(0), right, bottom };
        self.canvas.squares(BLACK, side, &corners, place);
        let within = Area { left: place.left, top: place.top, right, bottom };
        self.outline.push(Element::Figure { on: 0, alt: wording.code.clone(), within });
        Ok(())
    }

    /// The lowest ink.
    fn lowest(&self) -> f32 {
        self.canvas.drawn.iter().map(|drawn| drawn.bottom).fold(0.0, f32::max)
    }

    fn file(self, wording: &Wording, dated: NaiveDate) -> Result<Vec<u8>> {
        let shared = Shared {
            title: &wording.about,
            language: &wording.language,
            faces: &[self.face],
            bitmap: None,
            outline: &self.outline,
            sheet: A6_MM,
        };
        let mut file = Vec::new();
        let skeleton = Skeleton::lay_out(&shared).map_err(Error::broken)?;
        skeleton.fill(&[&self.canvas.content], dated, &mut file);
        Ok(file)
    }
}

/// The pieces of an address: the host's, each but the first with its dot, and the path in one.
fn parts(plain: &str) -> Vec<&str> {
    let path = plain.rfind("/t/").unwrap_or(plain.len());
    let dots = plain[..path].match_indices('.').map(|(at, _)| at);
    let edges: Vec<usize> = std::iter::once(0).chain(dots).chain([path, plain.len()]).collect();
    edges.windows(2).map(|pair| &plain[pair[0]..pair[1]]).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(lead: &str, place: &str, link: &str) -> Result<Vec<u8>> {
        let day = NaiveDate::from_ymd_opt(2027, 3, 5).unwrap();
        draw(&Wording::in_use("").unwrap(), &Words { lead, place, link, drinks: true }, day)
    }

    const LINK: &str = "https://hearten.northmoor.gov.uk/t/abcd-efgh-ijkm";

    #[test]
    fn the_same_card_is_the_same_bytes_and_one_page_of_a6() {
        let card = drawn("Nguyễn Hoa", "Ashford House", LINK).unwrap();
        assert_eq!(card, drawn("Nguyễn Hoa", "Ashford House", LINK).unwrap());
        assert_ne!(card, drawn("Siân Ŵyn", "Ashford House", LINK).unwrap());
        let file = lopdf::Document::load_mem(&card).unwrap();
        let pages: Vec<_> = file.page_iter().collect();
        let page = file.get_dictionary(pages[0]).unwrap();
        let size: Vec<f32> =
            page.get(b"MediaBox").unwrap().as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect();
        assert_eq!(pages.len(), 1);
        assert!((size[2] - 297.6).abs() < 0.5 && (size[3] - 419.5).abs() < 0.5, "{size:?}");
    }

    #[test]
    fn a_long_address_is_broken_before_a_dot_or_its_path() {
        assert_eq!(parts("a.b.gov.uk/t/abcd-efgh-ijkm"), ["a", ".b", ".gov", ".uk", "/t/abcd-efgh-ijkm"]);
        assert_eq!(parts("localhost:8420/t/abcd-efgh-ijkm"), ["localhost:8420", "/t/abcd-efgh-ijkm"]);
    }

    #[test]
    fn what_does_not_fit_or_cannot_be_drawn_says_so() {
        let told = drawn("Ama Owusu", &"a very long name of a building ".repeat(20), LINK).unwrap_err().to_string();
        assert!(told.contains("does not fit"), "{told}");
        let told = drawn("王", "Hub", LINK).unwrap_err().to_string();
        assert!(told.contains("cannot draw"), "{told}");
    }
}
