//! Six weekly half hours, walked by all who have a part in them: the coordinator who sets them up, the manager who agrees, and
//! the people whose time it is.

use hearten::floor::web::Role;

use super::{
    browser::{Browser, Screen, Scripts},
    goals::{
        Course,
        setting::{bring_in_with, gets_it, randomise},
    },
    half_hours_taken::use_them,
    world::{Engine, World},
};

pub const COORDINATOR: &str = "cora@x.example";

#[test]
#[ignore = "needs Chromium"]
fn half_hours_are_set_up_agreed_and_used_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn half_hours_are_set_up_agreed_and_used_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn half_hours_are_set_up_agreed_and_used_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::Off)));
}

#[test]
#[ignore = "needs Chromium"]
fn a_team_goes_live_for_a_reason_on_a_phone() {
    World::tell(Engine::Sqlite, |world| go_live(&Browser::open(world, Screen::Phone, Scripts::On)));
}

/// Who has a part, by their addresses: the manager whose team takes the course, three of it, and one who does not.
pub struct Cast {
    pub manager: &'static str,
    pub worker: &'static str,
    pub busy: &'static str,
    pub third: &'static str,
    pub other: &'static str,
}

fn walk(browser: &Browser) {
    let world = browser.world;
    bring_in_with(world, &six_more());
    randomise(world, 5);
    world.someone(COORDINATOR, &[Role::Coordinator]);
    let north = ["musa@x.example", "w1@x.example", "w2@x.example", "w3@x.example"];
    let south = ["nia@x.example", "w4@x.example", "w5@x.example", "w6@x.example"];
    let (on, off) = if gets_it(world, "W1") { (north, south) } else { (south, north) };
    let cast = Cast { manager: on[0], worker: on[1], busy: on[2], third: on[3], other: off[1] };
    bring_a_rota_in(browser);
    set_a_run_up(browser);
    change_the_words(browser);
    propose(browser);
    agree(browser, &cast);
    use_them(browser, &cast);
}

/// Nine in each team, so that a manager's page is as long as they are.
fn six_more() -> Vec<String> {
    let names = ["Gil,,Adeyemi", "Hana,,Okafor-Whitmore", "Ian,,Price", "Joy,,Quinn", "Kit,,Rowe", "Lea,,Stone"];
    let row = |(number, name): (usize, &&str), team: &str, manager: &str| {
        let reference = format!("W{team}{number}");
        let email = format!("{}@x.example", reference.to_lowercase());
        format!("{reference},{name},{email},social worker,{team},{manager},Hub,Northmoor,,,,yes,")
    };
    let north = names.iter().enumerate().map(|one| row(one, "North", "M1"));
    north.chain(names.iter().enumerate().map(|one| row(one, "South", "M2"))).collect()
}

fn bring_a_rota_in(browser: &Browser) {
    browser.come_in(COORDINATOR);
    browser.go("/goals/runs");
    browser.look_closely("goals-none");
    browser.press("Bring a rota in");
    browser.press("Bring it in");
    browser.is_sent_back("rota-complaints");
    browser.choose("Authority", "Northmoor");
    browser.attach("Spreadsheet", "bad.csv", b"staff reference,what,from,until\nW1,holiday,2027-03-10,2027-03-09\n");
    browser.press("Bring it in");
    browser.hears("Nothing was saved");
    browser.look_closely("rota-faults");
    browser.attach("Spreadsheet", "rota.csv", b"staff reference,what,from,until\nW1,court,2027-03-10,2027-03-10\n");
    browser.choose("Authority", "Northmoor");
    browser.press("Bring it in");
    browser.hears("The rota is on record");
    browser.look("rota-in");
    note_one_persons_time(browser);
    replace_a_month(browser);
}

fn note_one_persons_time(browser: &Browser) {
    browser.go("/people");
    browser.press("Wójcik");
    browser.press("Leave, duty and court");
    browser.hears("Court: 10 March 2027");
    browser.press("Note these days");
    browser.is_sent_back("absence-complaints");
    browser.choose("What it is", "Court");
    browser.write("First day", "2027-03-10");
    browser.write("Last day", "2027-03-12");
    browser.press("Note these days");
    browser.hears("Court is on record for some of this already");
    browser.choose("What it is", "Leave");
    browser.press("Note these days");
    browser.hears("Leave: 10 March 2027 to 12 March 2027");
    browser.choose("What takes the time", "Something else");
    browser.choose("Day of the week", "Friday");
    browser.write("Each week from", "14:00");
    browser.press("Note this weekly time");
    browser.hears("Something else: Every Friday from 14:00");
    browser.look_closely("absences");
    browser.press("Take it back");
    browser.hears("Taken back");
    assert_eq!(browser.world.count("absences where kind = 'other'"), 0, "the weekly time stood first");
}

