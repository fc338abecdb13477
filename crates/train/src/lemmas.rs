//! Learns lemma rules from the treebanks: for each Penn tag the script of each ending, then the words that differ.

use crate::words::read_treebank;
use anyhow::{Context, Result};
use contingent_syntax::training::{Case, Lemmas, MAX_ENDING, Scope, Script, key, lower_case, normalise};
use contingent_text::Xpos;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How often each script was seen.
type Counts = BTreeMap<Script, usize>;

/// Trains on EWT and GUM, writes `english-lemmas.bin` into the folder `models`.
pub fn train(data: &Path, models: &Path) -> Result<()> {
    let mut words: BTreeMap<(Xpos, String), Counts> = BTreeMap::new();
    for name in ["ewt-train", "gum-train"] {
        let bank = read_treebank(data, name)?;
        for (sentence, forms) in std::iter::zip(&bank.sentences, &bank.forms) {
            for (token, form) in std::iter::zip(&sentence.tokens, forms) {
                let (mut plain, mut lower) = (String::new(), String::new());
                normalise(form, &mut plain);
                lower_case(&plain, &mut lower);
                if token.lemma == "_" {
                    continue;
                }
                if let Some(script) = script(&plain, &token.lemma, token.xpos) {
                    *words
                        .entry((token.xpos, lower))
                        .or_default()
                        .entry(script)
                        .or_default() += 1;
                }
            }
        }
    }
    let lemmas = rules(&words).context("too many scripts")?;
    let bytes = lemmas.to_bytes();
    fs::create_dir_all(models)?;
    fs::write(models.join("english-lemmas.bin"), &bytes)?;
    println!("{} bytes", bytes.len());
    Ok(())
}

/// The simplest script from a form to its lemma: capitals kept for names, else made small.
fn script(form: &str, lemma: &str, xpos: Xpos) -> Option<Script> {
    let name = matches!(xpos, Xpos::Nnp | Xpos::Nnps);
    let order = if name {
        [Case::Keep, Case::First, Case::Lower]
    } else {
        [Case::Lower, Case::Keep, Case::First]
    };
    let scripts = order.into_iter().filter_map(|case| Script::between(form, lemma, case));
    scripts.min_by_key(|script| usize::from(script.strip) + script.add.len())
}

fn rules(words: &BTreeMap<(Xpos, String), Counts>) -> Option<Lemmas> {
    // Endings: every word of a tag counts once, for its most frequent script.
    let mut endings: BTreeMap<(usize, Xpos, String), Counts> = BTreeMap::new();
    for ((xpos, word), counts) in words {
        let Some(best) = best(counts) else { continue };
        for (length, ending) in endings_of(word) {
            *endings
                .entry((length, *xpos, ending.to_owned()))
                .or_default()
                .entry(best.clone())
                .or_default() += 1;
        }
    }
    let mut made = Made::default();
    for ((length, xpos, ending), counts) in &endings {
        let Some(best) = best(counts) else { continue };
        let support = counts.get(best).copied().unwrap_or(0);
        if made.ending(*xpos, ending) != Some(best) && (*length == 0 || support >= 2) {
            made.add(key(*xpos, ending, Scope::Ending), (*xpos, Some(ending.clone())), best);
        }
    }
    for ((xpos, word), counts) in words {
        let Some(best) = best(counts) else { continue };
        if made.ending(*xpos, word) != Some(best) {
            made.add(key(*xpos, word, Scope::Word), (*xpos, None), best);
        }
    }
    made.finish()
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

/// The most frequent script; of equals the first in order.
fn best(counts: &Counts) -> Option<&Script> {
    let mut best: Option<(&Script, usize)> = None;
    for (script, &count) in counts {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((script, count));
        }
    }
    best.map(|(script, _)| script)
}

/// The rules made so far.
#[derive(Default)]
struct Made {
    endings: BTreeMap<(Xpos, String), Script>,
    numbers: BTreeMap<Script, u16>,
    scripts: Vec<Script>,
    rules: Vec<(u32, u16)>,
}

impl Made {
    /// What the rules for endings say about `word`.
    fn ending(&self, xpos: Xpos, word: &str) -> Option<&Script> {
        let mut found = None;
        for (_, ending) in endings_of(word) {
            found = self.endings.get(&(xpos, ending.to_owned())).or(found);
        }
        found
    }

    fn add(&mut self, key: u32, (xpos, ending): (Xpos, Option<String>), script: &Script) {
        if let Some(ending) = ending {
            self.endings.insert((xpos, ending), script.clone());
        }
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
