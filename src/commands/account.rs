//! `hearten account add`: lets somebody in who is on no roster: an administrator, a researcher, a coordinator.

use std::{path::Path, process::ExitCode};

use clap::{Args, Subcommand};

use crate::floor::{
    audit::{self, Act},
    auth,
    error::{Error, Result},
    web::Role,
};

/// Accounts of people who are on no roster.
#[derive(Debug, Args)]
pub struct Words {
    #[command(subcommand)]
    act: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make an account and give it a role; both are harmless to repeat.
    Add {
        /// Their e-mail address: the key to sign in is sent there.
        email: String,
        /// Their name, as pages greet them.
        #[arg(long)]
        name: String,
        /// administrator, programme lead, researcher, coordinator, senior leader or team manager. May be given again.
        #[arg(long, required = true)]
        role: Vec<String>,
    },
}

pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let Verb::Add { email, name, role } = &words.act;
    if email.parse::<lettre::Address>().is_err() {
        return Err(Error::invalid("email", format!("“{email}” is not an e-mail address.")));
    }
    let roles = role.iter().map(|role| role.parse()).collect::<Result<Vec<Role>>>()?;
    let floor = super::floor(config)?;
    floor.db.write(|conn| {
        let account = auth::make_account(conn, &floor, email, name, None)?;
        for role in roles {
            auth::grant(conn, &floor, &account, role, None)?;
            audit::write(
                conn,
                floor.clock.now(),
                &Act::new("command line", "role.given", &account).because(role.name()),
            )?;
        }
        Ok(())
    })?;
    println!("{email} can now sign in.");
    Ok(ExitCode::SUCCESS)
}
