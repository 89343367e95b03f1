//! What came of each person is counted as events are put on record, and counted again it comes to the same.

use std::thread;

use hearten::trial::{
    allocation::trial::Trial,
    roster::people,
    uptake::{event::Event, record::record, roll_up, so_far::SoFar},
};

use crate::{goals::Course, story, world::council};

story!(the_record_counted_again_comes_to_what_was_counted_as_it_happened, |world| {
    let course = Course::live(world);
    course.go_to(3, 20, 10);
    assert!(world.count("uptake_so_far") >= 3, "{}", world.count("uptake_so_far"));
    let (told, flow) = (world.hearten(&["report", "uptake"]), world.hearten(&["report", "flow"]));
    assert!(told.code == 0 && told.out.contains("Put into the diary"), "{told:?}");
    let sound = world.hearten(&["verify"]);
    assert!(sound.code == 0 && sound.out.contains("to the same"), "{sound:?}");

    world.tamper("update uptake_so_far set so_far = (select so_far from uptake_so_far order by person_id limit 1)");
    let wrong = world.hearten(&["verify"]);
    assert!(wrong.code == 1 && wrong.out.contains("migrate --recount"), "{wrong:?}");
    assert_eq!(world.hearten(&["migrate", "--recount"]).code, 0);
    assert_eq!(world.hearten(&["verify"]), sound);
    assert_eq!((world.hearten(&["report", "uptake"]), world.hearten(&["report", "flow"])), (told, flow));
});

story!(what_was_on_record_before_there_was_a_count_is_told_from_the_record_until_it_is_counted, |world| {
    let course = Course::live(world);
    course.go_to(3, 9, 10);
    let trial = world.floor.db.read(|conn| Trial::named(conn, "Half hours")).unwrap().id;
    let rows = world.count("uptake_so_far");
    let told = || {
        let mut told = Vec::new();
        let read = |person: String, so_far: SoFar| told.push((person, so_far));
        world.floor.db.read(|conn| roll_up::each(conn, &trial, None, read)).unwrap();
        told.sort_by(|a, b| a.0.cmp(&b.0));
        told
    };
    let counted = told();
    world.tamper("insert into uptake_uncounted select distinct about from uptake_so_far");
    world.tamper("delete from uptake_so_far");
    assert_eq!(told(), counted, "as the record says");
    assert_eq!(roll_up::catch_up(&world.floor.db).unwrap(), 1);
    assert_eq!((world.count("uptake_so_far"), world.count("uptake_uncounted"), told()), (rows, 0, counted));
});

story!(two_who_put_something_on_record_of_one_person_at_once_lose_neither, |world| {
    world.people_come_in(&[council("Oakby", 1, 0)]);
    let person = world.floor.db.read(people::everyone).unwrap()[0].id.clone();
    thread::scope(|scope| {
        for hand in 0..4 {
            let (floor, person) = (&world.floor, person.as_str());
            scope.spawn(move || {
                for nth in 0..10 {
                    let occasion = format!("run/{}", hand * 10 + nth);
                    let put = |conn: &mut _| {
                        record(conn, floor.clock.now(), Event::SlotInvited, person, "a trial", &occasion, "")
                    };
                    assert!(floor.db.write(put).unwrap());
                }
            });
        }
    });
    let mut many = 0;
    world
        .floor
        .db
        .read(|conn| roll_up::each(conn, "a trial", None, |_, so_far| many = so_far.many(Event::SlotInvited)))
        .unwrap();
    assert_eq!((many, world.floor.db.read(roll_up::verify).unwrap()), (40, (0, 1)));
});
