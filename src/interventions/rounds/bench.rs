//! How long a press takes when a Round is wanted by more people than it has room for: over HTTP, with the load beside the server.
//!
//! Each press is a whole POST of a personal link, by somebody who is not signed in: it books a place or a turn, promises the
//! word of it, and opens a session.

use std::time::{Duration, Instant};

use chrono::{NaiveTime, TimeDelta};
use serde::Serialize;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{
    announce::announce,
    leaders::{Leader, Part},
    mailing::place_link,
    place::State,
    round::{Mix, Mode, Round, State as Stands},
    store::{self, series::Series},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::bench::everyone_served,
        availability::{free::days, span::Span},
        roster::{made_up, people},
    },
};

const WHO: &str = "bench";
/// As many places as are fought for.
const PLACES: i32 = 60;
/// Over how long they come.
const OVER: Duration = Duration::from_secs(2);

/// What was measured. Times are from the connection to the last byte of the answer.
#[derive(Debug, Clone, Serialize)]
pub struct PagesBench {
    /// People who were invited, and how long that took, to the commit.
    pub announced: usize,
    pub announce_s: f64,
    /// Presses for 60 places that come over two seconds.
    pub presses: usize,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub requests_per_s: f64,
    /// The same number at once.
    pub at_once_p50_ms: f64,
    pub at_once_p99_ms: f64,
    pub at_once_requests_per_s: f64,
    /// Places beyond the room, in both together.
    pub oversold: usize,
}

/// Presses `presses` links of two Rounds at the server at `address`. `floor` is to be empty before, but for the server.
pub fn pages(floor: &Floor, address: &str, people: usize, presses: usize) -> Result<PagesBench> {
    let series = floor.db.write(|conn| set_up(conn, floor, people))?;
    let (spread, at_once) = (round(floor, &series, 1)?, round(floor, &series, 2)?);
    let begun = Instant::now();
    let announced = floor.db.write(|conn| announce(conn, floor, WHO, &series, &spread))?.now;
    let announce_s = begun.elapsed().as_secs_f64();
    floor.db.write(|conn| announce(conn, floor, WHO, &series, &at_once))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let slowly = runtime.block_on(press(address, &links(floor, &spread, presses)?, OVER))?;
    let quickly = runtime.block_on(press(address, &links(floor, &at_once, presses)?, Duration::ZERO))?;
    let oversold = oversold(floor, &spread, presses)? + oversold(floor, &at_once, presses)?;
    Ok(PagesBench {
        announced,
        announce_s,
        presses,
        p50_ms: slowly.at(0.50),
        p99_ms: slowly.at(0.99),
        requests_per_s: slowly.per_s(),
        at_once_p50_ms: quickly.at(0.50),
        at_once_p99_ms: quickly.at(0.99),
        at_once_requests_per_s: quickly.per_s(),
        oversold,
    })
}

/// How long each press took, the shortest first, and all of them together.
struct Took {
    each: Vec<Duration>,
    wall: Duration,
}

impl Took {
    fn at(&self, share: f64) -> f64 {
        let nth = (self.each.len() as f64 * share).ceil().max(1.0) - 1.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index into a list of this length"
        )]
        let nth = (nth as usize).min(self.each.len().saturating_sub(1));
        self.each.get(nth).map_or(0.0, |took| took.as_secs_f64() * 1000.0)
    }

    fn per_s(&self) -> f64 {
        self.each.len() as f64 / self.wall.as_secs_f64()
    }
}

/// Presses each link once, evenly over a stretch of time, however long the others take.
async fn press(address: &str, links: &[String], over: Duration) -> Result<Took> {
    let begun = Instant::now();
    let mut presses = tokio::task::JoinSet::new();
    for (nth, link) in (0_u32..).zip(links) {
        let at = over * nth / u32::try_from(links.len()).unwrap_or(u32::MAX);
        let (address, link) = (address.to_owned(), link.clone());
        presses.spawn(async move {
            tokio::time::sleep(at).await;
            let begun = Instant::now();
            one(&address, &link).await.map(|()| begun.elapsed())
        });
    }
    let mut each = Vec::new();
    while let Some(took) = presses.join_next().await {
        each.push(took??);
    }
    each.sort_unstable();
    Ok(Took { each, wall: begun.elapsed() })
}

