//! The sub-commands, each in its own file.

mod add;
mod chart;
mod diff;
mod explain;
mod export;
mod help;
mod judge;
mod judgements;
mod mentions;
mod page;
mod parse;
mod read;
mod record;
mod reread;
mod rules;
mod score;
mod serve;
mod show;
mod user;
mod why;

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
        Command::Add(args) => add::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Chart(args) => chart::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Judge(args) => judge::run(args),
        Command::Judgements(args) => judgements::run(&args),
        Command::Reread(args) => reread::run(&args),
        Command::Record(args) => record::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::User(args) => user::run(&args),
        Command::Help { topic } => help::run(topic.as_deref()),
    }
}
