//! What a run learns from: the treebanks with their names, the vocabulary, and the vectors from raw text.

use crate::checkpoint::Checkpoint;
use crate::corpus::{self, Gold};
use crate::layout::Config;
use crate::lexicon::{Counter, Lexicon};
use crate::network::{Example, Weights};
use crate::options::Options;
use crate::vectors::{self, BREAK, Encoded};
use anyhow::Result;
use std::collections::HashMap;

/// A word has a row of its own among the clues from so many times in the treebanks.
const OWN_FROM: u32 = 2;
/// Rows that hashed clues share.
const HASHED_ROWS: usize = 16_384;

/// Sentences of one part (`train`, `dev`) of a treebank, with names where they are marked.
pub fn read_part(options: &Options, treebank: &str, part: &str) -> Result<Vec<Gold>> {
    let path = options
        .data
        .join("treebanks")
        .join(format!("{treebank}-{part}.conllu"));
    let mut sentences = corpus::read_conllu(&path)?;
    let names = options
        .data
        .join("names")
        .join(format!("uner_{treebank}_{part}.iob2"));
    if names.exists() {
        corpus::add_names(&names, &mut sentences)?;
    }
    Ok(sentences)
}

/// The sentences as the network takes them.
pub fn examples(lexicon: &mut Lexicon, sentences: Vec<Gold>) -> Vec<Example> {
    sentences
        .into_iter()
        .map(|gold| Example {
            forms: gold.forms.iter().map(|form| lexicon.form(form)).collect(),
            gold,
        })
        .collect()
}

/// The vocabulary and the weights to start from, all but the flat ones; from the work folder when it has them.
pub fn vocabulary(options: &Options, config: Config, train: &[Gold]) -> Result<(Lexicon, Weights)> {
    let kept = options.work.as_ref().map(|work| work.join("vectors.bin"));
    if let Some(path) = kept.as_ref().filter(|path| path.exists()) {
        let found = Checkpoint::load(path)?;
        let lexicon = Lexicon::new(found.keys, found.own_rows, found.hashed_rows);
        return Ok((lexicon, found.weights));
    }
    let (lexicon, encoded) = read_words(options, train)?;
    eprintln!(
        "{} words, {} with rows of their own",
        lexicon.keys.len(),
        lexicon.own_rows
    );
    let vectors = vectors::learn(&encoded, &lexicon, config.word, config.clue);
    let checkpoint = Checkpoint {
        config,
        keys: lexicon.keys.clone(),
        own_rows: lexicon.own_rows,
        hashed_rows: lexicon.hashed_rows,
        weights: Weights {
            dense: Vec::new(),
            words: vectors.words,
            clues: vectors.clues,
        },
    };
    if let Some(path) = kept {
        checkpoint.save(&path)?;
    }
    Ok((lexicon, checkpoint.weights))
}

/// Reads all text once: chooses the vocabulary and encodes the text.
fn read_words(options: &Options, train: &[Gold]) -> Result<(Lexicon, Encoded)> {
    let limit = options.count("raw-words");
    let mut text = Text::default();
    corpus::read_raw(&options.data, &mut |words| {
        if text.numbers.len() < limit {
            text.add(words.iter().copied());
        }
    })?;
    // The treebanks come last, when the steps are small.
    let mut counter = Counter::new();
    for sentence in train {
        text.add(sentence.forms.iter().map(String::as_str));
        sentence
            .forms
            .iter()
            .for_each(|form| counter.treebank(form));
    }
    let mut forms: Vec<(String, u32)> = text.forms.into_iter().collect();
    forms.sort_unstable_by_key(|&(_, number)| number);
    for (form, number) in &forms {
        counter.raw(
            contingent_syntax::shared::key(form),
            text.counts[*number as usize],
        );
    }
    let (keys, own) = counter.choose(options.count("vocabulary"), OWN_FROM);
    let mut lexicon = Lexicon::new(keys, own, HASHED_ROWS);
    for (form, number) in &forms {
        // Read in the order of their numbers, forms keep them.
        debug_assert_eq!(lexicon.forms_seen(), *number as usize);
        lexicon.form(form);
    }
    Ok((lexicon, Encoded(text.numbers)))
}

/// Text as numbers of forms.
#[derive(Default)]
struct Text {
    forms: HashMap<String, u32>,
    counts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Text {
    fn add<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        for word in words {
            let number = match self.forms.get(word) {
                Some(&number) => number,
                None => {
                    let number = self.counts.len() as u32;
                    self.forms.insert(word.to_owned(), number);
                    self.counts.push(0);
                    number
                }
            };
            self.counts[number as usize] += 1;
            self.numbers.push(number);
        }
        self.numbers.push(BREAK);
    }
}
