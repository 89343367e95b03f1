//! A trial of several interventions from its page: what each arm gets is asked for and said, and what came of it is told by one of them
//! at a time.

use chrono::TimeDelta;
use hearten::{
    floor::{db::Conn, web::Role},
    trial::{
        allocation::{end::end, stored::Whole, trial::Trial},
        this_week::{
            judge::{Verdict, judge},
            rule::Rule,
        },
        uptake::{event::Event, record::record},
    },
};

use crate::{
    a_form_comes_back::is_ticked,
    story,
    the_data_of_a_trial::{rows, take, unzip},
    the_leads_week::RULE,
    what_was_delivered::give_sight,
    world::{World, council, in_arm},
};

const ARMS: [(&str, &str); 3] = [("letter", "letters"), ("letter and half hours", "letters+goals"), ("comparison", "")];

const NEW: [(&str, &str); 12] = [
    ("name", "Letters and half hours"),
    ("intervention", "letters"),
    ("intervention", "goals"),
    ("unit", "person"),
    ("arm_1", "letter"),
    ("ratio_1", "1"),
    ("gets_1", "letters"),
    ("arm_2", "both"),
    ("ratio_2", "1"),
    ("gets_2", "letters"),
    ("arm_3", "comparison"),
    ("ratio_3", "1"),
];

