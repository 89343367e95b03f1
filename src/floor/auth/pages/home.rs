//! The first page: what waits for the visitor, as each room tells it.

use actix_web::{HttpResponse, web::Data};

use super::super::{House, Wait};
use crate::floor::{
    Floor,
    error::Result,
    web::{Page, Visitor},
};

/// GET /
pub async fn home(
    floor: Data<Floor>,
    house: Data<House>,
    visitor: Option<Visitor>,
    page: Page,
) -> Result<HttpResponse> {
    let waiting: Vec<Wait> = match visitor {
        None => Vec::new(),
        Some(visitor) => {
            let (inner, waits) = (floor.clone(), house.waits.clone());
            let ask =
                move |conn: &mut _| waits.iter().map(|wait| wait(&inner, conn, &visitor)).collect::<Result<Vec<_>>>();
            floor.db.reading(ask).await?.concat()
        }
    };
    page.put("waiting", &waiting).show("home.html", "Home")
}
