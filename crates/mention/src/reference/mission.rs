//! "The mission", "the force": which of those that were spoken of.

use super::class::{Found, before};
use super::live::Live;
use crate::link::{Line, Page, describe, known, resolve};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::{Mission, MissionKind, Registry};
use contingent_text::Deprel;
use smol_str::format_smolstr;

/// "the mission", "the force": the one that was spoken of, else the one the document is about.
pub(crate) fn mission(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    at: usize,
    first: usize,
    last: usize,
) -> Option<Found> {
    let before = before(line, first);
    let modifier = line
        .token(last)
        .is_some_and(|t| t.deprel == Deprel::Compound);
    let bare = before.bare() && (line.headline || first == 0 || modifier);
    if !(before.definite() || bare)
        || line.key(last) == "peacekeepers"
        || line.key(last) == "office"
    {
        return None;
    }
    let registry = page.registry;
    let said = describe(page, line, first, last);
    let plain = said.plain();
    if !plain {
        // Something said fits no mission, or several.
        let (id, why) = resolve(page, &said)?;
        return entry(registry, &id).map(|entity| (first, last, entity, why));
    }
    let noun = line.key(last);
    // Without a mission that the text is about, only what was just spoken of can be meant.
    let back = if live.focus.is_some() { usize::MAX } else { 6 };
    let spoken = live.within(at, back, |e| e.kind == EntityKind::Mission);
    // An office of advisers is no force.
    let can = |m: &&Mission| noun != "force" || m.kind != MissionKind::Office;
    let missions: Vec<&Mission> = spoken
        .iter()
        .filter_map(|e| registry.mission(e.id.as_deref()?))
        .filter(can)
        .collect();
    let focus = live.focus.as_deref().and_then(|id| registry.mission(id));
    let chosen = if said.past {
        // Of two that were spoken of the older one; of one, what it took over from.
        let start = |m: &&Mission| m.period.start.map(|s| s.first_day());
        let oldest = missions.iter().copied().chain(focus).min_by_key(start)?;
        let youngest = missions.iter().copied().chain(focus).max_by_key(start)?;
        if oldest.id == youngest.id {
            registry.mission(oldest.predecessor.as_deref()?)?
        } else {
            oldest
        }
    } else if said.coming {
        missions
            .iter()
            .copied()
            .chain(focus)
            .max_by_key(|m| m.period.start.map(|s| s.first_day()))?
    } else {
        let near = live
            .latest(at, 2, |e| e.kind == EntityKind::Mission)
            .and_then(|e| registry.mission(e.id.as_deref()?))
            .filter(can);
        let by_noun = missions.iter().copied().find(|m| calls_itself(m, noun));
        match (near, by_noun, focus) {
            (Some(near), _, _) if calls_itself(near, noun) => near,
            (_, Some(named), _) if noun == "force" || noun == "mission" => named,
            (_, _, Some(focus)) => focus,
            (Some(near), _, _) => near,
            _ => return None,
        }
    };
    let mut entity = entry(registry, &chosen.id)?;
    if modifier {
        entity.usage = Usage::Adjective;
    }
    Some((
        first,
        last,
        entity,
        format_smolstr!("the {noun} spoken of: {}", chosen.id),
    ))
}

pub(crate) fn entry(registry: &Registry, id: &str) -> Option<Entity> {
    registry
        .entry(id)
        .map(|entry| known(registry, entry, Usage::Reference))
}

/// True when a mission's own name has the noun.
fn calls_itself(mission: &Mission, noun: &str) -> bool {
    let name = mission.name.to_lowercase();
    name.split(' ').any(|w| w == noun)
}
