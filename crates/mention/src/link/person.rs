//! People: named in full somewhere, then by surname; with the title beside the name and whom they act for.

use super::page::{Line, Page, entity_of, known, unknown};
use super::{role, title};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::{Role, Shape, Spell};
use contingent_text::{NameKind, Upos};
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeMap;

/// Finds people by title, by the tagger and by surname, and gives each the fullest name in the document.
pub(crate) fn find(page: &mut Page<'_>) {
    let mut names = Names::default();
    for line in &mut page.lines {
        let found = candidates(line);
        for (first, last) in found {
            names.note(line, first, last);
            let name = plain(line, first, last);
            line.add(
                first,
                last,
                unknown(EntityKind::Person, &name, Usage::Name),
                "name of a person",
            );
        }
        let full: Vec<SmolStr> = line
            .mentions
            .iter()
            .filter(|m| {
                entity_of(m).is_some_and(|e| e.kind == EntityKind::Person && e.id.is_some())
            })
            .map(|m| SmolStr::from(m.span.of(line.text)))
            .collect();
        for name in full.iter().filter(|n| n.contains(' ')) {
            names.note_name(name);
        }
    }
    for at in 0..page.lines.len() {
        surnames(page, at, &names);
    }
    for at in 0..page.lines.len() {
        role::settle(page, at, &names);
    }
}

/// The full names of a document, by their last words.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<SmolStr, SmolStr>);

impl Names {
    fn note(&mut self, line: &Line<'_>, first: usize, last: usize) {
        self.note_name(&plain(line, first, last));
    }

    /// Each ending of a name can stand for it; the longest name wins.
    fn note_name(&mut self, name: &str) {
        let key = contingent_registry::key(name);
        let parts: Vec<&str> = key.split(' ').collect();
        for from in 0..parts.len() {
            let ending = parts.get(from..).unwrap_or_default().join(" ");
            self.keep(&ending, name);
        }
        // "Edgard Leblanc Fils" is "Leblanc" later on.
        if let [_, surname, "fils" | "jr" | "junior" | "sr"] = parts.as_slice() {
            self.keep(surname, name);
        }
    }

    fn keep(&mut self, ending: &str, name: &str) {
        if ending.len() < 3 {
            return;
        }
        let held = self
            .0
            .entry(SmolStr::from(ending))
            .or_insert_with(|| SmolStr::from(name));
        if held.len() < name.len() {
            *held = SmolStr::from(name);
        }
    }

    pub(crate) fn full(&self, name: &str) -> Option<&SmolStr> {
        self.0.get(contingent_registry::key(name).as_str())
    }
}

