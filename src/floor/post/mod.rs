//! The way out for letters on paper: a carrier that prints and posts a PDF, GOV.UK Notify. Nothing here knows what a letter
//! says or whose it is; its content, its address and the key never reach a log.

mod answer;
mod bucket;
mod fault;
mod key;
mod notify;
mod settings;
mod status;
mod token;

use std::sync::{Arc, OnceLock};

pub use answer::{Accepted, Seen};
pub use bucket::Pause;
pub use fault::Fault;
pub use notify::Notify;
pub use settings::{Postage, Settings};
pub use status::Status;

use super::error::Result;

/// The carrier of this installation, made when it is first wanted and then shared, with its count of what it was asked.
#[derive(Debug, Clone, Default)]
pub struct Post(Arc<OnceLock<Notify>>);

impl Post {
    /// # Errors
    /// `Invalid`, which names the setting, where no carrier is set up or its settings are not sound.
    pub fn carrier(&self, settings: &Settings) -> Result<&Notify> {
        if let Some(ready) = self.0.get() {
            return Ok(ready);
        }
        let made = Notify::new(settings)?;
        Ok(self.0.get_or_init(|| made))
    }
}
