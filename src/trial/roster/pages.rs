//! The roster's pages: governance, the list of people, one person, and the way in for a spreadsheet.

pub use governance::{governance, record_governance};
pub use import::{import, template_file, upload};
pub use imports::{check_undo, past_imports, undo_import};
pub use list::{people, people_csv};
pub use person::person;
pub use waiting::{confirm_import, discard_import, waiting_import, want_import_again};

mod governance;
mod import;
mod imports;
mod list;
mod person;
mod waiting;

use crate::floor::web::Role;

/// Those who run Hearten, and so may see who is on the roster and bring people in.
pub const RUN: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];
/// Those who may put on record on what footing data is held.
pub const GOVERN: &[Role] = &[Role::ProgrammeLead, Role::Administrator];
/// Those who may read it.
pub const SEE_FOOTING: &[Role] = &[Role::Coordinator, Role::ProgrammeLead, Role::Researcher, Role::Administrator];
