//! `contingent record`: the record itself.

use crate::cli::RecordDeed;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::Context;
use contingent_record::Access;
use std::io::Write;

/// Checks the record and lists what is wrong.
pub fn run(args: &RecordDeed) -> anyhow::Result<Outcome> {
    let RecordDeed::Check { place } = args;
    let mut record = open(place, Access::Read)?;
    let findings = record.check().with_context(|| named(place))?;
    let mut out = terminal::out();
    for line in &findings.wrong {
        writeln!(out, "wrong: {line}")?;
    }
    writeln!(
        out,
        "{} documents, {} readings, {} claims, {} judgements: {}.",
        findings.documents,
        findings.readings,
        findings.claims,
        findings.judgements,
        match findings.wrong.len() {
            0 => "whole".to_owned(),
            1 => "1 fault".to_owned(),
            n => format!("{n} faults"),
        }
    )?;
    out.flush()?;
    Ok(Outcome {
        check_failed: !findings.wrong.is_empty(),
        ..Outcome::default()
    })
}
