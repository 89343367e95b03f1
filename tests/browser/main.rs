//! The whole road of a letter, walked in a real browser: with scripts and without, on a wide screen and on a phone.
//!
//! Needs Chromium's driver, which `tests/run` starts. Each page that is looked at leaves its picture in
//! `target/pictures`, is asked whether it scrolls sideways, and is gone over by axe.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a walk that cannot go on fails")]

mod browser;
mod chromium;
mod road;
#[expect(dead_code, reason = "a walk takes from the stories' road what it needs")]
#[path = "../story/road/mod.rs"]
mod story_road;
mod ways_to_sign;
#[expect(dead_code, unused_imports, reason = "a walk takes from the stories' house what it needs")]
#[path = "../story/world/mod.rs"]
mod world;
