//! Places: names of the gazetteer, where the words around allow a place.

use super::class_noun::class_noun;
use super::page::{Line, Page};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::{Place, Shape};
use contingent_text::NameKind;
use smol_str::{SmolStr, format_smolstr};

/// A place that begins at a word.
pub(crate) struct Found {
    pub(crate) last: usize,
    pub(crate) entity: Entity,
    pub(crate) reason: SmolStr,
}

/// Most words in the name of a place.
const LONGEST: usize = 6;

/// Words that begin a name of a place in lower case ("eastern Congo").
const LOWER: [&str; 9] = [
    "eastern", "western", "northern", "southern", "north", "south", "lower", "upper", "central",
];

/// The place whose name begins at `word`, if the context allows one.
pub(crate) fn at(page: &Page<'_>, line: &Line<'_>, word: usize) -> Option<Found> {
    if !line.capital(word) && !LOWER.contains(&line.key(word)) {
        return None;
    }
    let most = LONGEST.min(line.words.len() - word);
    for length in (1..=most).rev() {
        let last = word + length - 1;
        let noun = length == 1 && class_noun(line, word).is_some();
        if noun || !written_as_name(line, word, last) || !line.free(word, last) {
            continue;
        }
        let text = line.words.get(word..=last).unwrap_or_default();
        let places = page.registry.places_at(text);
        if places.is_empty() {
            continue;
        }
        if let Some(place) = choose(page, line, word, last, places) {
            let reason = format_smolstr!("place in {}", country_name(page, &place));
            return Some(Found {
                last,
                entity: entity(place),
                reason,
            });
        }
    }
    None
}

pub(crate) fn entity(place: Place) -> Entity {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    Entity {
        kind: EntityKind::Place,
        id: place.geonames.map(|id| format_smolstr!("geonames:{id}")),
        name: place.name,
        country: (!place.country.is_empty()).then_some(place.country),
        acts_for: None,
        title: None,
        usage: Usage::Name,
        coordinates: Some((round(place.latitude), round(place.longitude))),
        geonames: place.geonames,
    }
}

fn country_name(page: &Page<'_>, place: &Place) -> SmolStr {
    page.registry
        .country(&place.country)
        .map_or(SmolStr::from("several countries"), |c| c.name.clone())
}

/// Capitals on all words that are not small ones, and nothing between them that parts names.
fn written_as_name(line: &Line<'_>, first: usize, last: usize) -> bool {
    const SMALL: [&str; 16] = [
        "de", "du", "des", "la", "le", "les", "l", "d", "of", "and", "a", "au", "aux", "el", "al",
        "s",
    ];
    (first..=last).all(|at| {
        let digits = line.shape(at) == Some(Shape::Digits);
        let region = [
            "region",
            "basin",
            "department",
            "airport",
            "terminal",
            "coast",
            "province",
            "state",
        ];
        let fine = line.capital(at)
            || digits
            || SMALL.contains(&line.key(at))
            || region.contains(&line.key(at));
        let first_lower = at == first && LOWER.contains(&line.key(at));
        let joined = at == last
            || !line
                .gap(at)
                .contains([',', '.', ';', ':', '(', ')', '"', '“', '”', '—', '–', '/']);
        let stop = at < last && line.gap(at).starts_with('.') && line.key(at).len() <= 3;
        (fine || first_lower) && (joined || stop)
    })
}

