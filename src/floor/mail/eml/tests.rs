//! What a mail looks like on its way.

use chrono::{NaiveDate, NaiveTime};
use mail_parser::{MessageParser, MimeHeaders};

use super::*;
use crate::floor::{clock::london_moment, config, mail::Extras};

fn settings(more: &str) -> Settings {
    let toml = format!("[mail]\nfrom = \"Hearten <hearten@hearten.example>\"\n{more}\n");
    config::Settings::with(&toml).unwrap().mail
}

fn mail() -> Mail {
    Mail {
        message_id: "<0192@hearten.example>".into(),
        to: "sian@example.org".into(),
        subject: "Diolch, Siân".into(),
        text: "Siân, here is your link.\n".into(),
        html: "<p>Siân, here is your link.</p>".into(),
        extras: Extras::default(),
    }
}

fn invitation(method: &str) -> Mail {
    let lines = [
        "BEGIN:VCALENDAR",
        &format!("METHOD:{method}"),
        "BEGIN:VEVENT",
        "UID:a",
        " b",
        "SUMMARY:Siân",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    let diary = Diary { method: "REQUEST".into(), ics: lines.join("\r\n") };
    let extras = Extras {
        diary: Some(diary),
        answers_to: Some("Hearten <replies+key@hearten.example>".into()),
        stop: Some("https://hearten.example/stop/1/2".into()),
        until: None,
    };
    Mail { extras, ..mail() }
}

fn noon() -> Moment {
    london_moment(NaiveDate::from_ymd_opt(2027, 3, 3).unwrap(), NaiveTime::from_hms_opt(12, 0, 0).unwrap())
}

fn written(mail: &Mail, more: &str) -> String {
    String::from_utf8(eml(mail, &settings(more), noon()).unwrap()).unwrap()
}

#[test]
fn the_headers_are_ours_and_the_bytes_repeat() {
    let text = written(&mail(), "");
    assert_eq!(text, written(&mail(), ""));
    assert!(text.is_ascii(), "an accent is encoded, so that any mail host takes it");
    for header in [
        "Message-ID: <0192@hearten.example>\r\n",
        "Date: Wed, 03 Mar 2027 12:00:00 +0000\r\n",
        "From: Hearten <hearten@hearten.example>\r\n",
        "To: sian@example.org\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "MIME-Version: 1.0\r\n",
    ] {
        assert!(text.contains(header), "{header}\n{text}");
    }
    let (plain, html) = (text.find("text/plain").unwrap(), text.find("text/html").unwrap());
    assert!(plain < html);
    assert!(!text.contains("List-Unsubscribe") && !text.contains("Reply-To"));
}

#[test]
fn an_address_cannot_smuggle_a_header() {
    let smuggled = Mail { to: "a@example.org\r\nBcc: b@example.org".into(), ..mail() };
    assert!(matches!(eml(&smuggled, &settings(""), noon()), Err(Error::Invalid(_))));
    let smuggled = Mail { subject: "Hello\r\nBcc: b@example.org".into(), ..mail() };
    assert!(!written(&smuggled, "").contains("\r\nBcc:"));
    let stop = Some("https://x.example/\r\nBcc: b@example.org".into());
    let smuggled = Mail { extras: Extras { stop, ..Extras::default() }, ..mail() };
    assert!(matches!(eml(&smuggled, &settings(""), noon()), Err(Error::Broken(_))));
}

#[test]
fn an_invitation_has_the_shape_that_diaries_read() {
    let mail = invitation("REQUEST");
    let text = written(&mail, "");
    assert_eq!(text, written(&mail, ""), "the bytes repeat");
    assert!(text.contains("\r\nReply-To: Hearten <replies+key@hearten.example>\r\n"));
    assert!(text.contains("\r\nList-Unsubscribe: <https://hearten.example/stop/1/2>\r\n"));
    assert!(text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    let ics = mail.extras.diary.unwrap().ics;
    let parsed = MessageParser::default().parse(text.as_bytes()).unwrap();
    let kinds: Vec<String> = parsed
        .parts
        .iter()
        .map(|part| {
            part.content_type().map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default())).unwrap()
        })
        .collect();
    assert_eq!(
        kinds,
        ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"]
    );
    let (inline, file) = (&parsed.parts[4], &parsed.parts[5]);
    let kind = inline.content_type().unwrap();
    assert_eq!((kind.attribute("method"), kind.attribute("charset")), (Some("REQUEST"), Some("utf-8")));
    assert!(inline.content_disposition().is_none() && inline.content_id().is_none());
    assert_eq!((inline.contents(), file.contents()), (ics.as_bytes(), ics.as_bytes()), "the same bytes, both times");
    assert_eq!(file.attachment_name(), Some("invite.ics"));
    assert!(!written(&invitation("REQUEST"), "attach_invites = false").contains("application/ics"));
}

#[test]
fn an_entry_whose_method_is_not_the_mails_does_not_leave() {
    assert!(matches!(eml(&invitation("PUBLISH"), &settings(""), noon()), Err(Error::Broken(_))));
}

#[test]
fn a_line_of_an_entry_is_found_whole() {
    let diary = invitation("REQUEST").extras.diary.unwrap();
    assert_eq!((diary.line("UID").as_deref(), diary.line("SEQUENCE")), (Some("ab"), None));
}

#[test]
fn keys_that_cannot_sign_are_named_and_not_shown() {
    let [domain, selector] = ["dkim_domain = 'hearten.example'", "dkim_selector = 'one'"];
    for (more, words) in [
        (domain.to_owned(), "together"),
        (format!("{domain}\n{selector}\ndkim_key = '/no/such/file'"), "no file"),
        (format!("{domain}\n{selector}\ndkim_key = '-----BEGIN RSA PRIVATE KEY-----\\nabc'"), "no key that can sign"),
        (
            format!(
                "{domain}\n{selector}\ndkim_key = \"-----BEGIN PRIVATE KEY-----\\nYWJj\\n-----END PRIVATE KEY-----\""
            ),
            "openssl rsa -traditional",
        ),
    ] {
        let told = settings(&more).check().unwrap_err().to_string();
        assert!(told.starts_with("mail.dkim_key") && told.contains(words) && !told.contains("YWJj"), "{told}");
    }
}
