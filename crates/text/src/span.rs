use serde::{Deserialize, Serialize};

/// A half-open range of bytes in one part of a document; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of bytes `start..end`.
    ///
    /// Texts of 4 GiB and more are refused long before (`page` bounds its input), so the cast is safe there.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The words of `text` under this span; empty when the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// Bytes covered.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when nothing is covered.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// True when `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Turns byte offsets into character offsets, as the codebook counts them.
///
/// One entry is kept every 64 bytes; an ASCII text needs none.
#[derive(Clone, Debug)]
pub struct CharOffsets<'t> {
    text: &'t str,
    /// Characters before byte `64 * i`; empty when the text is ASCII.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CharOffsets<'t> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut chars = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                marks.push(chars);
                chars += count_starts(chunk);
            }
        }
        Self { text, marks }
    }

    /// The number of characters before byte `byte` (clamped to the text).
    #[must_use]
    pub fn chars(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if self.marks.is_empty() {
            return byte as u32;
        }
        let mark = (byte / STRIDE).min(self.marks.len() - 1);
        self.marks[mark] + count_starts(&self.text.as_bytes()[mark * STRIDE..byte])
    }
}

/// Bytes that begin a character.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_offsets_become_character_offsets() {
        let text = "Fils-Aimé and “Viv Ansanm” ".repeat(9);
        let offsets = CharOffsets::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.chars(byte as u32), chars as u32, "at byte {byte}");
        }
        assert_eq!(offsets.chars(u32::MAX), text.chars().count() as u32);
        assert_eq!(CharOffsets::new("plain").chars(3), 3);
    }

    #[test]
    fn spans_read_cover_and_contain() {
        let text = "another 217 officers";
        let number = Span::new(8, 11);
        assert_eq!(number.of(text), "217");
        assert_eq!(Span::new(8, 99).of(text), "");
        assert_eq!(number.cover(Span::new(0, 7)), Span::new(0, 11));
        assert!(Span::new(0, 20).contains(number) && number.overlaps(Span::new(10, 20)));
        assert!(!number.overlaps(Span::new(11, 20)));
    }
}
