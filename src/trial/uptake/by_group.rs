//! Figures of groups: how far people of each site, each staff group and each arm came, step by step, small groups hidden.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    event::Event,
    funnel::Members,
    hide::{Group, Shown, hide_small},
    report::decimal,
    so_far::{Ever, People},
};
use crate::trial::allocation::{frame::Member, stored::Whole};

/// What is counted of a group, such as a step that a person took once or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The name in files.
    pub key: &'static str,
    pub words: &'static str,
}

const fn step(key: &'static str, words: &'static str, event: Event) -> (Step, Event) {
    (Step { key, words }, event)
}

/// Of Rounds: what happened to a person at one Round or more.
pub const OF_ROUNDS: &[(Step, Event)] = &[
    step("invited", "Invited", Event::RoundInvited),
    step("delivered", "Delivered", Event::RoundDelivered),
    step("booked", "Booked", Event::RoundBooked),
    step("waited", "Waited", Event::RoundWaiting),
    step("offered", "Offered", Event::RoundOffered),
    step("apologised", "Apologised", Event::RoundApologised),
    step("attended", "Came", Event::RoundAttended),
];

/// Groups of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// After 'by': what the groups are.
    pub by: &'static str,
    /// The name in files.
    pub key: &'static str,
    /// What a group is a number of.
    pub of: &'static str,
    pub steps: Vec<Step>,
    pub rows: Vec<Row>,
}

/// A group, of people as they were when the list was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    /// How many there are, and how many of them took each step; `None` where they are too few to be told of.
    pub figures: Option<(usize, Vec<usize>)>,
}

/// By site and by staff group those who are owed it; by arm everybody, since people of another arm may come all the same.
pub fn by_site_group_and_arm(
    ever: &People,
    steps: &[(Step, Event)],
    whole: &Whole,
    members: &Members,
    smallest: usize,
) -> Vec<Grouping> {
    let site = |member: &Member| {
        let site = if member.site.is_empty() { "no site" } else { &member.site };
        format!("{}, {site}", member.authority)
    };
    let everyone = whole.members.iter().map(|member| (member, ever.of(&member.person_id)));
    let (owed, others): (Vec<One<'_>>, Vec<One<'_>>) =
        everyone.partition(|(member, _)| members.receiving.contains(&member.person_id));
    let took: Vec<Event> = steps.iter().map(|(_, event)| *event).collect();
    let of =
        |by, key, rows| Grouping { by, key, of: "People", steps: steps.iter().map(|(step, _)| *step).collect(), rows };
    let named = |people: &[One<'_>], name: &dyn Fn(&Member) -> String| {
        people.iter().map(|(member, ever)| (name(member), *ever)).collect::<Vec<_>>()
    };
    let arm = |name: &'static str, people: &[One<'_>]| named(people, &|_| name.to_owned());
    let arms = [arm("allocated to it", &owed), arm("in another arm", &others)].concat();
    vec![
        of("site", "site", rows(&took, named(&owed, &site), smallest)),
        of("staff group", "staff_group", rows(&took, named(&owed, &|member| member.role.clone()), smallest)),
        of("arm", "arm", rows(&took, arms, smallest)),
    ]
}

/// Somebody on the list, with what ever happened to them.
type One<'a> = (&'a Member, Ever);

/// `people` each with the name of their group.
fn rows(took: &[Event], people: Vec<(String, Ever)>, smallest: usize) -> Vec<Row> {
    let mut groups: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
    for (name, ever) in people {
        let (size, counts) = groups.entry(name).or_insert_with(|| (0, vec![0; took.len()]));
        *size += 1;
        counts.iter_mut().zip(took).for_each(|(count, event)| *count += usize::from(ever.saw(*event)));
    }
    // A group is hidden by how many it is, whatever it did, and so in every column or in none.
    let sizes = groups.iter().map(|(name, (size, _))| Group { name: name.clone(), count: 0, size: *size }).collect();
    let row = |shown: Shown| match shown {
        Shown::Hidden { name } => Row { name, figures: None },
        Shown::Figure(group) => Row { figures: groups.get(&group.name).cloned(), name: group.name },
    };
    hide_small(sizes, smallest).into_iter().map(row).collect()
}

