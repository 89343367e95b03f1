//! What counts as reached, intervention by intervention, in the words of tables and files.

/// What counts as having been reached by an intervention, in the words of a table and of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Reached {
    /// The key of its figure.
    pub key: &'static str,
    pub words: &'static str,
    /// What those are called who are owed it.
    pub allocated: &'static str,
    /// After 'of these N': what was done to them.
    pub done: &'static str,
    /// Of what the trial is made: people, or buildings.
    pub of: &'static str,
    /// What a figure counts, over its column.
    pub counts: &'static str,
}

impl Reached {
    const PEOPLE: Self =
        Self { key: "", words: "", allocated: "", done: "", of: "people in the trial", counts: "People" };
}

/// Of letters: one that was posted.
pub const LETTERS: Reached = Reached {
    key: "posted",
    words: "Posted",
    allocated: "allocated to a letter",
    done: "have been posted one",
    ..Reached::PEOPLE
};
/// Of goal-setting: a course that was begun.
pub const GOALS: Reached = Reached {
    key: "started",
    words: "Began",
    allocated: "allocated to goal-setting",
    done: "began the course",
    ..Reached::PEOPLE
};

/// Of Rounds: one that somebody came to.
pub const ROUNDS: Reached = Reached {
    key: "attended",
    words: "Came",
    allocated: "allocated to Rounds",
    done: "came to a Round or more",
    ..Reached::PEOPLE
};

/// Of tokens: a building where one was set up. By authority, the people who work there.
pub const TOKENS: Reached = Reached {
    key: "set_up",
    words: "People with one set up",
    allocated: "allocated to a token",
    done: "have had one set up",
    of: "buildings in the trial",
    counts: "Count",
};
