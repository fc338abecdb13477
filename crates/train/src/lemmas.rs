//! Learns lemma rules from the treebanks: for each Penn tag the script of each ending, then the words that differ.

use crate::words::read_treebank;
use anyhow::{Context, Result};
use contingent_syntax::training::{
    Case, Lemmas, MAX_ENDING, Scope, Script, key, lower_case, normalise,
};
use contingent_text::Xpos;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Irregular words that the treebanks may lack: tag, form, lemma.
const IRREGULAR: &str = include_str!("../data/irregular.tsv");

/// The sets of words that have rules for endings of their own.
const ENDINGS: [Scope; 3] = [Scope::Ending, Scope::CapitalEnding, Scope::CapitalsEnding];

/// Forms of one word in small letters, with their lemmas and how often each pair was seen.
type Pairs = BTreeMap<(String, String), usize>;

/// The words of the treebanks by tag and small letters.
type Vocabulary = BTreeMap<(Xpos, String), Pairs>;

/// Trains on EWT and GUM, writes `english-lemmas.bin` into the folder `models`.
pub fn train(data: &Path, models: &Path) -> Result<()> {
    let mut words = Vocabulary::new();
    for name in ["ewt-train", "gum-train"] {
        let bank = read_treebank(data, name)?;
        for (sentence, forms) in std::iter::zip(&bank.sentences, &bank.forms) {
            for (token, form) in std::iter::zip(&sentence.tokens, forms) {
                if token.lemma != "_" {
                    add(&mut words, token.xpos, form, &token.lemma);
                }
            }
        }
    }
    for line in IRREGULAR.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        if let (Some(xpos), Some(form), Some(lemma)) =
            (columns.next(), columns.next(), columns.next())
        {
            let xpos = xpos.parse().with_context(|| line.to_owned())?;
            if !words.contains_key(&(xpos, form.to_owned())) {
                add(&mut words, xpos, form, lemma);
            }
        }
    }
    let lemmas = rules(&words).context("too many scripts")?;
    let bytes = lemmas.to_bytes();
    fs::create_dir_all(models)?;
    fs::write(models.join("english-lemmas.bin"), &bytes)?;
    println!("english-lemmas.bin: {} bytes", bytes.len());
    Ok(())
}

fn add(words: &mut Vocabulary, xpos: Xpos, form: &str, lemma: &str) {
    let (mut plain, mut lower) = (String::new(), String::new());
    normalise(form, &mut plain);
    lower_case(&plain, &mut lower);
    let pairs = words.entry((xpos, lower)).or_default();
    *pairs.entry((plain, lemma.to_owned())).or_default() += 1;
}

fn rules(words: &Vocabulary) -> Option<Lemmas> {
    // Endings: every word of a tag counts once, for the script that is right most often.
    let mut endings: BTreeMap<Ending, BTreeMap<Script, usize>> = BTreeMap::new();
    for ((xpos, word), pairs) in words {
        for scope in ENDINGS {
            let of_scope: Pairs = pairs
                .iter()
                .filter(|((form, _), _)| Scope::ending_of(form) == scope)
                .map(|(pair, count)| (pair.clone(), *count))
                .collect();
            let Some((best, _)) = best_script(*xpos, &of_scope) else {
                continue;
            };
            for (length, text) in endings_of(word) {
                let ending = Ending {
                    length,
                    xpos: *xpos,
                    scope,
                    text: text.to_owned(),
                };
                *endings
                    .entry(ending)
                    .or_default()
                    .entry(best.clone())
                    .or_default() += 1;
            }
        }
    }
    let mut made = Made::default();
    for (ending, counts) in endings {
        let Some((best, support)) = most_frequent(&counts) else {
            continue;
        };
        let known = made.for_word(ending.xpos, ending.scope, &ending.text);
        if known != Some(best) && (ending.length == 0 || support >= 2) {
            made.add_ending(ending, best);
        }
    }
    for ((xpos, word), pairs) in words {
        let Some((best, right)) = best_script(*xpos, pairs) else {
            continue;
        };
        let known = made.count_right(*xpos, word, pairs);
        if known < right {
            made.add(key(*xpos, word, Scope::Word), &best);
        } else if let Some(title) = titled(*xpos, pairs, right) {
            made.add(key(*xpos, word, Scope::Word), &title);
        }
    }
    made.finish()
}

/// An ending that words of a tag share; in the order of its length first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ending {
    length: usize,
    xpos: Xpos,
    scope: Scope,
    text: String,
}

