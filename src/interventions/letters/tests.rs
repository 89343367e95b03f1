//! What holds for every letter, whoever it is for.

use lopdf::Document;
use proptest::prelude::*;

use super::fault::{Code, Part};
use super::fit::Ruler;
use super::letter::{Format, Letter};
use super::pack::{About, Enclosed, PackError, pack};
use super::print::{Stationery, Unprintable};
use super::sample;

fn stationery() -> Stationery {
    Stationery::new(&sample::wording(), Some(&sample::signature())).unwrap()
}

fn printed(stationery: &Stationery, letter: &Letter) -> Vec<u8> {
    let mut pdf = Vec::new();
    stationery.print(letter, &mut pdf).unwrap();
    pdf
}

/// The text of a page as a reader copies it out.
fn copied(pdf: &[u8]) -> String {
    Document::load_mem(pdf).unwrap().extract_text(&[1]).unwrap()
}

fn addressed_to(lines: &[&str]) -> Letter {
    Letter { recipient: lines.iter().map(|line| (*line).to_owned()).collect(), ..sample::letter(0) }
}

/// Seven address lines, the longest name, marks above marks, and both of the manager's lines at their longest.
fn hardest() -> Letter {
    Letter {
        recipient: [
            "Nguyễn Featherstonehaugh-Cholmondley",
            "Fflat 12, Tŷ’r Ŵyn",
            "Hafod-y-Ddôl House",
            "Heol Şehitoğlu",
            "Llanfairpwllgwyngyll",
            "Ynys Môn",
            "LL61 5UJ",
        ]
        .map(str::to_owned)
        .to_vec(),
        salutation: "Nguyễn Featherstonehaugh-Cholmondley".to_owned(),
        lines: [
            "You stayed with two frightened brothers until midnight on the coldest night of the year, \
             and saw them placed together.",
            "Thank you, Ŵyn, for the patience with which you explained each step to Øystein, Şeyma and \
             Łukasz, again and again.",
        ]
        .map(str::to_owned),
        ..sample::letter(0)
    }
}

#[test]
fn an_ordinary_letter_prints_as_one_a4_page_under_forty_kilobytes() {
    let pdf = printed(&stationery(), &sample::letter(0));
    assert!(pdf.len() <= 40_000, "{} bytes", pdf.len());
    assert_eq!(Document::load_mem(&pdf).unwrap().get_pages().len(), 1);
}

#[test]
fn the_hardest_letter_prints_too() {
    let text = copied(&printed(&stationery(), &hardest()));
    for name in ["Nguyễn Featherstonehaugh-Cholmondley", "Tŷ’r Ŵyn", "Heol Şehitoğlu", "Łukasz"] {
        assert!(text.contains(name), "{name} is not in {text}");
    }
}

#[test]
fn a_letter_printed_twice_is_the_same_letter() {
    let (first, second) = (stationery(), stationery());
    let later = printed(&first, &sample::letter(1));
    assert_eq!(printed(&first, &hardest()), printed(&second, &hardest()));
    assert_eq!(later, printed(&second, &sample::letter(1)));
}

#[test]
fn names_copy_out_right_composed_or_not() {
    let paper = stationery();
    let composed = ["Siân Ŵyn", "Łukasz", "Nguyễn", "Øystein", "Şeyma", "O’Flaherty", "O'Flaherty"];
    let taken_apart = [
        "Sia\u{302}n W\u{302}yn",
        "Łukasz",
        "Nguye\u{302}\u{303}n",
        "Øystein",
        "S\u{327}eyma",
        "O’Flaherty",
        "O'Flaherty",
    ];
    for (name, typed) in composed.iter().zip(taken_apart) {
        let letter =
            |name: &str| Letter { salutation: name.to_owned(), ..addressed_to(&[name, "1 Mill Lane", "DY1 1HF"]) };
        let pdf = printed(&paper, &letter(typed));
        assert_eq!(pdf, printed(&paper, &letter(name)));
        assert_eq!(copied(&pdf).matches(name).count(), 2, "{name}");
    }
}

#[test]
fn a_character_the_font_lacks_is_named_and_nothing_is_printed() {
    let letter = Letter { salutation: "小明".to_owned(), ..sample::letter(0) };
    let Err(Unprintable::Faults(faults)) = stationery().print(&letter, &mut Vec::new()) else { panic!("it printed") };
    assert_eq!(faults.len(), 1);
    assert_eq!(
        (faults[0].code, faults[0].part, &faults[0].missing),
        (Code::CharacterNotInFont, Part::Greeting, &vec!['小', '明'])
    );
}

