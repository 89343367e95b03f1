//! Mistakes inside the calendar part.

use super::{breaks, faults_in, good, with, without};

#[test]
fn rule_1_no_method() {
    breaks(1, without("METHOD"));
}

#[test]
fn rule_2_no_organizer() {
    breaks(2, without("ORGANIZER"));
}

#[test]
fn rule_3_no_attendee() {
    breaks(3, without("ATTENDEE"));
}

#[test]
fn rule_4_an_address_without_mailto() {
    let unfolded = |calendar: &str| calendar.replace("\r\n ", "");
    breaks(4, move |calendar| unfolded(calendar).replace("mailto:sian", "sian"));
    breaks(4, move |calendar| unfolded(calendar).replace("mailto:replies", "replies"));
}

#[test]
fn rule_5_rsvp_is_yes() {
    breaks(5, |calendar| calendar.replace("\r\n ", "").replace("RSVP=TRUE", "RSVP=YES"));
}

#[test]
fn rule_6_partstat_is_maybe() {
    breaks(6, |calendar| calendar.replace("\r\n ", "").replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=MAYBE"));
}

#[test]
fn rule_7_dtstamp_in_local_time() {
    breaks(7, with("DTSTAMP:20270301T090000Z", "DTSTAMP:20270301T090000"));
    breaks(7, with("DTSTAMP:20270301T090000Z", "DTSTAMP;TZID=Europe/London:20270301T090000"));
}

#[test]
fn rule_8_a_zone_with_wrong_offsets() {
    breaks(8, with("TZOFFSETTO:+0100", "TZOFFSETTO:+0200"));
    breaks(8, with("BYMONTH=10", "BYMONTH=11"));
    breaks(8, with("DTSTART:19810329T010000", "DTSTART:19810329T020000"));
    breaks(8, with("BYMONTH=3;BYDAY=-1SU", "BYMONTH=3;BYDAY=2SU"));
}

#[test]
fn rule_9_a_time_in_the_spring_gap() {
    breaks(9, with("DTSTART;TZID=Europe/London:20270402T100000", "DTSTART;TZID=Europe/London:20270328T013000"));
}

#[test]
fn rule_10_lines_that_end_with_lf_alone() {
    breaks(10, |calendar| calendar.replace("\r\n", "\n"));
    breaks(10, with("SEQUENCE:0\r\n", "SEQUENCE:0\n"));
}

#[test]
fn rule_11_a_line_over_75_octets() {
    breaks(11, |calendar| calendar.replace("\r\n ", ""));
    breaks(11, |calendar| {
        calendar.replace("LOCATION", "").replace("STATUS", &format!("LOCATION:{}\r\nSTATUS", "ŵ".repeat(34)))
    });
}

#[test]
fn rule_12_several_entries_in_one_message() {
    breaks(12, |calendar| {
        let at = calendar.find("BEGIN:VEVENT").unwrap();
        let event = calendar[at..].replace("END:VCALENDAR\r\n", "");
        let second = event.replace("UID:0192", "UID:0193");
        calendar.replace("END:VCALENDAR", &format!("{second}END:VCALENDAR"))
    });
}

#[test]
fn rule_13_a_comma_in_words_that_is_not_escaped() {
    breaks(13, with("Yours\\,", "Yours,"));
    breaks(13, with("Half an hour for you", "Half; an hour"));
}

#[test]
fn rule_14_no_uid() {
    breaks(14, without("UID"));
}

#[test]
fn rule_15_no_dtstamp() {
    breaks(15, without("DTSTAMP"));
}

#[test]
fn rule_16_a_required_field_is_missing() {
    for field in ["VERSION", "PRODID", "DTSTART;TZID", "SUMMARY", "DTEND", "TZOFFSETTO", "TZID:"] {
        breaks(16, without(field));
    }
    breaks(16, with("VERSION:2.0", "VERSION:1.0"));
}

#[test]
fn rule_17_a_zone_that_is_not_described() {
    breaks(17, |calendar| {
        let (start, end) = (calendar.find("BEGIN:VTIMEZONE").unwrap(), calendar.find("BEGIN:VEVENT").unwrap());
        format!("{}{}", &calendar[..start], &calendar[end..])
    });
    breaks(17, with("DTSTART;TZID=Europe/London", "DTSTART;TZID=GMT Standard Time"));
    breaks(17, with("DTSTART;TZID=Europe/London:2027", "DTSTART:2027"));
}

#[test]
fn rule_18_an_end_together_with_a_duration() {
    breaks(18, with("SEQUENCE:0", "DURATION:PT30M\r\nSEQUENCE:0"));
}

#[test]
fn rule_19_a_date_that_does_not_exist() {
    breaks(19, with("20270402T100000", "20270431T100000"));
    breaks(19, with("20270402T103000", "20270402T253000"));
}

#[test]
fn rule_20_a_component_that_is_never_closed() {
    for end in ["END:VALARM", "END:VEVENT", "END:VTIMEZONE", "END:VCALENDAR"] {
        breaks(20, without(end));
    }
    breaks(20, without("BEGIN:VALARM"));
}

#[test]
fn rule_21_a_bad_sequence() {
    for bad in ["-1", "one", "1.5", "99999999999", ""] {
        breaks(21, with("SEQUENCE:0", &format!("SEQUENCE:{bad}")));
    }
}

#[test]
fn rule_22_a_bad_status() {
    breaks(22, with("STATUS:CONFIRMED", "STATUS:AGREED"));
    breaks(22, with("STATUS:CONFIRMED", "STATUS:NEEDS-ACTION"));
}

#[test]
fn rule_23_an_end_before_the_start() {
    breaks(23, with("20270402T103000", "20270402T093000"));
    breaks(23, with("20270402T103000", "20270402T100000"));
    breaks(23, with("DTEND;TZID=Europe/London:20270402T103000", "DURATION:-PT30M"));
}

#[test]
fn rule_24_a_reminder_with_something_missing() {
    for field in ["ACTION", "TRIGGER"] {
        breaks(24, without(field));
    }
    breaks(24, with("TRIGGER:-PT10M\r\nDESCRIPTION:Half an hour for you\r\n", "TRIGGER:-PT10M\r\n"));
}

#[test]
fn rule_25_a_comma_in_a_cn_without_quotes() {
    breaks(25, |calendar| calendar.replace("\r\n ", "").replace("CN=\"Siân Parry\"", "CN=Parry, Siân"));
}

#[test]
fn rule_26_a_uid_that_stands_twice() {
    breaks(26, with("SEQUENCE:0", "UID:another\r\nSEQUENCE:0"));
}

#[test]
fn rule_27_a_line_that_cannot_be_read() {
    for bad in ["no colon here", ":no name", "X Y:space in the name", "X-A;B:no value", "X-A:a\u{1}b", "X-A;B=\"open:1"]
    {
        breaks(27, with("SEQUENCE:0", &format!("SEQUENCE:0\r\n{bad}")));
    }
    breaks(27, with("20270402T100000", "2 April 2027"));
    breaks(27, with("Yours\\,", "Yours\\t"));
}

#[test]
fn rule_28_a_calendar_that_is_only_published() {
    breaks(28, with("METHOD:REQUEST", "METHOD:PUBLISH"));
}

#[test]
fn rule_29_a_method_inside_the_entry_or_a_zone_as_a_field() {
    breaks(29, with("SEQUENCE:0", "METHOD:REQUEST\r\nSEQUENCE:0"));
    breaks(29, with("SEQUENCE:0", "TZID:Europe/London\r\nSEQUENCE:0"));
}

#[test]
fn rule_33_several_are_named_as_invited() {
    breaks(33, with("STATUS:CONFIRMED", "ATTENDEE:mailto:another@example.org\r\nSTATUS:CONFIRMED"));
    breaks(33, |calendar| calendar.replace("\r\n ", "").replace("sian@example.org", "sion@example.org"));
}

#[test]
fn rule_34_a_zone_of_listed_dates_or_of_one_offset() {
    breaks(34, with("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RDATE:20270328T010000"));
    breaks(34, |calendar| {
        let (start, end) = (calendar.find("BEGIN:STANDARD").unwrap(), calendar.find("END:VTIMEZONE").unwrap());
        format!("{}{}", &calendar[..start], &calendar[end..])
    });
}

#[test]
fn rule_35_a_double_quote_inside_a_cn() {
    for cn in ["\"Siân \"Shan\" Parry\"", "Siân \"Shan\" Parry", "\"Siân\"Parry"] {
        breaks(35, move |calendar| calendar.replace("\r\n ", "").replace("\"Siân Parry\"", cn));
    }
}

#[test]
fn rule_37_a_fold_inside_a_character() {
    let calendar = good().replace("\r\n ", "");
    let at = calendar.find('â').unwrap() + 1;
    let (start, end) = calendar.as_bytes().split_at(at);
    let faults = faults_in(&[start, b"\r\n ", end].concat());
    assert!(faults.iter().any(|fault| fault.rule == 37), "{faults:?}");
    assert_eq!(faults_in(good().as_bytes()), []);
}

#[test]
fn rule_39_an_entry_that_repeats() {
    breaks(39, with("SEQUENCE:0", "RRULE:FREQ=WEEKLY;COUNT=6\r\nSEQUENCE:0"));
}

#[test]
fn rule_39_an_organiser_that_is_no_mailbox_of_ours() {
    breaks(39, |calendar| calendar.replace("\r\n ", "").replace("hearten.example\r\nATT", "council.example\r\nATT"));
    breaks(39, |calendar| {
        calendar.replace("\r\n ", "").replace("hearten.example\r\nATT", "not-hearten.example\r\nATT")
    });
}
