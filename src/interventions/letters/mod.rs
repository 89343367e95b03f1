//! Appreciation letters: two lines from the manager, signed by a senior leader, posted home.
