//! The pictures of a series, each with the table behind it, and as files.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::of_series;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Page, Visitor, attachment},
    },
    interventions::rounds::{
        figures::{Figures, Picture},
        series::series_by,
        store::series::Series,
    },
    trial::taken::{Taken, on_record},
};

/// GET /rounds/series/{id}/figures
pub async fn show_figures(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let (series, figures) = figures(&floor, visitor, path.into_inner()).await?;
    let shown = figures.pictures.iter().map(|picture| of_picture(&floor, picture)).collect::<Result<Vec<_>>>()?;
    let series = floor.db.reading(move |conn| of_series(conn, &series));
    page.put("series", &series.await?)
        .put("pictures", &shown)
        .put("note", &floor.settings.reports.note)
        .show("rounds/year.html", "The year in figures")
}

/// GET /rounds/series/{id}/figures/{file}: figures.csv, figures.json, or a picture by its name.
pub async fn figures_file(floor: Data<Floor>, visitor: Visitor, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (id, file) = path.into_inner();
    let actor = visitor.account_id.clone();
    let (series, figures) = figures(&floor, visitor, id).await?;
    let sent = match file.as_str() {
        "figures.csv" => attachment(&file, "text/csv; charset=utf-8", figures.to_csv().into_bytes()),
        "figures.json" => attachment(&file, "application/json", serde_json::to_vec_pretty(&figures.to_json())?),
        _ => {
            let picture = figures.picture(file.strip_suffix(".svg").ok_or(Error::Missing("That file"))?)?;
            attachment(&file, "image/svg+xml", picture.to_svg(&floor.templates)?.into_bytes())
        }
    };
    on_record(&floor, &actor, vec![Taken::file(&series.trial_id, &file)]).await?;
    Ok(sent)
}

async fn figures(floor: &Data<Floor>, visitor: Visitor, id: String) -> Result<(Series, Figures)> {
    let (db, inner) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let series = series_by(conn, &visitor, &id)?;
        let figures = Figures::of(conn, &inner, &series)?;
        Ok((series, figures))
    })
    .await
}

fn of_picture(floor: &Floor, picture: &Picture) -> Result<Value> {
    let columns = picture.columns.map(|(label, number)| json!({ "label": label, "number": number }));
    Ok(json!({
        "name": picture.name, "title": picture.title, "about": picture.about, "svg": picture.to_svg(&floor.templates)?,
        "columns": columns, "rows": picture.rows().collect::<Vec<_>>(),
    }))
}
