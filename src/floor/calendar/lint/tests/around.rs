//! Mistakes in the mail around the calendar.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{Envelope, envelope, good, lint, mail};

fn has(rule: u8, message: &[u8]) {
    let good = good();
    assert_eq!(lint(&mail("; method=REQUEST", "", good.as_bytes(), good.as_bytes()), &envelope(), None), []);
    let faults = lint(message, &envelope(), None);
    assert!(faults.iter().any(|fault| fault.rule == rule), "rule {rule} is not among {faults:?}");
}

#[test]
fn rule_30_a_mime_type_with_another_method_or_none() {
    let good = good();
    has(30, &mail("; method=CANCEL", "", good.as_bytes(), good.as_bytes()));
    has(30, &mail("", "", good.as_bytes(), good.as_bytes()));
    has(30, b"Subject: no calendar\r\n\r\nHello\r\n");
    has(30, b"");
}

#[test]
fn rule_38_a_disposition_or_an_id_on_the_calendar_part() {
    let good = good();
    for header in ["Content-Disposition: inline\r\n", "Content-ID: <1@hearten.example>\r\n"] {
        has(38, &mail("; method=REQUEST", header, good.as_bytes(), good.as_bytes()));
    }
}

#[test]
fn rule_39_an_attached_file_that_differs_or_is_missing() {
    let (good, other) = (good(), good().replace("T103000", "T110000"));
    has(39, &mail("; method=REQUEST", "", good.as_bytes(), other.as_bytes()));
    let bare = mail("; method=REQUEST", "", good.as_bytes(), good.as_bytes());
    let bare = String::from_utf8(bare).unwrap().replace("application/ics", "application/octet-stream");
    has(39, bare.as_bytes());
    let unasked = Envelope { attachment_expected: false, ..envelope() };
    assert_eq!(lint(bare.as_bytes(), &unasked, None), []);
}

#[test]
fn a_part_in_base64_or_quoted_printable_is_read_for_what_it_is() {
    let good = good();
    let plain = String::from_utf8(mail("; method=REQUEST", "", b"INLINE", good.as_bytes())).unwrap();
    let wrapped: String = BASE64_STANDARD
        .encode(&good)
        .as_bytes()
        .chunks(76)
        .map(|line| format!("{}\r\n", String::from_utf8_lossy(line)))
        .collect();
    let escaped = good.replace('=', "=3D").replace('â', "=C3=A2");
    for (name, body) in [("base64", &wrapped), ("quoted-printable", &escaped)] {
        let message = plain.replace("8bit\r\n\r\nINLINE", &format!("{name}\r\n\r\n{body}"));
        assert_eq!(lint(message.as_bytes(), &envelope(), None), [], "{name}");
    }
}
