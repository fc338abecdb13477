//! Words a second of each stage, on one core, over State Department releases.

use crate::words::articles;
use anyhow::Result;
use contingent_syntax::training::{Buffers, Splitter, Word, paragraphs};
use contingent_syntax::{Analysis, Reader, Scratch, Syntax};
use contingent_text::{Part, Xpos};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Bytes of text that are read.
const BYTES: usize = 2_000_000;

/// Prints the table.
pub fn run(data: &Path, model: &Syntax) -> Result<()> {
    let mut text = String::new();
    for article in articles(&data.join("raw/state-department-releases.jsonl.xz"))? {
        text.push_str(&article?);
        text.push_str("\n\n");
        if text.len() >= BYTES {
            break;
        }
    }
    println!("\nSpeed on {} bytes of news, one thread.\n", text.len());
    println!("| stage | words a second |\n|---|---|");
    let clock = Instant::now();
    let sentences = cut(model, &text);
    let words: usize = sentences.iter().map(Vec::len).sum();
    report("words and sentences", words, clock);

    let clock = Instant::now();
    let (mut scratch, mut analysis) = (Scratch::new(model.network()), Analysis::default());
    for sentence in &sentences {
        let forms: Vec<&str> = sentence.iter().map(|word| word.of(&text)).collect();
        model.network().analyse(&forms, &mut scratch, &mut analysis);
        black_box(&analysis);
    }
    report("tags, trees and names", words, clock);

    let clock = Instant::now();
    let mut space = Buffers::default();
    for (i, word) in sentences.iter().flatten().enumerate() {
        let xpos = Xpos::ALL[i % Xpos::ALL.len()];
        black_box(model.lemmas().lemma(word.of(&text), xpos, &mut space));
    }
    report("lemmas", words, clock);

    let clock = Instant::now();
    let mut reader = Reader::new(model);
    reader.read_part_each(&text, Part::Body, &mut |sentence| {
        black_box(sentence);
    });
    report("the whole way", words, clock);
    Ok(())
}

fn report(stage: &str, words: usize, clock: Instant) {
    let seconds = clock.elapsed().as_secs_f64();
    println!("| {stage} | {:.0} |", words as f64 / seconds);
}

fn cut(model: &Syntax, text: &str) -> Vec<Vec<Word>> {
    let mut splitter = Splitter::new();
    let mut sentences = Vec::new();
    for paragraph in paragraphs(text) {
        let mut keep = |words: &[Word]| sentences.push(words.to_vec());
        model
            .words()
            .split(text, paragraph, false, &mut splitter, &mut keep);
    }
    sentences
}
