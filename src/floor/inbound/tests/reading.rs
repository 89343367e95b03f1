//! What a mail is, by its bytes alone.

use chrono::NaiveDate;

use super::fixtures::{GMT_STANDARD_TIME, Given, apple, away, bounce, counter, exchange, gmail, outlook_com};
use crate::floor::{
    clock::Moment,
    inbound::{
        letter::{Answered, Bounce, Letter, Said},
        read::read,
    },
};

const TO: &str = "replies+abc.def@hearten.example";

fn at(month: u32, day: u32, hour: u32, minute: u32) -> Moment {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn given() -> Given {
    Given {
        to: TO.into(),
        uid: "1@hearten.example".into(),
        from: "Sian@Example.org".into(),
        sequence: 2,
        said: "ACCEPTED",
        comment: "Gladly\\, thank you",
    }
}

fn only(raw: &[u8]) -> Answered {
    match read(raw).letter {
        Letter::Answers(answers) => {
            assert_eq!(answers.len(), 1, "one answer, however often it is in there: {answers:?}");
            answers.into_iter().next().unwrap()
        }
        other => panic!("{other:?}\n{}", String::from_utf8_lossy(raw)),
    }
}

#[test]
fn four_programs_say_the_same_in_four_ways() {
    for (program, write) in [
        ("Exchange", exchange as fn(&Given) -> Vec<u8>),
        ("Outlook.com", outlook_com),
        ("Gmail", gmail),
        ("Apple", apple),
    ] {
        for (said, meant) in
            [("ACCEPTED", Said::Accepted), ("DECLINED", Said::Declined), ("TENTATIVE", Said::Tentative)]
        {
            let raw = write(&Given { said, ..given() });
            let answer = only(&raw);
            let organiser = matches!(program, "Gmail" | "Apple").then(|| TO.to_owned());
            let expected = Answered {
                uid: "1@hearten.example".into(),
                sequence: 2,
                stamped: Some(at(3, 1, 10, 0)),
                attendee: Some("sian@example.org".into()),
                organiser,
                said: meant,
                comment: "Gladly, thank you".into(),
            };
            assert_eq!(answer, expected, "{program}");
            let read = read(&raw);
            assert_eq!((read.addresses, read.from), (vec![TO.to_owned()], Some("sian@example.org".to_owned())));
        }
    }
}

#[test]
fn a_proposed_time_is_told_in_utc_whatever_its_zone_is_called() {
    let own_zone = GMT_STANDARD_TIME.replace("GMT Standard Time", "Customized Time Zone");
    let away =
        GMT_STANDARD_TIME.replace("GMT Standard Time", "Nobody's").replace("+0100", "+0300").replace("+0000", "+0200");
    for (zone, block, starts) in [
        (";TZID=GMT Standard Time", GMT_STANDARD_TIME, at(4, 2, 13, 0)),
        (";TZID=\"GMT Standard Time\"", GMT_STANDARD_TIME, at(4, 2, 13, 0)),
        (";TZID=Europe/London", "", at(4, 2, 13, 0)),
        (";TZID=Customized Time Zone", &own_zone, at(4, 2, 13, 0)),
        (";TZID=Nobody's", &away, at(4, 2, 11, 0)),
        (";TZID=W. Europe Standard Time", "", at(4, 2, 12, 0)),
        ("", "", at(4, 2, 13, 0)),
    ] {
        let times = format!("DTSTART{zone}:20270402T140000\r\nDTEND{zone}:20270402T143000\r\n");
        let answer = only(&counter(&given(), &times, block));
        assert_eq!(answer.said, Said::Proposed { starts, ends: starts + chrono::TimeDelta::minutes(30) }, "{zone}");
    }
    let times = "DTSTART:20270402T140000Z\r\nDURATION:PT45M\r\n";
    let answer = only(&counter(&given(), times, ""));
    assert_eq!(answer.said, Said::Proposed { starts: at(4, 2, 14, 0), ends: at(4, 2, 14, 45) });
}

#[test]
fn a_proposal_without_a_time_that_can_be_told_is_for_a_person() {
    for times in [
        "DTSTART;VALUE=DATE:20270402\r\nDTEND;VALUE=DATE:20270403\r\n",
        "DTSTART:20270402T140000Z\r\nDTEND:20270402T130000Z\r\n",
        "DTSTART;TZID=Nowhere:20270402T140000\r\nDTEND;TZID=Nowhere:20270402T143000\r\n",
        "",
    ] {
        assert_eq!(read(&counter(&given(), times, "")).letter, Letter::Other, "{times}");
    }
}

#[test]
fn a_machine_never_proposes_for_a_person_but_may_pass_on_an_answer() {
    assert_eq!(read(&away(&given())).letter, Letter::Automatic);
    let auto = |raw: Vec<u8>| [b"Auto-Submitted: auto-generated\r\n".to_vec(), raw].concat();
    assert_eq!(only(&auto(exchange(&given()))).said, Said::Accepted);
    let times = "DTSTART:20270402T140000Z\r\nDTEND:20270402T143000Z\r\n";
    assert_eq!(read(&auto(counter(&given(), times, ""))).letter, Letter::Automatic);
    let person = [b"Auto-Submitted: no\r\n".to_vec(), counter(&given(), times, "")].concat();
    assert!(matches!(read(&person).letter, Letter::Answers(_)));
}

#[test]
fn a_mail_that_came_back_tells_its_status_and_no_address() {
    let bounced = |status: &str, action: &str| read(&bounce("bounce+abc.def@hearten.example", status, action));
    let read = bounced("5.1.1", "failed");
    let Letter::Bounce(Bounce { status, diagnostic }) = &read.letter else { panic!("{read:?}") };
    assert_eq!((status.as_str(), diagnostic.as_str()), ("5.1.1", "smtp; 550 5.1.1 … Recipient address rejected"));
    assert_eq!(read.addresses, ["bounce+abc.def@hearten.example"]);
    let status = |given: &str, action: &str| match bounced(given, action).letter {
        Letter::Bounce(bounce) => bounce.status,
        other => format!("{other:?}"),
    };
    assert_eq!(status("4.2.2 (mailbox full)", "delayed"), "4.2.2");
    assert_eq!(status("nonsense", "failed"), "5.0.0");
    assert_eq!(status("2.1.5", "delivered"), "Automatic");
}

#[test]
fn whatever_else_comes_is_other_or_unreadable_and_fells_nobody() {
    let plain = format!("From: a@example.org\r\nTo: {TO}\r\nSubject: Sorry\r\n\r\nI cannot come.\r\n");
    assert_eq!(read(plain.as_bytes()).letter, Letter::Other);
    assert_eq!(read(b"").letter, Letter::Unreadable);
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    assert_eq!(read(nested.as_bytes()).letter, Letter::Unreadable);
    let unsure = exchange(&Given { said: "NEEDS-ACTION", ..given() });
    assert_eq!(read(&unsure).letter, Letter::Other);
    let deep = format!(
        "From: a@example.org\r\nTo: {TO}\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n{}",
        "BEGIN:VEVENT\r\n".repeat(50_000)
    );
    assert_eq!(read(deep.as_bytes()).letter, Letter::Other);
}

#[test]
fn an_answer_passed_on_inside_another_mail_is_found() {
    let inner = String::from_utf8(gmail(&given())).unwrap();
    let raw = format!(
        "From: post@example.org\r\nTo: someone@hearten.example\r\nDelivered-To: {TO}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"fw\"\r\n\r\n\
         --fw\r\nContent-Type: text/plain\r\n\r\nPassed on.\r\n--fw\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--fw--\r\n"
    );
    assert_eq!(only(raw.as_bytes()).said, Said::Accepted);
    assert!(read(raw.as_bytes()).addresses.contains(&TO.to_owned()));
}

proptest::proptest! {
    #[test]
    fn no_bytes_fell_the_reader(bytes: Vec<u8>, cut in 0_usize..2000) {
        let _ = read(&bytes);
        let whole = exchange(&given());
        let broken = [&whole[..cut.min(whole.len())], &bytes[..]].concat();
        let _ = read(&broken);
    }
}
