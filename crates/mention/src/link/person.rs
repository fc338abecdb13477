//! People: named in full somewhere, then by surname; with the title beside the name and whom they act for.

use super::page::{Line, Page, entity_of, known, unknown};
use super::title;
use crate::{Entity, EntityKind, Usage};
use contingent_registry::{Entry, Registry, Role, Shape, Spell};
use contingent_text::NameKind;
use jiff::civil::Date;
use smol_str::{SmolStr, ToSmolStr, format_smolstr};
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
        let known: Vec<SmolStr> = line
            .mentions
            .iter()
            .filter_map(entity_of)
            .filter(|e| e.kind == EntityKind::Person && e.id.is_some())
            .map(|e| e.name.clone())
            .collect();
        for name in known {
            names.note_name(&name);
        }
    }
    for at in 0..page.lines.len() {
        surnames(page, at, &names);
    }
    let (registry, day) = (page.registry, page.day);
    for line in &mut page.lines {
        settle(line, registry, day, &names);
    }
}

/// The full names of a document, by their last words.
#[derive(Default)]
struct Names(BTreeMap<SmolStr, SmolStr>);

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

    fn full(&self, name: &str) -> Option<&SmolStr> {
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
            // A lone tagged word at the start of a sentence is too weak; a lone capital word is a name only after a title.
            let known_noun =
                alone && line.shape(word) == Some(Shape::Upper) && line.key(word).len() <= 4;
            if !(known_noun || (alone && !titled && !dotted && word == 0 && !tagged)) {
                found.push((word, last));
                word = last + 1;
                continue;
            }
        }
        word += 1;
    }
    found
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
        if !joined || stop || !line.taken.get(next).is_some_and(|t| !t) {
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
            } else if let Some((entity, reason)) = in_office(page, line, word) {
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
            let named_here = line
                .sentence
                .names
                .iter()
                .any(|n| n.kind != NameKind::Person && covers(line, n, word));
            (!named_here || last > word).then(|| (last, full.clone()))
        })
}

fn covers(line: &Line<'_>, name: &contingent_text::Name, word: usize) -> bool {
    line.tokens
        .get(word)
        .is_some_and(|t| name.first < *t || *t < name.last)
        && {
            line.tokens
                .get(word)
                .is_some_and(|t| name.first <= *t && *t <= name.last)
        }
}

/// Somebody whose surname stands alone: the one holder of an office that day in a country that the document speaks of.
fn in_office(page: &Page<'_>, line: &Line<'_>, word: usize) -> Option<(Entity, SmolStr)> {
    let day = page.day?;
    let key = line.key(word);
    let beside =
        |at: usize| line.capital(at) && line.free(at, at) && title::names_person(line.key(at));
    let lone = !(line.gap(word) == " " && beside(word + 1) && !line.headline)
        && !(word > 0
            && line.gap(word - 1) == " "
            && beside(word - 1)
            && !line.headline
            && word > 1);
    let located = matches!(
        line.name_at(word),
        Some((NameKind::Location | NameKind::Organisation, _, _))
    );
    if !lone || located || key.len() < 4 {
        return None;
    }
    let registry = page.registry;
    let mut holders: Vec<(&str, &Spell)> = Vec::new();
    for person in registry.surname(key) {
        let spells = registry
            .offices(&person.id)
            .filter(|s| s.period.contains(day) && s.period.start.is_some());
        if let Some(spell) = spells.min_by_key(|s| s.role) {
            holders.push((person.id.as_str(), spell));
        }
    }
    let spoken = |body: &str| {
        page.countries.contains_key(body)
            || registry
                .entry(body)
                .is_some_and(|e| page.counts.contains_key(&e))
    };
    holders.retain(|(_, spell)| {
        spoken(&spell.body) || spell.role == Role::HeadOfState && spell.body == "USA"
    });
    let [(id, spell)] = holders.as_slice() else {
        return None;
    };
    let entity = known(registry, registry.entry(id)?, Usage::Name);
    let reason = format_smolstr!("surname of the {} of {} on {day}", spell.title, spell.body);
    Some((entity, reason))
}

/// Gives the people of a sentence their full name, title, and whom they act for.
fn settle(line: &mut Line<'_>, registry: &Registry, day: Option<Date>, names: &Names) {
    let mut settled: Vec<(usize, Entity)> = Vec::new();
    for (number, mention) in line.mentions.iter().enumerate() {
        let Some(entity) = entity_of(mention).filter(|e| e.kind == EntityKind::Person) else {
            continue;
        };
        let mut entity = entity.clone();
        if let Some(full) = names.full(&entity.name) {
            entity.name = full.clone();
        }
        let text = contingent_registry::words(&entity.name);
        if entity.id.is_none()
            && let Some((length, aliases)) = registry.longest(&text)
            && length == text.len()
            && let Some(alias) = aliases.iter().find(|a| matches!(a.entry, Entry::Person(_)))
        {
            entity.id = Some(registry.id(alias.entry).to_smolstr());
        }
        let first = line
            .words
            .iter()
            .position(|w| w.start >= mention.span.start as usize);
        let last = line
            .words
            .iter()
            .rposition(|w| w.end <= mention.span.end as usize);
        if let (Some(first), Some(last)) = (first, last) {
            let (title, beside) = titled(line, first, last);
            entity.title = title.map(SmolStr::from);
            if let Some(beside) = beside {
                entity.acts_for = beside.acts_for.clone().or_else(|| beside.country.clone());
                entity.country = beside.country.clone();
            }
        }
        if let Some(spell) = office(registry, day, entity.id.as_deref()) {
            if entity.acts_for.is_none() {
                entity.acts_for = Some(spell.body.clone());
            }
            if entity.country.is_none() && registry.country(&spell.body).is_some() {
                entity.country = Some(spell.body.clone());
            }
        }
        settled.push((number, entity));
    }
    for (number, entity) in settled {
        if let Some(mention) = line.mentions.get_mut(number) {
            mention.value = crate::Value::Entity(entity);
        }
    }
}

