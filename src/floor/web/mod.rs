//! How pages are served: the route table's types, who is visiting, forms, pages and what an error looks like.

mod another_site;
mod assets;
mod done_or_again;
mod dress;
mod fault;
mod fault_page;
mod form;
mod health;
mod listen;
mod page;
mod route;
mod span;
mod templates;
mod visitor;

pub use another_site::another_site;
pub use assets::asset;
pub use done_or_again::done_or_again;
pub use dress::dress;
pub use fault::{Told, reference};
pub use fault_page::fault_page;
pub use form::{Form, Sent};
pub use health::{health, metrics, ready};
pub use listen::listen;
pub use page::{Page, attachment, see_other};
pub use route::{Allow, Route, get, head, post};
pub use span::RequestSpan;
pub use templates::Templates;
pub use visitor::{Grant, Role, Visitor};
