//! Questions that are asked of everyone in a trial, whatever their arm, so that the asking tells nobody anything.
//!
//! One question at a time is answered by one press ([`question`], [`ask`], [`answer`]). A survey is a wave of whole instruments
//! ([`instrument`]), scored by rules without a database in them ([`score`]).

pub mod answer;
pub mod ask;
pub mod ask_mail;
pub mod bench;
pub mod erase_person;
pub mod instrument;
pub mod pages;
pub mod question;
pub mod score;
pub mod sheet;
mod store;
pub mod wave;
