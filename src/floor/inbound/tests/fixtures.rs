//! Mails as the programs write them that people answer diaries with. All of our own making.

use base64::{Engine, prelude::BASE64_STANDARD};

/// What an answer is about, and how it is given.
#[derive(Clone)]
pub struct Given {
    /// The organiser's address, with the key in it.
    pub to: String,
    pub uid: String,
    pub from: String,
    pub sequence: i32,
    /// `ACCEPTED`, …
    pub said: &'static str,
    pub comment: &'static str,
}

impl Given {
    fn event(&self, more: &str) -> String {
        let Self { uid, from, sequence, said, comment, .. } = self;
        let note = if comment.is_empty() { String::new() } else { format!("COMMENT;LANGUAGE=en-GB:{comment}\r\n") };
        format!(
            "BEGIN:VEVENT\r\nATTENDEE;PARTSTAT={said};CN=Siân Parry:mailto:{from}\r\n{note}UID:{uid}\r\n\
             SUMMARY;LANGUAGE=en-GB:Accepted: Half an hour for you\r\n{more}PRIORITY:5\r\nDTSTAMP:20270301T100000Z\r\n\
             TRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\nSEQUENCE:{sequence}\r\nEND:VEVENT\r\n"
        )
    }

    fn calendar(&self, method: &str, product: &str, before: &str, event: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nPRODID:{product}\r\nVERSION:2.0\r\n{before}{event}END:VCALENDAR\r\n"
        )
    }

    fn head(&self, subject: &str, id: &str) -> String {
        let Self { to, from, .. } = self;
        format!(
            "From: =?utf-8?Q?Si=C3=A2n_Parry?= <{from}>\r\nTo: Hearten <{to}>\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\nDate: Mon, 1 Mar 2027 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        )
    }
}

/// As Windows describes London: by its own name, since 1601.
pub const GMT_STANDARD_TIME: &str = "BEGIN:VTIMEZONE\r\nTZID:GMT Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\n\
    TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n\
    BEGIN:DAYLIGHT\r\nDTSTART:16010101T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n\
    RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

fn wrapped(text: &str) -> String {
    let lines = BASE64_STANDARD.encode(text);
    lines.as_bytes().chunks(76).map(|line| format!("{}\r\n", String::from_utf8_lossy(line))).collect()
}

fn quoted(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'=' | 0x80.. => format!("={byte:02X}"),
            _ => char::from(byte).to_string(),
        })
        .collect::<String>()
        .replace("VERSION:2.0", "VERSION:2=\r\n.0")
}

/// Exchange: words, words as HTML, and the calendar last, in base64; no ORGANIZER; times by Windows's name for the zone.
pub fn exchange(given: &Given) -> Vec<u8> {
    let times = "DTSTART;TZID=GMT Standard Time:20270402T100000\r\nDTEND;TZID=GMT Standard Time:20270402T103000\r\n";
    let calendar = given.calendar("REPLY", "Microsoft Exchange Server 2010", GMT_STANDARD_TIME, &given.event(times));
    format!(
        "{}Content-Type: multipart/alternative;\r\n\tboundary=\"_000_x_\"\r\n\r\n--_000_x_\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n\
         --_000_x_\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n\
         --_000_x_\r\nContent-Type: text/calendar; charset=\"utf-8\"; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--_000_x_--\r\n",
        given.head("Accepted: Half an hour for you", "1@exchange.example"),
        wrapped("Gladly."),
        wrapped("<html><body>Gladly.</body></html>"),
        wrapped(&calendar)
    )
    .into_bytes()
}

/// Outlook.com: the calendar sits directly under the top part, in quoted-printable; no ORGANIZER.
pub fn outlook_com(given: &Given) -> Vec<u8> {
    let times = "DTSTART;TZID=GMT Standard Time:20270402T100000\r\nDTEND;TZID=GMT Standard Time:20270402T103000\r\n";
    let calendar =
        given.calendar("REPLY", "Microsoft CDO for Microsoft Exchange", GMT_STANDARD_TIME, &given.event(times));
    format!(
        "{}Content-Type: multipart/mixed; boundary=\"top\"\r\n\r\n--top\r\nContent-Type: text/plain; charset=\"iso-8859-1\"\r\n\r\nGladly.\r\n\
         --top\r\nContent-Type: text/calendar; charset=\"utf-8\"; method=REPLY\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--top--\r\n",
        given.head("Accepted: Half an hour for you", "1@outlook.example"),
        quoted(&calendar)
    )
    .into_bytes()
}

