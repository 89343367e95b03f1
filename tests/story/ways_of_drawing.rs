//! Minimisation, constrained randomisation and a waiting list, from the page that sets a trial up to the guard.

use chrono::NaiveDate;
use hearten::{
    floor::{db::Conn, seal::sha256, web::Role},
    trial::{
        allocation::{
            allocate, end,
            list::to_csv,
            receives::{Guard, Owed, receives},
            scheme::Mode,
            set_up::{self, Plan, Typed},
            stored::List,
            trial::Trial,
        },
        uptake::{event::Event, record::record},
    },
};

use crate::{
    story,
    world::{Someone, World, council},
};

const SEED: &str = "0404040404040404040404040404040404040404040404040404040404040404";
const ARMS: [(&str, &str); 5] =
    [("arm_1", "letter"), ("ratio_1", "1"), ("gets_1", "letters"), ("arm_2", "comparison"), ("ratio_2", "1")];

/// Sets a trial up, draws it and has a second person lock it; the trial's page.
fn road(world: &World, researcher: &mut Someone<'_>, more: &[(&str, &str)]) -> String {
    researcher.open("/trials/new");
    researcher
        .press("/trials", &[&[("name", "Spring letters"), ("intervention", "letters")], &ARMS[..], more].concat());
    assert!(researcher.seen.says("Nobody is randomised yet"), "{}", researcher.seen.text());
    let trial = researcher.seen.path.clone();
    researcher.open(&format!("{trial}/draw"));
    researcher.press(&format!("{trial}/draw"), &[("mode", "live"), ("households", "yes")]);
    assert!(researcher.seen.says("Somebody else now checks"), "{}", researcher.seen.text());
    let mut second = world.someone("second@x.example", &[Role::ProgrammeLead]);
    world.answered(trial.trim_start_matches("/trials/"));
    second.open(&format!("{trial}/lock"));
    second.press(&format!("{trial}/lock"), &[]);
    assert!(second.seen.says("The list is locked"), "{}", second.seen.text());
    second.press(&format!("{trial}/sight"), &[("email", "ruth@x.example")]);
    trial
}

