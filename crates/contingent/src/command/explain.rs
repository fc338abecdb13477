//! `contingent explain`: why a claim was made, and what nearly was one.

use crate::cli::Explain;
use crate::outcome::Outcome;
use crate::way::{Way, WayReader};
use crate::{stream, terminal};
use contingent_text::Document;
use std::io::Write;

/// Reads and writes.
pub fn run(args: &Explain) -> anyhow::Result<Outcome> {
    let way = Way::open(&args.knowledge)?;
    let width = terminal::width(None);
    let mut out = terminal::out();
    let work = |reader: &mut WayReader<'_>, document: &Document| {
        let mut found = reader.found(document)?;
        super::read::keep(&mut found.claims, &args.types);
        let mut text = crate::why::document(document, &found.claims, &way, width);
        if !args.no_near_misses {
            text += &crate::why::near_misses(&reader.near_misses(document, &found));
        }
        Ok(text)
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
