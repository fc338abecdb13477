//! `contingent judge`: what somebody decided about a claim.

use crate::cli::{Judge, JudgeVerdict, Judged};
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::{Context, bail};
use contingent_record::{Access, Judgement, Verdict, correction};
use jiff::Timestamp;
use std::io::Write;

/// Writes the judgement down and gives its name, by which it can be taken back.
pub fn run(args: Judge) -> anyhow::Result<Outcome> {
    let (what, verdict, set) = match args.verdict {
        JudgeVerdict::Accept { what } => (what, Verdict::Accept, Vec::new()),
        JudgeVerdict::Correct { what, set } => (what, Verdict::Correct, set),
        JudgeVerdict::Reject { what } => (what, Verdict::Reject, Vec::new()),
        JudgeVerdict::Note { what } => (what, Verdict::Note, Vec::new()),
        JudgeVerdict::Undo { what } => (what, Verdict::Undo, Vec::new()),
    };
    if what.by.trim().is_empty() {
        bail!("a judgement needs somebody's name: --by NAME");
    }
    if verdict == Verdict::Note && what.note.is_none() {
        bail!("a note needs words: --note TEXT");
    }
    let judgement = judged(&what, verdict, &set).with_context(|| named(&what.place))?;
    let mut out = terminal::out();
    writeln!(
        out,
        "judgement {}: {} {} by {} at {}",
        judgement.uid,
        judgement.verdict.name(),
        judgement.claim,
        judgement.by,
        judgement.at
    )?;
    out.flush()?;
    Ok(Outcome::default())
}

fn judged(what: &Judged, verdict: Verdict, set: &[String]) -> anyhow::Result<Judgement> {
    let mut record = open(&what.place, Access::Write)?;
    let (note, by, now) = (what.note.as_deref(), what.by.trim(), Timestamp::now());
    if verdict == Verdict::Undo {
        return Ok(record.undo(&what.id, note, by, now)?);
    }
    let claim = record.claim(&what.id)?;
    let correction = match verdict {
        Verdict::Correct => Some(correction(claim.claim.kind, set)?),
        _ => None,
    };
    Ok(record.judge(&claim, verdict, correction, note, by, now)?)
}
