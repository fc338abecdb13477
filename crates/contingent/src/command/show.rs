//! `contingent show`: what the record knows of a mission.

use crate::cli::Show;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::{Context, bail};
use contingent_claim::{Claim, ClaimType, Value};
use contingent_record::{Access, Kept, Verdict, corrected};
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

fn strength(kept: &Kept) -> Option<String> {
    let rejected = kept.judgements.iter().any(|j| j.verdict == Verdict::Reject);
    if kept.claim.kind != ClaimType::Strength || rejected {
        return None;
    }
    let correction = kept
        .judgements
        .iter()
        .rev()
        .find_map(|j| j.correction.as_deref());
    let claim: Claim = correction.map_or_else(|| kept.claim.clone(), |c| corrected(&kept.claim, c));
    let text = |field: &str| claim.text(field).unwrap_or("-").to_owned();
    let count = match claim.get("count") {
        Some(Value::Quantity(amount)) => amount.text.to_string(),
        _ => "-".to_owned(),
    };
    let date = claim
        .date
        .as_ref()
        .map_or_else(|| format!("({})", kept.document.known), ToString::to_string);
    Some(format!(
        "{date:<24} {:<10} {:<12} {:<10} {count:<16} {}  {}",
        text("contributor"),
        text("status"),
        text("measure"),
        kept.id,
        kept.document.name,
    ))
}