/// A word's endings from the empty one on, with their lengths.
fn endings_of(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = word.char_indices().rev().map(|(at, _)| at);
    std::iter::once(word.len())
        .chain(starts)
        .take(MAX_ENDING + 1)
        .enumerate()
        .map(|(length, at)| (length, &word[at..]))
}

/// The script that is right for most of the pairs, and for how many; of equals the simplest.
///
/// Names keep their capitals where that is as good, other words lose them.
fn best_script(xpos: Xpos, pairs: &Pairs) -> Option<(Script, usize)> {
    let name = matches!(xpos, Xpos::Nnp | Xpos::Nnps);
    let order = if name {
        [Case::Keep, Case::First, Case::Title, Case::Lower]
    } else {
        [Case::Lower, Case::Keep, Case::First, Case::Title]
    };
    let scripts = pairs.keys().flat_map(|(form, lemma)| {
        order
            .iter()
            .filter_map(|case| Script::between(form, lemma, *case))
    });
    let cost = |script: &Script| {
        let case = order.iter().position(|case| *case == script.case);
        (usize::from(script.strip) + script.add.len(), case)
    };
    let mut best: Option<(Script, usize)> = None;
    for script in scripts {
        let right = pairs
            .iter()
            .filter(|((form, lemma), _)| applied(&script, form) == *lemma)
            .map(|(_, count)| count)
            .sum();
        let better = best.as_ref().is_none_or(|(known, most)| {
            right > *most || (right == *most && cost(&script) < cost(known))
        });
        if better {
            best = Some((script, right));
        }
    }
    best
}

/// The script that writes a name with one capital, where that is as right as any: so "haiti" and "HAITI" become what
/// the treebanks know as "Haiti".
fn titled(xpos: Xpos, pairs: &Pairs, right: usize) -> Option<Script> {
    if !matches!(xpos, Xpos::Nnp | Xpos::Nnps) {
        return None;
    }
    let mut scripts = pairs
        .keys()
        .filter_map(|(form, lemma)| Script::between(form, lemma, Case::Title));
    scripts.find(|script| {
        let plain = script.strip == 0 && script.add.is_empty();
        let good = pairs
            .iter()
            .filter(|((form, lemma), _)| applied(script, form) == *lemma);
        plain && good.map(|(_, count)| count).sum::<usize>() == right
    })
}

fn applied(script: &Script, form: &str) -> String {
    let mut lemma = String::new();
    script.apply(form, &mut lemma);
    lemma
}

/// The most frequent script; of equals the first in order.
fn most_frequent(counts: &BTreeMap<Script, usize>) -> Option<(&Script, usize)> {
    let mut best: Option<(&Script, usize)> = None;
    for (script, &count) in counts {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((script, count));
        }
    }
    best
}

/// The rules made so far.
#[derive(Default)]
struct Made {
    endings: BTreeMap<(Xpos, Scope, String), Script>,
    numbers: BTreeMap<Script, u16>,
    scripts: Vec<Script>,
    rules: Vec<(u32, u16)>,
}

impl Made {
    /// What the rules for endings say about `word`.
    fn for_word(&self, xpos: Xpos, scope: Scope, word: &str) -> Option<&Script> {
        let mut found = None;
        for (_, ending) in endings_of(word) {
            found = self
                .endings
                .get(&(xpos, scope, ending.to_owned()))
                .or(found);
        }
        found
    }

    /// How often the rules for endings are right about a word.
    fn count_right(&self, xpos: Xpos, word: &str, pairs: &Pairs) -> usize {
        let right = |(form, lemma): &(String, String)| {
            self.for_word(xpos, Scope::ending_of(form), word)
                .is_some_and(|script| applied(script, form) == *lemma)
        };
        pairs
            .iter()
            .filter(|(pair, _)| right(pair))
            .map(|(_, count)| count)
            .sum()
    }

    fn add_ending(&mut self, ending: Ending, script: &Script) {
        self.add(key(ending.xpos, &ending.text, ending.scope), script);
        self.endings
            .insert((ending.xpos, ending.scope, ending.text), script.clone());
    }

    fn add(&mut self, key: u32, script: &Script) {
        let number = *self.numbers.entry(script.clone()).or_insert_with(|| {
            self.scripts.push(script.clone());
            u16::try_from(self.scripts.len() - 1).unwrap_or(u16::MAX)
        });
        self.rules.push((key, number));
    }

    fn finish(self) -> Option<Lemmas> {
        (self.scripts.len() < usize::from(u16::MAX)).then(|| Lemmas::new(self.scripts, &self.rules))
    }
}
