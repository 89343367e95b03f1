//! Schwartz Rounds: an hour in which staff of every kind hear how the work feels. Staff book with one press and with cover; the
//! right people are in the room; nothing said in it is ever kept.
//!
//! A series ([`series`]) plans a year of Rounds ([`round`]) by a rule ([`dates`]). Each is announced ([`announce`]), moved or
//! cancelled ([`change`]). Everyone invited has a place ([`place`]): booked ([`book`]), given back ([`decline`]), offered on
//! ([`offer`]), looked over as time goes by ([`tend`]). Who gets a seat is in [`seats`]; who would rather not sit with their own
//! line, in [`line`]; who covers meanwhile, in [`cover`], and hears when they are let go ([`release_cover`]). Those who lead ([`leaders`]) have
//! their own meetings ([`meeting`]), with a [`panel`] for each Round.
//!
//! On the day people are ticked off ([`attendance`]), tick themselves off ([`check_in`]), or come unasked ([`walk_in`]). Then a
//! Round was [`held`], somebody looks in on whoever found it hard ([`follow_up`]), everybody is asked how it was ([`feedback`]),
//! and the licensor is told ([`summary`]).
//!
//! How many came is in [`came`], what it all cost in [`cost`], and pictures of a year in [`figures`].

pub mod account;
pub mod announce;
pub mod ask_cover;
pub mod bench;
pub mod book;
pub mod came;
pub mod change;
pub mod cost;
pub mod cover;
pub mod dates;
pub mod decline;
pub mod entry;
pub mod erase_person;
pub mod figures;
pub mod invite;
mod invite_back;
pub mod leaders;
pub mod licence;
pub mod line;
pub mod mailing;
pub mod meet;
pub mod meeting;
pub mod new_series;
pub mod offer;
pub mod pages;
pub mod panel;
pub mod place;
mod record;
pub mod release_cover;
pub mod reply;
pub mod round;
pub mod seating;
pub mod seats;
pub mod series;
pub mod set_aside;
pub mod store;
pub mod tell;
pub mod tell_leaders;
pub mod tend;

// The day, and what comes after it.
pub mod attendance;
pub mod check_in;
pub mod feedback;
pub mod follow_up;
pub mod held;
pub mod summary;
pub mod walk_in;
pub mod worries;
