//! The same bytes come out whatever the number of threads and whichever instructions the processor has.

use contingent_syntax::{Reader, Syntax, read_parallel, to_conllu};
use contingent_text::Document;
use std::num::NonZeroUsize;
use std::path::Path;

/// About 2 MB of raw text: the treebanks' own, which is there wherever they are.
fn raw_text() -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/treebanks");
    let mut text = String::new();
    for name in ["ewt-train", "gum-train", "pud-test"] {
        let file = std::fs::read_to_string(folder.join(format!("{name}.conllu"))).ok()?;
        for line in file.lines() {
            if line.starts_with("# newpar") || line.starts_with("# newdoc") {
                text.push_str("\n\n");
            } else if let Some(sentence) = line.strip_prefix("# text = ") {
                text.push_str(sentence);
                text.push(' ');
            }
        }
    }
    Some(text)
}

#[test]
fn one_thread_and_two_give_the_same_conllu() {
    let Some(body) = raw_text() else {
        eprintln!("skipped: the treebanks are not beside this working copy");
        return;
    };
    assert!(body.len() > 1_500_000, "only {} bytes", body.len());
    let document = Document {
        title: "A title. With two sentences".to_owned(),
        body,
        ..Document::default()
    };
    let plain = Reader::new(Syntax::embedded()).read(&document);
    let one = conllu(&document, &plain);
    for threads in [1, 2, 3] {
        let mut sentences = Vec::new();
        let threads = NonZeroUsize::new(threads).unwrap();
        read_parallel(Syntax::embedded(), &document, threads, |s| {
            sentences.push(s)
        });
        assert!(
            conllu(&document, &sentences) == one,
            "{threads} threads differ"
        );
    }
}

fn conllu(document: &Document, sentences: &[contingent_text::Sentence]) -> String {
    let mut out = String::new();
    to_conllu(sentences, document, &mut out).expect("a string takes all");
    out
}
