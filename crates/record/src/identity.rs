//! What makes a document, a claim, the same one again.
//!
//! Both are hashes of what they say, not of when or where they were written down, so that a claim keeps its
//! id, and the judgements bound to it, through a re-reading and in another record.

use contingent_claim::{Amount, Claim, ClaimType, Core, Value};
use contingent_text::{Document, Part};
use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use std::fmt;
use std::ops::RangeInclusive;

/// SHA-256 of what a document says about itself and of its words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// Title, words, publication, publisher and address count; the name of the file does not.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let published = document.published.as_ref().map(ToString::to_string);
        let parts = [
            Some(document.title.as_str()),
            Some(document.body.as_str()),
            published.as_deref(),
            document.publisher.as_deref(),
            document.url.as_deref(),
        ];
        Self(hash(parts))
    }

    /// From a row, or from the hexadecimal form.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads what `Display` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let byte = |at: usize| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..32).map(byte).collect();
        (text.len() == 64).then_some(())?;
        Self::from_bytes(&bytes?)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A claim's name: twelve letters and digits that follow from its document, its core fields and its first
/// evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(pub i64);

/// Digits and letters that are not taken for each other.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters of an id, five bits each.
const LENGTH: usize = 12;
/// The shortest beginning of an id that may stand for it.
const SHORTEST: usize = 4;

impl ClaimId {
    /// The id of a claim of this document. `again` tells claims apart that agree in all that counts.
    pub(crate) fn of(content: ContentHash, core: i64, claim: &Claim, again: u32) -> Self {
        let at = claim.evidence.first().map_or_else(String::new, |e| {
            let part = match e.part {
                Part::Title => "title",
                Part::Body => "body",
            };
            format!("{part} {} {}", e.span.start, e.span.end)
        });
        let again = if again == 0 {
            String::new()
        } else {
            again.to_string()
        };
        let (content, core) = (content.to_string(), core.to_string());
        Self(number(&hash([
            Some(content.as_str()),
            Some(core.as_str()),
            Some(at.as_str()),
            Some(again.as_str()),
        ])))
    }

    /// The ids that begin like this; `None` when no id does, or it is too short to mean one.
    #[must_use]
    pub fn beginning(text: &str) -> Option<RangeInclusive<i64>> {
        let text = text.trim().to_ascii_lowercase();
        if !(SHORTEST..=LENGTH).contains(&text.len()) {
            return None;
        }
        let mut number = 0;
        for letter in text.bytes() {
            let digit = LETTERS.iter().position(|l| *l == letter)?;
            number = number << 5 | digit as i64;
        }
        let open = 5 * (LENGTH - text.len());
        Some(number << open..=(number << open | ((1 << open) - 1)))
    }

    /// As it is written, in a string that needs no memory of its own.
    #[must_use]
    pub(crate) fn to_smol_str(self) -> SmolStr {
        let mut letters = [b'0'; LENGTH];
        for (place, letter) in letters.iter_mut().rev().enumerate() {
            let digit = (self.0 >> (5 * place)) & 31;
            *letter = LETTERS.get(digit as usize).copied().unwrap_or(b'0');
        }
        SmolStr::new(str::from_utf8(&letters).unwrap_or_default())
    }

    /// Reads a whole id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let range = Self::beginning(text)?;
        (range.start() == range.end()).then_some(Self(*range.start()))
    }
}

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_smol_str())
    }
}

/// What two claims of one document have in common when the codebook calls them the same.
pub(crate) fn core(kind: ClaimType, claim: &Claim) -> i64 {
    let mut parts = vec![Some(kind.name().to_owned())];
    for (field, value) in claim.fields() {
        match field.core {
            Core::No => {}
            Core::Equal => parts.push(value.map(whole)),
            Core::Value => parts.push(value.map(|value| match value {
                Value::Quantity(amount) => figure(amount.value),
                other => whole(other),
            })),
            Core::Surname => parts.push(value.map(|value| {
                match value {
                    Value::Text(name) => name
                        .split_whitespace()
                        .last()
                        .unwrap_or_default()
                        .to_owned(),
                    other => whole(other),
                }
            })),
        }
    }
    number(&hash(parts.iter().map(Option::as_deref)))
}

fn whole(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Place { name: text, .. } => text.to_string(),
        Value::Several(names) => names.join("\n"),
        Value::Bool(truth) => truth.to_string(),
        Value::Quantity(Amount {
            value,
            max,
            currency,
            ..
        }) => format!(
            "{} {} {}",
            figure(*value),
            figure(*max),
            currency.as_deref().unwrap_or_default()
        ),
        Value::Votes {
            in_favour,
            against,
            abstaining,
        } => format!("{in_favour:?} {against:?} {abstaining:?}"),
    }
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// SHA-256 of parts, so that no part can run into the next.
pub(crate) fn hash<'p>(parts: impl IntoIterator<Item = Option<&'p str>>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        match part {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
    hash.finalize().into()
}

/// The first sixty bits, as a number that is never negative.
fn number(hash: &[u8; 32]) -> i64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_be_bytes(first) & ((1 << 60) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_and_read_back() {
        for number in [
            0,
            1,
            31,
            1 << 59,
            (1 << 60) - 1,
            0x0123_4567_89AB_CDEF & ((1 << 60) - 1),
        ] {
            let id = ClaimId(number);
            assert_eq!(id.to_string().len(), LENGTH);
            assert_eq!(ClaimId::parse(&id.to_string()), Some(id));
            let begun = ClaimId::beginning(&id.to_string()[..5]).unwrap();
            assert!(begun.contains(&number), "{id}");
        }
        for wrong in ["", "abc", "abcu", "abcdefghjkmnp", "abc-", "äöü"] {
            assert_eq!(ClaimId::beginning(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_hash_is_of_the_words_and_not_of_the_file_name() {
        let document = |name: &str, title: &str, body: &str| Document {
            id: name.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            ..Document::default()
        };
        let hash = |d: Document| ContentHash::of(&d);
        assert_eq!(hash(document("a", "t", "b")), hash(document("x", "t", "b")));
        assert_ne!(hash(document("a", "tb", "")), hash(document("a", "t", "b")));
        let h = hash(document("a", "t", "b"));
        assert_eq!(ContentHash::parse(&h.to_string()), Some(h));
        assert_eq!(ContentHash::parse("é"), None);
    }
}
