//! `contingent help`: a command's options, or a topic of the guide.

use crate::cli::Cli;
use crate::outcome::Outcome;
use crate::terminal;
use clap::CommandFactory;
use contingent_claim::{ClaimType, Core, Domain};
use std::fmt::Write as _;
use std::io::Write;

/// Prints what is known of `topic`; the program's help when none is given.
pub fn run(topic: Option<&str>) -> anyhow::Result<Outcome> {
    let text = match topic {
        None => Cli::command().render_long_help().ansi().to_string(),
        Some("claims") => claims(),
        Some("inputs") => INPUTS.to_owned(),
        Some("rules") => RULES.to_owned(),
        Some(name) => {
            let mut program = Cli::command();
            program.build();
            let Some(command) = program.find_subcommand_mut(name) else {
                anyhow::bail!(
                    "there is no help on `{name}`; try a command, or claims, inputs, rules"
                );
            };
            command.render_long_help().ansi().to_string()
        }
    };
    let mut out = terminal::out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::default())
}

/// The nine claim types, from their schema.
fn claims() -> String {
    let mut text = String::from(
        "A claim is one thing that a document says, with the words that say so. There are nine types.\n\
         Fields marked * decide whether two claims are the same. All types also have date (EDTF), date_basis,\n\
         said_by and evidence.\n",
    );
    for kind in ClaimType::ALL {
        let _ = writeln!(text, "\n{kind}: {}", kind.about());
        for field in kind.fields() {
            let core = if field.core == Core::No { " " } else { "*" };
            let _ = writeln!(text, "  {core} {:<12} {}", field.name, field.about);
            if let Domain::OneOf(words) = field.domain {
                for line in textwrap::wrap(&words.join(", "), 80) {
                    let _ = writeln!(text, "{:17}{line}", "");
                }
            }
        }
    }
    text
}

/// The reference page of the rule language, which the guide shows too.
const RULES: &str = include_str!("../../../../docs/rules.md");

const INPUTS: &str = "\
A file is a document: a page saved as HTML or as plain text, furniture and all. Its claims carry the
file's name (the path as given, when two files of the call have one name).

A .jsonl or .ndjson file is many documents, one JSON object a line, read as it streams in:
  id         the name its claims carry; FILE:LINE when there is none
  title      the headline
  published  2025-04-14 or 2025-04-14T13:39+03:00; `date` is read too
  text       the body, kept as it is: offsets of claims point into it
  url, publisher, language   where known; a document whose language is not English is not read
Other keys are passed over. A line that is no such object is reported with its number and skipped.

- is standard input: many documents when it begins with {, one page otherwise.
Anything packed with gzip, xz or zstd is unpacked on the way. A line may have 8 MiB, a page 32 MiB.
";
