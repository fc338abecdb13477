//! Lemmas: the dictionary form of a word, found from the word and its Penn tag.
//!
//! An edit script says how many characters to take off the end, what to put there and what becomes of the
//! capitals. The script of a word is the one learned for the whole word, else for its longest known ending.

mod script;

pub use script::{Case, Script};

use contingent_text::Xpos;
use smol_str::SmolStr;
use std::fmt::Write;

/// The longest ending that rules look at, in characters.
pub const MAX_ENDING: usize = 6;

/// The learned rules.
#[derive(Clone, Debug)]
pub struct Lemmas {
    scripts: Vec<Script>,
    /// Keys (0 where there is none) and script numbers, at the key's place or the next free ones.
    keys: Vec<u32>,
    values: Vec<u16>,
}

const MAGIC: &[u8; 8] = b"CNTLEMM1";

impl Lemmas {
    /// Puts rules together: keys from [`key`], values numbers of scripts.
    #[must_use]
    pub fn new(scripts: Vec<Script>, rules: &[(u32, u16)]) -> Self {
        let size = (rules.len() * 2).next_power_of_two().max(16);
        let mut table = Self {
            scripts,
            keys: vec![0; size],
            values: vec![0; size],
        };
        for &(key, value) in rules {
            let place = table.place(key);
            table.keys[place] = key;
            table.values[place] = value;
        }
        table
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` when it is something else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (text_len, rest) = rest.split_first_chunk::<4>()?;
        let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*text_len) as usize)?;
        let scripts: Option<Vec<Script>> = std::str::from_utf8(text)
            .ok()?
            .lines()
            .map(Script::parse)
            .collect();
        let scripts = scripts?;
        let mut rules = Vec::with_capacity(rest.len() / 6);
        for rule in rest.chunks_exact(6) {
            let key = u32::from_le_bytes([rule[0], rule[1], rule[2], rule[3]]);
            let value = u16::from_le_bytes([rule[4], rule[5]]);
            scripts.get(usize::from(value))?;
            rules.push((key, value));
        }
        Some(Self::new(scripts, &rules))
    }

    /// The model file's content; rules in the order of their keys.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let text: String = self
            .scripts
            .iter()
            .map(|script| format!("{script}\n"))
            .collect();
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&(text.len() as u32).to_le_bytes());
        bytes.extend_from_slice(text.as_bytes());
        let mut rules: Vec<(u32, u16)> = std::iter::zip(&self.keys, &self.values)
            .filter(|(key, _)| **key != 0)
            .map(|(key, value)| (*key, *value))
            .collect();
        rules.sort_unstable();
        for (key, value) in rules {
            bytes.extend_from_slice(&key.to_le_bytes());
            bytes.extend_from_slice(&value.to_le_bytes());
        }
        bytes
    }

    /// The lemma of `form` under the tag `xpos`; `space` is used again from word to word.
    #[must_use]
    pub fn lemma(&self, form: &str, xpos: Xpos, space: &mut Buffers) -> SmolStr {
        normalise(form, &mut space.form);
        let Some(script) = self.script(&space.form, xpos, &mut space.lower) else {
            return SmolStr::new(&space.form);
        };
        if script.keeps_all(&space.form) {
            return SmolStr::new(&space.form);
        }
        space.lower.clear();
        script.apply(&space.form, &mut space.lower);
        SmolStr::new(if space.lower.is_empty() {
            &space.form
        } else {
            &space.lower
        })
    }

    /// The script for a normalised form.
    pub(crate) fn script(&self, form: &str, xpos: Xpos, lower: &mut String) -> Option<&Script> {
        lower_case(form, lower);
        if let Some(script) = self.find(key(xpos, lower, Scope::Word)) {
            return Some(script);
        }
        // Past tense and participle are often told apart wrongly; a word known as one is known as the other.
        let other = match xpos {
            Xpos::Vbd => Some(Xpos::Vbn),
            Xpos::Vbn => Some(Xpos::Vbd),
            _ => None,
        };
        if let Some(script) = other.and_then(|tag| self.find(key(tag, lower, Scope::Word))) {
            return Some(script);
        }
        // Endings from the longest to the empty one.
        let mut starts = [lower.len(); MAX_ENDING + 1];
        let mut known = 0;
        for (at, _) in lower.char_indices().rev().take(MAX_ENDING) {
            known += 1;
            starts[known] = at;
        }
        let scope = Scope::ending_of(form);
        starts[..=known]
            .iter()
            .rev()
            .find_map(|at| self.find(key(xpos, lower.get(*at..)?, scope)))
    }

    fn find(&self, key: u32) -> Option<&Script> {
        let place = self.place(key);
        if self.keys[place] != key {
            return None;
        }
        self.scripts.get(usize::from(self.values[place]))
    }

    /// Where `key` stands, or the free place where it would. At least half of the places are free.
    fn place(&self, key: u32) -> usize {
        let mask = self.keys.len() - 1;
        let mut place = key as usize & mask;
        while self.keys[place] != 0 && self.keys[place] != key {
            place = (place + 1) & mask;
        }
        place
    }
}

/// Working space of [`Lemmas::lemma`].
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    form: String,
    lower: String,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One word.
    Word,
    /// All words with an ending that begin with no capital.
    Ending,
    /// All words with an ending that begin with a capital.
    CapitalEnding,
    /// All words with an ending that are written in capitals and too long for most acronyms.
    CapitalsEnding,
}

/// A word in capitals of so many letters is more often a word than an acronym.
const LONG: usize = 5;

impl Scope {
    /// The scope of the ending rules for `form`.
    #[must_use]
    pub fn ending_of(form: &str) -> Self {
        let mut letters = 0;
        let mut capitals = true;
        for (i, c) in form.chars().enumerate() {
            if i == 0 && !c.is_uppercase() {
                return Self::Ending;
            }
            capitals &= !c.is_lowercase();
            letters += usize::from(c.is_uppercase());
        }
        match letters {
            0 => Self::Ending,
            LONG.. if capitals => Self::CapitalsEnding,
            _ => Self::CapitalEnding,
        }
    }
}

/// The key of a rule for the lower-case `text` under a tag; never 0.
#[must_use]
pub fn key(xpos: Xpos, text: &str, scope: Scope) -> u32 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for number in [xpos as u64, scope as u64] {
        hash = (hash ^ number).wrapping_mul(0x0100_0000_01B3);
    }
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((hash >> 32) as u32).max(1)
}

/// Writes `form` with plain quotes and apostrophes.
pub fn normalise(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
        return;
    }
    out.extend(form.chars().map(|c| match c {
        '’' | '‘' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        _ => c,
    }));
}

/// Writes `form` in small letters.
pub fn lower_case(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            // Writing into a string cannot fail.
            let _ = write!(out, "{}", c.to_lowercase());
        }
    }
}