story!(the_page_asks_what_each_arm_gets_complains_at_what_cannot_be_and_says_what_holds, |world| {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open("/trials/new");
    assert!(researcher.seen.says("What arm 2 gets from the start"), "{}", researcher.seen.text());
    for (more, says) in [
        (&[][..], "No arm gets goals"),
        (&[("gets_2", "goals"), ("gets_3", "rounds")], "'comparison' gets rounds, which the trial is not of"),
        (&[("gets_2", "goals"), ("crosses_2", "2027-09-01")], "An arm that is served from the start cannot be served"),
        (&[("intervention", "tokens"), ("gets_2", "goals"), ("gets_2", "tokens")], "so its trial randomises sites"),
    ] {
        researcher.press("/trials", &[&NEW[..], more].concat());
        assert!(researcher.seen.status == 422 && researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    assert!(researcher.seen.body.contains("id=\"c-unit\""), "beside what is to be mended");
    researcher.press("/trials", &[&NEW[..], &[("gets_3", "rounds")]].concat());
    assert!(researcher.seen.body.contains("id=\"c-gets_3\""), "at the arm: {}", researcher.seen.text());
    researcher.press("/trials", &[&NEW[..], &[("gets_2", "goals"), ("gets_2", "tokens")]].concat());
    let ticked = ["goals", "rounds", "tokens"].map(|one| is_ticked(&researcher.seen, "gets_2", one));
    assert_eq!(ticked, [true, false, true], "what was ticked stays so");
    researcher.press("/trials", &[&NEW[..], &[("gets_2", "goals")]].concat());
    for says in [
        "Trial of letters and goals",
        "Interventions letters and goals",
        "comparison (1 in every 3, gets none of it)",
        "both (1 in every 3, gets letters and goals)",
    ] {
        assert!(researcher.seen.says(says), "{says}: {}", researcher.seen.text());
    }
    let settings = format!("{}/settings", researcher.seen.path);
    assert!(researcher.open("/trials").says("Trial of letters and goals"), "{}", researcher.seen.text());
    // The settings come back as they hold, and stay of the same interventions.
    researcher.open(&settings);
    let gets = |one| is_ticked(&researcher.seen, "gets_1", one);
    assert_eq!(researcher.seen.field("arm_1").as_deref(), Some("both"));
    assert_eq!([gets("letters"), gets("goals"), gets("rounds")], [true, true, false]);
    let waits = [&NEW[..], &[("crosses_3", "2027-09-01")]].concat();
    assert!(
        researcher.press(&settings, &waits).says("comparison (1 in every 3, gets all of it from 1 September 2027)")
    );
    let alone: Vec<_> = NEW.into_iter().filter(|field| field.1 != "goals").collect();
    assert_eq!(researcher.press(&settings, &alone).status, 422);
    assert!(researcher.seen.says("This is a trial of letters and goals"), "{}", researcher.seen.text());
});

story!(the_command_line_sets_up_and_reports_a_trial_of_several, |world| {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    let set_up = |name, arms: &[&str]| {
        let words = ["allocate", "set-up", "--trial", name, "--unit", "person"];
        let of = ["--intervention", "letters", "--intervention", "goals"];
        let arms: Vec<&str> = arms.iter().flat_map(|arm| ["--arm", arm]).collect();
        world.hearten(&[&words[..], &of, &arms].concat())
    };
    let refused = set_up("Wrong", &["both:1:served", "other:1:goals+tokens"]);
    assert!(refused.code == 2 && refused.err.contains("'other' gets tokens"), "{refused:?}");
    assert_eq!(set_up("Both", &["letter:1:letters", "both:1:served", "comparison:1"]).code, 0);
    let trial = world.floor.db.read(|conn| Trial::named(conn, "Both")).unwrap();
    let gets: Vec<String> = trial.scheme.arms().iter().map(|arm| arm.gets.written()).collect();
    assert_eq!(gets, ["letters+goals", "", "letters"]);
    world.locked(&trial);
    let asked = world.hearten(&["report", "flow", "--trial", "Both"]);
    assert!(asked.code == 2 && asked.err.contains("a trial of letters and goals"), "{asked:?}");
    let flow = world.hearten(&["report", "flow", "--trial", "Both", "--of", "goals", "--format", "csv"]);
    assert!(flow.code == 0 && flow.out.contains("\"letter\",\"Allocated"), "{flow:?}");
    let outcome = ["report", "outcomes", "--trial", "Both", "--outcome", "absence"];
    assert!(world.hearten(&outcome).err.contains("Name one of them with --of"));
    let dose = world.hearten(&["report", "dose", "--trial", "Both"]);
    assert!(dose.out.contains("Letters posted") && dose.out.contains("Weeks begun"), "{dose:?}");
    let all = world.hearten(&["report", "uptake", "--trial", "Both", "--format", "csv"]);
    assert!(all.out.contains("Allocated to a letter") && all.out.contains("Allocated to goal-setting"), "{all:?}");
    let one = world.hearten(&["report", "uptake", "--trial", "Both", "--of", "goals", "--format", "csv"]);
    assert!(!one.out.contains("Allocated to a letter") && one.out.contains("Allocated to goal-setting"), "{one:?}");
    assert_eq!(world.hearten(&["report", "uptake", "--trial", "Both", "--of", "tokens"]).code, 2);
});

/// Ten of each arm: four letters are posted, and three people are offered half hours; one who gets letters alone is sent a half hour by
/// mistake.
fn delivered(world: &World) -> Whole {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    let whole = world.locked(&world.trial_of("letters+goals", "Letters and half hours", "person", &ARMS));
    let trial = &whole.list.trial.id;
    let (letter, both) = (in_arm(&whole, "letter"), in_arm(&whole, "letter and half hours"));
    let act = |conn: &mut Conn| {
        for person in [letter[0], letter[1], letter[2], both[0]] {
            record(conn, world.now(), Event::LetterPosted, person, trial, "r1", "")?;
        }
        for person in [both[0], both[1], both[2], letter[0]] {
            record(conn, world.now(), Event::GoalsOffered, person, trial, "run", "")?;
        }
        Ok(())
    };
    world.floor.db.write(act).unwrap();
    whole
}

story!(what_came_of_it_is_told_by_each_of_them_over_those_whose_arm_gets_it, |world| {
    let whole = delivered(world);
    let id = whole.list.trial.id.clone();
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    give_sight(world, "ruth@x.example", &id);
    let uptake = format!("/uptake/{id}");
    assert!(
        researcher.open(&uptake).says("This page is about letters . The same of goals"),
        "{}",
        researcher.seen.text()
    );
    assert!(researcher.seen.body.contains("href=\"?of=goals\"") && researcher.seen.says("Allocated to a letter 20"));
    researcher.open(&format!("{uptake}?of=goals"));
    assert!(researcher.seen.says("Allocated to goal-setting 10"), "{}", researcher.seen.text());
    assert!(researcher.seen.says("The figures do not add up"), "one of another arm was offered half hours");
    assert_eq!(researcher.open(&format!("{uptake}?of=tokens")).status, 404);
    let file = |researcher: &mut crate::world::Someone<'_>, of: &str| {
        researcher.open(&format!("{uptake}/uptake.csv{of}")).body.clone()
    };
    assert!(file(&mut researcher, "?of=letters").contains("allocated,\"Allocated to a letter\",20,"));
    assert_eq!(file(&mut researcher, ""), file(&mut researcher, "?of=letters"), "the first, where none is named");
    assert!(file(&mut researcher, "?of=goals").contains("allocated,\"Allocated to goal-setting\",10,"));
    // The funnels of all stand side by side, one for each.
    researcher.open("/uptake");
    assert_eq!(researcher.seen.body.matches("<h2><a href=\"/uptake/").count(), 2, "{}", researcher.seen.text());
    assert!(researcher.seen.body.contains(&format!("href=\"{uptake}?of=goals\"")));
    let flow = researcher.open(&format!("{uptake}/flow.csv?of=goals")).body.clone();
    assert!(flow.contains("\"letter\",\"Did without, as was meant\",,10,"), "{flow}");
    let flow = researcher.open(&format!("{uptake}/flow.csv")).body.clone();
    assert!(!flow.contains("\"letter\",\"Did without"), "{flow}");
    // Whoever gets letters alone is compared where half hours are looked at.
    let spilled = |researcher: &mut crate::world::Someone<'_>, of: &str| {
        researcher.open(&format!("/trials/{id}/spill-over{of}"));
        let text = researcher.seen.text();
        let at = text.find("Was sent what the other arm gets").unwrap();
        text[at..].chars().take(70).collect::<String>()
    };
    assert!(spilled(&mut researcher, "").contains("record 0 "), "{}", spilled(&mut researcher, ""));
    assert!(spilled(&mut researcher, "?of=goals").contains("record 1 "), "{}", spilled(&mut researcher, "?of=goals"));
});

