//! The pages of letters: who, what, do, show.

mod chase;
mod colleague;
mod compose;
mod fallback;
mod hand_on;
mod hold;
mod lines;
mod lines_link;
mod managers;
mod new_round;
mod nobody;
mod one_round;
mod pack;
mod posted;
mod returned;
mod rounds;
mod sign;
mod sign_link;
mod suggest;
mod suggestion;
mod waits;
mod waits_to_sign;

pub use chase::{move_deadline, remind_now, show_deadline};
pub use colleague::{ask_colleague_for, ask_colleague_own, show_colleagues_for, show_colleagues_own};
pub use compose::compose_letters;
pub use fallback::{keep_fallback, show_fallback};
pub use hand_on::{
    check_hand_on, hand_on_for, hand_on_own, show_hand_on_for, show_hand_on_own, take_back_for, take_back_own,
};
pub use hold::{hold_letter, release_letter, withdraw_letter};
pub use lines::{keep_handed_lines, keep_lines, show_handed_lines, show_lines};
pub use lines_link::{open_lines_link, show_lines_link};
pub use new_round::{set_up_round, show_new_round};
pub use nobody::{close_lines, show_nobody};
pub use one_round::{ask_managers, show_round};
pub use pack::{make_pack, show_pack, take_from_pack};
pub use posted::{check_posted, mark_posted};
pub use returned::note_returned;
pub use rounds::show_rounds;
pub use sign::{show_sign, sign_letters};
pub use sign_link::{open_sign_link, show_sign_link};
pub use suggest::{keep_suggest, open_suggest_link, show_suggest, show_suggest_link};
pub use suggestion::{settle_suggestion, show_suggestion};
pub use waits::waits;
pub use waits_to_sign::waits_to_sign;
