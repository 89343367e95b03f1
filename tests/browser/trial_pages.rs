//! A trial's own pages: set up, drawn, locked by a second person, and its arms shown to whom that right was given.

use crate::browser::Browser;

pub fn set_up_a_trial(browser: &Browser) {
    browser.come_in("rei@x.example");
    browser.go("/trials");
    browser.look("trials-none");
    browser.press("Set up a trial");
    browser.look("trial-new");
    browser.write("Name of the trial", "Letters of thanks");
    browser.choose("What is randomised?", "Each person");
    browser.press("Set up the trial");
    browser.look("trial");
}

pub fn randomise(browser: &Browser) {
    browser.come_in("rei@x.example");
    browser.go("/trials");
    browser.press("Letters of thanks");
    browser.press("Randomise");
    browser.look("draw");
    browser.choose("Which list?", "The live list");
    browser.press("Randomise");
    assert!(browser.says("You drew it, so somebody else looks it over"), "{}", browser.words());
    settle(browser);
    browser.come_in("ann@x.example");
    browser.go("/trials");
    browser.press("Letters of thanks");
    write_the_rule(browser);
    browser.press("Check every answer");
    assert!(browser.says("Go on to the lock"), "{}", browser.words());
    browser.look("set-up-checked");
    browser.press("Go on to the lock");
    browser.look("lock");
    browser.press("Lock the list");
    browser.look("trial-locked");
    browser.come_in("rei@x.example");
    browser.go("/trials");
    browser.press("Letters of thanks");
    browser.press("Spill-over");
    browser.look("spill-over");
    browser.press("Letters of thanks");
    browser.press("Uptake of this trial");
    browser.look("uptake");
    browser.press("Flow of participants");
    browser.look("flow-untold");
}

/// The researcher says what the trial says before it begins; the list of what there is to settle is looked at before and after.
fn settle(browser: &Browser) {
    browser.press("Set up");
    browser.look("set-up");
    browser.press("Windows");
    browser.press("Keep it");
    browser.look("windows-to-mend");
    for (label, day) in [
        ("People come in from", "2027-03-01"),
        ("People come in until", "2027-03-31"),
        ("It is delivered from", "2027-03-01"),
        ("It is delivered until", "2027-09-30"),
        ("People are followed until", "2027-12-31"),
    ] {
        browser.write(label, day);
    }
    browser.press("Keep it");
    browser.press("Outcomes");
    browser.write_about("Outcome 1", "What is measured", "Wellbeing");
    browser.write_about("Outcome 1", "When", "6 months after the draw");
    browser.look("outcomes");
    browser.press("Keep it");
    browser.press("What each arm is asked");
    browser.write("comparison", "Both surveys");
    browser.write("letter", "Both surveys");
    browser.look("asked");
    browser.press("Keep it");
    browser.press("Spill-over looked at");
    browser.write("What follows from it?", "Teams are far apart; nothing is changed.");
    browser.look("spill-over-looked-at");
    browser.press("Keep it");
    browser.look("set-up-ready");
    browser.press("Check and lock");
    browser.look("set-up-check");
}

/// The lead says before anybody is served what is done where few have come far.
fn write_the_rule(browser: &Browser) {
    browser.press("Set up");
    browser.press("Rule for the second week");
    browser.choose("What is measured?", "Letter posted");
    browser.write("It bites where fewer", "90");
    browser.choose("What then?", "Adapt it");
    browser.write("In words", "The print room is asked why.");
    browser.write("Who decides?", "The programme lead");
    browser.look("week-rule");
    browser.press("Keep the rule");
    browser.go("/this-week");
    browser.look("this-week");
    browser.go("/trials");
    browser.press("Letters of thanks");
}

pub fn show_the_arms(browser: &Browser) {
    browser.come_in("ann@x.example");
    browser.go("/trials");
    browser.press("Letters of thanks");
    browser.write("Work e-mail of the person who may", "rei@x.example");
    browser.press("Let them see the arms");
    browser.come_in("rei@x.example");
    browser.go("/trials");
    browser.press("Letters of thanks");
    browser.press("See the arms");
    browser.look("arms-asked");
    browser.write("Why do you need to see them?", "To check the balance.");
    assert!(browser.says("This is early: the trial runs until 31 December 2027."), "{}", browser.words());
    browser.press("Show me the arms early");
    browser.look("arms");
    browser.go("/uptake");
    browser.look("uptake-all");
    browser.press("Letters of thanks");
    browser.press("Flow of participants");
    assert!(browser.says("Arms were shown early"), "{}", browser.words());
    browser.look("flow-told");
    the_account(browser);
}

/// What was delivered, how the trial goes, and its data.
fn the_account(browser: &Browser) {
    browser.go("/trials");
    browser.press("Letters of thanks");
    browser.press("What was delivered");
    browser.look("delivery");
    browser.press("Write about it");
    browser.look("delivery-write");
    browser.write("In your words", "Thanks that are seldom heard.");
    browser.press("Keep it");
    assert!(browser.says("Thanks that are seldom heard."), "{}", browser.words());
    browser.press("Letters of thanks");
    browser.press("How it goes");
    browser.unfold("Something became public");
    browser.look("conduct");
    browser.press("Put it down");
    browser.look("conduct-to-mend");
    browser.press("Letters of thanks");
    browser.press("Take the data of this trial");
    browser.look("export");
    browser.write("What are the data for?", "To try the scripts.");
    let zip = browser.take("Take the data", "trial-data.zip");
    assert!(zip.starts_with(b"PK"), "a zip");
}
