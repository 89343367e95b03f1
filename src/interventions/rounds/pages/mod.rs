//! The pages of Rounds: who, what, do, show.

mod announced;
mod costs;
mod cover_link;
mod figures;
mod leaders;
mod meetings;
mod new_series;
mod one_round;
mod one_series;
mod panel;
mod place;
mod place_link;
mod shown;
mod stop;
mod time_and_place;

// The day, and what comes after it.
mod after;
mod attendance;
mod feedback;
mod feedback_link;
mod here;
mod summary;

use crate::floor::web::Role;

/// Who has a place.
pub const COME: &[Role] = &[Role::SocialWorker];

pub use announced::{announce_round, check_announce};
pub use costs::{note_cost, show_costs, take_cost_back, take_proposal};
pub use cover_link::{answer_cover, show_cover};
pub use figures::{figures_file, show_figures};
pub use leaders::{keep_leader, renew_licence, show_leader, take_leader_away};
pub use meetings::{call_meeting_off, call_steering, show_meetings};
pub use new_series::{set_up_series, show_new_series};
pub use one_round::{cancel_round, check_cancel, describe_round, show_round};
pub use one_series::{show_all_series, show_series};
pub use panel::{ask_onto_panel, call_preparation, show_panel, show_run_sheet, take_off_panel};
pub use place::{book_place, decline_place, name_cover, say_line, show_place};
pub use place_link::{open_place_link, show_place_link};
pub use stop::{show_stop, stop};
pub use time_and_place::{move_round_to, show_move};

pub use after::{add_follow_up, keep_debriefs, say_followed_up, say_held, show_after};
pub use attendance::{keep_attendance, show_attendance, show_sheet, show_wall};
pub use feedback::{keep_paper, settle_comment, show_comments, show_feedback, show_paper};
pub use feedback_link::{send_feedback, show_feedback_form, show_feedback_sent};
pub use here::{say_here, say_here_at_place, show_here};
pub use summary::{show_summary, take_summary};
