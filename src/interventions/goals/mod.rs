//! Goal-setting: six weekly half hours in working time, agreed with the manager, in the diary, found again when they are lost.
//!
//! A run ([`run`]) offers a course ([`course`]) in one authority. [`propose`] finds each person a weekly half hour, their
//! manager decides ([`agree`]), the team goes live ([`live`]), and each half hour ([`slot`]) becomes a diary entry ([`invite`])
//! that is moved ([`move_slot`]), passed over ([`skip`]) or taken back ([`cancel`]). What somebody writes in it ([`reflect`])
//! is theirs alone. Whoever no mail reaches gets a page on [`paper`].

pub mod account;
pub mod agree;
pub mod agree_instead;
pub mod ask_move;
pub mod ask_times;
pub mod bench;
pub mod cancel;
pub mod course;
pub mod entry;
pub mod erase_person;
pub mod first_step;
pub mod framing;
mod free_time;
pub mod group;
pub mod invite;
pub mod invite_week;
pub mod leave;
pub mod live;
pub mod mailing;
pub mod move_slot;
pub mod note;
pub mod offer_again;
pub mod pages;
pub mod paper;
pub mod propose;
pub mod protected;
pub mod recall;
mod record;
pub mod reflect;
pub mod remind;
pub mod reply;
pub mod rescue;
pub mod run;
pub mod send_link;
pub mod skip;
pub mod slot;
pub mod store;
pub mod taken;
pub mod untouched;
pub mod welcome;
pub mod withdraw;
pub mod wording;
pub mod worries;
