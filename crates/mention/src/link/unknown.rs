//! Names that the registry does not know: an acronym explained in brackets, and what the tagger takes for a name.

use super::class_noun::class_noun;
use super::organ::noun as organ_noun;
use super::page::{Page, entity_of, unknown};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::Shape;
use contingent_text::NameKind;
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeMap;

/// Lets an acronym in brackets stand for the name before it, there and in the rest of the document.
pub(crate) fn acronyms(page: &mut Page<'_>) {
    let mut meaning: BTreeMap<SmolStr, Entity> = BTreeMap::new();
    for line in &page.lines {
        for word in 1..line.words.len() {
            let upper = line.shape(word) == Some(Shape::Upper) && line.key(word).len() >= 2;
            let bracket = line.gap(word - 1).ends_with('(');
            let closed = line
                .words
                .get(word)
                .and_then(|w| line.text.get(w.end..))
                .is_some_and(|t| t.starts_with(')'));
            if !(upper && bracket && closed) {
                continue;
            }
            let named = line
                .entity_at(word - 1)
                .filter(|e| !matches!(e.kind, EntityKind::Person | EntityKind::Place));
            let entity = match named {
                Some(entity) if entity.usage != Usage::Adjective => Some(entity.clone()),
                _ => spelled_out(page, line.index as usize, word)
                    .map(|name| unknown(EntityKind::Body, &name, Usage::Name)),
            };
            if let Some(entity) = entity {
                meaning
                    .entry(SmolStr::from(line.form(word, word)))
                    .or_insert(entity);
            }
        }
    }
    for line in &mut page.lines {
        for word in 0..line.words.len() {
            let Some(entity) = meaning.get(line.form(word, word)) else {
                continue;
            };
            let reason = format_smolstr!("acronym that the text explains: {}", entity.name);
            if line.free(word, word) {
                line.add(word, word, entity.clone(), reason);
            } else if let Some(at) = line.words.get(word).map(|w| (w.start as u32, w.end as u32))
                && let Some(mention) = line
                    .mentions
                    .iter_mut()
                    .find(|m| (m.span.start, m.span.end) == at)
                && entity_of(mention)
                    .is_some_and(|e| e.id != entity.id && e.kind != EntityKind::Country)
            {
                mention.value = crate::Value::Entity(entity.clone());
                mention.reason = reason;
            }
        }
    }
}

/// The words before a bracket whose first letters make the acronym at `word`.
fn spelled_out(page: &Page<'_>, line: usize, word: usize) -> Option<String> {
    let line = page.lines.get(line)?;
    let letters: Vec<char> = line.key(word).chars().collect();
    let small = |at: usize| {
        matches!(
            line.key(at),
            "of" | "the" | "for" | "and" | "in" | "to" | "on" | "de" | "et"
        )
    };
    let mut first = word;
    for letter in letters.iter().rev() {
        first = first.checked_sub(1)?;
        while small(first)
            && line.shape(first) == Some(Shape::Lower)
            && !line.key(first).starts_with(*letter)
        {
            first = first.checked_sub(1)?;
        }
        if !line.key(first).starts_with(*letter) {
            return None;
        }
    }
    line.capital(first)
        .then(|| line.form(first, word - 1).to_owned())
}

/// Adds organisations and places that the tagger sees and nothing else has.
pub(crate) fn tagged(page: &mut Page<'_>) {
    for line in &mut page.lines {
        for name in &line.sentence.names {
            let kind = match name.kind {
                NameKind::Organisation => EntityKind::Body,
                NameKind::Location => EntityKind::Place,
                NameKind::Person => continue,
            };
            let first = line.tokens.iter().position(|t| *t >= name.first);
            let last = line.tokens.iter().rposition(|t| *t <= name.last);
            let (Some(mut first), Some(mut last)) = (first, last) else {
                continue;
            };
            while first < last && matches!(line.key(first), "the" | "a" | "an") {
                first += 1;
            }
            while last > first && line.key(last) == "s" {
                last -= 1;
            }
            let day = matches!(
                line.key(first),
                "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
            );
            let direction =
                first == last && matches!(line.key(first), "north" | "south" | "east" | "west");
            // "The Council", "High Court": the reference steps say which one; "Gauteng High Court" is a name.
            let noun = organ_noun(line, first).is_some()
                || first == last
                    && (class_noun(line, first).is_some()
                        || matches!(line.key(first), "council" | "ministry"));
            let good = !day
                && !direction
                && !noun
                && line.free(first, last)
                && line.capital(first)
                && !line.headline
                && !crate::link::title::head(line.key(first))
                && !crate::link::title::head(line.key(last));
            if good {
                let entity = unknown(kind, line.form(first, last), Usage::Name);
                line.add(
                    first,
                    last,
                    entity,
                    "a name, as the tagger sees it; not in the registry",
                );
            }
        }
    }
}
