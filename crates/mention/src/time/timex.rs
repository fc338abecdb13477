//! Times as TimeML annotates them, for measuring against annotated news.

use super::expression::{Expression, What};
use super::join;
use super::resolve::{self, Context, Resolved};
use super::value::{Edge, Value};
use crate::line::Line;
use contingent_text::{Document, Sentence, Span};
use jiff::civil::Date;
use smol_str::SmolStr;

/// One time expression with its TIMEX3 value and its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Its place in the part or text.
    pub span: Span,
    /// DATE, DURATION or SET.
    pub kind: TimexKind,
    /// The TIMEX3 value: `1998-08-07`, `1998-W32`, `P2M`, `PRESENT_REF`.
    pub value: SmolStr,
    /// First and last day, where it has a place in the calendar; an open end is `None`.
    pub interval: Option<(Option<Date>, Option<Date>)>,
}

/// The type of a TIMEX3. Times of day count as dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexKind {
    /// A point or stretch of the calendar.
    Date,
    /// A length.
    Duration,
    /// Something repeated.
    Set,
}

/// The time expressions of a parsed document, each with the index of its sentence.
#[must_use]
pub fn timexes(document: &Document, sentences: &[Sentence]) -> Vec<(u32, Timex)> {
    let mut context = Context::new(document.published.as_ref().map(|p| p.date));
    let mut out = Vec::new();
    for (index, sentence) in (0..).zip(sentences) {
        let line = Line::of_sentence(document.part(sentence.part), sentence);
        out.extend(of_line(&line, &mut context).into_iter().map(|t| (index, t)));
    }
    out
}

/// The time expressions of a plain text, cut into sentences at line ends and full stops.
#[must_use]
pub fn timexes_in(text: &str, published: Option<Date>) -> Vec<Timex> {
    let mut context = Context::new(published);
    crate::line::sentences(text)
        .into_iter()
        .flat_map(|span| of_line(&Line::of_text(text, span), &mut context))
        .collect()
}

fn of_line(line: &Line<'_>, context: &mut Context) -> Vec<Timex> {
    join::resolved(line, context)
        .into_iter()
        .map(|(expression, resolved)| timex(line, &expression, &resolved))
        .collect()
}

fn timex(line: &Line<'_>, e: &Expression, resolved: &Resolved) -> Timex {
    let value = &resolved.value;
    let by_its_end = e.edge == Some(Edge::End)
        && (matches!(line.before(e.first, 1), "by" | "until" | "till" | "through")
            || matches!(value, Value::Year(_)));
    let interval = match value.interval() {
        Some((_, Some(to))) if by_its_end => Some((Some(to), Some(to))),
        _ if matches!(e.what, What::Age { .. }) => None,
        interval => interval,
    };
    Timex {
        span: line.span(e.first, e.end),
        kind: match value {
            Value::Duration(..) | Value::Stretch { .. } => TimexKind::Duration,
            Value::Set(_) => TimexKind::Set,
            _ => TimexKind::Date,
        },
        value: resolve::timex(e, value),
        interval,
    }
}
