//! Moves that brought somebody of a comparison arm together with people who are served: theirs, or one of the others', to another team
//! or another building.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::exposure::{Exposure, Kind};
use crate::{
    floor::{clock::london_date, db::Conn, error::Result},
    trial::{
        allocation::{frame::Member, stored::Whole},
        roster::stays::{Stay, stays_since},
    },
};

/// A team or a building.
type Group<'a> = (Kind, &'a str, &'a str);
/// From a day, until another or until now.
type Span = (NaiveDate, Option<NaiveDate>);

/// Each such move since the frame was frozen, by the postings that the roster has. Whom the frame has beside people who are served in
/// that very team or building is told of as that.
pub fn moved(conn: &mut Conn, whole: &Whole, served: &BTreeSet<String>) -> Result<Vec<Exposure>> {
    let frozen = london_date(whole.list.made_at);
    let stays = stays_since(conn, frozen)?;
    Ok(meetings(&whole.members, served, &stays, frozen))
}

fn meetings(members: &[Member], served: &BTreeSet<String>, stays: &[Stay], frozen: NaiveDate) -> Vec<Exposure> {
    let then: HashMap<&str, &Member> = members.iter().map(|member| (member.person_id.as_str(), member)).collect();
    let mixed_then: BTreeSet<Group<'_>> =
        members.iter().filter(|member| served.contains(&member.person_id)).flat_map(groups_of).collect();
    let mut with_served: BTreeMap<Group<'_>, Vec<Span>> = BTreeMap::new();
    let mut compared: Vec<(&str, Group<'_>, Span)> = Vec::new();
    for stay in stays {
        let Some(member) = then.get(stay.person_id.as_str()) else { continue };
        let span = (stay.from_on.max(frozen), stay.until_on);
        for group in groups(&member.authority, &stay.team, &stay.site) {
            if served.contains(&stay.person_id) {
                with_served.entry(group).or_default().push(span);
            } else if !(mixed_then.contains(&group) && groups_of(member).any(|theirs| theirs == group)) {
                compared.push((&stay.person_id, group, span));
            }
        }
    }
    let meeting = |(person, group, span): (&str, Group<'_>, Span)| {
        let on = with_served.get(&group)?.iter().filter_map(|other| first_day(span, *other)).min()?;
        Some(Exposure { on, kind: group.0, person_id: person.to_owned() })
    };
    compared.into_iter().filter_map(meeting).collect()
}

fn groups_of(member: &Member) -> impl Iterator<Item = Group<'_>> {
    groups(&member.authority, &member.team, &member.site)
}

fn groups<'a>(authority: &'a str, team: &'a str, site: &'a str) -> impl Iterator<Item = Group<'a>> {
    let named = [(Kind::MovedTeam, authority, team), (Kind::MovedBuilding, authority, site)];
    named.into_iter().filter(|(_, _, name)| !name.is_empty())
}

/// The first day that two spans share.
fn first_day((a, a_until): Span, (b, b_until): Span) -> Option<NaiveDate> {
    let first = a.max(b);
    [a_until, b_until].into_iter().flatten().all(|until| first < until).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        format!("2027-{text}").parse().unwrap()
    }

    fn member(person: &str, team: &str, site: &str) -> Member {
        let owned = str::to_owned;
        Member { person_id: owned(person), team: owned(team), site: owned(site), ..Member::default() }
    }

    fn stay(person: &str, team: &str, site: &str, from: &str, until: Option<&str>) -> Stay {
        let owned = str::to_owned;
        Stay {
            person_id: owned(person),
            team: owned(team),
            site: owned(site),
            from_on: day(from),
            until_on: until.map(day),
        }
    }

    fn met(stays: &[Stay]) -> Vec<(String, Kind, NaiveDate)> {
        let members = [
            member("served", "Red", "Hub"),
            member("beside", "Red", "Hub"),
            member("apart", "Blue", "Mill"),
            member("alone", "Green", "Barn"),
        ];
        let found = meetings(&members, &["served".to_owned()].into(), stays, day("03-01"));
        found.into_iter().map(|one| (one.person_id, one.kind, one.on)).collect()
    }

    const BEFORE: &str = "01-01";

    fn first(person: &str, until: Option<&str>) -> Stay {
        let (team, site) = match person {
            "served" | "beside" => ("Red", "Hub"),
            "apart" => ("Blue", "Mill"),
            _ => ("Green", "Barn"),
        };
        stay(person, team, site, BEFORE, until)
    }

    #[test]
    fn nobody_meets_anybody_while_nobody_moves_and_the_frame_tells_of_its_own() {
        assert!(met(&["served", "beside", "apart", "alone"].map(|person| first(person, None))).is_empty());
    }

    #[test]
    fn either_of_two_can_move_and_a_move_back_takes_nothing_away() {
        let theirs = [
            first("served", None),
            first("apart", Some("03-10")),
            stay("apart", "Red", "Mill", "03-10", Some("03-12")),
            stay("apart", "Blue", "Mill", "03-12", None),
        ];
        assert_eq!(met(&theirs), [("apart".into(), Kind::MovedTeam, day("03-10"))]);
        let the_others =
            [first("served", Some("03-20")), stay("served", "Red", "Mill", "03-20", None), first("apart", None)];
        assert_eq!(met(&the_others), [("apart".into(), Kind::MovedBuilding, day("03-20"))]);
    }

    #[test]
    fn who_left_before_the_other_came_met_nobody_and_the_day_of_the_move_counts_for_the_new_place() {
        let missed = [
            first("served", Some("03-10")),
            stay("served", "Blue", "Mill", "03-10", None),
            first("apart", Some("03-10")),
            stay("apart", "Red", "Hub", "03-10", None),
        ];
        assert!(met(&missed).is_empty(), "they passed each other");
        let back = [first("served", None), first("beside", Some("03-05")), stay("beside", "Red", "Hub", "03-09", None)];
        assert!(met(&back).is_empty(), "the frame has them together");
    }

    #[test]
    fn who_moved_before_the_frame_was_frozen_and_after_their_post_was_read_is_met_from_its_day() {
        let early = [first("served", None), stay("alone", "Red", "Barn", "02-20", None)];
        assert_eq!(met(&early), [("alone".into(), Kind::MovedTeam, day("03-01"))]);
    }
}
