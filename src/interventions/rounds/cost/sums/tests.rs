use proptest::prelude::*;

use super::*;
use crate::interventions::rounds::cost::line::{How, Of};

fn line(round: Option<&str>, heading: Heading, how: How) -> CostLine {
    let series_id = "s".to_owned();
    let of = match round {
        Some(id) => Of::Round { series_id, round_id: id.to_owned() },
        None => Of::Series { series_id },
    };
    let noted_at = chrono::DateTime::UNIX_EPOCH.naive_utc();
    CostLine {
        id: String::new(),
        of,
        heading,
        what: String::new(),
        how,
        proposal: None,
        noted_by: String::new(),
        noted_at,
    }
}

fn round(number: i32, held: bool, came: usize) -> Counted {
    Counted { id: format!("r{number}"), number, held, came }
}

#[test]
fn hours_at_a_rate_and_amounts_come_to_a_unit_cost_that_is_right_to_the_penny() {
    let lines = [
        // 32 people for an hour and a half at £22.47: £1,078.56.
        line(Some("r1"), Heading::Round, How::Time { minutes: 32 * 90, pence_an_hour: 2_247 }),
        line(Some("r1"), Heading::Panel, How::Amount(Pence(16_600))),
        line(Some("r2"), Heading::Round, How::Amount(Pence(50_000))),
        // Shared by the two that were held: £50.01, a penny more to the first.
        line(None, Heading::Steering, How::Amount(Pence(5_001))),
        line(None, Heading::Training, How::Amount(Pence(71_600))),
        line(Some("r3"), Heading::Round, How::Amount(Pence(9_900))),
    ];
    let sums = Sums::of(&lines, &[round(1, true, 32), round(2, true, 0), round(3, false, 0)]);
    let totals: Vec<i64> = sums.rounds.iter().map(|round| round.total().0).collect();
    assert_eq!(totals, [107_856 + 16_600 + 2_501, 50_000 + 2_500]);
    assert_eq!((sums.per_round.numerator, sums.per_round.denominator), (Pence(179_457), 2));
    assert_eq!(sums.per_round.value(), Some(Pence(89_729)), "£897.285, half a penny up");
    assert_eq!(
        sums.per_round.left_out,
        [LeftOut { pence: Pence(71_600), why: TRAINING }, LeftOut { pence: Pence(9_900), why: NOT_HELD }]
    );
    assert_eq!((sums.per_attendance.numerator, sums.per_attendance.denominator), (Pence(126_957), 32));
    assert_eq!(sums.per_attendance.value(), Some(Pence(3_967)));
    assert_eq!(sums.per_attendance.left_out[2], LeftOut { pence: Pence(52_500), why: UNCOUNTED });
}

#[test]
fn before_any_round_is_held_there_is_no_unit_cost() {
    let lines = [line(None, Heading::Steering, How::Amount(Pence(5_000)))];
    let sums = Sums::of(&lines, &[round(1, false, 0)]);
    assert_eq!((sums.per_round.value(), sums.per_attendance.value()), (None, None));
    assert_eq!(sums.per_round.left_out, [LeftOut { pence: Pence(5_000), why: NOT_SHARED }]);
}

proptest! {
    #[test]
    fn what_is_counted_and_what_is_left_out_are_every_line(
        lines in prop::collection::vec((prop::option::of(0..6_i32), 0..4_usize, 0..1_000_000_i64), 0..30),
        rounds in prop::collection::vec((any::<bool>(), 0..80_usize), 0..6),
    ) {
        let lines: Vec<CostLine> = lines
            .into_iter()
            .map(|(of, heading, pence)| {
                let id = of.map(|number| format!("r{number}"));
                line(id.as_deref(), Heading::ALL[heading], How::Amount(Pence(pence)))
            })
            .collect();
        let rounds: Vec<Counted> = (0..).zip(rounds).map(|(number, (held, came))| round(number, held, came)).collect();
        let sums = Sums::of(&lines, &rounds);
        let all: Pence = lines.iter().map(CostLine::pence).sum();
        prop_assert_eq!(sums.by_heading.iter().map(|(_, pence)| *pence).sum::<Pence>(), all);
        for unit in [&sums.per_round, &sums.per_attendance] {
            let left: Pence = unit.left_out.iter().map(|left| left.pence).sum();
            prop_assert_eq!(unit.numerator + left, all);
        }
    }
}
