//! `contingent parse`: sentences with tags and trees, as CoNLL-U.

use crate::cli::{Knowledge, Parse};
use crate::outcome::Outcome;
use crate::way::{Way, WayReader};
use crate::{stream, terminal};
use contingent_text::Document;
use std::io::Write;

/// Reads and writes.
pub fn run(args: &Parse) -> anyhow::Result<Outcome> {
    let way = Way::open(&Knowledge::default())?;
    let mut out = terminal::out();
    let work = |reader: &mut WayReader<'_>, document: &Document| reader.conllu(document);
    let outcome = stream::each(
        &args.documents,
        || way.reader(),
        work,
        |text| out.write_all(text.as_bytes()),
    )?;
    out.flush()?;
    Ok(outcome)
}
