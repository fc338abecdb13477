//! `contingent export`: claims, figures or documents as a file for other programs, a row at a time.

use crate::asked::{known_of, today};
use crate::cli::Export as Args;
use crate::outcome::Outcome;
use crate::store::{named, open};
use crate::terminal;
use crate::whole_file::WholeFile;
use anyhow::{Context, bail};
use contingent_reckon::reckon;
use contingent_record::{Access, ClaimFilter, DocumentFacts, Record, StoredClaim, Verdict};
use contingent_registry::Registry;
use contingent_view::{ClaimFacts, DocumentRow, Export, Format, Row, What};
use jiff::civil::Date;
use std::collections::HashSet;
use std::io::Write;

/// So many rows are held at a time.
const PAGE: usize = 500;

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
    match what {
        What::Claims => claims(args, record, &mut out)?,
        What::Series => series(args, record, &mut out)?,
        What::Documents => documents(args, record, &mut out)?,
    }
    Ok(out.end()?)
}

/// By the latest reading of each document, in the order in which they were added.
fn claims<W: Write>(args: &Args, record: &mut Record, out: &mut Export<W>) -> anyhow::Result<()> {
    let registry = Registry::embedded();
    // Most records have few judgements, and one question for each claim of a million would be too many.
    let judged: HashSet<_> = (record.judgement_lines()?.into_iter())
        .map(|line| line.content)
        .collect();
    let filter = ClaimFilter {
        mission: args.mission.clone(),
        ..ClaimFilter::default()
    };
    let mut from = None;
    loop {
        let page = record.claims_listed(&filter, false, from, PAGE)?;
        for stored in page.claims.iter().filter(|c| known(args, &c.document)) {
            let verdict = if judged.contains(&stored.document.content.to_string()) {
                verdict(record, stored)?
            } else {
                None
            };
            write_claim(stored, verdict.as_ref(), &registry, out)?;
        }
        match page.next {
            Some(next) => from = Some(next),
            None => return Ok(()),
        }
    }
}

/// A verdict, by whom, and the fields put right.
type Decided = (&'static str, String, Option<String>);

/// The latest decision that was not taken back; a note decides nothing.
fn verdict(record: &mut Record, claim: &StoredClaim) -> anyhow::Result<Option<Decided>> {
    let all = record.judgements_of(claim)?;
    let undone: HashSet<_> = all.iter().filter_map(|j| j.undoes.clone()).collect();
    let last = all.into_iter().rev().find(|j| {
        matches!(
            j.verdict,
            Verdict::Accept | Verdict::Correct | Verdict::Reject
        ) && !undone.contains(&j.uid)
    });
    Ok(last.map(|j| (j.verdict.name(), j.by, j.correction)))
}

fn write_claim<W: Write>(
    stored: &StoredClaim,
    verdict: Option<&Decided>,
    registry: &Registry,
    out: &mut Export<W>,
) -> anyhow::Result<()> {
    let id = stored.id.to_string();
    let (content, day) = (
        stored.document.content.to_string(),
        stored.document.known.to_string(),
    );
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

fn series<W: Write>(args: &Args, record: &mut Record, out: &mut Export<W>) -> anyhow::Result<()> {
    let mission = args.mission.as_deref().unwrap_or_default();
    let known_on = args.days.known_on.unwrap_or_else(today);
    let as_of = args.days.as_of.unwrap_or(known_on);
    let recorded = known_of(record, &args.place, mission, known_on)?;
    let view = reckon(mission, &recorded, as_of, known_on);
    let registry = Registry::embedded();
    for row in Row::of_series(&view, &registry) {
        out.row(&row)?;
    }
    Ok(())
}

/// The latest added first.
fn documents<W: Write>(
    args: &Args,
    record: &mut Record,
    out: &mut Export<W>,
) -> anyhow::Result<()> {
    let mut before = None;
    loop {
        let page = record.documents(args.mission.as_deref(), before, PAGE as i64)?;
        for (facts, claims) in page.iter().filter(|(d, _)| known(args, d)) {
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

fn known(args: &Args, document: &DocumentFacts) -> bool {
    let by = args.days.known_on.unwrap_or(Date::MAX);
    document.known <= by
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
