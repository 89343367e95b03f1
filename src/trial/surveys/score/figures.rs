//! What groups of people came to: each person is scored, then the group is counted. Groups of a few are hidden, and so are the
//! few of a group who are in one band or over a line.

use std::rc::Rc;

use super::{Answers, number, outcome};
use crate::trial::{
    surveys::instrument::{Instrument, Scale},
    uptake::hide::{self, Shown, hide_small, parts_shown},
};

/// Everyone together, and apart where that may be told: each group's name with what its people answered.
pub type Groups = Vec<(String, Vec<Rc<Answers>>)>;

/// One group's people by what can be said of them, `None` for a few.
pub type Row = Vec<Option<usize>>;

/// One scale of every group.
#[derive(Debug, Clone, PartialEq)]
pub struct OfScale {
    pub scale: Scale,
    /// `None` for a group that is hidden.
    pub groups: Vec<(String, Option<Figures>)>,
}

/// One group on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Those who have a score.
    pub n: usize,
    /// Those who answered, and too little for a score.
    pub without: usize,
    pub mean: f64,
    /// Of a sample; `None` for one person.
    pub sd: Option<f64>,
    /// People by band; `None` for a few.
    pub bands: Vec<(String, Option<usize>)>,
    /// How many are at or over the line; `None` for no line, and inside it for a few.
    pub at_line: Option<Option<usize>>,
}

/// One question of no scale, of every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfItem {
    pub item: String,
    pub words: String,
    /// The answers in words, in the order of the form.
    pub answers: Vec<String>,
    /// How many gave each; `None` for a group that is hidden, and inside it for a few.
    pub groups: Vec<(String, Option<Row>)>,
}

/// The figures of every scale. The first group is everyone; the others are parts of it.
#[must_use]
pub fn of_scales(instrument: &Instrument, groups: &Groups, smallest: usize) -> Vec<OfScale> {
    let each = |scale: &Scale| {
        let scored: Vec<(String, Vec<Option<f64>>)> = groups
            .iter()
            .map(|(name, people)| {
                (name.clone(), people.iter().map(|one| outcome(instrument, scale, one).value()).collect())
            })
            .collect();
        let sizes: Vec<usize> = scored.iter().map(|(_, values)| values.iter().flatten().count()).collect();
        let seen = seen(&sizes, smallest);
        let rows = |count: fn(&Scale, &[f64]) -> Vec<usize>| {
            let of = |(_, values): &(String, Vec<Option<f64>>)| {
                count(scale, &values.iter().flatten().copied().collect::<Vec<_>>())
            };
            told(&scored.iter().map(of).collect::<Vec<_>>(), &seen, smallest)
        };
        let (bands, lines) = (rows(by_band), rows(by_line));
        let group = |at: usize| {
            let (name, values) = &scored[at];
            let counted = bands[at].clone().zip(lines[at].as_ref());
            (name.clone(), counted.map(|(bands, line)| figures(scale, values, bands, line)))
        };
        OfScale { scale: scale.clone(), groups: (0..scored.len()).map(group).collect() }
    };
    instrument.scales.iter().map(each).collect()
}

/// The figures of every question that has answers to choose from and is in no scale.
#[must_use]
pub fn of_items(instrument: &Instrument, groups: &Groups, smallest: usize) -> Vec<OfItem> {
    let in_scale = |id: &String| instrument.scales.iter().any(|scale| scale.items.contains(id));
    let free = instrument.items.iter().filter(|item| !in_scale(&item.id) && !instrument.codes(item).is_empty());
    free.map(|item| {
        let counts = |people: &[Rc<Answers>]| -> Vec<usize> {
            let gave = |code: &i32| people.iter().filter(|one| one.get(&item.id) == Some(*code)).count();
            instrument.codes(item).iter().map(gave).collect()
        };
        let counted: Vec<Vec<usize>> = groups.iter().map(|(_, people)| counts(people)).collect();
        let sizes: Vec<usize> = counted.iter().map(|counts| counts.iter().sum()).collect();
        let rows = told(&counted, &seen(&sizes, smallest), smallest);
        OfItem {
            item: item.id.clone(),
            words: instrument.words(&item.id).to_owned(),
            answers: instrument.choices(&item.id).into_iter().map(|(_, words)| words).collect(),
            groups: groups.iter().zip(rows).map(|((name, _), row)| (name.clone(), row)).collect(),
        }
    })
    .collect()
}

