//! What has to be there before a Round is announced: a facilitator with training, a licence that holds, a topic.

use crate::{rounds::Year, story};

story!(nobody_without_the_first_day_of_training_facilitates, |world| {
    let mut year = Year::planned(world, 3, &[]);
    let here = format!("/rounds/{}", year.rounds[0]);
    let series = format!("/rounds/series/{}", year.series);
    year.coordinator.press(&format!("{here}/announce"), &[]);
    assert!(year.coordinator.seen.says("Give the Round a topic first"), "{}", year.coordinator.seen.text());
    year.coordinator.press(&format!("{here}/describe"), &[("topic", "A day I remember"), ("mix", "mixed")]);
    year.coordinator.open(&series);
    let leader =
        year.coordinator.seen.links(&format!("{series}/leaders/")).into_iter().find(|link| !link.ends_with("new"));
    year.coordinator
        .press(&leader.unwrap(), &[("part", "facilitator"), ("name", "Fran Ode"), ("day_1_on", "2027-04-01")]);
    year.coordinator.press(&format!("{here}/announce"), &[]);
    assert!(year.coordinator.seen.says("No facilitator has had the first day"), "{}", year.coordinator.seen.text());
    assert_eq!(world.count("round_places"), 0);
});

story!(a_licence_that_has_run_out_stops_a_round_until_it_is_renewed, |world| {
    let mut year = Year::planned(world, 3, &[("licence_until", "2027-03-17")]);
    let (here, series) = (format!("/rounds/{}", year.rounds[0]), format!("/rounds/series/{}", year.series));
    year.coordinator.open(&series);
    assert!(year.coordinator.seen.says("runs out on 17 March 2027"), "{}", year.coordinator.seen.text());
    year.coordinator.press(&format!("{here}/describe"), &[("topic", "A day I remember"), ("mix", "mixed")]);
    year.coordinator.press(&format!("{here}/announce"), &[]);
    assert!(year.coordinator.seen.says("No licence for Schwartz Rounds is on record for 18 March 2027"));
    let renewed = [
        ("licensor", "Schwartz Center"),
        ("reference", "UK 8"),
        ("licence_from", "2027-03-18"),
        ("licence_until", "2028-03-17"),
    ];
    year.coordinator.press(&format!("{series}/licence"), &renewed);
    year.coordinator.press(&format!("{here}/announce"), &[]);
    assert!(year.coordinator.seen.says("7 people are invited"), "{}", year.coordinator.seen.text());
    world.work();
});

story!(under_the_neutral_name_no_licence_is_needed_and_nothing_says_schwartz, |world| {
    let neutral =
        [("called", "neutral"), ("licensor", ""), ("reference", ""), ("licence_from", ""), ("licence_until", "")];
    let year = Year::announced(world, 3, &neutral);
    let mail = year.mails_to(year.team[1]).pop().unwrap();
    assert!(mail.text.contains("reflective round") && !mail.text.contains("Schwartz"), "{}", mail.text);
    assert!(!year.entry(year.team[1]).1.contains("Schwartz"));
});

story!(peers_only_leaves_managers_out_and_every_page_says_whether_managers_may_come, |world| {
    let mut year = Year::planned(world, 3, &[]);
    let here = format!("/rounds/{}", year.rounds[0]);
    year.coordinator.press(&format!("{here}/describe"), &[("topic", "A day I remember"), ("mix", "peers")]);
    year.coordinator.press(&format!("{here}/announce"), &[]);
    assert!(year.coordinator.seen.says("6 people are invited"), "{}", year.coordinator.seen.text());
    world.work();
    assert!(year.mails_to(year.team[0]).is_empty());
    let someone = year.comes(year.team[1], "");
    assert!(someone.seen.says("No managers are invited"));
});

story!(a_form_that_is_not_whole_says_where_and_keeps_what_was_typed, |world| {
    let mut year = Year::planned(world, 3, &[]);
    year.coordinator
        .press("/rounds", &[("name", "Another year"), ("times", "noon"), ("capacity", "1"), ("mode", "online")]);
    for says in [
        "Choose an authority",
        "Write one or more times",
        "from 2 to 2000",
        "Give the link to join by",
        "Say who licenses",
    ] {
        assert!(year.coordinator.seen.says(says), "{says}: {}", year.coordinator.seen.text());
    }
    assert_eq!(year.coordinator.seen.field("name").as_deref(), Some("Another year"));
    assert_eq!(world.count("round_series"), 1);
});
