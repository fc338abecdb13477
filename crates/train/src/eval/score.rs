//! Counts of what is right: words and sentences are the same when they cover the same characters.

use contingent_text::{Deprel, Sentence, Token, Upos};
use std::collections::{BTreeMap, HashMap};

/// Right ones among those given and those wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Right.
    pub right: usize,
    /// Given by the model.
    pub given: usize,
    /// Wanted by the people who marked the text.
    pub wanted: usize,
}

impl Count {
    /// In per cent.
    pub fn precision(self) -> f64 {
        100.0 * self.right as f64 / self.given.max(1) as f64
    }

    /// In per cent.
    pub fn recall(self) -> f64 {
        100.0 * self.right as f64 / self.wanted.max(1) as f64
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.given + self.wanted).max(1) as f64
    }
}

/// All figures of one file.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub sentences: Count,
    pub words: Count,
    pub upos: Count,
    pub xpos: Count,
    pub uas: Count,
    pub las: Count,
    /// Subtypes of relations left out.
    pub las_base: Count,
    /// Only words whose relation is one of content, as CoNLL 2018 counts.
    pub clas: Count,
    /// Verbs whose subjects, objects, clauses and obliques are all found and none beside them.
    pub verbs: Count,
    pub lemmas: Count,
}

impl Score {
    /// Compares what was read with what is right; both cover the same text.
    pub fn of(gold: &[Sentence], found: &[Sentence]) -> Self {
        let mut score = Self::default();
        let starts = |sentences: &[Sentence]| {
            sentences
                .iter()
                .map(|s| (s.span.start, s.span.end))
                .collect::<Vec<_>>()
        };
        let (gold_spans, found_spans) = (starts(gold), starts(found));
        score.sentences = Count {
            right: common(&gold_spans, &found_spans),
            given: found_spans.len(),
            wanted: gold_spans.len(),
        };
        let (gold, found) = (Words::of(gold), Words::of(found));
        for count in [
            &mut score.words,
            &mut score.upos,
            &mut score.xpos,
            &mut score.uas,
            &mut score.las,
            &mut score.las_base,
        ] {
            (count.given, count.wanted) = (found.all.len(), gold.all.len());
        }
        score.lemmas = score.words;
        score.clas.given = found.all.iter().filter(|word| word.is_content()).count();
        score.clas.wanted = gold.all.iter().filter(|word| word.is_content()).count();
        for right in &gold.all {
            let Some(read) = found.at(right) else {
                continue;
            };
            let head = read.head == right.head;
            let base = read.token.deprel.base() == right.token.deprel.base();
            score.words.right += 1;
            score.upos.right += usize::from(read.token.upos == right.token.upos);
            score.xpos.right += usize::from(read.token.xpos == right.token.xpos);
            score.uas.right += usize::from(head);
            score.las.right += usize::from(head && read.token.deprel == right.token.deprel);
            score.las_base.right += usize::from(head && base);
            score.clas.right += usize::from(head && base && right.is_content());
            let lemma = right.token.lemma == "_" || read.token.lemma == right.token.lemma;
            score.lemmas.right += usize::from(lemma);
        }
        score.verbs = verbs(&gold, &found);
        score
    }
}

type Place = (u32, u32);

/// A word, with its head as a place.
struct Word<'s> {
    token: &'s Token,
    head: Option<Place>,
}

impl Word<'_> {
    fn place(&self) -> Place {
        (self.token.span.start, self.token.span.end)
    }

    fn is_content(&self) -> bool {
        !matches!(
            self.token.deprel.base(),
            "aux" | "cop" | "mark" | "det" | "clf" | "case" | "cc" | "punct"
        )
    }
}

struct Words<'s> {
    all: Vec<Word<'s>>,
    by_place: HashMap<Place, usize>,
}

impl<'s> Words<'s> {
    fn of(sentences: &'s [Sentence]) -> Self {
        let mut all = Vec::new();
        for sentence in sentences {
            for token in &sentence.tokens {
                let head = token
                    .head
                    .and_then(|head| sentence.tokens.get(usize::from(head)));
                all.push(Word {
                    token,
                    head: head.map(|head| (head.span.start, head.span.end)),
                });
            }
        }
        let by_place = all
            .iter()
            .enumerate()
            .map(|(i, word)| (word.place(), i))
            .collect();
        Self { all, by_place }
    }

    /// The word that covers the same characters.
    fn at(&self, word: &Word<'_>) -> Option<&Word<'s>> {
        self.by_place
            .get(&word.place())
            .and_then(|i| self.all.get(*i))
    }

    /// The arguments of each word, by its place.
    fn arguments(&self) -> HashMap<Place, Vec<(Place, &'static str)>> {
        let mut arguments: HashMap<Place, Vec<(Place, &'static str)>> = HashMap::new();
        for word in &self.all {
            let base = word.token.deprel.base();
            if let Some(head) = word.head
                && matches!(
                    base,
                    "nsubj" | "csubj" | "obj" | "iobj" | "ccomp" | "xcomp" | "obl"
                )
            {
                arguments
                    .entry(head)
                    .or_default()
                    .push((word.place(), base));
            }
        }
        arguments
    }
}

fn verbs(gold: &Words<'_>, found: &Words<'_>) -> Count {
    let (wanted, given) = (gold.arguments(), found.arguments());
    let mut count = Count::default();
    for verb in gold.all.iter().filter(|word| word.token.upos == Upos::Verb) {
        if let Some(arguments) = wanted.get(&verb.place()) {
            count.right += usize::from(given.get(&verb.place()) == Some(arguments));
            count.wanted += 1;
        }
    }
    count.given = count.wanted;
    count
}

/// How many of two ascending lists are the same.
fn common(a: &[Place], b: &[Place]) -> usize {
    let known: std::collections::HashSet<_> = a.iter().collect();
    b.iter().filter(|place| known.contains(place)).count()
}

/// The relations printed.
pub const SHOWN: [&str; 20] = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "ccomp",
    "xcomp",
    "csubj",
    "advcl",
    "acl",
    "acl:relcl",
    "nmod",
    "nmod:poss",
    "appos",
    "conj",
    "compound",
    "flat",
    "nummod",
    "parataxis",
];

/// Figures of each relation.
pub struct Relations(BTreeMap<&'static str, Count>);

impl Relations {
    /// Counts both words and heads right.
    pub fn of(gold: &[Sentence], found: &[Sentence]) -> Self {
        let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
        let (gold, found) = (Words::of(gold), Words::of(found));
        for word in &found.all {
            counts.entry(word.token.deprel.as_str()).or_default().given += 1;
        }
        for right in &gold.all {
            let relation: Deprel = right.token.deprel;
            let count = counts.entry(relation.as_str()).or_default();
            count.wanted += 1;
            let same = |read: &Word<'_>| read.head == right.head && read.token.deprel == relation;
            count.right += usize::from(found.at(right).is_some_and(same));
        }
        Self(counts)
    }

    /// F1 of one relation, subtypes apart.
    pub fn f1(&self, relation: &str) -> f64 {
        self.0.get(relation).copied().unwrap_or_default().f1()
    }
}
