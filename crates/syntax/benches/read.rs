//! Words a second of each stage, over a text of our own: `cargo bench -p contingent-syntax`.

use contingent_syntax::training::{Buffers, Splitter, Word, paragraphs};
use contingent_syntax::{Analysis, Reader, Scratch, Syntax};
use contingent_text::{Part, Xpos};
use divan::Bencher;
use divan::counter::ItemsCount;
use std::hint::black_box;

fn main() {
    divan::main();
}

/// Newspaper prose, repeated to some thousand words.
fn text() -> String {
    let paragraph = "Gen. Ama Boateng, who leads the Fiji-led mission, said on Monday that another 217 officers had \
        landed in the islands. “We don't expect to leave before mid-year,” she told reporters in Suva. The U.N. \
        Security Council authorised the force of 2,500 in October; donors have paid $10.8m of the C$40m that they \
        promised, about 30% of what it needs.\n\n";
    paragraph.repeat(100)
}

fn cut(text: &str) -> Vec<Vec<Word>> {
    let mut splitter = Splitter::new();
    let mut sentences = Vec::new();
    for paragraph in paragraphs(text) {
        let words = Syntax::embedded().words();
        words.split(text, paragraph, false, &mut splitter, &mut |words| {
            sentences.push(words.to_vec())
        });
    }
    sentences
}

fn count(sentences: &[Vec<Word>]) -> ItemsCount {
    ItemsCount::new(sentences.iter().map(Vec::len).sum::<usize>())
}

#[divan::bench]
fn words_and_sentences(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher
        .counter(count(&cut(&text)))
        .bench_local(|| cut(black_box(&text)));
}

#[divan::bench]
fn tags_trees_and_names(bencher: Bencher<'_, '_>) {
    let text = text();
    let sentences = cut(&text);
    let network = Syntax::embedded().network();
    let (mut scratch, mut analysis) = (Scratch::new(network), Analysis::default());
    bencher.counter(count(&sentences)).bench_local(|| {
        for sentence in &sentences {
            let forms: Vec<&str> = sentence.iter().map(|word| word.of(&text)).collect();
            network.analyse(&forms, &mut scratch, &mut analysis);
            black_box(&analysis);
        }
    });
}

#[divan::bench]
fn lemmas(bencher: Bencher<'_, '_>) {
    let text = text();
    let sentences = cut(&text);
    let rules = Syntax::embedded().lemmas();
    let mut space = Buffers::default();
    bencher.counter(count(&sentences)).bench_local(|| {
        for (i, word) in sentences.iter().flatten().enumerate() {
            let xpos = Xpos::ALL[i % Xpos::ALL.len()];
            black_box(rules.lemma(word.of(&text), xpos, &mut space));
        }
    });
}

#[divan::bench]
fn the_whole_way(bencher: Bencher<'_, '_>) {
    let text = text();
    let mut reader = Reader::new(Syntax::embedded());
    bencher
        .counter(count(&cut(&text)))
        .bench_local(|| reader.read_part(black_box(&text), Part::Body));
}
