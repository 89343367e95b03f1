//! What bringing an extract in came to, in numbers and in words.

use std::fmt;

/// What bringing a file in does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    pub new: usize,
    pub known: usize,
    /// Rows that are new and reach outside the days that count; they are kept, and no figure holds them.
    pub outside: usize,
    /// Which days count, in words.
    pub days: String,
    /// People who are not on the list.
    pub passed_over: usize,
    /// By what it is taken back, where it brought anything.
    pub extract: Option<String>,
}

impl fmt::Display for Brought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} new, {} known already", self.new, self.known)?;
        if self.outside > 0 {
            let (outside, days) = (self.outside, &self.days);
            write!(f, ", {outside} of the new outside the days that count ({days}) and so in no figure")?;
        }
        match self.passed_over {
            0 => Ok(()),
            1 => f.write_str(", 1 person who is not on the list passed over"),
            many => write!(f, ", {many} people who are not on the list passed over"),
        }
    }
}
