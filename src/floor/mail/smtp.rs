//! The tray that is a mail host: one connection, kept and spoken over in turn.
//!
//! lettre 0.11.23 leaves Nagle's algorithm on and writes the closing dot apart, which costs 40 ms a mail; so the
//! stream is opened here, without delay, and lent to it.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use lettre::{
    Address,
    message::Mailbox,
    transport::smtp::{
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, MailBodyParameter, MailParameter},
    },
};
use secrecy::{ExposeSecret, SecretString};
use tokio::{
    net::TcpStream,
    runtime::{Builder, Runtime},
    time::timeout,
};

use super::Outcome;
use crate::floor::{
    config::{self, Tls},
    error::{Error, Result},
};

type Fault = lettre::transport::smtp::Error;

const PATIENCE: Duration = Duration::from_secs(60);

/// A mail host and the line to it.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    username: String,
    password: SecretString,
    from: Address,
    line: Mutex<Line>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Smtp({}:{})", self.host, self.port)
    }
}

struct Line {
    runtime: Runtime,
    connection: Option<AsyncSmtpConnection>,
}

impl Smtp {
    pub fn new(settings: &config::Mail) -> Result<Self> {
        let from: Mailbox = settings.from.parse().map_err(Error::broken)?;
        Ok(Self {
            host: settings.host.clone(),
            port: settings.port,
            tls: settings.tls,
            username: settings.username.clone(),
            password: settings.password.clone(),
            from: from.email,
            line: Mutex::new(Line { runtime: Builder::new_current_thread().enable_all().build()?, connection: None }),
        })
    }

    /// Sends one message. After any fault the connection is dropped, and the next message opens another.
    pub fn send(&self, to: &str, bytes: &[u8]) -> Result<Outcome> {
        let to = to
            .parse::<Mailbox>()
            .map_err(|_| Error::invalid("email", "That e-mail address cannot be written to."))?
            .email;
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let Line { runtime, connection } = &mut *line;
        let kept = connection.take();
        let (connection_after, outcome) = runtime.block_on(async {
            let mut open = self.usable(kept).await?;
            let outcome = self.speak(&mut open, &to, bytes).await?;
            Ok::<_, Error>(match outcome {
                Outcome::Sent => (Some(open), outcome),
                Outcome::Refused(_) => {
                    open.abort().await;
                    (None, outcome)
                }
            })
        })?;
        *connection = connection_after;
        Ok(outcome)
    }

    /// Whether the host answers at all, within two seconds.
    pub fn check(&self) -> Result<()> {
        use std::net::{TcpStream, ToSocketAddrs};
        let found = (self.host.as_str(), self.port).to_socket_addrs()?;
        let answers = found.into_iter().any(|at| TcpStream::connect_timeout(&at, Duration::from_secs(2)).is_ok());
        if answers { Ok(()) } else { Err(Error::later("the mail host does not answer")) }
    }

    /// The kept connection if the host still holds its end, or a new one.
    async fn usable(&self, kept: Option<AsyncSmtpConnection>) -> Result<AsyncSmtpConnection> {
        if let Some(mut kept) = kept {
            let alive = timeout(Duration::from_secs(5), kept.test_connected()).await;
            if alive == Ok(true) {
                return Ok(kept);
            }
        }
        self.connect().await
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection> {
        let (name, place) = (ClientId::default(), (self.host.as_str(), self.port));
        let encrypted = || TlsParameters::new(self.host.clone()).map_err(Error::broken);
        let mut open = if self.tls == Tls::Tls {
            // Here the stream is lettre's own, with its 40 ms: it lends no way to wrap ours in TLS before the greeting.
            patiently(AsyncSmtpConnection::connect_tokio1(place, Some(PATIENCE), &name, Some(encrypted()?), None))
                .await?
        } else {
            let stream = timeout(PATIENCE, TcpStream::connect(place)).await.map_err(Error::later)??;
            stream.set_nodelay(true)?;
            patiently(AsyncSmtpConnection::connect_with_transport(Box::new(stream), &name)).await?
        };
        if self.tls == Tls::Starttls {
            patiently(open.starttls(encrypted()?, &name)).await?;
        }
        if !self.username.is_empty() {
            let known = Credentials::new(self.username.clone(), self.password.expose_secret().to_owned());
            patiently(open.auth(DEFAULT_MECHANISMS, &known)).await?;
        }
        Ok(open)
    }

    /// One message, command by command, so that a refused address is told from a refused message.
    async fn speak(&self, open: &mut AsyncSmtpConnection, to: &Address, bytes: &[u8]) -> Result<Outcome> {
        let eight_bit =
            if bytes.is_ascii() { vec![] } else { vec![MailParameter::Body(MailBodyParameter::EightBitMime)] };
        patiently(open.command(Mail::new(Some(self.from.clone()), eight_bit))).await?;
        match timeout(PATIENCE, open.command(Rcpt::new(to.clone(), vec![]))).await.map_err(Error::later)? {
            Err(fault) if refused(&fault) => return Ok(Outcome::Refused(code(&fault))),
            answer => answer.map_err(|fault| told(&fault))?,
        };
        patiently(open.command(Data)).await?;
        patiently(open.message(bytes)).await?;
        Ok(Outcome::Sent)
    }
}

async fn patiently<T>(act: impl Future<Output = Result<T, Fault>>) -> Result<T> {
    timeout(PATIENCE, act).await.map_err(Error::later)?.map_err(|fault| told(&fault))
}

/// A 5xx answer to the address. 5.7.x speaks of policy (ours or theirs), never of the person.
fn refused(fault: &Fault) -> bool {
    fault.is_permanent() && !fault.to_string().contains("5.7.")
}

fn code(fault: &Fault) -> String {
    fault.status().map(|code| code.to_string()).unwrap_or_default()
}

/// A fault as one of ours, without the host's own words, since they often repeat the address.
#[track_caller]
fn told(fault: &Fault) -> Error {
    if fault.is_permanent() {
        return Error::NotAllowed(format!("The mail host refused the message with code {}.", code(fault)));
    }
    let kind = match fault.status() {
        Some(code) => format!("the mail host said {code}"),
        None if fault.is_client() => "the mail host cannot do what was asked of it".to_owned(),
        None => "the line to the mail host broke".to_owned(),
    };
    Error::later(kind)
}
