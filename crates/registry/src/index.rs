//! Names to things: which row a sequence of words can stand for.

use crate::words::{Shape, Word, words};
use smol_str::SmolStr;
use std::collections::HashMap;

/// A row of the registry, by kind and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// Number in [`Registry::missions`](crate::Registry::missions).
    Mission(u32),
    /// Number in [`Registry::countries`](crate::Registry::countries).
    Country(u32),
    /// Number in [`Registry::bodies`](crate::Registry::bodies).
    Body(u32),
    /// Number in [`Registry::groups`](crate::Registry::groups).
    Group(u32),
    /// Number in [`Registry::persons`](crate::Registry::persons).
    Person(u32),
}

/// How a name stands for its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AliasKind {
    /// Its name in any language.
    Name,
    /// Its acronym.
    Acronym,
    /// A country's adjective.
    Adjective,
    /// A country's people.
    People,
    /// A country's capital.
    Capital,
    /// Words that stand for a country's government.
    Government,
    /// A country's army or police by its own name.
    Force,
}

/// One name of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The row.
    pub entry: Entry,
    /// How the name stands for it.
    pub kind: AliasKind,
    /// True when other rows share the name on purpose (written with `?`): the document must settle it.
    pub shared: bool,
    /// Which words must not be in lower case, a bit for each.
    capital: u32,
    /// True when every word must be in capitals (short acronyms).
    upper: bool,
}

impl Alias {
    /// True when `text`, the words found, are written as this name may be.
    fn written(&self, text: &[Word]) -> bool {
        let capital =
            |at: usize, word: &Word| self.capital >> at & 1 == 0 || word.shape != Shape::Lower;
        let upper = |word: &Word| !self.upper || matches!(word.shape, Shape::Upper | Shape::Digits);
        text.iter()
            .enumerate()
            .all(|(at, word)| capital(at, word) && upper(word))
    }
}

/// All names, by their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    names: HashMap<String, Vec<Alias>>,
    /// Most words in a name that begins with this one.
    longest: HashMap<SmolStr, usize>,
}

impl Index {
    /// Adds a name; `?` at its end marks one that rows share on purpose. Returns a row that has the name already.
    pub(crate) fn add(&mut self, name: &str, entry: Entry, kind: AliasKind) -> Option<Entry> {
        let (name, shared) = match name.strip_suffix('?') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let parts = words(name);
        let first = parts.first()?;
        let letters: usize = parts.iter().map(|w| w.end - w.start).sum();
        let all_upper = parts
            .iter()
            .all(|w| matches!(w.shape, Shape::Upper | Shape::Digits));
        let capital =
            |(at, w): (usize, &Word)| u32::from(w.shape != Shape::Lower && at < 32) << at.min(31);
        let alias = Alias {
            entry,
            kind,
            shared,
            capital: parts.iter().enumerate().map(capital).fold(0, |a, b| a | b),
            upper: all_upper && letters <= 4,
        };
        let longest = self.longest.entry(first.key.clone()).or_default();
        *longest = parts.len().max(*longest);
        let key = parts
            .iter()
            .map(|w| w.key.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let names = self.names.entry(key).or_default();
        // The same name in another case: what either allows is allowed.
        let again = |a: &&mut Alias| a.entry == entry && a.kind == kind && a.upper == alias.upper;
        if let Some(held) = names.iter_mut().find(again) {
            held.capital &= alias.capital;
            return None;
        }
        let clash = names
            .iter()
            .find(|a| a.entry != entry && !a.shared && !shared && a.upper == alias.upper);
        let other = clash.map(|a| a.entry);
        names.push(alias);
        other
    }

    /// The longest name that `text` begins with, as the number of its words and whom it can stand for.
    pub(crate) fn longest(&self, text: &[Word]) -> Option<(usize, Vec<Alias>)> {
        let most = *self.longest.get(&text.first()?.key)?;
        let mut key = String::new();
        let ends: Vec<usize> = text
            .iter()
            .take(most)
            .map(|word| {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(&word.key);
                key.len()
            })
            .collect();
        for (at, end) in ends.iter().enumerate().rev() {
            let Some(names) = key.get(..*end).and_then(|k| self.names.get(k)) else {
                continue;
            };
            let found: Vec<Alias> = names
                .iter()
                .filter(|a| text.get(..=at).is_some_and(|t| a.written(t)))
                .copied()
                .collect();
            if !found.is_empty() {
                return Some((at + 1, found));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_in_the_right_case_is_found() {
        let mut index = Index::default();
        let (us, un, council) = (Entry::Country(0), Entry::Body(0), Entry::Body(1));
        assert_eq!(index.add("US", us, AliasKind::Acronym), None);
        assert_eq!(index.add("UN", un, AliasKind::Acronym), None);
        assert_eq!(
            index.add("UN Security Council", council, AliasKind::Name),
            None
        );
        assert_eq!(
            index.add("security council", council, AliasKind::Name),
            None
        );
        let look = |text| {
            index
                .longest(&words(text))
                .map(|(n, found)| (n, found[0].entry))
        };
        assert_eq!(look("U.N. Security Council approved"), Some((3, council)));
        assert_eq!(look("UN security council"), Some((1, un)));
        assert_eq!(look("security council"), Some((2, council)));
        assert_eq!(look("us all"), None);
        assert_eq!(look("U.S. police"), Some((1, us)));
    }

    #[test]
    fn a_name_of_two_rows_is_reported_unless_shared_on_purpose() {
        let mut index = Index::default();
        index.add("Congo?", Entry::Country(0), AliasKind::Name);
        assert_eq!(
            index.add("Congo?", Entry::Country(1), AliasKind::Name),
            None
        );
        index.add("Force", Entry::Body(0), AliasKind::Name);
        assert_eq!(
            index.add("FORCE ", Entry::Body(1), AliasKind::Name),
            Some(Entry::Body(0))
        );
    }
}
