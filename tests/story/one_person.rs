//! Somebody asks what is held about them, and somebody asks to be forgotten.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::web::Role,
    schema::{addresses, letters, uptake_events},
    trial::roster::{
        import::{self, Drafted},
        people,
    },
};

use crate::{road::Road, story, world::World};

const HEADING: &str = "staff reference,given name,preferred first name,family name,work e-mail,role,team,manager's reference,\
                       site,authority,address line 1,address line 2,postcode,do-not-post,letter format";

fn reference(world: &World, person: &str) -> String {
    world.floor.db.read(|conn| people::person(conn, person)).unwrap().reference.to_string()
}

story!(a_copy_of_what_is_held_tells_no_arm_unless_it_is_asked_to, |world| {
    let road = Road::signed_and_printed(world);
    let (served, other) = (road.person(&road.treated[0]), road.person(&road.controls[0]));
    for person in [&served, &other] {
        let shown = world.hearten(&["person", "show", &reference(world, person), "--authority", "Northmoor"]);
        assert_eq!(shown.code, 0, "{}", shown.err);
        assert!(!shown.out.contains("High Street") && !shown.out.contains("letter."), "{}", shown.out);
    }
    let copy = world.dir().join("copy.json");
    let words = |reference: &str, more: &[&str]| {
        let mut words = vec!["person", "export", reference, "--authority", "Northmoor", "--why", "They asked."];
        words.extend(["--out", copy.to_str().unwrap()]);
        words.extend(more);
        world.hearten(&words)
    };
    let reference = reference(world, &served);
    assert_eq!(words("nobody", &[]).code, 2);
    assert!(!copy.exists(), "nothing is left of a copy that came to nothing");
    assert_eq!(words(&reference, &[]).code, 0);
    let held = std::fs::read_to_string(&copy).unwrap();
    assert!(held.contains("High Street") && !held.contains("letter.") && !held.contains("print of"), "{held}");
    assert_eq!(words(&reference, &[]).code, 2, "a file that is there is never written over");
    std::fs::remove_file(&copy).unwrap();
    assert_eq!(words(&reference, &["--with-trials"]).code, 0);
    assert!(std::fs::read_to_string(&copy).unwrap().contains("letter.signed"));
    let told = uptake_events::table.filter(uptake_events::event.eq("trial.unblinded")).count();
    assert_eq!(world.floor.db.read(|conn| Ok(told.get_result::<i64>(conn)?)).unwrap(), 1);
});

story!(a_person_s_page_tells_their_letter_s_road_to_those_who_may_see_the_arms_and_to_nobody_else, |world| {
    let mut road = Road::signed_and_printed(world);
    let (served, other) = (road.person(&road.treated[0]), road.person(&road.controls[0]));
    let mut outsider = world.someone("nia@x.example", &[Role::Coordinator]);
    for person in [&served, &other] {
        let seen = outsider.open(&format!("/people/{person}"));
        assert_eq!(seen.status, 200);
        assert!(seen.says("In the vault"), "the address that is held tells no arm");
        for word in
            ["senior leader signed", "put together", "opened the home address", "/letters/rounds/", "printed it"]
        {
            assert!(!seen.body.contains(word), "{word}: {}", seen.text());
        }
        assert!(seen.says("is on a trial's live list") && !seen.says("Spring letters"), "{}", seen.text());
    }
    road.give_sight();
    let seen = road.coordinator.open(&format!("/people/{served}")).clone();
    for word in ["senior leader signed", "put together", "opened the home address", "printed it"] {
        assert!(seen.says(word), "{word}: {}", seen.text());
    }
    let letter = seen.links("/letters/rounds/").remove(0);
    assert!(letter.ends_with(&road.treated[0]), "{letter}");
    assert_eq!(road.coordinator.open(&letter).status, 200);
});

story!(somebody_who_is_erased_leaves_counts_and_hashes_and_nothing_of_who_they_were, |world| {
    let mut road = Road::signed_and_printed(world);
    let letter = road.treated[0].clone();
    let person = road.person(&letter);
    let name = world.floor.db.read(|conn| people::person(conn, &person)).unwrap().names.full();
    let reference = reference(world, &person);
    let file = format!("letters/{}/{letter}.pdf.sealed", road.id);
    let words = ["person", "erase", &reference, "--authority", "Northmoor", "--why", "They asked."];
    let unsure = world.hearten(&words);
    assert_eq!(unsure.code, 2);
    assert!(unsure.out.contains("add --yes") && world.floor.files.get(&file).is_ok());
    let sure: Vec<&str> = words.into_iter().chain(["--yes"]).collect();
    let done = world.hearten(&sure);
    assert_eq!(done.code, 0, "{}", done.err);
    world.work();
    assert_eq!(road.state(&letter), "withdrawn");
    assert!(world.floor.files.get(&file).is_err());
    let gone = world.floor.db.read(|conn| people::person(conn, &person)).unwrap();
    assert_eq!((gone.names.full(), gone.erased_at.is_some()), ("Erased person".to_owned(), true));
    let held = addresses::table.find(&person).count();
    assert_eq!(world.floor.db.read(|conn| Ok(held.get_result::<i64>(conn)?)).unwrap(), 0);
    let words: (String, Option<String>) = world
        .floor
        .db
        .read(|conn| Ok(letters::table.find(&letter).select((letters::line_one, letters::words_sha256)).first(conn)?))
        .unwrap();
    assert!(words.0.is_empty() && words.1.is_some());
    let row =
        format!("{reference},Somebody,,Else,,social worker,North,M1,Hub,Northmoor,1 High Street,Dudley,DY1 1HF,,");
    let file = format!("{HEADING}\n{row}\n");
    let drafted = world.floor.db.write(|conn| import::draft(conn, &world.floor, "ann", file.as_bytes())).unwrap();
    let Drafted::Waiting { id, .. } = drafted else { panic!("the file was refused") };
    world.floor.db.write(|conn| import::confirm(conn, &world.floor, "ann", &id)).unwrap();
    let still = world.floor.db.read(|conn| people::person(conn, &person)).unwrap();
    assert_eq!(still.names.full(), "Erased person", "a file does not bring them back");
    road.coordinator.open("/people");
    assert!(!road.coordinator.seen.says(&name));
    assert_eq!(world.hearten(&sure).code, 2, "once is enough");
    assert!(world.hearten(&["verify"]).out.contains("whole"));
});
