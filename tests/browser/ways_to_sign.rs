//! Signing in every way, holding back, a deputy, a pen, what the post brings back, and a file that is looked up.

use std::io::{Cursor, Read};

use super::{
    browser::{Browser, Screen, Scripts},
    story_road::Road,
    world::{Engine, World},
};

#[test]
#[ignore = "needs Chromium"]
fn letters_are_signed_in_every_way_on_a_wide_screen() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn letters_are_signed_in_every_way_on_a_phone() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Phone, Scripts::On)));
}

#[test]
#[ignore = "needs Chromium"]
fn letters_are_signed_in_every_way_without_scripts() {
    World::tell(Engine::Sqlite, |world| walk(&Browser::open(world, Screen::Wide, Scripts::Off)));
}

fn walk(browser: &Browser) {
    let road = Road::composed(browser.world);
    browser.come_in("dilys@x.example");
    hold_one(browser, &road);
    name_a_deputy(browser);
    sign_the_others(browser);
    browser.come_in("cora@x.example");
    look_at_the_held_one(browser, &road);
    sign_it_with_a_pen(browser, &road);
    let letter = post_the_others(browser, &road);
    browser.go("/letters/verify");
    browser.look("verify");
    browser.attach("The letter’s PDF", "letter.pdf", &letter);
    browser.press("Look it up");
    assert!(browser.says("Yes, byte for byte."), "{}", browser.words());
    browser.look("verify-yes");
    browser.press("All that happened to this letter");
    browser.look("letter");
    browser.world.work();
}

fn hold_one(browser: &Browser, road: &Road) {
    browser.go(&road.path("sign"));
    browser.look("sign-ways");
    browser.unfold("Hold this one back");
    browser.press("Hold it back");
    assert!(browser.says("to check"), "{}", browser.words());
    browser.write("What is not right?", "That was somebody else’s doing.");
    browser.press("Hold it back");
    assert!(browser.says("Held back."), "{}", browser.words());
}

fn name_a_deputy(browser: &Browser) {
    browser.choose("Deputy", "Olwen Pugh");
    browser.press("Name as deputy");
    assert!(browser.says("Olwen Pugh may sign for Dilys Rees"), "{}", browser.words());
    browser.look("sign-deputy");
    browser.press("Take that back");
    browser.world.work();
}

fn sign_the_others(browser: &Browser) {
    if browser.scripts == Scripts::On {
        browser.choose("How would you like to sign?", "Draw it here");
        browser.press("Sign 3 letters");
        assert!(browser.says("to check"), "nothing was drawn: {}", browser.words());
        browser.draw("#f-drawn", &[(-90.0, 20.0), (-60.0, -30.0), (-30.0, 25.0), (20.0, -10.0), (100.0, 5.0)]);
        browser.look("sign-drawn");
    } else {
        browser.choose("How would you like to sign?", "Use a picture of my signature");
        browser.attach("Picture of your signature", "me.png", &picture());
        browser.look("sign-picture");
    }
    browser.press("Sign 3 letters");
    assert!(browser.says("Your letters are signed."), "{}", browser.words());
    assert!(browser.says("1 letter is held back"), "it stays: {}", browser.words());
    browser.look("signed-some");
    browser.world.work();
}

fn picture() -> Vec<u8> {
    let paper = image::GrayImage::from_fn(500, 160, |x, y| {
        image::Luma([if (40..460).contains(&x) && (70..90).contains(&y) { 20 } else { 250 }])
    });
    let mut bytes = Cursor::new(Vec::new());
    paper.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn look_at_the_held_one(browser: &Browser, road: &Road) {
    browser.go(&road.path("sign"));
    browser.look("sign-reading");
    browser.press("Give it back to the manager");
    browser.look("give-back");
    browser.press("Leave it held");
    browser.press("Put it back with the rest");
}

fn sign_it_with_a_pen(browser: &Browser, road: &Road) {
    browser.go(&road.path("pack"));
    browser.look("pack-may-pen");
    browser.press("Print 1 for a pen");
    browser.world.work();
    browser.go(&road.path("pack"));
    browser.press("Make a pack of 1 to sign");
    browser.look("pack-at-pen");
    browser.press("Mark as posted");
    assert!(browser.says("not ticked off as signed"), "{}", browser.words());
    browser.press("Tick off as signed");
    assert!(browser.says("1 ticked off"), "{}", browser.words());
    browser.look("pack-ticked");
}

/// Gives one of the letters as its file.
fn post_the_others(browser: &Browser, road: &Road) -> Vec<u8> {
    browser.press("Make a pack of 3");
    browser.write("What are the files for?", "For the print room.");
    let zip = browser.take("Take the letters one by one", "letters.zip");
    browser.press("Mark as posted");
    browser.press("Yes, they are in the post");
    browser.go(&road.path("pack"));
    browser.unfold("A letter came back");
    browser.choose("Whose letter", ", W");
    browser.choose("What the post says", "Gone away");
    browser.press("Note it");
    assert!(browser.says("Nothing more is sent to that address"), "{}", browser.words());
    browser.look("pack-returned");
    let (mut zip, mut letter) = (zip::ZipArchive::new(Cursor::new(zip)).unwrap(), Vec::new());
    zip.by_index(0).unwrap().read_to_end(&mut letter).unwrap();
    letter
}
