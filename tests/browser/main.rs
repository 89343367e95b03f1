//! The whole road of a letter, walked in a real browser: with scripts and without, on a wide screen and on a phone.
//!
//! Needs Chromium's driver, which `tests/run` starts. Each page that is looked at leaves its picture in
//! `target/pictures`, is asked whether it scrolls sideways, and is gone over by axe.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a walk that cannot go on fails")]

#[expect(dead_code, reason = "a walk takes from the stories' rounds what it needs")]
#[path = "../story/a_round.rs"]
mod a_round;
mod a_rounds_day;
mod a_survey_on_a_phone;
mod a_token_with_a_fault;
mod a_trial_of_several;
mod browser;
mod chromium;
#[expect(dead_code, reason = "a walk takes from the stories' extracts what it needs")]
#[path = "../story/extracts/mod.rs"]
mod extracts;
mod files_and_carriers;
#[expect(dead_code, reason = "a walk takes from the stories' course what it needs")]
#[path = "../story/goals/mod.rs"]
mod goals;
mod half_hours;
mod half_hours_taken;
mod mail_that_came;
mod outcomes_by_arm;
mod road;
mod round_costs;
mod round_places;
#[expect(dead_code, reason = "a walk takes from the stories' year what it needs")]
#[path = "../story/rounds/mod.rs"]
mod rounds;
#[path = "../paper/scanned.rs"]
mod scanned;
mod seldom_seen;
#[expect(dead_code, reason = "a walk takes from the stories' road what it needs")]
#[path = "../story/road/mod.rs"]
mod story_road;
#[expect(dead_code, reason = "a walk takes from the stories' study what it needs")]
#[path = "../story/surveys/mod.rs"]
mod surveys;
mod the_leads_week;
mod the_workbench;
#[expect(dead_code, reason = "a walk takes from the stories' buildings what it needs")]
#[path = "../story/tokens/mod.rs"]
mod tokens;
mod trial_pages;
mod ways_to_sign;
#[expect(dead_code, unused_imports, reason = "a walk takes from the stories' house what it needs")]
#[path = "../story/world/mod.rs"]
mod world;
