use actix_web::test::TestRequest;

use super::{Role, Small};
use crate::floor::auth::Limits;

#[actix_web::test]
async fn the_table_says_who_comes_in() {
    let small = Small::new();
    let (lead, lead_key) = small.someone("lead", &[Role::ProgrammeLead], "");
    let (other, other_key) = small.someone("other", &[Role::Researcher], "");
    for (path, nobody, outsider, insider) in
        [("/open", 200, 200, 200), ("/inside", 303, 200, 200), ("/runs", 303, 403, 200)]
    {
        assert_eq!(small.open(path, "").await.status, nobody, "{path}");
        assert_eq!(small.open(path, &other).await.status, outsider, "{path}");
        assert_eq!(small.open(path, &lead).await.status, insider, "{path}");
    }
    for (path, nobody, outsider, insider) in
        [("/open", 200, 200, 200), ("/inside", 403, 200, 200), ("/runs", 403, 403, 200)]
    {
        assert_eq!(small.press(path, "", &[]).await.status, nobody, "{path}");
        assert_eq!(small.press(path, &other, &[("csrf", &other_key)]).await.status, outsider, "{path}");
        assert_eq!(small.press(path, &lead, &[("csrf", &lead_key)]).await.status, insider, "{path}");
    }
}

#[actix_web::test]
async fn a_path_in_disguise_meets_the_line_of_the_room_it_opens() {
    let small = Small::new();
    let (other, _) = small.someone("other", &[Role::Researcher], "");
    assert_eq!(
        small.open("/%72uns", &other).await.status,
        403,
        "the raw path looks like that of a room open to anyone"
    );
    assert_eq!(small.open("/%72uns", "").await.status, 303);
}

#[actix_web::test]
async fn nobody_is_shown_the_way_in_and_back() {
    let answer = Small::new().open("/inside?sort=name&page=2", "").await;
    assert_eq!(answer.header("location"), Some("/sign-in?to=%2Finside%3Fsort%3Dname%26page%3D2"));
}

#[actix_web::test]
async fn a_press_without_the_forms_key_is_refused() {
    let small = Small::new();
    let (ann, key) = small.someone("ann", &[], "");
    let (_, bobs) = small.someone("bob", &[], "");
    for fields in
        [vec![], vec![("csrf", "")], vec![("csrf", "0".repeat(64).leak() as &str)], vec![("csrf", bobs.as_str())]]
    {
        assert_eq!(small.press("/inside", &ann, &fields).await.status, 403, "{fields:?}");
    }
    let answer = small.press("/inside", &ann, &[("csrf", &key), ("words", "kept")]).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "kept"));
}

#[actix_web::test]
async fn a_press_from_another_site_is_refused_whoever_it_is() {
    let small = Small::new();
    let (ann, key) = small.someone("ann", &[], "");
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let request =
            TestRequest::post().uri("/inside").insert_header(("cookie", ann.as_str())).insert_header((name, value));
        assert_eq!(small.ask(request.set_form([("csrf", &key)])).await.status, 403, "{name}");
        let request = TestRequest::post().uri("/open").insert_header((name, value));
        assert_eq!(small.ask(request).await.status, 403, "{name}");
    }
}

#[actix_web::test]
async fn every_answer_is_dressed() {
    let small = Small::with("[web]\npublic_url = \"https://hearten.example\"\n", Limits::none());
    for path in ["/open", "/inside", "/nowhere/at/all", "/static/hearten.css", "/broken/inside"] {
        let answer = small.open(path, "").await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert!(answer.header("strict-transport-security").unwrap().starts_with("max-age="), "{path}");
        let kept = answer.header("cache-control").unwrap();
        assert_eq!(kept, if path.starts_with("/static/") { "public, max-age=600" } else { "no-store" }, "{path}");
    }
    assert_eq!(Small::new().open("/open", "").await.header("strict-transport-security"), None);
}

#[actix_web::test]
async fn our_own_mistake_is_told_without_its_cause() {
    let answer = Small::new().open("/broken/inside", "").await;
    assert_eq!((answer.status, answer.header("content-type")), (500, Some("text/html; charset=utf-8")));
    assert!(!answer.body.contains("High Street"));
    let reference = answer.body.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).unwrap();
    assert_eq!(reference.len(), 36, "a reference to find it by in the log: {reference}");
}

#[actix_web::test]
async fn what_is_not_there_is_a_page_too() {
    let small = Small::new();
    let page = Some("text/html; charset=utf-8");
    let answer = small.open("/nowhere/at/all", "").await;
    assert_eq!((answer.status, answer.header("content-type")), (404, page));
    let answer = small.ask(TestRequest::delete().uri("/open")).await;
    assert_eq!((answer.status, answer.header("content-type")), (405, page));
}

#[actix_web::test]
async fn who_knocks_too_often_waits() {
    let small = Small::with("", Limits::of(true, 3, std::time::Duration::from_secs(600)));
    let (ann, key) = small.someone("ann", &[], "");
    for _ in 0..3 {
        assert_eq!(small.press("/open", "", &[]).await.status, 200);
    }
    let answer = small.press("/open", "", &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (429, Some("text/html; charset=utf-8")));
    assert!(answer.header("retry-after").is_some());
    assert_eq!(small.open("/open", "").await.status, 200, "reading is not counted");
    assert_eq!(small.press("/inside", &ann, &[("csrf", &key)]).await.status, 200, "nor is who is signed in");
}