/// The weightiest office of a person on a day.
fn office<'r>(
    registry: &'r Registry,
    day: Option<Date>,
    person: Option<&str>,
) -> Option<&'r Spell> {
    let (day, person) = (day?, person?);
    let on = registry.offices(person).filter(|s| s.period.contains(day));
    on.min_by_key(|s| (s.period.start.is_none(), s.role))
}

/// The title beside a name, and the country, body or mission named with it.
fn titled<'l>(
    line: &'l Line<'_>,
    first: usize,
    last: usize,
) -> (Option<&'l str>, Option<&'l Entity>) {
    // "Kenya's interior minister, Kithure Kindiki," and "Secretary of State Antony Blinken"
    let gap = first.checked_sub(1).map_or("", |at| line.gap(at));
    if first > 0 && (gap == " " || gap == ", " || gap == ". ") && title::head(line.before(first, 1))
    {
        let end = first - 1;
        let start = start_of_title(line, end);
        let before = start
            .checked_sub(1)
            .and_then(|at| beside(line, at, gap == ", "));
        let of = (start..end)
            .find(|at| line.key(*at) == "of")
            .and_then(|at| line.entity_at(at + 1));
        return (
            Some(line.form(start, end)),
            before.or(of).or_else(|| office_of(line, last)),
        );
    }
    // "President of Kenya William Ruto"
    let mut at = first;
    while at > 0
        && line
            .entity_at(at - 1)
            .is_some_and(|e| e.kind != EntityKind::Person)
        && line.gap(at - 1) == " "
    {
        at -= 1;
    }
    let of = at > 1 && at < first && line.key(at - 1) == "of" && title::head(line.key(at - 2));
    if of {
        let start = start_of_title(line, at - 2);
        return (Some(line.form(start, at - 2)), line.entity_at(at));
    }
    // "Roberto Álvarez, the foreign minister of the Dominican Republic,"
    let after = line.gap(last);
    if after == ", " {
        let head = (last + 1..(last + 9).min(line.words.len()))
            .take_while(|at| *at == last + 1 || !line.gap(at - 1).contains([',', '.', ';']))
            .find(|at| {
                title::head(line.key(*at)) && line.gap(*at) != "-" && !title::head(line.key(at + 1))
            });
        if let Some(head) = head {
            let article = matches!(
                line.key(last + 1),
                "a" | "an" | "the" | "its" | "his" | "her"
            );
            let start = if article {
                last + 2
            } else {
                start_of_title(line, head).max(last + 1)
            };
            let named = (last + 1..head).filter_map(|at| line.entity_at(at)).next();
            return (
                Some(line.form(start.min(head), head)),
                named.or_else(|| office_of(line, head)),
            );
        }
    }
    (None, None)
}

/// Where the title whose last word is `end` begins.
fn start_of_title(line: &Line<'_>, end: usize) -> usize {
    let mut start = end;
    while let Some(at) = start.checked_sub(1) {
        let key = line.key(at);
        let joined = matches!(line.gap(at), " " | "-" | "‑");
        let of = key == "of" && at > 0 && title::head(line.key(at - 1));
        let free = line.entity_at(at).is_none() || of;
        let general = key == "secretary" || title::head(key);
        if joined && free && (title::modifier(key) || general || of) {
            start = at;
        } else {
            break;
        }
    }
    start
}

/// What is named right before a title ("Kenya's", "UN", "the Haitian police").
fn beside<'l>(line: &'l Line<'_>, at: usize, _apart: bool) -> Option<&'l Entity> {
    let mut at = at;
    for _ in 0..4 {
        if let Some(entity) = line
            .entity_at(at)
            .filter(|e| e.kind != EntityKind::Person && e.kind != EntityKind::Place)
        {
            return Some(entity);
        }
        let small = line.key(at) == "s"
            || matches!(
                line.token(at).map(|t| t.upos),
                Some(contingent_text::Upos::Noun | contingent_text::Upos::Adj)
            );
        if !small || line.gap(at).contains([',', '.', ';']) {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    None
}

/// What follows a title after "of", "at", "for" or "to".
fn office_of<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Entity> {
    if !matches!(line.key(at + 1), "of" | "at" | "for" | "to" | "in") || line.gap(at) != " " {
        return None;
    }
    let named = |at: usize| {
        line.entity_at(at)
            .filter(|e| e.kind != EntityKind::Person && e.kind != EntityKind::Place)
    };
    named(at + 2).or_else(|| named(at + 3))
}
