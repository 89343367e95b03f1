//! How many letters a second: each different, through the very function that prints a round, a file each, one thread.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::print::{Stationery, Unprintable};
use super::sample;
use crate::floor::memory::peak_mb;

/// What was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LettersBench {
    pub n: usize,
    pub letters_per_s: f64,
    /// Of this thread, user and system; wall time where the system does not tell.
    pub cpu_s: f64,
    pub letters_per_cpu_s: f64,
    pub bytes_avg: f64,
    /// Of the whole process, megabytes; 0 where the system does not tell.
    pub peak_rss_mb: f64,
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    #[error(transparent)]
    Print(#[from] Unprintable),
    #[error("the letters could not be written: {0}")]
    Write(#[from] io::Error),
}

/// Prints `n` letters into `dir`, which is made if need be.
///
/// # Errors
/// [`BenchError`] if the folder cannot be written, or a made-up letter cannot be printed.
pub fn letters(n: usize, dir: &Path) -> Result<LettersBench, BenchError> {
    fs::create_dir_all(dir)?;
    let (started, cpu_before) = (Instant::now(), cpu_seconds());
    let stationery = Stationery::new(&sample::wording(), Some(&sample::signature()))?;
    let (mut pdf, mut bytes) = (Vec::new(), 0);
    for at in 0..n {
        stationery.print(&sample::letter(at), &mut pdf)?;
        fs::write(dir.join(format!("letter-{at:06}.pdf")), &pdf)?;
        bytes += pdf.len();
    }
    let wall = started.elapsed().as_secs_f64();
    let cpu = cpu_seconds().zip(cpu_before).map_or(wall, |(after, before)| after - before);
    Ok(LettersBench {
        n,
        letters_per_s: n as f64 / wall,
        cpu_s: cpu,
        letters_per_cpu_s: n as f64 / cpu,
        bytes_avg: bytes as f64 / n.max(1) as f64,
        peak_rss_mb: peak_mb().unwrap_or(0.0),
    })
}

/// Linux counts the time each thread has had, in nanoseconds.
fn cpu_seconds() -> Option<f64> {
    let counted = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counted.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
