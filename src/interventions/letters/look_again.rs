//! What on a team's page is worth another look, read beside what the team's other lines and the rest of the round say.

use std::collections::HashMap;

use super::{
    feedback::{Member, Team},
    remarks::{Other, looks, plain},
    store::{self, lines::TwoLines},
};
use crate::{
    floor::{db::Conn, error::Result},
    trial::roster::people::{self, Person},
};

impl Team {
    /// What the rest of the round's lines say, as they are compared: whose they are is not told.
    pub fn elsewhere(&self, conn: &mut Conn) -> Result<Vec<String>> {
        let everyone = people::in_authority(conn, &self.round.authority_id)?;
        let everyone: HashMap<&str, &Person> = everyone.iter().map(|person| (person.id.as_str(), person)).collect();
        let mut found = Vec::new();
        for two in store::lines::of_round(conn, &self.round.id)?.into_iter().filter(|two| two.lines.are_in()) {
            let ours = two.manager_id.as_deref() == Some(self.manager.id.as_str());
            if let Some(person) = everyone.get(two.person_id.as_str()).filter(|_| !ours) {
                let names = [person.names.full(), person.names.known_as().to_owned()];
                found.extend(two.words.iter().map(|line| plain(line, &names.each_ref().map(String::as_str))));
            }
        }
        Ok(found)
    }

    /// What is worth another look in the two lines about a member. They are taken all the same.
    pub fn looks(&self, member: &Member, elsewhere: &[String]) -> [Vec<String>; 2] {
        let Person { names, team, site, authority, .. } = &member.person;
        let places = [team, site].into_iter().flatten().map(|place| place.name.clone());
        let may_be_named: Vec<String> =
            [names.full(), names.known_as().to_owned(), self.manager.names.full(), authority.clone()]
                .into_iter()
                .chain(places)
                .collect();
        let may_be_named: Vec<&str> = may_be_named.iter().map(String::as_str).collect();
        let rest: Vec<(String, &TwoLines)> =
            self.members.iter().map(|member| (member.person.names.full(), &member.two)).collect();
        [0, 1].map(|place| {
            let others = rest.iter().flat_map(|(name, two)| {
                let lines = two.words.iter().enumerate();
                let lines = lines.filter(move |(at, _)| two.id != member.two.id || *at != place);
                lines.map(move |(_, line)| Other { name, line })
            });
            looks(&member.two.words[place], &may_be_named, &others.collect::<Vec<_>>(), elsewhere)
        })
    }
}
