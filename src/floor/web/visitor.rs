//! Who is visiting: an account with its roles, in a session that may reach one page or the whole house.

use std::{
    fmt,
    future::{Ready, ready},
    str::FromStr,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use chrono::TimeDelta;
use serde::Serialize;

use crate::floor::{clock::Moment, error::Error};

/// What somebody comes to do. The names are design 2's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    SocialWorker,
    TeamManager,
    SeniorLeader,
    Coordinator,
    ProgrammeLead,
    Researcher,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 7] = [
        Self::SocialWorker,
        Self::TeamManager,
        Self::SeniorLeader,
        Self::Coordinator,
        Self::ProgrammeLead,
        Self::Researcher,
        Self::Administrator,
    ];

    /// As the database and the command line write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SocialWorker => "social_worker",
            Self::TeamManager => "team_manager",
            Self::SeniorLeader => "senior_leader",
            Self::Coordinator => "coordinator",
            Self::ProgrammeLead => "programme_lead",
            Self::Researcher => "researcher",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name().replace('_', " "))
    }
}

impl FromStr for Role {
    type Err = Error;

    /// Reads `team_manager`, `Team Manager` or `team-manager`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let plain = text.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|role| role.name() == plain).ok_or_else(|| {
            let known: Vec<String> = Self::ALL.iter().map(ToString::to_string).collect();
            Error::invalid("role", format!("“{text}” is not a role. Use one of: {}", known.join(", ")))
        })
    }
}

/// A role, and the authority it reaches; `None` reaches all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub role: Role,
    pub authority_id: Option<String>,
}

/// The one behind a request. Put there by the door; a page that asks for one is never served to nobody.
#[derive(Debug, Clone, Serialize)]
pub struct Visitor {
    pub account_id: String,
    pub name: String,
    /// Their row on the roster, for staff.
    pub person_id: Option<String>,
    pub grants: Vec<Grant>,
    /// The SHA-256 of the cookie's secret.
    pub session_id: String,
    /// The one path this session reaches, with what is below it; empty for the whole house.
    pub scope: String,
    pub opened_at: Moment,
    /// What every form of theirs carries.
    pub csrf: String,
}

impl Visitor {
    /// How long a session counts as fresh enough to sign with.
    pub const FRESH: TimeDelta = TimeDelta::minutes(15);

    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(*role))
    }

    /// Whether one of `roles` reaches this authority.
    pub fn reaches(&self, roles: &[Role], authority_id: &str) -> bool {
        self.grants
            .iter()
            .filter(|grant| roles.contains(&grant.role))
            .any(|grant| grant.authority_id.as_deref().is_none_or(|id| id == authority_id))
    }

    /// Whether one of `roles` reaches every authority there is.
    pub fn reaches_all(&self, roles: &[Role]) -> bool {
        self.grants.iter().any(|grant| roles.contains(&grant.role) && grant.authority_id.is_none())
    }

    /// Whether the session was opened by a sign-in key so lately that it may sign. A personal link lives for weeks, so its
    /// session never may.
    pub fn fresh(&self, now: Moment) -> bool {
        self.scope.is_empty() && now - self.opened_at <= Self::FRESH
    }

    /// Whether this session may open `path`. Any may be closed, and may ask for a fresh key.
    pub fn may_open(&self, path: &str) -> bool {
        if self.scope.is_empty() || matches!(path, "/sign-out" | "/sign-in/fresh") {
            return true;
        }
        path.strip_prefix(&self.scope).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl FromRequest for Visitor {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = req.extensions().get::<Self>().cloned();
        ready(visitor.ok_or_else(|| Error::NotAllowed("Sign in first.".into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back_however_it_is_written() {
        for role in Role::ALL {
            assert_eq!(role.name().parse::<Role>().unwrap(), role);
            assert_eq!(role.to_string().to_uppercase().replace(' ', "-").parse::<Role>().unwrap(), role);
        }
        assert!("mayor".parse::<Role>().unwrap_err().to_string().contains("team manager"));
    }
}
