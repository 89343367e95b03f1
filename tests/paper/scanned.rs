//! Codes as a phone reads them: the page is drawn by poppler, and what is on it decoded by a library that did not write it.

use std::{path::Path, process::Command};

/// What a phone's camera reads off a page, at so many dots an inch.
pub fn scanned(file: &Path, dots: &str) -> String {
    let drawn = Command::new("pdftoppm").args(["-gray", "-r", dots]).arg(file).output().unwrap().stdout;
    let mut parts = drawn.splitn(4, |byte| *byte == b'\n');
    let (_, size, _, pixels) =
        (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let size = String::from_utf8_lossy(size).into_owned();
    let (width, height) = size.split_once(' ').unwrap();
    let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code on {}", file.display());
    grids[0].decode().unwrap().1
}
