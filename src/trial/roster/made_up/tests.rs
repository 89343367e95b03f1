use std::collections::{HashMap, HashSet};

use super::{Plan, spreadsheet};
use crate::trial::roster::{
    address::Address,
    check::{Checked, OnRecord, check},
    person::StaffRole,
};

fn checked(seed: u64, plans: &[Plan]) -> Checked {
    check(spreadsheet(seed, plans).as_bytes(), &OnRecord::default()).unwrap()
}

#[test]
fn a_seed_gives_the_same_people_to_the_byte() {
    let demo = Plan::demo();
    assert_eq!(spreadsheet(7, &demo), spreadsheet(7, &demo));
    assert_ne!(spreadsheet(7, &demo), spreadsheet(8, &demo));
}

#[test]
fn every_made_up_list_can_be_imported_as_it_is() {
    for seed in 0..4 {
        checked(seed, &Plan::demo());
    }
    assert_eq!(checked(1, &Plan::of(734)).entries.iter().filter(|e| e.role == StaffRole::SocialWorker).count(), 734);
}

#[test]
fn the_demo_has_the_sizes_of_the_trial() {
    let people = checked(1, &Plan::demo()).entries;
    let count = |authority: &str| {
        people.iter().filter(|e| e.role == StaffRole::SocialWorker && e.authority == authority).count()
    };
    assert_eq!(["Thornmere", "Eastmarl", "Hollinshire"].map(count), [74, 149, 172]);
    assert_eq!(people.iter().filter(|e| e.role == StaffRole::SocialWorker && !e.do_not_post).count(), 391);
}

#[test]
fn teams_are_of_six_to_twelve_and_have_a_manager() {
    let people = checked(3, &Plan::demo()).entries;
    let mut teams: HashMap<(&str, &str), (usize, usize)> = HashMap::new();
    for person in &people {
        let Some(team) = &person.team else { continue };
        let team = teams.entry((&person.authority, team)).or_default();
        if person.role == StaffRole::TeamManager {
            team.1 += 1;
        } else {
            team.0 += 1;
        }
    }
    assert!(teams.values().all(|(workers, managers)| (6..=12).contains(workers) && *managers == 1), "{teams:?}");
    assert_eq!(people.iter().filter(|e| e.manager.is_none()).count(), 3, "one director for each authority");
}

#[test]
fn names_that_have_broken_letters_before_are_among_them() {
    let people = checked(5, &Plan::demo()).entries;
    let names: HashSet<String> = people.iter().map(|e| e.names.full()).collect();
    for name in ["Siân Ŵyn", "Øystein Bjørnå", "Şeyma Çağlar", "Gráinne O'Flaherty", "Ánh Nguyễn"] {
        assert!(names.contains(name), "{name}");
    }
    let long = people.iter().map(|e| e.names.family()).find(|name| name.contains("Featherstonehaugh")).unwrap();
    assert_eq!(long.chars().filter(|c| c.is_alphabetic()).count(), 29);
}

#[test]
fn every_letter_of_a_name_is_one_that_common_fonts_have() {
    let known = |c: char| matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{218}'..='\u{21b}' | '\u{1ea0}'..='\u{1ef9}');
    for person in checked(6, &Plan::of(3_000)).entries {
        let name = person.names.full();
        assert!(name.chars().all(known), "{name}");
        assert!(!name.contains('/'), "{name}");
    }
}

#[test]
fn homes_are_shared_by_as_many_pairs_as_were_asked_for() {
    let people = checked(5, &Plan::demo()).entries;
    let homes: Vec<String> = people.iter().filter_map(|e| e.address.as_ref()).map(Address::household).collect();
    let different: HashSet<&String> = homes.iter().collect();
    assert_eq!(homes.len() - different.len(), 5);
}
