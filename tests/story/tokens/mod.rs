//! Tokens as a story needs them: a council with buildings of several sizes, of which a list gives some a token; a coordinator who
//! plans, and passers-by who scan the code on a card.

use std::collections::BTreeSet;

use diesel::{QueryDsl, RunQueryDsl};
use hearten::{
    floor::web::Role,
    interventions::tokens::{code, store},
    schema::{sites, token_placements},
    trial::{
        allocation::{
            allocate::{Order, allocate},
            lock::lock,
            receives::{Guard, Owed, receives_site},
            scheme::Mode,
            set_up::{self, Plan},
            trial::Trial,
        },
        roster::{
            governance::{self, Statement, Typed},
            import::{self, Drafted},
        },
    },
};

use crate::world::{Someone, World};

const HEADING: &str = "staff reference,given name,preferred first name,family name,work e-mail,role,team,manager's reference,\
                       site,authority,address line 1,address line 2,postcode,do-not-post,letter format";
/// Four that are large enough, and one that is too small to be in the trial.
pub const BUILDINGS: [(&str, usize); 5] =
    [("Alder House", 30), ("Birch House", 26), ("Cedar House", 25), ("Dell House", 27), ("Elm Cottage", 24)];
/// Every table of theirs, for whoever watches that looking changes nothing.
pub const TABLES: &[&str] = &[
    "uptake_site_events",
    "token_plans",
    "token_placements",
    "token_steps",
    "token_cards",
    "token_faults",
    "token_fault_notes",
    "token_deliveries",
    "token_stock_outs",
    "token_costs",
];
pub const TRIAL: &str = "A warm cup";

/// A council of these buildings. A manager and a leader work in none.
pub fn people_come_in(world: &World, buildings: &[(&str, usize)]) {
    people_come_in_of(world, &[("Northmoor", buildings)]);
}

/// The same of several councils.
pub fn people_come_in_of(world: &World, councils: &[(&str, &[(&str, usize)])]) {
    let mut rows = Vec::new();
    for (nth, (council, buildings)) in (1..).zip(councils) {
        let (leader, manager) = (format!("L{nth}"), format!("M{nth}"));
        rows.push(format!("{leader},Dilys,,Rees,dilys{nth}@x.example,senior leader,,,,{council},,,,,"));
        rows.push(format!("{manager},Musa,,Khan,musa{nth}@x.example,team manager,North,{leader},,{council},,,,,"));
        for (site, people) in *buildings {
            for of_site in 0..*people {
                let at = rows.len();
                let (given, family) = (name(at), name(at * 7 + of_site));
                rows.push(format!(
                    "W{at},{given},,{family},w{at}@x.example,social worker,North,{manager},{site},{council},,,,yes,"
                ));
            }
        }
    }
    let floor = &world.floor;
    let typed = Typed {
        lawful_basis: "public task",
        article_9_condition: "none: no health data",
        dpia_reference: "DPIA 7",
        privacy_notice: "On the intranet",
        notice_given_on: "2027-02-01",
    };
    let file = format!("{HEADING}\n{}\n", rows.join("\n"));
    let act = |conn: &mut _| {
        governance::record(conn, floor, "ann", Statement::parse(typed, floor.clock.today())?)?;
        match import::draft(conn, floor, "ann", file.as_bytes())? {
            Drafted::Waiting { id, .. } => import::confirm(conn, floor, "ann", &id),
            Drafted::Refused(trouble) => panic!("{trouble:?}"),
        }
    };
    floor.db.write(act).unwrap();
}

/// A made-up name for a number.
fn name(nth: usize) -> String {
    const BEGIN: [&str; 10] = ["Ba", "Co", "De", "Fi", "Ga", "Ho", "Ke", "Lu", "Mo", "Ta"];
    const END: [&str; 9] = ["ra", "lin", "mo", "sel", "ven", "dor", "nis", "pet", "wyn"];
    format!("{}{}", BEGIN[nth % BEGIN.len()], END[nth / BEGIN.len() % END.len()])
}

/// A trial of so many buildings with a token to so many without.
pub fn set_up_trial(world: &World, ratio: (&str, &str)) -> Trial {
    let floor = &world.floor;
    let typed = set_up::Typed {
        name: TRIAL.into(),
        intervention: "tokens".into(),
        unit: "site".into(),
        arms: vec![("token".into(), ratio.0.into(), true), ("comparison".into(), ratio.1.into(), false)],
        smallest_block: "1".into(),
        largest_block: "1".into(),
        ..set_up::Typed::default()
    };
    let act = |conn: &mut _| {
        let trial_id = set_up::set_up(conn, floor, "ann", &Plan::parse(&typed)?)?;
        Trial::find(conn, &trial_id)
    };
    floor.db.write(act).unwrap()
}

/// The same, with its list drawn and, where it says so, locked.
pub fn randomise(world: &World, ratio: (&str, &str), locked: bool) -> Trial {
    randomise_from(world, ratio, locked, 5)
}

