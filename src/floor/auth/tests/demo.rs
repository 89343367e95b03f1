use super::{Role, Small};
use crate::floor::mail;

#[actix_web::test]
async fn in_the_demo_anyone_comes_in_as_anyone() {
    let small = Small::new();
    small.someone("Maya Okafor", &[Role::SeniorLeader], "");
    let page = small.open("/demo/enter", "").await;
    assert!(page.body.contains("Maya Okafor, Northshire"), "{}", page.body);
    let id = page.body.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap();
    let answer = small.press("/demo/enter", "", &[("account", id)]).await;
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")));
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap();
    assert_eq!(small.open("/inside", cookie).await.body, "Maya Okafor");
    assert_eq!(small.press("/demo/enter", "", &[("account", "nobody")]).await.status, 404);
}

#[actix_web::test]
async fn in_the_demo_the_mail_can_be_read_and_its_link_followed() {
    let small = Small::new();
    let words = serde_json::json!({ "name": "Maya", "link": "http://localhost:8420/sign-in/1/abc", "minutes": 15 });
    let sent = mail::deliver(&small.floor, "0192-1", "sign_in_key", "maya@example.org", &words);
    sent.unwrap();
    assert!(small.open("/demo/mail", "").await.body.contains("/demo/mail/0192-1"));
    let page = small.open("/demo/mail/0192-1", "").await;
    assert!(page.body.contains("maya@example.org") && page.body.contains("href=\"/sign-in/1/abc\""), "{}", page.body);
    assert_eq!(small.open("/demo/mail/none", "").await.status, 404);
}
