//! The command line, on the house's own database.

use std::{
    fs,
    process::{Child, Command, Stdio},
};

use super::World;

/// What a command said, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl World {
    /// Runs `hearten` with these words.
    pub fn hearten(&self, words: &[&str]) -> Said {
        self.hearten_with(words, "")
    }

    /// The same, with further settings.
    pub fn hearten_with(&self, words: &[&str], more: &str) -> Said {
        let done = self.command_with(words, more).output().unwrap();
        Said {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// A worker in a process of its own, that can be killed.
    pub fn worker_process(&self) -> Child {
        self.worker_process_with("")
    }

    /// The same, with further settings.
    pub fn worker_process_with(&self, more: &str) -> Child {
        let mut command = self.command_with(&["serve", "--only", "worker"], more);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    fn command_with(&self, words: &[&str], more: &str) -> Command {
        let settings = format!(
            "[database]\nurl = \"{}\"\n[secrets]\nserver_key = \"{}\"\nvault_keys = [\"{}\"]\n{more}",
            self.database.url(),
            hex::encode([7; 32]),
            hex::encode([8; 32]),
        );
        fs::write(self.dir().join("hearten.toml"), settings).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_hearten"));
        command.args(words).current_dir(self.dir()).env_remove("HEARTEN_CONFIG");
        command
    }
}
