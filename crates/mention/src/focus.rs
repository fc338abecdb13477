//! Which mission a document is mainly about.

use crate::{Entity, EntityKind, Mention, Usage, Value};
use contingent_registry::{MissionKind, Registry};
use contingent_text::Document;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Texts of more sentences than this are often about many things.
const LONG: u32 = 40;

/// The mission that a document is mainly about, as its registry id; `None` when it is about none.
///
/// Counts where missions are named or described: the headline and the first sentences weigh more, and a mission that
/// the publication day lies outside of weighs less.
#[must_use]
pub fn focus(mentions: &[Mention], document: &Document, registry: &Registry) -> Option<SmolStr> {
    let title = document.title.len() as u32;
    let mut weights: BTreeMap<SmolStr, i64> = BTreeMap::new();
    let day = document.published.as_ref().map(|p| p.date);
    for mention in mentions {
        let Some((id, entity)) = mission(mention) else {
            continue;
        };
        // A pronoun says again what its sentence or the one before has said.
        if mention.reason.starts_with("pronoun") {
            continue;
        }
        let first = mention.sentence == 0 || (mention.sentence == 1 && title > 0);
        let mut weight = if mention.sentence == 0 {
            6
        } else if first {
            4
        } else {
            2
        };
        if entity.usage == Usage::Reference {
            weight -= 1;
        }
        if let (Some(day), Some(mission)) = (day, registry.mission(id)) {
            let distance = mission.period.distance(day);
            if distance.abs() > 700 {
                weight = 1;
            }
            if mission.kind == MissionKind::Office {
                weight -= 2;
            }
        }
        *weights.entry(id.clone()).or_default() += weight.max(1);
    }
    let lines = mentions.iter().map(|m| m.sentence + 1).max().unwrap_or(0);
    let Some(most) = weights.values().max() else {
        return if lines > LONG {
            None
        } else {
            unnamed(mentions, document, registry)
        };
    };
    let (best, _) = weights.iter().find(|(_, weight)| *weight == most)?;
    (lines <= LONG || throughout(mentions, best, lines)).then(|| best.clone())
}

/// True when a mission is named or described in the headline or in at least one of a dozen sentences: a press briefing
/// that comes to it once among many things is not about it.
fn throughout(mentions: &[Mention], id: &str, lines: u32) -> bool {
    let mut at: Vec<u32> = mentions
        .iter()
        .filter(|m| !m.reason.starts_with("pronoun"))
        .filter(|m| mission(m).is_some_and(|(found, _)| found == id))
        .map(|m| m.sentence)
        .collect();
    at.dedup();
    at.first() == Some(&0) || at.len() as u32 * 12 >= lines
}

/// The mission of a document that names none: the only one on, or just over, whose leader and host are both spoken of.
fn unnamed(mentions: &[Mention], document: &Document, registry: &Registry) -> Option<SmolStr> {
    let day = document.published.as_ref()?.date;
    let mut countries: BTreeMap<&str, u32> = BTreeMap::new();
    for mention in mentions {
        if let Value::Entity(entity) = &mention.value
            && entity.kind != EntityKind::Place
            && let Some(country) = entity.country.as_deref()
        {
            // A headline says once what its text says often.
            let headline = mention.sentence == 0 && !document.title.is_empty();
            *countries.entry(country).or_default() += if headline { 2 } else { 1 };
        }
    }
    let often = |country: &SmolStr| countries.get(country.as_str()).is_some_and(|n| *n >= 2);
    let words = |text| contingent_registry::words(text).into_iter();
    let sent = words(&document.title)
        .chain(words(&document.body))
        .any(|w| {
            matches!(
                w.key.as_str(),
                "police" | "officer" | "officers" | "troops" | "soldiers" | "contingent"
            )
        });
    let mut fits = registry.missions().iter().filter(|m| {
        m.kind == MissionKind::Force
            && (-150..=400).contains(&m.period.distance(day))
            && m.lead.as_ref().is_some_and(often)
            && m.hosts.first().is_some_and(often)
    });
    let (only, second) = (fits.next()?, fits.next());
    (second.is_none() && sent).then(|| only.id.clone())
}

fn mission(mention: &Mention) -> Option<(&SmolStr, &Entity)> {
    match &mention.value {
        Value::Entity(entity) if entity.kind == EntityKind::Mission => {
            Some((entity.id.as_ref()?, entity))
        }
        _ => None,
    }
}
