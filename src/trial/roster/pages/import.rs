//! The way in for a spreadsheet: choose a file, and see what is wrong with it.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use super::RUN;
use crate::{
    floor::{
        Floor,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, attachment, see_other},
    },
    trial::roster::{
        check::{CellFault, RowFaults, Trouble},
        columns::TEMPLATE,
        governance,
        import::{self, Drafted},
        sheet, template,
    },
};

const FORM: &str = "roster/import.html";
const TITLE: &str = "Bring people in";

pub async fn import(page: Page, floor: Data<Floor>) -> Result<HttpResponse> {
    let governed = floor.db.reading(governance::current).await?.is_some();
    page.put("governed", &governed)
        .put("columns", &columns())
        .put("limits", &limits())
        .put("trouble", &Value::Null)
        .show(FORM, TITLE)
}

pub async fn template_file() -> HttpResponse {
    attachment("people-template.csv", "text/csv; charset=utf-8", template::file().into_bytes())
}

pub async fn upload(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    allowed(&visitor)?;
    let again = |page: Page, complaints| {
        page.again(&form, &complaints)
            .put("governed", &true)
            .put("columns", &columns())
            .put("limits", &limits())
            .put("trouble", &Value::Null)
    };
    let Some(file) = form.file.clone().filter(|file| !file.name.is_empty()) else {
        return again(page, Complaints::of("file", "Choose a file first.")).show(FORM, TITLE);
    };
    let (on, actor) = (Floor::clone(&floor), visitor.account_id);
    let drafted = floor.db.writing(move |conn| import::draft(conn, &on, &actor, &file.bytes)).await;
    match drafted {
        Ok(Drafted::Waiting { id, .. }) => Ok(see_other(&format!("/people/import/{id}"), "")),
        Ok(Drafted::Refused(trouble)) => {
            again(page, Complaints::of("file", summary(&trouble))).put("trouble", &shown(&trouble)).show(FORM, TITLE)
        }
        Err(Error::Invalid(complaints)) => again(page, complaints).put("governed", &false).show(FORM, TITLE),
        Err(error) => Err(error),
    }
}

/// A file can name any authority, so bringing one in needs a role that reaches all.
pub(super) fn allowed(visitor: &Visitor) -> Result<()> {
    let reaches_all = visitor.grants.iter().any(|grant| RUN.contains(&grant.role) && grant.authority_id.is_none());
    if reaches_all {
        Ok(())
    } else {
        Err(Error::NotAllowed("A file can name any authority, and your role is for one.".into()))
    }
}

fn columns() -> Vec<Value> {
    let row = |column: &crate::trial::roster::columns::Column| json!({ "name": column.to_string(), "required": column.is_required() });
    TEMPLATE.iter().map(row).collect()
}

fn limits() -> Value {
    json!({ "megabytes": sheet::MOST_BYTES / 1024 / 1024, "people": sheet::MOST_PEOPLE })
}

fn summary(trouble: &Trouble) -> String {
    match trouble {
        Trouble::File(fault) => fault.to_string(),
        Trouble::Columns { faults, .. } if faults.len() == 1 => "One column needs mending.".into(),
        Trouble::Columns { faults, .. } => format!("{} columns need mending.", faults.len()),
        Trouble::Rows(faults) if faults.rows() == 1 => "One row needs mending.".into(),
        Trouble::Rows(faults) => format!("{} rows need mending.", faults.rows()),
    }
}

/// What the page shows of it: the columns' faults, or the bad rows alone.
fn shown(trouble: &Trouble) -> Value {
    match trouble {
        Trouble::File(_) => json!({}),
        Trouble::Columns { faults, unused, notes } => {
            json!({ "columns": said(faults), "unused": unused, "notes": said(notes) })
        }
        Trouble::Rows(faults) => json!({ "rows": rows(faults), "bad": faults.rows(), "shown": faults.shown().count() }),
    }
}

fn said(all: &[impl ToString]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

fn rows(faults: &RowFaults) -> Vec<Value> {
    let row = |fault: &CellFault| {
        let column = fault.column.map_or_else(|| "the whole row".to_owned(), |column| column.to_string());
        json!([fault.row, column, { "text": fault.cell, "complaint": fault.problem.says }, fault.problem.mend])
    };
    faults.shown().flatten().map(row).collect()
}
