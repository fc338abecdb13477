//! `contingent export`: claims, figures or documents as a file for other programs, a row at a time.

use crate::asked::{known_of, today};
use crate::cli::Export as Args;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use crate::whole_file::WholeFile;
use anyhow::{Context, bail};
use contingent_record::{Access, Record};
use contingent_registry::Registry;
use contingent_view::{Export, Format, What};
use contingent_web::{Exported, export};
use jiff::civil::Date;
use std::io::Write;

/// Writes to the file, or to standard output.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let what = of(&What::ALL, &args.what)?;
    let format = of(&Format::ALL, &args.format)?;
    if !format.fits(what) {
        bail!("documents are at no place; export them as csv or jsonl");
    }
    if what == What::Series && args.mission.is_none() {
        bail!("figures are reckoned for one mission: name it");
    }
    let mut record = open(&args.place, Access::Read)?;
    let reading = || named(&args.place);
    match &args.output {
        Some(path) => {
            let file = Export::begin(WholeFile::create(path)?, what, format)
                .with_context(|| path.display().to_string())?;
            let file = rows(args, &mut record, what, file).with_context(reading)?;
            file.keep()?;
        }
        None => {
            let out = Export::begin(terminal::out(), what, format)?;
            rows(args, &mut record, what, out)?;
        }
    }
    Ok(Outcome::default())
}

fn of<T: Copy>(all: &[(&str, T)], name: &str) -> anyhow::Result<T> {
    let found = all.iter().find(|(n, _)| *n == name);
    found.map(|(_, t)| *t).context("there is no such export")
}

fn rows<W: Write>(
    args: &Args,
    record: &mut Record,
    what: What,
    mut out: Export<W>,
) -> anyhow::Result<W> {
    let known_on = args.days.known_on.unwrap_or_else(today);
    let asked = Exported {
        what,
        mission: args.mission.as_deref(),
        as_of: args.days.as_of.unwrap_or(known_on),
        known_on: match (what, args.days.known_on) {
            (What::Series, _) | (_, Some(_)) => known_on,
            // A document may say that it will be published.
            (_, None) => Date::MAX,
        },
    };
    if let (What::Series, Some(mission)) = (what, asked.mission) {
        known_of(record, &args.place, mission, known_on)?;
    }
    export(record, &Registry::embedded(), &asked, &mut out)?;
    Ok(out.end()?)
}
