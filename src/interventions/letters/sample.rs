//! A made-up round and made-up people, for the bench and the tests. Nobody here exists.

use chrono::NaiveDate;

use std::io::Cursor;
use std::sync::Arc;

use image::{GrayImage, ImageFormat, Luma};

use super::hand::{Hand, Mark, picture::Picture, strokes::Strokes};
use super::letter::{Format, Language, Letter, Wording};
use crate::floor::error::Error;
use crate::floor::pdf::PdfError;

/// A wording of ordinary length: some 165 words with the manager's two lines.
pub fn wording() -> Wording {
    let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    Wording {
        language: Language::English,
        title: "A letter of thanks".to_owned(),
        authority: "Northmoor Council".to_owned(),
        sender: own(&[
            "Children’s Services",
            "Northmoor Town Hall",
            "Market Place",
            "Northmoor",
            "DY1 1HF",
            "",
            "01632 960 174",
        ]),
        greeting: "Dear {name},".to_owned(),
        opening: own(&[
            "I am writing to thank you. Much of what you do happens behind front doors and late in the day, where few \
             people see it. I want you to know that it is seen, and that it matters to the children and families of \
             this borough.",
            "I asked your manager what you bring to the team. This is what came back:",
        ]),
        closing: own(&[
            "Children remember the adults who kept turning up for them. Because of you there are children here who \
             sleep more soundly tonight, and parents who were given a fair chance.",
            "Please keep this letter. On a hard day I hope it reminds you that your work is noticed, and that I am \
             proud to lead a service that has you in it.",
        ]),
        sign_off: "With my thanks and warm regards,".to_owned(),
        signatory: "Margaret Okonkwo-Hughes".to_owned(),
        signatory_title: "Director of Children’s Services".to_owned(),
    }
}

/// The same in Welsh, for what a person reads on paper; no Welsh speaker has looked at it.
pub fn welsh_wording() -> Wording {
    let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    Wording {
        language: Language::Welsh,
        title: "Llythyr o ddiolch".to_owned(),
        greeting: "Annwyl {name},".to_owned(),
        opening: own(&[
            "Rwy’n ysgrifennu i ddiolch i chi. Mae llawer o’ch gwaith yn digwydd y tu ôl i ddrysau caeedig ac yn hwyr yn y \
             dydd, lle nad oes llawer yn ei weld.",
            "Gofynnais i’ch rheolwr beth yr ydych yn ei gynnig i’r tîm. Dyma’r ateb a gefais:",
        ]),
        closing: own(&["Cadwch y llythyr hwn, os gwelwch yn dda. Mae eich gwaith yn cael ei weld."]),
        sign_off: "Gyda diolch,".to_owned(),
        signatory_title: "Cyfarwyddwr Gwasanaethau Plant".to_owned(),
        ..wording()
    }
}

/// The signature under [`wording`].
pub fn signature() -> Hand {
    Hand::typed("Margaret Okonkwo-Hughes")
}

/// Every way in which a letter can be signed, by the leader and by a deputy.
///
/// # Errors
/// [`PdfError::Skeleton`], if the picture of a signature cannot be made.
pub fn hands() -> Result<Vec<Hand>, PdfError> {
    let fault = |error: Error| PdfError::Skeleton(error.to_string());
    let strokes = Strokes::parse("[[[60,220],[140,40],[220,230],[300,60]],[[420,150]],[[500,90],[940,260],[700,120]]]");
    let paper = GrayImage::from_fn(900, 240, |x, y| {
        let wave = 120.0 + 70.0 * (x as f32 / 60.0).sin();
        Luma([if (40..860).contains(&x) && (y as f32 - wave).abs() < 7.0 { 30 } else { 246 }])
    });
    let mut png = Cursor::new(Vec::new());
    paper.write_to(&mut png, ImageFormat::Png).map_err(|error| fault(Error::broken(error)))?;
    let picture = Arc::new(Picture::parse(png.get_ref()).map_err(fault)?);
    let marks = [Mark::Typed, Mark::Drawn(strokes.map_err(fault)?), Mark::Uploaded(picture)];
    let both = marks.into_iter().flat_map(|mark| [false, true].map(|on_behalf| (mark.clone(), on_behalf)));
    Ok(both.map(|(mark, on_behalf)| Hand { mark, on_behalf, ..signature() }).collect())
}

const GIVEN: [&str; 16] = [
    "Siân",
    "Łukasz",
    "Øystein",
    "Şeyma",
    "Amara",
    "Zoë",
    "Ștefan",
    "Linh",
    "Fionnuala",
    "Kwame",
    "Björn",
    "Chloé",
    "Tariq",
    "Agnieszka",
    "Joy",
    "Hywel",
];
const FAMILY: [&str; 16] = [
    "Ŵyn",
    "Wójcik",
    "Nguyễn",
    "O’Flaherty",
    "Yıldırım",
    "Adeyemi-Fitzwilliam",
    "Ångström",
    "Marín",
    "Okafor",
    "Llewelyn",
    "Brâncuși",
    "Featherstonehaugh-Cholmondley",
    "Khan",
    "Dvořák",
    "Smith",
    "Ó Súilleabháin",
];
const STREET: [&str; 8] = [
    "Acacia Avenue",
    "Station Road",
    "Heol-y-Bryn",
    "St Mary’s Close",
    "Canal Street",
    "The Crescent",
    "Mill Lane",
    "Queen’s Gardens",
];
const TOWN: [&str; 4] = ["Northmoor", "Eastwick-on-Sea", "Llanfair", "Market Overbridge"];
const FIRST: [&str; 8] = [
    "You stayed with two frightened brothers until nearly midnight, and made sure that they were placed together.",
    "Your visits after the winter floods kept three families under one roof.",
    "The court praised your assessment, and the grandmother you found has become a home.",
    "You taught our newest colleague to ask one more question.",
    "When the duty rota fell apart in November you quietly covered it, and nobody waited.",
    "A father told me that you were the first person in years who listened to the whole story.",
    "Your life-story book for a five-year-old is the best I have seen in twenty years.",
    "You noticed what everyone else had missed, and said so kindly.",
];
const SECOND: [&str; 8] = [
    "Thank you for making the whole team braver.",
    "I have learnt more from watching you than from any course.",
    "We are calmer when you are on duty, and so are the families.",
    "Your humour on the worst Fridays keeps all of us going, and I do not say that often enough.",
    "You never let a child down on a promise.",
    "Please go on asking the awkward question in meetings; it has changed two plans for the better this year alone.",
    "It is a joy to work beside you.",
    "What you did for that young man will last him all his life.",
];

/// The letter at a place, no two alike.
pub fn letter(at: usize) -> Letter {
    let pick = |words: &[&str], step: usize| words[at / step % words.len()].to_owned();
    let (given, family) = (pick(&GIVEN, 1), pick(&FAMILY, 16));
    let mut recipient = vec![format!("{given} {family}")];
    if at % 5 == 4 {
        recipient.push(format!("Flat {}", at % 40 + 1));
    }
    recipient.push(format!("{} {}", at / 7 + 1, pick(&STREET, 3)));
    recipient.push(pick(&TOWN, 2));
    recipient.push(format!("DY{} {}HF", at % 20 + 1, at % 9 + 1));
    Letter {
        recipient,
        date: NaiveDate::from_ymd_opt(2027, 3, 4).unwrap_or_default(),
        salutation: given,
        lines: [pick(&FIRST, 1), pick(&SECOND, 8)],
        format: Format::Standard,
        place: Some(format!("{:04}", at + 1)),
    }
}
