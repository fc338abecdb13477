//! Reads a text file and writes CoNLL-U: `parse FILE [THREADS]`. For measuring; the program is `contingent parse`.

use contingent_syntax::{Syntax, read_parallel, to_conllu};
use contingent_text::Document;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments
        .next()
        .ok_or_else(|| io::Error::other("usage: parse FILE [THREADS]"))?;
    let threads = arguments
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(NonZeroUsize::MIN);
    let document = Document {
        body: std::fs::read_to_string(path)?,
        ..Document::default()
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut result = Ok(());
    let mut conllu = String::new();
    read_parallel(Syntax::embedded(), &document, threads, |sentence| {
        conllu.clear();
        // Writing into a string cannot fail.
        let _ = to_conllu(std::slice::from_ref(&sentence), &document, &mut conllu);
        if result.is_ok() {
            result = out.write_all(conllu.as_bytes());
        }
    });
    result?;
    out.flush()
}