story!(doses_and_data_hold_all_that_a_trial_gives, |world| {
    let whole = delivered(world);
    let id = whole.list.trial.id.clone();
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    world.floor.db.write(|conn| end(conn, &world.floor, "second", &id, "It is over")).unwrap();
    let dose = researcher.open(&format!("/trials/{id}/delivery/dose.csv")).body.clone();
    assert!(dose.contains("letter,letters_posted,Letters posted,0,3,"), "{dose}");
    assert!(dose.contains("letter and half hours,letters_posted,Letters posted,0,1,"), "{dose}");
    assert!(dose.contains("letter and half hours,half_hours_invited,"), "{dose}");
    researcher.open(&format!("/trials/{id}/delivery"));
    assert!(researcher.seen.says("a trial of letters and goals"), "{}", researcher.seen.text());
    assert!(
        researcher.seen.says("The arm letter and half hours gets letters and goals."),
        "{}",
        researcher.seen.text()
    );
    let files = unzip(&take(&mut researcher, &id, &[]));
    assert!(
        files["README.txt"].contains("Trial of letters and goals, randomised by person"),
        "{}",
        files["README.txt"]
    );
    let served = |with: &str| rows(&files, "participants.csv").iter().filter(|row| row[with] == "1").count();
    assert_eq!((served("served_letters"), served("served_goals")), (20, 10));
    assert!(!files["participants.csv"].contains(",served,"), "{}", files["participants.csv"]);
    let measures: std::collections::BTreeSet<String> =
        rows(&files, "dose.csv").into_iter().map(|mut row| row.remove("measure").unwrap()).collect();
    assert!(measures.contains("letters_posted") && measures.contains("weeks_begun"), "{measures:?}");
});

story!(a_rule_for_the_week_measures_a_step_of_one_of_them_from_the_first_who_was_served_with_it, |world| {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    let whole = world.locked(&world.trial_of("letters+goals", "Letters and half hours", "person", &ARMS));
    let trial = &whole.list.trial;
    let mut lead = world.someone("lea@x.example", &[Role::ProgrammeLead]);
    let page = format!("/trials/{}/week-rule", trial.id);
    lead.open(&page);
    let measure = |measure: &str| format!("value=\"{measure}\"");
    for one in ["posted/whole", "started/whole"] {
        assert!(lead.seen.body.contains(&measure(one)), "{one}: {}", lead.seen.text());
    }
    lead.press(&page, &[&[("measure", "started/whole")], &RULE[1..]].concat());
    let rule = world.floor.db.read(|conn| Rule::of_trial(conn, &trial.id)).unwrap().unwrap();
    let verdict = || world.floor.db.read(|conn| judge(conn, &world.floor, trial, &rule)).unwrap();
    let happens = |event, person: &str| {
        let act = |conn: &mut Conn| record(conn, world.now(), event, person, &trial.id, "r1", "");
        world.floor.db.write(act).unwrap();
    };
    let both = in_arm(&whole, "letter and half hours");
    happens(Event::LetterPosted, in_arm(&whole, "letter")[0]);
    assert_eq!(verdict(), Verdict::Open, "a letter is no half hour");
    assert_eq!(lead.press(&page, &RULE).status, 409, "though nobody rewrites a rule once anything was served");
    world.floor.clock.advance(TimeDelta::days(3));
    both.iter().for_each(|person| happens(Event::GoalsOffered, person));
    both[..2].iter().for_each(|person| happens(Event::PartStarted, person));
    assert_eq!(verdict(), Verdict::Waits { on: "2027-03-18".parse().unwrap() });
    world.floor.clock.advance(TimeDelta::days(16));
    let Verdict::Judged { measure, bitten, .. } = verdict() else { panic!("{:?}", verdict()) };
    assert_eq!((measure.count, measure.whole, bitten), (2, 10, true));
});

story!(whoever_shares_a_home_is_exposed_to_what_they_do_not_get_and_to_nothing_else, |world| {
    world.people_come_in(&[council("Oakby", 30, 0)]);
    let whole = world.locked(&world.trial_of("letters+goals", "Letters and half hours", "person", &ARMS));
    let (letter, both) = (in_arm(&whole, "letter")[0], in_arm(&whole, "letter and half hours")[0]);
    world.pass(TimeDelta::hours(1));
    world.tamper(&format!("update addresses set household = 'one home' where person_id in ('{letter}', '{both}')"));
    world.pass(TimeDelta::days(1));
    let homes =
        |of: &str| format!("exposures where kind = 'shared_home' and person_id = '{letter}' and intervention = '{of}'");
    assert_eq!((world.count(&homes("goals")), world.count(&homes("letters"))), (1, 0), "both get a letter");
});
