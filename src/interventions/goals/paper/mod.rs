//! Whoever does not recall the offer, or asked for nothing by mail, is reached on paper: a page each with when their half hour
//! is and a short address to type, printed together ([`make`]), taken to a printer ([`take`]) and handed over or left on a desk.
//! No home address is on it, so that none has to be opened.

pub mod code;
pub mod draw;
mod due;
pub mod erase;
pub mod letter;
pub mod make;
pub mod take;

pub use due::{due, on_paper};
