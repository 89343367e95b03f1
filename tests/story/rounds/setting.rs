//! What a year of Rounds begins with: two teams randomised, and the fields of its form.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use hearten::{
    schema::people as roster,
    trial::allocation::{
        allocate::{Order, allocate},
        lock::lock,
        receives::{Guard, Owed, receives},
        scheme::Mode,
        set_up::{self, Plan},
        trial::Trial,
    },
};

use crate::world::World;

/// What the form of a new year is filled in with.
pub fn fields(page: &str, capacity: usize, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let option = |text: &str| crate::world::option(page, text);
    let capacity = capacity.to_string();
    let given = [
        ("name", "Rounds 2027".to_owned()),
        ("authority", option("Northmoor")),
        ("trial", option("An hour to hear")),
        ("called", "licensed".to_owned()),
        ("licensor", "Schwartz Center".to_owned()),
        ("reference", "UK 7".to_owned()),
        ("licence_from", "2027-01-01".to_owned()),
        ("licence_until", "2027-12-31".to_owned()),
        ("which", "3".to_owned()),
        ("weekday", "Thu".to_owned()),
        ("times", "12:30, 13:00".to_owned()),
        ("from", "2027-03-02".to_owned()),
        ("months", "1".to_owned()),
        ("count", "3".to_owned()),
        ("mode", "room".to_owned()),
        ("room", "The long room".to_owned()),
        ("directions", "second floor".to_owned()),
        ("capacity", capacity),
        ("cover", "none".to_owned()),
        ("offer_hours", "24".to_owned()),
    ];
    let value = |name: &str, value: String| {
        more.iter().find(|(other, _)| *other == name).map_or(value, |(_, value)| (*value).to_owned())
    };
    given.into_iter().map(|(name, given)| (name.to_owned(), value(name, given))).collect()
}

/// A trial of the two teams with their managers, one to each arm.
pub fn set_up(world: &World) -> Trial {
    let typed = set_up::Typed {
        name: "An hour to hear".into(),
        intervention: "rounds".into(),
        unit: "team".into(),
        arms: vec![("rounds".into(), "1".into(), true), ("comparison".into(), "1".into(), false)],
        smallest_block: "2".into(),
        largest_block: "2".into(),
        roles: vec!["social worker".into(), "team manager".into()],
        ..set_up::Typed::default()
    };
    let act = |conn: &mut _| {
        let trial_id = set_up::set_up(conn, &world.floor, "ann", &Plan::parse(&typed)?)?;
        Trial::find(conn, &trial_id)
    };
    world.floor.db.write(act).unwrap()
}

/// Draws its list from a seed, which says which team is invited, and locks it.
pub fn randomise(world: &World, seed: u8) {
    let (floor, trial) = (&world.floor, set_up(world));
    let act = |conn: &mut _| {
        let order = Order { mode: Mode::Live, seed: Some([seed; 32].into()), households_known: true };
        allocate(conn, floor, "ann", &trial, &order)?;
        lock(conn, floor, "second", &trial.id)
    };
    floor.db.write(act).unwrap();
}

pub fn is_invited(world: &World, reference: &str) -> bool {
    let act = |conn: &mut _| {
        let row = roster::table.filter(roster::staff_reference.eq(reference)).select(roster::id);
        let id: String = row.first(conn)?;
        receives(conn, &world.floor, &mut Guard::default(), &id, "rounds", world.now())
    };
    matches!(world.floor.db.read(act).unwrap(), Owed::Yes(_))
}
