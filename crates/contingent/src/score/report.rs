//! The figures as a table, the errors as lines, both as JSON.

use super::compare::{Counts, Scores};
use super::core::{Core, Part};
use serde_json::{Map, Value, json};
use std::fmt::{self, Write};

/// One line a type, and the whole at the end.
pub fn table(scores: &Scores) -> String {
    let mut text = format!(
        "{:10} {:>5} {:>5} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7}\n",
        "type", "gold", "pred", "hit", "P", "R", "F1", "date", "hedge", "said_by"
    );
    for (kind, n) in &scores.by_type {
        let _ = writeln!(
            text,
            "{:10} {:5} {:5} {:5} {:6.3} {:6.3} {:6.3} {} {} {:>7}",
            kind.name(),
            n.gold,
            n.pred,
            n.hit,
            n.precision(),
            n.recall(),
            n.f1(),
            share(n.date_ok, n.dated),
            share(n.hedge_ok, n.hedged),
            share(n.source_ok, n.sourced).trim(),
        );
    }
    let n = scores.total();
    let _ = writeln!(
        text,
        "micro P {:.3} R {:.3} F1 {:.3} over {} claims; dates {} of {}, hedges {} of {}, sources {} of {}",
        n.precision(),
        n.recall(),
        n.f1(),
        n.gold,
        n.date_ok,
        n.dated,
        n.hedge_ok,
        n.hedged,
        n.source_ok,
        n.sourced
    );
    text
}

/// A share of 1, or that there was nothing to take a share of.
fn share(part: u32, whole: u32) -> String {
    match whole {
        0 => format!("{:>6}", "nan"),
        _ => format!("{:6.3}", f64::from(part) / f64::from(whole)),
    }
}

/// The first `most` claims that were missed or wrong.
pub fn errors(scores: &Scores, most: usize) -> String {
    let mut text = String::new();
    for error in scores.errors.iter().take(most) {
        let what = if error.missed { "MISSED" } else { "WRONG " };
        let quote: String = error.quote.chars().take(160).collect();
        let _ = writeln!(
            text,
            "  {what} {} {} {} {quote}",
            error.document, error.kind, error.core
        );
    }
    text
}

/// The figures by type on one line.
pub fn json(scores: &Scores) -> String {
    let of = |n: Counts| {
        let mut figures = Map::new();
        figures.insert("P".into(), json!(n.precision()));
        figures.insert("R".into(), json!(n.recall()));
        figures.insert("F1".into(), json!(n.f1()));
        if let Ok(Value::Object(counts)) = serde_json::to_value(n) {
            figures.extend(counts);
        }
        Value::Object(figures)
    };
    let figures: Map<_, _> = scores
        .by_type
        .iter()
        .map(|(kind, n)| (kind.name().to_owned(), of(*n)))
        .collect();
    Value::Object(figures).to_string() + "\n"
}

impl fmt::Display for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (i, part) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            match part {
                Part::Name(name) => f.write_str(name.as_deref().unwrap_or("–"))?,
                Part::Word(Value::String(word)) => f.write_str(word)?,
                Part::Word(_) => f.write_str("–")?,
                Part::Number(ends, currency) => {
                    number(f, ends.as_deref().unwrap_or_default(), currency.as_ref())?
                }
            }
        }
        f.write_str(")")
    }
}

fn number(
    f: &mut fmt::Formatter<'_>,
    ends: &[Option<f64>],
    currency: Option<&Value>,
) -> fmt::Result {
    match (
        ends.first().copied().flatten(),
        ends.get(1).copied().flatten(),
    ) {
        (Some(value), Some(max)) => write!(f, "{value}-{max}")?,
        (Some(value), None) => write!(f, "{value}")?,
        (None, _) => f.write_str("–")?,
    }
    match currency {
        Some(Value::String(code)) => write!(f, " {code}"),
        _ => Ok(()),
    }
}
