//! The house as a web app: its table of routes behind the guard. `hearten serve` and the tests open the same door.

use std::{collections::HashSet, rc::Rc, sync::Arc};

use actix_web::{
    App, Error as WebError, HttpResponse,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    web::{self, Data, ServiceConfig},
};
use serde::Serialize;
use tracing_actix_web::TracingLogger;

use super::{Limits, admit, watch};
use crate::floor::{
    Floor,
    calendar::Entry,
    clock::Moment,
    db::Conn,
    error::{Error, Result},
    inbound::OwnerOf,
    web::{RequestSpan, Route, Visitor},
};

/// One line of the first page: something that waits for the visitor.
#[derive(Debug, Clone, Serialize)]
pub struct Wait {
    pub title: String,
    pub href: String,
    /// How it stands, as the templates' `state` knows it: waiting, doing, done, held or stuck.
    pub kind: &'static str,
    /// The word for that.
    pub word: String,
    pub note: Option<String>,
}

/// Asks one room what waits for a visitor.
pub type Waits = fn(&Floor, &mut Conn, &Visitor) -> Result<Vec<Wait>>;

/// Asks one room what it has built, since a moment, on any of these people or authorities, all by their ids. The sentence
/// is for whoever would take them back.
pub type BuiltOn = fn(&mut Conn, &HashSet<String>, Moment) -> Result<Option<&'static str>>;

/// Something that happened on one person's road through an intervention.
#[derive(Debug, Clone, Serialize)]
pub struct Passage {
    pub at: Moment,
    pub who: String,
    pub what: String,
    pub why: String,
}

/// One person's road through an intervention.
#[derive(Debug, Clone, Serialize)]
pub struct Road {
    pub title: String,
    /// Where all of it is, for those who may know that there is more.
    pub href: Option<String>,
    /// The newest first.
    pub passages: Vec<Passage>,
}

/// Asks one room what it has of a person, by their id, that the visitor may know.
pub type OfPerson = fn(&mut Conn, &Visitor, &str) -> Result<Vec<Road>>;

/// Asks one room for the entries that it has put into a person's diary, by their id.
pub type EntriesOf = fn(&mut Conn, &Floor, &str) -> Result<Vec<Entry>>;

/// Id and name of every authority.
pub type Authorities = fn(&mut Conn) -> Result<Vec<(String, String)>>;

/// What the door has to know of the rooms behind it.
#[derive(Debug)]
pub struct House {
    pub routes: Vec<Route>,
    /// Soonest first, in the order of the first page.
    pub waits: Vec<Waits>,
    /// What may have been built on people who came in.
    pub built_on: Vec<BuiltOn>,
    /// What each has of one person, for their page.
    pub of_person: Vec<OfPerson>,
    /// What each has put into one person's diary.
    pub entries: Vec<EntriesOf>,
    /// Who can tell whose a mail is that came.
    pub owners: Vec<OwnerOf>,
    /// Id and name of every authority, for the demo's picker.
    pub authorities: Authorities,
    pub limits: Limits,
}

/// The app for one thread of a server, or for a test.
pub fn app(
    floor: Floor,
    house: Arc<House>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = WebError,
        InitError = (),
    >,
> {
    App::new()
        .configure(|app| mount(&house.routes, app))
        .default_service(web::to(nowhere))
        .wrap(house.limits.middleware())
        .wrap(from_fn(watch))
        .wrap(Compress::default())
        .wrap(TracingLogger::<RequestSpan>::new())
        .app_data(Data::new(floor))
        .app_data(Data::from(house))
}

/// Puts the table into the app, one resource a path, each with its own lines before it.
fn mount(routes: &[Route], app: &mut ServiceConfig) {
    let mut paths: Vec<&str> = Vec::new();
    for route in routes {
        if !paths.contains(&route.path) {
            paths.push(route.path);
        }
    }
    for path in paths {
        let here = || routes.iter().filter(|route| route.path == path);
        let rules: Rc<[_]> = here().map(|route| (route.method.clone(), route.allow)).collect();
        let resource = here().fold(web::resource(path), |resource, route| resource.route(route.handler()));
        app.service(resource.wrap(from_fn(move |req, next| admit(rules.clone(), req, next))));
    }
}

async fn nowhere() -> Result<HttpResponse> {
    Err(Error::Missing("This page"))
}
