//! Nobody gets a letter by mistake, and nobody who is owed one loses it.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::jobs,
    interventions::letters::{OneLetter, PrintLetter},
    schema::{allocated_units, allocation_lists, letters, people as roster, postings, uptake_events},
    trial::roster::vault,
};

use crate::{road::Road, story};

story!(a_job_planted_for_somebody_in_the_comparison_arm_is_refused, |world| {
    let road = Road::composed(world);
    let (letter_id, model) = (road.controls[0].clone(), road.treated[0].clone());
    let plant = |conn: &mut _| {
        let hash: Option<String> = letters::table.find(&model).select(letters::words_sha256).first(conn)?;
        road.forge_signature(conn, "forged")?;
        let row = diesel::update(letters::table.find(&letter_id));
        row.set((letters::state.eq("signed"), letters::signature_id.eq("forged"), letters::words_sha256.eq(hash)))
            .execute(conn)?;
        jobs::enqueue::<PrintLetter>(conn, &world.floor, &OneLetter { letter_id: letter_id.clone() })
    };
    world.floor.db.write(plant).unwrap();
    world.work();
    assert_eq!(road.alarms(), ["allocation.planted_job"]);
    assert_eq!((road.let_go(), road.printed_files()), (1, 0));
});

story!(what_is_stuck_is_shown_tried_again_and_let_go_with_a_reason, |world| {
    let mut road = Road::composed(world);
    road.sign();
    let letter = road.treated[0].clone();
    let words = |words: &str| {
        let edit = diesel::update(letters::table.find(&letter)).set(letters::line_two.eq(words));
        world.floor.db.write(|conn| Ok(edit.execute(conn)?)).unwrap();
    };
    let before: String =
        world.floor.db.read(|conn| Ok(letters::table.find(&letter).select(letters::line_two).first(conn)?)).unwrap();
    words("Something else.");
    world.work();
    let job = world.floor.db.read(jobs::stuck).unwrap().remove(0).id;
    let (again, let_go) = (format!("/stuck/{job}/again"), format!("/stuck/{job}/let-go"));
    road.coordinator.open(&format!("/letters/rounds/{}", road.id));
    assert!(road.coordinator.seen.says("1 thing is stuck"), "{}", road.coordinator.seen.text());
    road.coordinator.press(&again, &[]);
    world.work();
    road.coordinator.open("/stuck");
    road.coordinator.press(&let_go, &[("reason", " ")]);
    assert_eq!(road.coordinator.seen.status, 422, "a reason is asked for");
    assert_eq!(world.floor.db.read(jobs::stuck).unwrap().len(), 1, "it was tried again, and is stuck again");
    words(&before);
    road.coordinator.open("/stuck");
    road.coordinator.press(&again, &[]);
    world.work();
    assert_eq!(road.states(&road.treated), ["printed"; 4]);
    let alarm = road.coordinator.open("/stuck").links("/alarms/").remove(0);
    road.coordinator.press(&alarm, &[("reason", "The words were put back.")]);
    assert_eq!(world.floor.db.read(jobs::unseen_alarms).unwrap().len(), 1, "the alarm of the second try");
});

story!(an_edited_allocation_row_stops_the_letter_with_an_alarm, |world| {
    let mut road = Road::composed(world);
    road.sign();
    let (person, other) = (road.person(&road.treated[0]), road.person(&road.controls[0]));
    let edit = |conn: &mut _| {
        let list = || allocated_units::table.filter(allocated_units::list_id.eq(&road.list_id));
        let arm: String =
            list().filter(allocated_units::unit_id.eq(&other)).select(allocated_units::arm_id).first(conn)?;
        let row = diesel::update(list().filter(allocated_units::unit_id.eq(&person)));
        Ok(row.set(allocated_units::arm_id.eq(arm)).execute(conn)?)
    };
    world.floor.db.write(edit).unwrap();
    world.work();
    assert_eq!(road.alarms(), ["allocation.edited_row"]);
    assert_eq!((road.let_go(), road.printed_files()), (1, 3));
});

