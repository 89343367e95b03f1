//! Spill-over: how the comparison arm could come to know of, or share in, what the other arm gets. Before a draw, how much of the
//! workplace would mix arms and what allocating whole teams would cost instead ([`before`]); after it, each exposure with its
//! date, its kind and where it is known from ([`during`]). Nothing is kept here: all of it follows from what others keep.

pub mod before;
pub mod during;
pub mod pages;
