//! What every room stands on. Nothing here knows an intervention.

