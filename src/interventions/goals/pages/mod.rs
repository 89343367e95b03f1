//! The pages of goal-setting: who, what, do, show.

mod half_link;
mod instead;
mod live;
mod me_link;
mod mine;
mod mine_contact;
mod new_run;
mod one_run;
mod own;
mod paper;
mod paper_link;
mod runs;
mod stop;
mod team;
mod team_link;
mod team_wish;
mod waits;
mod week;
mod week_acts;
mod words;

use crate::floor::web::Role;

/// Who takes the course.
pub const TAKE: &[Role] = &[Role::SocialWorker];
/// Who agrees to times.
pub const AGREE: &[Role] = &[Role::TeamManager];

pub use half_link::{open_half_link, show_half_link};
pub use instead::agree_instead;
pub use live::take_team_live;
pub use me_link::{open_me_link, show_me_link};
pub use mine::{show_mine, take_first_step};
pub use mine_contact::{change_feed, choose_contact, leave_out, show_contact};
pub use new_run::{set_up_run, show_new_run};
pub use one_run::{propose_times, show_run};
pub use paper::{make_paper, take_paper};
pub use paper_link::{open_paper_link, show_paper_link};
pub use runs::show_runs;
pub use stop::{show_stop, stop};
pub use team::{keep_team, show_team};
pub use team_link::{open_team_link, show_team_link};
pub use team_wish::settle_team_wish;
pub use waits::waits;
pub use week::{show_slot, show_week};
pub use week_acts::{
    begin_slot, begin_week, keep_slot, keep_week, move_slot, move_week, send_my_link, skip_slot, skip_week,
};
pub use words::{keep_words, show_words};
