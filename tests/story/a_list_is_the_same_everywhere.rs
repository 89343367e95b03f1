//! One roster, one set of settings and one seed make one list, to the byte, on either engine and by either door.

use hearten::{
    floor::{db::Conn, seal::sha256, web::Role},
    trial::allocation::{allocate, end::end, list::to_csv, scheme::Mode, stored::List, trial::Trial},
};

use crate::{
    story,
    world::{Engine, World, council},
};

const SEED: &str = "0303030303030303030303030303030303030303030303030303030303030303";

story!(a_list_is_drawn_to_the_byte_on_either_engine, |world| {
    world.people_come_in(&[council("Oakby", 61, 0), council("Fernshire", 40, 1), council("fernhill", 20, 0)]);
    let draw = |unit: &str, within: &[&str]| {
        let trial = world.trial(&format!("{unit} {within:?}"), unit, within);
        let rows = world
            .floor
            .db
            .read(|conn: &mut Conn| allocate::draw_only(conn, &world.floor, &trial, &SEED.parse().unwrap()));
        sha256(to_csv(&rows.unwrap()).as_bytes())
    };
    assert_eq!(
        [draw("person", &["authority", "team"]), draw("team", &["site"]), draw("site", &[])]
            .map(|digest| digest[..16].to_owned()),
        ["d86b3c38d4720154", "e7ad36605b9b4160", "c027ee93a1aeeb0c"]
    );
});