/// The words of a name as written, without quotation marks around a nickname's neighbours lost.
fn plain(line: &Line<'_>, first: usize, last: usize) -> String {
    line.form(first, last)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Stretches of words that name a person: after a title, or by the tagger.
fn candidates(line: &Line<'_>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut word = 0;
    while word < line.words.len() {
        let tagged = matches!(line.name_at(word), Some((NameKind::Person, _, _)));
        let titled = word > 0
            && title::head(line.before(word, 1))
            && line.gap(word - 1) == " "
            && !line.headline;
        let dotted = word > 0
            && matches!(
                line.before(word, 1),
                "mr" | "mrs" | "ms" | "dr" | "gen" | "lt" | "col"
            );
        let can =
            line.capital(word) && line.free(word, word) && title::names_person(line.key(word));
        if can && (tagged || titled || dotted) {
            let last = extent(line, word);
            let alone = word == last;
            // A lone tagged word that is no proper noun, or begins a sentence, is too weak; a lone word in capitals is
            // rather an acronym.
            let acronym = line.shape(word) == Some(Shape::Upper) && line.key(word).len() <= 4;
            let proper = line.token(word).is_some_and(|t| t.upos == Upos::Propn);
            let sure = titled || dotted || (tagged && proper && word > 0 && !line.headline);
            if !(alone && (acronym || !sure)) && (!line.headline || all_tagged(line, word, last)) {
                found.push((word, last));
                word = last + 1;
                continue;
            }
        }
        word += 1;
    }
    found
}

/// True when the tagger takes every word for part of a person's name.
fn all_tagged(line: &Line<'_>, first: usize, last: usize) -> bool {
    (first..=last).all(|at| matches!(line.name_at(at), Some((NameKind::Person, _, _))))
}

/// The last word of the name that begins at `first`.
fn extent(line: &Line<'_>, first: usize) -> usize {
    const PARTICLES: [&str; 15] = [
        "de", "da", "do", "dos", "du", "la", "le", "al", "el", "bin", "ibn", "van", "von", "der",
        "di",
    ];
    let mut last = first;
    loop {
        let gap = line.gap(last);
        let joined = matches!(
            gap,
            " " | "-" | "‑" | "'" | "’" | ". " | " \"" | "\" " | " “" | "” " | " '" | "' "
        );
        let stop = gap == ". " && line.key(last).len() > 1;
        let next = last + 1;
        if !joined || stop || line.taken.get(next).is_none_or(|t| *t) {
            break;
        }
        let possessive = line.key(next) == "s" && line.shape(next) == Some(Shape::Lower);
        if possessive {
            break;
        }
        let tagged = matches!(line.name_at(next), Some((NameKind::Person, _, _)));
        let hyphen = matches!(gap, "-" | "‑" | "'" | "’");
        if line.capital(next)
            && (tagged || hyphen || !line.headline)
            && title::names_person(line.key(next))
        {
            last = next;
        } else if PARTICLES.contains(&line.key(next))
            && line.capital(next + 1)
            && line.gap(next).len() <= 3
        {
            last = next + 1;
        } else if hyphen && line.capital(first) && line.key(next).len() > 1 && tagged {
            last = next;
        } else {
            break;
        }
    }
    last
}

/// Finds people named by surname: of a full name in the document, or of somebody in office that day.
fn surnames(page: &mut Page<'_>, at: usize, names: &Names) {
    let Some(line) = page.lines.get(at) else {
        return;
    };
    let mut found: Vec<(usize, usize, Entity, SmolStr)> = Vec::new();
    let mut word = 0;
    while word < line.words.len() {
        let mut next = word + 1;
        if line.capital(word) && line.free(word, word) {
            if let Some((last, name)) = ending(line, word, names) {
                let entity = unknown(EntityKind::Person, &name, Usage::Name);
                let reason = format_smolstr!("surname of {name}");
                found.push((word, last, entity, reason));
                next = last + 1;
            } else if stands_alone(line, word)
                && let Some((entity, reason)) = in_office(page, line.key(word))
            {
                found.push((word, word, entity, reason));
            }
        }
        word = next;
    }
    if let Some(line) = page.lines.get_mut(at) {
        for (first, last, entity, reason) in found {
            line.add(first, last, entity, reason);
        }
    }
}

/// The longest ending of a known name that begins at `word`.
fn ending(line: &Line<'_>, word: usize, names: &Names) -> Option<(usize, SmolStr)> {
    (0..4)
        .rev()
        .map(|more| word + more)
        .filter(|last| line.free(word, *last))
        .find_map(|last| {
            let within = (word..last).all(|at| matches!(line.gap(at), " " | "-" | "‑" | "'" | "’"));
            if !within || last >= line.words.len() {
                return None;
            }
            let full = names.full(line.form(word, last))?;
            // Inside a longer name of something else ("the Henry Ford Museum").
            let inside = line
                .name_at(word)
                .is_some_and(|(kind, first, end)| kind != NameKind::Person && first < end);
            (!inside || last > word).then(|| (last, full.clone()))
        })
}

/// True when no other capitalised word beside it makes it part of a longer name.
fn stands_alone(line: &Line<'_>, word: usize) -> bool {
    let beside =
        |at: usize| line.capital(at) && line.free(at, at) && title::names_person(line.key(at));
    let after = line.gap(word) == " " && beside(word + 1);
    let before = word > 1 && line.gap(word - 1) == " " && beside(word - 1);
    // The tagger is often wrong about a lone word, seldom about a name of several.
    let other = matches!(
        line.name_at(word),
        Some((NameKind::Location | NameKind::Organisation, first, last)) if first < last
    );
    line.key(word).len() >= 4 && !other && (line.headline || !(before || after))
}

/// Somebody whose surname stands alone: the one holder of an office that day that the document has to do with.
pub(crate) fn in_office(page: &Page<'_>, surname: &str) -> Option<(Entity, SmolStr)> {
    let day = page.day?;
    let registry = page.registry;
    let mut holders: Vec<(&str, &Spell)> = Vec::new();
    for person in registry.surname(surname) {
        let on = |s: &&Spell| s.period.contains(day) && s.period.start.is_some();
        if let Some(spell) = registry
            .offices(&person.id)
            .filter(on)
            .min_by_key(|s| s.role)
        {
            holders.push((person.id.as_str(), spell));
        }
    }
    holders.retain(|(_, spell)| {
        let named = registry
            .entry(&spell.body)
            .is_some_and(|e| page.counts.contains_key(&e));
        let hosted = registry
            .mission(&spell.body)
            .is_some_and(|m| m.hosts.iter().any(|host| page.countries.contains_key(host)));
        named
            || hosted
            || page.countries.contains_key(&spell.body)
            || (spell.role == Role::HeadOfState && spell.body == "USA")
    });
    let [(id, spell)] = holders.as_slice() else {
        return None;
    };
    let entity = known(registry, registry.entry(id)?, Usage::Name);
    let reason = format_smolstr!("surname of the {} of {} on {day}", spell.title, spell.body);
    Some((entity, reason))
}
