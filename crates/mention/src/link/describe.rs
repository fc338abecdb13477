//! Missions that are described rather than named: "the Kenya-led mission in Haiti", "UN peacekeepers in Mali".
//!
//! A class noun ("mission", "force") with what stands around it says where the mission works, who leads it and whose
//! it is; the registry and the day of publication say which one that was.

use super::class_noun::class_noun;
use super::fit::resolve;
use super::page::{Line, Page, known};
use crate::{EntityKind, Usage};
use contingent_text::Part;
use smol_str::SmolStr;

/// What the words around a class noun say of the mission.
#[derive(Clone, Debug, Default)]
pub(crate) struct Description {
    pub(crate) hosts: Vec<SmolStr>,
    pub(crate) lead: Option<SmolStr>,
    pub(crate) parent: Option<SmolStr>,
    /// Countries beside the noun that can be host or lead ("the Kenyan mission", "Haiti mission").
    pub(crate) either: Option<SmolStr>,
    /// "new", "planned": about to start.
    pub(crate) coming: bool,
    /// "previous", "former": over.
    pub(crate) past: bool,
    /// "a mission", "another force": not yet spoken of.
    pub(crate) indefinite: bool,
    /// "office": no force.
    pub(crate) office: bool,
    /// What kind of office ("support", "political", "integrated").
    pub(crate) office_of: Option<&'static str>,
    /// "force", "peacekeepers", "security mission": no office.
    pub(crate) force: bool,

    /// Something says that it is a mission of this field ("security", "UN-backed", "multinational").
    field: bool,
}

impl Description {
    /// True when nothing is said but the class noun, and perhaps whether it is the old or the new one.
    pub(crate) fn plain(&self) -> bool {
        self.hosts.is_empty()
            && self.lead.is_none()
            && self.parent.is_none()
            && self.either.is_none()
    }
}

/// Finds described missions in the whole document.
pub(crate) fn find(page: &mut Page<'_>) {
    let field = speaks_of_security(page);
    for at in 0..page.lines.len() {
        let mut word = 0;
        while page
            .lines
            .get(at)
            .is_some_and(|line| word < line.words.len())
        {
            if let Some((first, last, mission, reason)) = described(page, at, word, field)
                && let Some(entry) = page.registry.entry(&mission)
                && let Some(line) = page.lines.get_mut(at)
            {
                line.add(
                    first,
                    last,
                    known(page.registry, entry, Usage::Reference),
                    reason,
                );
                word = last + 1;
                let count = page.counts.entry(entry).or_default();
                *count += 1;
            } else {
                word += 1;
            }
        }
    }
}

/// The mission that the noun at `word` describes by itself, with the words to mark.
fn described(
    page: &Page<'_>,
    at: usize,
    word: usize,
    field: bool,
) -> Option<(usize, usize, SmolStr, SmolStr)> {
    let line = page.lines.get(at)?;
    let (first, last) = class_noun(line, word)?;
    let description = describe(page, line, first, last);
    let bound = !description.hosts.is_empty()
        || description.lead.is_some()
        || description.parent.is_some()
        || description.either.is_some();
    if !bound || !(description.field || field) {
        return None;
    }
    let (mission, why) = resolve(page, &description)?;
    Some((first, last, mission, why))
}

/// Reads what stands before and after the noun.
pub(crate) fn describe(page: &Page<'_>, line: &Line<'_>, first: usize, last: usize) -> Description {
    let mut said = Description {
        office: line.key(last) == "office",
        force: matches!(line.key(last), "force" | "peacekeepers" | "helmets"),
        field: matches!(line.key(last), "peacekeepers" | "helmets"),
        ..Description::default()
    };
    before(line, first, &mut said);
    after(page, line, last, &mut said);
    if line.headline || line.sentence.part == Part::Title {
        said.indefinite = false;
    }
    said
}

