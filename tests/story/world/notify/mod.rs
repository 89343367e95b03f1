//! A stand-in for GOV.UK Notify, which does as its documentation and its users say that it does: it looks at the token, refuses
//! a key it does not know, takes any PDF and thinks better of it later, and prints a letter as often as it is given it. It can
//! be told to fail. Time is the story's.

mod desk;
mod line;
mod taken;
mod token;

use std::{
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};

use hearten::floor::clock::Clock;

use desk::Desk;
pub use taken::Taken;

/// What it shows when it calls.
pub const TOKEN: &str = "a-token-of-the-story";
const KEY: &str = "letters-of-thanks-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing, for once.
    None,
    DropsBeforeReading,
    DropsAfterAccepting,
    /// As before, and the letter shows in no list for the next two minutes.
    DropsAndListsLate,
    FailsBeforeAccepting,
    FailsAfterAccepting,
    /// 201, and then half an answer.
    AnswersInPart,
    /// It answers, after five minutes.
    TakesLong,
    TooFast,
    /// And so until midnight UTC.
    DayIsFull,
}

/// The stand-in, on a socket of its own.
pub struct Notify {
    pub url: String,
    desk: Arc<Mutex<Desk>>,
    thread: Option<JoinHandle<()>>,
}

impl Notify {
    pub fn start(clock: Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let desk: Arc<Mutex<Desk>> = Arc::default();
        let shared = Arc::clone(&desk);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                match stream.map(|stream| line::serve(stream, &shared, &clock)) {
                    Ok(Some(())) => {}
                    // The knock of whoever closes the house.
                    _ => break,
                }
            }
        });
        Self { url, desk, thread: Some(thread) }
    }

    /// The settings that lead here.
    pub fn settings(&self) -> String {
        format!("[post]\nnotify_key = '{KEY}'\nnotify_url = '{}'\ncallback_token = '{TOKEN}'\n", self.url)
    }

    /// What goes wrong with the next letters that are handed over, one after another.
    pub fn fail_letters(&self, faults: impl IntoIterator<Item = Fault>) {
        self.desk().post_faults.extend(faults);
    }

    /// The same for the next questions.
    pub fn fail_questions(&self, faults: impl IntoIterator<Item = Fault>) {
        self.desk().get_faults.extend(faults);
    }

    /// Nothing goes wrong any more.
    pub fn recover(&self) {
        let mut desk = self.desk();
        desk.post_faults.clear();
        desk.get_faults.clear();
        desk.key_revoked = false;
    }

    pub fn revoke_the_key(&self) {
        self.desk().key_revoked = true;
    }

    /// Every letter ever taken, oldest first: one that was taken twice is here twice.
    pub fn taken(&self) -> Vec<Taken> {
        self.desk().taken.clone()
    }

    /// From now on it says this of a letter.
    pub fn say(&self, reference: &str, status: &str) {
        let mut desk = self.desk();
        desk.taken.iter_mut().filter(|one| one.reference == reference).for_each(|one| one.says = Some(status.into()));
    }

    pub fn forget_everything(&self) {
        self.desk().taken.clear();
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Notify {
    fn drop(&mut self) {
        if let Ok(mut knock) = TcpStream::connect(self.url.trim_start_matches("http://")) {
            line::stop(&mut knock);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
