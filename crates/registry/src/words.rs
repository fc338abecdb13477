//! A text as names are compared: its words in lower case, without accents, each with its place.
//!
//! "Port-au-Prince", "Port au Prince" and "PORT-AU-PRINCE" are the same three words; "U.S." is the one word
//! "us", written in capitals. Everything that is looked up by name goes through here, in the data and in the text.

use smol_str::SmolStr;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without accents.
    pub key: SmolStr,
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte; the full stops of "U.S." are inside.
    pub end: usize,
    /// How it is written.
    pub shape: Shape,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// force
    Lower,
    /// Force, McCall
    Capital,
    /// FORCE, G9
    Upper,
    /// 2699
    Digits,
}

/// The words of `text` in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            if !(c.is_alphanumeric() || is_combining_mark(c)) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        push(&mut found, text, start, end);
    }
    found
}

/// The key under which `text` is looked up: its words, one space apart.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in words(text) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.key);
    }
    key
}

/// Adds the word `text[start..end]`, or joins it to the initial before it ("U" and "S" of "U.S.").
fn push(found: &mut Vec<Word>, text: &str, start: usize, end: usize) {
    let Some(form) = text.get(start..end) else {
        return;
    };
    let initial = end - start == 1 && form.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    let stop = text.as_bytes().get(end) == Some(&b'.');
    if initial
        && let Some(before) = found.last_mut()
        && before.end == start
        && before.shape == Shape::Upper
        && text
            .get(before.start..before.end)
            .is_some_and(|b| b.ends_with('.'))
    {
        before.key = SmolStr::from_iter([before.key.as_str(), &form.to_ascii_lowercase()]);
        before.end = end + usize::from(stop);
        return;
    }
    let next = text.as_bytes().get(end + 1);
    let dotted = initial && stop && next.is_some_and(u8::is_ascii_uppercase);
    found.push(Word {
        key: fold(form),
        start,
        end: end + usize::from(dotted),
        shape: shape(form),
    });
}

fn shape(form: &str) -> Shape {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters().next() else {
        return Shape::Digits;
    };
    if letters().all(|c| !c.is_lowercase()) && first.is_uppercase() {
        Shape::Upper
    } else if form.chars().next().is_some_and(char::is_uppercase) {
        Shape::Capital
    } else {
        Shape::Lower
    }
}

/// Lower case without accents.
fn fold(form: &str) -> SmolStr {
    if form.is_ascii() {
        return if form.bytes().any(|b| b.is_ascii_uppercase()) {
            SmolStr::from(form.to_ascii_lowercase())
        } else {
            SmolStr::from(form)
        };
    }
    let mut out = String::with_capacity(form.len());
    for c in form
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            _ if is_combining_mark(c) => {}
            _ => out.push(c),
        }
    }
    SmolStr::from(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_written_differently_share_a_key() {
        for name in ["Port-au-Prince", "PORT AU PRINCE", "port‑au‑prince"] {
            assert_eq!(key(name), "port au prince");
        }
        assert_eq!(key("Pétion-Ville"), "petion ville");
        assert_eq!(key("the U.S. and the U.N."), "the us and the un");
        assert_eq!(key("Fils-Aime\u{301}"), "fils aime");
        assert_eq!(key("Kenya’s"), "kenya s");
        assert_eq!(key("İzmir, Łódź"), "izmir lodz");
    }

    #[test]
    fn words_know_their_place_and_shape() {
        let found = words("The U.S.-led G9 force, 2699.");
        let read: Vec<_> = found
            .iter()
            .map(|w| (w.key.as_str(), w.shape, w.end - w.start))
            .collect();
        assert_eq!(
            read,
            [
                ("the", Shape::Capital, 3),
                ("us", Shape::Upper, 4),
                ("led", Shape::Lower, 3),
                ("g9", Shape::Upper, 2),
                ("force", Shape::Lower, 5),
                ("2699", Shape::Digits, 4),
            ]
        );
        assert!(words("").is_empty() && words("—…").is_empty());
    }
}
