//! How good the network is on sentences it has not learned from.

use crate::layout::Layout;
use crate::lexicon::Lexicon;
use crate::network::{Example, Guess, Model, Packs, Weights, Worker};
use contingent_syntax::{Analysis, Network, Scratch};
use contingent_text::Deprel;
use std::collections::HashSet;
use std::fmt;

/// Counts of what was right.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    words: usize,
    upos: usize,
    xpos: usize,
    arcs: usize,
    labelled: usize,
    content: usize,
    content_labelled: usize,
    names_right: usize,
    names_guessed: usize,
    names_gold: usize,
}

/// Guesses for all sentences, in their order.
pub fn guess_all(
    layout: &Layout,
    lexicon: &Lexicon,
    weights: &Weights,
    sentences: &[Example],
) -> Vec<Guess> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(sentences[i].forms.len()));
    let mut guesses = vec![Guess::default(); sentences.len()];
    let mut worker = Worker::default();
    let model = Model {
        layout,
        lexicon,
        weights,
        packs: &Packs::new(layout, &weights.dense),
    };
    for chunk in order.chunks(48) {
        let batch: Vec<&Example> = chunk.iter().map(|&i| &sentences[i]).collect();
        for (&i, guess) in chunk.iter().zip(worker.guess(model, &batch)) {
            guesses[i] = guess;
        }
    }
    guesses
}

/// What the shipped reader says of the same sentences.
pub fn read_all(network: &Network, scratch: &mut Scratch, sentences: &[Example]) -> Vec<Guess> {
    let mut analysis = Analysis::default();
    let mut guesses = Vec::new();
    for sentence in sentences {
        let forms: Vec<&str> = sentence.gold.forms.iter().map(String::as_str).collect();
        network.analyse(&forms, scratch, &mut analysis);
        let mut names = vec![0u8; forms.len()];
        for name in &analysis.names {
            let kind = 1 + 2 * name.kind as u8;
            for tag in &mut names[usize::from(name.first)..=usize::from(name.last)] {
                *tag = kind + 1;
            }
            names[usize::from(name.first)] = kind;
        }
        guesses.push(Guess {
            upos: analysis.upos.iter().map(|&t| t as u8).collect(),
            xpos: analysis.xpos.iter().map(|&t| t as u8).collect(),
            heads: analysis
                .heads
                .iter()
                .map(|h| h.map_or(0, |h| h + 1))
                .collect(),
            deprels: analysis.deprels.iter().map(|&d| d as u8).collect(),
            names,
        });
    }
    guesses
}

impl Scores {
    /// Compares guesses with what people say.
    pub fn of(sentences: &[Example], guesses: &[Guess]) -> Self {
        let mut scores = Self::default();
        for (sentence, guess) in sentences.iter().zip(guesses) {
            scores.add(sentence, guess);
        }
        scores
    }

    fn add(&mut self, sentence: &Example, guess: &Guess) {
        let gold = &sentence.gold;
        for i in 0..gold.forms.len() {
            let arc = gold.heads[i] == guess.heads[i];
            let label = base(gold.deprels[i]) == base(guess.deprels[i]);
            let content = is_content(gold.deprels[i]);
            self.words += 1;
            self.upos += usize::from(gold.upos[i] == guess.upos[i]);
            self.xpos += usize::from(gold.xpos.get(i) == Some(&guess.xpos[i]));
            self.arcs += usize::from(arc);
            self.labelled += usize::from(arc && label);
            self.content += usize::from(content);
            self.content_labelled += usize::from(content && arc && label);
        }
        if !gold.names.is_empty() {
            let (gold, guess) = (spans(&gold.names), spans(&guess.names));
            self.names_right += gold.intersection(&guess).count();
            self.names_guessed += guess.len();
            self.names_gold += gold.len();
        }
    }

    /// Labelled attachment, in percent.
    pub fn las(&self) -> f64 {
        percent(self.labelled, self.words)
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "UPOS {:.2} XPOS {:.2} UAS {:.2} LAS {:.2} CLAS {:.2}",
            percent(self.upos, self.words),
            percent(self.xpos, self.words),
            percent(self.arcs, self.words),
            self.las(),
            percent(self.content_labelled, self.content)
        )?;
        if self.names_gold > 0 {
            let f1 = percent(2 * self.names_right, self.names_guessed + self.names_gold);
            write!(f, " names {f1:.1}")?;
        }
        Ok(())
    }
}

/// As the CoNLL 2018 evaluation: subtypes do not count.
fn base(deprel: u8) -> &'static str {
    Deprel::ALL[usize::from(deprel)].base()
}

/// As the CoNLL 2018 evaluation defines content words.
fn is_content(deprel: u8) -> bool {
    !matches!(
        base(deprel),
        "aux" | "case" | "cc" | "clf" | "cop" | "det" | "mark" | "punct"
    )
}

pub fn spans(tags: &[u8]) -> HashSet<(usize, usize, u8)> {
    let mut spans = HashSet::new();
    let mut i = 0;
    while i < tags.len() {
        let kind = tags[i];
        let start = i;
        i += 1;
        if kind % 2 == 1 {
            while i < tags.len() && tags[i] == kind + 1 {
                i += 1;
            }
            spans.insert((start, i, kind));
        }
    }
    spans
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
