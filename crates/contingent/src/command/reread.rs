//! `contingent reread`: every document of the record once more, with today's rules.

use crate::cli::Reread;
use crate::crash::caught;
use crate::outcome::Outcome;
use crate::pool;
use crate::store::{named, open};
use crate::terminal;
use crate::way::Way;
use anyhow::Context;
use contingent_record::{Access, Prepared, ReaderStamp, Record, RecordError};
use contingent_text::Document;
use jiff::Timestamp;
use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::thread;

/// Documents written together.
const BATCH: usize = 64;

/// Reads what was not yet read by these rules, so that a run that was broken off is carried on.
pub fn run(args: &Reread) -> anyhow::Result<Outcome> {
    let way = Way::open(&args.knowledge)?;
    let mut record = open(&args.place, Access::Write)?;
    let source = Unread {
        record: open(&args.place, Access::Read)?,
        by: way.stamp().clone(),
        after: 0,
        ready: Vec::new(),
    };
    let threads = (args.threads)
        .or_else(|| thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN);
    let mut outcome = Outcome::default();
    let mut changed = 0;
    let mut waiting = Vec::new();
    let mut failed: Option<RecordError> = None;
    let mut write = |waiting: &mut Vec<(i64, Prepared)>| {
        let done = record.read_again(waiting, way.stamp(), Timestamp::now())?;
        waiting.clear();
        changed += done.into_iter().filter(|new| *new).count();
        Ok(())
    };
    pool::in_order(
        threads,
        source,
        || way.reader(),
        |reader, item: Result<(i64, Document), RecordError>| {
            let (id, document) = item.map_err(Trouble::Record)?;
            let name = document.id.clone();
            let read = caught(|| reader.prepared(&document)).and_then(|read| read);
            match read {
                Ok(prepared) => Ok((id, prepared)),
                Err(message) => {
                    *reader = way.reader();
                    Err(Trouble::Document(format!("{name}: {message}")))
                }
            }
        },
        |result| {
            match result {
                Ok(one) => {
                    outcome.read += 1;
                    waiting.push(one);
                    if waiting.len() >= BATCH
                        && let Err(error) = write(&mut waiting)
                    {
                        failed = Some(error);
                    }
                }
                Err(Trouble::Document(message)) => {
                    outcome.failed += 1;
                    anstream::eprintln!("error: {message}");
                }
                Err(Trouble::Record(error)) => failed = Some(error),
            }
            match failed {
                None => ControlFlow::Continue(()),
                Some(_) => ControlFlow::Break(()),
            }
        },
    );
    if failed.is_none() {
        failed = write(&mut waiting).err();
    }
    if let Some(error) = failed {
        return Err(error).with_context(|| named(&args.place));
    }
    let mut out = terminal::out();
    writeln!(
        out,
        "{} documents read again; the claims of {changed} changed.",
        outcome.read
    )?;
    out.flush()?;
    Ok(outcome)
}

/// Why there is no result.
enum Trouble {
    /// One document could not be read; the run goes on.
    Document(String),
    /// The record failed; the run ends.
    Record(RecordError),
}

/// The documents that these rules have not read, taken from the record some at a time.
struct Unread {
    record: Record,
    by: ReaderStamp,
    after: i64,
    ready: Vec<(i64, Document)>,
}

impl Iterator for Unread {
    type Item = Result<(i64, Document), RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        const AT_ONCE: i64 = 100;
        if self.ready.is_empty() {
            match self.record.unread(&self.by, self.after, AT_ONCE) {
                Ok(ready) => self.ready = ready,
                Err(error) => return Some(Err(error)),
            }
            self.after = self.ready.last().map_or(self.after, |(id, _)| *id);
            self.ready.reverse();
        }
        self.ready.pop().map(Ok)
    }
}
