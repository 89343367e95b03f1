//! Authorities, sites, teams and people; moves and leavers; the address vault; import; governance.
//!
//! A spreadsheet comes in through [`sheet`] (bytes to rows), [`columns`] (headings to fields) and [`check`] (rows to people,
//! or everything that is wrong with them). [`address`] holds the print service's rules, [`person`] the other facts.
//! [`import`] puts a checked file on the roster, [`people`] reads it, and [`vault`] keeps the addresses. Nothing comes in
//! before a statement is on record with [`governance`].

pub mod address;
pub mod bench;
pub mod check;
pub mod columns;
pub mod erase_person;
pub mod gone;
pub mod governance;
pub mod import;
pub mod let_in;
pub mod made_up;
pub mod opt_out;
pub mod owner_of;
pub mod pages;
pub mod people;
pub mod person;
#[cfg(test)]
pub(crate) mod sandbox;
pub mod sheet;
pub mod sites;
pub mod small_sheet;
pub mod stays;
mod store;
pub mod template;
pub mod vault;
