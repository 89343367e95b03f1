//! What every room stands on. Nothing here knows an intervention.

pub mod audit;
pub mod auth;
pub mod calendar;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod files;
pub mod ids;
pub mod inbound;
pub mod jobs;
pub mod mail;
pub mod memory;
pub mod money;
pub mod one_line;
pub mod pdf;
pub mod post;
pub mod schedule;
pub mod seal;
pub mod short_code;
pub mod web;
pub mod whose;

use std::sync::Arc;

use self::{clock::Clock, config::Settings, db::Db, files::Files, ids::Ids, mail::Tray, seal::Secrets, web::Templates};

/// What is passed to every act: the store, the time, chance, keys, files, the way out for mail, words and settings.
#[derive(Clone, Debug)]
pub struct Floor {
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    pub secrets: Secrets,
    pub files: Files,
    pub tray: Tray,
    pub templates: Templates,
    pub settings: Arc<Settings>,
    /// Whether this is `hearten demo`: pages then let you enter as any role.
    pub demo: bool,
}
