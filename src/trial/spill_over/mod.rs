//! Spill-over: how the comparison arm could come to know of, or share in, what the other arm gets. Before a draw, how much of the
//! workplace would mix arms and what allocating whole teams would cost instead ([`before`]); after it, each exposure with its
//! date, its kind and where it is known from ([`during`]). It follows from what others keep, but for what can go away again, which is
//! put down the night after.

pub mod answered;
pub mod before;
pub mod during;
pub mod exposure;
mod moved;
pub mod pages;
mod store;