story!(a_forged_list_stops_every_letter_with_alarms, |world| {
    let mut road = Road::composed(world);
    road.sign();
    let forge = |conn: &mut _| {
        let list = diesel::update(allocation_lists::table.find(&road.list_id));
        Ok(list.set(allocation_lists::seal.eq("00".repeat(32))).execute(conn)?)
    };
    world.floor.db.write(forge).unwrap();
    world.work();
    assert_eq!(road.alarms(), ["allocation.forged_list"; 4]);
    assert_eq!((road.let_go(), road.printed_files()), (4, 0));
});

story!(a_person_who_moved_still_gets_what_is_owed, |world| {
    let mut road = Road::composed(world);
    let person = road.person(&road.treated[0]);
    let move_away = |conn: &mut _| {
        let row = diesel::update(postings::table.filter(postings::person_id.eq(&person)));
        Ok(row.set((postings::team_id.eq(None::<String>), postings::manager_id.eq(None::<String>))).execute(conn)?)
    };
    world.floor.db.write(move_away).unwrap();
    road.sign();
    world.work();
    assert_eq!(road.states(&road.treated), ["printed"; 4]);
    assert!(road.alarms().is_empty());
});

story!(somebody_who_wants_no_post_is_not_owed_a_letter_and_the_record_says_why, |world| {
    let mut road = Road::ready_to_compose(world);
    let person = road.person(&road.treated[0]);
    let refuse = |conn: &mut _| {
        Ok(diesel::update(roster::table.find(&person)).set(roster::do_not_post.eq(true)).execute(conn)?)
    };
    world.floor.db.write(refuse).unwrap();
    road.compose();
    assert_eq!(road.state(&road.treated[0]), "not_owed");
    let why: String = world
        .floor
        .db
        .read(|conn| {
            let row = uptake_events::table.filter(uptake_events::event.eq("letter.not_owed"));
            Ok(row.filter(uptake_events::person_id.eq(&person)).select(uptake_events::detail).first(conn)?)
        })
        .unwrap();
    assert_eq!(why, "do_not_post");
});

story!(a_bad_address_keeps_a_letter_from_being_made_until_another_comes_in, |world| {
    let mut road = Road::ready_to_compose(world);
    let (letter, person) = (road.treated[0].clone(), road.person(&road.treated[0]));
    let came_back = |conn: &mut _| vault::mark_bad(conn, &person, world.now());
    world.floor.db.write(came_back).unwrap();
    road.compose();
    assert_eq!(road.state(&letter), "lines", "nothing is made for an address that a letter came back from");
    assert_eq!(road.states(&road.treated[1..]), ["ready", "ready", "ready"]);
    road.coordinator.open(&format!("/letters/rounds/{}", road.id));
    assert!(
        road.coordinator.seen.says("The last letter to this address came back."),
        "{}",
        road.coordinator.seen.text()
    );
    assert!(road.alarms().is_empty());

    let anew = |conn: &mut _| {
        let address = vault::open(conn, &world.floor, "cora", &person, "to write it down anew")?.unwrap();
        vault::put(conn, &world.floor, &person, &address)
    };
    world.floor.db.write(anew).unwrap();
    road.compose();
    assert_eq!(road.state(&letter), "ready", "a new address takes the mark away");
});

story!(somebody_who_opts_out_after_the_signing_gets_no_letter, |world| {
    let mut road = Road::composed(world);
    road.sign();
    let (person, now) = (road.person(&road.treated[0]), world.now());
    let leave = |conn: &mut _| {
        Ok(diesel::update(roster::table.find(&person)).set(roster::opted_out_at.eq(now)).execute(conn)?)
    };
    world.floor.db.write(leave).unwrap();
    world.work();
    assert_eq!(road.state(&road.treated[0]), "not_owed");
    assert_eq!(road.printed_files(), 3);
    assert!(road.alarms().is_empty());
});
