//! Authorities, sites, teams and people; moves and leavers; the address vault; import; governance.
//!
//! A spreadsheet comes in through [`sheet`] (bytes to rows), [`columns`] (headings to fields) and [`check`] (rows to people,
//! or everything that is wrong with them). [`address`] holds the print service's rules, [`person`] the other facts.

pub mod address;
pub mod check;
pub mod columns;
pub mod made_up;
pub mod person;
pub mod sheet;
pub mod template;