/// Which groups may be shown: everyone, if they are not few; and the parts by the rule of the house. Whoever is in no part, as one who
/// answered and was then taken off the list, is a part too, as everyone less the others would tell of them.
fn seen(sizes: &[usize], smallest: usize) -> Vec<bool> {
    let Some((all, parts)) = sizes.split_first() else { return Vec::new() };
    let rest = all.saturating_sub(parts.iter().sum());
    let shown = parts_shown(parts, rest, smallest).into_iter().map(|shown| shown && *all >= smallest);
    std::iter::once(*all >= smallest).chain(shown).collect()
}

fn by_band(scale: &Scale, scores: &[f64]) -> Vec<usize> {
    let band = |at: usize| {
        let above = at.checked_sub(1).map_or(f64::NEG_INFINITY, |before| scale.bands[before].to);
        scores.iter().filter(|score| **score > above && **score <= scale.bands[at].to).count()
    };
    (0..scale.bands.len()).map(band).collect()
}

/// How many are at or over the line of a scale, and under it.
fn by_line(scale: &Scale, scores: &[f64]) -> Vec<usize> {
    let over = |at_least: f64| scores.iter().filter(|score| **score >= at_least).count();
    scale.line.as_ref().map_or(Vec::new(), |line| {
        let over = over(line.at_least);
        vec![over, scores.len() - over]
    })
}

fn figures(scale: &Scale, values: &[Option<f64>], bands: Row, line: &[Option<usize>]) -> Figures {
    let scores: Vec<f64> = values.iter().flatten().copied().collect();
    let n = scores.len();
    let mean = scores.iter().sum::<f64>() / number(n).max(1.0);
    let squares: f64 = scores.iter().map(|score| (score - mean).powi(2)).sum();
    Figures {
        n,
        without: values.len() - n,
        mean,
        sd: (n > 1).then(|| (squares / number(n - 1)).sqrt()),
        bands: scale.bands.iter().map(|band| band.name.clone()).zip(bands).collect(),
        at_line: line.first().copied(),
    }
}

/// What is told of the rows of every group. Everyone's hides what the row of any part hides, and what that of those outside the shown
/// parts would: it would be everyone's figure less the others.
fn told(counts: &[Vec<usize>], seen: &[bool], smallest: usize) -> Vec<Option<Row>> {
    let Some((all, parts)) = counts.split_first() else { return Vec::new() };
    let shown = parts.iter().zip(&seen[1..]).filter(|(_, seen)| **seen).map(|(row, _)| row);
    let mut rest = all.clone();
    for row in shown.clone() {
        rest.iter_mut().zip(row).for_each(|(rest, part)| *rest = rest.saturating_sub(*part));
    }
    let hidden: Vec<Row> = shown.chain([all, &rest]).map(|row| few_hidden(row, smallest)).collect();
    let everyone = (0..all.len()).map(|at| hidden.iter().all(|row| row[at].is_some()).then_some(all[at])).collect();
    let part = |(row, seen): (&Vec<usize>, &bool)| seen.then(|| few_hidden(row, smallest));
    std::iter::once(seen[0].then_some(everyone)).chain(parts.iter().zip(&seen[1..]).map(part)).collect()
}

