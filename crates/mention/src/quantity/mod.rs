//! Amounts: how many, how much, of what, and with which hedge.
//!
//! A number is read from the letters and digits of a sentence, whatever the tokens look like; hedges on both
//! sides, a currency, a percent sign or a factor are read around it; the noun it counts comes from the tree
//! where that is sound, and from the words behind the number otherwise. What is a time is no amount.

mod counted;
mod currency;
mod hedge;
mod noun;
mod scan;
mod share;

pub use noun::counted_kind;

use crate::line::Line;
use crate::mention::{Mention, Qualifier, Quantity, Unit, Value};
use contingent_text::{Document, Sentence, Span, Upos};
pub(crate) use currency::Home;
use scan::Found;
use smol_str::SmolStr;

/// Reads the amounts of a document into `out`, in the order of the text.
///
/// A bare "dollars" is what the publisher's country calls so, marked as guessed.
pub fn read(document: &Document, sentences: &[Sentence], out: &mut Vec<Mention>) {
    let home = Home::of(document);
    for (index, sentence) in sentences.iter().enumerate() {
        let line = Line::of_sentence(document.part(sentence.part), sentence);
        let times = crate::time::covered(&line);
        read_line(&line, sentence, index, &times, home, out);
    }
}

/// The amounts of one sentence, outside the atoms that times cover.
pub(crate) fn read_line(
    line: &Line<'_>,
    sentence: &Sentence,
    index: usize,
    times: &[(usize, usize)],
    home: Home,
    out: &mut Vec<Mention>,
) {
    for found in scan::scan(line, times, home) {
        out.extend(mention(line, sentence, index, found));
    }
}

/// An amount in a plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Its place in the text: number, hedge and unit.
    pub span: Span,
    /// The amount; its `counted` is always `None`.
    pub quantity: Quantity,
    /// The place of the noun that is counted.
    pub counted: Option<Span>,
}

/// The amounts of a plain text, without a tree.
#[must_use]
pub fn amounts_in(text: &str) -> Vec<Amount> {
    crate::line::sentences(text)
        .into_iter()
        .flat_map(|span| {
            let line = Line::of_text(text, span);
            let times = crate::time::covered(&line);
            scan::scan(&line, &times, Home::default())
                .into_iter()
                .map(|found| Amount {
                    span: line.span(found.first, found.end),
                    counted: found.counted.map(|at| line.span(at, at + 1)),
                    quantity: found.quantity,
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The amount one that an article stands for ("a soldier", "an armed officer"), for the noun at token `noun`.
///
/// Articles are no amounts by themselves; a rule that needs a count asks for it here. `part` is the text of the
/// part the sentence stands in. `None` when no indefinite article belongs to the noun.
#[must_use]
pub fn one(part: &str, sentence: &Sentence, noun: u16) -> Option<Quantity> {
    let token = sentence.tokens.get(usize::from(noun))?;
    if !matches!(token.upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    let line = Line::of_sentence(part, sentence);
    let at = line.atoms.iter().position(|a| a.token == noun)?;
    let article = counted::article(&line, at)?;
    Some(Quantity {
        value: Some(1.0),
        max: None,
        qualifier: Qualifier::Exact,
        unit: Unit::Count,
        more: false,
        ordinal: false,
        counted: Some(noun),
        text: SmolStr::new(line.span(article, at + 1).of(part)),
    })
}

fn mention(line: &Line<'_>, sentence: &Sentence, index: usize, found: Found) -> Option<Mention> {
    let token = |i: usize| line.atoms.get(i).map(|a| a.token);
    let first = token(found.first)?;
    let mut last = token(found.end.checked_sub(1)?)?;
    let counted = found.counted.and_then(token);
    let mut span = line.span(found.first, found.end);
    let mut head = crate::time::head(sentence, token(found.number)?, last);
    // The noun right behind the number belongs to the mention and governs it; one in an "of" phrase does not.
    if let (Some(noun), Some(at)) = (counted, found.counted)
        && !(found.end..at).any(|i| line.is(i, "of"))
    {
        last = last.max(noun);
        head = noun;
        span = span.cover(line.span(at, at + 1));
    }
    Some(Mention {
        sentence: u32::try_from(index).ok()?,
        first,
        last,
        head,
        span,
        reason: reason(&found.quantity).into(),
        value: Value::Quantity(Quantity {
            counted,
            ..found.quantity
        }),
    })
}

fn reason(quantity: &Quantity) -> &'static str {
    match &quantity.unit {
        _ if quantity.ordinal => "rank",
        Unit::Money(currency) if currency.guessed => "money; the text does not say whose",
        Unit::Money(_) => "money",
        Unit::Percent => "share",
        Unit::Times => "factor",
        Unit::Measure => "measure",
        Unit::Count if quantity.value.is_none() => "vague number",
        Unit::Count => "number",
    }
}
