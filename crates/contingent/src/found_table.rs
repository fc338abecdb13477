//! Mentions for reading: the words, what they stand for, and why.

use crate::table::{QUIET, heading, joined};
use contingent_mention::{
    Entity, EntityKind, Mention, Qualifier, Quantity, Time, Unit, Usage, Value,
};
use contingent_text::{Document, Part, Sentence};
use std::fmt::Write;

/// The mentions of a document in the order of the text.
pub fn document(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    width: usize,
) -> String {
    let mut text = heading(document, width);
    if mentions.is_empty() {
        text += "  no mentions\n\n";
        return text;
    }
    // The words, the kind, the value; the reason takes what is left.
    let columns = [width * 30 / 100, 10, width * 30 / 100];
    let reason = width.saturating_sub(columns.iter().map(|w| w + 2).sum::<usize>());
    for mention in mentions {
        let part = sentences
            .get(mention.sentence as usize)
            .map_or(Part::Body, |s| s.part);
        let words = mention
            .span
            .of(document.part(part))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let (kind, value) = match &mention.value {
            Value::Time(time) => ("time", of_time(time)),
            Value::Quantity(quantity) => ("quantity", of_quantity(quantity)),
            Value::Entity(entity) => (of_kind(entity.kind), of_entity(entity)),
        };
        let cells = [words.as_str(), kind, &value, &mention.reason];
        let widths = [columns[0], columns[1], columns[2], reason.max(12)];
        let blocks: Vec<_> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| (width, textwrap::wrap(cell, width)))
            .collect();
        for i in 0..blocks
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .unwrap_or(0)
        {
            let mut line = String::new();
            for (n, (width, lines)) in blocks.iter().enumerate() {
                let cell = lines.get(i).map_or("", AsRef::as_ref);
                let fill = width.saturating_sub(textwrap::core::display_width(cell)) + 2;
                if n == 3 {
                    let _ = write!(line, "{QUIET}{cell}{QUIET:#}");
                } else {
                    let _ = write!(line, "{cell}{:fill$}", "");
                }
            }
            text += line.trim_end();
            text.push('\n');
        }
    }
    text.push('\n');
    text
}

fn of_time(time: &Time) -> String {
    let bound = match (time.until, time.since, time.duration) {
        (true, ..) => "until ",
        (_, true, _) => "since ",
        (.., true) => "for ",
        _ => "",
    };
    format!("{bound}{}", time.edtf)
}

fn of_quantity(quantity: &Quantity) -> String {
    let value = match (quantity.value, quantity.max) {
        (Some(value), Some(max)) => format!("{value} to {max}"),
        (Some(value), None) => value.to_string(),
        (None, _) => "no number".to_owned(),
    };
    let hedge = match quantity.qualifier {
        Qualifier::Exact | Qualifier::Range => "",
        Qualifier::About => "about",
        Qualifier::AtLeast => "at least",
        Qualifier::AtMost => "at most",
        Qualifier::MoreThan => "more than",
        Qualifier::LessThan => "less than",
    };
    let unit = match &quantity.unit {
        Unit::Money(currency) if currency.guessed => format!("{}?", currency.code),
        Unit::Money(currency) => currency.code.to_string(),
        Unit::Percent => "percent".to_owned(),
        Unit::Times => "times".to_owned(),
        Unit::Count => String::new(),
        Unit::Measure => "(a measure)".to_owned(),
    };
    let more = if quantity.more { "more" } else { "" };
    let ordinal = if quantity.ordinal { "(ordinal)" } else { "" };
    joined(&[hedge, &value, &unit, more, ordinal], " ")
}

fn of_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Country => "country",
        EntityKind::Body => "body",
        EntityKind::Group => "group",
        EntityKind::Mission => "mission",
        EntityKind::Person => "person",
        EntityKind::Place => "place",
    }
}

fn of_entity(entity: &Entity) -> String {
    let id = entity.id.as_deref().unwrap_or_default();
    let usage = match entity.usage {
        Usage::Name => "",
        Usage::Adjective => "(adjective)",
        Usage::People => "(people)",
        Usage::Government => "(government)",
        Usage::Reference => "(reference)",
    };
    let acts_for = entity
        .acts_for
        .as_deref()
        .filter(|a| *a != id)
        .map(|a| format!("for {a}"))
        .unwrap_or_default();
    let at = entity
        .coordinates
        .map(|(n, e)| format!("{n:.2} {e:.2}"))
        .unwrap_or_default();
    let title = entity.title.as_deref().unwrap_or_default();
    let name = if id.is_empty() {
        entity.name.to_string()
    } else {
        format!("{id}, {}", entity.name)
    };
    joined(&[&name, title, &acts_for, &at, usage], "; ")
}
