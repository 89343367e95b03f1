//! A file comes in again: what it does is shown, what it cannot know is asked, and it can be taken back.

use hearten::{
    floor::{audit, web::Role},
    trial::{
        allocation::scheme::Mode,
        roster::people::{self, Person},
    },
};

use crate::{
    a_spreadsheet_comes_in::{GOOD, HEADING, record_the_footing},
    a_workbook_comes_in::link,
    story,
    world::{Someone, World},
};

fn good() -> String {
    HEADING.to_owned() + GOOD
}

fn send(lead: &mut Someone<'_>, file: &str) {
    lead.open("/people/import");
    lead.upload("/people/import", "people.csv", file.as_bytes(), &[]);
}

fn bring_in(lead: &mut Someone<'_>, file: &str, fields: &[(&str, &str)]) {
    send(lead, file);
    lead.press(&link(lead, "/confirm"), fields);
}

fn find(world: &World, reference: &str) -> Option<Person> {
    let everyone = world.floor.db.read(people::everyone).unwrap();
    everyone.into_iter().find(|person| person.reference.as_str() == reference)
}

story!(who_is_missing_from_a_file_is_asked_about_and_never_assumed_to_have_left, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    bring_in(&mut lead, &good(), &[]);
    let ann = "W2,Ann,Lee,,social worker,South,M1,Exampleshire,2 High Street,Dudley,dy11hf,\n";
    let manager = GOOD.lines().next().unwrap();
    let file = format!("{HEADING}{manager}\n{ann}");
    send(&mut lead, &file);
    assert!(lead.seen.says("1 person on the roster is not in this file") && lead.seen.says("Siân Ŵyn"));
    let confirm = link(&lead, "/confirm");
    lead.press(&confirm, &[]);
    assert_eq!(lead.seen.status, 422);
    assert!(lead.seen.says("Say what is right for those who are not in the file"), "{}", lead.seen.text());
    lead.press(&confirm, &[("leavers", "left"), ("left_on", "2099-01-01")]);
    assert!(lead.seen.says("today or before"), "{}", lead.seen.text());
    assert!(find(world, "W2").is_none(), "nothing was saved");
    lead.press(&confirm, &[("leavers", "left"), ("left_on", "2027-02-26")]);
    assert!(lead.seen.says("1 added") && lead.seen.says("1 marked as left"), "{}", lead.seen.text());
    assert_eq!(find(world, "W1").unwrap().left_on.unwrap().to_string(), "2027-02-26");
    send(&mut lead, &good().replace("North,M1", "South,M1"));
    assert!(lead.seen.says("is marked as left. They are back at work") && lead.seen.says("1 to be moved"));
    lead.press(&link(&lead, "/confirm"), &[("leavers", "stay"), ("back", "yes")]);
    assert!(lead.seen.says("1 back"), "{}", lead.seen.text());
    let sian = find(world, "W1").unwrap();
    assert_eq!((sian.left_on, sian.team.unwrap().name.as_str()), (None, "South"));
    assert!(find(world, "W2").unwrap().left_on.is_none());
});

story!(the_same_file_twice_is_refused_with_a_way_through, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    bring_in(&mut lead, &good(), &[]);
    send(&mut lead, &good());
    assert!(lead.seen.says("This very file came in before") && !lead.seen.says("Siân"), "{}", lead.seen.text());
    let again = link(&lead, "/again");
    let confirm = again.replace("/again", "/confirm");
    lead.press(&confirm, &[]);
    assert!(lead.seen.says("already"), "it is not enough to know the way: {}", lead.seen.text());
    lead.open(&again.replace("/again", ""));
    lead.press(&again, &[]);
    assert!(lead.seen.says("2 as before"), "{}", lead.seen.text());
    lead.press(&confirm, &[]);
    assert!(lead.seen.says("0 added, 0 moved, 0 changed, 2 as before"), "{}", lead.seen.text());
});