/// Gmail: the calendar inside an alternative inside the top part, and once more as a file; ORGANIZER kept; UTC.
pub fn gmail(given: &Given) -> Vec<u8> {
    let times = format!(
        "DTSTART:20270402T090000Z\r\nDTEND:20270402T093000Z\r\nORGANIZER;CN=Hearten:mailto:{}\r\n",
        given.to.to_uppercase()
    );
    let calendar = given.calendar(
        "REPLY",
        "-//Google Inc//Google Calendar 70.9054//EN",
        "CALSCALE:GREGORIAN\r\n",
        &given.event(&times),
    );
    format!(
        "{}Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\n--out\r\nContent-Type: multipart/alternative; boundary=\"in\"\r\n\r\n\
         --in\r\nContent-Type: text/plain; charset=\"UTF-8\"; format=flowed; delsp=yes\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n\
         --in\r\nContent-Type: text/html; charset=\"UTF-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Accepted</p>\r\n\
         --in\r\nContent-Type: text/calendar; charset=\"UTF-8\"; method=REPLY\r\nContent-Transfer-Encoding: 7bit\r\n\r\n{calendar}\r\n--in--\r\n\
         --out\r\nContent-Type: application/ics; name=\"invite.ics\"\r\nContent-Disposition: attachment; filename=\"invite.ics\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--out--\r\n",
        given.head("Accepted: Half an hour for you", "1@mail.gmail.example"),
        wrapped("Accepted"),
        wrapped(&calendar)
    )
    .into_bytes()
}

/// Apple: words and the calendar side by side, as it is (8bit), ORGANIZER kept, lines that end with LF alone.
pub fn apple(given: &Given) -> Vec<u8> {
    let times = format!(
        "DTSTART;TZID=Europe/London:20270402T100000\r\nDTEND;TZID=Europe/London:20270402T103000\r\nORGANIZER;CN=Hearten:mailto:{}\r\n",
        given.to
    );
    let calendar =
        given.calendar("REPLY", "-//Apple Inc.//macOS 26.1//EN", "", &given.event(&times)).replace("\r\n", "\n");
    format!(
        "{}Content-Type: multipart/alternative; boundary=\"Apple-Mail=_1\"\r\n\r\n--Apple-Mail=_1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\r\n\
         --Apple-Mail=_1\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8; name=\"iCal-1.ics\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{calendar}\r\n--Apple-Mail=_1--\r\n",
        given.head("Accepted: Half an hour for you", "1@apple.example")
    )
    .into_bytes()
}

/// Outlook, proposing another time: DTSTART and DTEND are the proposal.
pub fn counter(given: &Given, times: &str, zone: &str) -> Vec<u8> {
    let event = given.event(&format!(
        "{times}X-MS-OLK-ORIGINALSTART;TZID=GMT Standard Time:20270402T100000\r\nX-MS-OLK-ORIGINALEND;TZID=GMT Standard Time:20270402T103000\r\n"
    ));
    let calendar = given.calendar("COUNTER", "Microsoft Exchange Server 2010", zone, &event);
    format!(
        "{}Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nCould we?\r\n\
         --b\r\nContent-Type: text/calendar; charset=\"utf-8\"; method=COUNTER\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{calendar}\r\n--b--\r\n",
        given.head("New Time Proposed: Half an hour for you", "2@exchange.example")
    )
    .into_bytes()
}

/// An absence note, with the invitation in it as some programs do.
pub fn away(given: &Given) -> Vec<u8> {
    format!(
        "{}Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\nContent-Type: text/plain\r\n\r\nI am away until Monday.\r\n",
        given.head("Automatic reply: Half an hour", "3@exchange.example")
    )
    .into_bytes()
}

/// A mail host's report that a mail came back.
pub fn bounce(to: &str, status: &str, action: &str) -> Vec<u8> {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nSubject: Undelivered Mail\r\nMessage-ID: <4@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"r\"\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n\
         --r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\nArrival-Date: Mon, 1 Mar 2027 09:00:00 +0000\r\n\r\n\
         Final-Recipient: rfc822; sian@example.org\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 5.1.1 <sian@example.org>:\r\n Recipient address rejected\r\n\r\n\
         --r\r\nContent-Type: message/rfc822\r\n\r\nFrom: hearten@hearten.example\r\nSubject: Half an hour\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--r--\r\n"
    )
    .into_bytes()
}
