//! A mail host on loopback that takes everything, counts it and forgets it. It speaks SMTP as a real one does, several
//! commands at once included.

use std::{
    io::{BufRead, BufReader, Result, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// What was taken so far.
#[derive(Debug, Default)]
pub struct Taken {
    pub mails: AtomicU64,
    pub bytes: AtomicU64,
}

/// Starts one, and gives its port. It goes when the process goes.
pub fn start() -> Result<(u16, Arc<Taken>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let (port, taken) = (listener.local_addr()?.port(), Arc::<Taken>::default());
    let counts = Arc::clone(&taken);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let counts = Arc::clone(&counts);
            thread::spawn(move || talk(&stream, &counts));
        }
    });
    Ok((port, taken))
}

fn talk(stream: &TcpStream, taken: &Taken) -> Result<()> {
    stream.set_nodelay(true)?;
    let (mut lines, mut out) = (BufReader::with_capacity(32 << 10, stream), Vec::new());
    (&*stream).write_all(b"220 sink\r\n")?;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let begins = |word: &[u8]| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        match () {
            () if begins(b"EHLO") => out.extend_from_slice(b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"),
            () if begins(b"DATA") => {
                out.extend_from_slice(b"354 go on\r\n");
                (&*stream).write_all(&out)?;
                out.clear();
                taken.bytes.fetch_add(swallow(&mut lines)?, Ordering::Relaxed);
                taken.mails.fetch_add(1, Ordering::Relaxed);
                out.extend_from_slice(b"250 taken\r\n");
            }
            () if begins(b"QUIT") => return (&*stream).write_all(b"221 bye\r\n"),
            () => out.extend_from_slice(b"250 yes\r\n"),
        }
        line.clear();
        // Answers to what came together go together.
        if lines.buffer().is_empty() {
            (&*stream).write_all(&out)?;
            out.clear();
        }
    }
    Ok(())
}

/// Reads a mail to its closing dot, and tells how long it was.
fn swallow(lines: &mut BufReader<&TcpStream>) -> Result<u64> {
    let (mut line, mut bytes) = (Vec::with_capacity(128), 0);
    loop {
        line.clear();
        let read = lines.read_until(b'\n', &mut line)?;
        if read == 0 || line == b".\r\n" {
            return Ok(bytes);
        }
        bytes += read as u64;
    }
}
