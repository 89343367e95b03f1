//! An error as a page: the sentence that was meant for the person, and the status it came with.

use actix_web::{
    HttpResponse,
    body::BoxBody,
    dev::ServiceResponse,
    http::{StatusCode, header},
};

use super::{Page, Told, reference};

/// Gives a response that went wrong the look of the house. Its status and headers stay.
pub fn fault_page(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let Some(told) = told(&response) else {
        return response;
    };
    let (req, plain) = response.into_parts();
    let page = Page::of(&req).and_then(|page| {
        let page = page.put("status", &told.status.as_u16()).put("sentence", &told.sentence);
        page.put("reference", &reference(&req)).with_status(told.status).show("error.html", "Something in the way")
    });
    let response = match page {
        Ok(page) => with_headers_of(page, &plain),
        Err(error) => {
            tracing::error!(%error, "the error page did not render");
            plain
        }
    };
    ServiceResponse::new(req, response)
}

/// What an act left to be told, or what the router itself says with a bare status.
fn told(response: &ServiceResponse<BoxBody>) -> Option<Told> {
    if let Some(told) = response.response().extensions().get::<Told>() {
        return Some(told.clone());
    }
    let status = response.status();
    let bare = (status.is_client_error() || status.is_server_error())
        && !response.headers().contains_key(header::CONTENT_TYPE);
    let sentence = match status {
        StatusCode::NOT_FOUND => "This page was not found.",
        StatusCode::METHOD_NOT_ALLOWED => "This page cannot be asked for in that way.",
        _ => "What was sent could not be read.",
    };
    bare.then(|| Told { status, sentence: sentence.to_owned() })
}

fn with_headers_of(mut page: HttpResponse, plain: &HttpResponse) -> HttpResponse {
    let ours = [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CACHE_CONTROL];
    for (name, value) in plain.headers().iter().filter(|(name, _)| !ours.contains(name)) {
        page.headers_mut().append(name.clone(), value.clone());
    }
    page
}
