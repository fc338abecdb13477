//! The words and the clues that the network has vectors for.

use crate::name_lists::NameLists;
use contingent_syntax::shared::{Clues, read_clues};
use std::collections::HashMap;

/// Number of the word that stands for all unknown words.
pub const UNKNOWN: u32 = 0;

/// The vocabulary, and which rows of the table of clues a form uses.
pub struct Lexicon {
    /// Key of word `i`; the key of [`UNKNOWN`] is never looked up.
    pub keys: Vec<u32>,
    /// Words below this number have a row of their own in the table of clues.
    pub own_rows: usize,
    /// Rows shared by hashed clues.
    pub hashed_rows: usize,
    index: HashMap<u32, u32>,
    forms: HashMap<String, u32>,
    entries: Vec<Entry>,
    lower: Vec<char>,
    clues: Clues,
    lists: NameLists,
}

/// A form, read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Number of its word.
    pub word: u32,
    /// Rows of the table of clues, its own row (if it has one) first.
    pub rows: Vec<u32>,
    /// True when `rows[0]` is its own.
    pub own: bool,
}

impl Lexicon {
    /// A vocabulary of `keys`, the first `own_rows` of which (counted from word 1) have rows of their own.
    pub fn new(keys: Vec<u32>, own_rows: usize, hashed_rows: usize) -> Self {
        let index = keys
            .iter()
            .enumerate()
            .skip(1)
            .map(|(i, &k)| (k, i as u32))
            .collect();
        Self {
            keys,
            own_rows,
            hashed_rows,
            index,
            forms: HashMap::new(),
            entries: Vec::new(),
            lower: Vec::new(),
            clues: Clues::default(),
            lists: NameLists::default(),
        }
    }

    /// The same words with the lists of names as more clues, their rows after the others.
    pub fn with_lists(&self, lists: NameLists) -> Self {
        Self {
            lists,
            ..Self::new(self.keys.clone(), self.own_rows, self.hashed_rows)
        }
    }

    /// The same, with no form read yet.
    pub fn fresh(&self) -> Self {
        self.with_lists(self.lists.clone())
    }

    /// The lists of names; empty where there are none.
    pub fn lists(&self) -> &NameLists {
        &self.lists
    }

    /// Rows of the table of clues.
    pub fn rows(&self) -> usize {
        self.own_rows + self.hashed_rows + self.lists.rows()
    }

    /// Number of a form, which [`Self::entry`] takes.
    pub fn form(&mut self, form: &str) -> u32 {
        if let Some(&number) = self.forms.get(form) {
            return number;
        }
        read_clues(form, &mut self.lower, &mut self.clues);
        let word = self.index.get(&self.clues.key).copied().unwrap_or(UNKNOWN);
        let own = word != UNKNOWN && (word as usize) < self.own_rows;
        let mut rows = Vec::new();
        if own {
            rows.push(word);
        }
        let shared = self.hashed_rows as u32;
        rows.extend(
            self.clues
                .hashes
                .iter()
                .map(|h| self.own_rows as u32 + h % shared),
        );
        let first = (self.own_rows + self.hashed_rows) as u32;
        rows.extend(self.lists.rows_of(self.clues.key, form).map(|r| first + r));
        let number = self.entries.len() as u32;
        self.entries.push(Entry { word, rows, own });
        self.forms.insert(form.to_owned(), number);
        number
    }

    /// How many forms were read so far.
    pub fn forms_seen(&self) -> usize {
        self.entries.len()
    }

    /// What is known of a form.
    pub fn entry(&self, form: u32) -> &Entry {
        &self.entries[form as usize]
    }
}

/// Counts keys and chooses the vocabulary: first the words of the treebank by frequency, then those of raw text.
pub struct Counter {
    treebank: HashMap<u32, u32>,
    raw: HashMap<u32, u32>,
    lower: Vec<char>,
    clues: Clues,
}

impl Counter {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self {
            treebank: HashMap::new(),
            raw: HashMap::new(),
            lower: Vec::new(),
            clues: Clues::default(),
        }
    }

    /// Counts a word of the treebanks.
    pub fn treebank(&mut self, form: &str) {
        read_clues(form, &mut self.lower, &mut self.clues);
        *self.treebank.entry(self.clues.key).or_default() += 1;
    }

    /// Counts a key found in raw text.
    pub fn raw(&mut self, key: u32, times: u32) {
        *self.raw.entry(key).or_default() += times;
    }

    /// Keys of the vocabulary and how many have rows of their own.
    pub fn choose(&self, size: usize, own_from: u32) -> (Vec<u32>, usize) {
        let mut keys = vec![0];
        keys.extend(by_count(&self.treebank, own_from));
        let own = keys.len();
        let mut all = self.raw.clone();
        for (&key, &count) in &self.treebank {
            *all.entry(key).or_default() += 4 * count;
        }
        all.retain(|key, _| self.treebank.get(key).is_none_or(|&c| c < own_from));
        keys.extend(by_count(&all, 5));
        keys.truncate(size);
        (keys, own.min(size))
    }
}

fn by_count(counts: &HashMap<u32, u32>, least: u32) -> Vec<u32> {
    let mut items: Vec<(u32, u32)> = counts
        .iter()
        .filter(|&(_, &count)| count >= least)
        .map(|(&key, &count)| (key, count))
        .collect();
    items.sort_unstable_by_key(|&(key, count)| (std::cmp::Reverse(count), key));
    items.into_iter().map(|(key, _)| key).collect()
}
