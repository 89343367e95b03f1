//! A mail as bytes, the same bytes for the same words and day: RFC 5322, text and HTML side by side, a diary entry where
//! there is one, and a signature where one is set.

use std::time::SystemTime;

use lettre::message::{
    Attachment, Mailbox, Message, MultiPart, SinglePart,
    header::{ContentType, HeaderName, HeaderValue},
};

use super::{Diary, Mail, Settings};
use crate::floor::{
    clock::Moment,
    error::{Error, Result},
    seal::sha256,
};

/// `date` is UTC.
///
/// # Errors
/// `Invalid`, where the address cannot be written to; `Broken`, where what it carries is not sound.
pub fn eml(mail: &Mail, settings: &Settings, date: Moment) -> Result<Vec<u8>> {
    let mut builder = Message::builder()
        .message_id(Some(mail.message_id.clone()))
        .date(SystemTime::from(date.and_utc()))
        .from(settings.sender()?)
        .to(mail.to.parse::<Mailbox>().map_err(|_| unwritable())?)
        .subject(&mail.subject)
        .raw_header(raw("Auto-Submitted", "auto-generated"));
    if let Some(answers_to) = &mail.extras.answers_to {
        builder = builder.reply_to(answers_to.parse().map_err(Error::broken)?);
    }
    if let Some(stop) = &mail.extras.stop {
        builder = builder
            .raw_header(raw("List-Unsubscribe", &format!("<{}>", plain(stop)?)))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let mut message = builder.multipart(parts(mail, settings.attach_invites)?).map_err(Error::broken)?;
    if let Some(signs) = settings.signs()? {
        message.sign(signs);
    }
    Ok(message.formatted())
}

/// The words side by side; with a diary entry among them, and perhaps once more beside them, where there is one.
fn parts(mail: &Mail, attach: bool) -> Result<MultiPart> {
    let words = words(mail);
    let Some(diary) = &mail.extras.diary else { return Ok(words) };
    sound(diary)?;
    let inline = format!("text/calendar; method={}; charset=UTF-8", diary.method);
    // No Content-Disposition and no Content-ID, or some readers show no buttons.
    let inline = SinglePart::builder().header(kind(&inline)?).body(diary.ics.clone());
    let whole = MultiPart::mixed().boundary(boundary(mail, "m")).multipart(words.singlepart(inline));
    if !attach {
        return Ok(whole);
    }
    let file =
        Attachment::new("invite.ics".to_owned()).body(diary.ics.clone(), kind("application/ics; name=\"invite.ics\"")?);
    Ok(whole.singlepart(file))
}

/// Plain text first: a reader takes the last it can show.
fn words(mail: &Mail) -> MultiPart {
    MultiPart::alternative()
        .boundary(boundary(mail, ""))
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()))
}

/// From the Message-ID, since one made by chance would change the bytes.
fn boundary(mail: &Mail, which: &str) -> String {
    format!("={which}{}", &sha256(mail.message_id.as_bytes())[..32])
}

/// Exchange refuses an entry whose method is not the part's.
fn sound(diary: &Diary) -> Result<()> {
    let known = matches!(diary.method.as_str(), "REQUEST" | "CANCEL");
    if known && diary.line("METHOD").as_deref() == Some(&diary.method) {
        return Ok(());
    }
    Err(Error::broken("a diary entry whose method is not the mail's"))
}

/// An address that stays within its header.
fn plain(link: &str) -> Result<&str> {
    let sound = link.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte));
    if sound { Ok(link) } else { Err(Error::broken("a link that is none")) }
}

fn kind(text: &str) -> Result<ContentType> {
    ContentType::parse(text).map_err(Error::broken)
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn unwritable() -> Error {
    Error::invalid("email", "That e-mail address cannot be written to.")
}

#[cfg(test)]
mod tests;
