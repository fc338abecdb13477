//! Class nouns: "the force", "the council", "the country", "the capital", "the alliance", "the group".

use super::land::{the_capital, the_city, the_country};
use super::live::{Live, again};
use super::mission::{entry, mission};
use super::state::state_organ;
use crate::link::{Line, Page, class_noun, organ_noun};
use crate::{Entity, EntityKind};
use contingent_registry::BodyKind;
use contingent_text::Deprel;
use smol_str::{SmolStr, format_smolstr};

/// A reference found: first and last word, what it is, why.
pub(crate) type Found = (usize, usize, Entity, SmolStr);

/// Finds the class nouns of one sentence.
pub(crate) fn find(page: &mut Page<'_>, live: &Live, at: usize) {
    let Some(line) = page.lines.get(at) else {
        return;
    };
    let mut found: Vec<Found> = Vec::new();
    let mut word = 0;
    while word < line.words.len() {
        let hit = if line.free(word, word) {
            one(page, live, line, at, word)
        } else {
            None
        };
        match hit {
            Some(hit) => {
                word = hit.1 + 1;
                found.push(hit);
            }
            None => word += 1,
        }
    }
    if let Some(line) = page.lines.get_mut(at) {
        for (first, last, entity, reason) in found {
            line.add(first, last, entity, reason);
        }
    }
}

fn one(page: &Page<'_>, live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Found> {
    if let Some((first, last)) = class_noun(line, word) {
        return mission(page, live, line, at, first, last);
    }
    if let Some((organ, last)) = organ_noun(line, word) {
        return state_organ(page, live, line, at, word, last, organ);
    }
    match line.key(word) {
        "council" => council(live, line, at, word),
        "ministry" => ministry(live, line, at, word),
        "country" | "nation" | "republic" => the_country(page, live, line, at, word),
        "capital" => the_capital(page, live, line, word),
        "city" => the_city(live, line, at, word),
        "alliance" | "bloc" | "organisation" | "organization" | "agency" | "union" | "body" => {
            organisation(page, live, line, at, word)
        }
        "group" | "militants" | "insurgents" | "jihadists" | "rebels" | "extremists"
        | "militia" => group(live, line, at, word),
        _ => None,
    }
}

/// What stands before a noun: its determiner, if it has one within a few words, and the words between.
pub(crate) struct Before<'l> {
    pub(crate) determiner: &'l str,
    pub(crate) between: Vec<&'l str>,
}

pub(crate) fn before<'l>(line: &'l Line<'_>, word: usize) -> Before<'l> {
    let mut between = Vec::new();
    let mut at = word;
    while let Some(here) = at.checked_sub(1) {
        if line
            .gap(here)
            .contains([',', '.', ';', ':', '(', ')', '"', '“', '”', '—'])
            || between.len() > 4
        {
            break;
        }
        let key = line.key(here);
        match key {
            "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her"
            | "our" | "my" | "whose" | "a" | "an" | "another" | "any" | "some" | "each"
            | "every" | "no" | "both" | "other" | "which" => {
                return Before {
                    determiner: key,
                    between,
                };
            }
            _ => {}
        }
        let token = line.token(here);
        let part = token.is_some_and(|t| {
            use contingent_text::Upos::{Adj, Adv, Noun, Num, Part, Propn};
            matches!(t.upos, Adj | Noun | Propn | Num | Part | Adv)
                || matches!(t.deprel, Deprel::Amod | Deprel::Compound)
        });
        if !part {
            break;
        }
        between.push(key);
        at = here;
    }
    Before {
        determiner: "",
        between,
    }
}

impl Before<'_> {
    pub(crate) fn definite(&self) -> bool {
        matches!(
            self.determiner,
            "the" | "this" | "that" | "its" | "their" | "whose" | "his" | "her"
        )
    }

    pub(crate) fn bare(&self) -> bool {
        self.determiner.is_empty() && self.between.is_empty()
    }
}

