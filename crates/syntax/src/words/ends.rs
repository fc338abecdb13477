//! Where sentences end: after which words it is asked, and the clues that tell an end from a mere stop.

use super::Word;
use super::chars::{self, DIGIT, Kind, LOWER, is_alphanumeric, is_letter};
use super::chunks::shape;
use super::linear::{Clues, text_hash};

/// What has been seen of the sentence so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    /// Words so far.
    words: u32,
    /// A double quote is open.
    quoted: bool,
    /// Brackets open.
    depth: u32,
    /// Words that begin with a small letter.
    small: u32,
    /// How its first word is written.
    first: Kind,
    /// Its second word is a dot: "1." of a list.
    dotted: bool,
    /// Sentences of the paragraph so far that ended without a stop: mails and lists have many.
    quiet: u32,
}

impl Progress {
    /// At the start of the next sentence of the paragraph, after one that ended with `last`.
    pub(super) fn next(self, last: &str) -> Self {
        let stopped = last.ends_with(['.', '?', '!', '…', '"', '”', ')']);
        Self {
            quiet: self.quiet + u32::from(!stopped),
            ..Self::default()
        }
    }

    /// Goes one word on.
    pub(super) fn read(&mut self, text: &str, word: Word) {
        let written = word.of(text);
        let first = written.chars().next().map_or(0, chars::kind);
        if self.words == 0 {
            self.first = shape(written, first);
        }
        if self.words == 1 {
            self.dotted = written == ".";
        }
        self.words += 1;
        self.small += u32::from(first == LOWER);
        match first {
            b'"' if written.len() == 1 => self.quoted = !self.quoted,
            chars::OPEN_QUOTE => self.quoted = true,
            b'`' if written == "``" => self.quoted = true,
            chars::CLOSE_QUOTE => self.quoted = false,
            b'\'' if written == "''" => self.quoted = false,
            b'(' | b'[' => self.depth += 1,
            b')' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// True when it makes sense to ask whether a sentence ends after word `i`.
pub(super) fn is_candidate(text: &str, words: &[Word], i: usize) -> bool {
    let (Some(word), Some(next)) = (words.get(i), words.get(i + 1)) else {
        return false;
    };
    let last = last_kind(word.of(text));
    let first = first_kind(next.of(text));
    if is_alphanumeric(last) {
        // Without a stop, only a line's end or a capital can begin a sentence.
        return next.after_newline
            || (next.after_space && first != LOWER && first != b',' && first != b'\'');
    }
    if matches!(last, b',' | b'-' | b'(' | b'[' | b'$' | chars::OPEN_QUOTE) {
        return next.after_space && first != LOWER;
    }
    true
}

/// True after "9 a.m." where the day or the time zone follows: "9 a.m. Tuesday", "5 p.m. EST".
pub(super) fn clock_goes_on(text: &str, words: &[Word], i: usize) -> bool {
    let written = |at: usize| words.get(at).map_or("", |word| word.of(text));
    let half = |word: &str| matches!(word, "a.m." | "p.m." | "A.M." | "P.M.");
    // The last dot may be a word of its own.
    let clock = half(written(i))
        || written(i) == "." && i > 0 && matches!(written(i - 1), "a.m" | "p.m" | "A.M" | "P.M");
    let number = i
        .checked_sub(1 + usize::from(written(i) == "."))
        .is_some_and(|at| first_kind(written(at)) == DIGIT);
    clock
        && number
        && matches!(
            written(i + 1),
            "Monday"
                | "Tuesday"
                | "Wednesday"
                | "Thursday"
                | "Friday"
                | "Saturday"
                | "Sunday"
                | "EST"
                | "EDT"
                | "GMT"
                | "UTC"
                | "CET"
                | "EAT"
        )
}

/// Fills `clues` for the question whether a sentence ends after word `i` of `words`.
pub(super) fn clues(text: &str, words: &[Word], i: usize, progress: &Progress, clues: &mut Clues) {
    let view = |at: isize| View::new(text, words, i, at);
    let (p2, p1, w0) = (view(-2), view(-1), view(0));
    let (n1, n2, n3) = (view(1), view(2), view(3));
    let gap = words
        .get(i + 1)
        .map_or(0, |w| u32::from(w.after_space) + u32::from(w.after_newline));
    let gap_before = words.get(i).map_or(0, |w| u32::from(w.after_space));
    let length = match progress.words {
        0..=3 => progress.words,
        4..=6 => 4,
        7..=12 => 5,
        13..=40 => 6,
        41..=80 => 7,
        _ => 8,
    };
    let inside = u32::from(progress.quoted) + 2 * progress.depth.min(1);
    let heading = u32::from(progress.small == 0) + 2 * u32::from(progress.dotted);
    let first = u32::from(progress.first);
    clues.clear();
    clues.add(1, [w0.shape, n1.shape]);
    clues.add(2, [w0.hash]);
    clues.add(3, [n1.raw]);
    clues.add(4, [w0.hash, n1.shape]);
    clues.add(5, [p1.hash, w0.shape]);
    clues.add(6, [p1.hash, w0.hash, n1.raw]);
    clues.add(7, [p1.shape, w0.hash, n1.shape]);
    clues.add(8, [w0.hash, n1.shape, n2.shape]);
    clues.add(9, [p1.shape, w0.hash, n1.shape, n2.shape]);
    clues.add(10, [w0.hash, n1.raw]);
    clues.add(11, [w0.hash, gap, gap_before]);
    clues.add(12, [length, w0.shape, n1.shape]);
    clues.add(13, [inside, w0.hash, n1.shape]);
    clues.add(14, [inside, p1.shape, w0.hash, n1.hash]);
    clues.add(15, [n1.raw, n2.hash]);
    clues.add(16, [p2.shape, p1.hash, w0.shape]);
    clues.add(17, [p1.length, p1.shape, w0.hash, n1.shape]);
    clues.add(18, [first, w0.shape, n1.shape, heading]);
    clues.add(19, [heading, length, w0.shape, n1.shape]);
    clues.add(20, [gap, w0.shape, n1.shape, p1.shape]);
    clues.add(21, [w0.shape, n1.shape, n2.shape, n3.shape]);
    clues.add(22, [p1.hash, w0.hash, n1.shape]);
    clues.add(23, [p2.shape, p1.shape, w0.shape, n1.shape]);
    clues.add(24, [w0.shape, n1.shape, n2.hash]);
    clues.add(25, [w0.shape, n1.shape, n3.hash]);
    clues.add(26, [first, length, w0.hash]);
    let quiet = progress.quiet.min(3);
    clues.add(27, [quiet, w0.shape, n1.shape]);
    clues.add(28, [quiet, heading, length, w0.shape, n1.shape]);
    clues.add(
        29,
        [p2.shape, p1.shape, w0.shape, n1.shape, n2.shape, n3.shape],
    );
    clues.add(30, [p1.shape, w0.shape, n1.hash]);
}

/// A word near the question.
struct View {
    shape: u32,
    hash: u32,
    raw: u32,
    length: u32,
}

impl View {
    fn new(text: &str, words: &[Word], i: usize, at: isize) -> Self {
        let word = i.checked_add_signed(at).and_then(|at| words.get(at));
        let Some(word) = word else {
            return Self {
                shape: 0,
                hash: 0,
                raw: 0,
                length: 0,
            };
        };
        let written = word.of(text);
        let first = first_kind(written);
        Self {
            shape: if is_letter(first) {
                u32::from(shape(written, first)) + (u32::from(written.ends_with('.')) << 8)
            } else if first == DIGIT {
                u32::from(DIGIT)
            } else {
                u32::from(first) + (written.len().min(4) as u32) * 256
            },
            hash: text_hash(written, true),
            raw: text_hash(written, false),
            length: written.len().min(6) as u32,
        }
    }
}

fn first_kind(written: &str) -> Kind {
    written.chars().next().map_or(0, chars::kind)
}

fn last_kind(written: &str) -> Kind {
    written.chars().next_back().map_or(0, chars::kind)
}
