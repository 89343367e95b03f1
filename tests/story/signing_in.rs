//! Signing in without a password: a key by mail that opens once, within a quarter of an hour, for its owner alone.

use chrono::TimeDelta;
use hearten::floor::{auth, web::Role};

use crate::{story, world::World};

const ANN: &str = "ann@example.org";

fn an_account(world: &World) -> String {
    world.floor.db.write(|conn| auth::make_account(conn, &world.floor, ANN, "Ann Other", None)).unwrap()
}

story!(a_key_opens_once, |world| {
    an_account(world);
    let mut ann = world.nobody();
    ann.open("/sign-in");
    ann.press("/sign-in", &[("email", "  Ann@Example.ORG ")]);
    assert!(ann.seen.says("Look in your mail"));
    world.work();
    let link = ann.link_in_mail(ANN);

    ann.open(&link);
    assert_eq!(ann.seen.status, 200);
    ann.open("/");
    assert!(!ann.seen.says("Hello Ann Other"), "opening the link signs nobody in, since mail scanners open links");

    ann.open(&link);
    ann.press(&link, &[]);
    assert!(ann.seen.says("Hello Ann Other"), "{}", ann.seen.text());

    let mut other = world.nobody();
    other.open(&link);
    assert_eq!((other.seen.status, other.seen.says("used once")), (410, true));
    other.press(&link, &[]);
    assert_eq!(other.seen.status, 410);
    assert!(other.seen.links("/sign-in").contains(&"/sign-in".to_owned()), "the page offers to ask again");
});

story!(a_key_is_too_old_after_a_quarter_of_an_hour, |world| {
    an_account(world);
    let mut ann = world.nobody();
    ann.press("/sign-in", &[("email", ANN)]);
    world.work();
    let link = ann.link_in_mail(ANN);
    world.pass(TimeDelta::minutes(15) - TimeDelta::microseconds(1));
    assert_eq!(ann.open(&link).status, 200);
    world.pass(TimeDelta::microseconds(1));
    assert_eq!(ann.open(&link).status, 410);
    ann.press(&link, &[]);
    assert_eq!(ann.seen.status, 410);
    assert!(ann.seen.says("quarter of an hour"));
});

story!(a_key_that_is_too_old_is_not_mailed, |world| {
    an_account(world);
    let mut ann = world.nobody();
    ann.press("/sign-in", &[("email", ANN)]);
    world.pass(TimeDelta::minutes(16));
    assert!(world.mails().is_empty());
});

story!(a_wrong_key_opens_nothing, |world| {
    an_account(world);
    let mut ann = world.nobody();
    ann.press("/sign-in", &[("email", ANN)]);
    world.work();
    let link = ann.link_in_mail(ANN);
    let wrong = format!("{}{}", &link[..link.len() - 1], if link.ends_with('0') { '1' } else { '0' });
    assert_eq!(ann.open(&wrong).status, 404);
    assert_eq!(ann.press(&wrong, &[]).status, 404);
    ann.press(&link, &[]);
    assert!(ann.seen.says("Hello Ann Other"), "a wrong try does not use up the right key");
});

story!(nobody_can_find_out_who_has_an_account, |world| {
    let ann = an_account(world);
    let closed = world.floor.db.write(|conn| {
        let id = auth::make_account(conn, &world.floor, "gone@example.org", "Gone", None)?;
        auth::close_account(conn, &world.floor, &id)
    });
    closed.unwrap();
    let mut nobody = world.nobody();
    let mut asked = |email: &str| {
        let body = form_urlencoded::Serializer::new(String::new()).append_pair("email", email).finish();
        let seen = nobody.once("/sign-in", Some(("application/x-www-form-urlencoded".into(), body.into_bytes())));
        let headers: Vec<_> = seen.headers.into_iter().filter(|(name, _)| name != "date").collect();
        (seen.status, seen.body, headers)
    };
    let known = asked(ANN);
    assert_eq!(known, asked("stranger@example.org"));
    assert_eq!(known, asked("gone@example.org"));
    world.work();
    let to: Vec<String> = world.mails().into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, [ANN], "and only who has one is written to ({ann})");
});

