//! Extracts of absence and turnover: a spreadsheet per trial, a row for each person and stretch of days. What it says of somebody hangs
//! on their trial id and is sealed; nothing here shows it beside a name.

pub mod bring;
pub mod brought;
pub mod fact;
pub mod kept;
pub mod sheet;
pub mod take_back;
