//! One occasion in one person's diary, and what a message about it asks for.

use crate::floor::clock::Moment;

/// What stands in a diary. All times are UTC; they are written as the clock on the wall in Europe/London.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same for life: in each mail, in the feed, and on every change.
    pub uid: String,
    /// Rises when start, end or status changes.
    pub sequence: i32,
    /// DTSTAMP: when this was last changed.
    pub stamped: Moment,
    pub starts: Moment,
    pub ends: Moment,
    pub summary: String,
    pub description: String,
    /// Empty for none.
    pub location: String,
    pub url: Option<String>,
    /// A mailbox of ours, where replies go.
    pub organiser: Person,
    /// The one person who is invited.
    pub attendee: Person,
    /// How long before the start a diary reminds, in minutes.
    pub alarm_minutes: Option<u16>,
    /// Whether Outlook offers to propose another time.
    pub may_counter: bool,
    /// Whether those who may look into the diary see no more than that the time is taken (CLASS, RFC 5545, 3.8.1.3).
    pub private: bool,
}

/// Somebody with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// As people write it. What a calendar cannot hold is left out when it is written.
    pub name: String,
    pub email: String,
}

/// What a message asks of a diary (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Put this in, or move it.
    Request,
    /// Take this out.
    Cancel,
}

impl Method {
    /// As it stands in the calendar and beside its MIME type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}
