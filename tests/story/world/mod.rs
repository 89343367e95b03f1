//! A house of its own for each story: its database, a clock that stands still, a tray in memory, and people who act
//! through the pages.

mod database;
mod house;
mod someone;

pub use database::Engine;
pub use house::World;
pub use someone::{Seen, Someone};

/// One story, told on both engines. PostgreSQL's telling waits for `tests/run`, which starts one.
#[macro_export]
macro_rules! story {
    ($name:ident, |$world:ident| $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "each story takes from its file what it needs")]
            use super::*;

            fn told($world: &$crate::world::World) $body

            #[test]
            fn on_sqlite() {
                $crate::world::World::tell($crate::world::Engine::Sqlite, told);
            }

            #[test]
            #[ignore = "needs PostgreSQL"]
            fn on_postgres() {
                $crate::world::World::tell($crate::world::Engine::Postgres, told);
            }
        }
    };
}
