//! `contingent show`: what the record knows of a mission on a day.

use crate::answer::Answer;
use crate::asked::{nothing_known, today};
use crate::cli::Show;
use crate::outcome::Outcome;
use crate::store::{keep, named, open};
use crate::terminal;
use anyhow::{Context, bail};
use contingent_reckon::{Rates, convert, reckon_of};
use contingent_record::Access;
use contingent_registry::Registry;
use std::io::Write;

/// Asks the record, reckons and prints.
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
    let known_on = args.days.known_on.unwrap_or_else(today);
    let as_of = args.days.as_of.unwrap_or(known_on);
    // Text needs no more than the latest of everything, which whoever asked before may have kept.
    let kept = if args.json || as_of != known_on {
        None
    } else {
        record
            .summary(mission, known_on)
            .with_context(|| named(&args.place))?
    };
    let mut state = None;
    let mut view = match kept {
        Some(view) => view,
        None => {
            state = Some((record.mission_state(mission)).with_context(|| named(&args.place))?);
            let known = record
                .known(mission, &[known_on])
                .with_context(|| named(&args.place))?;
            let recorded = known.on(0);
            if recorded.is_empty() {
                bail!("{}", nothing_known(&args.place, mission, known_on));
            }
            let view = reckon_of(mission, &recorded, as_of, known_on);
            // The end of the program frees them faster.
            std::mem::forget(known);
            view
        }
    };
    if let Some(file) = &args.rates {
        let about = || format!("the rates in {}", file.display());
        let text = std::fs::read_to_string(file).with_context(about)?;
        convert(&mut view, &Rates::parse(&text).with_context(about)?);
    }
    if args.json {
        serde_json::to_writer(&mut out, &view)?;
        writeln!(out)?;
    } else {
        let registry = Registry::embedded();
        let text = Answer::new(&registry, terminal::width(args.width)).show(&view);
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    if let Some(state) = state.filter(|_| args.rates.is_none() && args.days.known_on.is_none()) {
        keep(&args.place, view, &state);
    }
    Ok(Outcome::default())
}
