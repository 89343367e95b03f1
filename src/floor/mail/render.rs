//! A mail's words: `templates/mail/<name>/` holds a subject, a plain text and an HTML page.

use serde::Serialize;
use tera::Context;

use crate::floor::{error::Result, one_line::one_line, web::Templates};

/// A mail's three texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Renders the three files of `name`. `home` is the address of the house, which every mail may speak of.
pub fn render(templates: &Templates, name: &str, home: &str, context: &impl Serialize) -> Result<Words> {
    let mut context = Context::from_serialize(context)?;
    context.insert("home", home);
    let part = |file: &str| templates.render(&format!("mail/{name}/{file}"), &context);
    let subject = one_line(&part("subject.txt")?);
    Ok(Words { subject, text: format!("{}\n", part("text.txt")?.trim()), html: part("html.html")? })
}