/// The same, from a seed: it says which buildings get one.
pub fn randomise_from(world: &World, ratio: (&str, &str), locked: bool, seed: u8) -> Trial {
    let (floor, trial) = (&world.floor, set_up_trial(world, ratio));
    let act = |conn: &mut _| {
        let order = Order { mode: Mode::Live, seed: Some([seed; 32].into()), households_known: true };
        allocate(conn, floor, "ann", &trial, &order)?;
        if locked { lock(conn, floor, "second", &trial.id) } else { Ok(()) }
    };
    floor.db.write(act).unwrap();
    trial
}

/// Id and name of every building, by name.
pub fn all_sites(world: &World) -> Vec<(String, String)> {
    let rows = sites::table.select((sites::id, sites::name));
    let mut found: Vec<(String, String)> = world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

/// The names of the buildings that the list gives a token.
pub fn receiving(world: &World) -> BTreeSet<String> {
    let owed = |id: &str| {
        let (floor, mut guard) = (&world.floor, Guard::default());
        let act = |conn: &mut _| receives_site(conn, floor, &mut guard, id, "tokens", world.now());
        matches!(floor.db.read(act).unwrap(), Owed::Yes(_))
    };
    all_sites(world).into_iter().filter(|(id, _)| owed(id)).map(|(_, name)| name).collect()
}

/// A plan in Northmoor, from 1 to 31 March 2027, with the page of its first building open.
pub struct Town<'w> {
    pub world: &'w World,
    pub trial: Trial,
    pub plan: String,
    pub coordinator: Someone<'w>,
    /// Placements with the names of their buildings, by name.
    pub placed: Vec<(String, String)>,
}

impl<'w> Town<'w> {
    pub fn planned(world: &'w World) -> Self {
        people_come_in(world, &BUILDINGS);
        let trial = randomise(world, ("3", "2"), true);
        Self::plan(world, trial)
    }

    /// The coordinator plans for a list that is locked.
    pub fn plan(world: &'w World, trial: Trial) -> Self {
        let mut coordinator = world.someone("cora@x.example", &[Role::Coordinator]);
        press_plan(&mut coordinator, "Northmoor");
        assert!(coordinator.seen.says("The buildings are on record"), "{}", coordinator.seen.text());
        let plan = coordinator.seen.path.rsplit('/').next().unwrap().to_owned();
        let rows = token_placements::table.select((token_placements::site_id, token_placements::id));
        let rows: Vec<(String, String)> = world.floor.db.read(|conn| Ok(rows.load(conn)?)).unwrap();
        let placed =
            |(site, name): (String, String)| rows.iter().find(|(of, _)| *of == site).map(|(_, id)| (id.clone(), name));
        let placed = all_sites(world).into_iter().filter_map(placed).collect();
        Self { world, trial, plan, coordinator, placed }
    }

    pub fn page(&self) -> String {
        format!("/tokens/{}", self.placed[0].0)
    }

    /// The coordinator does something on the page of the first building.
    pub fn does(&mut self, act: &str, fields: &[(&str, &str)]) {
        let page = self.page();
        self.coordinator.open(&page);
        self.coordinator.press(&format!("{page}/{act}"), fields);
    }

    pub fn hears(&self, words: &str) {
        assert!(self.coordinator.seen.says(words), "no “{words}” in: {}", self.coordinator.seen.text());
    }

    /// Delivered on the first day and set up on the second, at once.
    pub fn set_up(world: &'w World) -> Self {
        let mut town = Self::planned(world);
        world.floor.clock.advance(chrono::TimeDelta::days(1));
        town.come_in();
        town.does("delivered", &[("kind", "coffee machine"), ("drinks", "yes"), ("delivered_on", "2027-03-01")]);
        town.hears("It is down as delivered");
        let stands = [("stands", "coffee"), ("stands", "tea"), ("stands", "without_caffeine")];
        town.does("set-up", &[&stands[..], &[("set_up_on", "2027-03-02")]].concat());
        town.hears("It is set up");
        town
    }

    /// A session ends, and days go by in a story.
    pub fn come_in(&mut self) {
        self.coordinator.sign_in("cora@x.example");
    }

    /// Where the code of the first building's present card leads.
    pub fn code(&self) -> String {
        let floor = &self.world.floor;
        let placement = floor.db.read(|conn| store::placements::one(conn, &self.placed[0].0)).unwrap();
        code::path(&code::code(floor, &placement.id, placement.generation))
    }

    /// A passer-by scans it, chooses, and presses.
    pub fn tells(&self, kind: &str, note: &str) -> Someone<'w> {
        let mut passer = self.world.nobody();
        let code = self.code();
        passer.open(&code);
        passer.press(&code, &[("kind", kind), ("note", note)]);
        passer
    }

    /// How often an event is on record of any building.
    pub fn events(&self, event: &str) -> i64 {
        self.world.count(&format!("uptake_site_events where event = '{event}'"))
    }
}

pub fn press_plan(coordinator: &mut Someone<'_>, council: &str) {
    coordinator.open("/tokens/new");
    let option = |text: &str| crate::world::option(&coordinator.seen.body, text);
    let fields = [
        ("authority", option(council)),
        ("trial", option(TRIAL)),
        ("from_on", "2027-03-01".to_owned()),
        ("until_on", "2027-03-31".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    coordinator.press("/tokens", &fields);
}
