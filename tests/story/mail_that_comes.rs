//! Mail that a service hands over at our door: kept, and looked at by a person where no machine can tell what it is.

use chrono::TimeDelta;
use diesel::{QueryableByName, RunQueryDsl, sql_types::BigInt};
use hearten::{
    floor::{
        auth,
        db::Conn,
        inbound::{Envelope, ingest},
        web::Role,
    },
    trial::roster::people,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    goals::setting::bring_in_with,
    story,
    world::{Someone, WEBHOOK_KEY, World},
};

const MAIL: &str = "From: Sian <sian@example.org>\r\nTo: replies@hearten.example\r\nSubject: About <b>Friday</b>\r\n\
    Message-ID: <1@example.org>\r\n\r\nCould it be Monday?\r\n";

fn signature(stamp: &str, body: &str) -> String {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(WEBHOOK_KEY.as_bytes()).unwrap();
    mac.update(format!("{stamp}.{body}").as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// What the door answers to a mail that is handed over at `stamp`, signed or not.
fn hand_over(world: &World, body: &str, stamp: &str, signed: &str) -> u16 {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let agent: ureq::Agent = config.into();
    let call = agent.post(format!("{}/mail/inbound", world.address)).header("content-type", "message/rfc822");
    let call = call.header("x-hearten-timestamp", stamp).header("x-hearten-signature", signed);
    call.send(body.as_bytes()).unwrap().status().as_u16()
}

fn now(world: &World) -> String {
    world.now().and_utc().timestamp().to_string()
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn kept(world: &World, which: &str) -> i64 {
    let count = format!("select count(*) as n from inbound_mails where {which}");
    diesel::sql_query(count).get_result::<Number>(&mut *world.floor.db.conn().unwrap()).unwrap().n
}

story!(a_mail_that_no_machine_can_place_waits_for_a_person, |world| {
    let stamp = now(world);
    for _ in 0..3 {
        assert_eq!(hand_over(world, MAIL, &stamp, &signature(&stamp, MAIL)), 204);
    }
    world.work();
    assert_eq!(kept(world, "state = 'unmatched'"), 1, "however often it comes");

    let mut coordinator = world.someone("coordinator@example.org", &[Role::Coordinator]);
    coordinator.open("/");
    assert!(coordinator.seen.says("1 to look at"), "{}", coordinator.seen.text());
    coordinator.open("/mail/inbound");
    let link = coordinator.seen.links("/mail/inbound/").remove(0);
    coordinator.open(&link);
    assert!(coordinator.seen.says("Could it be Monday?") && coordinator.seen.says("About nothing that we know of"));
    assert!(coordinator.seen.body.contains("About &lt;b&gt;Friday"), "what people write is shown, never obeyed");
    assert_eq!(kept(world, "seen_at is not null"), 0, "looking changes nothing");
    assert_eq!(world.count("audits where act = 'inbound.opened'"), 1, "but for the record of who looked");

    coordinator.press(&format!("{link}/seen"), &[]);
    assert!(coordinator.seen.says("Nothing to look at"), "{}", coordinator.seen.text());
    coordinator.open("/");
    assert!(!coordinator.seen.says("to look at"));

    world.pass(TimeDelta::days(89));
    assert_eq!(kept(world, "sealed is null"), 0);
    world.pass(TimeDelta::days(2));
    assert_eq!(kept(world, "sealed is null"), 1, "it goes after its time, and that it came stays");
    coordinator.sign_in("coordinator@example.org");
    coordinator.open(&link);
    assert!(coordinator.seen.says("not kept any more") && !coordinator.seen.says("Monday?"));
});

story!(a_mail_that_waits_is_kept_until_somebody_has_looked, |world| {
    let stamp = now(world);
    assert_eq!(hand_over(world, MAIL, &stamp, &signature(&stamp, MAIL)), 204);
    world.work();
    world.pass(TimeDelta::days(400));
    assert_eq!(kept(world, "sealed is not null"), 1);
});

story!(nobody_hands_over_mail_without_the_key_or_after_five_minutes, |world| {
    let stamp = now(world);
    let signed = signature(&stamp, MAIL);
    assert_eq!(hand_over(world, MAIL, &stamp, ""), 401);
    assert_eq!(hand_over(world, MAIL, "", &signed), 401);
    assert_eq!(hand_over(world, &MAIL.replace("Monday", "Sunday"), &stamp, &signed), 401);
    assert_eq!(hand_over(world, &"x".repeat(21 << 20), &stamp, &signed), 413);
    world.pass(TimeDelta::seconds(301));
    assert_eq!(hand_over(world, MAIL, &stamp, &signed), 401);
    assert_eq!(kept(world, "1 = 1"), 0);
});

/// A coordinator of one authority alone.
fn coordinator_of<'w>(world: &'w World, email: &str, authority: &str) -> Someone<'w> {
    let act = |conn: &mut Conn| {
        let of = people::authorities(conn)?.into_iter().find(|one| one.name == authority).unwrap();
        let account = auth::make_account(conn, &world.floor, email, "Nia", None)?;
        auth::grant(conn, &world.floor, &account, Role::Coordinator, Some(&of.id))
    };
    world.floor.db.write(act).unwrap();
    let mut someone = world.nobody();
    someone.sign_in(email);
    someone
}

story!(a_coordinator_sees_mail_from_their_own_people_and_of_other_mail_only_that_it_waits, |world| {
    let elsewhere = "X1,Una,,Vale,una@y.example,senior leader,,,,Southmoor,,,,,".to_owned();
    bring_in_with(world, &[elsewhere]);
    let comes = |raw: &str| {
        let envelope = Envelope { source: "imap", recipients: Vec::new() };
        world.floor.db.write(|conn| ingest(conn, &world.floor, raw.as_bytes(), &envelope)).unwrap();
        world.work();
    };
    comes("From: Dot <W4@x.example>\r\nSubject: My Friday\r\n\r\nCould it be Monday?\r\n");
    comes("From: <una@y.example>\r\nSubject: Elsewhere\r\n\r\nNot for Northmoor.\r\n");
    comes("From: <stranger@z.example>\r\nSubject: Lamps\r\n\r\nBuy lamps.\r\n");
    let mut all = world.someone("cora@x.example", &[Role::Coordinator]);
    all.open("/mail/inbound");
    let links = all.seen.links("/mail/inbound/");
    assert!(links.len() == 3 && !all.seen.says("My Friday") && !all.seen.says("una@"), "{}", all.seen.text());

    let mut theirs = coordinator_of(world, "north@x.example", "Northmoor");
    theirs.open("/");
    assert!(theirs.seen.says("1 to look at"), "{}", theirs.seen.text());
    theirs.open("/mail/inbound");
    assert!(theirs.seen.says("2 more wait"), "{}", theirs.seen.text());
    let mine = theirs.seen.links("/mail/inbound/");
    assert_eq!(mine.len(), 1);
    let before = world.count("audits where act = 'inbound.opened'");
    theirs.open(&mine[0]);
    assert!(theirs.seen.says("Could it be Monday?"), "{}", theirs.seen.text());
    for other in links.iter().filter(|link| **link != mine[0]) {
        assert_eq!(theirs.open(other).status, 404);
        theirs.press(&format!("{other}/seen"), &[]);
        assert_eq!(theirs.seen.status, 404);
    }
    assert_eq!(world.count("audits where act = 'inbound.opened'"), before + 1, "what was refused was not opened");
    theirs.open(&mine[0]);
    theirs.press(&format!("{}/seen", mine[0]), &[]);
    assert!(theirs.seen.says("2 more wait") && theirs.seen.links("/mail/inbound/").is_empty());
    let mut south = coordinator_of(world, "south@y.example", "Southmoor");
    south.open("/mail/inbound");
    assert_eq!(south.seen.links("/mail/inbound/").len(), 1);
});
