//! `contingent mentions`: what was found, what it was resolved to, and why.

use crate::cli::{Knowledge, Mentions};
use crate::outcome::Outcome;
use crate::way::{Way, WayReader};
use crate::{found_table, stream, terminal};
use contingent_text::Document;
use std::io::Write;

/// Reads and writes.
pub fn run(args: &Mentions) -> anyhow::Result<Outcome> {
    let knowledge = Knowledge {
        registry: args.registry.clone(),
        rules: None,
    };
    let way = Way::open(&knowledge)?;
    let width = terminal::width(args.width);
    let mut out = terminal::out();
    let work = |reader: &mut WayReader<'_>, document: &Document| {
        let (sentences, mentions) = reader.mentions(document)?;
        Ok(found_table::document(
            document, &sentences, &mentions, width,
        ))
    };
    let outcome = stream::each(
        &args.documents,
        || way.reader(),
        work,
        |text| out.write_all(text.as_bytes()),
    )?;
    out.flush()?;
    Ok(outcome)
}
