//! Organs of a state without the state's name: "the court", "parliament", "the government".

use super::class::{Found, before};
use super::live::{Live, again};
use crate::link::{Line, Organ, Page, organ_entity, organ_name};
use crate::{Entity, EntityKind};
use contingent_registry::{BodyKind, Registry};
use contingent_text::Deprel;
use smol_str::{SmolStr, format_smolstr};

/// "the court", "parliament", "the government": of the country beside it, of the last one that has acted, else of the host.
pub(crate) fn state_organ(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    at: usize,
    first: usize,
    last: usize,
    organ: Organ,
) -> Option<Found> {
    let before = before(line, first);
    let registry = page.registry;
    // "went to court" is no court; "parliament agreed" is one, and so is a headline's "court".
    let bare = before.bare()
        && (organ != Organ::Court || line.key(first) != "court" || line.headline || first == 0);
    let definite = before.definite() || bare;
    if !definite
        || line
            .token(last)
            .is_some_and(|t| t.deprel == Deprel::Compound)
            && organ == Organ::Government
    {
        return None;
    }
    let foreign = before.between.iter().any(|w| {
        matches!(
            *w,
            "other" | "local" | "foreign" | "several" | "many" | "two"
        )
    });
    if foreign {
        return None;
    }
    let kind = |e: &Entity| -> bool {
        let of =
            e.id.as_deref()
                .and_then(|id| registry.body(id))
                .map(|b| b.kind);
        let slug = e.id.as_deref().unwrap_or_default();
        match organ {
            Organ::Court => of == Some(BodyKind::Court) || slug.ends_with("-court"),
            Organ::Parliament => of == Some(BodyKind::Parliament) || slug.ends_with("-parliament"),
            Organ::Government | Organ::Ministry => false,
        }
    };
    if let Some(entity) = live.latest(at, 99, |e| e.kind == EntityKind::Body && kind(e)) {
        let single = organ == Organ::Court && line.key(first) != "court";
        if !single
            || entity
                .id
                .as_deref()
                .is_some_and(|id| id.contains(line.key(first)))
        {
            return Some((
                first,
                last,
                again(entity),
                format_smolstr!("the one spoken of: {}", entity.name),
            ));
        }
    }
    let here = earlier_country(line, first);
    let acted = || {
        let near = live.spoken.iter().rev().take_while(|s| s.line + 1 >= at);
        near.into_iter()
            .find(|s| s.subject && s.entity.kind == EntityKind::Country)
            .and_then(|s| s.entity.country.clone())
    };
    // Named anywhere in the document, later perhaps.
    let named = || {
        let bodies = page
            .lines
            .iter()
            .flat_map(|l| &l.mentions)
            .filter_map(crate::link::entity_of);
        bodies
            .filter(|e| e.kind == EntityKind::Body && kind(e))
            .find_map(|e| e.country.clone())
    };
    let iso3 = match organ {
        Organ::Government => acting_person(line, first)
            .or_else(|| last_organ(live, registry, at))
            .or_else(|| live.host.clone()),
        _ => named()
            .or(here)
            .or_else(acted)
            .or_else(|| lead(live, registry))
            .or_else(|| live.host.clone()),
    }?;
    let entity = organ_entity(registry, organ, &iso3, line.form(first, last))?;
    Some((
        first,
        last,
        entity,
        format_smolstr!("of {}, the country spoken of", organ_name(registry, &iso3)),
    ))
}

/// The country of the court, parliament, ministry or office-holder spoken of last.
fn last_organ(live: &Live, registry: &Registry, at: usize) -> Option<SmolStr> {
    let organ = |e: &Entity| {
        let body =
            e.id.as_deref()
                .and_then(|id| registry.body(id))
                .map(|b| b.kind);
        let state = matches!(
            body,
            Some(BodyKind::Court | BodyKind::Parliament | BodyKind::Ministry)
        );
        let holder =
            e.kind == EntityKind::Person && e.acts_for.is_some() && e.acts_for == e.country;
        e.country.is_some() && (state || holder)
    };
    live.latest(at, 2, organ).and_then(|e| e.country.clone())
}

fn lead(live: &Live, registry: &Registry) -> Option<SmolStr> {
    registry.mission(live.focus.as_deref()?)?.lead.clone()
}

/// The country of the person who is the subject before a word: of a government that a country acts on, it is not its own.
fn acting_person(line: &Line<'_>, word: usize) -> Option<SmolStr> {
    let person = |m: &&crate::Mention| {
        crate::link::entity_of(m).is_some_and(|e| e.kind == EntityKind::Person)
            && super::live::subject(line.sentence, m.head)
    };
    let start = line.words.get(word)?.start as u32;
    let subject = line
        .mentions
        .iter()
        .filter(|m| m.span.end <= start)
        .rfind(person)?;
    crate::link::entity_of(subject)?.country.clone()
}

/// The person or country that the sentence has as its subject before a word.
pub(crate) fn earlier_country(line: &Line<'_>, word: usize) -> Option<SmolStr> {
    let start = line.words.get(word)?.start as u32;
    let subject = line
        .mentions
        .iter()
        .filter(|m| m.span.end <= start)
        .find(|m| super::live::subject(line.sentence, m.head))?;
    let entity = crate::link::entity_of(subject)?;
    matches!(entity.kind, EntityKind::Person | EntityKind::Country)
        .then(|| entity.country.clone())?
}
