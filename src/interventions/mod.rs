//! What a social worker experiences. A slice may use `trial` and `floor`, never another slice.

pub mod goals;
pub mod letters;
pub mod rounds;
pub mod tokens;
