//! Raw text cut into sentences and words.
//!
//! Words are those of the English Universal Dependencies: "don't" is `do` `n't`, "Kenya-led" is `Kenya` `-` `led`.
//! A paragraph (white space with an empty line) always ends a sentence; inside a paragraph two linear
//! classifiers learned from the treebanks decide. The work grows with the length of the text and not faster,
//! and no more than a few thousand words are held at a time.

mod chars;
mod chunks;
mod cuts;
mod ends;
mod linear;
mod paragraphs;
mod teach;

use chars::Kind;
use chunks::Run;
use contingent_text::Span;
use cuts::{Around, Cutter, first_shape};
use ends::Progress;
use linear::Clues;

pub use linear::{Linear, slot};
pub use paragraphs::paragraphs;
pub use teach::{Lesson, dot_lessons, lessons, line_lessons, marked_lessons, quiet_lessons};

/// Sentences longer than this are cut, so that a text without stops stays bounded.
pub const MAX_WORDS: usize = 400;

/// Words held at a time.
const BUFFER: usize = 4096;

/// Words looked at beyond a possible end.
const AHEAD: usize = 4;

/// One word: its bytes in the text and what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// White space stands before it.
    pub after_space: bool,
    /// A line break stands before it.
    pub after_newline: bool,
}

impl Word {
    /// The word as written.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        self.span().of(text)
    }

    /// The word at a known place.
    #[must_use]
    pub fn at(span: Span) -> Self {
        Self {
            start: span.start,
            end: span.end,
            after_space: true,
            after_newline: false,
        }
    }

    /// Its place.
    #[must_use]
    pub fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// The learned part: weights for word cuts and sentence ends, and words written together ("cannot").
#[derive(Clone, Debug)]
pub struct Words {
    cuts: Linear,
    ends: Linear,
    /// In small letters and in order, each with the byte at which it is cut.
    fused: Vec<(Box<str>, usize)>,
}

const MAGIC: &[u8; 8] = b"CNTWORD1";

