//! A mail whose diary entry has a mistake in it stops with its reason, and nobody gets it.

use hearten::floor::jobs;

use crate::{
    story,
    world::{MailHost, World, invitation},
};

fn stuck(world: &World) -> Vec<String> {
    world.floor.db.read(jobs::stuck).unwrap().into_iter().filter_map(|job| job.reason).collect()
}

story!(an_entry_that_is_not_sound_never_leaves, |world| {
    let host = MailHost::start(true);
    let posting = world.posting(&host, "");
    let sound = invitation("ann@a.example", 0, "");
    posting.promise("ben@a.example", sound.clone());
    posting.work();
    let reasons = stuck(world);
    assert!(reasons.len() == 1 && reasons[0].contains("rule 33") && !reasons[0].contains("ann@"), "{reasons:?}");
    posting.promise("ann@a.example", sound);
    posting.work();
    // Another time under the same SEQUENCE, which only what left before can tell.
    let again = invitation("ann@a.example", 1, "");
    posting.promise("ann@a.example", again);
    posting.work();
    let mut moved = invitation("ann@a.example", 2, "");
    if let Some(diary) = &mut moved.diary {
        diary.ics = diary.ics.replace("SEQUENCE:2", "SEQUENCE:1").replace("T100000", "T090000");
    }
    posting.promise("ann@a.example", moved);
    posting.work();
    let reasons = stuck(world);
    assert!(reasons.len() == 2 && reasons.iter().any(|reason| reason.contains("rule 32")), "{reasons:?}");
    assert_eq!(host.reached(), ["ann", "ann"]);
    let act = |conn: &mut _| {
        jobs::stuck(conn)?.iter().try_for_each(|job| jobs::let_go(conn, &world.floor, &job.id, "not sound"))
    };
    world.floor.db.write(act).unwrap();
});