#[test]
fn an_address_the_post_would_refuse_is_refused_here_under_the_posts_own_code() {
    let paper = stationery();
    for (lines, code) in [
        (&[][..], "address-is-empty"),
        (&["Siân Ŵyn", "DY1 1HF"], "not-enough-address-lines"),
        (&["A", "1", "2", "3", "4", "5", "6", "DY1 1HF"], "too-many-address-lines"),
        (&["ΣΩ", "1 Mill Lane", "DY1 1HF"], "invalid-address-line-1-or-2"),
        (&["Siân Ŵyn", "(Flat 2)", "DY1 1HF"], "invalid-char-in-address"),
        (&["Siân Ŵyn", &"W".repeat(40), "DY1 1HF"], "content-outside-printable-area"),
        (&["Siân Ŵyn", "1 Mill Lane", "Northmoor"], "not-a-real-uk-postcode"),
        (&["Siân Ŵyn", "No fixed abode", "DY1 1HF"], "no-fixed-abode-address"),
        (&["Siân Ŵyn", "1 Mill Lane", "France"], "cant-send-international-letters"),
        (&["Siân Ŵyn", "1 Mill Lane", "BFPO 57", "Germany"], "has-country-for-bfpo-address"),
        (&["Siân Ŵyn", &"J".repeat(70), "DY1 1HF"], "content-outside-printable-area"),
    ] {
        let codes: Vec<&str> = paper.preflight(&addressed_to(lines)).iter().map(|fault| fault.code.text()).collect();
        assert!(codes.contains(&code), "{lines:?} gave {codes:?}");
    }
}

#[test]
fn a_wording_too_long_for_one_page_is_told_before_any_letter() {
    let mut wording = sample::wording();
    wording.closing = vec![wording.closing.join(" "); 6];
    let Err(Unprintable::Faults(faults)) = Stationery::new(&wording, None) else { panic!("it was laid out") };
    assert_eq!(faults[0].code, Code::WordingTooLong);
}

#[test]
fn a_line_that_fits_alone_fits_the_letter() {
    let (ruler, paper) = (Ruler::new().unwrap(), stationery());
    let mut line = "You kept your word.".to_owned();
    while ruler.fit(&line).fits() {
        let letter = Letter { lines: [line.clone(), line.clone()], ..hardest() };
        assert_eq!(paper.preflight(&letter), []);
        line.push_str(" Every time.");
    }
    let fit = ruler.fit(&line);
    assert!(fit.used_mm > fit.limit_mm);
    let letter = Letter { lines: [line, "And thank you.".to_owned()], ..hardest() };
    assert_eq!(paper.preflight(&letter).iter().map(|f| f.code).collect::<Vec<_>>(), [Code::LineTooLong]);
}

#[test]
fn the_pack_holds_each_letter_once_and_is_the_same_twice() {
    let paper = stationery();
    // The second is in large print, and takes both sides of its sheet.
    let format = |at: usize| if at == 1 { Format::LargePrint } else { Format::Standard };
    let open = |at: usize| -> Result<Enclosed, PackError> {
        let letter = Letter { format: format(at), ..sample::letter(at) };
        Ok(Enclosed { letter: format!("L{at}"), staff: format!("S-{at}"), pdf: printed(&paper, &letter) })
    };
    let about = About { title: "Letters".to_owned(), language: "en-GB".to_owned(), dated: sample::letter(0).date };
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let rows = pack(&mut first, &about, 5, open).unwrap();
    pack(&mut second, &about, 5, open).unwrap();
    assert_eq!(first, second);
    assert_eq!(rows.iter().map(|row| row.place).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(rows.iter().map(|row| row.pages).collect::<Vec<_>>(), [1, 2, 1, 1, 1]);

    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(first)).unwrap();
    let mut bound = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_name("letters.pdf").unwrap(), &mut bound).unwrap();
    let bound = Document::load_mem(&bound).unwrap();
    assert_eq!(bound.get_pages().len(), 9);
    for at in 0..5u32 {
        let text = bound.extract_text(&[2 * at + 1]).unwrap();
        assert!(text.contains(&sample::letter(at as usize).recipient[0]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is typed, a letter either says what is wrong with it or lies wholly within the zones of the post.
    #[test]
    fn no_letter_draws_outside_its_zones(
        recipient in proptest::collection::vec("[ -~À-žẀ-ỹ]{0,50}", 2..9),
        salutation in "[A-Za-zÀ-žẠ-ỹ’ -]{1,40}",
        first in "[ -~À-ž]{0,260}",
        second in "([A-Za-z]{1,12} ){1,20}",
        hand in 0..7_usize,
        large in any::<bool>(),
    ) {
        let paper = PAPERS.with(|papers| std::rc::Rc::clone(&papers[hand]));
        let format = if large { Format::LargePrint } else { Format::Standard };
        let letter = Letter { recipient, salutation, lines: [first, second], format, ..sample::letter(0) };
        let faults = paper.preflight(&letter);
        // Geometry that goes wrong names the page or the whole address; words that are too wide name their line.
        prop_assert!(faults.iter().all(|fault| (fault.code, fault.part) != (Code::ContentOutsidePrintableArea, Part::Page)));
        prop_assert!(faults.iter().all(|fault| (fault.code, fault.part) != (Code::ContentOutsidePrintableArea, Part::Address)));
        let mut pdf = Vec::new();
        prop_assert_eq!(paper.print(&letter, &mut pdf).is_ok(), faults.is_empty());
        prop_assert!(pdf.len() <= 60_000);
    }
}

thread_local! {
    /// Unsigned, and signed in every way there is.
    static PAPERS: Vec<std::rc::Rc<Stationery>> = {
        let hands = sample::hands().unwrap();
        let papers = std::iter::once(None).chain(hands.iter().map(Some));
        papers.map(|hand| std::rc::Rc::new(Stationery::new(&sample::wording(), hand).unwrap())).collect()
    };
}
