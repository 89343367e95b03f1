//! A seed that somebody gave. Whoever gave it can work out the list before it is drawn, so why it was given is kept with the list, and a
//! live list is never drawn from one whose list somebody has looked at.

use super::{allocate::Order, preview, scheme::Mode, seed::Seed, store::lists, stored::List};
use crate::floor::{
    Floor, auth,
    db::Conn,
    error::{Error, Result},
    one_line::one_line,
};

/// The longest reason, in characters.
const LONGEST: usize = 300;

/// A seed, and why it was not left to chance.
#[derive(Debug, Clone)]
pub struct Given {
    seed: Seed,
    because: String,
}

impl Given {
    /// For a live list.
    ///
    /// # Errors
    /// `Invalid`, without a reason.
    pub fn parse(seed: Seed, because: &str) -> Result<Self> {
        let because = one_line(because);
        if because.is_empty() || because.chars().count() > LONGEST {
            let says = format!(
                "Whoever gives the seed of a live list can work its arms out. Say with --seed-because why this one was given, in up \
                 to {LONGEST} letters, or leave --seed out and have it drawn by chance."
            );
            return Err(Error::invalid("seed_because", says));
        }
        Ok(Self { seed, because })
    }

    /// For a practice list, by which nobody is served.
    #[must_use]
    pub fn to_practise(seed: Seed) -> Self {
        Self { seed, because: "to practise".to_owned() }
    }
}

/// For lists of people who are made up, which are drawn alike each time.
impl From<Seed> for Given {
    fn from(seed: Seed) -> Self {
        Self { seed, because: "so that the same list can be drawn again".to_owned() }
    }
}

impl From<[u8; 32]> for Given {
    fn from(bytes: [u8; 32]) -> Self {
        Seed::from(bytes).into()
    }
}

/// The seed that a list is drawn from, and why it was given; '' where chance gives it.
///
/// # Errors
/// `NotAllowed`, for a live list from a seed of any other, and for a practice list from the seed of a live one.
pub(super) fn seed_for(conn: &mut Conn, floor: &Floor, order: &Order) -> Result<(Seed, String)> {
    let Some(given) = &order.seed else { return Ok((floor.ids.bytes().into(), String::new())) };
    match order.mode {
        Mode::Live => of_no_other(conn, &given.seed)?,
        Mode::Practice => of_no_live_list(conn, &given.seed)?,
    }
    Ok((given.seed.clone(), given.because.clone()))
}

/// Trials with the same settings and people draw the same list from a seed, whichever of them it was drawn for.
///
/// # Errors
/// `NotAllowed`, for a seed from which any list was drawn or looked at.
fn of_no_other(conn: &mut Conn, seed: &Seed) -> Result<()> {
    let known = lists::drawn_from(conn, Mode::Practice, &seed.to_hex())?
        || lists::drawn_from(conn, Mode::Live, &seed.to_hex())?
        || preview::was_seen(conn, seed)?;
    if known {
        let says = "A list was drawn from that seed before, so whoever saw it would know the arms. Give another, or leave it to chance.";
        return Err(Error::NotAllowed(says.into()));
    }
    Ok(())
}

/// # Errors
/// `NotAllowed`, for the seed of a live list, whichever trial's.
pub(super) fn of_no_live_list(conn: &mut Conn, seed: &Seed) -> Result<()> {
    if lists::drawn_from(conn, Mode::Live, &seed.to_hex())? {
        return Err(Error::NotAllowed(
            "That is the seed of a live list. Its arms are shown by reveal, on record.".into(),
        ));
    }
    Ok(())
}

/// That the seed of a list was given, by whom and why; `None` where chance gave it.
pub fn says(conn: &mut Conn, list: &List) -> Option<String> {
    let because = list.seed_because.as_ref()?;
    let by = auth::name_of(conn, &list.made_by);
    Some(format!(
        "Its seed was given by {by} and not drawn by chance: “{because}”. Whoever knows a seed can work out who is in which arm."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_of_a_live_list_is_given_with_a_reason_or_not_at_all() {
        let parse = |because: &str| Given::parse([7; 32].into(), because);
        assert_eq!(parse("  drawn by the trials  unit ").unwrap().because, "drawn by the trials unit");
        for wrong in [String::new(), "  ".to_owned(), "x".repeat(301)] {
            let refused = parse(&wrong).unwrap_err().to_string();
            assert!(refused.contains("--seed-because"), "{refused}");
        }
    }
}