/// "the Council": the one spoken of last; the Security Council is written with a capital.
fn council(live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Found> {
    let before = before(line, word);
    let known = before.between.iter().all(|w| {
        matches!(
            *w,
            "presidential" | "transitional" | "transition" | "ruling" | "un" | "s"
        )
    });
    if !(before.definite() && known) {
        return None;
    }
    let is_council =
        |e: &Entity| e.kind == EntityKind::Body && e.name.to_lowercase().contains("council");
    let spoken = live.all(is_council);
    let entity = match spoken.as_slice() {
        [only] => *only,
        [] => return None,
        _ if line.capital(word) && !line.headline => spoken
            .iter()
            .find(|e| e.id.as_deref() == Some("un-security-council"))
            .or(spoken.first())?,
        _ => live.latest(at, 2, is_council)?,
    };
    Some((
        word,
        word,
        again(entity),
        format_smolstr!("the council spoken of: {}", entity.name),
    ))
}

/// "the ministry": the one spoken of last.
fn ministry(live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Found> {
    let before = before(line, word);
    if before.determiner != "the" || !before.between.is_empty() {
        return None;
    }
    let ministry = |e: &Entity| {
        let name = e.name.to_lowercase();
        e.kind == EntityKind::Body && (name.contains("ministry") || name.contains("department"))
    };
    let entity = live.nearest(line, at, word, 3, ministry)?;
    let reason = format_smolstr!("the ministry spoken of: {}", entity.name);
    Some((word, word, again(entity), reason))
}

/// "the alliance", "the bloc": an organisation spoken of.
fn organisation(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    at: usize,
    word: usize,
) -> Option<Found> {
    let before = before(line, word);
    if !(before.definite()
        && before.between.iter().all(|w| {
            matches!(
                *w,
                "regional" | "world" | "military" | "un" | "african" | "caribbean" | "migration"
            )
        }))
    {
        return None;
    }
    let registry = page.registry;
    let noun = line.key(word);
    let fits = |e: &Entity| {
        let body = e.id.as_deref().and_then(|id| registry.body(id));
        let organisation =
            body.is_some_and(|b| b.kind == BodyKind::Organisation && b.country.is_none());
        let alliance =
            e.id.as_deref() == Some("nato") || e.name.to_lowercase().contains("alliance");
        match noun {
            "alliance" => alliance,
            "bloc" | "union" => {
                organisation
                    && body.is_some_and(|b| !b.members.is_empty())
                    && e.id.as_deref() != Some("un")
            }
            _ => organisation,
        }
    };
    let start = line.words.get(word).map_or(0, |w| w.start as u32);
    let in_line = line
        .mentions
        .iter()
        .filter(|m| m.span.end <= start)
        .filter_map(crate::link::entity_of)
        .rfind(|e| fits(e));
    let parent = || {
        let parent = registry.mission(live.focus.as_deref()?)?.parent.clone()?;
        let entity = entry(registry, &parent)?;
        fits(&entity).then_some(entity)
    };
    let entity = in_line
        .or_else(|| live.latest(at, 3, fits))
        .map(again)
        .or_else(parent)?;
    let reason = format_smolstr!("the {noun} spoken of: {}", entity.name);
    Some((word, word, entity, reason))
}

/// "the group", "the militants": the sole armed group spoken of.
fn group(live: &Live, line: &Line<'_>, _at: usize, word: usize) -> Option<Found> {
    let before = before(line, word);
    let of = line.key(word + 1) == "of";
    if !(before.definite()
        && !of
        && before.between.iter().all(|w| {
            matches!(
                *w,
                "armed"
                    | "islamist"
                    | "jihadist"
                    | "militant"
                    | "extremist"
                    | "rebel"
                    | "insurgent"
                    | "islamic"
            )
        }))
    {
        return None;
    }
    let groups = live.all(|e| e.kind == EntityKind::Group);
    let [only] = groups.as_slice() else {
        return None;
    };
    Some((
        word,
        word,
        again(only),
        format_smolstr!("the group spoken of: {}", only.name),
    ))
}