/// One press, by somebody with no cookie.
async fn one(address: &str, path: &str) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: 8\r\nConnection: close\r\n\r\nact=book"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 303") {
        return Ok(());
    }
    let first = answer.split(|byte| *byte == b'\r').next().unwrap_or_default();
    Err(Error::broken(format!("a press was answered {}", String::from_utf8_lossy(first))))
}

/// The paths of the first so many links.
fn links(floor: &Floor, round: &Round, presses: usize) -> Result<Vec<String>> {
    let places = floor.db.read(|conn| store::places::of_round(conn, &round.id, &[State::Silent]))?;
    let house = floor.settings.web.public_url.trim_end_matches('/').len();
    Ok(places.iter().take(presses).map(|place| place_link(floor, &place.id)[house..].to_owned()).collect())
}

/// Places beyond the room.
///
/// # Errors
/// `Broken`, where fewer were given out than there are, or a press was lost.
fn oversold(floor: &Floor, round: &Round, presses: usize) -> Result<usize> {
    let counts = floor.db.read(|conn| store::places::counts(conn, &round.id))?;
    let of = |state| counts.get(&state).copied().unwrap_or_default();
    let (booked, waiting) = (of(State::Booked), of(State::Waiting));
    if booked + waiting != presses || booked < round.seats().min(presses) {
        return Err(Error::broken(format!("{booked} booked and {waiting} wait, of {presses}")));
    }
    Ok(booked.saturating_sub(round.seats()))
}

/// One made-up authority, all of whose social workers are allocated to Rounds, and a series there.
fn set_up(conn: &mut Conn, floor: &Floor, people: usize) -> Result<Series> {
    let (now, today) = (floor.clock.now(), floor.clock.today());
    let madeupshire = [made_up::Plan::with_others("Madeupshire", people, 0)];
    let trial_id = everyone_served(conn, floor, super::round::ROUNDS, &madeupshire)?.id;
    let authority = people::authorities(conn)?.into_iter().next().ok_or(Error::Missing("an authority"))?;
    let series = Series {
        id: floor.ids.next(),
        trial_id,
        authority_id: authority.id,
        name: "Bench".into(),
        called: floor.settings.rounds.neutral.clone(),
        licence_id: None,
        cover: "welcome".into(),
        offer_hours: 24,
        made_by: WHO.into(),
        made_at: now,
    };
    store::series::add(conn, &series)?;
    let leader = Leader {
        id: floor.ids.next(),
        series_id: series.id.clone(),
        part: Part::Facilitator,
        name: WHO.into(),
        email: None,
        day_1_on: Some(today),
        day_2_on: None,
        minutes_a_month: None,
    };
    store::leaders::add(conn, &leader)?;
    Ok(series)
}

/// A Round on a working day to come.
fn round(floor: &Floor, series: &Series, number: i32) -> Result<Round> {
    let day = days(floor)?.next_working(floor.clock.today() + TimeDelta::days(14));
    let round = Round {
        id: floor.ids.next(),
        series_id: series.id.clone(),
        number,
        span: Span::at(day, NaiveTime::from_hms_opt(12, 30, 0).unwrap_or_default(), super::dates::ROUND_MINUTES),
        margin_minutes: super::dates::MARGIN_MINUTES,
        mode: Mode::Online,
        room_id: None,
        online: Some("https://meet.example/bench".into()),
        capacity: PLACES,
        topic: "A day I remember".into(),
        mix: Mix::Mixed,
        state: Stands::Planned,
        reason: None,
        version: 0,
        changed_at: floor.clock.now(),
    };
    floor.db.write(|conn| store::rounds::add(conn, &round))?;
    Ok(round)
}
