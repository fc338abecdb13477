//! How words stand in raw text: mostly with a capital or without, after "President" or before "said", after "in",
//! after "the", inside runs of capitals. Word vectors do not see capitals; these habits make up for it.

use crate::corpus::read_raw;
use anyhow::Result;
use contingent_syntax::shared::key;
use std::collections::HashMap;
use std::path::Path;

/// Habits, a bit each.
pub const HABITS: u32 = 15;

const TITLES: [&str; 17] = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "President",
    "Minister",
    "Secretary",
    "Ambassador",
    "General",
    "Senator",
    "Judge",
    "King",
    "Queen",
    "Sir",
    "Pope",
    "Professor",
    "Director",
];
const SPEECH: [&str; 6] = ["said", "says", "told", "added", "stated", "announced"];
const PLACE: [&str; 5] = ["in", "at", "from", "near", "across"];
/// After these a capital says nothing.
const OPENING: [&str; 16] = [
    ".", "!", "?", ":", ";", "\"", "“", "”", "'", "‘", "’", "(", "-", "—", "–", "•",
];

/// Counts of one form.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: u32,
    person: u32,
    place: u32,
    the: u32,
    before: u32,
    after: u32,
}

/// The habits of the words of all raw text, by key.
pub fn read(data: &Path) -> Result<HashMap<u32, u32>> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut counts: Vec<Counts> = Vec::new();
    read_raw(data, &mut |words| {
        for (i, word) in words.iter().enumerate() {
            let Some(previous) = i.checked_sub(1).map(|p| words[p]) else {
                continue;
            };
            let first = word.chars().next().unwrap_or(' ');
            if !first.is_alphabetic() {
                continue;
            }
            let mut before = previous;
            if before == "." && i >= 2 && TITLES.contains(&words[i - 2]) {
                before = words[i - 2];
            }
            if OPENING.contains(&before) {
                continue;
            }
            let number = match numbers.get(*word) {
                Some(&number) => number as usize,
                None => {
                    numbers.insert((*word).to_owned(), counts.len() as u32);
                    counts.push(Counts::default());
                    counts.len() - 1
                }
            };
            let count = &mut counts[number];
            count.all += 1;
            if !first.is_uppercase() {
                continue;
            }
            let next = words.get(i + 1).copied().unwrap_or_default();
            let capital = |w: &str| w.starts_with(char::is_uppercase);
            let person = TITLES.contains(&before) || SPEECH.contains(&next);
            count.person += u32::from(person);
            count.place += u32::from(PLACE.contains(&before));
            count.the += u32::from(before == "the");
            count.before += u32::from(capital(before));
            count.after += u32::from(capital(next));
        }
    })?;
    let mut forms: Vec<(&String, u32)> = numbers.iter().map(|(f, &n)| (f, n)).collect();
    forms.sort_unstable_by_key(|&(_, number)| number);
    let mut by_key: HashMap<u32, Usage> = HashMap::new();
    for (form, number) in forms {
        by_key
            .entry(key(form))
            .or_default()
            .add(form, &counts[number as usize]);
    }
    Ok(by_key
        .into_iter()
        .filter(|(_, usage)| usage.capital.all >= 3)
        .map(|(key, usage)| (key, usage.bits()))
        .collect())
}

/// Counts of all forms of a key.
#[derive(Default)]
struct Usage {
    small: u32,
    capital: Counts,
    capitals: u32,
}

impl Usage {
    fn add(&mut self, form: &str, counts: &Counts) {
        if !form.starts_with(char::is_uppercase) {
            self.small += counts.all;
            return;
        }
        if form.chars().count() > 1 && !form.chars().any(char::is_lowercase) {
            self.capitals += counts.all;
        }
        let to = &mut self.capital;
        to.all += counts.all;
        to.person += counts.person;
        to.place += counts.place;
        to.the += counts.the;
        to.before += counts.before;
        to.after += counts.after;
    }

    fn bits(&self) -> u32 {
        let all = self.capital.all;
        let mut bits = 0;
        let share = all as f32 / (all + self.small) as f32;
        let band = [0.1, 0.5, 0.9].iter().filter(|&&b| share >= b).count();
        bits |= 1 << band;
        let mut at = 4;
        let mut both = |part: u32, low: f32, high: f32| {
            let share = part as f32 / all as f32;
            bits |= u32::from(share >= low) << at | u32::from(share >= high) << (at + 1);
            at += 2;
        };
        both(self.capital.person, 0.05, 0.2);
        both(self.capital.place, 0.1, 0.3);
        both(self.capital.the, 0.2, 0.5);
        both(self.capital.before, 0.3, 0.7);
        both(self.capital.after, 0.3, 0.7);
        bits | u32::from(2 * self.capitals >= all) << 14
    }
}
