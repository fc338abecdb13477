//! Beside the name of a person: the title, and whose office it is; else what the registry knows of the day.

use super::page::{Line, Page, entity_of};
use super::person::{Names, in_office};
use super::title;
use crate::{Entity, EntityKind, Usage, Value};
use contingent_registry::{Entry, Registry, Spell, key, words};
use contingent_text::Upos;
use jiff::civil::Date;
use smol_str::{SmolStr, ToSmolStr};

/// Days before the start of an office in which its coming holder acts for it already.
const COMING: i32 = 150;
/// How far back the country of a minister is looked for.
const SENTENCES_BACK: usize = 4;

/// Gives the people of a sentence their full name, title, and whom they act for.
pub(crate) fn settle(page: &mut Page<'_>, at: usize, names: &Names) {
    let Some(line) = page.lines.get(at) else {
        return;
    };
    let mut settled: Vec<(usize, Entity)> = Vec::new();
    for (number, mention) in line.mentions.iter().enumerate() {
        if let Some(entity) = entity_of(mention).filter(|e| e.kind == EntityKind::Person) {
            let first = line
                .words
                .iter()
                .position(|w| w.start >= mention.span.start as usize);
            let last = line
                .words
                .iter()
                .rposition(|w| w.end <= mention.span.end as usize);
            let span = first.zip(last);
            settled.push((
                number,
                person(
                    page,
                    at,
                    line,
                    entity,
                    mention.span.of(line.text),
                    span,
                    names,
                ),
            ));
        }
    }
    if let Some(line) = page.lines.get_mut(at) {
        for (number, entity) in settled {
            if let Some(mention) = line.mentions.get_mut(number) {
                mention.value = Value::Entity(entity);
            }
        }
    }
}

fn person(
    page: &Page<'_>,
    at: usize,
    line: &Line<'_>,
    found: &Entity,
    written: &str,
    span: Option<(usize, usize)>,
    names: &Names,
) -> Entity {
    let registry = page.registry;
    let mut entity = found.clone();
    if let Some(full) = names.full(written).or_else(|| names.full(&entity.name)) {
        entity.name = full.clone();
    }
    if entity.id.is_none() {
        entity.id = registered(registry, &entity.name);
    }
    if entity.id.is_none()
        && !entity.name.contains(' ')
        && let Some((holder, _)) = in_office(page, &key(&entity.name))
    {
        entity.id = holder.id;
        entity.name = holder.name;
    }
    let office = office(registry, page.day, entity.id.as_deref());
    if let Some((first, last)) = span {
        let beside = beside_name(line, first, last);
        entity.title = beside.title.map(SmolStr::from);
        // An office that the registry knows of says more than the words beside the name ("its American chief").
        if let Some(named) = beside.whose.filter(|_| office.is_none()) {
            entity.acts_for = named.acts_for.clone().or_else(|| named.country.clone());
            entity.country = named.country.clone();
        } else if office.is_none()
            && entity.acts_for.is_none()
            && entity.title.as_deref().is_some_and(title::of_government)
        {
            entity.acts_for = spoken_of(page, at, first);
            entity.country = entity.acts_for.clone();
        }
    }
    if let Some(spell) = office {
        if entity.acts_for.is_none() {
            entity.acts_for = Some(spell.body.clone());
        }
        if entity.country.is_none() {
            let body = registry.body(&spell.body).and_then(|b| b.country.clone());
            entity.country = registry
                .country(&spell.body)
                .map(|c| c.iso3.clone())
                .or(body);
        }
    }
    entity
}

/// Whose minister a minister is when nobody says: the country that the sentence began with, or one of those before it.
fn spoken_of(page: &Page<'_>, at: usize, first: usize) -> Option<SmolStr> {
    (at.saturating_sub(SENTENCES_BACK)..=at)
        .rev()
        .find_map(|number| {
            let line = page.lines.get(number)?;
            let end = if number == at {
                first
            } else {
                line.words.len()
            };
            (0..end).find_map(|word| {
                let entity = line.entity_at(word)?;
                let dateline = word == 0 && entity.kind == EntityKind::Place;
                (entity.kind == EntityKind::Country && entity.usage != Usage::Reference || dateline)
                    .then(|| entity.country.clone())
                    .flatten()
            })
        })
}

/// The registry's id of a person named in full.
fn registered(registry: &Registry, name: &str) -> Option<SmolStr> {
    let text = words(name);
    let (length, aliases) = registry.longest(&text)?;
    let alias = aliases
        .iter()
        .find(|a| matches!(a.entry, Entry::Person(_)))?;
    (length == text.len()).then(|| registry.id(alias.entry).to_smolstr())
}

/// The weightiest office of a person on a day, or one that is to start soon.
fn office<'r>(
    registry: &'r Registry,
    day: Option<Date>,
    person: Option<&str>,
) -> Option<&'r Spell> {
    let (day, person) = (day?, person?);
    let on = registry.offices(person).filter(|s| s.period.contains(day));
    let now = on.min_by_key(|s| (s.period.start.is_none(), s.role));
    now.or_else(|| {
        registry
            .offices(person)
            .find(|s| (1..=COMING).contains(&s.period.distance(day)))
    })
}

/// What stands beside a name.
#[derive(Default)]
struct Beside<'l> {
    title: Option<&'l str>,
    whose: Option<&'l Entity>,
}

fn beside_name<'l>(line: &'l Line<'_>, first: usize, last: usize) -> Beside<'l> {
    before_name(line, first, last)
        .or_else(|| after_name(line, last))
        .unwrap_or_default()
}

