use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Address, BANNED_STARTS, Fault, MOST_LINES, Postcode, check_block, clean_line};

fn parse(text: &str) -> Result<Vec<String>, Fault> {
    Address::parse([text]).map(|address| address.lines().to_vec())
}

fn code(text: &str) -> &'static str {
    parse(text).map_or_else(|fault| fault.code(), |_| "fine")
}

fn household(text: &str) -> String {
    Address::parse([text]).unwrap().household()
}

#[test]
fn postcodes_of_the_right_shape_and_area_are_read() {
    let table = [
        ("SW1A 1AA", "SW1A 1AA"),
        ("sw1a1aa", "SW1A 1AA"),
        ("S W 1 A 1 A A", "SW1A 1AA"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
        ("DN55 1PT", "DN55 1PT"),
        ("BX1 1LT", "BX1 1LT"),
        ("BF1 1AA", "BF1 1AA"),
        ("JE2 3AB", "JE2 3AB"),
        ("GY1 1AA", "GY1 1AA"),
        ("IM1 1AA", "IM1 1AA"),
        ("SW99 9ZZ", "SW99 9ZZ"),
        ("N1C 4AG", "N1C 4AG"),
    ];
    for (given, printed) in table {
        assert_eq!(Postcode::parse(given).unwrap().as_str(), printed, "{given}");
    }
}

#[test]
fn what_only_looks_like_a_postcode_is_refused() {
    let table = [
        "GIR 0AA",
        "GX11 1AA",
        "ZZ99 9ZZ",
        "SW1A 1CI",
        "SW1A1A",
        "SW1A 1AAA",
        "SW1A-1AA",
        "SW1A 1AA.",
        "",
        "1AA",
        "SW",
        "ſW1A 1AA",
        "DY1 é1",
        "١W1 1AA",
    ];
    for given in table {
        assert!(Postcode::parse(given).is_none(), "{given}");
    }
}

#[test]
fn there_are_127_areas_and_each_but_girobank_makes_a_postcode() {
    let areas: Vec<&str> = super::AREAS.split(' ').collect();
    assert_eq!(areas.len(), 127);
    let made = areas.iter().filter(|area| Postcode::parse(&format!("{area}1 1AA")).is_some());
    assert_eq!(made.count(), 127);
}

#[test]
fn an_address_is_cleaned_as_it_is_read() {
    let lines = parse("  12   High\u{a0}Street ,\n\n,,\nDudley\u{200b} , \n dy1 1hf \nEngland\nUK").unwrap();
    assert_eq!(lines, ["12 High Street", "Dudley", "DY1 1HF"]);
    assert_eq!(parse("Tŷ Gwyn\nCF10 3ND").unwrap()[0], parse("Ty\u{302} Gwyn\nCF10 3ND").unwrap()[0]);
}

#[test]
fn six_lines_are_the_most_and_two_the_fewest_with_the_postcode_among_them() {
    assert_eq!(parse("a\nb\nc\nd\ne\nDY1 1HF").unwrap().len(), MOST_LINES);
    assert_eq!(parse("a\nDY1 1HF").unwrap().len(), 2);
    assert_eq!(parse("a\nb\nc\nd\ne\nf\ng\nDY1 1HF"), Err(Fault::TooManyLines { given: 8, room: 6 }));
    assert_eq!(code("DY1 1HF"), "not-enough-address-lines");
    assert_eq!(code(" , \n"), "address-is-empty");
    assert_eq!(parse("a\nb\nc\nd\ne\nDY1 1HF\nEngland").unwrap().len(), MOST_LINES);
}

#[test]
fn faults_bear_the_print_services_names() {
    let table = [
        ("12 High Street\nDudley", "not-a-real-uk-postcode"),
        ("12 High Street\nDudley DY1 1HF", "not-a-real-uk-postcode"),
        ("12 High Street\nParis\nFrance", "cant-send-international-letters"),
        ("12 Strand Street\nDouglas\nIsle of Man", "not-a-real-uk-postcode"),
        ("12 Strand Street\nIM1 2EH\nIsle of Man", "fine"),
        ("Улица Ленина\nDY1 1HF", "invalid-address-line-1-or-2"),
        ("(Flat 2)\n12 High Street\nDY1 1HF", "invalid-char-in-address"),
        ("Flat 2\n~ High Street\nDY1 1HF", "invalid-char-in-address"),
        ("（Flat 2\nDY1 1HF", "invalid-char-in-address"),
        ("- Flat 2\nDY1 1HF", "fine"),
        ("Ý Đỗ\nDY1 1HF", "fine"),
        ("NFA\nDY1 1HF", "no-fixed-abode-address"),
        ("c/o Council House\nNo Fixed\tAddress\nDY1 1HF", "no-fixed-abode-address"),
        ("NFA House\nDY1 1HF", "fine"),
    ];
    for (given, expected) in table {
        assert_eq!(code(given), expected, "{given}");
    }
    assert_eq!(
        parse("12 High Street\nDudley, DY1 1HF").unwrap_err(),
        Fault::PostcodeNotAlone("Dudley, DY1 1HF".into())
    );
}

#[test]
fn a_forces_address_ends_in_its_number_and_names_no_country() {
    assert_eq!(parse("BFPO 57\nB Company").unwrap(), ["B Company", "BFPO 57"]);
    assert_eq!(parse("B Company\nbfpo c/o 57\nBF1 1AA").unwrap(), ["B Company", "BF1 1AA", "BFPO 57"]);
    assert_eq!(code("B Company\nBFPO 57\nGermany"), "has-country-for-bfpo-address");
    assert_eq!(code("B Company\nBFPO"), "not-a-real-uk-postcode");
}

#[test]
fn a_whole_block_is_held_to_seven_lines_and_a_name_that_can_be_read() {
    assert_eq!(check_block(["Siân Ŵyn", "a", "b", "c", "d", "e", "DY1 1HF"]), Ok(()));
    assert_eq!(
        check_block(["n", "a", "b", "c", "d", "e", "f", "DY1 1HF"]),
        Err(Fault::TooManyLines { given: 8, room: 7 })
    );
    assert_eq!(check_block(["Анна", "a", "DY1 1HF"]), Err(Fault::NothingToRead("Анна".into())));
    assert_eq!(check_block(["Siân Ŵyn", "DY1 1HF"]), Err(Fault::TooFewLines));
}

#[test]
fn lines_that_the_printer_would_cut_are_named() {
    let long = "Ŵ".repeat(46);
    let address = Address::parse([format!("a{long}").as_str(), "Dudley", "DY1 1HF"]).unwrap();
    assert_eq!(address.long_lines().count(), 1);
    let address = Address::parse(["a".repeat(45).as_str(), "DY1 1HF"]).unwrap();
    assert_eq!(address.long_lines().count(), 0);
}

#[test]
fn one_household_is_known_however_it_is_written() {
    let same = [
        ("Flat 2, 10 High Street\nDudley\nDY1 1HF", "10 High St\nFLAT 2\nDY11HF"),
        ("12B St James's Road\nDY1 1HF", "12 b, St. James’s Rd\nDudley\nDY1 1HF"),
        ("The Old Rectory\nMill Lane\nDY1 1HF", "Old Rectory\nDudley\nDY1 1HF"),
    ];
    for (one, other) in same {
        assert_eq!(household(one), household(other));
    }
    let other = [
        ("10 High Street\nDY1 1HF", "12 High Street\nDY1 1HF"),
        ("10 High Street\nDY1 1HF", "10 High Street\nDY1 1HE"),
        ("Flat A\n10 High Street\nDY1 1HF", "Flat B\n10 High Street\nDY1 1HF"),
        ("Rose Cottage\nMill Lane\nDY1 1HF", "Ivy Cottage\nMill Lane\nDY1 1HF"),
        ("B Company\nBFPO 57", "C Company\nBFPO 57"),
    ];
    for (one, other) in other {
        assert_ne!(household(one), household(other));
    }
}

#[test]
fn an_address_does_not_print_itself_for_a_log() {
    let address = Address::parse(["12 High Street", "DY1 1HF"]).unwrap();
    assert_eq!(format!("{address:?}"), "Address(2 lines)");
}

fn line() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just(" ".to_owned()),
        Just(" ,".to_owned()),
        Just(".".to_owned()),
        Just("\u{200b}".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("BFPO 5".to_owned()),
        Just("England".to_owned()),
        Just("NFA".to_owned()),
        Just("DY1 1HF".to_owned()),
        "[@()\\[\\]/~<>\"=A-Za-z0-9 ]{0,6}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(parts, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(given in line()) {
        let once = clean_line(&given);
        prop_assert_eq!(clean_line(&once), once);
    }

    #[test]
    fn every_printed_postcode_reads_back_as_itself(given in "[A-Za-z]{1,3}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}") {
        if let Some(postcode) = Postcode::parse(&given) {
            let again = Postcode::parse(postcode.as_str());
            prop_assert_eq!(again.as_ref().map(Postcode::as_str), Some(postcode.as_str()));
            prop_assert_eq!(postcode.as_str().rfind(' '), Some(postcode.as_str().len() - 4));
        }
    }

    #[test]
    fn an_accepted_address_breaks_no_rule(
        given in proptest::collection::vec(line(), 0..9),
        end in prop_oneof![Just("sw1a1aa"), Just("BFPO 12"), Just("")],
    ) {
        let Ok(address) = Address::parse(given.iter().map(String::as_str).chain([end])) else { return Ok(()) };
        let lines = address.lines();
        prop_assert!((2..=MOST_LINES).contains(&lines.len()));
        prop_assert!(lines[0].nfkd().any(|c| c.is_ascii_alphanumeric()));
        for line in lines {
            prop_assert_eq!(&clean_line(line), line);
            prop_assert!(!line.is_empty() && !line.starts_with(|c| BANNED_STARTS.contains(c)));
            prop_assert!(!line.eq_ignore_ascii_case("nfa"));
        }
        let last = &lines[lines.len() - 1];
        prop_assert!(Postcode::parse(last).is_some() || last.starts_with("BFPO "));
        let block = std::iter::once("Siân Ŵyn").chain(lines.iter().map(String::as_str));
        prop_assert_eq!(check_block(block), Ok(()));
        let again = Address::parse(lines.iter().map(String::as_str));
        prop_assert_eq!(again.as_ref().map(Address::lines), Ok(lines));
        prop_assert_eq!(again.map(|again| again.household()), Ok(address.household()));
    }

    #[test]
    fn a_household_outlives_case_spacing_and_a_change_of_line(number in 1..400u16, flat in 1..30u8, street in "[A-Z][a-z]{3,9}") {
        let one = household(&format!("Flat {flat}\n{number} {street} Road\nDY1 1HF"));
        let other = household(&format!("{number} {} rd, FLAT  {flat}\nDudley\ndy11hf", street.to_uppercase()));
        prop_assert_eq!(one, other);
    }
}
