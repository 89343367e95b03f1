//! Tokens: coffee, tea and something without caffeine in a building's kitchen, for everybody who works there, with a card that
//! thanks a named lead and their team. It asks nothing of anyone.
//!
//! A plan ([`plan`]) places one in each building that receives and is large enough. A placement ([`placement`]) is delivered, set up
//! ([`set_up`]), goes out of order and works again ([`step`]). It has a [`card`]; the code printed on it ([`code`]) lets whoever
//! stands before it tell a [`fault`], without a name. What to bring and what ran out is in [`stock`], what it comes to in [`cost`].

pub mod account;
pub mod card;
pub mod code;
pub mod cost;
pub mod delivered;
pub mod fault;
pub mod owed;
pub mod pages;
pub mod placement;
pub mod plan;
mod record;
pub mod set_up;
pub mod step;
pub mod stock;
pub mod store;
pub mod worries;
