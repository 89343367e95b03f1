//! Addresses with a key in them: what is written to one says by its address alone which row it is about.
//!
//! `replies+ROW.KEY@host`: the row's UUID and HMAC(server key, purpose, row), each 128 bits in base 32, so that the whole
//! stays within the 64 characters that a local part may have, and reads the same in capitals.

use uuid::Uuid;

use crate::floor::{
    error::{Error, Result},
    seal::Secrets,
};

/// How long a mailbox's name may be: 64, less a plus, a dot and two ids.
pub const LONGEST_NAME: usize = 10;

const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The address of `row`, a UUID, at `mailbox` (`replies@host`), for one purpose.
pub fn keyed(secrets: &Secrets, mailbox: &str, purpose: &str, row: &str) -> Result<String> {
    let (name, host) = mailbox.split_once('@').ok_or_else(|| Error::broken("a mailbox without a host"))?;
    let id = row.parse::<Uuid>().map_err(Error::broken)?.into_bytes();
    Ok(format!("{name}+{}.{}@{host}", base32(&id), base32(&key(secrets, purpose, &id))))
}

/// The row that an address of ours is about; `None` for any other address, and for one whose key does not fit.
#[must_use]
pub fn row_of(secrets: &Secrets, purpose: &str, address: &str) -> Option<String> {
    let (local, _) = address.split_once('@')?;
    let (row, offered) = local.split_once('+')?.1.split_once('.')?;
    let id = from_base32(row)?;
    let fits = subtle::ConstantTimeEq::ct_eq(&from_base32(offered)?[..], &key(secrets, purpose, &id)[..]);
    bool::from(fits).then(|| Uuid::from_bytes(id).to_string())
}

fn key(secrets: &Secrets, purpose: &str, id: &[u8; 16]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&secrets.mac(purpose, &[id])[..16]);
    half
}

fn base32(bytes: &[u8; 16]) -> String {
    let number = u128::from_be_bytes(*bytes);
    (0..26).rev().map(|place| char::from(DIGITS[(number >> (place * 5)) as usize & 31])).collect()
}

fn from_base32(text: &str) -> Option<[u8; 16]> {
    let digit = |letter: u8| DIGITS.iter().position(|digit| *digit == letter.to_ascii_lowercase());
    let digits = text.bytes().map(digit).collect::<Option<Vec<_>>>().filter(|digits| digits.len() == 26)?;
    // 26 digits are 130 bits: the first has room for three.
    let fits = digits.first().is_some_and(|first| *first < 8);
    fits.then(|| digits.iter().fold(0, |number: u128, digit| number << 5 | *digit as u128).to_be_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn secrets() -> Secrets {
        Secrets::new([7; 32], &[])
    }

    proptest! {
        #[test]
        fn an_address_leads_back_to_its_row(id in any::<[u8; 16]>()) {
            let row = Uuid::from_bytes(id).to_string();
            let address = keyed(&secrets(), "replies@hearten.example", "invite", &row).unwrap();
            prop_assert!(address.split('@').next().unwrap().len() <= 64, "{}", address);
            prop_assert_eq!(row_of(&secrets(), "invite", &address), Some(row.clone()));
            prop_assert_eq!(row_of(&secrets(), "invite", &address.to_uppercase()), Some(row));
            prop_assert_eq!(row_of(&secrets(), "bounce", &address), None);
            prop_assert_eq!(row_of(&Secrets::new([8; 32], &[]), "invite", &address), None);
        }

        #[test]
        fn any_other_address_is_nobodys(address in ".*") {
            prop_assert_eq!(row_of(&secrets(), "invite", &address), None);
        }
    }
}
