//! The carrier calls to say that a letter came back.

use chrono::TimeDelta;
use hearten::trial::roster::vault;
use serde_json::json;

use crate::{
    road::Road,
    story,
    world::{World, notify::TOKEN},
};

/// Calls as the carrier does; the status of the answer.
fn call(world: &World, token: &str, body: &str) -> u16 {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let request = ureq::Agent::from(config).post(format!("{}/post/notify/returned", world.address));
    let request = request.header("authorization", format!("Bearer {token}")).header("content-type", "application/json");
    request.send(body.as_bytes()).unwrap().status().as_u16()
}

fn returned(id: &str) -> String {
    json!({ "notification_id": id, "reference": "ours", "date_sent": "2027-03-01T17:50:00.000000Z", "upload_letter_file_name": null })
        .to_string()
}

story!(a_letter_that_came_back_counts_once_however_often_the_carrier_says_so, |world| {
    let mut road = Road::by_notify(world);
    road.send();
    let taken = world.notify.taken()[0].clone();
    let letter = road.treated.iter().find(|letter| road.reference(letter) == taken.reference).unwrap().clone();
    assert_eq!(call(world, TOKEN, &returned(&taken.id)), 204, "before anybody knows that it was posted");
    world.work();
    world.pass(TimeDelta::hours(31));
    assert_eq!(call(world, TOKEN, &returned(&taken.id)), 204);
    world.pass(TimeDelta::days(2));
    let person = road.person(&letter);
    assert!(world.floor.db.read(|conn| vault::is_bad(conn, &person)).unwrap());
    assert_eq!(world.count("uptake_events where event = 'letter.returned' and detail = 'not_said'"), 1);
    assert_eq!((world.count("carrier_calls"), world.count("letters where returned_on is not null")), (1, 1));
    assert!(road.look().contains("Came back"), "{}", road.coordinator.seen.text());
    world.pass(TimeDelta::days(60));
    assert_eq!(world.count("carrier_calls"), 0, "what was said is not kept for ever");
});

story!(a_call_without_the_token_is_refused_and_one_about_nothing_of_ours_is_kept_and_passed_over, |world| {
    assert_eq!(call(world, "another-token", &returned("x")), 401);
    assert_eq!(call(world, "", &returned("x")), 401);
    assert_eq!(world.count("carrier_calls"), 0);
    let receipt = json!({ "id": "x", "status": "delivered", "to": "somebody@x.example" }).to_string();
    for body in [&*receipt, &receipt, &returned("no-letter-of-ours"), "half of {"] {
        assert_eq!(call(world, TOKEN, body), 204);
    }
    world.work();
    assert_eq!(world.count("carrier_calls"), 3);
    assert_eq!(world.count("jobs where kind = 'letters.read_carrier_call' and state = 'not_needed'"), 3);
});

story!(a_carrier_that_calls_before_its_token_is_set_is_told_to_call_again, without a carrier, |world| {
    assert_eq!(call(world, TOKEN, &returned("x")), 503);
});

story!(a_carrier_that_calls_while_the_database_is_unwell_is_told_to_call_again, |world| {
    world.tamper("alter table carrier_calls rename to elsewhere");
    let status = call(world, TOKEN, &returned("x"));
    assert!(status >= 500, "{status}");
});
