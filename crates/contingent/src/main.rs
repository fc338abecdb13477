//! The program `contingent`: hands documents to the readers and shows what they found.
//!
//! Everything that touches the world is here: files, threads, the terminal, exit codes. What a page,
//! a sentence or a claim is, the crates below know; this one only carries things from one to the next.

mod answer;
mod asked;
mod cli;
mod command;
mod crash;
mod example;
mod found_table;
mod input;
mod outcome;
mod png;
mod pool;
mod score;
mod store;
mod stream;
mod table;
mod terminal;
mod way;
mod whole_file;
mod why;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    crash::keep_quiet();
    let cli = cli::Cli::parse();
    terminal::choose_colours(cli.color);
    match command::run(cli.command) {
        Ok(outcome) => outcome.code(),
        Err(error) => outcome::refuse(&error),
    }
}
