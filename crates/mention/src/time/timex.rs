//! Times as TimeML annotates them, for measuring against annotated news.

use super::expression::{Anchor, Expression, What};
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
        .filter(|(expression, _)| !matches!(expression.what, What::Age { .. } | What::Event))
        .map(|(expression, resolved)| timex(line, &expression, &resolved))
        .collect()
}

fn timex(line: &Line<'_>, e: &Expression, resolved: &Resolved) -> Timex {
    let value = &resolved.value;
    let by_its_end = e.edge == Some(Edge::End)
        && (matches!(line.before(e.first, 1), "by" | "until" | "till" | "through")
            || matches!(e.what, What::Unit { .. }) && matches!(value, Value::Year(_)));
    let interval = match value.interval() {
        Some((_, Some(to))) if by_its_end => Some((Some(to), Some(to))),
        // "more than two years ago" has no first day.
        Some((_, to)) if matches!(e.what, What::Away { later: false, .. }) && beyond(line, e) => {
            Some((None, to))
        }
        interval => interval,
    };
    Timex {
        span: line.span(e.first, e.end),
        kind: match value {
            Value::Duration(..) | Value::Stretch { .. } => TimexKind::Duration,
            Value::Set(_) => TimexKind::Set,
            _ => TimexKind::Date,
        },
        value: match e.what {
            // "almost two years ago" is annotated by its length, "two years ago" by its year.
            What::Away {
                amount: Some(amount),
                unit,
                later: false,
                anchor: Anchor::Publication,
            } if hedged(line, e) && matches!(value, Value::Year(_) | Value::Month(..)) => {
                unit.duration(Some(amount))
            }
            _ => resolve::timex(e, value),
        },
        interval,
    }
}

/// "about", "almost", "more than" right before the expression.
fn hedged(line: &Line<'_>, e: &Expression) -> bool {
    beyond(line, e)
        || matches!(
            line.before(e.first, 1),
            "about" | "almost" | "nearly" | "around" | "some" | "roughly"
        )
}

/// "more than", "over" right before the expression.
fn beyond(line: &Line<'_>, e: &Expression) -> bool {
    let before = line.before(e.first, 1);
    before == "over" || before == "than" && line.before(e.first, 2) == "more"
}
