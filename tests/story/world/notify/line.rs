//! As much HTTP as the stand-in needs: one request a connection, one answer or none.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::{Mutex, PoisonError},
};

use chrono::TimeDelta;
use hearten::floor::clock::Clock;

use super::desk::Desk;

pub struct Request {
    pub method: String,
    pub target: String,
    pub bearer: Option<String>,
    pub body: Vec<u8>,
}

/// One request, one answer; `None` for the last knock.
pub fn serve(mut stream: TcpStream, desk: &Mutex<Desk>, clock: &Clock) -> Option<()> {
    let Some(request) = read(&stream) else { return Some(()) };
    if request.method == "STOP" {
        return None;
    }
    let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((status, body)) = desk.answer(&request, clock.now()) {
        let body = body.to_string();
        if std::mem::take(&mut desk.is_slow) {
            clock.advance(TimeDelta::minutes(5));
        }
        let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\n");
        let _ = write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len());
    }
    Some(())
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut bearer) = (0, None);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => bearer = value.trim().strip_prefix("Bearer ").map(str::to_owned),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, target, bearer, body })
}

/// The last knock, after which nobody serves.
pub fn stop(stream: &mut TcpStream) {
    let _ = stream.write_all(b"STOP / HTTP/1.1\r\n\r\n");
}
