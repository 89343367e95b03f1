//! The one file that names every slice: each route with who may use it, each kind of job, each schedule.

use std::net::TcpListener;

use actix_web::{App, HttpServer, dev::Server, web};

use crate::{
    floor::{
        Floor,
        error::Result,
        jobs::Worker,
        schedule::Schedule,
        web::{Allow::Roles, Route, get, mount, post},
    },
    trial::roster::pages as roster,
};

/// Every page and press, with the roles that may use it.
pub fn routes() -> Vec<Route> {
    vec![
        get("/governance", Roles(roster::GOVERN), roster::governance),
        post("/governance", Roles(roster::GOVERN), roster::record_governance),
        get("/people", Roles(roster::RUN), roster::people),
        get("/people.csv", Roles(roster::RUN), roster::people_csv),
        get("/people/import", Roles(roster::RUN), roster::import),
        post("/people/import", Roles(roster::RUN), roster::upload),
        get("/people/import/template.csv", Roles(roster::RUN), roster::template_file),
        get("/people/import/{id}", Roles(roster::RUN), roster::waiting_import),
        post("/people/import/{id}/confirm", Roles(roster::RUN), roster::confirm_import),
        post("/people/import/{id}/discard", Roles(roster::RUN), roster::discard_import),
        get("/people/{id}", Roles(roster::RUN), roster::person),
    ]
}

/// Every kind of job.
pub fn worker(floor: Floor) -> Worker {
    Worker::new(floor)
}

/// Everything that happens by the clock, in Europe/London.
pub fn schedules() -> Result<Vec<Schedule>> {
    Ok(vec![])
}

/// The web server, on a socket that already listens.
pub fn server_on(floor: Floor, listener: TcpListener) -> Result<Server> {
    let server = HttpServer::new(move || {
        App::new().app_data(web::Data::new(floor.clone())).configure(|app| mount(&routes(), app))
    });
    Ok(server.workers(2).listen(listener)?.run())
}
