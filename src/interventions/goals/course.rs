//! The course is data: six weeks, each written for thirty minutes, for ten and for two, with a version that every answer keeps.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{
    floor::error::{Error, Result},
    trial::surveys::question::Choice,
};

/// How many weeks a course has.
pub const WEEKS: i32 = 6;
/// The answers about what reached somebody that mean something here.
pub const HALF_HOUR: &str = "half_hour";
pub const DIARY: &str = "diary";
pub const DECOY: &str = "decoy";
/// How long a slot in a diary is, in minutes.
pub const SLOT_MINUTES: i64 = 30;

/// A course as its file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    pub key: String,
    pub version: String,
    /// What it is called to those who take it.
    pub name: String,
    /// What others may read in a diary.
    pub diary_title: String,
    pub about: String,
    pub first_step: Vec<FirstStep>,
    pub week: Vec<Week>,
    pub recall: Recall,
    /// What stands on a page for whoever no mail reaches.
    pub paper: Paper,
    /// One thing for a manager to say in each week.
    pub say: Vec<Say>,
    pub support: Vec<Support>,
}

/// The question of what reached somebody, with a decoy among its answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recall {
    pub question: String,
    pub option: Vec<Choice>,
}

/// The words of a letter on paper, around when the half hour is and the address to type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Before the first name.
    pub greeting: String,
    pub opening: String,
    /// Where the manager agreed to the time.
    pub agreed: String,
    /// Before the time; and instead of it, where there is none.
    pub when: String,
    pub anytime: String,
    /// Before the address.
    pub begin: String,
    pub private: String,
    pub stop: String,
    pub ending: String,
}

impl Paper {
    fn each(&mut self) -> [(&'static str, &mut String); 9] {
        [
            ("greeting", &mut self.greeting),
            ("opening", &mut self.opening),
            ("agreed", &mut self.agreed),
            ("before the time", &mut self.when),
            ("without a time", &mut self.anytime),
            ("before the address", &mut self.begin),
            ("whose it is", &mut self.private),
            ("how to leave", &mut self.stop),
            ("ending", &mut self.ending),
        ]
    }
}

/// What a manager can say to all of the team.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    pub words: String,
}

/// Something that one press begins.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstStep {
    pub key: String,
    pub words: String,
}

/// One week's part, at each of its lengths.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Week {
    pub title: String,
    /// What the invitation says of it.
    pub invitation: String,
    pub thirty: Part,
    pub ten: Part,
    pub two: Part,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub opening: String,
    pub questions: Vec<String>,
}

/// Help that the employer does not see.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    pub name: String,
    pub how: String,
}

/// For how much time a part is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Thirty,
    Ten,
    Two,
}

impl Length {
    pub const ALL: [Self; 3] = [Self::Thirty, Self::Ten, Self::Two];

    #[must_use]
    pub const fn minutes(self) -> i32 {
        match self {
            Self::Thirty => 30,
            Self::Ten => 10,
            Self::Two => 2,
        }
    }

    /// # Errors
    /// `Missing`, where no part is that long.
    pub fn of(minutes: i32) -> Result<Self> {
        Self::ALL.into_iter().find(|length| length.minutes() == minutes).ok_or(Error::Missing("A part of that length"))
    }
}

impl Week {
    #[must_use]
    pub const fn part(&self, length: Length) -> &Part {
        match length {
            Length::Thirty => &self.thirty,
            Length::Ten => &self.ten,
            Length::Two => &self.two,
        }
    }
}

static COURSES: LazyLock<Vec<Course>> = LazyLock::new(|| {
    let files = [include_str!("../../../config/courses/small_steps.toml")];
    files.iter().filter_map(|file| toml::from_str(file).ok()).filter(Course::is_whole).collect()
});

impl Course {
    /// Every course that ships.
    pub fn all() -> &'static [Self] {
        &COURSES
    }

    /// # Errors
    /// `Missing`, where there is none of this key.
    pub fn named(key: &str) -> Result<&'static Self> {
        COURSES.iter().find(|course| course.key == key).ok_or(Error::Missing("That course"))
    }

    /// A week, counted from 1.
    pub fn week(&self, week: i32) -> Result<&Week> {
        let place = usize::try_from(week - 1).ok();
        place.and_then(|place| self.week.get(place)).ok_or(Error::Missing("That week"))
    }

    #[must_use]
    pub fn first_step(&self, key: &str) -> Option<&FirstStep> {
        self.first_step.iter().find(|step| step.key == key)
    }

    fn is_whole(&self) -> bool {
        let every_length = |week: &Week| Length::ALL.iter().all(|length| !week.part(*length).questions.is_empty());
        self.week.len() == WEEKS as usize
            && self.week.iter().all(every_length)
            && self.first_step.len() == 3
            && self.say.len() == self.week.len()
            && [HALF_HOUR, DIARY, DECOY].iter().all(|key| self.recall.option.iter().any(|option| option.key == *key))
    }

    /// Every text that somebody who takes the course reads, with the name of where it stands.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        self.clone().each_text(&mut |key, text| texts.push((key, text.clone())));
        texts
    }

    /// Goes over every such text, by the name of where it stands.
    pub fn each_text(&mut self, act: &mut dyn FnMut(String, &mut String)) {
        act("name".to_owned(), &mut self.name);
        act("diary title".to_owned(), &mut self.diary_title);
        act("about".to_owned(), &mut self.about);
        for (number, step) in (1..).zip(&mut self.first_step) {
            act(format!("first step {number}"), &mut step.words);
        }
        act("question about what reached them".to_owned(), &mut self.recall.question);
        for (number, option) in (1..).zip(&mut self.recall.option) {
            act(format!("answer {number} to it"), &mut option.words);
        }
        for (name, text) in self.paper.each() {
            act(format!("letter on paper, {name}"), text);
        }
        for (number, week) in (1..).zip(&mut self.week) {
            act(format!("week {number}, title"), &mut week.title);
            act(format!("week {number}, invitation"), &mut week.invitation);
            for (minutes, part) in [(30, &mut week.thirty), (10, &mut week.ten), (2, &mut week.two)] {
                act(format!("week {number}, {minutes} minutes, opening"), &mut part.opening);
                for (place, question) in (1..).zip(&mut part.questions) {
                    act(format!("week {number}, {minutes} minutes, question {place}"), question);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_course_that_ships_is_whole() {
        let course = Course::named("small_steps").unwrap();
        assert_eq!(course.week.len(), 6);
        assert_eq!(course.week(6).unwrap().title, "Keep it going");
        assert!(course.week(0).is_err() && course.week(7).is_err());
        assert_eq!(course.texts().len(), 3 + 3 + 1 + 5 + 9 + 6 * 2 + 6 * 3 + questions(course));
    }

    fn questions(course: &Course) -> usize {
        let parts = course.week.iter().flat_map(|week| Length::ALL.map(|length| week.part(length)));
        parts.map(|part| part.questions.len()).sum()
    }
}
