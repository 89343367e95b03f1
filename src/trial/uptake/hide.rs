//! Small groups are hidden, so that no figure is about one person whom a colleague could guess.

/// A group's figure: `count` of its `size` people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub count: usize,
    pub size: usize,
}

/// What may be shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Figure(Group),
    Hidden { name: String },
}

/// Hides each group of fewer than `floor` people. As the total over all groups is shown too, it goes on to hide the
/// next smallest until those hidden are two groups or more with at least `floor` people together: otherwise the
/// hidden figure would be the total less the rest. A group of nobody has nothing to hide. Groups keep their order.
#[must_use]
pub fn hide_small(groups: Vec<Group>, floor: usize) -> Vec<Shown> {
    let mut smallest_first: Vec<usize> = (0..groups.len()).collect();
    smallest_first.sort_by_key(|&index| (groups[index].size, index));
    let mut hidden = vec![false; groups.len()];
    let (mut many, mut people) = (0, 0);
    for index in smallest_first {
        let size = groups[index].size;
        let could_be_worked_out = many == 1 || (many > 0 && people < floor);
        if size > 0 && (size < floor || could_be_worked_out) {
            hidden[index] = true;
            many += 1;
            people += size;
        }
    }
    let show = |(group, hidden): (Group, bool)| {
        if hidden { Shown::Hidden { name: group.name } } else { Shown::Figure(group) }
    };
    groups.into_iter().zip(hidden).map(show).collect()
}

/// Which parts of a whole may be shown, by how many people each has. Those of the whole who are in no part count as one more, as the whole
/// less the parts would tell of them.
#[must_use]
pub fn parts_shown(sizes: &[usize], others: usize, floor: usize) -> Vec<bool> {
    let group = |&size: &usize| Group { name: String::new(), count: size, size };
    let shown = hide_small(sizes.iter().chain([&others]).map(group).collect(), floor);
    let part = |shown: &Shown| matches!(shown, Shown::Figure(group) if group.size >= floor.max(1));
    shown.iter().take(sizes.len()).map(part).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(sizes: &[usize]) -> Vec<bool> {
        let groups = sizes.iter().map(|&size| Group { name: String::new(), count: size / 2, size }).collect();
        hide_small(groups, 8).iter().map(|shown| matches!(shown, Shown::Figure(_))).collect()
    }

    #[test]
    fn a_small_group_is_hidden_with_the_next_smallest() {
        assert_eq!(shown(&[20, 7, 9]), [true, false, false]);
        assert_eq!(shown(&[74, 149, 172]), [true, true, true]);
        assert_eq!(shown(&[3, 2, 30, 12]), [false, false, true, false]);
        assert_eq!(shown(&[5]), [false]);
        assert_eq!(shown(&[0, 5, 9, 20]), [true, false, false, true]);
    }

    #[test]
    fn a_part_is_hidden_where_the_whole_less_the_others_would_tell_of_a_few() {
        assert_eq!(parts_shown(&[20, 20], 0, 8), [true, true]);
        assert_eq!(parts_shown(&[20, 7], 0, 8), [false, false]);
        assert_eq!(parts_shown(&[9, 14], 1, 8), [false, true], "one is in neither");
        assert_eq!(parts_shown(&[20, 0], 0, 8), [true, false], "of nobody there is nothing to show");
    }

    proptest! {
        #[test]
        fn what_is_hidden_cannot_be_worked_out_from_the_total(sizes in prop::collection::vec(0..30_usize, 1..20)) {
            let shown = shown(&sizes);
            let hidden: Vec<usize> = sizes.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(size, _)| *size).collect();
            prop_assert!(sizes.iter().zip(&shown).all(|(size, shown)| *size >= 8 || *size == 0 || !shown));
            let all = hidden.len() == sizes.iter().filter(|size| **size > 0).count();
            prop_assert!(hidden.is_empty() || all || (hidden.len() > 1 && hidden.iter().sum::<usize>() >= 8));
        }
    }
}
