//! The same questions that the splitter asks, with the treebanks' answers: what the trainer learns from.

use super::chunks;
use super::cuts::{Around, Cutter};
use super::ends::{self, Progress};
use super::linear::Clues;
use super::{Chunker, Splitter, Word, Words};
use crate::conllu::Treebank;
use contingent_text::Span;

/// A question's clues and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Hashes of the clues.
    pub clues: Vec<u32>,
    /// Whether a word (or a sentence) ends there.
    pub yes: bool,
}

/// All questions of a treebank: word cuts first, sentence ends second.
#[must_use]
pub fn lessons(bank: &Treebank) -> (Vec<Lesson>, Vec<Lesson>) {
    (cut_lessons(bank), end_lessons(bank))
}

/// Questions about ends where edited running text has none: after a letter, a digit or a comma inside a paragraph.
///
/// Mails and signatures in the treebanks end sentences there; newspapers do not.
#[must_use]
pub fn quiet_lessons(model: &Words, text: &str) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    let mut scratch = Splitter::new();
    let mut clues = Clues::new();
    for paragraph in super::paragraphs(text) {
        model.split(text, paragraph, false, &mut scratch, &mut |words| {
            let mut progress = Progress::default();
            let ends_well = words
                .last()
                .is_some_and(|word| word.of(text).ends_with(['.', '”', '"']));
            if words.len() < 12 || !ends_well {
                return;
            }
            for i in 0..words.len() {
                progress.read(text, words[i]);
                let quiet = words[i]
                    .of(text)
                    .ends_with(|c: char| c.is_alphanumeric() || c == ',');
                if quiet && ends::is_candidate(text, words, i) {
                    ends::clues(text, words, i, &progress, &mut clues);
                    lessons.push(lesson(&clues, false));
                }
            }
        });
    }
    lessons
}

fn cut_lessons(bank: &Treebank) -> Vec<Lesson> {
    let text = bank.text.as_str();
    let mut starts: Vec<u32> = bank
        .sentences
        .iter()
        .flat_map(|sentence| sentence.tokens.iter().map(|token| token.span.start))
        .collect();
    starts.sort_unstable();
    let mut lessons = Vec::new();
    let mut runs = Vec::new();
    let mut cutter = Cutter::new();
    for paragraph in super::paragraphs(text) {
        let mut chunker = Chunker::new(text, paragraph);
        while let Some((start, end, next, _)) = chunker.take() {
            chunks::cut_runs(text, start, end, &mut runs);
            let decide = |i: usize, clues: &Clues| {
                let yes = starts.binary_search(&runs[i].start).is_ok();
                lessons.push(lesson(clues, yes));
                yes
            };
            cutter.walk(text, &runs, Around { next }, decide, |_| {});
        }
    }
    lessons
}

fn end_lessons(bank: &Treebank) -> Vec<Lesson> {
    let text = bank.text.as_str();
    let mut lessons = Vec::new();
    let mut clues = Clues::new();
    for same in bank.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let (mut words, mut last): (Vec<Word>, Vec<bool>) = (Vec::new(), Vec::new());
        for sentence in same {
            for token in &sentence.tokens {
                words.push(word_after(text, words.last(), token.span));
                last.push(false);
            }
            if let Some(last) = last.last_mut() {
                *last = true;
            }
        }
        let mut progress = Progress::default();
        for i in 0..words.len().saturating_sub(1) {
            progress.read(text, words[i]);
            if ends::is_candidate(text, &words, i) {
                ends::clues(text, &words, i, &progress, &mut clues);
                lessons.push(lesson(&clues, last[i]));
            }
            if last[i] {
                progress = progress.next(words[i].of(text));
            }
        }
    }
    lessons
}

fn word_after(text: &str, before: Option<&Word>, span: Span) -> Word {
    let from = before.map_or(span.start, |word| word.end);
    let between = text
        .get(from as usize..span.start as usize)
        .unwrap_or_default();
    Word {
        start: span.start,
        end: span.end,
        after_space: !between.is_empty(),
        after_newline: between.contains('\n'),
    }
}

fn lesson(clues: &Clues, yes: bool) -> Lesson {
    Lesson {
        clues: clues.hashes().to_vec(),
        yes,
    }
}
