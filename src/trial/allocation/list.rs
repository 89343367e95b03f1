//! The one written form of a list: what `hearten allocate` prints, what is exported, and what two people compare.

use super::{
    method::Method,
    randomise::{FrameUnit, Row},
};

/// The first line of every list.
pub const HEADING: &str = "place,authority,unit,stratum,block,arm";
/// The first line of every frame.
pub const FRAME_HEADING: &str = "authority,unit,site,team,role";

/// UTF-8, a heading, one row a line in the order of the frame, line feeds only. A value is quoted only where it
/// holds a comma, a quotation mark or a line break. Written here, and not by a library, since it may never change.
#[must_use]
pub fn to_csv(rows: &[Row]) -> String {
    let mut text = format!("{HEADING}\n");
    for row in rows {
        let Row { place, block, .. } = row;
        let [authority, unit, stratum, arm] =
            [&row.authority, &row.unit, &row.stratum, &row.arm].map(|value| quoted(value));
        text.push_str(&format!("{place},{authority},{unit},{stratum},{block},{arm}\n"));
    }
    text
}

/// A frame in the same written form, sorted as it is drawn.
#[must_use]
pub fn frame_to_csv(frame: &[FrameUnit]) -> String {
    let mut sorted: Vec<&FrameUnit> = frame.iter().collect();
    sorted.sort_unstable();
    let mut text = format!("{FRAME_HEADING}\n");
    for FrameUnit { authority, reference, site, team, role, .. } in sorted {
        text.push_str(&[authority, reference, site, team, role].map(|value| quoted(value)).join(","));
        text.push('\n');
    }
    text
}

/// A frame as a list's method sees it, in its written form: what the list's `frame_sha256` is of. Constrained randomisation sees
/// the people of each unit too, by role, and a draw within the arms of other trials what the unit is there.
#[must_use]
pub fn frame_as_seen(method: &Method, frame: &[FrameUnit]) -> String {
    let (sees, more): (&str, fn(&FrameUnit) -> String) = match method {
        Method::Constrain(_) => ("people", by_role),
        _ if frame.iter().any(|unit| !unit.beside.is_empty()) => ("beside", |unit| unit.beside.join(";")),
        _ => return frame_to_csv(frame),
    };
    let mut sorted: Vec<&FrameUnit> = frame.iter().collect();
    sorted.sort_unstable();
    let mut text = format!("{FRAME_HEADING},{sees}\n");
    for unit in sorted {
        let FrameUnit { authority, reference, site, team, role, .. } = unit;
        text.push_str(&[authority, reference, site, team, role, &more(unit)].map(|value| quoted(value)).join(","));
        text.push('\n');
    }
    text
}

fn by_role(unit: &FrameUnit) -> String {
    let people: Vec<String> = unit.people.iter().map(|(role, count)| format!("{role}={count}")).collect();
    people.join(";")
}

fn quoted(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::randomise::{FrameUnit, randomise};
    use super::super::scheme::{Arm, Blocks, By, Scheme, Unit};
    use super::*;

    #[test]
    fn a_value_with_a_comma_or_a_quotation_mark_is_quoted() {
        let row = Row {
            place: 1,
            authority: "Oakby".into(),
            unit: "S1".into(),
            stratum: "Oakby / Court, \"late\"".into(),
            block: 2,
            arm: "letter".into(),
        };
        assert_eq!(
            to_csv(&[row]),
            "place,authority,unit,stratum,block,arm\n1,Oakby,S1,\"Oakby / Court, \"\"late\"\"\",2,letter\n"
        );
    }

    /// If this fails, the way of drawing has changed and every list already drawn can no longer be drawn again: give
    /// the new way a new version and keep the old.
    #[test]
    fn a_list_drawn_in_the_past_is_drawn_again_to_the_byte() {
        let arms = [("letter", true), ("comparison", false)].map(|(name, receives)| Arm {
            name: name.into(),
            ratio: 1,
            receives,
            ..Arm::default()
        });
        let scheme = Scheme::new(Unit::Person, vec![By::Team], arms.into(), Blocks::default()).unwrap();
        let frame = (0..12).map(|n| FrameUnit {
            authority: "Fernshire".into(),
            reference: format!("S{n:03}"),
            site: "Ivy House".into(),
            team: ["Duty", "Court"][n % 2].into(),
            role: "Social worker".into(),
            ..FrameUnit::default()
        });
        let seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f".parse().unwrap();
        assert_eq!(to_csv(&randomise(&scheme, &seed, frame.collect()).unwrap()), include_str!("golden.csv"));
    }
}