fn before(line: &Line<'_>, first: usize, said: &mut Description) {
    let mut at = first;
    while let Some(here) = at.checked_sub(1) {
        if line
            .gap(here)
            .contains([',', '.', ';', ':', '(', ')', '"', '“', '”', '—', '–'])
        {
            break;
        }
        let key = line.key(here);
        if let Some(entity) = line.entity_at(here) {
            let next = line.key(here + 1);
            let led = next == "led" || (next == "s" && line.key(here + 2) == "led");
            let aside = matches!(
                next,
                "backed"
                    | "approved"
                    | "authorised"
                    | "authorized"
                    | "mandated"
                    | "sponsored"
                    | "endorsed"
                    | "drafted"
                    | "funded"
                    | "supported"
            );
            let begins = (0..=here)
                .rev()
                .take_while(|w| line.entity_at(*w) == Some(entity))
                .last()
                .unwrap_or(here);
            match entity.kind {
                _ if aside => said.field = true,
                EntityKind::Country if led => {
                    said.lead = entity.country.clone();
                    said.field = true;
                }
                EntityKind::Country if said.either.is_none() => {
                    said.either = entity.country.clone()
                }
                EntityKind::Body if entity.acts_for == entity.id => {
                    said.parent = entity.id.clone();
                    said.field = true;
                }
                EntityKind::Place => said.hosts.extend(entity.country.clone()),
                EntityKind::Person => break,
                _ => {}
            }
            at = begins;
            continue;
        }
        match key {
            "new" | "planned" | "proposed" | "future" | "coming" | "larger" | "bigger"
            | "forthcoming" => said.coming = true,
            "previous" | "old" | "former" | "last" | "earlier" | "past" => said.past = true,
            "a" | "an" | "another" | "any" => {
                said.indefinite = true;
                break;
            }
            "support" if said.office => {
                said.office_of = Some("support");
                said.field = true;
            }
            "political" if said.office => said.office_of = Some("political"),
            "integrated" if said.office => said.office_of = Some("integrated"),
            "security" | "multinational" | "peacekeeping" | "stabilisation" | "stabilization"
            | "police" | "military" | "international" | "backed" | "led" | "observer"
            | "support" | "regional" => {
                said.field = true;
                said.force |= matches!(key, "security" | "peacekeeping" | "police" | "military");
            }
            "african" | "european" | "east" | "west" | "southern" | "eastern" | "western"
            | "asian" => {
                said.parent = said.parent.take().or_else(|| region(line, here));
                said.field |= said.parent.is_some();
            }
            "the" | "this" | "that" | "its" | "their" | "of" | "in" | "to" | "and" | "for"
            | "from" | "with" | "by" => break,
            "s" => {}
            _ => {
                let noun = line.token(here).is_some_and(|t| {
                    matches!(
                        t.upos,
                        contingent_text::Upos::Adj
                            | contingent_text::Upos::Noun
                            | contingent_text::Upos::Propn
                            | contingent_text::Upos::Num
                    )
                });
                let participle = line.gap(here).starts_with('-')
                    || line.token(here).is_some_and(|t| {
                        t.upos == contingent_text::Upos::Verb
                            && t.deprel == contingent_text::Deprel::Amod
                    });
                if !(noun || participle) {
                    break;
                }
            }
        }
        at = here;
    }
}

/// The organisation that an adjective of a part of the world stands for before "force" or "mission".
fn region(line: &Line<'_>, at: usize) -> Option<SmolStr> {
    let two = line.before(at, 1);
    Some(SmolStr::new_static(match (two, line.key(at)) {
        ("east" | "eastern", "african") => "eac",
        ("west" | "western", "african") => "ecowas",
        ("southern", "african") => "sadc",
        (_, "african") => "african-union",
        (_, "european") => "european-union",
        _ => return None,
    }))
}

