//! A round whose letters the carrier prints and posts, when nothing fails but the letters.

use chrono::TimeDelta;
use hearten::{
    floor::jobs,
    interventions::letters::{OneLetter, SendLetter},
};

use crate::{road::Road, story, world::World};

fn addresses(world: &World) -> i64 {
    world.count("addresses")
}

story!(letters_are_handed_over_printed_and_posted_and_then_erased, |world| {
    let mut road = Road::by_notify(world);
    road.coordinator.open(&format!("/letters/rounds/{}", road.id));
    assert!(road.coordinator.seen.says("4 ready to send"), "{}", road.coordinator.seen.text());
    road.send();
    assert_eq!(road.states(&road.treated), ["sent"; 4]);
    road.each_was_taken_once(&road.treated);
    for taken in world.notify.taken() {
        assert!(taken.pdf.starts_with(b"%PDF-1.7") && taken.postage == "second");
    }
    world.pass(TimeDelta::minutes(10));
    assert!(road.look().contains("4 accepted by Notify 0 printed and posted"), "{}", road.coordinator.seen.text());
    world.pass(TimeDelta::hours(31));
    let page = road.look();
    assert!(page.contains("0 accepted by Notify 4 printed and posted"), "{page}");
    assert!(!page.contains("elivered"), "nobody says that a letter arrived");
    assert_eq!(road.states(&road.treated), ["posted"; 4]);
    let on = |event: &str| world.count(&format!("uptake_events where event = '{event}'"));
    assert_eq!((on("letter.sent"), on("letter.posted"), on("letter.posted' and detail = '2027-03-02")), (4, 4, 4));
    world.pass(TimeDelta::hours(1));
    assert_eq!(on("letter.posted"), 4, "what is posted is not asked about again");

    world.pass(TimeDelta::days(41));
    assert_eq!(addresses(world), 8, "not a day too soon");
    world.pass(TimeDelta::days(1));
    assert_eq!(addresses(world), 0, "nor a day too late");
    let files = world.dir().join("files").join(format!("letters/{}", road.id));
    assert_eq!(std::fs::read_dir(files).map_or(0, Iterator::count), 0);
});

story!(what_is_pressed_is_what_was_shown, |world| {
    let mut road = Road::by_notify(world);
    let (page, send, pack) = (road.path("pack"), road.path("send"), road.path("pack"));
    road.coordinator.open(&page);
    road.coordinator.press(&send, &[("count", "3")]);
    assert_eq!(road.coordinator.seen.status, 409, "{}", road.coordinator.seen.text());
    road.coordinator.open(&page);
    road.coordinator.press(&pack, &[]);
    assert_eq!(road.coordinator.seen.status, 409, "such a round has no pack");
    road.send();
    road.coordinator.press(&send, &[("count", "4")]);
    assert_eq!(road.coordinator.seen.status, 409, "a second press sends nothing");
    road.each_was_taken_once(&road.treated);
});

story!(letters_wait_for_their_day_and_whoever_left_meanwhile_is_sent_nothing, |world| {
    let mut road = Road::by_notify(world);
    world.tamper("update letter_rounds set post_on = '2027-03-03'");
    road.send();
    assert!(road.look().contains("4 wait here for their day"), "{}", road.coordinator.seen.text());
    road.opts_out(&road.treated[0]);
    let planted = OneLetter { letter_id: road.controls[0].clone() };
    world.floor.db.write(|conn| jobs::enqueue::<SendLetter>(conn, &world.floor, &planted)).unwrap();
    world.pass(TimeDelta::hours(46));
    assert!(world.notify.taken().is_empty(), "seven in the morning is too early");
    world.pass(TimeDelta::hours(1));
    road.each_was_taken_once(&road.treated[1..]);
    assert_eq!((road.state(&road.treated[0]), road.state(&road.controls[0])), ("not_owed".into(), "lines".into()));
    assert_eq!((road.alarms(), road.let_go()), (vec!["allocation.planted_job".to_owned()], 1));
});

