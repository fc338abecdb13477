//! `contingent show`: what the record knows of a mission.

use crate::cli::Show;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::{Context, bail};
use contingent_reckon::{Content, Recorded, Verdict};
use contingent_record::Access;
use jiff::civil::Date;
use std::io::Write;

/// Asks the record and prints.
pub fn run(args: &Show) -> anyhow::Result<Outcome> {
    let mut record = open(&args.place, Access::Read)?;
    let mut out = terminal::out();
    let Some(mission) = &args.mission else {
        for size in record.missions().with_context(|| named(&args.place))? {
            writeln!(out, "{:<24} {:>7} documents", size.mission, size.documents)?;
        }
        out.flush()?;
        return Ok(Outcome::default());
    };
    let known_on = args.days.known_on.unwrap_or(Date::MAX);
    let kept = record
        .mission(mission, known_on)
        .with_context(|| named(&args.place))?;
    if kept.is_empty() {
        bail!(
            "{} knows nothing of `{mission}`; `contingent show` lists the missions it knows",
            named(&args.place)
        );
    }
    let mut lines: Vec<_> = kept.iter().filter_map(strength).collect();
    lines.sort();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(Outcome::default())
}

/// One strength claim as it stands; nothing for another type or a rejected one.
fn strength(one: &Recorded) -> Option<String> {
    let claim = match one.judgement.as_ref().map(|j| &j.verdict) {
        Some(Verdict::Reject) => return None,
        Some(Verdict::Correct(fields)) => one.claim.corrected(fields).ok()?,
        _ => one.claim.clone(),
    };
    let Content::Strength(strength) = &claim.content else {
        return None;
    };
    let value = claim.to_value();
    let word = |field: &str| value[field].as_str().unwrap_or("-").to_owned();
    let count = strength.count.as_ref().map_or("-", |count| &count.text);
    let date = match &claim.date {
        Some(date) => date.to_string(),
        None => format!("({})", one.document.known),
    };
    Some(format!(
        "{date:<24} {:<10} {:<12} {:<10} {count:<16} {}  {}",
        strength.contributor.words(),
        word("status"),
        word("measure"),
        one.claim_id,
        one.document.title,
    ))
}
