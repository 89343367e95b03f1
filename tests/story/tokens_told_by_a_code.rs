//! What whoever stands before it tells by the code on the card, and what the coordinator makes of it.

use chrono::TimeDelta;

use crate::{story, tokens::Town};

const CARD: [(&str, &str); 2] = [("lead", "Ama Owusu"), ("place", "the old mill")];

story!(a_card_is_made_again_for_another_lead_and_the_old_one_stays_on_record, |world| {
    let mut town = Town::set_up(world);
    town.does("cards", &[("lead", ""), ("place", "Hub")]);
    assert_eq!(town.coordinator.seen.status, 422);
    town.hears("Name whoever leads the team");
    town.does("cards", &CARD);
    town.hears("Card 1 is made");
    town.hears("To Ama Owusu and their team at the old mill");
    let page = town.page();
    town.coordinator.open(&format!("{page}/cards/1"));
    let first = town.coordinator.seen.bytes.clone();
    assert!(first.starts_with(b"%PDF-1.7"));
    let before = town.code();
    town.does("cards", &[("lead", "Bo Lind"), ("place", "the old mill")]);
    town.hears("Card 2 is made");
    assert_eq!(town.code(), before, "another lead, the same code");
    town.coordinator.open(&format!("{page}/cards/1"));
    assert_eq!(town.coordinator.seen.bytes, first);
    town.does("cards", &[("lead", "Bo Lind"), ("place", "the old mill"), ("new_code", "yes")]);
    town.hears("Its code no longer works");
    assert_ne!(town.code(), before);
    assert_eq!(world.nobody().open(&before).status, 404, "a new code revokes those before");
    assert_eq!(world.nobody().open(&town.code()).status, 200);
    assert_eq!((town.events("token.card"), world.count("token_cards")), (3, 3));
    assert_eq!(world.count("audits where act = 'tokens.code_renewed'"), 1);
    assert_eq!(world.count("audits where detail like '%Owusu%'"), 0, "no name on the audit log");
    town.coordinator.open(&format!("{page}/cards/4"));
    assert_eq!(town.coordinator.seen.status, 404);
});

story!(anybody_tells_a_fault_and_nothing_is_kept_of_who_they_are, |world| {
    let mut town = Town::set_up(world);
    town.does("cards", &CARD);
    let code = town.code();
    let mut passer = world.nobody();
    passer.open(&code);
    assert!(passer.seen.says("the old mill: coffee machine"), "{}", passer.seen.text());
    assert_eq!((world.count("token_faults"), town.events("token.fault")), (0, 0), "opening changes nothing");
    passer.press(&code, &[("kind", ""), ("note", "It leaks")]);
    assert_eq!(passer.seen.status, 422);
    assert!(
        passer.seen.says("Choose what is wrong") && passer.seen.body.contains("It leaks"),
        "{}",
        passer.seen.text()
    );
    let audits = world.count("audits");
    let mut passer = town.tells("broken", "It leaks, ask Jo");
    assert!(passer.seen.says("Thank you for telling us"), "{}", passer.seen.text());
    let told = passer.seen.path.clone();
    assert!(passer.open(&told).says("Thank you for telling us"));
    assert_eq!(world.count("token_faults where told = 1"), 1, "to load the last page again tells nothing again");
    town.tells("broken", "");
    town.tells("not_clean", "");
    assert_eq!(world.count("audits"), audits, "an hour on the audit log would tell who passed by");
    let midnight = "said_by = 'code' and said_at = '2027-03-02 00:00:00'";
    assert_eq!(world.count(&format!("token_steps where {midnight}")), 1, "the day, and not the hour");
    assert_eq!(world.count("token_faults where told = 2 and kind = 'broken'"), 1);
    assert_eq!(town.events("token.fault"), 2, "told again while it is open, it is one");
    town.coordinator.open("/");
    town.hears("The token at");
    let page = town.page();
    town.coordinator.open(&page);
    town.hears("Out of order");
    town.hears("Told 2 times, on 2 March 2027");
    town.hears("It leaks, ask Jo");
    // A code that nobody printed, and one that is typed in capitals without its dashes.
    assert_eq!(world.nobody().open("/t/aaaa-aaaa-aaaa").status, 404);
    assert_eq!(world.nobody().open(&code.replace('-', "").to_uppercase().replace("/T/", "/t/")).status, 200);
});

