//! The foot of the flow: of whom each outcome is held, which is as many as its analysis rests on; that an ended trial's figures stand
//! still; and what whole units came to where a site withdrew.

use chrono::{NaiveDate, TimeDelta};
use hearten::{
    floor::web::Role,
    trial::{
        allocation::{end, stored::Whole},
        conduct::site::{Said, say},
        outcomes::{
            self,
            told::{Asked, Outcome},
        },
        roster::{erase_person::erase_person, people::person},
        trial_ids::Joiner,
        uptake::{
            event::Event,
            flow::{Count, Flow, Inside, draw::to_svg, gather::gather},
            record::{record, record_all},
        },
    },
};

use crate::{
    extracts::{extract, give_sight, months_later},
    story,
    surveys::{Study, answer_and_send},
    world::{World, council, in_arm},
};

/// As somebody sees it who may not see the arms before the end.
fn flow(world: &World, trial_id: &str) -> Flow {
    let read = |conn: &mut _| {
        let trial = hearten::trial::allocation::trial::Trial::find(conn, trial_id)?;
        gather(conn, &world.floor, &trial, "nobody")
    };
    let flow = world.floor.db.read(read).unwrap();
    assert!(flow.adds_up(), "{:?}", flow.checks);
    flow
}

fn inside<'f>(flow: &'f Flow, arm: &str) -> &'f Inside {
    flow.arms.iter().find(|one| one.name == arm).unwrap().inside.as_ref().unwrap()
}

fn end_it(world: &World, trial_id: &str) {
    world.floor.db.write(|conn| end::end(conn, &world.floor, "second", trial_id, "It is over")).unwrap();
}

/// Everything that is told of it, in each format.
fn files(world: &World, trial_id: &str) -> [String; 4] {
    let flow = flow(world, trial_id);
    let svg = to_svg(&world.floor.templates, &flow).unwrap();
    [flow.to_table(), flow.to_csv(), serde_json::to_string(&flow.to_json().unwrap()).unwrap(), svg]
}

