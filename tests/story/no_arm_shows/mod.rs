//! The same things happen in two houses whose lists put somebody who left into another arm. A researcher who may not see the arms opens
//! every page, presses every button that shows or hands out figures, and types every command that tells any; then the two houses are
//! laid side by side, and nothing differs. The log of the houses names nobody, so that no line of it can be set beside a person.

mod letters;
mod several;
mod surveys;
mod teams;
mod tokens;
pub mod walked;

use std::{collections::BTreeMap, fs};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    floor::{db::Conn, web::Role},
    schema::{people, trial_ids},
    trial::allocation::{
        allocate::{Order, allocate},
        scheme::Mode,
        stored::List,
        trial::Trial,
    },
};

use walked::{mails, walk};

use crate::{
    log::Log,
    the_data_of_a_trial::unzip,
    world::{Engine, Someone, World},
};

const RESEARCHER: &str = "ruth@x.example";

/// What a researcher could see, by the path or the words that it was found under.
type Seen = BTreeMap<String, String>;

/// Lives the same in both houses and lays them side by side: `lived` is told which seed its list is drawn from.
fn side_by_side(engine: Engine, seeds: [u8; 2], lived: impl Fn(&World, u8)) {
    let log = Log::listen();
    let tell = |seed: u8| {
        let mut seen = Seen::default();
        World::tell(engine, |world| {
            lived(world, seed);
            seen = looked_at(world);
            log.names_nobody(world);
        });
        seen
    };
    let [one, two] = seeds.map(tell);
    let found = |seen: &Seen| seen.keys().cloned().collect::<Vec<_>>();
    assert_eq!(found(&one), found(&two));
    assert!(one.keys().any(|path| path.ends_with("/uptake.csv")), "{:?}", found(&one));
    let differ: Vec<String> = one.iter().filter_map(|(path, body)| differ(path, body, &two[path])).collect();
    assert!(differ.is_empty(), "these tell an arm:\n{}", differ.join("\n"));
}

/// The first line that is not the same.
fn differ(path: &str, one: &str, two: &str) -> Option<String> {
    let (mut left, mut right) = (one.lines(), two.lines());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return None,
            (one, two) if one == two => {}
            (one, two) => {
                return Some(format!("{path}: “{}” and “{}”", one.unwrap_or_default(), two.unwrap_or_default()));
            }
        }
    }
}

/// Everything that links lead to from the first page, what buttons and commands give, and the mails that came.
fn looked_at(world: &World) -> Seen {
    let mut seen = Seen::default();
    let mut researcher = world.someone(RESEARCHER, &[Role::Researcher]);
    walk(world, &mut researcher, &mut seen);
    for trial in world.floor.db.read(Trial::all).unwrap() {
        pressed(world, &mut researcher, &trial, &mut seen);
        said(world, &trial, &mut seen);
    }
    seen.insert("mails".into(), mails(world));
    seen
}

/// What is given to a press: the export, each outcome by arm, and what each survey came to.
fn pressed(world: &World, researcher: &mut Someone<'_>, trial: &Trial, seen: &mut Seen) {
    let export = format!("/trials/{}/export", trial.id);
    for cells in ["", "yes"] {
        researcher.open(&export);
        let page = researcher.press(&export, &[("why", "To look"), ("small_cells", cells)]).clone();
        if page.status != 200 {
            seen.insert(format!("{export} {cells}"), format!("{} {}", page.status, page.text()));
            continue;
        }
        let who = who(world, &trial.id);
        for (name, text) in unzip(&page.bytes) {
            seen.insert(format!("{export} {cells}/{name}"), by_person(&text, &who));
        }
    }
    let who = who(world, &trial.id);
    let outcomes = format!("/outcomes/{}", trial.id);
    for outcome in ["absence", "absence-rate", "turnover", "survey:endline:ons4.satisfaction"] {
        for of in trial.interventions.iter() {
            researcher.open(&outcomes);
            let page =
                researcher.press(&format!("{outcomes}/told"), &[("outcome", outcome), ("of", of), ("why", "To look")]);
            seen.insert(format!("{outcomes}/told {outcome} {of}"), format!("{} {}", page.status, page.text()));
        }
    }
    let surveys = format!("/trials/{}/surveys", trial.id);
    let waves: Vec<String> = researcher.open(&surveys).links(&format!("{surveys}/"));
    for wave in waves.iter().filter(|link| !link.ends_with("/new")) {
        for button in ["scores", "answers.csv"] {
            researcher.open(wave);
            let page = researcher.press(&format!("{wave}/{button}"), &[("why", "To look")]);
            seen.insert(format!("{wave}/{button}"), format!("{} {}", page.status, by_person(&page.text(), &who)));
        }
    }
}

