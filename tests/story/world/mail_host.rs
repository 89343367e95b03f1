//! A mail host on loopback that keeps what it takes, and fails as it is told to.

use std::{
    collections::{HashMap, VecDeque},
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread,
};

/// What it does, once, when it meets an address.
#[derive(Debug, Clone, Copy)]
pub enum Does {
    /// Instead of a yes to RCPT, or to the mail itself (DATA).
    Say(&'static str, &'static str),
    /// Takes the mail, and hangs up before it says so.
    HangUp,
    /// Says nothing more to RCPT, and holds the line.
    Stall,
}

/// A mail that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub from: String,
    pub to: String,
    pub message_id: String,
    pub text: String,
}

#[derive(Default)]
struct Desk {
    taken: Vec<Taken>,
    /// By the name before the @.
    plans: HashMap<String, VecDeque<Does>>,
}

pub struct MailHost {
    port: u16,
    desk: Arc<Mutex<Desk>>,
}

impl MailHost {
    /// `pipelines`: whether it takes several commands at once, and says so.
    pub fn start(pipelines: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, desk) = (listener.local_addr().unwrap().port(), Arc::<Mutex<Desk>>::default());
        let shared = Arc::clone(&desk);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, desk) = (stream.unwrap(), Arc::clone(&shared));
                thread::spawn(move || Talk::new(stream, &desk, pipelines).go_on());
            }
        });
        Self { port, desk }
    }

    /// What it does when it next meets this name, one thing after another.
    pub fn when_it_meets(&self, name: &str, does: &[Does]) {
        self.desk().plans.insert(name.to_owned(), does.iter().copied().collect());
    }

    /// Everything that it took, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        self.desk().taken.clone()
    }

    /// Who got something, by name.
    pub fn reached(&self) -> Vec<String> {
        self.taken().iter().map(|mail| name(&mail.to)).collect()
    }

    /// The settings of a house whose mail goes here.
    pub fn settings(&self) -> String {
        format!(
            "[mail]\nfrom = \"Hearten <hearten@hearten.example>\"\nbounces = \"bounce@hearten.example\"\ntray = \"smtp\"\n\
             host = \"127.0.0.1\"\nport = {}\ntls = \"none\"\npatience_seconds = 2\n",
            self.port
        )
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap()
    }
}

fn name(address: &str) -> String {
    address.split('@').next().unwrap().to_owned()
}

struct Talk<'d> {
    lines: BufReader<TcpStream>,
    out: TcpStream,
    desk: &'d Mutex<Desk>,
    pipelines: bool,
    from: String,
    to: Option<String>,
}

impl<'d> Talk<'d> {
    fn new(stream: TcpStream, desk: &'d Mutex<Desk>, pipelines: bool) -> Self {
        let out = stream.try_clone().unwrap();
        Self { lines: BufReader::new(stream), out, desk, pipelines, from: String::new(), to: None }
    }

    fn go_on(mut self) {
        self.say("220 host");
        while let Some(line) = self.line() {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            let more = match verb.as_str() {
                "EHLO" if self.pipelines => self.say("250-host\r\n250 PIPELINING"),
                "MAIL" => {
                    (self.from, self.to) = (address(&line), None);
                    self.say("250 yes")
                }
                "RCPT" => self.recipient(address(&line)),
                "DATA" => self.mail(),
                _ => self.say("250 yes"),
            };
            if !more {
                return;
            }
        }
    }

    fn recipient(&mut self, to: String) -> bool {
        match self.planned(&to, "RCPT") {
            Some(Does::Stall) => {
                while self.line().is_some() {}
                false
            }
            Some(Does::Say(_, answer)) => self.say(answer),
            _ => {
                self.to = Some(to);
                self.say("250 yes")
            }
        }
    }

    fn mail(&mut self) -> bool {
        let Some(to) = self.to.take() else { return self.say("503 to whom?") };
        self.say("354 go on");
        let mut text = String::new();
        loop {
            match self.line() {
                Some(line) if line == "." => break,
                Some(line) => text += &format!("{line}\n"),
                None => return false,
            }
        }
        let does = self.planned(&to, "DATA");
        if let Some(Does::Say(_, answer)) = does {
            return self.say(answer);
        }
        let message_id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned();
        self.desk.lock().unwrap().taken.push(Taken { from: self.from.clone(), to, message_id, text });
        if matches!(does, Some(Does::HangUp)) { false } else { self.say("250 taken") }
    }

    /// What it is to do now, which it then does not do again.
    fn planned(&self, to: &str, verb: &str) -> Option<Does> {
        let mut desk = self.desk.lock().unwrap();
        let plan = desk.plans.get_mut(&name(to))?;
        let now = match plan.front()? {
            Does::Say(at, _) => *at == verb,
            Does::Stall => verb == "RCPT",
            Does::HangUp => verb == "DATA",
        };
        if now { plan.pop_front() } else { None }
    }

    fn say(&mut self, words: &str) -> bool {
        let said = self.out.write_all(format!("{words}\r\n").as_bytes()).is_ok();
        said && !words.starts_with("421")
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
