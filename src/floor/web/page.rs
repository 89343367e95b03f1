//! A page on its way out: who is looking, what was just said, and the values its template asks for.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    http::{StatusCode, header},
    web::Data,
};
use serde::Serialize;
use tera::Context;

use super::{Form, Templates, Visitor};
use crate::floor::{
    Floor,
    error::{Complaints, Error, Result},
};

const SAID: &str = "__Host-said";

/// Taken by a handler as an argument; `show` ends it.
#[derive(Debug)]
pub struct Page {
    templates: Templates,
    context: Context,
    said: bool,
    status: StatusCode,
}

impl Page {
    /// Adds a value for the template.
    #[must_use]
    pub fn put<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.context.insert(name, value);
        self
    }

    /// Another status than 200.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same page again, 422, with the complaints beside the fields and everything typed kept.
    #[must_use]
    pub fn again(mut self, form: &Form, complaints: &Complaints) -> Self {
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        self.context.insert("complaints", complaints);
        self.context.insert("typed", &form.typed());
        self.context.insert("ticked", &form.ticked_in_each());
        self
    }

    /// The same, where the page has this form once for each of several things: its fields are `name.of`, for the one it was
    /// sent about.
    #[must_use]
    pub fn again_of(self, form: &Form, complaints: &Complaints, of: &str) -> Self {
        let of_it = |name: &str| format!("{name}.{of}");
        let mut about = Complaints::default();
        complaints.iter().for_each(|one| about.add(of_it(&one.field), &one.message));
        let fields = form.fields().filter(|(name, _)| *name != "csrf");
        self.again(&Form::of(fields.map(|(name, value)| (of_it(name), value.to_owned())).collect()), &about)
    }

    /// Renders a template under `templates/` with a title.
    pub fn show(mut self, template: &str, title: &str) -> Result<HttpResponse> {
        self.context.insert("page_title", title);
        let body = self.templates.render(template, &self.context)?;
        let mut response = HttpResponse::build(self.status);
        response.content_type("text/html; charset=utf-8").insert_header((header::CACHE_CONTROL, "no-store"));
        if self.said {
            response.cookie(said_cookie(String::new(), Duration::ZERO));
        }
        Ok(response.body(body))
    }

    /// Renders a template as a file of that name, to keep.
    pub fn attach(mut self, template: &str, title: &str, name: &str) -> Result<HttpResponse> {
        self.context.insert("page_title", title);
        let body = self.templates.render(template, &self.context)?;
        Ok(attachment(name, "text/html; charset=utf-8", body.into_bytes()))
    }
}

impl FromRequest for Page {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(req))
    }
}

impl Page {
    /// The page that answers this request.
    pub fn of(req: &HttpRequest) -> Result<Self> {
        let floor = req.app_data::<Data<Floor>>().ok_or_else(|| Error::broken("the floor is missing from the app"))?;
        let visitor = req.extensions().get::<Visitor>().cloned();
        let said = req
            .cookie(SAID)
            .map(|cookie| percent_encoding::percent_decode_str(cookie.value()).decode_utf8_lossy().into_owned());
        let mut context = Context::new();
        context.insert("path", req.path());
        context.insert("csrf", visitor.as_ref().map_or("", |visitor| visitor.csrf.as_str()));
        context.insert("visitor", &visitor.as_ref().map(shown));
        context.insert("flash", &said.as_ref().map(|text| serde_json::json!({ "kind": "success", "text": text })));
        context.insert("demo", &floor.demo);
        context.insert("complaints", &Complaints::default());
        context.insert("typed", &serde_json::json!({}));
        Ok(Self { templates: floor.templates.clone(), context, said: said.is_some(), status: StatusCode::OK })
    }
}

/// What a template sees of a visitor.
fn shown(visitor: &Visitor) -> serde_json::Value {
    let mut roles: Vec<&str> = visitor.grants.iter().map(|grant| grant.role.name()).collect();
    roles.dedup();
    serde_json::json!({ "name": visitor.name, "roles": roles, "scope": visitor.scope })
}

/// Off to another page, which says one sentence at its top (empty for none). No names in it: it rides in a cookie.
pub fn see_other(path: &str, say: &str) -> HttpResponse {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((header::LOCATION, path));
    if !say.is_empty() {
        let text = percent_encoding::utf8_percent_encode(say, percent_encoding::NON_ALPHANUMERIC).to_string();
        response.cookie(said_cookie(text, Duration::minutes(1)));
    }
    response.finish()
}

fn said_cookie(text: String, age: Duration) -> Cookie<'static> {
    Cookie::build(SAID, text).path("/").secure(true).http_only(true).same_site(SameSite::Strict).max_age(age).finish()
}

/// A file to keep, never cached.
pub fn attachment(name: &str, content_type: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes)
}
