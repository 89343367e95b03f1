//! Finds the authority, team and site that a row names, or adds them.

use std::collections::HashMap;

use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::roster::{person::fold, store},
};

/// Authorities, teams and sites by folded name, so that 'north' and 'North ' are one team.
#[derive(Default)]
pub(super) struct Places {
    authorities: HashMap<String, String>,
    teams: HashMap<(String, String), String>,
    sites: HashMap<(String, String), String>,
    /// The ids of those that were added, each after what it lies in.
    pub(super) added: Vec<String>,
}

impl Places {
    pub(super) fn read(conn: &mut Conn) -> Result<Self> {
        let authorities = store::places::authorities(conn)?.into_iter().map(|(id, name)| (fold(&name), id)).collect();
        let within = |(id, name, authority): store::places::Within| ((authority, fold(&name)), id);
        let teams = store::places::teams(conn)?.into_iter().map(within).collect();
        let sites = store::places::sites(conn)?.into_iter().map(within).collect();
        Ok(Self { authorities, teams, sites, added: Vec::new() })
    }

    pub(super) fn authority(&mut self, conn: &mut Conn, floor: &Floor, name: &str) -> Result<String> {
        if let Some(id) = self.authorities.get(&fold(name)) {
            return Ok(id.clone());
        }
        let id = floor.ids.next();
        store::places::add_authority(conn, &id, name)?;
        self.authorities.insert(fold(name), id.clone());
        self.added.push(id.clone());
        Ok(id)
    }

    pub(super) fn team(
        &mut self,
        conn: &mut Conn,
        floor: &Floor,
        authority_id: &str,
        name: Option<&str>,
    ) -> Result<Option<String>> {
        place(&mut self.teams, &mut self.added, floor, (authority_id, name), |id, name| {
            store::places::add_team(conn, id, name, authority_id)
        })
    }

    pub(super) fn site(
        &mut self,
        conn: &mut Conn,
        floor: &Floor,
        authority_id: &str,
        name: Option<&str>,
    ) -> Result<Option<String>> {
        place(&mut self.sites, &mut self.added, floor, (authority_id, name), |id, name| {
            store::places::add_site(conn, id, name, authority_id)
        })
    }
}

fn place(
    known: &mut HashMap<(String, String), String>,
    added: &mut Vec<String>,
    floor: &Floor,
    (authority_id, name): (&str, Option<&str>),
    add: impl FnOnce(&str, &str) -> diesel::QueryResult<usize>,
) -> Result<Option<String>> {
    let Some(name) = name else { return Ok(None) };
    let key = (authority_id.to_owned(), fold(name));
    if let Some(id) = known.get(&key) {
        return Ok(Some(id.clone()));
    }
    let id = floor.ids.next();
    add(&id, name)?;
    known.insert(key, id.clone());
    added.push(id.clone());
    Ok(Some(id))
}
