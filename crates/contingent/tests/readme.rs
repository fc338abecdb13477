//! The README shows what the program prints today.
//!
//! `README=write cargo test -p contingent --test readme` puts today's output into it.

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{root, run_at_root};
use std::fs;

const OPEN: &str = "```console\n$ cargo run --release -- ";

#[test]
fn the_output_in_the_readme_is_that_of_the_program() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, after) = readme.split_once(OPEN).expect("the README shows a run");
    let (command, rest) = after.split_once('\n').unwrap();
    let (shown, after) = rest.split_once("```\n").unwrap();
    let run = run_at_root(&command.split(' ').collect::<Vec<_>>());
    assert_eq!(run.code, 0, "{run:?}");
    let printed = run.stdout.trim_end().to_owned() + "\n";
    if std::env::var_os("README").is_some() {
        fs::write(
            &path,
            format!("{before}{OPEN}{command}\n{printed}```\n{after}"),
        )
        .unwrap();
    } else {
        assert_eq!(
            shown, printed,
            "run this test with README=write to renew it"
        );
    }
}

/// The exit codes are documented in two places, in the same words.
#[test]
fn the_readme_and_the_help_agree_on_exit_codes() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = run_at_root(&["--help"]).stdout;
    let (_, codes) = help.split_once("Exit codes:\n").unwrap();
    for line in codes.lines().filter(|l| !l.trim().is_empty()) {
        let (code, meaning) = line.trim().split_once("  ").unwrap();
        let row = format!("| {code} | {} |", meaning.trim());
        assert!(readme.contains(&row), "the README has no row {row}");
    }
}
