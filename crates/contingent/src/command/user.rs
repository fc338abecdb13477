//! `contingent user`: the accounts of `serve`.

use crate::cli::{User, Where};
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::{Context, bail};
use contingent_record::{Access, Account, AccountRole};
use contingent_web::hash_password;
use jiff::Timestamp;
use std::io::{BufRead, IsTerminal, Read, Write, stdin};

/// Makes, lists or closes accounts.
pub fn run(command: &User) -> anyhow::Result<Outcome> {
    match command {
        User::Add { name, role, place } => add(name, (*role).into(), place)?,
        User::List { place } => list(place)?,
        User::Close { name, place } => close(name, place)?,
    }
    Ok(Outcome::default())
}

fn add(name: &str, role: AccountRole, place: &Where) -> anyhow::Result<()> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        bail!("a name has between 1 and 60 letters");
    }
    let password = hash_password(&password()?)?;
    let account = Account {
        name: name.to_owned(),
        role,
        password,
        by: whoever(),
        at: String::new(),
    };
    let mut record = open(place, Access::Create)?;
    record
        .set_account(&account, Timestamp::now())
        .with_context(|| named(place))?;
    say(&format!("{name} is {role} of {}", place.record))
}

fn list(place: &Where) -> anyhow::Result<()> {
    let accounts = open(place, Access::Write)?
        .accounts()
        .with_context(|| named(place))?;
    if accounts.is_empty() {
        return say("There are no accounts; the record can be served to this machine only.");
    }
    for account in accounts {
        say(&format!(
            "{:<24} {:<9} since {} by {}",
            account.name,
            account.role.name(),
            account.at,
            account.by
        ))?;
    }
    Ok(())
}

fn close(name: &str, place: &Where) -> anyhow::Result<()> {
    let mut record = open(place, Access::Write)?;
    let accounts = record.accounts().with_context(|| named(place))?;
    let Some(account) = accounts.into_iter().find(|a| a.name == name) else {
        bail!("there is no account `{name}`; `contingent user list` shows them");
    };
    let closed = Account {
        role: AccountRole::Closed,
        by: whoever(),
        ..account
    };
    record
        .set_account(&closed, Timestamp::now())
        .with_context(|| named(place))?;
    say(&format!("{name} is closed"))
}

/// The first line of standard input. A password on the command line would be seen by every user of the machine.
fn password() -> anyhow::Result<String> {
    const LONGEST: u64 = 4096;
    if stdin().is_terminal() {
        anstream::eprint!("Password (it is shown while you type): ");
    }
    let mut line = String::new();
    stdin()
        .lock()
        .take(LONGEST)
        .read_line(&mut line)
        .context("cannot read the password")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Who is at the keyboard, for the trail.
fn whoever() -> String {
    let user = std::env::var("USER").or_else(|_| std::env::var("USERNAME"));
    user.map_or_else(
        |_| "command line".to_owned(),
        |name| format!("{name} (command line)"),
    )
}

fn say(line: &str) -> anyhow::Result<()> {
    let mut out = terminal::out();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
