//! The carrier's key, as its text is cut into the id of the council's service and the secret that signs.

use secrecy::SecretString;
use uuid::Uuid;

/// A UUID as text, hyphens kept.
const ID: usize = 36;

/// A key that can sign. Its kind (live, team or test) cannot be told from its text.
#[derive(Debug, Clone)]
pub struct Key {
    pub service_id: String,
    pub secret: SecretString,
}

impl Key {
    /// Reads `name-service-secret`, from the right, since a name may hold hyphens. `None` where it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (rest, secret) = text.split_at_checked(text.len().checked_sub(ID)?)?;
        let rest = rest.strip_suffix('-')?;
        let (name, service) = rest.split_at_checked(rest.len().checked_sub(ID)?)?;
        let whole = name.is_empty() || name.ends_with('-');
        let ids = [service, secret].iter().all(|id| Uuid::try_parse(id).is_ok());
        (whole && ids).then(|| Self { service_id: service.to_owned(), secret: SecretString::from(secret) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
    const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";

    #[test]
    fn a_key_is_cut_from_the_right_whatever_its_name() {
        for name in ["live", "letters-of-thanks-2027", "naïve – key", "26785a09-ab16"] {
            let key = Key::parse(&format!(" {name}-{SERVICE}-{SECRET}\n")).unwrap();
            assert_eq!((key.service_id.as_str(), key.secret.expose_secret()), (SERVICE, SECRET), "{name}");
        }
    }

    #[test]
    fn what_is_no_whole_key_is_none() {
        let (cut, ragged) = (&SECRET[1..], format!("live-{SERVICE}{SECRET}"));
        for text in [
            "",
            "live",
            SECRET,
            &format!("live-{SERVICE}-{cut}"),
            &ragged,
            &format!("live{SERVICE}-{SECRET}"),
            &format!("é{SECRET}"),
        ] {
            assert!(Key::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_key_does_not_print_its_secret() {
        let key = Key::parse(&format!("live-{SERVICE}-{SECRET}")).unwrap();
        assert!(!format!("{key:?}").contains(SECRET));
    }
}
