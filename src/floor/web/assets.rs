//! Static files, compiled into the binary (in a debug build, read from disk), told apart by the hash of what they hold.

use actix_web::{
    HttpResponse,
    http::header::{self, ETag, EntityTag, IfNoneMatch},
    web::{Header, Path},
};
use rust_embed::RustEmbed;

use crate::floor::error::{Error, Result};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Embedded;

/// The typefaces of letters and pages are the same files.
#[derive(RustEmbed)]
#[folder = "assets/fonts/"]
#[prefix = "fonts/"]
struct Typefaces;

/// `/static/{file}`. A browser may keep it for ten minutes, then asks whether it still stands.
pub async fn asset(file: Path<String>, seen: Header<IfNoneMatch>) -> Result<HttpResponse> {
    let found = Embedded::get(&file).or_else(|| Typefaces::get(&file)).ok_or(Error::Missing("that file"))?;
    let tag = EntityTag::new_strong(hex::encode(&found.metadata.sha256_hash()[..16]));
    let known = match &seen.0 {
        IfNoneMatch::Any => true,
        IfNoneMatch::Items(tags) => tags.iter().any(|seen| seen.weak_eq(&tag)),
    };
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header(ETag(tag)).insert_header((header::CACHE_CONTROL, "public, max-age=600"));
    if known {
        return Ok(response.finish());
    }
    let kind = found.metadata.mimetype();
    let letters = if kind.starts_with("text/") { "; charset=utf-8" } else { "" };
    Ok(response.content_type(format!("{kind}{letters}")).body(found.data.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typeface_that_the_stylesheet_names_is_served() {
        let sheet = String::from_utf8(Embedded::get("hearten.css").unwrap().data.into_owned()).unwrap();
        let named: Vec<&str> =
            sheet.split("url(\"/static/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(named.len() >= 3, "{named:?}");
        assert!(named.iter().all(|file| Typefaces::get(file).is_some()), "{named:?}");
    }
}
