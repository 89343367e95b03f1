//! What a status says about an address, a domain or a mail: RFC 3463's three numbers, and the table they are read by.

/// What is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Nobody is there: nothing more is sent to this address until somebody says otherwise.
    Hard,
    /// It may be otherwise tomorrow. Counted; no address is given up for it.
    Soft,
    /// The domain will have none of our mail, whoever it is to: it waits until somebody has looked. Never the person's fault.
    Policy,
}

/// Reads `5.1.1`, and so on; `None` where it is no status of a failure.
pub fn meaning(status: &str) -> Option<Meaning> {
    let mut numbers = status.split('.').map(|number| number.parse::<u16>().ok().filter(|_| number.len() <= 3));
    let (class, subject, detail) = (numbers.next()??, numbers.next()??, numbers.next()??);
    if numbers.next().is_some() {
        return None;
    }
    match (class, subject, detail) {
        (4, _, _) | (5, 2, 2) => Some(Meaning::Soft),
        (5, 7, _) => Some(Meaning::Policy),
        (5, _, _) => Some(Meaning::Hard),
        _ => None,
    }
}

/// The status in what a mail host said.
pub fn found_in(said: &str) -> Option<&str> {
    said.split(|c: char| !c.is_ascii_digit() && c != '.').find(|word| meaning(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_as_it_stands() {
        for (status, means) in [
            ("5.1.1", Meaning::Hard),
            ("5.1.10", Meaning::Hard),
            ("5.4.4", Meaning::Hard),
            ("5.3.0", Meaning::Hard),
            ("5.2.1", Meaning::Hard),
            ("5.2.2", Meaning::Soft),
            ("4.2.2", Meaning::Soft),
            ("4.7.1", Meaning::Soft),
            ("5.7.1", Meaning::Policy),
            ("5.7.515", Meaning::Policy),
        ] {
            assert_eq!(meaning(status), Some(means), "{status}");
        }
        for none in ["", "2.1.5", "5.1", "5.1.1.1", "5..1", "550", "5.1.0001", "a.b.c"] {
            assert_eq!(meaning(none), None, "{none:?}");
        }
    }

    #[test]
    fn a_status_is_found_in_what_was_said() {
        assert_eq!(found_in("permanent error (550): 5.1.1 <a@example.org> nobody"), Some("5.1.1"));
        assert_eq!(found_in("permanent error (550): 10.0.0.1 says no"), None);
        assert_eq!(found_in("5.7.515 Access denied"), Some("5.7.515"));
    }
}
