//! The sub-commands, each in its own file.

mod explain;
mod help;
mod mentions;
mod page;
mod parse;
mod read;
mod rules;
mod score;

use crate::cli::Command;
use crate::outcome::Outcome;

/// Does what was typed.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Read(args) => read::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Page(args) => page::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Mentions(args) => mentions::run(&args),
        Command::Rules(args) => rules::run(args),
        Command::Score(args) => score::run(&args),
        Command::Help { topic } => help::run(topic.as_deref()),
    }
}
