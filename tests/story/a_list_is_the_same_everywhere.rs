//! One roster, one set of settings and one seed make one list, to the byte, on either engine and by either door.

use hearten::{
    floor::{db::Conn, seal::sha256},
    trial::allocation::{allocate, list::to_csv, scheme::Mode, trial::Trial},
};

use crate::{story, world::council};

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

story!(the_command_line_prints_the_list_that_the_pages_keep, |world| {
    world.people_come_in(&[council("Oakby", 31, 1)]);
    let trial = world.trial("Spring letters", "person", &["team"]);
    let words = ["allocate", "--trial", "Spring letters", "--seed", SEED];
    let printed = world.hearten(&words);
    assert_eq!((printed.code, printed.out.lines().count(), world.count("allocation_lists")), (0, 32, 0), "{printed:?}");
    assert_eq!(printed, world.hearten(&words));

    let refused = world.hearten(&[&words[..], &["--live"]].concat());
    assert!(refused.code == 2 && refused.err.contains("different arms: 1"), "{refused:?}");
    let live = world.hearten(&[&words[..], &["--live", "--households-known"]].concat());
    assert_eq!((live.code, live.out.as_str()), (0, ""), "no arm is printed: {live:?}");
    assert!(live.err.contains(&sha256(printed.out.as_bytes())), "{live:?}");
    let kept = world.floor.db.read(|conn| {
        let list = hearten::trial::allocation::stored::List::live(conn, &trial.id)?.unwrap();
        assert_eq!(list.mode, Mode::Live);
        list.whole(conn)
    });
    assert_eq!(to_csv(&kept.unwrap().plain_rows()), printed.out);
    assert_eq!(world.hearten(&[&words[..], &["--live", "--households-known"]].concat()).code, 2, "drawn once");
    let peeked = world.hearten(&words);
    assert!(peeked.code == 2 && peeked.out.is_empty(), "the arms of a live list are shown on record only: {peeked:?}");
});

story!(the_command_line_locks_checks_shows_and_reports, |world| {
    world.people_come_in(&[council("Oakby", 31, 0)]);
    let trial = ["--trial", "Spring letters"];
    let hearten = |words: &[&str], more: &[&str]| world.hearten(&[words, &trial[..], more].concat());
    let set_up =
        hearten(&["allocate", "set-up"], &["--unit", "person", "--arm", "letter:1:served", "--arm", "comparison:1"]);
    assert_eq!(set_up.code, 0, "{set_up:?}");
    assert_eq!(hearten(&["allocate"], &["--live"]).code, 0);
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
    let report = world.hearten(&["report", "uptake", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    assert_eq!((report.code, &json["counts"]["in_trial"]), (0, &31.into()));
    assert!(
        world.hearten(&["report", "uptake", "--as", "ruth@x.example"]).out.contains("adds up: no control has a letter")
    );
    world.tamper("update arms set receives = true");
    assert_eq!(hearten(&["allocate", "verify"], &[]).code, 1);
    assert_eq!(world.hearten(&["report", "uptake"]).code, 1, "figures that rest on a forged list");
});
