//! Who asks and who is asked.

use percent_encoding::percent_decode_str;

use super::{
    Envelope,
    component::{Component, Property},
    reading::Reading,
    rules::Faults,
};

const ANSWERS: [&str; 5] = ["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"];

pub fn check(reading: &Reading, envelope: &Envelope, faults: &mut Faults) {
    for event in reading.events() {
        let people: Vec<&Property> = event.all("ORGANIZER").chain(event.all("ATTENDEE")).collect();
        people.iter().for_each(|person| one(person, faults));
        recipient(event, envelope, faults);
        if let Some(organiser) = event.property("ORGANIZER") {
            let host = address(organiser).and_then(|address| Some(address.rsplit_once('@')?.1.to_owned()));
            if !host.is_some_and(|host| host.eq_ignore_ascii_case(envelope.organisers_host)) {
                faults.add(39, organiser.line, "ORGANIZER is no mailbox of ours");
            }
        }
    }
}

fn one(person: &Property, faults: &mut Faults) {
    if address(person).is_none() {
        faults.add(4, person.line, &person.name);
    }
    if person.parameter("RSVP").is_some_and(|rsvp| !["TRUE", "FALSE"].contains(&rsvp)) {
        faults.add(5, person.line, "");
    }
    if person.parameter("PARTSTAT").is_some_and(|said| !ANSWERS.contains(&said)) {
        faults.add(6, person.line, "");
    }
}

/// Whoever is not listed gets no buttons; whoever else is listed is shown to them.
fn recipient(event: &Component, envelope: &Envelope, faults: &mut Faults) {
    let attendees: Vec<&Property> = event.all("ATTENDEE").collect();
    match attendees.as_slice() {
        [] => {}
        [only] if address(only).is_some_and(|address| !address.eq_ignore_ascii_case(envelope.to.trim())) => {
            faults.add(33, only.line, "");
        }
        [_] => {}
        [_, second, ..] => faults.add(33, second.line, "there are several"),
    }
}

fn address(person: &Property) -> Option<String> {
    let (scheme, address) = person.value.split_at_checked("mailto:".len())?;
    let fits = scheme.eq_ignore_ascii_case("mailto:") && address.contains('@');
    fits.then(|| percent_decode_str(address).decode_utf8_lossy().into_owned())
}
