//! Class nouns: "the force", "the council", "the country", "the capital", "the alliance", "the group".

use super::live::{Live, again, capital};
use crate::link::{
    Line, Page, class_noun, country, describe, known, organ_entity, organ_name, organ_noun, resolve,
};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::{BodyKind, Mission, Registry};
use contingent_text::Deprel;
use smol_str::{SmolStr, format_smolstr};

/// A reference found: first and last word, what it is, why.
type Found = (usize, usize, Entity, SmolStr);

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
struct Before<'l> {
    determiner: &'l str,
    between: Vec<&'l str>,
}

fn before<'l>(line: &'l Line<'_>, word: usize) -> Before<'l> {
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
    fn definite(&self) -> bool {
        matches!(
            self.determiner,
            "the" | "this" | "that" | "its" | "their" | "whose" | "his" | "her"
        )
    }

    fn bare(&self) -> bool {
        self.determiner.is_empty() && self.between.is_empty()
    }
}

/// "the mission", "the force": the one that was spoken of, else the one the document is about.
fn mission(
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
    let spoken = live.all(|e| e.kind == EntityKind::Mission);
    let missions: Vec<&Mission> = spoken
        .iter()
        .filter_map(|e| registry.mission(e.id.as_deref()?))
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
            .and_then(|e| registry.mission(e.id.as_deref()?));
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

fn entry(registry: &Registry, id: &str) -> Option<Entity> {
    registry
        .entry(id)
        .map(|entry| known(registry, entry, Usage::Reference))
}

/// True when a mission's own name has the noun.
fn calls_itself(mission: &Mission, noun: &str) -> bool {
    let name = mission.name.to_lowercase();
    name.split(' ').any(|w| w == noun)
}

/// "the court", "parliament", "the government": of the country beside it, of the last one that has acted, else of the host.
fn state_organ(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    at: usize,
    first: usize,
    last: usize,
    organ: crate::link::Organ,
) -> Option<Found> {
    use crate::link::Organ;
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
        Organ::Government => here
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

/// The person or country that the sentence has as its subject before a word.
fn earlier_country(line: &Line<'_>, word: usize) -> Option<SmolStr> {
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

/// "the east African nation", "the Caribbean country", "the country".
fn the_country(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    at: usize,
    word: usize,
) -> Option<Found> {
    let before = before(line, word);
    if !matches!(before.determiner, "the" | "this" | "his" | "her") {
        return None;
    }
    let other = |w: &&str| {
        matches!(
            *w,
            "neighbouring"
                | "neighboring"
                | "other"
                | "first"
                | "second"
                | "third"
                | "another"
                | "foreign"
                | "last"
                | "only"
                | "biggest"
                | "largest"
                | "contributing"
        )
    };
    if before.between.iter().any(other) || line.key(word) == "republic" && before.between.is_empty()
    {
        return None;
    }
    let registry = page.registry;
    if matches!(before.determiner, "his" | "her") {
        let person = |e: &Entity| e.kind == EntityKind::Person && e.country.is_some();
        let iso3 = earlier_country(line, word)
            .or_else(|| live.latest(at, 1, person).and_then(|e| e.country.clone()))?;
        let entity = country(registry, &iso3, Usage::Reference)?;
        return Some((
            word,
            word,
            entity,
            format_smolstr!("country of the person spoken of"),
        ));
    }
    let mut words = before.between.clone();
    words.reverse();
    let phrase = words.join(" ");
    let regions = |iso3: &str| {
        registry
            .country(iso3)
            .map_or(&[][..], |c| c.regions.as_slice())
    };
    let region = registry
        .countries()
        .iter()
        .flat_map(|c| &c.regions)
        .filter(|r| phrase.contains(r.as_str()))
        .max_by_key(|r| r.len());
    let iso3 = match region {
        Some(region) => {
            let here = |e: &Entity| {
                e.kind == EntityKind::Country
                    && e.country
                        .as_deref()
                        .is_some_and(|c| regions(c).contains(region))
            };
            let before_it = line.words.get(word).map_or(0, |w| w.start as u32);
            let earlier = line
                .mentions
                .iter()
                .filter(|m| m.span.end <= before_it)
                .filter_map(crate::link::entity_of);
            let in_line = earlier.rev().find(|e| here(e));
            let mut spoken: Vec<SmolStr> = live
                .all(here)
                .into_iter()
                .chain(in_line)
                .filter_map(|e| e.country.clone())
                .collect();
            spoken.sort();
            spoken.dedup();
            let host = live.host.clone().filter(|h| regions(h).contains(region));
            match (spoken.as_slice(), host) {
                ([only], _) => only.clone(),
                (_, Some(host)) => host,
                _ => in_line
                    .or_else(|| live.latest(at, 99, here))
                    .and_then(|e| e.country.clone())?,
            }
        }
        None => live.host.clone()?,
    };
    let entity = country(registry, &iso3, Usage::Reference)?;
    let name = &entity.name;
    let reason = match region {
        Some(region) => format_smolstr!("the {region} country spoken of: {name}"),
        None => format_smolstr!("the country the text is about: {name}"),
    };
    Some((word, word, entity, reason))
}

/// "the capital", "the Haitian capital": a place.
fn the_capital(page: &Page<'_>, live: &Live, line: &Line<'_>, word: usize) -> Option<Found> {
    let place_follows = (1..3).any(|n| {
        line.entity_at(word + n)
            .is_some_and(|e| e.kind == EntityKind::Place)
    });
    let noun_follows = line.gap(word) == " "
        && line
            .token(word)
            .is_some_and(|t| t.deprel == Deprel::Compound);
    if place_follows || noun_follows || line.key(word + 1) == "punishment" {
        return None;
    }
    let beside = (1..4)
        .filter_map(|n| word.checked_sub(n))
        .find_map(|w| line.entity_at(w).filter(|e| e.kind == EntityKind::Country));
    let of = if line.key(word + 1) == "of" {
        line.entity_at(word + 2)
    } else {
        None
    };
    let definite = before(line, word).definite();
    let iso3 = match of.or(beside).and_then(|e| e.country.clone()) {
        Some(iso3) => iso3,
        None if definite || line.headline => live.host.clone()?,
        None => return None,
    };
    let entity = capital(page.registry, &iso3)?;
    let reason = format_smolstr!("capital of {}", organ_name(page.registry, &iso3));
    Some((word, word, entity, reason))
}

fn the_city(live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Found> {
    let before = before(line, word);
    if !(before.definite() && before.between.is_empty()) {
        return None;
    }
    let start = line.words.get(word).map_or(0, |w| w.start as u32);
    let place = |e: &Entity| e.kind == EntityKind::Place && e.coordinates.is_some();
    let in_line = line
        .mentions
        .iter()
        .filter(|m| m.span.end <= start)
        .filter_map(crate::link::entity_of)
        .rfind(|e| place(e));
    let entity = in_line.or_else(|| live.latest(at, 3, place))?;
    Some((
        word,
        word,
        again(entity),
        format_smolstr!("the city spoken of: {}", entity.name),
    ))
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