story!(as_many_are_analysed_as_the_analysis_of_each_outcome_rests_on_and_leavers_are_among_them, |world| {
    let mut study = Study::on_footing(world, 40);
    let wave = study.launched("endline", "named", &["ons4"]);
    for (arm, many) in [("letter", 12), ("comparison", 9)] {
        for person in in_arm(&study.whole, arm).into_iter().take(many) {
            answer_and_send(world, &study.link(&wave, person), &["6", "5", "5", "5"]);
        }
    }
    let id = study.trial.id.clone();
    let path = format!("/uptake/{id}/flow");
    give_sight(&study);
    assert!(!study.researcher.open(&path).says("Analysed:"), "nothing is told of a survey that is open");
    let page = months_later(&mut study);
    assert!(study.researcher.open(&path).says("letter Analysed: survey endline, answered 12"));
    assert!(study.researcher.seen.says("comparison No data: survey endline, answered 11"));

    // Nothing came in of three of those allocated a letter; the first has left and the last is forgotten.
    let letters = in_arm(&study.whole, "letter");
    let reference =
        |person: &str| study.whole.members.iter().find(|member| member.person_id == person).unwrap().reference.clone();
    let without: Vec<String> = letters[3..6].iter().map(|person| format!("{},", reference(person))).collect();
    let rows: String = extract(&study)
        .split_inclusive('\n')
        .filter(|row| !without.iter().any(|reference| row.starts_with(reference)))
        .collect();
    let last = (*letters.last().unwrap()).to_owned();
    world.tamper(&format!("update people set left_on = '2027-05-03' where id = '{}'", letters[0]));
    study.researcher.open(&page);
    study.researcher.upload(&page, "extract.csv", rows.as_bytes(), &[]);
    let forget = |conn: &mut _| {
        outcomes::erase_person::erase(conn, &last)?;
        let whoever = person(conn, &last)?;
        erase_person(conn, &world.floor, "admin", &whoever, "Their wish")
    };
    world.floor.db.write(forget).unwrap();
    assert!(study.researcher.open(&path).says("letter Analysed: Working days lost to sickness 16"));

    let told_to_her = study.researcher.open(&format!("{path}.csv")).body.clone();
    for line in [
        "\"letter\",\"Analysed: Working days lost to sickness\",,16,,\"absence\",person\n",
        "\"letter\",\"No data: Working days lost to sickness\",,4,,\"absence\",person\n",
        "\"letter\",\"Not followed up\",\"left\",1,,\"\",person\n",
        "\"letter\",\"Not followed up\",\"data withdrawn\",1,,\"\",person\n",
        "\"comparison\",\"Analysed: Share who left\",,20,,\"turnover\",person\n",
    ] {
        assert!(told_to_her.contains(line), "{line}{told_to_her}");
    }
    let untold = world.hearten(&["report", "flow"]).out;
    assert!(!untold.contains("nalysed") && !untold.contains("No data"), "{untold}");

    // What each report says of how many it rests on.
    end_it(world, &id);
    let told = flow(world, &id);
    for (outcome, report) in
        [("absence", "absence"), ("turnover", "turnover"), ("survey:endline", "survey:endline:ons4.satisfaction")]
    {
        let asked = Asked { outcome: Outcome::parse(report).unwrap(), extracts: None, why: "To look".into() };
        let joiner = Joiner::command_line("");
        let act = |conn: &mut _| outcomes::told::gather(conn, &world.floor, &joiner, "", &study.trial, &asked);
        for arm in world.floor.db.write(act).unwrap().report(&world.floor).analysis.arms {
            let one = inside(&told, &arm.name).outcomes.iter().find(|one| one.outcome == outcome).unwrap();
            assert_eq!(one.analysed.people, arm.figures.unwrap().n, "{outcome}, {}", arm.name);
            assert_eq!(one.analysed.people + one.no_data.people, arm.allocated, "{outcome}, {}", arm.name);
        }
    }
    let svg = &files(world, &id)[3];
    assert!(svg.contains(">no data: 4<") && svg.contains(">Followed up: 18<"), "{svg}");
});

story!(the_flow_of_an_ended_trial_stands_as_it_was_on_the_last_day_of_its_follow_up, |world| {
    for (authority, last_day) in [("Oakby", Some("2027-12-31")), ("Fernshire", None)] {
        world.people_come_in(&[council(authority, 24, 0)]);
        let trial = world.trial(authority, "person", &["team"]);
        if last_day.is_some() {
            world.answered(&trial.id);
        }
        let whole = world.locked(&trial);
        let ids: Vec<&str> = whole.members.iter().map(|member| member.person_id.as_str()).collect();
        let leaves = |nth: usize, day: NaiveDate| {
            world.tamper(&format!("update people set left_on = '{day}' where id = '{}'", ids[nth]));
        };
        let happens = |event| {
            let served = in_arm(&whole, "letter")[0].to_owned();
            let put = |conn: &mut _| record(conn, world.now(), event, &served, &trial.id, "r1", "");
            world.floor.db.write(put).unwrap();
        };
        happens(Event::LetterPosted);
        world.floor.clock.advance(TimeDelta::days(60));
        end_it(world, &trial.id);
        let last = last_day.map_or(world.floor.clock.today(), |day| day.parse().unwrap());
        leaves(0, last);
        // On the last day itself the one who leaves then is gone.
        world.floor.clock.set(last.and_hms_opt(20, 0, 0).unwrap());
        let on_the_day = files(world, &trial.id);
        let lost = |told: &Flow| ["letter", "comparison"].iter().map(|arm| inside(told, arm).lost).sum::<usize>();
        assert_eq!(lost(&flow(world, &trial.id)), 1, "{}", on_the_day[0]);
        world.floor.clock.advance(TimeDelta::days(30));
        leaves(1, last.succ_opt().unwrap());
        world.tamper(&format!(
            "update people set opted_out_at = '{} 00:00:01' where id = '{}'",
            last.succ_opt().unwrap(),
            ids[2]
        ));
        happens(Event::LetterReturned);
        assert_eq!(files(world, &trial.id), on_the_day, "{authority}");
        // Whose data are gone is gone from every day.
        let forget = |conn: &mut _| {
            let whoever = person(conn, ids[3])?;
            erase_person(conn, &world.floor, "admin", &whoever, "Their wish")
        };
        world.floor.db.write(forget).unwrap();
        let told = flow(world, &trial.id);
        let withdrawn: usize = ["letter", "comparison"].iter().map(|arm| inside(&told, arm).withdrawn).sum();
        assert_eq!((lost(&told), withdrawn), (1, 1));
    }
});

