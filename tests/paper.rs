//! Letters judged by tools that are not ours: qpdf, poppler, and a checker of PDF/UA-1 and PDF/A-2a. `tests/run` brings them
//! along.

#![expect(clippy::unwrap_used, reason = "a check that cannot go on fails")]

#[path = "paper/scanned.rs"]
mod scanned;

use std::path::Path;
use std::process::Command;

use hearten::interventions::goals::{
    course::Course,
    paper::{draw as page, letter::Letter as Page},
};
use hearten::interventions::letters::letter::{Format, Letter};
use hearten::interventions::letters::pack::{About, Enclosed, PackError, pack};
use hearten::interventions::letters::print::Stationery;
use hearten::interventions::letters::sample;
use hearten::interventions::tokens::card::{draw as card, words::Wording};
use scanned::scanned;

/// Enough to meet every name, street and line of the sample, and squeezed bytes of every ending.
const LETTERS: usize = 300;

fn python() -> String {
    std::env::var("HEARTEN_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn print_all(folder: &Path, signed: bool) -> Vec<Vec<u8>> {
    let signature = signed.then(sample::signature);
    let stationery = Stationery::new(&sample::wording(), signature.as_ref()).unwrap();
    let count = if signed { LETTERS } else { 3 };
    (0..count)
        .map(|at| {
            let mut pdf = Vec::new();
            stationery.print(&sample::letter(at), &mut pdf).unwrap();
            std::fs::write(folder.join(format!("{signed}-{at:03}.pdf")), &pdf).unwrap();
            pdf
        })
        .collect()
}

/// A letter for each hand there is.
fn print_hands(folder: &Path) -> Vec<Vec<u8>> {
    let hands = sample::hands().unwrap();
    let print = |(at, hand)| {
        let mut pdf = Vec::new();
        Stationery::new(&sample::wording(), Some(hand)).unwrap().print(&sample::letter(at), &mut pdf).unwrap();
        std::fs::write(folder.join(format!("hand-{at}.pdf")), &pdf).unwrap();
        pdf
    };
    hands.iter().enumerate().map(print).collect()
}

/// In large print and in Welsh, for each hand and for none; lines short enough for one page, and as long as lines go.
fn print_for_other_readers(folder: &Path) -> Vec<Vec<u8>> {
    let hands = sample::hands().unwrap();
    let longest = "You stayed with two frightened brothers until midnight, on the coldest night of the year, and saw them both \
                   placed together.";
    let mut found = Vec::new();
    for (at, hand) in std::iter::once(None).chain(hands.iter().map(Some)).enumerate() {
        let lines = [sample::letter(at).lines, [longest.to_owned(), longest.to_owned()]];
        for (language, wording) in [("en", sample::wording()), ("cy", sample::welsh_wording())] {
            let paper = Stationery::new(&wording, hand).unwrap();
            for (length, lines) in lines.iter().enumerate() {
                for (print, format) in [("standard", Format::Standard), ("large", Format::LargePrint)] {
                    let mut pdf = Vec::new();
                    let letter = Letter { format, lines: lines.clone(), ..sample::letter(at) };
                    paper.print(&letter, &mut pdf).unwrap();
                    std::fs::write(folder.join(format!("{print}-{language}-{at}-{length}.pdf")), &pdf).unwrap();
                    found.push(pdf);
                }
            }
        }
    }
    found
}

#[test]
#[ignore = "needs qpdf, poppler and page-validation"]
fn every_letter_passes_the_checkers() {
    let folder = tempfile::tempdir().unwrap();
    print_all(folder.path(), true);
    print_all(folder.path(), false);
    print_hands(folder.path());
    print_for_other_readers(folder.path());
    let checked = Command::new("tests/paper/check.sh").arg(folder.path()).arg(python()).output().unwrap();
    assert!(
        checked.status.success(),
        "{}{}",
        String::from_utf8_lossy(&checked.stdout),
        String::from_utf8_lossy(&checked.stderr)
    );
}

/// Pages of goal-setting: with a time and without one, for somebody of a long name in a team of a long name.
fn print_pages(folder: &Path) {
    let course = Course::named("small_steps").unwrap();
    let (paper, long) =
        (&course.paper, "Children in Care, Aftercare and Unaccompanied Young People, Second Locality Team");
    let mut stationery = page::Stationery::new(&course.name).unwrap();
    for (nth, (name, team, when)) in [
        ("Annie Wójcik", "North", Some("Tuesday 16 March, 10:00")),
        ("Ŵyn Featherstonehaugh-Cholmondeley of Llanfairpwllgwyngyll", long, Some("Wednesday 17 March, 10:00")),
        ("Siân Parry", "South", None),
    ]
    .into_iter()
    .enumerate()
    {
        let lead = if when.is_some() { &paper.when } else { &paper.anytime };
        let letter = Page {
            authority: "Northmoor Metropolitan Borough Council".to_owned(),
            recipient: vec![name.to_owned(), team.to_owned(), "Hub".to_owned()],
            date: "12 March 2027".to_owned(),
            greeting: format!("{} {},", paper.greeting, name.split(' ').next().unwrap()),
            opening: [&paper.opening, &course.about, &paper.agreed, lead].map(String::clone).to_vec(),
            when: when.map(str::to_owned),
            begin: paper.begin.clone(),
            address: "hearten.northmoor.gov.uk/paper/abcd-efgh-ijkm".to_owned(),
            closing: vec![paper.private.clone(), paper.stop.clone()],
            ending: vec![paper.ending.clone(), "Hearten, for Northmoor Metropolitan Borough Council".to_owned()],
        };
        let pdf = stationery.print(&letter, sample::letter(0).date).unwrap();
        std::fs::write(folder.join(format!("page-{nth}.pdf")), pdf).unwrap();
    }
}

#[test]
#[ignore = "needs qpdf, poppler and page-validation"]
fn every_page_of_goal_setting_passes_the_checkers() {
    let folder = tempfile::tempdir().unwrap();
    print_pages(folder.path());
    if let Ok(kept) = std::env::var("HEARTEN_TEST_LOOK") {
        print_pages(Path::new(&kept));
    }
    let checked = Command::new("tests/paper/check.sh").arg(folder.path()).arg(python()).output().unwrap();
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(checked.status.success(), "{}{}", told(&checked.stdout), told(&checked.stderr));
}

#[test]
#[ignore = "needs qpdf, poppler and page-validation"]
fn the_bound_letters_pass_the_checkers_as_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let singles = tempfile::tempdir().unwrap();
    let [plain, hands, others] =
        [print_all(singles.path(), false), print_hands(singles.path()), print_for_other_readers(singles.path())];
    let letters = [plain, hands, others].concat();
    let about = About { title: "Letters".to_owned(), language: "en-GB".to_owned(), dated: sample::letter(0).date };
    let open = |at: usize| -> Result<Enclosed, PackError> {
        Ok(Enclosed { letter: format!("L{at}"), staff: format!("S{at}"), pdf: letters[at].clone() })
    };
    let mut zip = std::io::Cursor::new(Vec::new());
    pack(&mut zip, &about, letters.len(), open).unwrap();
    let mut bound = Vec::new();
    let mut zip = zip::ZipArchive::new(zip).unwrap();
    std::io::copy(&mut zip.by_name("letters.pdf").unwrap(), &mut bound).unwrap();
    std::fs::write(folder.path().join("letters.pdf"), &bound).unwrap();
    let qpdf = Command::new("qpdf").arg("--check").arg(folder.path().join("letters.pdf")).status().unwrap();
    assert!(qpdf.success());
    let accessible = Command::new(python()).arg("tests/paper/standards.py").arg(folder.path()).status().unwrap();
    assert!(accessible.success());
}

