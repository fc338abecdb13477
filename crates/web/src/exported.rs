//! Claims, figures and documents of a record as rows for other programs: the same for the program's `export` and
//! for the REST API.

use crate::decided::decided;
use crate::fault::Fault;
use contingent_reckon::reckon;
use contingent_record::{ClaimFilter, DocumentFacts, Record, StoredClaim};
use contingent_registry::Registry;
use contingent_view::{ClaimFacts, DocumentRow, Export, Row, What};
use jiff::civil::Date;
use std::collections::HashSet;
use std::io::{self, Write};
use thiserror::Error;

/// What is exported.
#[derive(Clone, Debug)]
pub struct Exported<'a> {
    /// Claims, figures or documents.
    pub what: What,
    /// Of one mission; of all when not given. Figures need one.
    pub mission: Option<&'a str>,
    /// The day of the figures.
    pub as_of: Date,
    /// Only what was known by the end of this day.
    pub known_on: Date,
}

/// Why an export ended early.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The record could not be read.
    #[error("the record {0}")]
    Record(#[from] contingent_record::RecordError),
    /// The rows could not be written.
    #[error("cannot write: {0}")]
    Written(#[from] io::Error),
}

impl From<ExportError> for Fault {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Record(error) => error.into(),
            ExportError::Written(_) => Self::Broken,
        }
    }
}

/// So many rows are held at a time.
const PAGE: usize = 500;

/// Writes the rows.
///
/// # Errors
/// When the record cannot be read or the rows cannot be written.
pub fn export<W: Write>(
    record: &mut Record,
    registry: &Registry,
    asked: &Exported<'_>,
    out: &mut Export<W>,
) -> Result<(), ExportError> {
    match asked.what {
        What::Claims => claims(record, registry, asked, out),
        What::Series => series(record, registry, asked, out),
        What::Documents => documents(record, asked, out),
    }
}

/// By the latest reading of each document, in the order in which they were added.
fn claims<W: Write>(
    record: &mut Record,
    registry: &Registry,
    asked: &Exported<'_>,
    out: &mut Export<W>,
) -> Result<(), ExportError> {
    // Most records have few judgements, and one question for each claim of a million would be too many.
    let judged: HashSet<_> = (record.judgement_lines()?.into_iter())
        .map(|line| line.content)
        .collect();
    let filter = ClaimFilter {
        mission: asked.mission.map(str::to_owned),
        ..ClaimFilter::default()
    };
    let mut from = None;
    loop {
        let page = record.claims_listed(&filter, false, from, PAGE)?;
        let known = page
            .claims
            .iter()
            .filter(|c| c.document.known <= asked.known_on);
        for stored in known {
            let verdict = if judged.contains(&stored.document.content.to_string()) {
                decided(record, stored)?.map(|j| (j.verdict.name(), j.by, j.correction))
            } else {
                None
            };
            write_claim(stored, verdict.as_ref(), registry, out)?;
        }
        match page.next {
            Some(next) => from = Some(next),
            None => return Ok(()),
        }
    }
}

/// A verdict, by whom, and the fields put right.
type Decided = (&'static str, String, Option<String>);

fn write_claim<W: Write>(
    stored: &StoredClaim,
    verdict: Option<&Decided>,
    registry: &Registry,
    out: &mut Export<W>,
) -> Result<(), ExportError> {
    let id = stored.id.to_string();
    let content = stored.document.content.to_string();
    let day = stored.document.known.to_string();
    let words: Vec<&str> = stored.evidence.iter().map(|w| w.quote.as_str()).collect();
    let facts = ClaimFacts {
        id: &id,
        mission: stored.mission.as_deref(),
        claim: &stored.claim,
        words: &words,
        rule: stored.evidence.first().map_or("", |w| w.rule.as_str()),
        verdict: verdict.map(|(v, by, c)| (*v, by.as_str(), c.as_deref())),
        document: document_row(&stored.document, &content, &day, 0),
    };
    Ok(out.row(&Row::of_claim(&facts, registry))?)
}

fn series<W: Write>(
    record: &mut Record,
    registry: &Registry,
    asked: &Exported<'_>,
    out: &mut Export<W>,
) -> Result<(), ExportError> {
    let mission = asked.mission.unwrap_or_default();
    let recorded = record.mission(mission, asked.known_on)?;
    let view = reckon(mission, &recorded, asked.as_of, asked.known_on);
    for row in Row::of_series(&view, registry) {
        out.row(&row)?;
    }
    Ok(())
}

/// The latest added first.
fn documents<W: Write>(
    record: &mut Record,
    asked: &Exported<'_>,
    out: &mut Export<W>,
) -> Result<(), ExportError> {
    let mut before = None;
    loop {
        let page = record.documents(asked.mission, before, PAGE as i64)?;
        for (facts, claims) in page.iter().filter(|(d, _)| d.known <= asked.known_on) {
            let (content, day) = (facts.content.to_string(), facts.known.to_string());
            out.row(&Row::of_document(&document_row(
                facts, &content, &day, *claims,
            )))?;
        }
        match page.last() {
            Some((last, _)) if page.len() == PAGE => before = Some(last.id),
            _ => return Ok(()),
        }
    }
}

fn document_row<'a>(
    facts: &'a DocumentFacts,
    content: &'a str,
    known: &'a str,
    claims: i64,
) -> DocumentRow<'a> {
    DocumentRow {
        id: facts.id,
        page: facts.page,
        version: facts.version,
        content,
        name: &facts.name,
        title: &facts.title,
        publisher: facts.publisher.as_deref(),
        published: facts.published.as_deref(),
        known,
        added: &facts.added,
        address: facts.address.as_deref(),
        voice: facts.voice,
        claims,
    }
}
