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
    compare(usize::MAX, 150_000);
}

/// Takes minutes, since the plain loop is slow: `cargo test --release -p contingent-syntax -- --ignored`.
#[test]
#[ignore = "minutes long, and the shorter text takes the same ways"]
fn nor_in_two_megabytes() {
    compare(0, usize::MAX);
}

/// Reads up to `threaded` bytes of raw text with one thread and with two, and up to `plain` bytes with vector
/// instructions and without.
fn compare(threaded: usize, plain: usize) {
    let Some(text) = raw_text() else {
        eprintln!("skipped: the treebanks are not beside this working copy");
        return;
    };
    assert!(text.len() > 1_500_000, "only {} bytes", text.len());
    let document = |most: usize| Document {
        title: "A title. With two sentences".to_owned(),
        body: text[..text.floor_char_boundary(most)].to_owned(),
        ..Document::default()
    };
    let read = |model: &Syntax, document: &Document, threads: usize| {
        let mut sentences = Vec::new();
        let threads = NonZeroUsize::new(threads).expect("not zero");
        read_parallel(model, document, threads, |s| sentences.push(s));
        conllu(document, &sentences)
    };
    let one =
        |document: &Document| conllu(document, &Reader::new(Syntax::embedded()).read(document));
    let long = document(threaded);
    assert!(
        read(Syntax::embedded(), &long, 2) == one(&long),
        "two threads differ"
    );
    let portable = Syntax::load(
        include_bytes!("../../../models/english-words.bin"),
        include_bytes!("../../../models/english-lemmas.bin"),
        include_bytes!("../../../models/english-network.bin"),
    )
    .expect("the models are models")
    .portable();
    let short = document(plain);
    assert!(
        read(&portable, &short, 2) == one(&short),
        "plain instructions differ"
    );
}

fn conllu(document: &Document, sentences: &[contingent_text::Sentence]) -> String {
    let mut out = String::new();
    to_conllu(sentences, document, &mut out).expect("a string takes all");
    out
}
