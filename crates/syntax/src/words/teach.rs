//! The same questions that the splitter asks, with the treebanks' answers: what the trainer learns from.

use super::chunks;
use super::cuts::{Around, Cutter};
use super::ends::{self, Progress};
use super::linear::Clues;
use super::{Chunker, Splitter, Word, Words};
use crate::conllu::Treebank;
use contingent_text::Span;
use std::collections::BTreeSet;

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
    let known = |_: Span, at: u32| Some(starts.binary_search(&at).is_ok());
    cut_questions(text, known, &mut lessons);
    lessons
}

/// Questions about word cuts in lines where a bar marks each cut inside a chunk; lines with `#` are left out.
#[must_use]
pub fn marked_lessons(lines: &str) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let (mut text, mut cuts) = (String::new(), Vec::new());
        for piece in line.split('|') {
            text.push_str(piece);
            cuts.push(text.len() as u32);
        }
        cut_questions(
            &text,
            |_, at| Some(cuts.binary_search(&at).is_ok()),
            &mut lessons,
        );
    }
    lessons
}

/// Questions about the dots of abbreviations in a text with one sentence a line: inside a line, the dot at the
/// end of a chunk belongs to it, and the same at the line's end; other dots at a line's end are words.
#[must_use]
pub fn dot_lessons(lines: &str) -> Vec<Lesson> {
    let lines = || lines.lines().filter(|line| !line.starts_with('#'));
    let dotted = |chunk: &&str| chunk.ends_with('.') && !chunk.ends_with("..");
    let abbreviations: BTreeSet<&str> = lines()
        .flat_map(|line| {
            let (inside, _) = line.rsplit_once(' ').unwrap_or_default();
            inside.split(' ').filter(dotted)
        })
        .collect();
    let mut lessons = Vec::new();
    for line in lines() {
        cut_questions(
            line,
            |chunk, at| {
                let is_last = at as usize == chunk.end as usize - 1;
                let written = chunk.of(line);
                (is_last && dotted(&written)).then(|| !abbreviations.contains(written))
            },
            &mut lessons,
        );
    }
    lessons
}

/// Asks `answer`, given a chunk and a place in it, about all places in `text`; places without an answer are
/// taken to be no cut, and not learned.
fn cut_questions(
    text: &str,
    answer: impl Fn(Span, u32) -> Option<bool>,
    lessons: &mut Vec<Lesson>,
) {
    let mut runs = Vec::new();
    let mut cutter = Cutter::new();
    for paragraph in super::paragraphs(text) {
        let mut chunker = Chunker::new(text, paragraph);
        while let Some((start, end, next, _)) = chunker.take() {
            chunks::cut_runs(text, start, end, &mut runs);
            let chunk = Span::new(start, end);
            let decide = |i: usize, clues: &Clues| {
                let answer = answer(chunk, runs[i].start);
                lessons.extend(answer.map(|yes| lesson(clues, yes)));
                answer.unwrap_or(false)
            };
            cutter.walk(text, &runs, Around { next }, decide, |_| {});
        }
    }
}

/// Questions about ends in a text with one sentence a line, read as if the lines were parted by spaces;
/// lines with `#` are left out.
#[must_use]
pub fn line_lessons(model: &Words, lines: &str) -> Vec<Lesson> {
    let (mut text, mut stops) = (String::new(), Vec::new());
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let parted = if line.is_empty() { "\n\n" } else { " " };
        text.push_str(line);
        stops.push(text.len() as u32);
        text.push_str(parted);
    }
    let mut lessons = Vec::new();
    let mut scratch = Splitter::new();
    for paragraph in super::paragraphs(&text) {
        let words = model.words_of(&text, paragraph, &mut scratch);
        let last = |i: usize| stops.binary_search(&words[i].end).is_ok();
        paragraph_lessons(&text, &words, last, &mut lessons);
    }
    lessons
}

fn end_lessons(bank: &Treebank) -> Vec<Lesson> {
    let text = bank.text.as_str();
    let mut lessons = Vec::new();
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
        paragraph_lessons(text, &words, |i| last[i], &mut lessons);
    }
    lessons
}

/// The questions of one paragraph; `last` tells whether a word is the last of its sentence.
fn paragraph_lessons(
    text: &str,
    words: &[Word],
    last: impl Fn(usize) -> bool,
    lessons: &mut Vec<Lesson>,
) {
    let mut clues = Clues::new();
    let mut progress = Progress::default();
    for i in 0..words.len().saturating_sub(1) {
        progress.read(text, words[i]);
        if ends::is_candidate(text, words, i) {
            ends::clues(text, words, i, &progress, &mut clues);
            lessons.push(lesson(&clues, last(i)));
        }
        if last(i) {
            progress = progress.next(words[i].of(text));
        }
    }
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
