//! The verdict on a rule for the second week: it stands from the night after its day, and is told to those to whom exact counts are.

use chrono::TimeDelta;
use hearten::{
    floor::{db::Conn, web::Role},
    trial::uptake::{event::Event, record::record},
};

use crate::{
    story,
    the_leads_week::{RULE, half_hours, happens, lead},
    world::in_arm,
};

story!(a_verdict_stands_from_the_night_on_whatever_is_put_down_later_of_earlier_days, |world| {
    let (trial, whole) = half_hours(world);
    let page = format!("/trials/{}/week-rule", trial.id);
    let mut early = lead(world);
    early.open(&page);
    early.press(&page, &RULE);
    happens(world, &whole, Event::GoalsOffered, 20);
    happens(world, &whole, Event::SlotInvited, 20);
    let typed_late = |many: usize| {
        let put = |conn: &mut Conn| {
            for person in &in_arm(&whole, "goals")[..many] {
                let earlier = world.now() - TimeDelta::days(5);
                record(conn, earlier, Event::PartStarted, person, &trial.id, "run/1", "")?;
            }
            Ok(())
        };
        world.floor.db.write(put).unwrap();
    };
    world.pass(TimeDelta::minutes(1));
    // A worker that was not there the night its day ended: until one is, the record says.
    world.floor.clock.advance(TimeDelta::days(15));
    typed_late(4);
    let mut lead = lead(world);
    let says = "At the end of 15 March 2027: 4 of 20 (20.0%).";
    assert!(lead.open("/this-week").says(says), "{}", lead.seen.text());
    assert_eq!(world.count("week_verdicts"), 0, "looking keeps nothing");
    world.pass(TimeDelta::days(1));
    assert_eq!(world.count("week_verdicts where people = 4 and whole = 20"), 1);
    typed_late(20);
    world.pass(TimeDelta::days(1));
    lead.sign_in("lea@x.example");
    assert!(lead.open("/this-week").says(says), "{}", lead.seen.text());
    let adapt = [("decided", "adapt"), ("reason", "Managers had not heard of it")];
    lead.press(&format!("/this-week/{}/decide", trial.id), &adapt);
    assert!(lead.seen.says("It is on record"), "{}", lead.seen.text());
});

story!(a_verdict_is_told_to_nobody_who_may_not_see_the_arms_and_decided_by_the_lead_alone, |world| {
    let (trial, whole) = half_hours(world);
    let page = format!("/trials/{}/week-rule", trial.id);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open(&page);
    researcher.press(&page, &RULE);
    happens(world, &whole, Event::GoalsOffered, 19);
    happens(world, &whole, Event::SlotInvited, 19);
    happens(world, &whole, Event::PartStarted, 4);
    world.floor.clock.advance(TimeDelta::days(15));
    researcher.sign_in("ruth@x.example");
    for path in ["/this-week", &page] {
        researcher.open(path);
        let said = researcher.seen.says("Judged") && researcher.seen.says("Whether it has bitten is told");
        assert!(said, "{}", researcher.seen.text());
        for hidden in ["4 of 19", "21.1%", "The rule has bitten", "Not bitten", "Decide"] {
            assert!(!researcher.seen.says(hidden), "{hidden}: {}", researcher.seen.text());
        }
    }
    let decide = format!("/this-week/{}/decide", trial.id);
    assert_eq!(researcher.press(&decide, &[("decided", "stop"), ("reason", "Few")]).status, 403);
    assert_eq!(world.count("week_decisions"), 0);
    // What the lead decides is told nobody either who could tell from it that the rule has bitten.
    let mut lead = lead(world);
    lead.open("/this-week");
    assert!(lead.press(&decide, &[("decided", "adapt"), ("reason", "Few came")]).says("It is on record"));
    let trial_page = format!("/trials/{}", trial.id);
    for path in ["/this-week", &page, &trial_page, &format!("{trial_page}/delivery")] {
        assert!(researcher.open(path).status == 200 && !researcher.seen.says("Few came"), "{}", researcher.seen.text());
    }
    assert!(lead.open(&trial_page).says("Few came"), "{}", lead.seen.text());
});