fn after(page: &Page<'_>, line: &Line<'_>, last: usize, said: &mut Description) {
    let mut at = last + 1;
    let mut steps = 0;
    while at < line.words.len() && steps < 9 {
        let gap = line.gap(at - 1);
        if gap.contains(['.', ';', ':', '(', ')', '"', '“', '”', '—', '–']) {
            break;
        }
        let comma = gap.contains(',');
        let key = line.key(at);
        if comma && !matches!(key, "led" | "which" | "headed") {
            break;
        }
        match key {
            "in" | "to" | "for" | "on" | "of" | "inside" => {
                let mut next = at + 1;
                while matches!(
                    line.key(next),
                    "the" | "eastern" | "northern" | "neighbouring" | "neighboring" | "troubled"
                ) {
                    next += 1;
                }
                let Some(entity) = line.entity_at(next) else {
                    if key == "in" || key == "on" || key == "for" {
                        break;
                    }
                    at = next + 1;
                    steps += 2;
                    continue;
                };
                if matches!(entity.kind, EntityKind::Country | EntityKind::Place) && key != "of"
                    || key == "of" && entity.kind == EntityKind::Country
                {
                    said.hosts.extend(entity.country.clone());
                    if key == "of" {
                        said.hosts.extend(listed(line, next));
                    }
                } else if entity.kind == EntityKind::Body && key == "of" {
                    said.parent = entity.id.clone();
                } else if entity.kind == EntityKind::Group {
                    // "a force to combat gangs in Haiti"
                    said.hosts.extend(entity.country.clone());
                }
                let start = at;
                while line.entity_at(next + 1) == Some(entity) {
                    next += 1;
                }
                at = next + 1;
                steps += at - start;
                if key != "of" {
                    // "in Haiti with Kenya in the lead" and "in Haiti led by Kenya" go on.
                    continue;
                }
            }
            "led" | "headed" => {
                said.field = true;
                let next = if line.key(at + 1) == "by" {
                    at + 2
                } else {
                    at + 1
                };
                if let Some(entity) = line.entity_at(next) {
                    match entity.kind {
                        EntityKind::Country => said.lead = entity.country.clone(),
                        EntityKind::Body => said.parent = entity.id.clone(),
                        _ => {}
                    }
                }
                break;
            }
            "that" | "which" => {
                // "the mission that Kenya leads in Haiti"
                if let Some(entity) = line
                    .entity_at(at + 1)
                    .filter(|e| e.kind == EntityKind::Country)
                    && matches!(
                        line.key(at + 2),
                        "leads" | "led" | "heads" | "headed" | "will"
                    )
                {
                    said.lead = entity.country.clone();
                    said.field = true;
                    at += 3;
                    steps += 3;
                    continue;
                }
                break;
            }
            "with" => {
                if let Some(entity) = line
                    .entity_at(at + 1)
                    .filter(|e| e.kind == EntityKind::Country)
                    && line.key(at + 2) == "in"
                    && line.key(at + 4) == "lead"
                {
                    said.lead = entity.country.clone();
                    said.field = true;
                }
                break;
            }
            _ => break,
        }
    }
    let _ = page;
}

/// The other countries of a list ("of Nigeria, Niger, Cameroon and Chad").
fn listed(line: &Line<'_>, from: usize) -> Vec<SmolStr> {
    let mut found = Vec::new();
    let mut at = from + 1;
    while at < line.words.len() && at < from + 12 {
        if let Some(country) = line
            .entity_at(at)
            .filter(|e| e.kind == EntityKind::Country && e.usage != Usage::Adjective)
        {
            found.extend(country.country.clone());
        } else if line.key(at) != "and" && line.key(at) != "the" {
            break;
        }
        at += 1;
    }
    found
}

/// True when the document speaks of police, troops or gangs at all.
fn speaks_of_security(page: &Page<'_>) -> bool {
    const WORDS: [&str; 22] = [
        "police",
        "troops",
        "soldiers",
        "gangs",
        "gang",
        "peacekeepers",
        "peacekeeping",
        "mandate",
        "peacekeeper",
        "officers",
        "military",
        "army",
        "contingent",
        "militants",
        "rebels",
        "forces",
        "battalion",
        "stabilisation",
        "stabilization",
        "drawdown",
        "withdrawal",
        "multinational",
    ];
    let count = page
        .lines
        .iter()
        .flat_map(|l| &l.words)
        .filter(|w| WORDS.contains(&w.key.as_str()))
        .count();
    count >= 2
}
