//! `hearten report rounds`: the pictures of a series and their figures.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::taken::on_record;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    interventions::rounds::{
        figures::{self, Figures},
        store::series::{self, Series},
    },
    trial::taken::Taken,
};

#[derive(Debug, Args)]
pub struct Words {
    /// The series, by its name; may be left out where there is only one.
    #[arg(long)]
    series: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Which picture, where the format is svg.
    #[arg(long, value_enum, default_value_t = Which::Attendance)]
    picture: Which,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Svg,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Which {
    Attendance,
    Mix,
    Cost,
}

pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let (figures, trial_id) = floor.db.read(|conn| {
        let series = find(conn, words.series.as_deref())?;
        Ok((Figures::of(conn, floor, &series)?, series.trial_id))
    })?;
    let name = match words.picture {
        Which::Attendance => figures::ATTENDANCE,
        Which::Mix => figures::MIX,
        Which::Cost => figures::COST,
    };
    let file = match words.format {
        Format::Table => None,
        Format::Csv => Some("figures.csv".to_owned()),
        Format::Json => Some("figures.json".to_owned()),
        Format::Svg => Some(format!("{name}.svg")),
    };
    on_record(floor, "", file.map(|file| Taken::file(&trial_id, &file)).as_slice())?;
    match words.format {
        Format::Table => println!("{}", figures.to_table()),
        Format::Csv => print!("{}", figures.to_csv()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&figures.to_json())?),
        Format::Svg => println!("{}", figures.picture(name)?.to_svg(&floor.templates)?),
    }
    Ok(ExitCode::SUCCESS)
}

fn find(conn: &mut Conn, name: Option<&str>) -> Result<Series> {
    let mut all = series::all(conn)?;
    all.retain(|series| name.is_none_or(|name| series.name == name));
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Error::Missing("That series")),
        (Some(last), false) => {
            let names: Vec<String> = all.into_iter().chain([last]).map(|series| series.name).collect();
            let says = format!("There are several series. Name one with --series: {}.", names.join("; "));
            Err(Error::invalid("series", says))
        }
    }
}
