//! When somebody can be asked for half an hour: working days and hours, bank holidays, duty, court and leave. Nothing is
//! offered at a time that is taken.

pub mod absence;
pub mod add;
pub mod bring_rota;
pub mod built_on;
pub mod days;
pub mod erase_person;
pub mod free;
pub mod pages;
pub mod reads;
pub mod rota_sheet;
pub mod span;
mod store;
pub mod take_back;
mod typed;
pub mod weekly;
