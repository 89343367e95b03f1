//! The words and shapes of pages and mails, compiled into the binary; in a debug build, read from disk at every use.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use rust_embed::RustEmbed;
use tera::{Context, Kwargs, State, Tera};

use crate::floor::{
    clock::{long_date, long_moment},
    error::{Error, Result},
};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Embedded;

#[derive(Clone)]
pub struct Templates(Arc<Tera>);

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Templates")
    }
}

impl Templates {
    pub fn load() -> Result<Self> {
        Ok(Self(Arc::new(parse()?)))
    }

    /// Renders `name`, a path under `templates/`.
    pub fn render(&self, name: &str, context: &Context) -> Result<String> {
        #[cfg(debug_assertions)]
        if std::env::var_os("HEARTEN_RELOAD").is_some() {
            return Ok(parse()?.render(name, context)?);
        }
        Ok(self.0.render(name, context)?)
    }
}

fn parse() -> Result<Tera> {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html", ".svg"]);
    tera.register_filter("long_date", long_date_filter);
    tera.register_filter("long_moment", long_moment_filter);
    let mut files = Vec::new();
    for name in Embedded::iter() {
        let file = Embedded::get(&name).ok_or_else(|| Error::broken(format!("template {name} went away")))?;
        files.push((name.into_owned(), String::from_utf8(file.data.into_owned())?));
    }
    tera.add_raw_templates(files)?;
    Ok(tera)
}

/// `2027-03-03` (or a moment that starts so) as `3 March 2027`.
fn long_date_filter(value: &str, _: Kwargs, _: &State) -> String {
    let date = value.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    date.map_or_else(|| value.to_owned(), long_date)
}

/// A UTC moment as `3 March 2027, 14:05` in Europe/London.
fn long_moment_filter(value: &str, _: Kwargs, _: &State) -> String {
    let moment = NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M:%S%.f");
    moment.map_or_else(|_| value.to_owned(), long_moment)
}
