//! `contingent judgements`: taken from one record to another.

use crate::cli::Judgements;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::Context;
use contingent_record::{Access, JudgementLine};
use jiff::Timestamp;
use std::io::{Read, Write};
use std::path::Path;

/// Exports or imports.
pub fn run(args: &Judgements) -> anyhow::Result<Outcome> {
    let mut out = terminal::out();
    match args {
        Judgements::Export { place } => {
            let mut record = open(place, Access::Read)?;
            for line in record.judgement_lines().with_context(|| named(place))? {
                writeln!(out, "{}", serde_json::to_string(&line)?)?;
            }
        }
        Judgements::Import { file, place } => {
            let lines = lines(file)?;
            let mut record = open(place, Access::Write)?;
            let added = record
                .import_judgements(&lines, Timestamp::now())
                .with_context(|| named(place))?;
            let known = lines.len() - added;
            writeln!(
                out,
                "{added} judgements added to {}; {known} were there already.",
                place.record
            )?;
        }
    }
    out.flush()?;
    Ok(Outcome::default())
}

fn lines(file: &Path) -> anyhow::Result<Vec<JudgementLine>> {
    let text = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    let text = text.with_context(|| format!("cannot read {}", file.display()))?;
    (text.lines().zip(1..))
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(line, number)| {
            serde_json::from_str(line)
                .with_context(|| format!("{} line {number} is no judgement", file.display()))
        })
        .collect()
}
