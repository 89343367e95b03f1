//! The codebook of events, the append-only record, and the funnel that counts it.
