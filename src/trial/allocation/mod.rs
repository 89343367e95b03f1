//! Randomise once, lock, reveal; `receives` is the only way to ask who gets what.
//!
//! Pure: [`interventions`], [`scheme`], [`method`] and [`seed`] (settings), [`draw`], [`randomise`], [`minimise`] and [`constrain`] (chance), [`list`]
//! (the written form), [`seal`], [`balance`] and [`household`]. Acts: [`set_up`], [`preview`], [`allocate`], [`lock`], [`reveal`], [`sight`], [`verify`], [`receives`].

pub mod allocate;
pub mod balance;
pub mod bench;
pub mod built_on;
pub mod change;
pub mod constrain;
pub mod draw;
pub mod early;
pub mod end;
mod excluded;
mod faults;
pub mod frame;
pub mod given;
pub mod household;
pub mod interventions;
pub mod list;
pub mod lock;
mod looked_at;
pub mod method;
pub mod minimise;
pub mod pages;
pub mod pair;
pub mod preview;
pub mod prospect;
pub mod randomise;
mod read_method;
mod read_scheme;
pub mod receives;
pub mod reveal;
pub mod said;
pub mod scheme;
pub mod seal;
pub mod seed;
pub mod set_up;
pub mod sight;
mod store;
pub mod stored;
pub mod trial;
pub mod unfit;
pub mod verify;
mod whole;
