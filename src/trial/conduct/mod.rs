//! How a trial goes while it runs: the sizes that were planned beside those that came about ([`size`]), sites that withdraw and come
//! back ([`site`]), and what became public of it ([`publicity`]). Each is put down with its day and reason, and none is ever changed.

pub mod pages;
pub mod publicity;
pub mod site;
pub mod size;
mod store;
pub mod told;
