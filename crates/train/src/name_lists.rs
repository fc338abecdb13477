//! Lists of words that names are made of: first names, surnames, cities, countries. What they say of a word is a
//! clue like its letters, to be weighed by what stands around it.

use crate::habits::{self, HABITS};
use anyhow::{Context, Result};
use contingent_syntax::shared::key;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

const FIRST_NAMES: &str = include_str!("../data/first-names.txt");
const SURNAMES: &str = include_str!("../data/surnames.txt");

/// Classes that a word may belong to.
pub const CLASSES: u32 = LISTED + HABITS;
/// Classes that come from lists; the others are habits.
const LISTED: u32 = 11;

/// For each key the classes of its word, a bit each.
#[derive(Clone, Default)]
pub struct NameLists(pub HashMap<u32, u32>);

impl NameLists {
    /// Reads the lists here and the registry's tables of cities and countries.
    pub fn read(registry: &Path, data: &Path) -> Result<Self> {
        let mut lists = Self::default();
        for (key, bits) in habits::read(data)? {
            lists.0.insert(key, bits << LISTED);
        }
        let words = |text: &'static str| {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            lines.flat_map(str::split_ascii_whitespace).enumerate()
        };
        for (rank, word) in words(FIRST_NAMES) {
            lists.add(word, u32::from(rank >= 600));
        }
        for (rank, word) in words(SURNAMES) {
            lists.add(word, 2 + u32::from(rank >= 2000));
        }
        table(&registry.join("places-cities.tsv"), |columns| {
            let people: u32 = columns.get(6).and_then(|n| n.parse().ok()).unwrap_or(0);
            let single = 4 + u32::from(people < 400_000);
            for name in names(columns, &[0, 1]) {
                lists.add_name(name, [single, 6]);
            }
        })?;
        table(&registry.join("countries.tsv"), |columns| {
            for name in names(columns, &[2, 3]) {
                lists.add_name(name, [7, 8]);
            }
            for name in names(columns, &[6]) {
                lists.add_name(name, [4, 6]);
            }
            for name in names(columns, &[4, 5]) {
                lists.add_name(name, [9, 10]);
            }
        })?;
        Ok(lists)
    }

    /// Rows that the table of clues needs: each class of words with and without a capital.
    pub fn rows(&self) -> usize {
        if self.0.is_empty() {
            0
        } else {
            2 * CLASSES as usize
        }
    }

    /// Rows of a form, counted from the first of the lists.
    pub fn rows_of(&self, key: u32, form: &str) -> impl Iterator<Item = u32> + use<> {
        let classes = self.0.get(&key).copied().unwrap_or(0);
        let capital = form.starts_with(char::is_uppercase);
        let first = if capital { 0 } else { CLASSES };
        (0..CLASSES)
            .filter(move |class| classes & (1 << class) != 0)
            .map(move |class| first + class)
    }

    fn add(&mut self, word: &str, class: u32) {
        *self.0.entry(key(word)).or_default() |= 1 << class;
    }

    /// A name of one word is of the first class, the words of a longer one are of the second.
    fn add_name(&mut self, name: &str, [one, several]: [u32; 2]) {
        let words: Vec<&str> = name
            .split([' ', '-'])
            .filter(|word| word.starts_with(char::is_uppercase))
            .collect();
        let class = if words.len() == 1 { one } else { several };
        for word in words {
            self.add(word, class);
        }
    }
}

/// The names in some columns of a row, `|` between them, a `?` after those that others bear too.
fn names<'r>(columns: &'r [&'r str], which: &'r [usize]) -> impl Iterator<Item = &'r str> {
    which
        .iter()
        .filter_map(|&column| columns.get(column))
        .flat_map(|cell| cell.split('|'))
        .map(|name| name.trim_end_matches('?'))
        .filter(|name| !name.is_empty())
}

/// Calls `each` with the columns of every row of a table.
fn table(path: &Path, mut each: impl FnMut(&[&str])) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        each(&line.split('\t').collect::<Vec<_>>());
    }
    Ok(())
}