/// Cards for short names and long ones, each with the link that its code holds.
fn print_cards(folder: &Path) -> Vec<(std::path::PathBuf, String)> {
    let wording = Wording::in_use("").unwrap();
    let long = "Children in Care, Second Locality, Llanfairpwllgwyngyll";
    let print = |(nth, (lead, place, host))| {
        let link = format!("{host}/t/abcd-efgh-ijkm");
        let words = card::Words { lead, place, link: &link, drinks: true };
        let file = folder.join(format!("card-{nth}.pdf"));
        std::fs::write(&file, card::draw(&wording, &words, sample::letter(0).date).unwrap()).unwrap();
        (file, link)
    };
    [
        ("Ama Owusu", "the old mill", "https://hearten.northmoor.gov.uk"),
        ("Nguyễn Hoa", "Ashford House", "https://a.example"),
        ("Ŵyn Featherstonehaugh-Cholmondeley", long, "https://hearten.children.northmoor-council.gov.uk"),
    ]
    .into_iter()
    .enumerate()
    .map(print)
    .collect()
}

#[test]
#[ignore = "needs qpdf, poppler and page-validation"]
fn every_card_passes_the_checkers_and_its_code_is_read() {
    let folder = tempfile::tempdir().unwrap();
    if let Ok(kept) = std::env::var("HEARTEN_TEST_LOOK") {
        print_cards(Path::new(&kept));
    }
    for (file, link) in print_cards(folder.path()) {
        // A phone held close, and one held far.
        for dots in ["300", "150"] {
            assert_eq!(scanned(&file, dots), link, "{} at {dots}", file.display());
        }
    }
    let checked = Command::new("tests/paper/check.sh").arg(folder.path()).args([&python(), "A6"]).output().unwrap();
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(checked.status.success(), "{}{}", told(&checked.stdout), told(&checked.stderr));
}
