//! Every instrument that can be asked here: those that ship, a site's own, and the licensed wording that a site brought.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use super::{
    Instrument,
    read::{read, said},
    wording::Brought,
};
use crate::floor::{
    clock::long_date,
    config::Surveys,
    error::{Complaints, Error, Result},
};

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        /// The files that ship, by name.
        const SHIPPED: &[(&str, &str)] =
            &[$((concat!($name, ".toml"), include_str!(concat!("../../../../config/instruments/", $name, ".toml")))),+];
    };
}

shipped!("brief_cope", "cbi", "ghq12", "ons4", "own_questions", "reached", "swemwbs", "wrqol");

/// The instruments of an installation, by id.
#[derive(Debug, Clone)]
pub struct Shelf {
    instruments: Vec<Instrument>,
}

impl Shelf {
    /// Those that ship with Hearten, with no wording but what ships with them.
    ///
    /// # Errors
    /// `Invalid`, with each fault.
    pub fn shipped() -> Result<Self> {
        Self::load(&Surveys::default())
    }

    /// Reads every file there is.
    ///
    /// # Errors
    /// `Invalid`, with each fault by file and item.
    pub fn load(settings: &Surveys) -> Result<Self> {
        let (mut instruments, mut complaints) = (Vec::new(), Complaints::default());
        let mut take = |file: &str, text: &str| match read(text) {
            Ok(found) if instruments.iter().any(|known: &Instrument| known.id == found.id) => {
                complaints.add(file, format!("{file}: id: there is an instrument {} already", found.id));
            }
            Ok(found) => instruments.push(found),
            Err(faults) => faults.into_iter().for_each(|fault| complaints.add(file, format!("{file}: {fault}"))),
        };
        SHIPPED.iter().for_each(|(file, text)| take(file, text));
        for (file, text) in files_in("surveys.instruments", &settings.instruments)? {
            take(&file.display().to_string(), &text);
        }
        for (file, text) in files_in("surveys.wording", &settings.wording)? {
            let shown = file.display().to_string();
            for fault in take_wording(&mut instruments, &file, &text) {
                complaints.add(&*shown, format!("{shown}: {fault}"));
            }
        }
        complain_of_lines(&instruments, settings, &mut complaints);
        let mut shelf = Self { instruments };
        shelf.draw_lines(settings);
        shelf.instruments.sort_by_cached_key(|one| one.title.to_lowercase());
        complaints.or(shelf)
    }

    /// Every instrument, by title.
    #[must_use]
    pub fn all(&self) -> &[Instrument] {
        &self.instruments
    }

    /// # Errors
    /// `Invalid`, with the ids that there are.
    pub fn find(&self, id: &str) -> Result<&Instrument> {
        self.instruments.iter().find(|one| one.id == id).ok_or_else(|| {
            let known: Vec<&str> = self.instruments.iter().map(|one| one.id.as_str()).collect();
            Error::invalid(
                "instrument",
                format!("There is no instrument '{id}'. These are here: {}.", known.join(", ")),
            )
        })
    }

    /// An instrument with its words, which may be used up to a day.
    ///
    /// # Errors
    /// `Invalid`, where there are none, or the licence ends before; it says what to bring.
    pub fn worded(&self, id: &str, until: NaiveDate) -> Result<&Instrument> {
        let found = self.find(id)?;
        let wrong = |says: String| Err(Error::invalid("instruments", says));
        if found.wording.is_none() {
            return wrong(format!(
                "{}: its wording belongs to {} and does not ship. Put {id}.toml, with the words and the reference, holder and \
                 last day of your licence, into the folder that [surveys] wording names.",
                found.title, found.licence.holder
            ));
        }
        match found.permit().filter(|permit| permit.expires < until) {
            Some(permit) => wrong(format!(
                "{}: licence {} runs out on {}, before the survey closes on {}. Renew it and change `expires` in {id}.toml.",
                found.title,
                permit.reference,
                long_date(permit.expires),
                long_date(until)
            )),
            None => Ok(found),
        }
    }

    fn draw_lines(&mut self, settings: &Surveys) {
        for one in &mut self.instruments {
            let Some(lines) = settings.lines.get(&one.id) else { continue };
            for scale in &mut one.scales {
                if let (Some(line), Some(at_least)) = (&mut scale.line, lines.get(&scale.id)) {
                    line.at_least = *at_least;
                }
            }
        }
    }
}

/// Every TOML file of a folder, by name; none where no folder is named.
fn files_in(key: &str, folder: &str) -> Result<Vec<(PathBuf, String)>> {
    if folder.is_empty() {
        return Ok(Vec::new());
    }
    let wrong =
        |path: &Path, error: &std::io::Error| Error::invalid(key, format!("{key}: {}: {error}", path.display()));
    let at = Path::new(folder);
    let entries = fs::read_dir(at).map_err(|error| wrong(at, &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    let file = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(|error| wrong(&path, &error))?;
        Ok((path, text))
    };
    paths.into_iter().map(file).collect()
}

/// Gives an instrument the words of a file that is named for it.
fn take_wording(instruments: &mut [Instrument], file: &Path, text: &str) -> Vec<String> {
    let brought: Brought = match toml::from_str(text) {
        Ok(brought) => brought,
        Err(error) => return vec![said(&error, text)],
    };
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(instrument) = instruments.iter_mut().find(|one| one.id == name) else {
        return vec!["there is no instrument of this name".into()];
    };
    let mut faults = brought.faults(instrument);
    let wording = brought.into_wording();
    faults.extend(wording.faults(instrument));
    if faults.is_empty() {
        instrument.wording = Some(wording);
    }
    faults
}

fn complain_of_lines(instruments: &[Instrument], settings: &Surveys, complaints: &mut Complaints) {
    for (id, lines) in &settings.lines {
        for (scale_id, at_least) in lines {
            let scale = instruments.iter().find(|one| one.id == *id).and_then(|one| one.scale(scale_id));
            let lined = scale.filter(|scale| scale.line.is_some());
            if lined.is_none_or(|scale| *at_least <= scale.range[0] || *at_least > scale.range[1]) {
                let says =
                    format!("surveys.lines.{id}.{scale_id}: name a scale that has a line, and set it within its range");
                complaints.add("surveys.lines", says);
            }
        }
    }
}

#[cfg(test)]
mod tests;