impl Grouping {
    /// A line a group, for a terminal.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.rows.iter().map(|row| {
            let Some((size, counts)) = &row.figures else {
                return format!("By {}, {}: hidden, too few people", self.by, row.name);
            };
            let steps =
                self.steps.iter().zip(counts).map(|(step, count)| format!("{} {count}", step.words.to_lowercase()));
            format!("By {}, {}: {} of {size}", self.by, row.name, steps.collect::<Vec<_>>().join(", "))
        })
    }

    /// A line a group and step; a hidden one has its name and no figures.
    pub fn csv(&self) -> impl Iterator<Item = String> {
        self.rows.iter().flat_map(move |row| {
            let name = row.name.replace('"', "\"\"");
            self.steps.iter().enumerate().map(move |(nth, step)| {
                let figures = match &row.figures {
                    None => "hidden,of_the_group,,,".to_owned(),
                    Some((size, counts)) => {
                        let share = (*size > 0).then(|| counts[nth] as f64 / *size as f64);
                        format!("{},of_the_group,{size},{},", counts[nth], decimal(share))
                    }
                };
                format!("{}_by_{},\"{name}\",{figures}\n", step.key, self.key)
            })
        })
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        let row = |row: &Row| {
            let Some((size, counts)) = &row.figures else {
                return json!({ "group": row.name, "hidden": "too few people" });
            };
            let steps = self.steps.iter().zip(counts).map(|(step, count)| (step.key.to_owned(), json!(count)));
            let of = self.of.to_lowercase().replace(' ', "_");
            let named = [("group".to_owned(), json!(row.name)), (of, json!(size))];
            Value::Object(named.into_iter().chain(steps).collect::<Map<_, _>>())
        };
        json!({ "by": self.key, "groups": self.rows.iter().map(row).collect::<Vec<_>>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouping() -> Grouping {
        let steps = OF_ROUNDS[..2].iter().map(|(step, _)| *step).collect();
        let rows = vec![
            Row { name: "Northmoor, the \"Hub\"".into(), figures: Some((20, vec![20, 5])) },
            Row { name: "Northmoor, Mill".into(), figures: None },
        ];
        Grouping { by: "site", key: "site", of: "People", steps, rows }
    }

    #[test]
    fn a_hidden_group_has_its_name_and_no_figures() {
        let lines: Vec<String> = grouping().lines().collect();
        assert_eq!(lines[0], "By site, Northmoor, the \"Hub\": invited 20, delivered 5 of 20");
        assert_eq!(lines[1], "By site, Northmoor, Mill: hidden, too few people");
        let csv: Vec<String> = grouping().csv().collect();
        assert_eq!(csv[1], "delivered_by_site,\"Northmoor, the \"\"Hub\"\"\",5,of_the_group,20,0.2500,\n");
        assert_eq!(csv[3], "delivered_by_site,\"Northmoor, Mill\",hidden,of_the_group,,,\n");
        let json = grouping().to_json();
        assert_eq!(
            (&json["groups"][0]["delivered"], &json["groups"][1]["hidden"]),
            (&json!(5), &json!("too few people"))
        );
    }

    #[test]
    fn each_step_is_counted_of_those_it_happened_to_and_few_people_are_hidden_in_every_column() {
        let took = [Event::RoundInvited, Event::RoundDelivered];
        let people: Vec<(String, Ever)> = (0..21)
            .map(|n| {
                let mut ever = Ever::default();
                (n < 10).then(|| ever.add(took[0]));
                (n >= 5).then(|| ever.add(took[1]));
                (if n < 18 { "social worker" } else { "team manager" }.to_owned(), ever)
            })
            .collect();
        let by_role = |smallest| rows(&took, people.clone(), smallest);
        assert_eq!(by_role(1)[0].figures, Some((18, vec![10, 13])));
        assert_eq!(by_role(1)[1].figures, Some((3, vec![0, 3])));
        assert!(by_role(8).iter().all(|row| row.figures.is_none()), "the other would tell of the few");
    }
}
