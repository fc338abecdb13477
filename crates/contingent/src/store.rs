//! The record as the commands use it: opened with its name in every error, written some documents at a time.

use crate::cli::Where;
use anyhow::Context;
use contingent_reckon::MissionView;
use contingent_record::{Access, Added, MissionState, Prepared, ReaderStamp, Record};
use jiff::Timestamp;
use std::time::{Duration, Instant};

/// Opens the record of a call.
pub fn open(place: &Where, access: Access) -> anyhow::Result<Record> {
    Record::open(&place.record, access, Timestamp::now()).with_context(|| named(place))
}

/// Keeps what a large mission adds up to for whoever asks next. Who may not write, or would have to wait for it, does
/// without: asking then takes longer, and nothing else.
pub fn keep(place: &Where, view: MissionView, state: &MissionState) {
    if view.documents >= Record::LARGE
        && let Ok(mut record) = open(place, Access::Write)
    {
        let _ = record.keep_summary(view, state);
    }
}

/// How errors name the record.
pub fn named(place: &Where) -> String {
    format!("the record {}", place.record)
}

/// Documents on their way into the record. They are written together, since each time costs a wait for the disk.
pub struct Batch<'r> {
    record: &'r mut Record,
    by: &'r ReaderStamp,
    waiting: Vec<Prepared>,
    since: Instant,
}

/// A document that was added, or was there.
pub struct Done {
    /// Its name.
    pub name: String,
    /// Its hash.
    pub content: String,
    /// How many claims it has.
    pub claims: usize,
    /// What became of it.
    pub added: Added,
}

impl<'r> Batch<'r> {
    /// Nothing yet.
    pub fn new(record: &'r mut Record, by: &'r ReaderStamp) -> Self {
        Self {
            record,
            by,
            waiting: Vec::new(),
            since: Instant::now(),
        }
    }

    /// Takes one more, and writes when it is time to; gives those that are in the record now.
    pub fn add(&mut self, one: Prepared) -> anyhow::Result<Vec<Done>> {
        const MANY: usize = 64;
        const LONG: Duration = Duration::from_millis(500);
        self.waiting.push(one);
        if self.waiting.len() < MANY && self.since.elapsed() < LONG {
            return Ok(Vec::new());
        }
        self.write()
    }

    /// Writes what is left.
    pub fn write(&mut self) -> anyhow::Result<Vec<Done>> {
        let waiting = std::mem::take(&mut self.waiting);
        self.since = Instant::now();
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let added = self.record.add(&waiting, self.by, Timestamp::now());
        let added = added.with_context(|| format!("the record {}", self.record.place()))?;
        let done = waiting.iter().zip(added).map(|(one, added)| Done {
            name: one.name().to_owned(),
            content: one.content().to_string(),
            claims: one.claims(),
            added,
        });
        Ok(done.collect())
    }
}
