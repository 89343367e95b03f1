//! The list, and a year planned in each council: under a licence in the first, under the neutral name in the other.

use crate::{
    demo::{
        cast::{Cast, enter},
        trial::{randomise_so, seeded},
    },
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::Form,
    },
    interventions::rounds::{
        leaders::{Leader, note},
        new_series::{Choices, NewSeries},
        series::{Series, set_up},
        store,
    },
    trial::{
        allocation::set_up::Typed,
        roster::people::{self, Authority},
    },
};

/// Teams are randomised within each council; managers are in the trial with their teams.
pub fn randomise(floor: &Floor, cast: &Cast, names: &[String], seed: u64) -> Result<String> {
    let typed = Typed {
        name: "An hour to hear how work feels".into(),
        intervention: "rounds".into(),
        unit: "team".into(),
        strata: vec!["authority".into()],
        arms: vec![("rounds".into(), "1".into(), true), ("usual support".into(), "1".into(), false)],
        smallest_block: "2".into(),
        largest_block: "4".into(),
        authorities: names.to_vec(),
        roles: ["social worker", "family support worker", "team manager"].map(str::to_owned).to_vec(),
        ..Typed::default()
    };
    randomise_so(floor, cast, &typed, seeded("rounds", seed)?)
}

/// One series a council, in the order of their names, with those who lead it.
pub fn plan(floor: &Floor, cast: &Cast, trial_id: &str, names: &[String]) -> Result<Vec<Series>> {
    floor.db.write(|conn| {
        let coordinator = enter(conn, floor, &cast.coordinator)?;
        let (all, mut year) = (people::authorities(conn)?, Vec::new());
        for (nth, name) in names.iter().enumerate() {
            let authority = all.iter().find(|one| one.name == *name);
            let authority = authority.ok_or_else(|| Error::broken("a council that was not brought in"))?;
            let form = form(floor, trial_id, authority, nth);
            let new = NewSeries::parse(&form, &Choices::of(conn, &coordinator)?, floor)?;
            let id = set_up(conn, floor, &cast.coordinator, new)?;
            lead(conn, floor, cast, &id)?;
            year.push(store::series::one(conn, &id)?);
        }
        Ok(year)
    })
}

fn form(floor: &Floor, trial_id: &str, authority: &Authority, nth: usize) -> Form {
    let from = floor.clock.today() + chrono::TimeDelta::days(25);
    let licensed = nth == 0;
    let times = if licensed { "12:30, 13:00" } else { "12:00" };
    let fields = [
        ("name", format!("Rounds in {}", authority.name)),
        ("authority", authority.id.clone()),
        ("trial", trial_id.to_owned()),
        ("called", if licensed { "licensed" } else { "neutral" }.to_owned()),
        ("licensor", "A made-up licensor".to_owned()),
        ("reference", "DEMO-1".to_owned()),
        ("licence_from", "2027-06-01".to_owned()),
        ("licence_until", "2028-09-30".to_owned()),
        ("which", "3".to_owned()),
        ("weekday", "Thu".to_owned()),
        ("times", times.to_owned()),
        ("from", from.to_string()),
        ("months", "1".to_owned()),
        ("count", super::COUNT.to_string()),
        ("mode", "room".to_owned()),
        ("room", "The long room".to_owned()),
        ("directions", "second floor".to_owned()),
        ("capacity", if licensed { "16" } else { "12" }.to_owned()),
        ("cover", "none".to_owned()),
        ("offer_hours", "36".to_owned()),
    ];
    Form::of(fields.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

/// Those who lead: made-up names, and the hours that their parts take.
fn lead(conn: &mut Conn, floor: &Floor, cast: &Cast, series_id: &str) -> Result<()> {
    const LEADERS: [(&str, &str, &str, &str, &str); 4] = [
        ("facilitator", "Fran Ode", "2027-05-11", "2027-11-09", "5.5"),
        ("facilitator", "Gwil Marsh", "2027-05-11", "", "5"),
        ("clinical_lead", "Dr Ada Kerr", "", "", "3"),
        ("steering", "Una Bell", "", "", "1.5"),
    ];
    for (part, name, day_1_on, day_2_on, hours) in LEADERS {
        let fields =
            [("part", part), ("name", name), ("day_1_on", day_1_on), ("day_2_on", day_2_on), ("hours_a_month", hours)];
        let form = Form::of(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let leader = Leader::parse(&form, floor.ids.next(), series_id)?;
        note(conn, floor, &cast.coordinator, &leader, false)?;
    }
    Ok(())
}
