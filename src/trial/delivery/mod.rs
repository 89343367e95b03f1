//! What was delivered, as far as the records know: the dose that was planned against the one that came about ([`ledger`]), and a
//! description under the headings of TIDieR ([`description`]). Rooms tell what they planned by functions that `app.rs` names ([`told`]).

pub mod by_person;
pub mod description;
pub mod ledger;
mod of_surveys;
pub mod pages;
pub mod told;
pub mod written;