story!(what_the_carrier_will_not_print_waits_for_somebody, |world| {
    let mut road = Road::by_notify(world);
    road.send();
    let (bad, stopped) = (road.treated[0].clone(), road.treated[1].clone());
    world.notify.say(&road.reference(&bad), "validation-failed");
    world.notify.say(&road.reference(&stopped), "cancelled");
    world.pass(TimeDelta::minutes(10));
    let page = road.look();
    assert!(page.contains("2 letters need somebody") && page.contains("It is most often the address."), "{page}");
    assert_eq!(road.states(&[bad.clone(), stopped.clone()]), ["refused"; 2]);
    assert!(road.coordinator.open("/").says("2 to decide"), "{}", road.coordinator.seen.text());
    world.pass(TimeDelta::hours(1));
    assert_eq!(world.notify.taken().len(), 4, "nothing is sent again by itself");

    let (first, reason) = (road.reference(&bad), format!("reason.{stopped}"));
    road.look();
    let (again, withdraw) = (road.path(&format!("sent/{bad}")), road.path(&format!("sent/{stopped}")));
    road.coordinator.press(&again, &[("decide", "again")]);
    road.coordinator.press(&withdraw, &[("decide", "withdraw")]);
    assert_eq!(road.coordinator.seen.status, 422, "a reason is asked for");
    road.coordinator.press(&withdraw, &[("decide", "withdraw"), (&reason, "It was stopped for good cause.")]);
    assert_eq!(road.coordinator.seen.status, 200, "{}", road.coordinator.seen.text());
    road.coordinator.press(&again, &[("decide", "again")]);
    assert_eq!(road.coordinator.seen.status, 409, "once is enough");
    world.work();
    road.send();
    assert_eq!((road.state(&bad), road.state(&stopped)), ("sent".into(), "withdrawn".into()));
    assert_ne!(road.reference(&bad), first, "a letter that is made again has a reference of its own");
    assert_eq!(world.notify.taken().len(), 5);
    world.pass(TimeDelta::hours(31));
    assert_eq!(road.state(&bad), "posted");
});

story!(a_letter_that_the_carrier_s_staff_mend_is_not_sent_again_and_its_address_stays, |world| {
    let mut road = Road::by_notify(world);
    road.send();
    let letter = road.treated[0].clone();
    world.notify.say(&road.reference(&letter), "technical-failure");
    world.pass(TimeDelta::minutes(10));
    assert!(road.look().contains("Please do not send it another way"), "{}", road.coordinator.seen.text());
    let decide = road.path(&format!("sent/{letter}"));
    road.coordinator.press(&decide, &[("decide", "again")]);
    assert_eq!(road.coordinator.seen.status, 409, "{}", road.coordinator.seen.text());
    world.pass(TimeDelta::days(3));
    assert_eq!(road.states(&road.treated[1..]), ["posted"; 3]);
    assert!(road.alarms().is_empty(), "two working days at the printer are usual");
    world.pass(TimeDelta::hours(12));
    assert_eq!(road.alarms(), ["letters.not_posted"]);
    assert_eq!(road.let_go(), 1);
    world.pass(TimeDelta::days(50));
    assert_eq!((road.state(&letter), addresses(world)), ("sent".into(), 8), "nothing goes while a letter is out");
    assert!(road.look().contains("Notify no longer knows this letter"), "{}", road.coordinator.seen.text());
    let on = format!("posted_on.{letter}");
    road.coordinator.press(&decide, &[("decide", "posted"), (&on, "2027-02-01")]);
    assert_eq!(road.coordinator.seen.status, 422, "that was before it was handed over");
    road.coordinator.press(&decide, &[("decide", "posted"), (&on, "2027-03-05")]);
    assert_eq!((road.state(&letter), world.notify.taken().len()), ("posted".into(), 4));
    world.pass(TimeDelta::days(1));
    assert_eq!(addresses(world), 0);
});

story!(a_house_without_a_carrier_says_what_is_missing, without a carrier, |world| {
    let mut road = Road::by_notify(world);
    let (page, send) = (road.path("pack"), road.path("send"));
    let seen = road.coordinator.open(&page).text();
    assert!(seen.contains("Notify is not set up yet") && seen.contains("post.notify_key"), "{seen}");
    road.coordinator.press(&send, &[("count", "4")]);
    assert_eq!(road.coordinator.seen.status, 422);
    assert_eq!(world.count("sendings"), 0);
});
