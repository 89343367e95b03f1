use super::{LetterFormat, LetterLanguage, Names, StaffReference, StaffRole, WorkEmail};

#[test]
fn a_reference_is_the_same_in_any_case_and_not_a_shortened_number() {
    assert_eq!(StaffReference::parse(" ab 12 ").unwrap().as_str(), "AB 12");
    assert_eq!(StaffReference::parse("00042").unwrap().as_str(), "00042");
    for wrong in ["", "  ", "1.23457E+11", &"9".repeat(41)] {
        assert!(StaffReference::parse(wrong).is_err(), "{wrong}");
    }
    for right in ["E+11", "A1.2E+3", "1E+1"] {
        assert!(StaffReference::parse(right).is_ok(), "{right}");
    }
}

#[test]
fn an_email_address_is_one_mailbox_in_lower_case() {
    assert_eq!(WorkEmail::parse("Ann.O'Hara@Council.gov.uk").unwrap().as_str(), "ann.o'hara@council.gov.uk");
    for wrong in [
        "",
        "ann",
        "ann@",
        "@council.gov.uk",
        "ann@council",
        "a@b.uk; c@b.uk",
        "ann @b.uk",
        "Ann <a@b.uk>",
        "siân@b.uk",
    ] {
        assert!(WorkEmail::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_name_keeps_its_accents_and_notices_a_lost_letter() {
    for right in ["Siân", "Ŵyn", "Nguyễn", "O'Flaherty", "Đỗ", "Featherstonehaugh-Cholmondeley", "J."] {
        assert_eq!(Names::part(right).unwrap(), right);
    }
    for wrong in ["", "?ukasz", "Zo\u{fffd}", "Анна", "=1+1", "(Ann)", &"a".repeat(121)] {
        assert!(Names::part(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn people_are_known_by_the_name_they_prefer() {
    let names = Names::new("Katarzyna".into(), Some("Kasia".into()), "Wójcik".into());
    assert_eq!((names.known_as(), names.full().as_str()), ("Kasia", "Kasia Wójcik"));
    let names = Names::new("Zoë".into(), None, "Pugh".into());
    assert_eq!(names.full(), "Zoë Pugh");
}

#[test]
fn an_index_takes_no_notice_of_accents() {
    let key = |family: &str| Names::new("Ann".into(), None, family.into()).in_index();
    let mut families = ["Zorn", "Łuk", "Çelik", "Lund", "Dean", "Źródlak", "Østby", "Oakes"];
    families.sort_by_cached_key(|family| key(family));
    assert_eq!(families, ["Çelik", "Dean", "Łuk", "Lund", "Oakes", "Østby", "Zorn", "Źródlak"]);
}

#[test]
fn roles_are_read_from_their_own_names_and_others() {
    for role in StaffRole::ALL {
        assert_eq!(StaffRole::parse(&role.name().to_uppercase()), Ok(role));
    }
    assert_eq!(StaffRole::parse("Team-Manager"), Ok(StaffRole::TeamManager));
    assert_eq!(StaffRole::parse("Head  of Service"), Ok(StaffRole::SeniorLeader));
    assert!(StaffRole::parse("wizard").unwrap_err().mend.contains("social worker"));
    assert!(StaffRole::parse("").is_err());
}

#[test]
fn a_blank_letter_format_is_the_standard_one() {
    assert_eq!(LetterFormat::parse(""), Ok(LetterFormat::Standard));
    assert_eq!(LetterFormat::parse("Large-Print"), Ok(LetterFormat::LargePrint));
    assert!(LetterFormat::parse("Braille").is_err());
}

#[test]
fn a_language_is_read_in_english_in_welsh_and_as_a_tag() {
    for english in ["", "English", "Saesneg", "EN", "en-GB"] {
        assert_eq!(LetterLanguage::parse(english), Ok(LetterLanguage::English), "{english}");
    }
    for welsh in ["welsh", "Cymraeg", "cy", "cy_GB"] {
        assert_eq!(LetterLanguage::parse(welsh), Ok(LetterLanguage::Welsh), "{welsh}");
    }
    for language in [LetterLanguage::English, LetterLanguage::Welsh] {
        assert!(
            [language.name(), language.tag(), language.code()]
                .map(LetterLanguage::parse)
                .iter()
                .all(|l| *l == Ok(language))
        );
    }
    assert!(LetterLanguage::parse("Cornish").unwrap_err().mend.contains("Welsh"));
}
