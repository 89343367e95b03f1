//! The road of a letter, from a spreadsheet to the post, by the people who walk it.

use super::{
    browser::{Browser, Screen, Scripts},
    trial_pages::{randomise, set_up_a_trial, show_the_arms},
    world::{Engine, World},
};
use hearten::floor::web::Role;

pub const SHEET: &str = "\
Staff reference,Given name,Preferred first name,Family name,Work e-mail,Role,Team,Manager's reference,Site,Authority,Address line 1,Address line 2,Postcode,Do-not-post,Letter format
L1,Dilys,,Rees,dilys@x.example,senior leader,,,,Northmoor,,,,,
M1,Musa,,Khan,musa@x.example,team manager,North,L1,Hub,Northmoor,,,,,
W1,Siân,,Ŵyn,,social worker,North,M1,Hub,Northmoor,1 High Street,Dudley,DY1 1HF,,
W2,Łukasz,,Nowak,,social worker,North,M1,Hub,Northmoor,2 High Street,Dudley,DY1 1HF,,
W3,Nguyễn,,Hoa,,social worker,North,M1,Hub,Northmoor,3 High Street,Dudley,DY1 1HF,,
W4,Aoife,,O'Flaherty,,social worker,North,M1,Hub,Northmoor,4 High Street,Dudley,DY1 1HF,,
";
const TEAM: [&str; 4] = ["Siân Ŵyn", "Łukasz Nowak", "Nguyễn Hoa", "Aoife O'Flaherty"];

#[test]
#[ignore = "needs Chromium"]
fn a_letter_goes_from_a_spreadsheet_to_the_post_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_letter_goes_from_a_spreadsheet_to_the_post_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_letter_goes_from_a_spreadsheet_to_the_post_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

fn walk(browser: &Browser) {
    for (email, role) in [
        ("ann@x.example", Role::ProgrammeLead),
        ("cora@x.example", Role::Coordinator),
        ("rei@x.example", Role::Researcher),
    ] {
        browser.world.someone(email, &[role]);
    }
    bring_people_in(browser);
    set_up_a_trial(browser);
    ask_for_lines(browser);
    write_lines(browser);
    randomise(browser);
    show_the_arms(browser);
    compose(browser);
    sign(browser);
    pack_and_post(browser);
}

fn bring_people_in(browser: &Browser) {
    browser.go("/");
    browser.look("home-nobody");
    browser.go("/sign-in");
    browser.look("sign-in");
    browser.come_in("ann@x.example");
    browser.look("home");
    browser.go("/people/import");
    browser.look("import-ungoverned");
    browser.go("/governance");
    browser.press("Record");
    assert!(browser.says("to check"), "an empty form comes back: {}", browser.words());
    browser.look("governance-complaints");
    record_the_footing(browser);
    browser.look("governance");
    browser.go("/people/import");
    browser.attach("Spreadsheet", "bad.csv", SHEET.replace("DY1 1HF", "DY1").as_bytes());
    browser.press("Check the file");
    browser.look("import-faults");
    browser.attach("Spreadsheet", "people.csv", SHEET.as_bytes());
    browser.press("Check the file");
    browser.look("import-preview");
    browser.press("Bring in");
    browser.go("/people");
    browser.look("people");
    browser.press("Aoife");
    browser.look("person");
}

pub fn record_the_footing(browser: &Browser) {
    browser.go("/governance");
    browser.choose("Lawful basis", "Public task");
    browser.choose("Condition for health data", "None is needed");
    browser.write("Reference of the impact assessment", "DPIA 7");
    browser.write("Privacy notice", "On the intranet, since January");
    browser.write("Notice given on", "2027-02-01");
    browser.press("Record");
}

fn ask_for_lines(browser: &Browser) {
    browser.come_in("cora@x.example");
    browser.go("/letters/rounds");
    browser.look("rounds-none");
    browser.press("Start a round");
    browser.look("round-new");
    browser.write("Name of the round", "Spring letters");
    browser.press("Set up the round");
    assert!(browser.says("to check"), "{}", browser.words());
    browser.look("round-new-complaints");
    browser.choose("Authority", "Northmoor");
    browser.choose("Trial", "Letters of thanks");
    browser.write(
        "Opening",
        "I am writing to you at home, because I want to say this properly.\n\nThis is what your manager told me:",
    );
    browser.write("Closing", "Please keep this letter where you will find it on a harder day.");
    browser.choose("Senior leader", "Dilys Rees");
    browser.write("Their title", "Director of Children’s Services");
    browser.write("Managers write", "2027-03-12");
    browser.write("Letters are posted", "2027-03-24");
    browser.press("Set up the round");
    browser.look("round-fresh");
    browser.press("Ask 1 manager");
    browser.world.work();
    browser.look("round-asked");
}

fn write_lines(browser: &Browser) {
    browser.leave();
    browser.open_link_to("musa@x.example");
    browser.look("lines-link");
    browser.press("Open my team");
    browser.look("lines-empty");
    for name in TEAM {
        browser.write_about(name, "First line", "You stayed late for two brothers on Friday.");
        browser.write_about(name, "Second line", "The whole team saw it, and so did they.");
    }
    browser.write_about(
        TEAM[0],
        "Second line",
        &"You always notice who has gone quiet, and you find them afterwards. ".repeat(4),
    );
    let live = browser.text_about(TEAM[0], "Second line");
    assert_eq!(browser.says("Not saved yet."), browser.scripts == Scripts::On, "{}", browser.words());
    browser.press("Save");
    assert!(browser.says("to check"), "{}", browser.words());
    if browser.scripts == Scripts::On {
        assert_eq!(live, browser.text_about(TEAM[0], "Second line"), "the page and the server measure alike");
    }
    browser.look("lines-too-long");
    browser.write_about(TEAM[0], "Second line", "You always notice who has gone quiet.");
    browser.press("Save");
    assert!(browser.says("4 of 4 written") && !browser.says("Not saved yet."), "{}", browser.words());
    browser.look("lines-all");
}

fn compose(browser: &Browser) {
    browser.come_in("cora@x.example");
    browser.go("/letters/rounds");
    browser.press("Spring letters");
    browser.press("Compose the letters");
    browser.world.work();
    browser.look("round-composed");
}

fn sign(browser: &Browser) {
    browser.leave();
    browser.open_link_to("dilys@x.example");
    browser.look("sign-link");
    browser.press("Open the letters");
    browser.look("sign-needs-key");
    browser.press("Send me a fresh key");
    browser.world.work();
    browser.open_link_to("dilys@x.example");
    browser.press("Come in");
    browser.press("Sign 2 letters");
    assert!(browser.says("to check"), "a signature is asked for: {}", browser.words());
    browser.look("sign");
    browser.write("Type your name to sign", "Dilys Rees");
    browser.press("Sign 2 letters");
    assert!(browser.says("Signed. Thank you."), "{}", browser.words());
    browser.look("signed");
    browser.world.work();
}

fn pack_and_post(browser: &Browser) {
    browser.come_in("cora@x.example");
    browser.go("/letters/rounds");
    browser.press("Spring letters");
    browser.press("Pack and post");
    browser.press("Make a pack of 2");
    browser.look("pack");
    browser.write("What are the files for?", "For the print room.");
    assert!(browser.take("Take the PDF", "letters.pdf").starts_with(b"%PDF-"), "the pack is a PDF");
    browser.press("Mark as posted");
    browser.look("posted-check");
    browser.press("Yes, they are in the post");
    assert!(browser.says("2 letters are in the post"), "{}", browser.words());
    browser.look("posted");
    browser.press("Back to the round");
    browser.look("round-posted");
}
