use super::super::randomise::{FrameUnit, randomise};
use super::super::scheme::{Arm, Blocks, Unit};
use super::*;

fn secrets() -> Secrets {
    Secrets::new([7; 32], &[])
}

fn sealed() -> (Header, Vec<SealedRow>, Seal) {
    let arms = [("letter", true), ("comparison", false)].map(|(name, receives)| Arm {
        name: name.into(),
        ratio: 1,
        receives,
        gets: Interventions::read(if receives { "letters" } else { "" }),
        ..Arm::default()
    });
    let scheme = Scheme::new(Unit::Team, vec![], arms.into(), Blocks::default()).unwrap();
    let frame = (0..9).map(|n| FrameUnit {
        authority: "Oakby".into(),
        reference: format!("T{n}"),
        site: String::new(),
        team: format!("T{n}"),
        ..FrameUnit::default()
    });
    let rows = randomise(&scheme, &[5; 32].into(), frame.collect()).unwrap();
    let rows: Vec<SealedRow> = rows
        .into_iter()
        .map(|row| {
            let members = vec![format!("{}-b", row.unit), format!("{}-a", row.unit)];
            SealedRow { seal: seal_row(&secrets(), "list", &row, &members), row, members }
        })
        .collect();
    let header = Header {
        list: "list".into(),
        trial: "trial".into(),
        interventions: Interventions::read("letters"),
        mode: Mode::Live,
        scheme,
        method: "m".into(),
        version: "v".into(),
        seed: "00".into(),
        frame_sha256: "f".into(),
        units: 9,
        rows_sha256: digest(rows.iter().map(|sealed| sealed.seal)),
    };
    let seal = seal_list(&secrets(), &header);
    (header, rows, seal)
}

#[test]
fn a_list_as_it_was_sealed_has_no_fault_in_whatever_order_it_is_read() {
    let (header, mut rows, seal) = sealed();
    rows.reverse();
    for sealed in &mut rows {
        sealed.members.reverse();
    }
    assert_eq!(faults(&secrets(), &header, &rows, &seal), []);
}

#[test]
fn an_edited_row_is_named() {
    type Edit = fn(&mut SealedRow);
    let edits: [Edit; 5] = [
        |sealed| sealed.row.arm = if sealed.row.arm == "letter" { "comparison".into() } else { "letter".into() },
        |sealed| sealed.row.unit = "T99".into(),
        |sealed| sealed.members.push("a planted person".into()),
        |sealed| {
            sealed.members.pop();
        },
        |sealed| sealed.seal[0] ^= 1,
    ];
    for edit in edits {
        let (header, mut rows, seal) = sealed();
        edit(&mut rows[4]);
        assert_eq!(faults(&secrets(), &header, &rows, &seal), [Fault::Edited(5)]);
    }
}

#[test]
fn two_rows_that_changed_arms_with_their_seals_are_both_named() {
    let (header, mut rows, seal) = sealed();
    let (first, second) = (rows[0].clone(), rows.iter().position(|other| other.row.arm != rows[0].row.arm).unwrap());
    rows[0].row.arm = rows[second].row.arm.clone();
    rows[0].seal = rows[second].seal;
    rows[second].row.arm = first.row.arm;
    rows[second].seal = first.seal;
    assert_eq!(faults(&secrets(), &header, &rows, &seal), [Fault::Edited(1), Fault::Edited(second as u32 + 1)]);
}

#[test]
fn an_added_or_a_removed_row_is_named() {
    let (header, rows, seal) = sealed();
    let mut more = rows.clone();
    more.push(SealedRow { row: Row { place: 10, ..rows[0].row.clone() }, ..rows[0].clone() });
    assert_eq!(faults(&secrets(), &header, &more, &seal), [Fault::Added(10)]);
    let mut twin = rows.clone();
    twin.push(rows[3].clone());
    assert_eq!(faults(&secrets(), &header, &twin, &seal), [Fault::Added(4)]);
    let mut fewer = rows.clone();
    fewer.remove(8);
    fewer.remove(2);
    assert_eq!(faults(&secrets(), &header, &fewer, &seal), [Fault::Removed(3), Fault::Removed(9)]);
}

#[test]
fn settings_changed_under_a_list_make_it_a_forgery() {
    let (header, rows, seal) = sealed();
    let letters = || Interventions::read("letters");
    let arms: Vec<Arm> = header.scheme.arms().iter().map(|arm| Arm { gets: letters(), ..arm.clone() }).collect();
    let scheme = Scheme::new(Unit::Team, vec![], arms, Blocks::default()).unwrap();
    let forgeries = [
        Header { scheme, ..header.clone() },
        Header { mode: Mode::Practice, ..header.clone() },
        Header { interventions: Interventions::read("rounds"), ..header.clone() },
        Header { interventions: Interventions::read("letters+rounds"), ..header.clone() },
        Header { seed: "01".into(), ..header.clone() },
        Header { rows_sha256: digest([]), ..header.clone() },
    ];
    for forged in forgeries {
        assert_eq!(faults(&secrets(), &forged, &rows, &seal), [Fault::Forged]);
    }
    assert_eq!(faults(&secrets(), &header, &rows, &[0; 32]), [Fault::Forged]);
}

/// If this fails, lists in the wild no longer bear their seals.
#[test]
fn a_list_of_one_intervention_is_sealed_as_it_always_was() {
    let (header, _, _) = sealed();
    let method = header.scheme.method().written();
    let text = format!(
        "list\ntrial\nletters\nlive\nteam\n\ncomparison:1:false,letter:1:true\n{method}\nm\nv\n00\nf\n9\n{}",
        header.rows_sha256
    );
    assert_eq!(header.to_text(), text);
}

#[test]
fn a_list_of_several_is_sealed_with_what_each_arm_gets_the_same_by_whichever_it_is_looked_at() {
    let (one, rows, _) = sealed();
    let of = |letter: &str, comparison: &str, by: &str| {
        let arms = one.scheme.arms().iter().map(|arm| Arm {
            gets: Interventions::read(if arm.name == "letter" { letter } else { comparison }),
            ..arm.clone()
        });
        let scheme = Scheme::new(Unit::Team, vec![], arms.collect(), Blocks::default()).unwrap().by_intervention(by);
        Header { interventions: Interventions::read("letters+goals"), scheme, ..one.clone() }
    };
    let header = of("letters+goals", "letters", "letters");
    let seal = seal_list(&secrets(), &header);
    assert!(header.to_text().contains("\nletters+goals\n") && header.to_text().contains("letter:1:letters+goals\n"));
    assert_eq!(faults(&secrets(), &of("letters+goals", "letters", "goals"), &rows, &seal), []);
    let forgeries = [
        of("letters", "letters+goals", "letters"),
        of("letters+goals", "letters+goals", "letters"),
        of("goals+letters", "letters", "letters"),
        of("letters+goals", "", "letters"),
        of("letters+goals", "letters:2027-09-01", "letters"),
        of("letters+goals,letters:1:letters", "letters", "goals"),
    ];
    for forged in forgeries {
        assert_eq!(faults(&secrets(), &forged, &rows, &seal), [Fault::Forged], "{}", forged.to_text());
    }
}
