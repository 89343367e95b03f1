//! The pages of a sheet, alike whether it is saved or carried along.

use actix_web::HttpResponse;
use serde_json::{Value, json};

use crate::{
    floor::{Floor, clock::long_date, error::Result, web::Page},
    trial::surveys::{
        instrument::Instrument,
        sheet::{Sheet, Step},
        wave::{Mode, Wave, minutes},
    },
};

/// Where somebody is.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub action: &'a str,
    /// From 0; past the last question for the end.
    pub at: usize,
    pub mode: Mode,
    /// Whether answers are kept as they come.
    pub saved: bool,
}

impl Place<'_> {
    /// The page before, for a sheet that is saved.
    pub fn before(&self) -> String {
        match self.at.checked_sub(1) {
            Some(before) => format!("{}?at={before}", self.action),
            None => self.action.to_owned(),
        }
    }

    /// The same, where a link leads there.
    fn back(&self) -> String {
        if self.saved { self.before() } else { String::new() }
    }

    fn carried<'a>(&self, sheet: &'a Sheet, but: Option<&Step<'_>>) -> Vec<(String, &'a str)> {
        if self.saved {
            return Vec::new();
        }
        let but = but.map(|step| format!("a.{}", step.key()));
        sheet.fields().into_iter().filter(|(name, _)| but.as_ref() != Some(name)).collect()
    }
}

/// Takes in what stands on a page that is left for the one before it. A question where nothing is chosen stays as it was.
///
/// # Errors
/// `Invalid`, for an answer that is not offered, and for a text that is too long: nothing that was typed is lost unsaid.
pub fn goes_back(sheet: &mut Sheet, step: &Step<'_>, given: &str) -> Result<()> {
    if given.is_empty() && !step.is_text() { Ok(()) } else { sheet.take(step, given, false) }
}

/// The first page. `goes_on` is where a link leads on to, or '' where a button does.
pub fn starts(
    page: Page,
    wave: &Wave,
    asked: &[Instrument],
    action: &str,
    goes_on: &str,
    begun: bool,
) -> Result<HttpResponse> {
    page.put("action", action)
        .put("mode", wave.mode.name())
        .put("minutes", &minutes(asked))
        .put("questions", &asked.iter().map(|one| one.items.len()).sum::<usize>())
        .put("closes", &long_date(wave.closes_on))
        .put("begun", &begun)
        .put("goes_on", goes_on)
        .show("surveys/sheet_start.html", "A few questions")
}

/// One question.
pub fn question(page: Page, steps: &[Step<'_>], sheet: &Sheet, place: Place<'_>) -> Result<HttpResponse> {
    let step = &steps[place.at];
    let wording = step.instrument.wording.as_ref();
    let introduction = wording.filter(|_| step.is_first()).map_or("", |wording| wording.introduction.as_str());
    let options: Vec<Value> = step
        .instrument
        .choices(&step.item.id)
        .into_iter()
        .map(|(code, words)| json!({ "value": code.to_string(), "text": words }))
        .collect();
    let title = format!("Question {} of {}", place.at + 1, steps.len());
    page.put("action", place.action)
        .put("at", &place.at)
        .put("of", &steps.len())
        .put("introduction", introduction)
        .put("words", step.instrument.words(&step.item.id))
        .put("text", &step.is_text())
        .put("options", &options)
        .put("before", sheet.get(step))
        // Its own answer is in the field itself.
        .put("carried", &place.carried(sheet, Some(step)))
        .put("saved", &place.saved)
        .put("mode", place.mode.name())
        .show("surveys/sheet_question.html", &title)
}

/// The page before a sheet is sent.
pub fn ends(page: Page, steps: &[Step<'_>], sheet: &Sheet, place: Place<'_>) -> Result<HttpResponse> {
    page.put("action", place.action)
        .put("at", &steps.len())
        .put("of", &steps.len())
        .put("answered", &sheet.answered())
        .put("carried", &place.carried(sheet, None))
        .put("saved", &place.saved)
        .put("back", &Place { at: steps.len(), ..place }.back())
        .show("surveys/sheet_end.html", "Send your answers")
}

/// After it was sent, with who can be talked to.
pub fn thanked(page: Page, floor: &Floor) -> Result<HttpResponse> {
    page.put("sources", &floor.settings.surveys.sources).show("surveys/sheet_thanks.html", "Thank you")
}

/// Where nothing can be answered now.
pub fn shut(page: Page, floor: &Floor, wave: &Wave) -> Result<HttpResponse> {
    let opens = if wave.opens_on > floor.clock.today() { long_date(wave.opens_on) } else { String::new() };
    page.put("opens", &opens)
        .put("sources", &floor.settings.surveys.sources)
        .show("surveys/sheet_shut.html", "Not open now")
}
