//! The boxes of a trial: what everybody may see of them, what those with the right see inside the arms, and that they add up.

use hearten::{
    floor::web::Role,
    trial::{allocation::end, roster::made_up},
};

use crate::{
    story,
    world::{World, council},
};

/// A locked trial of letters in which five of 45 are not to be written to at home.
fn locked(world: &World) -> String {
    world.people_come_in(&[made_up::Plan { do_not_post: 5, ..council("Oakby", 45, 0) }]);
    let trial = world.trial("Spring letters", "person", &["team"]);
    world.locked(&trial);
    trial.id
}

story!(a_flow_shows_its_arms_whole_and_what_is_inside_them_to_those_who_may_see_it, |world| {
    let id = locked(world);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open(&format!("/uptake/{id}"));
    assert_eq!(researcher.seen.links(&format!("/uptake/{id}/flow")), [format!("/uptake/{id}/flow")]);
    researcher.open(&format!("/uptake/{id}/flow"));
    let text = researcher.seen.text();
    assert!(text.contains("Assessed 45") && text.contains("– is not to be written to at home 5"), "{text}");
    assert!(text.contains("is shown to those who may see the arms") && text.contains("letter Allocated 19"), "{text}");
    // Somebody who knows who left would learn their arm from a box of one.
    world.tamper("update people set left_on = '2027-03-01' where id = (select min(person_id) from frame_members)");
    let json = |researcher: &mut crate::world::Someone<'_>| -> serde_json::Value {
        serde_json::from_str(&researcher.open(&format!("/uptake/{id}/flow.json")).body).unwrap()
    };
    let untold = json(&mut researcher);
    assert!(untold["arms"].as_array().unwrap().iter().all(|arm| arm["inside"].is_null()), "{untold}");
    let file = researcher.open(&format!("/uptake/{id}/flow.csv")).body.clone();
    assert!(!file.contains("Left") && file.contains("\"letter\",\"Allocated\",,19,"), "{file}");

    world.floor.db.write(|conn| end::end(conn, &world.floor, "second", &id, "It is over")).unwrap();
    let told = json(&mut researcher);
    let both = |key: &str| [0, 1].map(|nth| told["arms"][nth]["inside"].pointer(key).unwrap().as_u64().unwrap());
    assert_eq!((both("/lost").iter().sum::<u64>(), both("/followed_up/people").iter().sum::<u64>()), (1, 39));
    assert!(told["checks"].as_array().unwrap().iter().all(|check| check["holds"] == true), "{told}");
    researcher.open(&format!("/uptake/{id}/flow"));
    assert!(researcher.seen.says("comparison Did without, as was meant 21"), "{}", researcher.seen.text());
    assert_eq!(researcher.open(&format!("/uptake/{id}/flow.svg")).header("content-type"), Some("image/svg+xml"));
});

story!(the_command_line_tells_the_flow_and_what_is_inside_in_the_name_of_whoever_may_see_it, |world| {
    let id = locked(world);
    let lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    drop(lead);
    let plain = world.hearten(&["report", "flow"]);
    assert!(plain.code == 0 && plain.out.contains("     45  Assessed") && !plain.out.contains("Received"), "{plain:?}");
    assert_eq!(world.hearten(&["report", "flow"]), plain, "the same bytes again");
    let sight = ["allocate", "give-sight", "--trial", "Spring letters", "--to", "lead@x.example"];
    assert_eq!(world.hearten(&sight).code, 0);
    let told = world.hearten(&["report", "flow", "--as", "lead@x.example", "--format", "csv"]);
    assert!(told.out.contains("\"letter\",\"Did not\",\"nothing was begun\",19,"), "{told:?}");
    world.tamper(&format!("update allocation_lists set assessed = 46 where trial_id = '{id}'"));
    let broken = world.hearten(&["report", "flow"]);
    assert!(broken.code == 1 && broken.out.contains("DOES NOT ADD UP: assessed"), "{broken:?}");
});