/// What the file does not name of March goes, once somebody has seen how much that is.
fn replace_a_month(browser: &Browser) {
    browser.go("/rota");
    browser.hears("Wójcik");
    browser.choose("Authority", "Northmoor");
    browser.attach("Spreadsheet", "march.csv", b"staff reference,what,from,until\nW1,court,2027-03-10,2027-03-10\n");
    browser.tick("This file is all there is for some days");
    browser.press("Bring it in");
    browser.is_sent_back("rota-days-complaints");
    browser.attach("Spreadsheet", "march.csv", b"staff reference,what,from,until\nW1,court,2027-03-10,2027-03-10\n");
    browser.write("All there is from", "2027-03-01");
    browser.write("All there is until", "2027-03-31");
    browser.press("Bring it in");
    browser.hears("Nothing has been saved yet");
    browser.look_closely("rota-check");
    browser.press("Keep this rota");
    browser.hears("0 new, 1 known already, 1 taken back");
    assert_eq!(browser.world.count("absences"), 1);
}

fn set_a_run_up(browser: &Browser) {
    browser.go("/goals/runs");
    browser.press("Start a run");
    browser.press("Set up the run");
    browser.is_sent_back("goals-new-complaints");
    browser.write("Name of the run", "Spring half hours");
    browser.choose("Authority", "Northmoor");
    browser.choose("Trial", "Half hours");
    browser.choose("Course", "Half an hour for you");
    browser.write("Managers agree to times by", "2027-03-05");
    browser.write("The first week begins on", "2027-03-08");
    browser.unfold("To go without");
    browser.look_closely("goals-new");
    browser.press("Set up the run");
    browser.hears("Nobody has been written to yet");
    browser.look("goals-run-fresh");
}

fn change_the_words(browser: &Browser) {
    browser.press("The words of the course");
    browser.write("Week 1, title", "Complete the first module");
    browser.press("Keep these words");
    browser.hears("“module” sounds like one more thing to get through");
    browser.look_closely("goals-words");
    browser.press("Spring half hours");
    browser.press("Propose times and ask managers");
    browser.is_sent_back("goals-run-words-open");
    browser.press("The words of the course");
    browser.write("Week 1, title", "Something that matters");
    browser.press("Keep these words");
    browser.press("Spring half hours");
}

fn propose(browser: &Browser) {
    browser.press("Propose times and ask managers");
    browser.hears("Times are proposed for 9 people");
    browser.world.work();
    browser.unfold("Take this team live");
    browser.look_closely("goals-run");
    browser.go("/goals/runs");
    browser.look("goals-runs");
}

fn agree(browser: &Browser, cast: &Cast) {
    browser.leave();
    browser.open_link_to(cast.manager);
    browser.look("goals-team-link");
    browser.press("Open my team");
    browser.hears("9 times to say yes to");
    browser.look_closely("goals-team");
    let (first, second) = if cast.worker.starts_with("w1") { ("Annie", "Ben") } else { ("Dot", "Eve") };
    browser.unfold_about(first, "Another time");
    browser.write_about(first, "Time", "14:00");
    browser.tick_about(second, "Not this time");
    browser.press("Keep");
    browser.is_sent_back("goals-team-complaints");
    browser.choose_about(second, "Why not", "The team cannot spare the time now");
    browser.press("Keep");
    browser.hears("8 times to say yes to");
    browser.look("goals-team-one-declined");
    browser.tick_about(second, "Yes, it is theirs");
    browser.unfold_about(first, "Another time");
    browser.write_about(first, "Time", "14:00");
    browser.tick("Somebody has told me what this is");
    browser.tick("I have said in a team meeting");
    browser.press("Agree to all 8 times");
    browser.hears("Your team is live");
    browser.hears("Every time is decided");
    browser.look_closely("goals-team-live");
    assert_eq!(browser.world.count("protected_times where state = 'agreed' and at like '14:00%'"), 1);
    browser.world.work();
}

fn go_live(browser: &Browser) {
    let course = Course::proposed(browser.world);
    browser.come_in(COORDINATOR);
    browser.go(&format!("/goals/runs/{}", course.id));
    browser.unfold("Take this team live");
    browser.press("Take it live");
    browser.is_sent_back("goals-live-complaints");
    browser.write("Why it goes ahead now", "The manager is new and starts on Monday");
    browser.press("Take it live");
    browser.hears("The team is live");
    browser.look("goals-run-live");
    browser.world.work();
}
