use lopdf::Document;

use crate::interventions::letters::{
    letter::{Format, Letter},
    print::Stationery,
    sample,
};

/// How many pages a letter takes, and its words in no order.
fn read(paper: &Stationery, letter: &Letter) -> (usize, Vec<String>) {
    let mut pdf = Vec::new();
    paper.print(letter, &mut pdf).unwrap();
    let pdf = Document::load_mem(&pdf).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let text = pdf.extract_text(&pages).unwrap();
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    words.sort();
    (pages.len(), words)
}

#[test]
fn a_letter_in_large_print_takes_one_sheet_and_says_the_same() {
    let paper = Stationery::new(&sample::wording(), Some(&sample::signature())).unwrap();
    for at in 0..40 {
        let usual = sample::letter(at);
        let ((one, says), (two, same)) =
            (read(&paper, &usual), read(&paper, &Letter { format: Format::LargePrint, ..usual }));
        assert_eq!((one, two), (1, 2));
        assert_eq!(says, same);
    }
}

#[test]
fn words_that_leave_room_on_one_page_leave_room_on_two_in_large_print() {
    for paragraph in ["Thank you. ".repeat(8), "Thank you for this year. ".repeat(20)] {
        let mut wording = sample::wording();
        wording.closing = vec![paragraph.clone()];
        while let Ok(paper) = Stationery::new(&wording, None) {
            assert_eq!(paper.fault_in_large_print(), None, "{} paragraphs", wording.closing.len());
            wording.closing.push(paragraph.clone());
        }
        assert!(wording.closing.len() >= 2);
    }
}

#[test]
fn an_authority_whose_name_takes_too_many_rows_in_large_print_is_told_before_any_letter() {
    let mut wording = sample::wording();
    wording.authority = "Cyngor Bwrdeistref Sirol Pen-y-bont ar Ogwr a’r Fro Fawr Iawn".into();
    let fault = Stationery::new(&wording, None).unwrap().fault_in_large_print();
    assert!(fault.is_some(), "it stands above the part of the page that may be printed");
}
