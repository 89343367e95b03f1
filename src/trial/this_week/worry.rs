//! What to worry about: a figure that is off its course, since when, and the page that mends it. Each room tells its own to whoever runs
//! what is in it, so that nobody learns an arm here who could not learn it there.

use chrono::NaiveDate;

use crate::floor::{Floor, db::Conn, error::Result, web::Visitor};

/// How soon it wants somebody. The order is that of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Something is late, or stands still.
    Now,
    /// It will be late unless somebody sees to it this week.
    Soon,
    /// Worth knowing.
    Watch,
}

impl Urgency {
    /// The shape and the word, as templates show them.
    #[must_use]
    pub const fn shown(self) -> (&'static str, &'static str) {
        match self {
            Self::Now => ("stuck", "Now"),
            Self::Soon => ("held", "This week"),
            Self::Watch => ("waiting", "Worth knowing"),
        }
    }
}

/// One thing to worry about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worry {
    pub urgency: Urgency,
    pub title: String,
    /// The figure, as a sentence.
    pub figure: String,
    /// Since which day in Europe/London.
    pub since: Option<NaiveDate>,
    /// The page that mends it, and what its link says.
    pub href: String,
    pub mend: &'static str,
}

/// Asks one room what there is to worry about, for a visitor.
pub type Tells = fn(&mut Conn, &Floor, &Visitor) -> Result<Vec<Worry>>;

/// Every room that tells something.
#[derive(Debug, Clone)]
pub struct Worries(pub Vec<Tells>);

impl Worries {
    /// All there is, the most urgent first, and of those the oldest.
    pub fn all(&self, conn: &mut Conn, floor: &Floor, visitor: &Visitor) -> Result<Vec<Worry>> {
        let mut all = Vec::new();
        for tells in &self.0 {
            all.extend(tells(conn, floor, visitor)?);
        }
        let key = |worry: &Worry| (worry.urgency, worry.since.unwrap_or(NaiveDate::MAX));
        all.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| (&a.title, &a.href).cmp(&(&b.title, &b.href))));
        Ok(all)
    }
}
