//! A form as it was sent: fields kept as typed, an upload if there was one, and the visitor's own mark against forgery.

use std::{collections::BTreeMap, future::Future, pin::Pin};

use actix_multipart::Multipart;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header::CONTENT_TYPE, web};
use chrono::NaiveDate;
use futures_util::StreamExt;
use subtle::ConstantTimeEq;

use super::Visitor;
use crate::floor::{
    error::{Error, Result},
    one_line::one_line,
};

/// The most that is read of a form without a file, and of a file.
const FORM_LIMIT: usize = 2 << 20;
const FILE_LIMIT: usize = 64 << 20;

/// A sent file.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What a POST carries. Reading it checks `csrf`, so that a handler that takes a form cannot forget to.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    pub file: Option<Sent>,
}

impl Form {
    pub fn of(fields: Vec<(String, String)>) -> Self {
        Self { fields, file: None }
    }

    /// The field as typed; empty when it was not sent.
    pub fn text(&self, field: &str) -> &str {
        self.fields.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// The same on one line, its spaces single.
    pub fn line(&self, field: &str) -> String {
        one_line(self.text(field))
    }

    /// Every value of a field that may come more than once.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// The field as a day; `None` where it is none.
    pub fn day(&self, field: &str) -> Option<NaiveDate> {
        self.text(field).trim().parse().ok()
    }

    pub fn ticked(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }

    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All that was typed, for the page that comes back.
    pub fn typed(&self) -> BTreeMap<&str, &str> {
        self.fields().filter(|(name, _)| *name != "csrf").collect()
    }

    /// Every value that was sent of each field: which boxes were ticked, for the page that comes back.
    pub fn ticked_in_each(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut each: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        self.fields().for_each(|(name, value)| each.entry(name).or_default().push(value));
        each
    }

    fn check(self, visitor: Option<&Visitor>) -> Result<Self> {
        let fits = visitor.is_none_or(|visitor| visitor.csrf.as_bytes().ct_eq(self.text("csrf").as_bytes()).into());
        if fits {
            Ok(self)
        } else {
            Err(Error::NotAllowed("This page had been open too long. Go back, reload it and try again.".into()))
        }
    }
}

impl FromRequest for Form {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let kind = req.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            let form = if kind.starts_with("multipart/form-data") {
                read_parts(Multipart::new(req.headers(), payload)).await?
            } else {
                read_fields(payload).await?
            };
            let visitor = req.extensions().get::<Visitor>().cloned();
            form.check(visitor.as_ref())
        })
    }
}

async fn read_fields(mut payload: Payload) -> Result<Form> {
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        body.extend_from_slice(&chunk.map_err(|_| cut_short())?);
        if body.len() > FORM_LIMIT {
            return Err(too_large());
        }
    }
    Ok(Form::of(form_urlencoded::parse(&body).into_owned().collect()))
}

async fn read_parts(mut parts: Multipart) -> Result<Form> {
    let mut form = Form::default();
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| cut_short())?;
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.content_disposition().and_then(|d| d.get_filename().map(str::to_owned));
        let limit = if file_name.is_some() { FILE_LIMIT } else { FORM_LIMIT };
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            bytes.extend_from_slice(&chunk.map_err(|_| cut_short())?);
            if bytes.len() > limit {
                return Err(too_large());
            }
        }
        match file_name {
            Some(name) => form.file = Some(Sent { name, bytes }),
            None => form.fields.push((field, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(form)
}

fn cut_short() -> Error {
    Error::invalid("", "What you sent was cut short on its way. Send it again.")
}

fn too_large() -> Error {
    Error::invalid("", "That is more than this page can take in one go: 64 MB for a file, 2 MB for a form.")
}
