//! `contingent diff`: what is known of a mission today and was not, or was otherwise, on an earlier day.

use crate::answer::Answer;
use crate::asked::{nothing_known, today};
use crate::cli::Diff;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use anyhow::{Context, anyhow, bail};
use contingent_reckon::{diff, reckon_of};
use contingent_record::Access;
use contingent_registry::Registry;
use std::io::Write;

/// Reckons both days and prints what differs.
pub fn run(args: &Diff) -> anyhow::Result<Outcome> {
    let mut record = open(&args.place, Access::Read)?;
    let until = args.until.unwrap_or_else(today);
    let mission = &args.mission;
    let known = record
        .known(mission, &[args.since, until])
        .with_context(|| named(&args.place))?;
    // Nothing may have been known on the earlier day.
    let (then, now) = (known.on(0), known.on(1));
    if now.is_empty() {
        bail!("{}", nothing_known(&args.place, mission, until));
    }
    // Two days of a large mission are two threads' work.
    let (since, now) = std::thread::scope(|scope| {
        let since = scope.spawn(|| reckon_of(mission, &then, args.since, args.since));
        let now = reckon_of(mission, &now, until, until);
        (since.join(), now)
    });
    let since = since.map_err(|_| anyhow!("the earlier day could not be reckoned"))?;
    let changes = diff(&since, &now);
    // The end of the program frees all of it faster.
    std::mem::forget((known, since, now));
    let mut out = terminal::out();
    if args.json {
        for change in &changes {
            serde_json::to_writer(&mut out, change)?;
            writeln!(out)?;
        }
    } else if changes.is_empty() {
        writeln!(out, "Nothing changed between {} and {until}.", args.since)?;
    } else {
        let registry = Registry::embedded();
        let answer = Answer::new(&registry, terminal::width(args.width));
        let mut text = String::new();
        for change in &changes {
            let at = change
                .at
                .map_or_else(|| " ".repeat(10), |day| day.to_string());
            answer.wrapped(
                &mut text,
                "  ",
                &format!("{at}  {}: {}", change.subject, change.words),
            );
        }
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::default())
}