story!(an_import_is_undone_as_a_whole_until_something_was_built_on_it, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    bring_in(&mut lead, &good(), &[]);
    bring_in(&mut lead, &good().replace("1 High Street", "9 High Street").replace("Ŵyn", "Wynn"), &[]);
    assert_eq!(find(world, "W1").unwrap().names.family(), "Wynn");
    lead.open("/people/imports");
    assert!(lead.seen.says("A later file changed some of the same people"), "{}", lead.seen.text());
    let check = lead.seen.links("/people/imports/").remove(0);
    lead.open(&check);
    assert!(lead.seen.says("1 of whom something changed is as before"), "{}", lead.seen.text());
    let undo = lead.seen.links("/people/imports/").into_iter().find(|link| link.ends_with("/undo")).unwrap();
    lead.press(&undo, &[]);
    assert!(lead.seen.says("Undone"), "{}", lead.seen.text());
    assert_eq!(find(world, "W1").unwrap().names.family(), "Ŵyn");
    lead.press(&undo, &[]);
    assert!(lead.seen.says("It was undone"), "a double click is harmless: {}", lead.seen.text());
    let other = good().replace("Exampleshire", "Othershire").replace("musa", "eve");
    bring_in(&mut lead, &other, &[]);
    let count = world.floor.db.read(people::count).unwrap();
    lead.open("/people/imports");
    let check = lead.seen.links("/people/imports/").remove(0);
    lead.open(&check);
    let undo = lead.seen.links("/people/imports/").into_iter().find(|link| link.ends_with("/undo")).unwrap();
    let trial = world.trial("Spring letters", "person", &[]);
    world.drawn(&trial, Mode::Practice);
    lead.press(&undo, &[]);
    assert!(lead.seen.says("This import cannot be undone. A trial was randomised"), "{}", lead.seen.text());
    assert_eq!(world.floor.db.read(people::count).unwrap(), count);
    assert!(world.floor.db.read(audit::verify).unwrap().is_ok());
    // The database's log is scrubbed of what was taken back.
    world.work();
});

story!(the_language_of_a_person_s_letters_comes_in_and_is_seen_wherever_they_are, |world| {
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    record_the_footing(&mut lead);
    bring_in(&mut lead, &good(), &[]);
    let in_language = |language: &str| {
        let mut lines = format!("{HEADING}{GOOD}").lines().map(str::to_owned).collect::<Vec<_>>();
        let cells = ["letter language", "", language].into_iter().chain(std::iter::repeat(""));
        lines.iter_mut().zip(cells).for_each(|(line, cell)| *line = format!("{line},{cell}"));
        lines.join("\n")
    };
    send(&mut lead, &in_language("Cornish"));
    assert!(lead.seen.says("not a language that letters come in"), "{}", lead.seen.text());
    assert!(lead.seen.says("Use 'English' or 'Welsh'"), "{}", lead.seen.text());
    send(&mut lead, &in_language("Cymraeg"));
    assert!(lead.seen.says("letter language"), "{}", lead.seen.text());
    lead.press(&link(&lead, "/confirm"), &[]);
    let sian = find(world, "W1").unwrap();
    assert_eq!(sian.letter_language.code(), "cy-GB");
    assert_eq!(find(world, "M1").unwrap().letter_language.code(), "en-GB");
    lead.open(&format!("/people/{}", sian.id));
    assert!(lead.seen.says("Letter language Welsh"), "{}", lead.seen.text());
    let shown = world.hearten(&["person", "show", "W1", "--authority", "Exampleshire"]);
    assert!(shown.out.contains("\"letter_language\": \"Welsh\""), "{}", shown.out);
    lead.open("/people/imports");
    lead.open(&lead.seen.links("/people/imports/").remove(0).clone());
    let undo = lead.seen.links("/people/imports/").into_iter().find(|link| link.ends_with("/undo")).unwrap();
    lead.press(&undo, &[]);
    assert_eq!(find(world, "W1").unwrap().letter_language.name(), "English", "as it was before");
    world.work();
});
