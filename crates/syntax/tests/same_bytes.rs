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
fn threads_and_vector_instructions_change_no_byte() {
    compare(60_000);
}

/// Takes minutes, since the plain loop is slow: `cargo test --release -p contingent-syntax -- --ignored`.
#[test]
#[ignore = "minutes long; scripts/test.sh runs it in a release build"]
fn nor_in_two_megabytes() {
    compare(usize::MAX);
}

/// Reads up to `most` bytes of raw text in all ways.
fn compare(most: usize) {
    let Some(mut body) = raw_text() else {
        eprintln!("skipped: the treebanks are not beside this working copy");
        return;
    };
    assert!(body.len() > 1_500_000, "only {} bytes", body.len());
    body.truncate(body.floor_char_boundary(most));
    let document = Document {
        title: "A title. With two sentences".to_owned(),
        body,
        ..Document::default()
    };
    let read = |model: &Syntax, threads: usize| {
        let mut sentences = Vec::new();
        let threads = NonZeroUsize::new(threads).expect("not zero");
        read_parallel(model, &document, threads, |s| sentences.push(s));
        conllu(&document, &sentences)
    };
    let plain = Reader::new(Syntax::embedded()).read(&document);
    let one = conllu(&document, &plain);
    assert!(read(Syntax::embedded(), 2) == one, "two threads differ");
    let portable = Syntax::load(
        include_bytes!("../../../models/english-words.bin"),
        include_bytes!("../../../models/english-lemmas.bin"),
        include_bytes!("../../../models/english-network.bin"),
    )
    .expect("the models are models")
    .portable();
    assert!(read(&portable, 2) == one, "plain instructions differ");
}

fn conllu(document: &Document, sentences: &[contingent_text::Sentence]) -> String {
    let mut out = String::new();
    to_conllu(sentences, document, &mut out).expect("a string takes all");
    out
}
