//! Randomise once, lock, reveal; `receives` is the only way to ask who gets what.
