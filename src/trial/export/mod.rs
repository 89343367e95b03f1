//! The data of a trial for whoever analyses them: tidy files by trial id with their codebook and a reading script each for R and Stata.
//! Names, e-mail and home addresses, staff references, names of places and what was written in words of one's own stay here; the arm
//! goes along only where whoever takes it may see the arms, or the trial has ended ([`source`]). Each export is one act, with its
//! reason and the hash of every file on the audit log ([`make`]), and made again of the same data it is the same to the byte.

mod codebook;
mod codes;
mod dose;
mod events;
pub mod file;
mod hide;
pub mod make;
mod outcomes;
pub mod pack;
pub mod pages;
mod participants;
mod r_script;
mod readme;
mod source;
mod stata_script;
mod surveys;