fn before_name<'l>(line: &'l Line<'_>, first: usize, last: usize) -> Option<Beside<'l>> {
    let gap = first.checked_sub(1).map(|at| line.gap(at))?;
    if !matches!(gap, " " | ", " | ". ") {
        return None;
    }
    // "Kenya's interior minister, Kithure Kindiki," and "Secretary of State Antony Blinken"
    if let Some(start) = title_ending_at(line, first - 1) {
        let of = (start..first)
            .find(|at| line.key(*at) == "of")
            .and_then(|at| line.entity_at(at + 1));
        let whose = start
            .checked_sub(1)
            .and_then(|at| owner(line, at))
            .or(of)
            .or_else(|| inside(line, start, first));
        return Some(Beside {
            title: Some(line.form(start, first - 1)),
            whose: whose.or_else(|| office_of(line, last)),
        });
    }
    // "the special representative for the force, Jack Christofides," and "President of Kenya William Ruto"
    let head = (1..10)
        .filter_map(|back| first.checked_sub(back + 1))
        .take_while(|at| !line.gap(*at).contains([',', '.', ';', '(', ')']))
        .find(|at| {
            title::head(line.key(*at))
                && matches!(line.key(at + 1), "of" | "for" | "at" | "in" | "to")
        })?;
    let verbless = (head..first).all(|at| {
        !line
            .token(at)
            .is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux))
    });
    let adjacent = gap == ", " || line.entity_at(first - 1).is_some();
    if !verbless
        || !adjacent
        || (head + 1..first).any(|at| {
            line.entity_at(at)
                .is_some_and(|e| e.kind == EntityKind::Person)
        })
    {
        return None;
    }
    let start = start_of_title(line, head);
    let whose = (head + 2..first).find_map(|at| line.entity_at(at));
    Some(Beside {
        title: Some(line.form(start, head)),
        whose,
    })
}

/// "Roberto Álvarez, the foreign minister of the Dominican Republic,"
fn after_name<'l>(line: &'l Line<'_>, last: usize) -> Option<Beside<'l>> {
    if line.gap(last) != ", " {
        return None;
    }
    let nominal = |at: usize| {
        let gap = at > last + 1 && line.gap(at - 1).contains([',', '.', ';', '(', '"']);
        !gap && line.token(at).is_some_and(|t| {
            matches!(
                t.upos,
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part | Upos::Adv
            )
        })
    };
    let head = (last + 1..line.words.len().min(last + 9))
        .take_while(|at| nominal(*at))
        .filter(|at| title::head(line.key(*at)))
        .last()?;
    let named = line
        .entity_at(head + 1)
        .is_some_and(|e| e.kind == EntityKind::Person)
        && line.gap(head) == " ";
    if named {
        return None;
    }
    let article = matches!(
        line.key(last + 1),
        "a" | "an" | "the" | "its" | "his" | "her"
    );
    let start = if article {
        last + 2
    } else {
        start_of_title(line, head).max(last + 1)
    };
    let whose = inside(line, last + 1, head).or_else(|| office_of(line, head));
    Some(Beside {
        title: Some(line.form(start.min(head), head)),
        whose,
    })
}

/// Where the title whose last word is `end` begins; `None` when no title ends there.
fn title_ending_at(line: &Line<'_>, end: usize) -> Option<usize> {
    if title::head(line.key(end)) {
        return Some(start_of_title(line, end));
    }
    // "Secretary of State", "Minister of Defence"
    let of = end >= 2
        && line.key(end - 1) == "of"
        && title::head(line.key(end - 2))
        && line.entity_at(end).is_none();
    of.then(|| start_of_title(line, end - 2))
}

fn start_of_title(line: &Line<'_>, end: usize) -> usize {
    let mut start = end;
    while let Some(at) = start.checked_sub(1) {
        let word = line.key(at);
        let joined = matches!(line.gap(at), " " | "-" | "‑");
        let of = word == "of" && at > 0 && title::head(line.key(at - 1));
        let free = line.entity_at(at).is_none() || of || line.key(at) == "court";
        if joined && free && (title::modifier(word) || title::head(word) || of) {
            start = at;
        } else {
            break;
        }
    }
    start
}

/// What is named within a title ("High Court judge").
fn inside<'l>(line: &'l Line<'_>, start: usize, end: usize) -> Option<&'l Entity> {
    (start..end)
        .filter_map(|at| line.entity_at(at))
        .find(|e| !matches!(e.kind, EntityKind::Person | EntityKind::Place))
}

/// What is named right before a title ("Kenya's", "UN", "the Haitian police").
fn owner<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Entity> {
    let mut at = at;
    let mut found: Option<&Entity> = None;
    for _ in 0..4 {
        let named = line
            .entity_at(at)
            .filter(|e| !matches!(e.kind, EntityKind::Person | EntityKind::Place));
        match (named, found) {
            // "Canada's UN representative" is Canada's.
            (Some(country), Some(_)) if country.kind == EntityKind::Country => {
                return Some(country);
            }
            (Some(body), None) if body.id.as_deref() == Some("un") => found = Some(body),
            (Some(entity), None) => return Some(entity),
            (Some(_), Some(_)) => return found,
            (None, _) => {}
        }
        let small = line.key(at) == "s"
            || named.is_some()
            || line
                .token(at)
                .is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Adj));
        let Some(before) = at
            .checked_sub(1)
            .filter(|b| small && !line.gap(*b).contains([',', '.', ';']))
        else {
            return found;
        };
        at = before;
    }
    found
}

/// What follows a title or a name after "of", "at", "for" or "in".
fn office_of<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Entity> {
    if !matches!(line.key(at + 1), "of" | "at" | "for" | "to" | "in") || line.gap(at) != " " {
        return None;
    }
    let named = |at: usize| {
        line.entity_at(at)
            .filter(|e| !matches!(e.kind, EntityKind::Person | EntityKind::Place))
    };
    named(at + 2).or_else(|| named(at + 3))
}
