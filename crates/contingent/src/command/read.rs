//! `contingent read`: the claims in documents, as a table or in the codebook's form.

use crate::cli::{Format, Read};
use crate::outcome::Outcome;
use crate::way::{Found, Way, WayReader};
use crate::{stream, table, terminal};
use contingent_claim::{Claim, ClaimType, JsonForm};
use contingent_text::Document;
use std::io::Write;

/// Reads, writes, and says at the end what it comes to.
pub fn run(args: &Read) -> anyhow::Result<Outcome> {
    let way = Way::open(&args.knowledge)?;
    let width = terminal::width(args.width);
    let mut out = terminal::out();
    let mut totals = Totals::default();
    let work = |reader: &mut WayReader<'_>, document: &Document| {
        let Found { mut claims, .. } = reader.found(document)?;
        keep(&mut claims, &args.types);
        let text = match args.format {
            Format::Table => table::document(document, &claims, &way, width),
            Format::Jsonl => jsonl(document, &claims)?,
        };
        Ok((text, claims.len()))
    };
    let outcome = stream::each(
        &args.documents,
        || way.reader(),
        work,
        |(text, claims)| {
            totals.add(claims);
            out.write_all(text.as_bytes())
        },
    )?;
    if args.format == Format::Table && totals.documents != 1 {
        writeln!(out, "{totals}")?;
    }
    out.flush()?;
    Ok(outcome)
}

/// Leaves the claims of these types; all when none is named.
pub fn keep(claims: &mut Vec<Claim>, types: &[ClaimType]) {
    claims.retain(|claim| types.is_empty() || types.contains(&claim.kind));
}

/// The claims of a document, one JSON object a line.
fn jsonl(document: &Document, claims: &[Claim]) -> Result<String, String> {
    let form = JsonForm::new(document);
    let mut text = String::new();
    for claim in claims {
        text += &serde_json::to_string(&form.claim(claim)).map_err(|e| e.to_string())?;
        text.push('\n');
    }
    Ok(text)
}

/// What a table over many documents comes to.
#[derive(Default)]
struct Totals {
    documents: usize,
    with_claims: usize,
    claims: usize,
}

impl Totals {
    fn add(&mut self, claims: usize) {
        self.documents += 1;
        self.with_claims += usize::from(claims > 0);
        self.claims += claims;
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            documents,
            with_claims,
            claims,
        } = self;
        match documents {
            0 => write!(f, "No document was read."),
            _ => write!(
                f,
                "{claims} claims in {with_claims} of {documents} documents."
            ),
        }
    }
}
