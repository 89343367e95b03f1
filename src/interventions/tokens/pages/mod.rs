//! The pages of tokens: who, what, do, show.

mod acts;
mod card;
mod costs;
mod file;
mod new_plan;
mod one;
mod plans;
mod seen_to;
mod shown;
mod stock;
mod tell;
mod waits;

pub use acts::{say_back, say_delivered, say_gone, say_out, say_set_up};
pub use card::{make_card, take_card};
pub use costs::{note_cost, take_cost_back};
pub use file::buildings_file;
pub use new_plan::{set_up_plan, show_new_plan};
pub use one::show_token;
pub use plans::{place_more, show_plan, show_plans};
pub use seen_to::{close_fault, settle_note};
pub use stock::{keep_delivery, say_used_up};
pub use tell::{send_fault, show_fault_page, show_told};
pub use waits::waits;