impl Words {
    /// Puts the parts together; `fused` is sorted here.
    #[must_use]
    pub fn new(cuts: Linear, ends: Linear, mut fused: Vec<(Box<str>, usize)>) -> Self {
        fused.sort();
        Self { cuts, ends, fused }
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` when it is something else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let cuts = read_table(&mut rest)?;
        let ends = read_table(&mut rest)?;
        let list = std::str::from_utf8(rest).ok()?;
        let mut fused = Vec::new();
        for line in list.lines() {
            let (left, right) = line.split_once(' ')?;
            fused.push((format!("{left}{right}").into_boxed_str(), left.len()));
        }
        Some(Self::new(cuts, ends, fused))
    }

    /// The model file's content.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for table in [&self.cuts, &self.ends] {
            let weights = table.weights();
            bytes.extend_from_slice(&(weights.len() as u32).to_le_bytes());
            bytes.extend(weights.iter().map(|weight| weight.cast_unsigned()));
        }
        for (word, at) in &self.fused {
            let (left, right) = word.split_at(*at);
            bytes.extend_from_slice(format!("{left} {right}\n").as_bytes());
        }
        bytes
    }

    /// All words of one paragraph, whatever its sentences; for the trainer.
    fn words_of(&self, text: &str, span: Span, scratch: &mut Splitter) -> Vec<Word> {
        let mut chunker = Chunker::new(text, span);
        scratch.words.clear();
        while chunker.advance(self, scratch) {}
        std::mem::take(&mut scratch.words)
    }

    /// Cuts one paragraph, the bytes `span` of `text`, and hands each sentence to `sentence`; never an empty one.
    ///
    /// In an `edited` text (a headline, an article), only a stop or the end of a line can end a sentence; mails,
    /// posts and notes do without.
    pub fn split(
        &self,
        text: &str,
        span: Span,
        edited: bool,
        scratch: &mut Splitter,
        sentence: &mut dyn FnMut(&[Word]),
    ) {
        let mut chunker = Chunker::new(text, span);
        scratch.words.clear();
        let mut first = Progress::default();
        loop {
            while scratch.words.len() < BUFFER {
                if !chunker.advance(self, scratch) {
                    break;
                }
            }
            let all = chunker.done();
            let sure = scratch
                .words
                .len()
                .saturating_sub(if all { 0 } else { AHEAD });
            let words = &scratch.words;
            let mut start = 0;
            let mut progress = first;
            for i in 0..sure {
                progress.read(text, words[i]);
                let ends = (all && i + 1 == words.len())
                    || i + 1 - start >= MAX_WORDS
                    || self.ends_after(text, words, i, edited, &progress, &mut scratch.clues);
                if ends {
                    sentence(&words[start..=i]);
                    start = i + 1;
                    progress = progress.next(words[i].of(text));
                    first = progress;
                }
            }
            if all {
                return;
            }
            scratch.words.drain(..start);
        }
    }

    fn ends_after(
        &self,
        text: &str,
        words: &[Word],
        i: usize,
        edited: bool,
        progress: &Progress,
        clues: &mut Clues,
    ) -> bool {
        if !ends::is_candidate(text, words, i) || ends::clock_goes_on(text, words, i) {
            return false;
        }
        let line_ends = words.get(i + 1).is_some_and(|word| word.after_newline);
        if edited
            && !line_ends
            && !words[i]
                .of(text)
                .ends_with(['.', '?', '!', '…', ':', ';', '”', '"', '’', ')'])
        {
            return false;
        }
        ends::clues(text, words, i, progress, clues);
        self.ends.score(clues) > 0
    }

    /// Where a word written together is cut, if it is one.
    fn fused_at(&self, word: &str) -> Option<usize> {
        if !(3..=8).contains(&word.len()) {
            return None;
        }
        let compare = |(known, _): &(Box<str>, usize)| {
            known
                .bytes()
                .cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()))
        };
        let found = self.fused.binary_search_by(compare).ok()?;
        self.fused.get(found).map(|(_, at)| *at)
    }
}

fn read_table(rest: &mut &[u8]) -> Option<Linear> {
    let (len, after) = rest.split_first_chunk::<4>()?;
    let (table, after) = after.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    *rest = after;
    Linear::new(table.iter().map(|byte| byte.cast_signed()).collect())
}

/// Working space of [`Words::split`], used again from text to text.
#[derive(Clone, Debug)]
pub struct Splitter {
    words: Vec<Word>,
    runs: Vec<Run>,
    cutter: Cutter,
    clues: Clues,
}

impl Splitter {
    /// Empty space.
    #[must_use]
    pub fn new() -> Self {
        Self {
            words: Vec::new(),
            runs: Vec::new(),
            cutter: Cutter::new(),
            clues: Clues::new(),
        }
    }
}

impl Default for Splitter {
    fn default() -> Self {
        Self::new()
    }
}

/// Goes through a paragraph chunk by chunk.
struct Chunker<'t> {
    text: &'t str,
    end: usize,
    /// The chunk before, for what stands between it and the next.
    last_end: usize,
    next: Option<(usize, usize)>,
}

impl<'t> Chunker<'t> {
    fn new(text: &'t str, span: Span) -> Self {
        let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
        Self {
            text,
            end,
            last_end: start,
            next: chunks::next_chunk(text, start, end),
        }
    }

    fn done(&self) -> bool {
        self.next.is_none()
    }

    /// The chunk in hand with what stands around it, and goes one on.
    fn take(&mut self) -> Option<(usize, usize, Kind, Gap)> {
        let (start, end) = self.next?;
        let between = self.text.get(self.last_end..start).unwrap_or_default();
        let gap = Gap {
            space: !between.is_empty(),
            newline: between.contains('\n'),
        };
        self.last_end = end;
        self.next = chunks::next_chunk(self.text, end, self.end);
        let next = self.next.map_or(0, |(at, _)| first_shape(self.text, at));
        Some((start, end, next, gap))
    }

    /// Adds the words of the next chunk; false at the end.
    fn advance(&mut self, model: &Words, scratch: &mut Splitter) -> bool {
        let Some((start, end, next, gap)) = self.take() else {
            return false;
        };
        let words = &mut scratch.words;
        let written = self.text.get(start..end).unwrap_or_default();
        let mut word = Word {
            start: start as u32,
            end: end as u32,
            after_space: gap.space,
            after_newline: gap.newline,
        };
        if written.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            push(words, model, self.text, word);
            return true;
        }
        chunks::cut_runs(self.text, start, end, &mut scratch.runs);
        let runs = &scratch.runs;
        let around = Around { next };
        scratch
            .cutter
            .cuts(&model.cuts, self.text, runs, around, |i| {
                let at = runs[i].start;
                push(words, model, self.text, Word { end: at, ..word });
                word = Word {
                    start: at,
                    end: word.end,
                    after_space: false,
                    after_newline: false,
                };
            });
        push(words, model, self.text, word);
        true
    }
}

/// What stands before a chunk.
#[derive(Clone, Copy)]
struct Gap {
    space: bool,
    newline: bool,
}

/// Adds a word, or both halves of one written together.
fn push(words: &mut Vec<Word>, model: &Words, text: &str, word: Word) {
    match model.fused_at(word.of(text)) {
        Some(at) => {
            let middle = word.start + at as u32;
            words.push(Word {
                end: middle,
                ..word
            });
            words.push(Word {
                start: middle,
                end: word.end,
                after_space: false,
                after_newline: false,
            });
        }
        None => words.push(word),
    }
}