/// One of the sites of a list.
fn a_site(whole: &Whole) -> (String, String) {
    let member = &whole.members[0];
    (member.authority.clone(), member.site.clone())
}

story!(units_are_counted_in_each_box_and_a_site_that_withdrew_has_one_of_its_own, |world| {
    world.people_come_in(&[council("Oakby", 90, 0)]);
    let trial = world.trial("Spring letters", "site", &[]);
    let whole = world.locked(&trial);
    let (site, now) = (a_site(&whole), world.now());
    let arm_of = |person: &str| if in_arm(&whole, "letter").contains(&person) { "letter" } else { "comparison" };
    let there: Vec<&str> = whole
        .members
        .iter()
        .filter(|member| (&member.authority, &member.site) == (&site.0, &site.1))
        .map(|member| member.person_id.as_str())
        .collect();
    let arm = arm_of(there[0]);
    // One letter came to the first site that still takes part.
    let other = in_arm(&whole, "letter").into_iter().find(|person| !there.contains(person)).unwrap().to_owned();
    world.floor.db.write(|conn| record_all(conn, now, Event::LetterPosted, &[other], &trial.id, "r1")).unwrap();
    let said = Said { site: site.clone(), withdrew: true, on: world.floor.clock.today(), reason: "A new head".into() };
    world.floor.db.write(|conn| say(conn, &world.floor, "lead", &trial.id, &said)).unwrap();
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let path = format!("/uptake/{}/flow", trial.id);
    researcher.open(&path);
    assert!(!researcher.seen.says("still counted"), "which arm a site is in: {}", researcher.seen.text());

    end_it(world, &trial.id);
    let told = flow(world, &trial.id);
    let found = inside(&told, arm).sites.unwrap();
    assert_eq!(found.withdrew, Count { units: 1, people: there.len() });
    let allocated = told.arms.iter().find(|one| one.name == arm).unwrap();
    assert_eq!(found.stayed.units + 1, allocated.units);
    let untouched = if arm == "letter" { "comparison" } else { "letter" };
    assert_eq!(inside(&told, untouched).sites.unwrap().withdrew, Count::default());
    let letter = inside(&told, "letter");
    let units = told.arms.iter().find(|one| one.name == "letter").unwrap().units;
    assert_eq!((letter.received.units, letter.received.people, letter.did_not.units), (1, 1, units - 1));
    assert_eq!(letter.followed_up.units, units);
    if arm == "letter" {
        assert_eq!(letter.not_received["their site withdrew"], there.len());
    }
    researcher.open(&path);
    let people = there.len();
    assert!(
        researcher.seen.says(&format!("{arm} Site withdrew, still counted {people} 1")),
        "{}",
        researcher.seen.text()
    );
    let [table, csv, _, svg] = files(world, &trial.id);
    assert!(table.contains(&format!("{people}  Site withdrew, still counted, with 1 whole site\n")), "{table}");
    assert!(csv.contains(&format!("\"{arm}\",\"Site withdrew, still counted\",,{people},1,\"\",site\n")), "{csv}");
    assert!(svg.contains("Site withdrew, still counted:"), "{svg}");
});
