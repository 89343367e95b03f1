//! A form that comes back with something to mend keeps what was typed and ticked, beside the thing it was about.

use hearten::floor::web::Role;

use crate::{
    road::{Road, csrf},
    story,
    world::{Seen, World},
};

/// Whether the box with this name and value is ticked.
pub fn is_ticked(seen: &Seen, name: &str, value: &str) -> bool {
    let mark = format!("name=\"{name}\" value=\"{value}\"");
    let rest = seen.body.split(&mark).nth(1).unwrap_or_else(|| panic!("no box {mark}: {}", seen.text()));
    rest[..rest.find('>').unwrap()].contains(" checked")
}

/// Every id on the page that is there more than once.
fn shared_ids(seen: &Seen) -> Vec<String> {
    let ids = seen.body.split(" id=\"").skip(1).map(|rest| rest[..rest.find('"').unwrap()].to_owned());
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    ids.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0].clone()).collect()
}

story!(every_tick_stays_as_it_was_sent, |world| {
    let mut researcher = world.someone("rei@x.example", &[Role::Researcher]);
    researcher.open("/trials/new");
    assert!(is_ticked(&researcher.seen, "gets_1", "letters"), "the first arm gets letters unless it is unticked");
    let sent = [("name", ""), ("strata", "authority"), ("strata", "team"), ("gets_2", "letters")];
    researcher.press("/trials", &sent);
    assert_eq!(researcher.seen.status, 422, "{}", researcher.seen.text());
    let strata = ["authority", "site", "team", "role"].map(|by| is_ticked(&researcher.seen, "strata", by));
    assert_eq!(strata, [true, false, true, false]);
    let served = ["gets_1", "gets_2", "gets_3"].map(|arm| is_ticked(&researcher.seen, arm, "letters"));
    assert_eq!(served, [false, true, false]);
});

/// Signs what is ready, though another letter is held back.
fn sign_what_is_ready(road: &mut Road<'_>) {
    let fields = road.shown();
    road.press_sign(&fields);
    assert!(road.leader.seen.says("signed.") && !road.leader.seen.says("to check"), "{}", road.leader.seen.text());
    road.world.work();
}

/// Two packs of one round: three letters, and one that was held back until they were packed.
fn two_packs(world: &World) -> Road<'_> {
    let mut road = Road::composed(world);
    let (held, pack) = (road.path(&format!("letters/{}", road.treated[0])), road.path("pack"));
    let reason = format!("reason.{}", road.treated[0]);
    road.shown();
    road.leader.press(&format!("{held}/hold"), &[(&reason, "Not yet.")]);
    sign_what_is_ready(&mut road);
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    road.shown();
    road.leader.press(&format!("{held}/release"), &[]);
    sign_what_is_ready(&mut road);
    road.coordinator.open(&pack);
    road.coordinator.press(&pack, &[]);
    assert!(road.coordinator.seen.says("Pack of 1 letter") && road.coordinator.seen.says("Pack of 3 letters"));
    road
}

story!(a_pack_that_is_asked_about_again_is_told_from_the_others, |world| {
    let mut road = two_packs(world);
    assert_eq!(shared_ids(&road.coordinator.seen), Vec::<String>::new());
    let links = road.coordinator.seen.links("/letters/packs/");
    let takes: Vec<String> = links.into_iter().filter(|link| link.ends_with("/take")).collect();
    assert_eq!(takes.len(), 2);
    let older = takes[1].split('/').nth(3).unwrap().to_owned();
    let csrf = csrf(&road.coordinator);
    road.coordinator.press(&takes[1], &[("what", "pdf"), ("reason", ""), ("csrf", &csrf)]);
    let seen = &road.coordinator.seen;
    assert_eq!((seen.status, seen.body.matches("id=\"c-").count()), (422, 1), "{}", seen.text());
    assert!(seen.body.contains(&format!("id=\"c-reason.{older}\"")), "beside the pack it was sent about");
    assert!(seen.body.contains(&format!("href=\"#f-reason.{older}\"")), "and the summary leads there");
    assert_eq!(shared_ids(seen), Vec::<String>::new());
});

story!(a_letter_is_taken_out_of_a_pack_where_the_pack_is, |world| {
    let mut road = Road::composed(world);
    let (pack, print) = (road.path("pack"), road.path("print-first"));
    road.coordinator.open(&pack);
    road.coordinator.press(&print, &[]);
    world.work();
    road.coordinator.press(&pack, &[("for_pen", "yes")]);
    let id = road.coordinator.seen.links("/letters/packs/")[0].split('/').nth(3).unwrap().to_owned();
    let letter = road.treated[0].clone();
    let (hold, reason) = (road.path(&format!("letters/{letter}/hold")), format!("reason.{letter}"));
    let signed = format!("/letters/packs/{id}/signed");
    road.coordinator.press(&signed, &[("signed", &letter), ("signer", "nobody")]);
    assert_eq!(road.coordinator.seen.status, 422);
    let ticked: Vec<bool> = road.treated.iter().map(|one| is_ticked(&road.coordinator.seen, "signed", one)).collect();
    assert_eq!(ticked, [true, false, false, false], "what was unticked stays so");
    road.coordinator.press(&hold, &[("letter", &letter), ("pack", &id), (&reason, "")]);
    assert!(road.coordinator.seen.status == 422 && road.coordinator.seen.says("Take a letter out of the pack"));
    road.coordinator.press(&hold, &[("letter", &letter), ("pack", &id), (&reason, "Coffee on it.")]);
    assert_eq!((road.coordinator.seen.path.as_str(), road.state(&letter).as_str()), (pack.as_str(), "held"));
});
