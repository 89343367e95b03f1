//! How much memory this process has taken, for the benches. Linux tells; elsewhere nothing is known.

use std::fs;

/// The most since the start, or since [`forget_peak`], in megabytes.
pub fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// Starts to measure afresh from what is taken now. Whether that could be done.
pub fn forget_peak() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}
