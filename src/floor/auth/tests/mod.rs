//! The guard, tried from outside on a small house of its own.

mod demo;
mod guard;
mod links;
mod watching;

use std::sync::Arc;

use actix_web::{
    HttpResponse,
    body::to_bytes,
    dev::ServiceResponse,
    test::{TestRequest, call_service, init_service},
};
use chrono::NaiveDate;

use super::{House, Limits, OwnPath, app, grant, link_fits, make_account, open_session, pages};
use crate::floor::{
    Floor,
    clock::Clock,
    config::Settings,
    db::{Db, migrate},
    error::Result,
    files::Files,
    ids::Ids,
    mail::Tray,
    seal::Secrets,
    web::{Allow, Form, Role, Route, Templates, Visitor, get, post},
};

struct Small {
    floor: Floor,
    house: Arc<House>,
    _dir: tempfile::TempDir,
}

impl Small {
    fn new() -> Self {
        Self::with("", Limits::none())
    }

    fn with(settings: &str, limits: Limits) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("small.sqlite3").to_string_lossy(), 2).unwrap();
        migrate::up(&db).unwrap();
        let clock = Clock::still(NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap());
        let floor = Floor {
            db,
            ids: Ids::seeded(clock.clone(), 7),
            clock,
            secrets: Secrets::new([7; 32], &[[8; 32]]),
            files: Files::memory(),
            tray: Tray::memory(),
            templates: Templates::load().unwrap(),
            settings: Arc::new(Settings::with(settings).unwrap()),
            demo: false,
        };
        let authorities = |_: &mut _| Ok(vec![("north".to_owned(), "Northshire".to_owned())]);
        let house = House {
            routes: rooms(),
            waits: vec![],
            built_on: vec![],
            of_person: vec![],
            entries: vec![],
            owners: vec![],
            authorities,
            limits,
        };
        Self { floor, house: Arc::new(house), _dir: dir }
    }

    /// An account with a role, its cookie and its form key.
    fn someone(&self, name: &str, roles: &[Role], scope: &str) -> (String, String) {
        let floor = &self.floor;
        let opened = floor.db.write(|conn| {
            let id = make_account(conn, floor, &format!("{}@example.org", name.replace(' ', ".")), name, None)?;
            for role in roles {
                grant(conn, floor, &id, *role, Some("north"))?;
            }
            open_session(conn, floor, &id, scope)
        });
        let secret = opened.unwrap();
        let visitor = floor.db.read(|conn| super::visitor(conn, floor, &secret)).unwrap().unwrap();
        (format!("__Host-hearten={secret}"), visitor.csrf)
    }

    async fn ask(&self, request: TestRequest) -> Answer {
        let service = init_service(app(self.floor.clone(), self.house.clone())).await;
        Answer::of(call_service(&service, request.to_request()).await).await
    }

    async fn open(&self, path: &str, cookie: &str) -> Answer {
        self.ask(TestRequest::get().uri(path).insert_header(("cookie", cookie))).await
    }

    async fn press(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        self.ask(TestRequest::post().uri(path).insert_header(("cookie", cookie)).set_form(fields)).await
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    async fn of<B: actix_web::body::MessageBody>(response: ServiceResponse<B>) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers());
        let headers =
            headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        let body = to_bytes(response.into_body()).await.ok().unwrap();
        Self { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A house with a room for each kind of line in the table.
fn rooms() -> Vec<Route> {
    const RUNS: &[Role] = &[Role::Coordinator, Role::ProgrammeLead];
    vec![
        get("/open", Allow::Anyone, room),
        post("/open", Allow::Anyone, press),
        get("/inside", Allow::SignedIn, room),
        post("/inside", Allow::SignedIn, press),
        get("/runs", Allow::Roles(RUNS), room),
        post("/runs", Allow::Roles(RUNS), press),
        get("/team/{id}", Allow::SignedIn, room),
        get("/team/{id}/more", Allow::SignedIn, room),
        get("/broken/inside", Allow::Anyone, broken),
        post("/knock/{row}/{key}", Allow::Anyone, knock),
        post("/sign-out", Allow::Anyone, pages::sign_out),
        post("/sign-in/fresh", Allow::SignedIn, pages::fresh_key),
        get("/demo/enter", Allow::Anyone, pages::who_to_be),
        post("/demo/enter", Allow::Anyone, pages::enter_as),
        get("/demo/mail", Allow::Anyone, pages::mail_list),
        get("/demo/mail/{id}", Allow::Anyone, pages::mail_one),
        get("/watch/ready", Allow::Anyone, crate::floor::web::ready),
        get("/watch/metrics", Allow::Anyone, crate::floor::web::metrics),
        get("/static/{file:.*}", Allow::Anyone, crate::floor::web::asset),
        get("/{any}", Allow::Anyone, room),
    ]
}

async fn room(visitor: Option<Visitor>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain")
        .body(visitor.map_or_else(|| "nobody".to_owned(), |visitor| visitor.name))
}

async fn press(form: Form) -> String {
    form.text("words").to_owned()
}

async fn broken() -> Result<HttpResponse> {
    Err(crate::floor::error::Error::broken("Ann Other of 1 High Street"))
}

/// What a slice's own handler of a personal link does.
async fn knock(
    floor: actix_web::web::Data<Floor>,
    path: actix_web::web::Path<(String, String)>,
    visitor: Option<Visitor>,
    _form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    link_fits(&floor, "knock", &row, 0, &key)?;
    let inner = floor.clone();
    let account = floor.db.writing(move |conn| make_account(conn, &inner, "ann@example.org", "ann", None)).await?;
    super::enter_scoped(&floor, visitor, OwnPath::parse(&format!("/team/{row}")).to_string(), |_: &mut _| Ok(account))
        .await
}
