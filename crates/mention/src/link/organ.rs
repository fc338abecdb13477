//! Organs of a country that are named by a class noun and the country beside it: "a Kenyan court", "the government of
//! Haiti", "Kenya's parliament".

use super::page::{Line, Page, country, unknown};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::{Body, BodyKind, Registry, key};
use smol_str::{SmolStr, format_smolstr};

/// What an organ's class noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Organ {
    Government,
    Court,
    Parliament,
    Ministry,
}

/// The organ whose class noun begins at `word`, with the last word of the noun.
pub(crate) fn noun(line: &Line<'_>, word: usize) -> Option<(Organ, usize)> {
    let next = line.key(word + 1);
    Some(match (line.key(word), next) {
        ("high" | "supreme" | "constitutional" | "appeals" | "appeal" | "top", "court") => {
            (Organ::Court, word + 1)
        }
        ("court", "of") if line.key(word + 2) == "appeal" => (Organ::Court, word + 2),
        ("national", "security") if line.key(word + 2) == "council" => (Organ::Ministry, word + 2),
        ("national" | "legislative", "assembly") => (Organ::Parliament, word + 1),
        ("court", _) => (Organ::Court, word),
        ("parliament" | "senate" | "legislature" | "lawmakers", _) => (Organ::Parliament, word),
        ("government" | "authorities" | "cabinet" | "junta" | "presidency", _) => {
            (Organ::Government, word)
        }
        (
            "foreign" | "interior" | "defence" | "defense" | "justice" | "health" | "finance",
            "ministry",
        ) => (Organ::Ministry, word + 1),
        ("ministry", "of")
            if line.key(word + 2) == "foreign" && line.key(word + 3) == "affairs" =>
        {
            (Organ::Ministry, word + 3)
        }
        ("ministry", "of") => (Organ::Ministry, word + 2),
        _ => return None,
    })
}

/// Finds organs with their country beside them.
pub(crate) fn find(page: &mut Page<'_>) {
    for at in 0..page.lines.len() {
        let Some(line) = page.lines.get(at) else {
            continue;
        };
        let mut found = Vec::new();
        let mut word = 0;
        while word < line.words.len() {
            let Some((organ, last)) = noun(line, word).filter(|(_, last)| line.free(word, *last))
            else {
                word += 1;
                continue;
            };
            if let Some(iso3) = owner(line, word, last)
                && let Some(entity) = entity(page.registry, organ, &iso3, line.form(word, last))
            {
                let reason = format_smolstr!("{} beside it", name_of(page.registry, &iso3));
                found.push((word, last, entity, reason));
            }
            word = last + 1;
        }
        if let Some(line) = page.lines.get_mut(at) {
            for (first, last, entity, reason) in found {
                line.add(first, last, entity, reason);
            }
        }
    }
}

pub(crate) fn name_of(registry: &Registry, iso3: &str) -> SmolStr {
    registry
        .country(iso3)
        .map_or(SmolStr::from(iso3), |c| c.name.clone())
}

/// The country named right before an organ ("Kenya's", "Kenyan") or after it ("of Haiti", "in Nairobi").
fn owner(line: &Line<'_>, first: usize, last: usize) -> Option<SmolStr> {
    let mut at = first;
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        if line.gap(before).contains([',', '.', ';', ':', '(', ')']) {
            break;
        }
        at = before;
        if let Some(country) = line.entity_at(at).filter(|e| e.kind == EntityKind::Country) {
            return country.country.clone();
        }
        let small = line.key(at) == "s"
            || line.token(at).is_some_and(|t| {
                matches!(
                    t.upos,
                    contingent_text::Upos::Adj | contingent_text::Upos::Noun
                )
            });
        if !small {
            break;
        }
    }
    if !matches!(line.key(last + 1), "of" | "in" | "at") || line.gap(last) != " " {
        return None;
    }
    let named = |at: usize| {
        line.entity_at(at)
            .filter(|e| matches!(e.kind, EntityKind::Country | EntityKind::Place))
    };
    let after = named(last + 2).or_else(|| {
        if line.key(last + 2) == "the" {
            named(last + 3)
        } else {
            None
        }
    });
    after.and_then(|e| e.country.clone())
}

/// An organ of a country as an entity.
pub(crate) fn entity(
    registry: &Registry,
    organ: Organ,
    iso3: &str,
    written: &str,
) -> Option<Entity> {
    let country_name = registry.country(iso3)?.name.clone();
    match organ {
        Organ::Government => {
            let mut entity = country(registry, iso3, Usage::Government)?;
            entity.usage = Usage::Government;
            Some(entity)
        }
        Organ::Ministry => {
            let mut entity = unknown(EntityKind::Body, written, Usage::Name);
            entity.country = Some(SmolStr::from(iso3));
            entity.acts_for = Some(SmolStr::from(iso3));
            Some(entity)
        }
        Organ::Court | Organ::Parliament => {
            let kind = if organ == Organ::Court {
                BodyKind::Court
            } else {
                BodyKind::Parliament
            };
            let plain = key(written);
            let (name, id) = match registered(registry, kind, iso3, &plain) {
                Some(body) => (body.name.clone(), body.id.clone()),
                None => {
                    let noun = plain.replace("lawmakers", "parliament");
                    let id = format_smolstr!("{} {noun}", key(&country_name));
                    (
                        format_smolstr!("{country_name} {noun}"),
                        SmolStr::from(id.replace(' ', "-")),
                    )
                }
            };
            let mut entity = unknown(EntityKind::Body, &name, Usage::Name);
            entity.acts_for = Some(id.clone());
            entity.id = Some(id);
            entity.country = Some(SmolStr::from(iso3));
            Some(entity)
        }
    }
}

/// The registry's body of a kind in a country whose name has the words of `noun`.
fn registered<'r>(
    registry: &'r Registry,
    kind: BodyKind,
    iso3: &str,
    noun: &str,
) -> Option<&'r Body> {
    let of_country = |b: &&Body| b.kind == kind && b.country.as_deref() == Some(iso3);
    let noun = noun
        .replace("lawmakers", "parliament")
        .replace("legislature", "parliament");
    let mut bodies = registry.bodies().iter().filter(of_country);
    bodies.find(|b| {
        let names = std::iter::once(&b.name).chain(&b.aliases);
        names
            .map(|n| key(n))
            .any(|n| n.contains(&noun) && noun != "court")
    })
}
