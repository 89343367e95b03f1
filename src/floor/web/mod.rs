//! How pages are served: the route table's types, who is visiting, forms, pages and what an error looks like.

mod fault;
mod form;
mod page;
mod route;
mod templates;
mod visitor;

pub use fault::{Told, reference};
pub use form::{Form, Sent};
pub use page::{Page, attachment, see_other};
pub use route::{Allow, Route, get, mount, post};
pub use templates::Templates;
pub use visitor::{Grant, Role, Visitor};
