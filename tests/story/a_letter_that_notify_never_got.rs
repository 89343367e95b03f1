//! A letter that the carrier never got, or did not print, is not left hanging: it is looked for, and somebody decides.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::{road::Road, story, world::notify::Fault};

story!(a_letter_whose_file_is_gone_or_spoilt_was_never_sent_and_is_made_again_or_withdrawn, |world| {
    let mut road = Road::by_notify(world);
    let [gone, spoilt] = [road.treated[0].clone(), road.treated[1].clone()];
    let file = |letter: &str| format!("letters/{}/{letter}.pdf.sealed", road.id);
    world.floor.files.delete(&file(&gone)).unwrap();
    world.floor.files.put(&file(&spoilt), b"not what was printed".to_vec()).unwrap();
    road.send();
    let page = road.letters_page();
    assert!(page.contains("2 letters need somebody") && page.contains("missing or spoilt"), "{page}");
    assert_eq!(road.states(&[gone.clone(), spoilt.clone()]), ["refused", "refused"]);
    assert_eq!(world.count("uptake_events where event = 'letter.sent'"), 2);
    road.decide(&gone, &[("decide", "again")]);
    let why = format!("reason.{spoilt}");
    road.decide(&spoilt, &[("decide", "withdraw"), (&why, "They would rather have none.")]);
    world.work();
    assert_eq!(road.state(&spoilt), "withdrawn");
    assert!(road.letters_page().contains("1 letter is ready to send"), "{}", road.coordinator.seen.text());
    road.send();
    let sent: Vec<String> = road.treated.iter().filter(|letter| **letter != spoilt).cloned().collect();
    road.each_was_taken_once(&sent);
});

story!(a_letter_that_was_let_go_before_an_answer_came_is_looked_for_and_can_be_given_up, |world| {
    let mut road = Road::by_notify(world);
    world.notify.fail_letters([Fault::DropsAfterAccepting, Fault::DropsBeforeReading]);
    road.send();
    let open: Vec<String> = road
        .treated
        .iter()
        .filter(|letter| world.count(&format!("sendings where letter_id = '{letter}' and state = 'asked'")) == 1)
        .cloned()
        .collect();
    road.decide(&open[0], &[("decide", "look")]);
    assert_eq!(road.coordinator.seen.status, 409, "it is still being handed over");
    world.notify.revoke_the_key();
    world.pass(TimeDelta::minutes(6));
    assert_eq!(road.let_go(), 2);
    let page = road.look();
    assert!(page.contains("2 letters need somebody") && page.contains("Ask Notify once more"), "{page}");
    road.decide(&open[0], &[("decide", "again")]);
    assert_eq!(road.coordinator.seen.status, 409, "nobody knows yet whether it is there");
    world.notify.recover();
    for letter in &open {
        road.decide(letter, &[("decide", "look")]);
    }
    assert!(road.letters_page().contains("2 on their way"), "{}", road.coordinator.seen.text());
    world.pass(TimeDelta::minutes(6));
    let page = road.letters_page();
    assert!(page.contains("3 accepted by Notify") && page.contains("1 letter needs somebody"), "{page}");
    assert!(page.contains("Notify never got it"), "{page}");
    let absent = open.iter().find(|letter| road.state(letter) == "refused").unwrap().clone();
    road.decide(&absent, &[("decide", "again")]);
    world.work();
    road.send();
    let of_letters = world.notify.taken().into_iter().map(|one| one.reference).collect::<BTreeSet<_>>();
    assert_eq!((world.notify.taken().len(), of_letters.len()), (4, 4), "each once");
});

story!(a_letter_that_was_let_go_long_ago_is_not_taken_for_one_that_notify_never_got, |world| {
    let mut road = Road::by_notify(world);
    world.notify.fail_letters([Fault::DropsBeforeReading]);
    road.send();
    world.notify.revoke_the_key();
    world.pass(TimeDelta::minutes(6));
    assert_eq!(road.let_go(), 1);
    world.notify.recover();
    world.pass(TimeDelta::days(4));
    let page = road.look();
    assert!(page.contains("1 letter needs somebody") && page.contains("Ask Notify once more"), "{page}");
    let open = road
        .treated
        .iter()
        .find(|letter| world.count(&format!("sendings where letter_id = '{letter}' and state = 'asked'")) == 1);
    road.decide(&open.unwrap().clone(), &[("decide", "look")]);
    world.work();
    let page = road.letters_page();
    assert!(page.contains("Ask Notify’s staff about it before you choose"), "its list may have forgotten: {page}");
    assert!(!page.contains("Notify never got it"), "{page}");
    assert_eq!(road.let_go(), 1, "the alarm that it was late");
});

story!(a_trial_run_says_so_and_counts_no_letter_as_sent_or_posted, in a trial run, |world| {
    let mut road = Road::by_notify(world);
    road.send();
    assert!(road.letters_page().contains("This is a trial run"), "{}", road.coordinator.seen.text());
    world.pass(TimeDelta::hours(40));
    let page = road.look();
    assert!(page.contains("4 letters need somebody") && page.contains("did not print it"), "{page}");
    assert_eq!(world.count("uptake_events where event in ('letter.sent', 'letter.posted')"), 0);
    assert_eq!(world.count("letters where state = 'posted'"), 0);
    let letter = road.treated[0].clone();
    road.decide(&letter, &[("decide", "again")]);
    world.work();
    assert!(road.letters_page().contains("1 letter is ready to send"), "{}", road.coordinator.seen.text());
});