/// The file of people as a house gives it, with the addresses that it leaves out made up, and its rows the other way round.
fn brought_elsewhere(file: &[u8]) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(file);
    let kept = |cells: &csv::StringRecord| cells.iter().take(13).map(str::to_owned).collect::<Vec<_>>();
    let (head, mut rows) = (kept(reader.headers().unwrap()), Vec::new());
    for (nth, cells) in reader.records().enumerate() {
        rows.push([kept(&cells.unwrap()), vec![format!("{} High Street", nth + 1), "DY1 1HF".into()]].concat());
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([head, vec!["address line 1".into(), "postcode".into()]].concat()).unwrap();
    rows.iter().rev().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

story!(people_who_left_one_house_as_a_file_and_came_into_another_are_drawn_alike, |world| {
    world.people_come_in(&[council("Oakby", 31, 0), council("Fernshire", 22, 0)]);
    let lists = |world: &World| {
        [("person", &["team"][..]), ("team", &["site"]), ("site", &[])].map(|(unit, within)| {
            let trial = world.trial(&format!("By {unit}"), unit, within);
            let draw = |conn: &mut Conn| allocate::draw_only(conn, &world.floor, &trial, &SEED.parse().unwrap());
            to_csv(&world.floor.db.read(draw).unwrap())
        })
    };
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    lead.open("/people");
    lead.press("/people.csv", &[]);
    let file = brought_elsewhere(&lead.seen.bytes);
    let here = lists(world);
    World::tell(Engine::Sqlite, |other| {
        other.file_comes_in(&file);
        assert_eq!(lists(other), here);
    });
});

story!(the_command_line_prints_the_list_that_is_kept_and_the_same_each_time, |world| {
    world.people_come_in(&[council("Oakby", 31, 1)]);
    let trial = world.trial("Spring letters", "person", &["team"]);
    let words = ["allocate", "--trial", "Spring letters", "--seed", SEED];
    let printed = world.hearten(&words);
    assert_eq!((printed.code, printed.out.lines().count(), world.count("allocation_lists")), (0, 32, 0), "{printed:?}");
    assert_eq!(printed, world.hearten(&words));
    let refused = world.hearten(&[&words[..], &["--practice"]].concat());
    assert!(refused.code == 2 && refused.err.contains("different arms: 1"), "{refused:?}");
    let kept = world.hearten(&[&words[..], &["--practice", "--households-known"]].concat());
    assert_eq!((kept.code, &kept.out), (0, &printed.out), "{kept:?}");
    assert!(kept.err.contains(&sha256(printed.out.as_bytes())), "{kept:?}");
    let stored = world.floor.db.read(|conn| List::of_trial(conn, &trial.id)?.remove(0).whole(conn)).unwrap();
    assert_eq!(to_csv(&stored.plain_rows()), printed.out);
});

/// Somebody with an account, by the command line.
fn account(world: &World, email: &str, role: &str) {
    let added = world.hearten(&["account", "add", email, "--name", email, "--role", role]);
    assert_eq!(added.code, 0, "{added:?}");
}

story!(a_live_list_is_drawn_in_somebodys_name_and_never_from_a_seed_that_was_looked_at, |world| {
    world.people_come_in(&[council("Oakby", 31, 0)]);
    let trial = world.trial("Spring letters", "person", &["team"]);
    world.answered(&trial.id);
    account(world, "ruth@x.example", "researcher");
    account(world, "dilys@x.example", "senior_leader");
    let hearten = |words: &[&str], more: &[&str]| {
        world.hearten(&[&["allocate"], words, &["--trial", "Spring letters"], more].concat())
    };
    let [looked_at, practised, unseen] = ["03", "04", "05"].map(|byte| byte.repeat(32));
    assert_eq!(hearten(&[], &["--seed", &looked_at]).code, 0);
    assert_eq!(hearten(&[], &["--seed", &practised, "--practice"]).code, 0);
    let live = |more: &[&str]| hearten(&[], &[&["--live"], more].concat());
    let why = "Drawn by the trials unit in public";
    let as_ruth = ["--as", "ruth@x.example"];
    for (more, says) in [
        (&[][..], "with --as: somebody else locks it"),
        (&["--as", "dilys@x.example"], "It takes the role of researcher"),
        (&["--as", "nobody@x.example"], "An account with that address"),
        (&["--as", "ruth@x.example", "--seed", &unseen], "--seed-because"),
        (
            &["--as", "ruth@x.example", "--seed", &looked_at, "--seed-because", why],
            "A list was drawn from that seed before",
        ),
        (
            &["--as", "ruth@x.example", "--seed", &practised, "--seed-because", why],
            "A list was drawn from that seed before",
        ),
    ] {
        let refused = live(more);
        assert!(refused.code == 2 && refused.err.contains(says) && refused.out.is_empty(), "{more:?}: {refused:?}");
    }
    assert_eq!(world.count("allocation_lists where mode = 'live'"), 0);
    let drawn = live(&[&as_ruth[..], &["--seed", &unseen, "--seed-because", why]].concat());
    assert!(drawn.code == 0 && drawn.out.is_empty() && !drawn.err.contains("SHA-256"), "{drawn:?}");
    for peek in [&["--seed", &unseen][..], &["--seed", &unseen, "--practice"]] {
        let peeked = hearten(&[], peek);
        assert!(
            peeked.code == 2 && peeked.out.is_empty(),
            "the arms of a live list are shown on record only: {peeked:?}"
        );
    }
    world.trial("Autumn letters", "person", &["team"]);
    for more in [&["--seed", &unseen][..], &["--seed", &unseen, "--practice"]] {
        let alike = world.hearten(&[&["allocate", "--trial", "Autumn letters"], more].concat());
        assert!(alike.code == 2 && alike.err.contains("the seed of a live list") && alike.out.is_empty(), "{alike:?}");
    }
    assert_eq!(live(&as_ruth).code, 2, "drawn once");
    let audit = format!("audits where act = 'trial.allocated' and detail like '%, a given seed: {why}'");
    assert_eq!(world.count(&audit), 1);

    let says = format!("Its seed was given by ruth@x.example and not drawn by chance: “{why}”");
    let checked = hearten(&["verify"], &[]);
    assert!(checked.code == 0 && checked.out.contains(&says) && !checked.out.contains("SHA-256"), "{checked:?}");
    let mut lead = world.someone("lead@x.example", &[Role::ProgrammeLead]);
    for page in ["", "/lock", "/verify"] {
        lead.open(&format!("/trials/{}{page}", trial.id));
        assert!(page == "/verify" || lead.seen.says(&says), "{page}: {}", lead.seen.text());
    }
    let mut ruth = world.someone("ruth@x.example", &[Role::Researcher]);
    assert!(ruth.open(&format!("/trials/{}/verify", trial.id)).says(&says));

    let own = hearten(&["lock"], &as_ruth);
    assert!(own.code == 2 && own.err.contains("You drew this list"), "{own:?}");
    assert_eq!(hearten(&["lock"], &["--as", "dilys@x.example"]).code, 2, "not of a role that locks");
    assert_eq!(hearten(&["lock"], &["--as", "lead@x.example"]).code, 0);
    assert_eq!(hearten(&["verify"], &as_ruth).out.matches("SHA-256").count(), 0, "not given the right");
    assert_eq!(hearten(&["give-sight"], &["--to", "ruth@x.example"]).code, 0);
    assert_eq!(hearten(&["verify"], &as_ruth).out.matches("SHA-256").count(), 1);
    world.floor.db.write(|conn| end(conn, &world.floor, "second", &trial.id, "All is collected")).unwrap();
    assert_eq!(hearten(&["verify"], &[]).out.matches("SHA-256").count(), 1, "once the trial has ended");
});

story!(a_list_that_was_drawn_by_nobody_in_particular_is_locked_as_before, |world| {
    world.people_come_in(&[council("Oakby", 31, 0)]);
    let trial = world.trial("Spring letters", "person", &["team"]);
    world.answered(&trial.id);
    world.drawn(&trial, Mode::Live);
    world.tamper("update allocation_lists set made_by = 'command line', seed_because = ''");
    account(world, "ruth@x.example", "researcher");
    let lock = world.hearten(&["allocate", "lock", "--trial", "Spring letters", "--as", "ruth@x.example"]);
    assert_eq!(lock.code, 0, "{lock:?}");
});

story!(the_command_line_locks_checks_shows_and_reports, |world| {
    world.people_come_in(&[council("Oakby", 31, 0)]);
    let trial = ["--trial", "Spring letters"];
    let hearten = |words: &[&str], more: &[&str]| world.hearten(&[words, &trial[..], more].concat());
    let set_up =
        hearten(&["allocate", "set-up"], &["--unit", "person", "--arm", "letter:1:served", "--arm", "comparison:1"]);
    assert_eq!(set_up.code, 0, "{set_up:?}");
    account(world, "rhys@x.example", "researcher");
    assert_eq!(hearten(&["allocate"], &["--live", "--as", "rhys@x.example"]).code, 0);
    let reveal = ["--as", "ruth@x.example", "--reason", "The analysis begins"];
    assert_eq!(world.hearten(&["account", "add", "ruth@x.example", "--name", "Ruth", "--role", "researcher"]).code, 0);
    assert_eq!(hearten(&["allocate", "reveal"], &reveal).code, 2, "not given the right");
    assert_eq!(hearten(&["allocate", "give-sight"], &["--to", "ruth@x.example"]).code, 0);
    assert_eq!(hearten(&["allocate", "reveal"], &reveal).code, 2, "not locked");
    assert_eq!(hearten(&["allocate", "lock"], &["--as", "nobody@x.example"]).code, 2, "nobody by that address");
    let early = hearten(&["allocate", "lock"], &["--as", "ruth@x.example"]);
    assert!(early.code == 2 && early.err.contains("Nobody has said which outcome is the primary one"), "{early:?}");
    let known = world.floor.db.read(|conn| Trial::named(conn, "Spring letters")).unwrap();
    world.answered(&known.id);
    assert_eq!(hearten(&["allocate", "lock"], &["--as", "ruth@x.example"]).code, 0);
    assert_eq!(hearten(&["allocate", "verify"], &[]).code, 0);
    let shown = hearten(&["allocate", "reveal"], &reveal);
    assert!(shown.code == 0 && shown.out.starts_with("place,authority,unit,stratum,block,arm\n1,Oakby,"), "{shown:?}");
    let (practised, previewed) = (["--practice"], ["--seed", &"5".repeat(64)]);
    for said in [shown, hearten(&["allocate"], &practised), hearten(&["allocate"], &previewed)] {
        assert!(said.err.contains("Unit of allocation: person."), "beside the list, and not in it: {said:?}");
    }
    let report = world.hearten(&["report", "uptake", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    assert_eq!((report.code, &json["counts"]["in_trial"]), (0, &31.into()));
    assert!(
        world.hearten(&["report", "uptake", "--as", "ruth@x.example"]).out.contains("adds up: no control has a letter")
    );
    world.tamper("update arms set gets = 'letters'");
    assert_eq!(hearten(&["allocate", "verify"], &[]).code, 1);
    assert_eq!(world.hearten(&["report", "uptake"]).code, 1, "figures that rest on a forged list");
});
