//! "The country", "the east African nation", "the capital", "the city".

use super::class::{Found, before};
use super::live::{Live, again, capital, earlier};
use super::state::earlier_country;
use crate::link::{Line, Page, country, organ_name};
use crate::{Entity, EntityKind, Usage};
use contingent_text::Deprel;
use smol_str::{SmolStr, format_smolstr};

/// "the east African nation", "the Caribbean country", "the country".
pub(crate) fn the_country(
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
        let iso3 = earlier_country(line, word).or_else(|| {
            live.nearest(line, at, word, 1, person)
                .and_then(|e| e.country.clone())
        })?;
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
        None => {
            let host = live.host.clone()?;
            // "President Ruto said that the country would go on" can be his own or the one the text is about.
            let torn = earlier(line, word).any(|e| {
                e.kind == EntityKind::Person && e.country.as_ref().is_some_and(|c| *c != host)
            }) && !earlier(line, word).any(|e| e.country.as_ref() == Some(&host));
            if torn {
                return None;
            }
            host
        }
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
pub(crate) fn the_capital(
    page: &Page<'_>,
    live: &Live,
    line: &Line<'_>,
    word: usize,
) -> Option<Found> {
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

pub(crate) fn the_city(live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Found> {
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
