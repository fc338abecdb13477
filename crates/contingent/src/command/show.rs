//! `contingent show`: what the record knows of a mission on a day.

use crate::answer::Answer;
use crate::asked::{known_of, today};
use crate::cli::Show;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::Context;
use contingent_reckon::{Rates, convert, reckon};
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
    // Text needs no more than the latest of everything, which is kept ready for large missions.
    let kept = if args.json || as_of != known_on {
        None
    } else {
        record
            .summary(mission, known_on)
            .with_context(|| named(&args.place))?
    };
    let mut view = match kept {
        Some(view) => view,
        None => {
            let recorded = known_of(&mut record, &args.place, mission, known_on)?;
            reckon(mission, &recorded, as_of, known_on)
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
    Ok(Outcome::default())
}
