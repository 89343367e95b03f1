//! Files that ship, files that a site brings, and everything that can be wrong with one.

use super::*;

/// A folder with one file in it.
fn folder(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), text).unwrap();
    let path = dir.path().to_str().unwrap().to_owned();
    (dir, path)
}

/// Wording that nobody owns, for as many items as SWEMWBS has.
fn wording(expires: &str) -> String {
    let items: String = (1..=7).map(|n| format!("{n} = \"Item {n}\"\n")).collect();
    format!(
        "instrument = \"swemwbs\"\nversion = \"2009\"\n[licence]\nreference = \"W 1\"\nholder = \"Owner\"\nexpires = {expires}\n\
         [items]\n{items}[answers]\noften = [\"A\", \"B\", \"C\", \"D\", \"E\"]\n"
    )
}

fn with_wording(name: &str, text: &str) -> Result<Shelf> {
    let (_dir, wording) = folder(name, text);
    Shelf::load(&Surveys { wording, ..Surveys::default() })
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn what_ships_is_sound_and_only_our_own_and_ons4_have_words() {
    let shelf = Shelf::shipped().unwrap();
    let worded: Vec<&str> = shelf.all().iter().filter(|one| one.wording.is_some()).map(|one| one.id.as_str()).collect();
    assert_eq!(worded, ["ons4", "own_questions", "reached"]);
    assert_eq!(shelf.all().len(), 8);
    for one in shelf.all() {
        assert!(!one.licence.holder.is_empty() && !one.source.is_empty(), "{}", one.id);
    }
}

#[test]
fn without_words_or_past_its_licence_an_instrument_is_not_to_be_had() {
    let told = |shelf: &Shelf, until| shelf.worded("swemwbs", day(until)).unwrap_err().to_string();
    let none = told(&Shelf::shipped().unwrap(), "2027-06-01");
    assert!(none.contains("University of Warwick") && none.contains("swemwbs.toml"), "{none}");
    for expires in ["\"2027-06-30\"", "2027-06-30"] {
        let shelf = with_wording("swemwbs.toml", &wording(expires)).unwrap();
        assert_eq!(shelf.worded("swemwbs", day("2027-06-30")).unwrap().words("3"), "Item 3");
        let late = told(&shelf, "2027-07-01");
        assert!(late.contains("licence W 1 runs out on 30 June 2027"), "{late}");
    }
    assert!(Shelf::shipped().unwrap().worded("ons4", day("2099-01-01")).is_ok());
}

/// In GHQ-12 what can be answered is not in the same words for every item.
#[test]
fn the_answers_of_an_item_can_have_words_of_their_own() {
    let items: String = (1..=12).map(|n| format!("{n} = \"Item {n}\"\n")).collect();
    let load = |answers: &str| {
        let text = format!(
            "instrument = \"ghq12\"\nversion = \"12\"\n[licence]\nreference = \"G 1\"\nholder = \"Owner\"\nexpires = 2027-06-30\n\
             [items]\n{items}[answers]\n{answers}"
        );
        with_wording("ghq12.toml", &text)
    };
    let four = |words: &str| format!("[\"{words} 0\", \"{words} 1\", \"{words} 2\", \"{words} 3\"]");
    let by_item: String = (1..=12).map(|n| format!("{n} = {}\n", four(&format!("Of {n}:")))).collect();
    for (answers, of_second) in
        [(by_item.clone(), "Of 2: 3"), (format!("four = {}\n1 = {}\n", four("All"), four("First")), "All 3")]
    {
        let shelf = load(&answers).unwrap();
        let ghq = shelf.worded("ghq12", day("2027-06-30")).unwrap();
        assert_eq!(ghq.choices("2")[3], (3, of_second.to_owned()));
        assert_ne!(ghq.choices("1")[0].1, ghq.choices("2")[0].1);
    }
    let told = |answers: &str| load(answers).unwrap_err().to_string();
    assert!(
        told(&by_item.replace("2 = ", "13 = ")).contains("answers 13: the instrument has no such set and no such item")
    );
    assert!(told(&by_item.replace("2 = ", "13 = ")).contains("answers four: give words for each of its 4 codes"));
    assert!(told(&by_item.replace("\"Of 2: 3\"", "\"\"")).contains("answers 2: give words"));
}

#[test]
fn a_fault_in_wording_is_told_by_file_and_item() {
    let told = |text: String| with_wording("swemwbs.toml", &text).unwrap_err().to_string();
    let good = wording("2027-06-30");
    let says = told(good.replace("4 = \"Item 4\"\n", ""));
    assert!(says.contains("swemwbs.toml: wording of item 4: write it"), "{says}");
    assert!(told(good.replace("\"D\", ", "")).contains("answers often: give words for each of its 5 codes"));
    assert!(told(good.replace("7 = ", "8 = ")).contains("item 8: the instrument has no such item"));
    assert!(told(good.replace("\"2009\"", "\"2008\"")).contains("scored in version 2009"));
    assert!(told(good.replace("\"W 1\"", "\" \"")).contains("licence reference: fill it in"));
    assert!(told(good.replace("2027-06-30", "\"in June\"")).contains("expires: write the last day"));
    assert!(told(good.replace("[items]", "[items")).contains("line 7"));
    let stray = with_wording("swemwbs_2.toml", &good).unwrap_err().to_string();
    assert!(stray.contains("no instrument of this name"), "{stray}");
    let nowhere = Surveys { wording: "/no/such/folder".into(), ..Surveys::default() };
    assert!(Shelf::load(&nowhere).unwrap_err().to_string().contains("surveys.wording: /no/such/folder"));
}

const OWN: &str = include_str!("../../../../../config/instruments/own_questions.toml");

#[test]
fn a_fault_in_a_site_s_own_instrument_is_told_by_file_and_item() {
    let told = |from: &str, to: &str| {
        let text = OWN.replace("id = \"own_questions\"", "id = \"ours\"");
        assert!(text.contains(from), "{from}");
        let (_dir, instruments) = folder("ours.toml", &text.replacen(from, to, 1));
        Shelf::load(&Surveys { instruments, ..Surveys::default() }).unwrap_err().to_string()
    };
    for (from, to, says) in [
        ("id = \"stay\"", "id = \"valued\"", "item valued: is there twice"),
        (
            "id = \"stay\"\nanswers = \"agree\"",
            "id = \"stay\"\nanswers = \"agreed\"",
            "item stay: there is no set of answers called agreed",
        ),
        ("items = [\"valued\"]", "items = [\"values\"]", "scale valued: item values is not here"),
        ("items = [\"valued\"]", "items = [\"words\"]", "scale valued: item words is not here, or has no codes"),
        (
            "items = [\"valued\"]",
            "items = [\"valued\", \"stay\"]",
            "scale valued: an item that stands by itself is one item",
        ),
        ("range = [1, 5]", "range = [0, 5]", "scale valued: range: its items come to 1 to 5"),
        ("range = [1, 5]", "range = [1, 5]\nbands = [{ name = \"a\", to = 4 }]", "bands: let each reach further"),
        ("range = [1, 5]", "range = [1, 5]\nline = { at_least = 9, name = \"x\" }", "line: set it within the range"),
        ("range = [1, 5]", "range = [1, 5]\nrecode = { all = [0, 1] }", "item valued: recode has not one number"),
        ("score = \"item\"", "score = \"table\"", "table: give a row for each sum from 1 to 5"),
        (
            "agree = [1, 2, 3, 4, 5]",
            "agree = [1, 2, 3, 4, 4]",
            "answers agree: give two codes or more, no two the same",
        ),
        ("score = \"item\"", "score = \"median\"", "line"),
        ("ships = true", "ships = false", "wording: its licence does not let it ship"),
        ("id = \"ours\"", "id = \"ons4\"", "there is an instrument ons4 already"),
    ] {
        let told = told(from, to);
        assert!(told.contains("ours.toml: ") && told.contains(says), "{says}: {told}");
    }
}

#[test]
fn a_site_sets_its_own_line_where_a_scale_has_one_and_within_its_range() {
    let with = |id: &str, scale: &str, at: f64| {
        let lines = [(id.to_owned(), [(scale.to_owned(), at)].into())].into();
        Shelf::load(&Surveys { lines, ..Surveys::default() })
    };
    let shelf = with("ghq12", "bimodal", 3.0).unwrap();
    let line = shelf.find("ghq12").unwrap().scale("bimodal").unwrap().line.clone().unwrap();
    assert_eq!(line.at_least, 3.0);
    for wrong in [with("ghq12", "bimodal", 13.0), with("ghq12", "likert", 3.0), with("ghq", "bimodal", 3.0)] {
        assert!(wrong.unwrap_err().to_string().contains("surveys.lines.ghq"));
    }
}
