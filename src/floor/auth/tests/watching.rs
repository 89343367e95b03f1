use actix_web::test::TestRequest;
use chrono::TimeDelta;

use super::Small;
use crate::floor::{
    auth::{MailKey, OwnPath, key::promise_key_to},
    jobs::{Worker, beat, run_until_idle},
};

#[actix_web::test]
async fn the_house_is_ready_while_a_worker_beats() {
    let small = Small::new();
    let now = small.floor.clock.now();
    let answer = small.open("/watch/ready", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (503, r#"{"database":true,"tray":true,"worker":false}"#));
    small.floor.db.write(|conn| beat(conn, "a worker", now)).unwrap();
    small.floor.db.write(|conn| beat(conn, "a worker", now)).unwrap();
    assert_eq!(small.open("/watch/ready", "").await.status, 200);
    small.floor.clock.advance(TimeDelta::minutes(3));
    assert_eq!(small.open("/watch/ready", "").await.status, 503);
}

#[actix_web::test]
async fn what_is_counted_names_nobody() {
    let small = Small::new();
    small.someone("ann", &[], "");
    let floor = &small.floor;
    let promised = floor.db.write(|conn| {
        let ann = crate::floor::auth::make_account(conn, floor, "ann@example.org", "ann", None)?;
        promise_key_to(conn, floor, &ann, &OwnPath::parse("/"))
    });
    promised.unwrap();
    floor.clock.advance(TimeDelta::seconds(90));
    let counts = small.open("/watch/metrics", "").await.body;
    for line in [
        "hearten_jobs{kind=\"auth.mail_key\",state=\"waiting\"} 1",
        "hearten_oldest_waiting_seconds{kind=\"auth.mail_key\"} 90",
        "hearten_sessions_open 1",
    ] {
        assert!(counts.lines().any(|counted| counted == line), "{line}\n{counts}");
    }
    assert!(!counts.contains("ann"));
    run_until_idle(&Worker::new(floor.clone()).with(MailKey)).unwrap();
    let after = small.open("/watch/metrics", "").await.body;
    assert!(!after.contains("auth.mail_key"), "what has ended is not counted: {after}");
}

#[actix_web::test]
async fn a_static_file_is_asked_for_again_only_when_it_changed() {
    let small = Small::new();
    let first = small.open("/static/hearten.css", "").await;
    assert_eq!((first.status, first.header("content-type")), (200, Some("text/css; charset=utf-8")));
    let tag = first.header("etag").unwrap();
    let again = small.ask(TestRequest::get().uri("/static/hearten.css").insert_header(("if-none-match", tag))).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    for path in ["/static/none.css", "/static/../Cargo.toml", "/static/%2e%2e/Cargo.toml"] {
        assert_eq!(small.open(path, "").await.status, 404, "{path}");
    }
}
