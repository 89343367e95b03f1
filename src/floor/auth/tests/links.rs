use chrono::TimeDelta;

use super::{Role, Small};
use crate::floor::auth::{link, make_account, visitor};

#[actix_web::test]
async fn a_personal_link_opens_its_own_page_and_no_other() {
    let small = Small::new();
    let address = link(&small.floor, "knock", "7", 0);
    let path = address.strip_prefix("http://localhost:8420").unwrap();
    let answer = small.press(path, "", &[]).await;
    assert_eq!((answer.status, answer.header("location")), (303, Some("/team/7")));
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();

    for (path, status) in
        [("/team/7", 200), ("/team/7/more", 200), ("/team/8", 303), ("/team/77", 303), ("/inside", 303)]
    {
        assert_eq!(small.open(path, &cookie).await.status, status, "{path}");
    }
    assert_eq!(small.open("/open", &cookie).await.body, "nobody", "elsewhere its holder is nobody");
}

#[actix_web::test]
async fn a_key_fits_its_own_row_and_generation() {
    let small = Small::new();
    let key = small.floor.secrets.link_key("knock", "7", 0);
    assert_eq!(small.press(&format!("/knock/8/{key}"), "", &[]).await.status, 404);
    let old = small.floor.secrets.link_key("knock", "7", 1);
    assert_eq!(small.press(&format!("/knock/7/{old}"), "", &[]).await.status, 404);
    let other_purpose = small.floor.secrets.link_key("sign-in", "7", 0);
    assert_eq!(small.press(&format!("/knock/7/{other_purpose}"), "", &[]).await.status, 404);
}

#[actix_web::test]
async fn who_is_in_the_whole_house_keeps_it() {
    let small = Small::new();
    let (ann, csrf) = small.someone("ann", &[Role::TeamManager], "");
    let key = small.floor.secrets.link_key("knock", "7", 0);
    let answer = small.press(&format!("/knock/7/{key}"), &ann, &[("csrf", &csrf)]).await;
    assert_eq!((answer.header("location"), answer.header("set-cookie")), (Some("/team/7"), None));
    assert_eq!(small.open("/inside", &ann).await.body, "ann");
}

#[actix_web::test]
async fn a_session_for_one_page_can_still_ask_for_a_key_and_go() {
    let small = Small::new();
    let (ann, csrf) = small.someone("ann", &[], "/team/7");
    let answer = small.press("/sign-in/fresh", &ann, &[("csrf", &csrf), ("return_to", "/team/7")]).await;
    assert_eq!(answer.header("location"), Some("/sign-in/sent"));
    assert_eq!(small.press("/sign-out", &ann, &[]).await.status, 403, "not without the form's key");
    assert_eq!(small.press("/sign-out", &ann, &[("csrf", &csrf)]).await.status, 303);
    assert_eq!(small.open("/team/7", &ann).await.status, 303);
}

#[actix_web::test]
async fn only_a_key_of_the_last_quarter_of_an_hour_signs() {
    let small = Small::new();
    let floor = &small.floor;
    let secrets: Vec<String> = ["", "/team/7"].iter().map(|scope| small.someone("ann", &[], scope).0).collect();
    let fresh = || {
        let seen = secrets.iter().map(|cookie| {
            let secret = cookie.strip_prefix("__Host-hearten=").unwrap();
            floor.db.read(|conn| visitor(conn, floor, secret)).unwrap().unwrap().fresh(floor.clock.now())
        });
        seen.collect::<Vec<_>>()
    };
    assert_eq!(fresh(), [true, false], "a personal link lives for weeks, so its session never signs");
    floor.clock.advance(TimeDelta::minutes(15) + TimeDelta::microseconds(1));
    assert_eq!(fresh(), [false, false]);
}

#[test]
fn an_account_follows_its_person() {
    let small = Small::new();
    let floor = &small.floor;
    let make = |email: &str, name: &str, person: Option<&str>| {
        floor.db.write(|conn| make_account(conn, floor, email, name, person))
    };
    let ann = make("ann@example.org", "Ann", Some("p1")).unwrap();
    assert_eq!(make("ANN@example.org", "Ann", Some("p1")).unwrap(), ann);
    assert_eq!(make("ann.married@example.org", "Ann", Some("p1")).unwrap(), ann, "a new address, the same account");
    assert_ne!(make("ann@example.org", "Another Ann", Some("p2")).unwrap(), ann);
    assert!(make("ann.married@example.org", "Another Ann", Some("p2")).is_err(), "an address is one person's");
}
