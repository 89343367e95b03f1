//! A house of its own for each story: its database, a clock that stands still, a tray in memory, and people who act
//! through the pages.

mod answers;
mod command;
mod database;
mod house;
mod mail_host;
mod note;
pub mod notify;
mod someone;
mod trial;

pub use answers::{answer, exchange, line};
pub use command::Said;
pub use database::Engine;
pub use house::{WEBHOOK_KEY, World};
pub use mail_host::{Does, MailHost};
pub use note::invitation;
pub use someone::{Seen, Someone, option};
pub use trial::{council, in_arm};

/// One story, told on both engines. PostgreSQL's telling waits for `tests/run`, which starts one.
#[macro_export]
macro_rules! story {
    ($name:ident, |$world:ident| $body:block) => {
        $crate::story!(@told $name, tell, |$world| $body);
    };
    ($name:ident, without a carrier, |$world:ident| $body:block) => {
        $crate::story!(@told $name, tell_without_a_carrier, |$world| $body);
    };
    ($name:ident, in a trial run, |$world:ident| $body:block) => {
        $crate::story!(@told $name, tell_in_a_trial_run, |$world| $body);
    };
    ($name:ident, with wording, |$world:ident| $body:block) => {
        $crate::story!(@told $name, tell_with_wording, |$world| $body);
    };
    (@told $name:ident, $tell:ident, |$world:ident| $body:block) => {
        fn $name($world: &$crate::world::World) $body

        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::world::World::$tell($crate::world::Engine::Sqlite, super::$name);
            }

            #[test]
            #[ignore = "needs PostgreSQL"]
            fn on_postgres() {
                $crate::world::World::$tell($crate::world::Engine::Postgres, super::$name);
            }
        }
    };
}