/// Parts of a group whose size is shown. Where any is hidden, those of nobody are hidden with it.
fn few_hidden(parts: &[usize], smallest: usize) -> Row {
    let part = |&size: &usize| hide::Group { name: String::new(), count: size, size };
    let shown = hide_small(parts.iter().map(part).collect(), smallest);
    let hides = shown.iter().any(|one| matches!(one, Shown::Hidden { .. }));
    let told = |one| match one {
        Shown::Figure(group) => Some(group.size).filter(|size| *size > 0 || !hides),
        Shown::Hidden { .. } => None,
    };
    shown.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::surveys::instrument::Shelf;

    /// People of a group by what they answered to every item of SWEMWBS.
    fn group(name: &str, codes: &[i32]) -> (String, Vec<Rc<Answers>>) {
        let swemwbs = Shelf::shipped().unwrap().find("swemwbs").unwrap().clone();
        let person = |code: &i32| {
            let mut answers = Answers::default();
            for item in &swemwbs.items {
                answers.take(&swemwbs, &item.id, &code.to_string()).unwrap();
            }
            Rc::new(answers)
        };
        (name.to_owned(), codes.iter().map(person).collect())
    }

    fn metric(groups: &Groups) -> OfScale {
        let shelf = Shelf::shipped().unwrap();
        of_scales(shelf.find("swemwbs").unwrap(), groups, 8).into_iter().find(|one| one.scale.id == "metric").unwrap()
    }

    #[test]
    fn each_person_is_converted_and_only_then_averaged() {
        // Four of raw 14 and four of raw 28: 15.32 and 25.03. The metric of their average raw, 21, would be 19.25.
        let found = metric(&vec![group("everyone", &[2, 2, 2, 2, 4, 4, 4, 4])]);
        let figures = found.groups[0].1.as_ref().unwrap();
        assert!((figures.mean - 20.175).abs() < 1e-9, "{}", figures.mean);
        // By hand: 8 × 4.855² / 7 under the root.
        assert!((figures.sd.unwrap() - 5.190_213).abs() < 1e-5, "{:?}", figures.sd);
        assert_eq!(
            figures.bands.iter().map(|(_, n)| *n).collect::<Vec<_>>(),
            [None, None, None],
            "four in a band are a few"
        );
    }

    #[test]
    fn a_small_arm_is_hidden_with_another_so_that_it_is_not_the_rest() {
        let all = group("everyone", &[3; 24]);
        let found = metric(&vec![all.clone(), group("a", &[3; 17]), group("b", &[3; 7])]);
        assert!(found.groups[0].1.is_some() && found.groups[1].1.is_none() && found.groups[2].1.is_none());
        let found = metric(&vec![all.clone(), group("a", &[3; 12]), group("b", &[3; 12])]);
        let figures = found.groups[2].1.as_ref().unwrap();
        assert_eq!((figures.n, figures.without, figures.mean), (12, 0, 19.25));
        assert_eq!(figures.bands[0], ("low".to_owned(), Some(12)));
        assert!(metric(&vec![group("everyone", &[3; 7])]).groups[0].1.is_none());
        let found = metric(&vec![all, group("a", &[3; 9]), group("b", &[3; 14])]);
        assert!(found.groups[1].1.is_none(), "everyone less the arms is the one who is in neither");
        assert!(found.groups[0].1.is_some() && found.groups[2].1.is_some());
    }

    #[test]
    fn a_few_who_gave_an_answer_are_hidden_in_every_row_that_would_tell_of_them() {
        let some = |row: &[Option<usize>]| Some(row.to_vec());
        let found = told(&[vec![20, 1, 9]], &[true], 8);
        assert_eq!(found, [some(&[Some(20), None, None])], "one, and the next smallest");
        // By hand: b hides 4 and 8; everyone's first less a's 10 would be b's 4.
        let found = told(&[vec![14, 17, 9], vec![10, 9, 0], vec![4, 8, 9]], &[true; 3], 8);
        assert_eq!(found[1], some(&[Some(10), Some(9), Some(0)]));
        assert_eq!(found[2], some(&[None, None, Some(9)]));
        assert_eq!(found[0], some(&[None, None, Some(9)]));
        // Hidden arms hide together what everyone's row less the shown one would tell.
        let found = told(&[vec![30, 12], vec![28, 2], vec![2, 10]], &[true, false, false], 8);
        assert_eq!(found, [some(&[Some(30), Some(12)]), None, None]);
        let found = told(&[vec![30, 22], vec![28, 12], vec![2, 10]], &[true, true, false], 8);
        assert_eq!(found, [some(&[None, None]), some(&[Some(28), Some(12)]), None]);
    }
}
