//! The pages of letters: who, what, do, show.

mod fallback;
mod lines;
mod lines_link;
mod new_round;
mod one_round;
mod rounds;
mod waits;

pub use fallback::{keep_fallback, show_fallback};
pub use lines::{keep_lines, show_lines};
pub use lines_link::{open_lines_link, show_lines_link};
pub use new_round::{set_up_round, show_new_round};
pub use one_round::{ask_managers, show_round};
pub use rounds::show_rounds;
pub use waits::waits;
