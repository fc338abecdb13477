//! How long the example pages take: the whole way, and each step of it.
//!
//! `cargo bench -p contingent` prints the median for one pass over all examples, with the bytes a second.

use contingent_claim::Rules;
use contingent_registry::Registry;
use contingent_syntax::{Reader, Syntax};
use contingent_text::Document;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fs;
use std::path::Path;

fn main() {
    divan::main();
}

/// Name and bytes of every example.
fn examples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = (fs::read_dir(&folder).into_iter().flatten().flatten())
        .filter_map(|entry| {
            Some((
                entry.file_name().into_string().ok()?,
                fs::read(entry.path()).ok()?,
            ))
        })
        .collect();
    files.sort();
    assert!(
        !files.is_empty(),
        "there are no examples in {}",
        folder.display()
    );
    files
}

fn bytes(pages: &[(String, Vec<u8>)]) -> BytesCount {
    BytesCount::new(pages.iter().map(|(_, bytes)| bytes.len()).sum::<usize>())
}

fn documents(pages: &[(String, Vec<u8>)]) -> Vec<Document> {
    pages
        .iter()
        .map(|(name, bytes)| contingent_page::read(name, bytes).document)
        .collect()
}

#[divan::bench]
fn whole_way(bencher: Bencher<'_, '_>) {
    let (pages, registry, rules) = (examples(), Registry::embedded(), Rules::embedded());
    let mut reader = Reader::new(Syntax::embedded());
    bencher.counter(bytes(&pages)).bench_local(|| {
        for (name, bytes) in &pages {
            let document = contingent_page::read(name, bytes).document;
            let sentences = reader.read(&document);
            let mentions = contingent_mention::read(&document, &sentences, &registry);
            black_box(contingent_claim::read(
                &document, &sentences, &mentions, &registry, rules,
            ));
        }
    });
}

#[divan::bench]
fn step_1_page(bencher: Bencher<'_, '_>) {
    let pages = examples();
    bencher
        .counter(bytes(&pages))
        .bench_local(|| black_box(documents(&pages)));
}

#[divan::bench]
fn step_2_syntax(bencher: Bencher<'_, '_>) {
    let pages = examples();
    let documents = documents(&pages);
    let mut reader = Reader::new(Syntax::embedded());
    bencher.counter(bytes(&pages)).bench_local(|| {
        for document in &documents {
            black_box(reader.read(document));
        }
    });
}

#[divan::bench]
fn step_3_mentions(bencher: Bencher<'_, '_>) {
    let (pages, registry) = (examples(), Registry::embedded());
    let mut reader = Reader::new(Syntax::embedded());
    let read: Vec<_> = documents(&pages)
        .into_iter()
        .map(|d| (reader.read(&d), d))
        .collect();
    bencher.counter(bytes(&pages)).bench_local(|| {
        for (sentences, document) in &read {
            black_box(contingent_mention::read(document, sentences, &registry));
        }
    });
}

#[divan::bench]
fn step_4_claims(bencher: Bencher<'_, '_>) {
    let (pages, registry, rules) = (examples(), Registry::embedded(), Rules::embedded());
    let mut reader = Reader::new(Syntax::embedded());
    let mut found = Vec::new();
    for document in documents(&pages) {
        let sentences = reader.read(&document);
        let mentions = contingent_mention::read(&document, &sentences, &registry);
        found.push((document, sentences, mentions));
    }
    bencher.counter(bytes(&pages)).bench_local(|| {
        for (document, sentences, mentions) in &found {
            black_box(contingent_claim::read(
                document, sentences, mentions, &registry, rules,
            ));
        }
    });
}
