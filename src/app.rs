//! The one file that names every slice: each route with who may use it, each kind of job, each schedule.

use std::net::TcpListener;

use actix_web::{App, HttpServer, dev::Server, web};

use crate::floor::{
    Floor,
    error::Result,
    jobs::Worker,
    schedule::Schedule,
    web::{Route, mount},
};

/// Every page and press, with the roles that may use it.
pub fn routes() -> Vec<Route> {
    vec![]
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
