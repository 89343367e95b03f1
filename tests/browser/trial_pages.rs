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
    browser.come_in("ann@x.example");
    browser.go("/trials");
    browser.press("Letters of thanks");
    browser.press("Lock the list");
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
    browser.press("Show me the arms");
    browser.look("arms");
    browser.go("/uptake");
    browser.look("uptake-all");
    browser.press("Letters of thanks");
    browser.press("Flow of participants");
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
