use proptest::prelude::*;

use super::*;

const ABOUT: [&str; 3] = ["Siân Ŵyn", "Musa Khan", "Northmoor North Team"];

fn others() -> [Other<'static>; 2] {
    let line = "You stayed late for two brothers on Friday.";
    [Other { name: "Annie Wójcik", line }, Other { name: "Ben Şen", line: "" }]
}

#[test]
fn the_lists_are_there() {
    assert!(LISTS.is_some());
}

#[test]
fn a_good_line_passes_without_a_word() {
    for line in [
        "Siân, you found the one relative whom everybody else had stopped looking for.",
        "Musa and I saw how you sat with that grandmother in Northmoor until she believed you.",
        "The MASH team ask for you by name. That says it all, Siân’s friends tell me.",
        "You noticed who had gone quiet at Christmas, and I won’t forget it.",
        "It’s the way you listen... and that’s why they ring you first.",
        "Today’s report was the clearest I have read in 20 years.",
        "You drove the M25 and the A406 twice that week to keep a promise.",
        "The Child Protection Conference went as it did because of you.",
        "You signed off every plan on the day it was promised.",
        "A 5* piece of work on a plan that nobody else would touch.",
        "You illuminated a plan that had gone dark, and kept your name on it.",
        "In 2026 and 2027 you took on 100 visits that others had let slip.",
    ] {
        assert_eq!((stops(line), looks(line, &ABOUT, &others(), &[])), (vec![], vec![]), "{line}");
    }
}

#[test]
fn what_stops_a_line_is_told() {
    for (line, says) in [
        ("Thank you, [name], for all of it.", "gap to fill"),
        ("Lorem ipsum dolor sit amet.", "gap to fill"),
        ("TBC by Friday at the latest, honestly.", "gap to fill"),
        ("Your work with the ____ family was superb.", "gap to fill"),
        ("To be confirmed by her manager on Friday.", "gap to fill"),
        ("xxxxxx", "gap to fill"),
        ("N/A", "gap to fill"),
        ("Same as above, only more so this time.", "gap to fill"),
        ("You are shit-hot at court reports.", "does not print: “shit”"),
        ("You are sh*t-hot at court reports.", "“sh*t-hot”"),
        ("Your work on LCS1234567 was superb to read.", "“LCS1234567”"),
        ("Your work on LCS-447 was superb to read.", "“LCS-447”"),
        ("Your work on case 4471 was superb to read.", "“4471”"),
        ("Their number, 943 476 5919, you knew by heart.", "“943 476 5919”"),
        ("They wrote to sian@council.example about you.", "has an address"),
    ] {
        assert!(stops(line).iter().any(|stop| stop.contains(says)), "{line}: {:?}", stops(line));
    }
}

#[test]
fn what_is_worth_another_look_is_told() {
    for (line, says) in [
        ("Thank you.", "very short"),
        ("Keep up the good work, Siân!", "could be about anyone: “keep up the good work”"),
        ("Thanks for being you, Siân.", "could be about anyone"),
        ("You carried on although you were so poorly in May.", "“poorly”"),
        ("How good to see you back after your phased return.", "“phased return”"),
        ("You stayed late for two brothers on Friday.", "the same as a line about Annie Wójcik"),
        ("You stayed late for two brothers on a Friday.", "nearly the same as a line about Annie Wójcik"),
        ("The way you covered for Ben’s visits was a gift.", "names Ben’s, who is in your team"),
        ("The way you spoke to little Connor changed his day.", "“Connor”, which looks like a name"),
        ("Connor’s face when you came back said it all.", "“Connor’s”, which looks like a name"),
        ("You stayed with child K until the morning came.", "“K”, which looks like a name"),
        ("You never gave up on Mrs. Jones and her boys.", "“Jones”, which looks like a name"),
    ] {
        let looks = looks(line, &ABOUT, &others(), &[]);
        assert!(looks.iter().any(|look| look.contains(says)), "{line}: {looks:?}");
    }
}

#[test]
fn a_line_like_one_in_another_team_is_told_without_saying_whose() {
    let elsewhere = [plain("Dot, your reports sing to the court and to us.", &["Dot Moss"])];
    let look = |line| looks(line, &ABOUT, &others(), &elsewhere);
    let said = look("Siân, your reports sing to the court and to us!");
    assert!(said.iter().any(|look| look.contains("somebody in another team")), "{said:?}");
    assert!(!said.iter().any(|look| look.contains("Dot")));
    assert_eq!(look("Your reports read well to the judge, to us, and to the child."), Vec::<String>::new());
}

#[test]
fn a_stock_phrase_in_a_line_of_its_own_is_no_fault() {
    let line = "Thank you for all your hard work on the placement that nobody believed in.";
    assert_eq!(looks(line, &ABOUT, &[], &[]), Vec::<String>::new());
}

#[test]
fn the_same_line_with_another_name_in_it_is_the_same_line() {
    let other = Other { name: "Annie", line: "Annie, your reports sing to the court." };
    let looks = looks("Siân, your reports sing to the court.", &["Siân"], &[other], &[]);
    assert!(looks.iter().any(|look| look.starts_with("is the same as a line about Annie")), "{looks:?}");
}

proptest! {
    #[test]
    fn any_line_can_be_read(line in any::<String>(), other in any::<String>()) {
        stops(&line);
        looks(&line, &["Siân"], &[Other { name: "Ben", line: &other }], std::slice::from_ref(&other));
    }
}
