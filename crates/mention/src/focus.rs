//! Which mission a document is mainly about.

use crate::{Entity, EntityKind, Mention, Usage, Value};
use contingent_registry::{MissionKind, Registry};
use contingent_text::Document;
use smol_str::SmolStr;
use std::collections::BTreeMap;

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
                weight -= 1;
            }
        }
        *weights.entry(id.clone()).or_default() += weight.max(1);
    }
    let most = weights.values().max()?;
    let best = weights.iter().find(|(_, weight)| *weight == most)?;
    Some(best.0.clone())
}

fn mission(mention: &Mention) -> Option<(&SmolStr, &Entity)> {
    match &mention.value {
        Value::Entity(entity) if entity.kind == EntityKind::Mission => {
            Some((entity.id.as_ref()?, entity))
        }
        _ => None,
    }
}
