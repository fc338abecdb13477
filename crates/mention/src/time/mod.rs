//! Times: found word by word, pinned to the calendar, written as EDTF.
//!
//! A scanner finds the words ("last June", "two days earlier"), a resolver works out what they mean from the
//! day of publication, from times spoken of before and from the verb's tense, and a last step joins what
//! belongs together ("from 14 April until 2 October") and marks deadlines and starts.

mod dates;
mod expression;
mod join;
mod resolve;
mod scan;
mod tense;
mod timex;
mod value;
mod words;
mod years;

pub use timex::{Timex, TimexKind, timexes, timexes_in};

pub(crate) use words::month;

use crate::line::Line;
use crate::mention::{Mention, Time, Value as MentionValue};
use contingent_text::{Document, Sentence, Span};
use jiff::civil::Date;
use join::Joined;
use resolve::Context;

/// Reads the times of a document into `out`, in the order of the text.
///
/// Relative times are anchored at `document.published`; without it only those that name their year, and
/// lengths of time, come out.
pub fn read(document: &Document, sentences: &[Sentence], out: &mut Vec<Mention>) {
    let mut times = Times::new(document);
    for (index, sentence) in sentences.iter().enumerate() {
        let line = Line::of_sentence(document.part(sentence.part), sentence);
        times.read(&line, sentence, index, out);
    }
}

/// Reads the times of a document sentence by sentence; each can hang on those before it.
pub(crate) struct Times(Context);

impl Times {
    pub(crate) fn new(document: &Document) -> Self {
        Self(Context::new(document.published.as_ref().map(|p| p.date)))
    }

    /// Adds the times of one sentence; returns the atoms that time expressions cover, whether or not they came out.
    pub(crate) fn read(
        &mut self,
        line: &Line<'_>,
        sentence: &Sentence,
        index: usize,
        out: &mut Vec<Mention>,
    ) -> Vec<(usize, usize)> {
        let resolved = join::resolved(line, &mut self.0);
        let covered = resolved.iter().map(|(e, _)| (e.first, e.end)).collect();
        for joined in join::join_resolved(line, resolved, &self.0) {
            out.extend(mention(line, sentence, index, joined));
        }
        covered
    }
}

/// The times of a plain text with their places, without a tree; the text is cut into sentences at line ends and
/// full stops.
#[must_use]
pub fn times_in(text: &str, published: Option<Date>) -> Vec<(Span, Time)> {
    let mut context = Context::new(published);
    let mut out = Vec::new();
    for span in crate::line::sentences(text) {
        let line = Line::of_text(text, span);
        for joined in join::join(&line, &mut context) {
            out.push((line.span(joined.first, joined.end), joined.time));
        }
    }
    out
}

/// Atoms of the line that time expressions cover, so that their numbers are not taken for amounts.
pub(crate) fn covered(line: &Line<'_>) -> Vec<(usize, usize)> {
    scan::scan(line)
        .into_iter()
        .map(|expression| (expression.first, expression.end))
        .collect()
}

fn mention(line: &Line<'_>, sentence: &Sentence, index: usize, joined: Joined) -> Option<Mention> {
    let first = line.atoms.get(joined.first)?.token;
    let last = line.atoms.get(joined.end.checked_sub(1)?)?.token;
    Some(Mention {
        sentence: u32::try_from(index).ok()?,
        first,
        last,
        head: head(sentence, first, last),
        span: line.span(joined.first, joined.end),
        value: MentionValue::Time(joined.time),
        reason: joined.reason.into(),
    })
}

/// The token that is governed from outside; the last word where the tree does not say.
pub(crate) fn head(sentence: &Sentence, first: u16, last: u16) -> u16 {
    let outside = |head: Option<u16>| head.is_none_or(|head| head < first || head > last);
    (first..=last)
        .rfind(|i| {
            sentence.tokens.get(usize::from(*i)).is_some_and(|t| {
                outside(t.head) && t.deprel.as_str() != "punct" && t.deprel.as_str() != "case"
            })
        })
        .unwrap_or(last)
}
