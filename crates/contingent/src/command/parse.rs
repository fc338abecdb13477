//! `contingent parse`: sentences with tags and trees, as CoNLL-U.

use crate::cli::Parse;
use crate::outcome::Outcome;
use crate::way::readable;
use crate::{stream, terminal};
use contingent_syntax::{Reader, Syntax, to_conllu};
use contingent_text::Document;
use std::io::Write;

/// Reads and writes.
pub fn run(args: &Parse) -> anyhow::Result<Outcome> {
    let mut out = terminal::out();
    let work = |reader: &mut Reader<'_>, document: &Document| {
        readable(document)?;
        let sentences = reader.read(document);
        let mut text = String::new();
        to_conllu(&sentences, document, &mut text).map_err(|e| e.to_string())?;
        Ok(text)
    };
    let reader = || Reader::new(Syntax::embedded());
    let outcome = stream::each(&args.documents, reader, work, |text| {
        out.write_all(text.as_bytes())
    })?;
    out.flush()?;
    Ok(outcome)
}
