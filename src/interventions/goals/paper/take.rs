//! Letters leave Hearten for a printer. The file bears names and personal addresses, so each time it is put on record who took it.

use super::make::seal_context;
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        error::{Error, Result},
        seal::sha256,
        web::Visitor,
    },
    interventions::goals::{run::run_by, store},
};

/// Gives the PDF, once the taking is on record.
///
/// # Errors
/// `Missing`, where there is none or it is another authority's; `TooLate`, once it was erased.
pub fn take(floor: &Floor, visitor: &Visitor, pack_id: &str) -> Result<Vec<u8>> {
    let pack = floor.db.write(|conn| {
        let pack = store::papers::pack(conn, pack_id)?;
        let run = run_by(conn, visitor, &pack.run_id)?;
        if pack.erased_at.is_some() {
            return Err(Error::TooLate("These letters are erased. What is due can be made anew.".into()));
        }
        let detail = format!("letters {}", pack.letters);
        let act = Act::new(&visitor.account_id, "goals.paper_taken", &run.id).because(detail);
        audit::write(conn, floor.clock.now(), &act)?;
        Ok(pack)
    })?;
    let plain = floor.secrets.open(&seal_context(&pack.id), &floor.files.get(&pack.file_key)?)?;
    if sha256(&plain) == pack.file_sha256 {
        Ok(plain)
    } else {
        Err(Error::broken("a file of letters is not the one that was made"))
    }
}