/// The likeliest of the places with a name; `None` when the context speaks against a place.
fn choose(
    page: &Page<'_>,
    line: &Line<'_>,
    first: usize,
    last: usize,
    places: Vec<Place>,
) -> Option<Place> {
    let named = line.name_at(first);
    let spoken = |place: &Place| {
        page.countries
            .get(&place.country)
            .copied()
            .unwrap_or_default()
    };
    // The tables come in order of weight, so the first of a country is the likeliest in it.
    let best = places.iter().enumerate().max_by_key(|(order, place)| {
        let here = spoken(place) > 0;
        (
            place.chosen && (here || !place.common),
            here,
            place.population > 1_000_000,
            std::cmp::Reverse(*order),
        )
    });
    let place = best.map(|(_, place)| place.clone())?;
    let single = first == last;
    let person = matches!(named, Some((NameKind::Person, _, _))) && !locative(line, first);
    // Two given names, or a name of nobody's country, are rather a person as the tagger says.
    if person
        && (spoken(&place) == 0
            || place.common
            || (!single && place.population == 0 && place.country == "HTI"))
    {
        return None;
    }
    let located = matches!(named, Some((NameKind::Location, _, _)));
    let context = located || locative(line, first) || placed_after(page, line, last);
    let here = spoken(&place) > 0;
    let inside_person = beside_capital(line, first, last);
    let fits = if place.country.is_empty() {
        true
    } else if place.common {
        context
            && (here || placed_after(page, line, last))
            && (located || !inside_person)
            && !starts_common(line, first)
    } else if place.chosen {
        here || located || !inside_person
    } else if place.population >= 100_000 {
        !inside_person || located || !single
    } else if here {
        // A small place of a country that is spoken of: by the words around, or by a name of several words.
        context || !(single || person || inside_person)
    } else {
        // A small place of a country that nobody speaks of is more likely something else.
        (context && located && !inside_person && place.population > 0)
            || placed_after(page, line, last)
    };
    fits.then_some(place)
}

/// A common word at the start of a sentence has its capital from there.
fn starts_common(line: &Line<'_>, first: usize) -> bool {
    first == 0 && !matches!(line.name_at(first), Some((NameKind::Location, _, _)))
}

/// A capitalised word right beside: rather part of a longer name.
fn beside_capital(line: &Line<'_>, first: usize, last: usize) -> bool {
    let before = first > 0
        && line.gap(first - 1) == " "
        && line.capital(first - 1)
        && first > 1
        && line.entity_at(first - 1).is_none()
        && !matches!(
            line.key(first - 1),
            "in" | "at" | "from" | "near" | "to" | "the" | "of"
        );
    let after = line.gap(last) == " " && line.capital(last + 1) && !line.headline;
    (before && !line.headline) || after
}

/// True when a word before says that a place follows ("in", "near", "the town of", "Delmas and ...").
pub(crate) fn locative(line: &Line<'_>, first: usize) -> bool {
    const BEFORE: [&str; 28] = [
        "in",
        "at",
        "near",
        "from",
        "to",
        "into",
        "around",
        "outside",
        "inside",
        "between",
        "through",
        "across",
        "toward",
        "towards",
        "via",
        "beyond",
        "throughout",
        "within",
        "neighborhood",
        "neighbourhood",
        "district",
        "town",
        "city",
        "village",
        "on",
        "off",
        "reach",
        "leave",
    ];
    let (one, two) = (line.before(first, 1), line.before(first, 2));
    if BEFORE.contains(&one) {
        return true;
    }
    if one == "the" && BEFORE.contains(&two) {
        return true;
    }
    let of = one == "of";
    let kind = [
        "town",
        "city",
        "village",
        "neighbourhood",
        "neighborhood",
        "commune",
        "district",
        "area",
        "outskirts",
        "streets",
        "suburb",
        "port",
        "north",
        "south",
        "east",
        "west",
        "centre",
        "center",
        "capital",
        "region",
        "department",
        "community",
        "slum",
        "districts",
        "parts",
        "residents",
        "people",
        "part",
    ];
    if of && kind.contains(&two) {
        return true;
    }
    // "in Tessalit, Aguelhok and Kidal": a list takes the place from its first member.
    let listed =
        first > 0 && matches!(line.gap(first - 1).trim(), ",") || one == "and" || one == "or";
    let previous = if one == "and" || one == "or" {
        first.checked_sub(2)
    } else {
        first.checked_sub(1)
    };
    listed
        && previous.is_some_and(|at| {
            line.entity_at(at)
                .is_some_and(|e| e.kind == EntityKind::Place)
        })
}

/// True when what follows is where it lies ("Chato, Tanzania", "Savien in lower Artibonite").
fn placed_after(page: &Page<'_>, line: &Line<'_>, last: usize) -> bool {
    let gap = line.gap(last).trim();
    let next = if gap == "," { last + 1 } else { return false };
    let rest = line.words.get(next..).unwrap_or_default();
    page.registry.longest(rest).is_some_and(|(_, aliases)| {
        aliases
            .iter()
            .any(|a| matches!(a.entry, contingent_registry::Entry::Country(_)))
    }) && line.capital(next)
        && !line.capital(last + 2)
}
