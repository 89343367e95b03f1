use super::*;

fn letter() -> Letter {
    Letter {
        authority: "Northmoor".into(),
        recipient: vec!["Annie Wójcik".into(), "North".into()],
        date: "12 March 2027".into(),
        greeting: "Hello Annie,".into(),
        opening: vec!["We thought that paper might suit you better.".into()],
        when: Some("Tuesday 16 March, 10:00".into()),
        begin: "Type this:".into(),
        address: "hearten.example/paper/abcd-efgh-ijkm".into(),
        closing: vec!["It is yours alone.".into()],
        ending: vec!["Thank you,".into(), "Hearten, for Northmoor".into()],
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 12).unwrap()
}

#[test]
fn equal_letters_are_equal_files_and_one_without_a_time_is_a_page_too() {
    let mut paper = Stationery::new("Half an hour for you").unwrap();
    let file = paper.print(&letter(), day()).unwrap();
    assert_eq!(paper.print(&letter(), day()).unwrap(), file);
    let anytime = paper.print(&Letter { when: None, ..letter() }, day()).unwrap();
    assert_ne!(anytime, file);
    assert_eq!(crate::floor::pdf::bind::pages_of(&anytime), Ok(1));
}

#[test]
fn what_does_not_fit_or_cannot_be_drawn_is_told_and_names_nobody() {
    let mut paper = Stationery::new("Half an hour for you").unwrap();
    let long = Letter { opening: vec!["word ".repeat(190); 5], ..letter() };
    let strange = Letter { greeting: "Hello 日本,".into(), ..letter() };
    for (letter, says) in [(long, "do not fit"), (strange, "cannot draw")] {
        let told = paper.print(&letter, day()).unwrap_err().to_string();
        assert!(told.contains(says) && !told.contains("日") && !told.contains("Annie"), "{told}");
    }
}