story!(the_sixth_key_in_a_quarter_of_an_hour_is_not_sent, |world| {
    an_account(world);
    let mut ann = world.nobody();
    for _ in 0..7 {
        ann.press("/sign-in", &[("email", ANN)]);
        assert!(ann.seen.says("Look in your mail"), "and nobody is told so");
    }
    world.work();
    assert_eq!(world.mails().len(), 5);
    world.pass(TimeDelta::minutes(15));
    ann.press("/sign-in", &[("email", ANN)]);
    world.work();
    assert_eq!(world.mails().len(), 6);
});

story!(an_address_that_is_none_is_asked_for_again, |world| {
    let mut ann = world.nobody();
    ann.press("/sign-in", &[("email", "ann at example"), ("return_to", "/letters/rounds")]);
    assert_eq!(ann.seen.status, 422);
    assert_eq!(ann.seen.field("email").as_deref(), Some("ann at example"), "what was typed is kept");
    assert_eq!(ann.seen.field("return_to").as_deref(), Some("/letters/rounds"));
});

story!(the_way_back_never_leaves_the_house, |world| {
    an_account(world);
    for (asked, lands) in [
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/signed-out?x=1", "/signed-out?x=1"),
    ] {
        let mut ann = world.nobody();
        ann.press("/sign-in", &[("email", ANN), ("return_to", asked)]);
        world.work();
        let link = ann.link_in_mail(ANN);
        let seen = ann.once(&link, Some(("application/x-www-form-urlencoded".into(), vec![])));
        assert_eq!((seen.status, seen.header("location")), (303, Some(lands)), "{asked}");
        world.pass(TimeDelta::minutes(15));
    }
});

story!(the_cookie_is_for_this_house_alone, |world| {
    an_account(world);
    let mut ann = world.nobody();
    ann.press("/sign-in", &[("email", ANN)]);
    world.work();
    let link = ann.link_in_mail(ANN);
    let seen = ann.once(&link, Some(("application/x-www-form-urlencoded".into(), vec![])));
    let cookie = seen.header("set-cookie").unwrap();
    let mut parts: Vec<&str> = cookie.split("; ").collect();
    let (name, secret) = parts.remove(0).split_once('=').unwrap();
    parts.sort_unstable();
    assert_eq!((name, parts), ("__Host-hearten", vec!["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]));
    assert_eq!(secret.len(), 64, "256 bits");
});

story!(signing_out_ends_the_session_wherever_its_cookie_is, |world| {
    let mut ann = world.someone(ANN, &[Role::Coordinator]);
    let mut thief = ann.clone();
    assert!(thief.open("/").says("Hello"));
    ann.open("/");
    ann.press("/sign-out", &[]);
    assert!(ann.seen.says("You are signed out"));
    assert!(!thief.open("/").says("Hello"));
});

story!(a_session_is_over_after_twelve_hours, |world| {
    let mut ann = world.someone(ANN, &[]);
    world.pass(TimeDelta::hours(12) - TimeDelta::seconds(1));
    assert!(ann.open("/").says("Hello"));
    world.pass(TimeDelta::seconds(1));
    assert!(!ann.open("/").says("Hello"));
});

story!(who_loses_the_account_is_out_at_once, |world| {
    let mut ann = world.someone(ANN, &[]);
    let id = an_account(world);
    world.floor.db.write(|conn| auth::close_account(conn, &world.floor, &id)).unwrap();
    assert!(!ann.open("/").says("Hello"));
});

story!(the_demos_doors_are_not_there_in_a_real_house, |world| {
    let mut ann = world.someone(ANN, &[Role::Administrator]);
    for path in ["/demo/enter", "/demo/mail", "/demo/mail/1"] {
        assert_eq!(ann.open(path).status, 404, "{path}");
    }
    assert_eq!(ann.press("/demo/enter", &[("account", "1")]).status, 404);
});
