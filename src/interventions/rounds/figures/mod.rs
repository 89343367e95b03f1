//! The figures of one series, as pictures with the tables behind them: attendance over the year, the mix of staff groups, and
//! what an attendance costs. Small groups are hidden, as in every report.

mod bars;

pub use bars::{Bar, Mark, Picture};

use comfy_table::{Table, presets::UTF8_HORIZONTAL_ONLY as LINES};
use serde_json::{Value, json};

use super::{
    came::{attendances, mix},
    cost::{report::sums, sums::Sums},
    round::{Round, State},
    store::{self, series::Series},
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{scheme::Unit, trial::Trial},
        uptake::hide::{Group, Shown, hide_small},
    },
};

pub const ATTENDANCE: &str = "attendance";
pub const MIX: &str = "mix";
pub const COST: &str = "cost";

/// The pictures of a series, in the order in which they read.
#[derive(Debug, Clone)]
pub struct Figures {
    /// What the trial of the series is allocated by.
    pub allocated_by: Unit,
    pub pictures: Vec<Picture>,
}

impl Figures {
    pub fn of(conn: &mut Conn, floor: &Floor, series: &Series) -> Result<Self> {
        let mut held = store::rounds::of_series(conn, &series.id)?;
        held.retain(|round| round.state == State::Held);
        let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
        let allocated_by = Trial::find(conn, &series.trial_id)?.scheme.unit();
        let mut pictures = vec![
            attendance(conn, series, &held)?,
            groups(conn, series, &held, smallest)?,
            cost(series, &held, &sums(conn, series)?),
        ];
        // A picture is looked at without the rest of its page.
        pictures.iter_mut().for_each(|one| one.about = with_unit(&one.about, allocated_by));
        Ok(Self { allocated_by, pictures })
    }

    /// # Errors
    /// `Missing`, for a name that no picture has.
    pub fn picture(&self, name: &str) -> Result<&Picture> {
        self.pictures.iter().find(|picture| picture.name == name).ok_or(Error::Missing("That picture"))
    }

    /// For a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let drawn = self.pictures.iter().map(|picture| {
            let mut table = Table::new();
            table.load_style(LINES).set_header(picture.columns.iter().map(|(label, _)| *label));
            for row in picture.rows() {
                table.add_row(row);
            }
            format!("{}. {}\n{table}", picture.title, picture.about)
        });
        drawn.collect::<Vec<_>>().join("\n\n")
    }

    /// One line a bar; the value in people or in pence, empty where it is hidden or not known, and last the unit of allocation.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let lines = self.pictures.iter().flat_map(|picture| {
            picture.bars.iter().map(|bar| {
                let value = bar.value.map(|value| value.to_string()).unwrap_or_default();
                format!(
                    "{},{},\"{}\",{value},\"{}\",{}\n",
                    picture.name, picture.unit, bar.label, bar.figures, self.allocated_by
                )
            })
        });
        std::iter::once("picture,unit,of,value,says,unit_of_allocation\n".to_owned()).chain(lines).collect()
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        let pictures = self.pictures.iter().map(|picture| {
            let bars =
                picture.bars.iter().map(|bar| json!({ "of": bar.label, "value": bar.value, "says": bar.figures }));
            json!({ "picture": picture.name, "title": picture.title, "about": picture.about, "unit": picture.unit,
                "unit_of_allocation": self.allocated_by.name(), "bars": bars.collect::<Vec<_>>() })
        });
        Value::Array(pictures.collect())
    }
}

fn with_unit(about: &str, unit: Unit) -> String {
    format!("{}. Unit of allocation: {unit}.", about.trim_end_matches('.'))
}

fn attendance(conn: &mut Conn, series: &Series, held: &[Round]) -> Result<Picture> {
    let (mut bars, mut all) = (Vec::new(), 0);
    for round in held {
        let came = attendances(conn, round)?;
        all += came;
        bars.push(Bar {
            label: format!("{}: {}", round.number, long_date(round.span.day())),
            value: Some(count(came)),
            figures: format!("{came} of {} places", round.capacity),
            mark: Some(Mark { at: i64::from(round.capacity), says: "places" }),
        });
    }
    let mean = if held.is_empty() { String::new() } else { format!(", {:.1} at each", all as f64 / held.len() as f64) };
    Ok(Picture {
        name: ATTENDANCE,
        title: format!("Attendance over {}", series.name),
        about: format!(
            "{} held; {all} attendances{mean}. The line shows how many places there were.",
            rounds(held.len())
        ),
        unit: "attendances",
        columns: [("Round", false), ("Came, of places", true)],
        bars,
    })
}

/// The groups of a series, each hidden where fewer than `smallest` of its people came.
fn groups(conn: &mut Conn, series: &Series, held: &[Round], smallest: usize) -> Result<Picture> {
    let mix = mix(conn, held)?;
    let all: usize = mix.values().map(|group| group.attendances).sum();
    let attended: Vec<usize> = mix.values().map(|group| group.attendances).collect();
    let groups = mix.iter().map(|(role, group)| Group {
        name: capitalised(role.name()),
        count: group.attendances,
        size: group.people(),
    });
    let bars = hide_small(groups.collect(), smallest).into_iter().map(|shown| match shown {
        Shown::Hidden { name } => {
            Bar { label: name, value: None, figures: "hidden, too few people".to_owned(), mark: None }
        }
        Shown::Figure(group) => Bar {
            figures: format!("{} ({:.0}%)", group.count, 100.0 * group.count as f64 / all.max(1) as f64),
            label: group.name,
            value: Some(count(group.count)),
            mark: None,
        },
    });
    Ok(Picture {
        name: MIX,
        title: format!("Who came to {}, by staff group", series.name),
        about: format!("{} attendances of {} staff groups. Groups of few people are hidden.", all, attended.len()),
        unit: "attendances",
        columns: [("Staff group", false), ("Attendances", true)],
        bars: bars.collect(),
    })
}

fn cost(series: &Series, held: &[Round], sums: &Sums) -> Picture {
    let bar = |cost: &super::cost::sums::RoundCost| {
        let day = held.iter().find(|round| round.id == cost.id).map(|round| long_date(round.span.day()));
        let each = cost.per_attendance();
        Bar {
            label: format!("{}: {}", cost.number, day.unwrap_or_default()),
            value: each.map(|each| each.0),
            figures: match each {
                Some(each) => format!("{each} ({} / {})", cost.total(), cost.came),
                None => "nobody is on record".to_owned(),
            },
            mark: None,
        }
    };
    let left = super::cost::report::says(&sums.per_attendance);
    Picture {
        name: COST,
        title: format!("Cost of an attendance at {}", series.name),
        about: format!("Over all: {left}"),
        unit: "pence",
        columns: [("Round", false), ("An attendance (cost / who came)", true)],
        bars: sums.rounds.iter().map(bar).collect(),
    }
}

fn rounds(many: usize) -> String {
    if many == 1 { "One Round was".to_owned() } else { format!("{many} Rounds were") }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