/// What commands say, in nobody's name and in the researcher's.
fn said(world: &World, trial: &Trial, seen: &mut Seen) {
    let name = trial.name.as_str();
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for format in ["table", "csv", "json"] {
        for what in ["uptake", "dose", "description"] {
            commands.push(vec!["report", what, "--trial", name, "--format", format]);
        }
        let by_arm = ["--why", "To look", "--format", format];
        commands.push([&["report", "scores", "--trial", name, "--wave", "endline"][..], &by_arm].concat());
        for of in trial.interventions.iter() {
            let words = ["--trial", name, "--of", of, "--format", format];
            for what in [&["uptake"][..], &["flow"], &["outcomes", "--outcome", "absence", "--why", "To look"]] {
                commands.push([&["report"], what, &words].concat());
            }
        }
    }
    commands.push(vec!["allocate", "verify", "--trial", name]);
    for of in trial.interventions.iter() {
        let picture = |what| vec!["report", what, "--trial", name, "--of", of, "--format", "svg"];
        commands.extend(["uptake", "flow"].map(picture));
    }
    for words in &commands {
        for more in [&[][..], &["--as", RESEARCHER]] {
            let words = [&words[..], more].concat();
            let said = world.hearten(&words);
            seen.insert(words.join(" "), format!("{} {}{}", said.code, said.out, said.err));
        }
    }
    taken(world, name, &who(world, &trial.id), seen);
}

/// The export, at the command line.
fn taken(world: &World, name: &str, who: &BTreeMap<String, String>, seen: &mut Seen) {
    let dir = world.dir().join(format!("out of {name}"));
    let to = dir.to_string_lossy().into_owned();
    let said = world.hearten(&["export", "trial", name, "--dir", &to, "--why", "To look", "--as", RESEARCHER]);
    seen.insert(format!("export {name}"), format!("{} {}", said.code, said.err));
    for file in fs::read_dir(&dir).into_iter().flatten().map(Result::unwrap) {
        let text = fs::read_to_string(file.path()).unwrap();
        seen.insert(format!("export {name} {}", file.file_name().display()), by_person(&text, who));
    }
}

/// Whom a trial id stands for. Ids are drawn as they are needed, so that the same person has another in another house.
fn who(world: &World, trial_id: &str) -> BTreeMap<String, String> {
    let called = trial_ids::table.filter(trial_ids::trial_id.eq(trial_id));
    let called = called.select((trial_ids::called, trial_ids::person_id));
    let named = people::table.select((people::id, people::staff_reference));
    let db = &world.floor.db;
    let called: Vec<(String, String)> = db.read(|conn| Ok(called.load(conn)?)).unwrap();
    let named: Vec<(String, String)> = db.read(|conn| Ok(named.load(conn)?)).unwrap();
    let named: BTreeMap<String, String> = named.into_iter().collect();
    called.into_iter().map(|(called, person)| (called, named[&person].clone())).collect()
}

/// Lines under staff references and not trial ids, and sorted by them; without the codes of occasions, which are of ids too.
fn by_person(text: &str, who: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    for (called, reference) in who {
        text = text.replace(called, reference);
    }
    let occasion =
        |cell: &str| cell.len() == 13 && cell.starts_with('E') && cell[1..].chars().all(|c| c.is_ascii_hexdigit());
    let plain = |line: &str| {
        let cells = line.split(',').map(|cell| if occasion(cell) { "E" } else { cell });
        cells.collect::<Vec<_>>().join(",")
    };
    let mut lines: Vec<String> = text.lines().map(plain).collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// Which arm each unit would be in, by a practice list of this seed.
fn practised(world: &World, trial: &Trial, seed: u8) -> BTreeMap<String, String> {
    let order = Order { mode: Mode::Practice, seed: Some([seed; 32].into()), households_known: true };
    let draw = |conn: &mut Conn| {
        let drawn = allocate(conn, &world.floor, "ann", trial, &order)?;
        List::find(conn, &drawn.list_id)?.whole(conn)
    };
    let whole = world.floor.db.write(draw).unwrap();
    whole.rows.into_iter().map(|sealed| (sealed.row.unit, sealed.row.arm)).collect()
}

/// Seed 5, and another that puts a unit into another arm and as many into each.
fn seeds(engine: Engine, unit: &str, set_up: impl Fn(&World) -> Trial) -> [u8; 2] {
    let mut other = None;
    World::tell(engine, |world| {
        let trial = set_up(world);
        let first = practised(world, &trial, 5);
        let sizes = |list: &BTreeMap<String, String>| {
            let mut arms: Vec<&String> = list.values().collect();
            arms.sort_unstable();
            arms.into_iter().cloned().collect::<Vec<String>>()
        };
        other = (6..250).find(|seed| {
            let list = practised(world, &trial, *seed);
            list[unit] != first[unit] && sizes(&list) == sizes(&first)
        });
    });
    [5, other.unwrap()]
}

/// One test an engine.
macro_rules! on_both_engines {
    ($name:ident, $tell:path) => {
        mod $name {
            #[test]
            fn on_sqlite() {
                $tell($crate::world::Engine::Sqlite);
            }

            #[test]
            #[ignore = "needs PostgreSQL"]
            fn on_postgres() {
                $tell($crate::world::Engine::Postgres);
            }
        }
    };
}
pub(crate) use on_both_engines;