story!(a_trial_is_minimised_from_its_page_and_its_list_is_drawn_again, |world| {
    world.people_come_in(&[council("Oakby", 40, 0), council("Fernshire", 30, 0)]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    researcher.open("/trials/new");
    let fields = [
        ("name", "Spring letters"),
        ("intervention", "letters"),
        ("unit", "person"),
        ("method", "minimise"),
        ("chance", "100"),
    ];
    researcher.press("/trials", &[&fields[..], &ARMS].concat());
    assert!(researcher.seen.status == 422 && researcher.seen.says("nobody can foretell an arm"));
    let balanced =
        [("unit", "person"), ("strata", "authority"), ("strata", "team"), ("method", "minimise"), ("weight_team", "2")];
    let trial = road(world, &mut researcher, &balanced);
    researcher.open(&trial);
    assert!(
        researcher.seen.says("minimisation with a random element") && researcher.seen.says("team counts 2 times"),
        "{}",
        researcher.seen.text()
    );
    researcher.open(&format!("{trial}/verify"));
    assert!(researcher.seen.says("the seed draws the same list again"), "{}", researcher.seen.text());
    world.tamper("update allocated_units set arm_id = (select max(arm_id) from allocated_units)");
    researcher.open(&format!("{trial}/verify"));
    assert!(researcher.seen.says("was edited after it was sealed"), "{}", researcher.seen.text());
});

story!(a_constrained_list_tells_how_many_it_was_one_of_and_its_score_only_with_the_arms, |world| {
    world.people_come_in(&[council("Oakby", 70, 0), council("Fernshire", 60, 0)]);
    let mut researcher = world.someone("ruth@x.example", &[Role::Researcher]);
    let trial = road(
        world,
        &mut researcher,
        &[("unit", "team"), ("strata", "authority"), ("strata", "role"), ("method", "constrain"), ("share", "20")],
    );
    researcher.open(&format!("{trial}/verify"));
    let about = researcher.seen.text();
    assert!(about.contains("lists were scored by how even their arms are: all there are"), "{about}");
    let id = trial.rsplit('/').next().unwrap();
    let list = world.floor.db.read(|conn| Ok(List::live(conn, id)?.unwrap())).unwrap();
    let kept = list.about.clone().unwrap();
    let whole = world.floor.db.read(|conn| list.whole(conn)).unwrap();
    let digest = sha256(to_csv(&whole.plain_rows()).as_bytes());
    assert!(kept.candidates.all && kept.candidates.accepted * 5 >= kept.candidates.candidates);
    let mut other = world.someone("other@x.example", &[Role::Researcher]);
    let uptake = trial.replace("/trials/", "/uptake/");
    let pages = ["", "/verify", "/lock", "/spill-over"].map(|page| format!("{trial}{page}"));
    let flow = format!("{uptake}/flow");
    for page in pages.iter().chain([&uptake, &flow, &format!("{uptake}/flow.json"), &format!("{uptake}/uptake.csv")]) {
        let body = other.open(page).body.clone();
        assert!(!body.contains(&kept.score), "{page} tells the score, and so who is with whom");
        assert!(!body.contains(&digest), "{page} tells the digest, with which every list can be tried");
    }
    // How many people an arm is adds up to some teams and to no others.
    other.open(&flow);
    let text = other.seen.text();
    for arm in ["letter", "comparison"] {
        let units = whole.rows.iter().filter(|sealed| sealed.row.arm == arm).count();
        assert!(text.contains(&format!("{arm} Allocated: {units} teams")), "{text}");
    }
    let report: serde_json::Value = serde_json::from_str(&other.open(&format!("{uptake}/uptake.json")).body).unwrap();
    assert_eq!(report["posted_by_authority"], serde_json::json!([]));
    researcher.open(&format!("{trial}/verify"));
    assert!(researcher.seen.body.contains(&digest), "{}", researcher.seen.text());
    let reveal = format!("{trial}/reveal");
    researcher.open(&reveal);
    researcher.press(&reveal, &[("reason", "The analysis begins")]);
    assert!(researcher.seen.body.contains(&kept.score), "{}", researcher.seen.text());
});

fn typed(name: &str, unit: &str, method: &str, strata: &[&str]) -> Typed {
    let own = |text: &str| text.to_owned();
    Typed {
        name: own(name),
        intervention: own("letters"),
        unit: own(unit),
        method: own(method),
        strata: strata.iter().map(|by| own(by)).collect(),
        arms: vec![(own("letter"), own("1"), true), (own("comparison"), own("1"), false)],
        ..Typed::default()
    }
}

fn put(world: &World, typed: &Typed) -> Trial {
    let plan = Plan::parse(typed).unwrap();
    let act = |conn: &mut Conn| {
        let id = set_up::set_up(conn, &world.floor, "researcher", &plan)?;
        Trial::find(conn, &id)
    };
    world.floor.db.write(act).unwrap()
}

story!(each_method_draws_the_same_bytes_on_either_engine, |world| {
    world.people_come_in(&[council("Oakby", 61, 0), council("Fernshire", 40, 0)]);
    let drawn = |name: &str, unit: &str, method: &str, strata: &[&str]| {
        let trial = put(world, &typed(name, unit, method, strata));
        let seed = SEED.parse().unwrap();
        let rows = world.floor.db.read(|conn: &mut Conn| allocate::draw_only(conn, &world.floor, &trial, &seed));
        sha256(to_csv(&rows.unwrap()).as_bytes())[..16].to_owned()
    };
    assert_eq!(
        [
            drawn("one", "person", "minimise", &["authority", "team"]),
            drawn("two", "team", "constrain", &["authority", "role"]),
            drawn("three", "site", "constrain", &[]),
        ],
        ["b0a5526e7b47a7fe", "02670eb20d9542e2", "1a3ba67f0bb23cc7"]
    );
});

story!(whoever_waits_is_served_from_the_day_they_cross_over_and_not_an_hour_before, |world| {
    world.people_come_in(&[council("Oakby", 20, 0)]);
    let crosses = vec![("comparison".to_owned(), "2027-04-01".to_owned())];
    let trial = put(world, &Typed { crosses, ..typed("Spring letters", "person", "blocks", &[]) });
    let whole = world.locked(&trial);
    let of = |arm: &str| {
        let row = whole.rows.iter().find(|sealed| sealed.row.arm == arm).unwrap();
        row.members[0].clone()
    };
    let is_served = |person: &str, (month, day, hour): (u32, u32, u32)| {
        let when = NaiveDate::from_ymd_opt(2027, month, day).unwrap().and_hms_opt(hour, 59, 0).unwrap();
        let ask = |conn: &mut Conn| receives(conn, &world.floor, &mut Guard::default(), person, "letters", when);
        matches!(world.floor.db.read(ask).unwrap(), Owed::Yes(_))
    };
    let (served, waits) = (of("letter"), of("comparison"));
    assert!(is_served(&served, (3, 2, 12)) && !is_served(&waits, (3, 2, 12)));
    // British Summer Time: 1 April begins in London an hour before it does in UTC.
    assert!(!is_served(&waits, (3, 31, 22)) && is_served(&waits, (3, 31, 23)) && is_served(&waits, (4, 1, 12)));
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    assert_eq!((whole.receiving(day(3, 31)).len(), whole.receiving(day(4, 1)).len()), (10, 20));
    // What comes of it after that day is no longer part of the comparison.
    let at = day(4, 2).and_hms_opt(9, 0, 0).unwrap();
    let posted = |conn: &mut Conn| record(conn, at, Event::LetterPosted, &waits, &trial.id, "r1", "");
    world.floor.db.write(posted).unwrap();
    world.floor.clock.advance(at - world.now());
    let report = |format: &str| world.hearten(&["report", format, "--format", "csv"]).out;
    world.floor.db.write(|conn| end::end(conn, &world.floor, "second", &trial.id, "It is over")).unwrap();
    assert!(report("flow").contains("\"comparison\",\"Did without, as was meant\",,10,"), "{}", report("flow"));
    assert!(report("uptake").contains("allocated,\"Allocated to a letter\",10,"), "{}", report("uptake"));
    world.tamper("update arms set crosses_on = '2027-03-01' where crosses_on is not null");
    assert!(!is_served(&waits, (3, 2, 12)), "a day that was changed by hand serves nobody");
    let practice = world.drawn(&put(world, &typed("Another", "person", "blocks", &[])), Mode::Practice);
    assert_eq!(practice.receiving(day(4, 1)).len(), 10);
});