story!(a_fault_is_seen_to_with_a_day_and_what_was_done, |world| {
    let mut town = Town::set_up(world);
    town.tells("broken", "It names Jo");
    let page = town.page();
    world.pass(TimeDelta::days(2));
    town.come_in();
    town.coordinator.open(&page);
    let note = town.coordinator.seen.links(&format!("{page}/notes/")).remove(0);
    let fault = town.coordinator.seen.links(&format!("{page}/faults/")).remove(0);
    town.coordinator.press(&note, &[("act", "remove")]);
    town.hears("Nothing is left of the note");
    assert_eq!(world.count("token_fault_notes"), 0);
    town.coordinator.press(&fault, &[("was_so", ""), ("done", ""), ("closed_on", "2027-03-01")]);
    assert_eq!(town.coordinator.seen.status, 422);
    for says in ["Say what was done", "Say whether it was so"] {
        town.hears(says);
    }
    town.coordinator.press(&fault, &[("was_so", "yes"), ("done", "A new pump"), ("closed_on", "2027-03-01")]);
    town.hears("That is before it was told");
    assert_eq!(world.count("token_faults where closed_on is null"), 1);
    town.coordinator.press(&fault, &[("was_so", "yes"), ("done", "A new pump"), ("closed_on", "2027-03-04")]);
    town.hears("It is seen to");
    town.hears("A new pump");
    town.hears("Set up, working");
    town.coordinator.press(&fault, &[("was_so", "yes"), ("done", "Again"), ("closed_on", "2027-03-04")]);
    assert_eq!(town.coordinator.seen.status, 409);
    assert_eq!((town.events("token.out"), town.events("token.back"), town.events("token.fault_closed")), (1, 1, 1));
    // 1 March was before it was set up; on the 2nd and the 3rd it was out of order; the 4th has not ended.
    town.coordinator.open(&page);
    town.hears("It worked on 0 of the 3 working days that have gone by");
    world.pass(TimeDelta::days(1));
    town.come_in();
    town.coordinator.open(&page);
    town.hears("It worked on 1 of the 4 working days that have gone by");
});

story!(what_was_not_so_counts_against_nothing, |world| {
    let mut town = Town::set_up(world);
    town.tells("broken", "");
    town.tells("nothing_left", "");
    let page = town.page();
    world.pass(TimeDelta::days(1));
    town.come_in();
    town.coordinator.open(&page);
    town.hears("Used up: Everything");
    for fault in town.coordinator.seen.links(&format!("{page}/faults/")) {
        town.coordinator.open(&page);
        town.coordinator.press(&fault, &[("was_so", "no"), ("done", "Looked"), ("closed_on", "2027-03-03")]);
        town.hears("It is seen to");
    }
    town.hears("it was found working: this does not count");
    town.hears("It worked on 1 of the 2 working days that have gone by");
    town.hears("On 0 of them something was used up");
    assert!(!town.coordinator.seen.says("Used up: Everything"), "{}", town.coordinator.seen.text());
    assert_eq!(town.events("token.not_out"), 1);
});

story!(what_fails_again_before_anybody_saw_to_the_fault_counts_again, |world| {
    let mut town = Town::set_up(world);
    town.tells("broken", "");
    town.tells("nothing_left", "");
    world.pass(TimeDelta::days(1));
    town.come_in();
    town.does("back", &[("back_on", "2027-03-03"), ("back_why", "")]);
    town.hears("It is down as working again");
    town.does("stock", &[("stock_on", "2027-03-03"), ("coffee", "200")]);
    assert!(!town.coordinator.seen.says("Used up: Everything"), "{}", town.coordinator.seen.text());
    world.pass(TimeDelta::days(1));
    town.come_in();
    town.tells("broken", "");
    town.tells("nothing_left", "");
    let page = town.page();
    town.coordinator.open(&page);
    town.hears("Out of order");
    town.hears("Used up: Everything");
    town.hears("Told 2 times");
    assert_eq!((town.events("token.out"), town.events("token.stock_out"), town.events("token.fault")), (2, 2, 2));
});

story!(what_a_coordinator_said_stands_though_what_was_told_was_not_so, |world| {
    let mut town = Town::set_up(world);
    town.does("out", &[("out_on", "2027-03-02"), ("out_why", "The pump")]);
    town.hears("It is down as out of order");
    town.tells("broken", "");
    let page = town.page();
    town.coordinator.open(&page);
    let fault = town.coordinator.seen.links(&format!("{page}/faults/")).remove(0);
    town.coordinator.press(&fault, &[("was_so", "no"), ("done", "Looked"), ("closed_on", "2027-03-02")]);
    town.hears("It is seen to");
    town.hears("Out of order");
    assert_eq!(town.events("token.not_out"), 0);
});

story!(what_was_taken_away_takes_no_more_words, |world| {
    let mut town = Town::set_up(world);
    let code = town.code();
    town.does("gone", &[("gone_on", "2027-03-02"), ("gone_why", "The office closed")]);
    town.hears("Taken away");
    let mut passer = world.nobody();
    passer.open(&code);
    assert!(
        passer.seen.says("This was taken away") && !passer.seen.body.contains("name=\"kind\""),
        "{}",
        passer.seen.text()
    );
    passer.press(&code, &[("kind", "broken")]);
    assert_eq!(passer.seen.status, 409);
    town.does("cards", &CARD);
    assert_eq!(town.coordinator.seen.status, 409);
    assert_eq!(world.count("token_faults"), 0);
});
