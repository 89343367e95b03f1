//! The tray that is a mail host: lines to it that are kept, and used again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use lettre::transport::smtp::{
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::AsyncSmtpConnection,
    commands::Ehlo,
    extension::ClientId,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
};

use super::{
    Settings, Tls,
    answer::{Answer, Stage},
    stream, trust,
};
use crate::floor::error::{Error, Result};

type Fault = lettre::transport::smtp::Error;

/// A mail host, and who speaks to it.
pub struct Host {
    name: String,
    port: u16,
    tls: Tls,
    ca_file: String,
    username: String,
    password: SecretString,
    pub(super) connections: usize,
    pub(super) patience: Duration,
    per_domain: usize,
    /// One for each thread that sends at the same time.
    desks: Mutex<Vec<Desk>>,
    /// How many mails may be on their way to a domain at once, over all desks.
    caps: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// What one thread sends with.
pub(super) struct Desk {
    pub runtime: Runtime,
    pub lines: Vec<Line>,
}

/// A line that the host has greeted.
pub(super) struct Line {
    pub open: AsyncSmtpConnection,
    /// Whether the host takes several commands at once.
    pub pipelines: bool,
    /// Whether a mail has gone over it already.
    pub used: bool,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Host({}:{})", self.name, self.port)
    }
}

impl Host {
    pub fn new(settings: &Settings) -> Self {
        Self {
            name: settings.host.clone(),
            port: settings.port,
            tls: settings.tls,
            ca_file: settings.ca_file.clone(),
            username: settings.username.clone(),
            password: settings.password.clone(),
            connections: settings.connections,
            patience: settings.patience(),
            per_domain: settings.per_domain_connections,
            desks: Mutex::default(),
            caps: Mutex::default(),
        }
    }

    /// Whether the host answers at all, within two seconds.
    pub fn check(&self) -> Result<()> {
        use std::net::{TcpStream, ToSocketAddrs};
        let found = (self.name.as_str(), self.port).to_socket_addrs()?;
        let answers = found.into_iter().any(|at| TcpStream::connect_timeout(&at, Duration::from_secs(2)).is_ok());
        if answers { Ok(()) } else { Err(Error::later("the mail host does not answer")) }
    }

    pub(super) fn take_desk(&self) -> Result<Desk> {
        let kept = self.desks.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match kept {
            Some(desk) => Ok(desk),
            None => Ok(Desk { runtime: Builder::new_current_thread().enable_all().build()?, lines: Vec::new() }),
        }
    }

    pub(super) fn put_desk_back(&self, desk: Desk) {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
        // Of domains that nothing is on its way to, nothing need be remembered.
        let mut caps = self.caps.lock().unwrap_or_else(PoisonError::into_inner);
        caps.retain(|_, cap| Arc::strong_count(cap) > 1);
    }

    pub(super) fn cap(&self, domain: &str) -> Arc<Semaphore> {
        let mut caps = self.caps.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cap) = caps.get(domain) {
            return Arc::clone(cap);
        }
        let cap = Arc::new(Semaphore::new(self.per_domain));
        caps.insert(domain.to_owned(), Arc::clone(&cap));
        cap
    }

    /// Opens a line: as far as a host that would take a mail.
    pub(super) async fn connect(&self) -> Result<Line, Answer> {
        let name = ClientId::default();
        let stream = match self.tls {
            Tls::Tls => {
                let config = trust::client(&self.ca_file).map_err(|error| unusable(&error))?;
                stream::encrypted(&self.name, self.port, config).await
            }
            _ => stream::plain(&self.name, self.port).await,
        };
        let stream = stream.map_err(|_| Answer::later("The mail host could not be reached."))?;
        let said = |fault: Fault| Answer::of(&fault, Stage::Line);
        let mut open = AsyncSmtpConnection::connect_with_transport(stream, &name).await.map_err(said)?;
        if self.tls == Tls::Starttls {
            let agreed = trust::parameters(&self.name, &self.ca_file).map_err(|error| unusable(&error))?;
            open.starttls(agreed, &name).await.map_err(said)?;
        }
        if !self.username.is_empty() {
            let known = Credentials::new(self.username.clone(), self.password.expose_secret().to_owned());
            open.auth(DEFAULT_MECHANISMS, &known).await.map_err(said)?;
        }
        // lettre keeps what a host can do to itself, all but what it uses; so it is asked once more.
        let can = open.command(Ehlo::new(name)).await.map_err(said)?;
        let pipelines = can.message().any(|line| line.trim().eq_ignore_ascii_case("PIPELINING"));
        Ok(Line { open, pipelines, used: false })
    }
}

/// A setting that was sound at the start, and is not any more.
fn unusable(error: &Error) -> Answer {
    tracing::error!(%error, "the line to the mail host cannot be encrypted");
    Answer::later("The line to the mail host cannot be encrypted as the settings ask.")
}
