//! Missions that are described rather than named: "the Kenya-led mission in Haiti", "UN peacekeepers in Mali".
//!
//! A class noun ("mission", "force") with what stands around it says where the mission works, who leads it and whose
//! it is; the registry and the day of publication say which one that was.

use super::page::{Line, Page, known};
use crate::{EntityKind, Usage};
use contingent_registry::{Entry, Mission, MissionKind};
use contingent_text::Part;
use smol_str::{SmolStr, format_smolstr};

/// What the words around a class noun say of the mission.
#[derive(Clone, Debug, Default)]
pub(crate) struct Description {
    hosts: Vec<SmolStr>,
    lead: Option<SmolStr>,
    parent: Option<SmolStr>,
    /// Countries beside the noun that can be host or lead ("the Kenyan mission", "Haiti mission").
    either: Option<SmolStr>,
    /// "new", "planned": about to start.
    pub(crate) coming: bool,
    /// "previous", "former": over.
    pub(crate) past: bool,
    /// "a mission", "another force": not yet spoken of.
    indefinite: bool,
    /// "office": no force.
    office: bool,
    /// "force", "peacekeepers", "security mission": no office.
    force: bool,
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

/// The class noun of a mission at `word`, as first and last word.
pub(crate) fn class_noun(line: &Line<'_>, word: usize) -> Option<(usize, usize)> {
    let simple = matches!(
        line.key(word),
        "mission"
            | "force"
            | "operation"
            | "deployment"
            | "peacekeepers"
            | "peacekeeping"
            | "helmets"
            | "intervention"
    );
    if !simple || !line.free(word, word) {
        let office = line.key(word) == "office"
            && line.free(word, word)
            && matches!(
                line.before(word, 1),
                "support" | "political" | "integrated" | "un"
            );
        return office.then_some((word, word));
    }
    match line.key(word) {
        // "task force", "police force", "air force", "armed force", "security force" of a country are none.
        "force" => {
            let no = [
                "task",
                "air",
                "labour",
                "labor",
                "work",
                "sales",
                "armed",
                "excessive",
                "by",
                "in",
                "use",
                "special",
                "defence",
                "defense",
                "driving",
                "life",
                "police",
                "main",
                "brute",
                "land",
                "into",
                "entry",
                "constabulary",
            ];
            let before = line.before(word, 1);
            let backed = before == "police" && led_or_backed(line, word);
            let of_police = before == "police"
                && matches!(
                    line.before(word, 2),
                    "multinational" | "international" | "foreign"
                );
            (!no.contains(&before) || backed || of_police).then_some((word, word))
        }
        "peacekeeping" => None,
        "helmets" => (line.before(word, 1) == "blue").then(|| (word - 1, word)),
        "intervention" => matches!(line.before(word, 1), "international" | "multinational")
            .then_some((word, word)),
        "deployment" => matches!(
            line.before(word, 1),
            "police" | "haiti" | "international" | "multinational" | "security"
        )
        .then_some((word, word)),
        "operation" => {
            let no = [
                "military",
                "joint",
                "ground",
                "rescue",
                "relief",
                "command",
                "police",
                "antigang",
                "anti",
                "special",
                "clearing",
                "search",
                "intelligence",
            ];
            let before = line.before(word, 1);
            (!no.contains(&before) && !line.capital(word + 1)).then_some((word, word))
        }
        "mission" => {
            let no = [
                "medical",
                "church",
                "trade",
                "diplomatic",
                "rescue",
                "space",
                "fact",
                "finding",
                "scoping",
                "scouting",
                "catholic",
                "baptist",
                "christian",
                "foreign",
                "humanitarian",
                "assessment",
                "suicide",
                "combat",
                "technical",
                "visiting",
                "permanent",
                "shuttle",
                "crew",
                "moon",
                "mars",
                "on",
            ];
            (!no.contains(&line.before(word, 1))
                && line.key(word + 1) != "creep"
                && !ahead(line, word, &["and"], &["orphanage", "school", "church"]))
            .then_some((word, word))
        }
        _ => Some((word, word)),
    }
}

fn ahead(line: &Line<'_>, word: usize, joint: &[&str], nouns: &[&str]) -> bool {
    joint.contains(&line.key(word + 1)) && nouns.contains(&line.key(word + 2))
}

fn led_or_backed(line: &Line<'_>, word: usize) -> bool {
    (1..5).any(|back| {
        matches!(
            line.before(word, back),
            "backed" | "led" | "approved" | "authorised" | "authorized" | "mandated"
        )
    })
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

/// The one mission that a description fits on the day of publication, and why.
pub(crate) fn resolve(page: &Page<'_>, said: &Description) -> Option<(SmolStr, SmolStr)> {
    let registry = page.registry;
    let day = page.day?;
    let mut fits: Vec<(i64, &Mission)> = Vec::new();
    for (number, mission) in (0..).zip(registry.missions()) {
        let Some(mut score) = fit(mission, said, day) else {
            continue;
        };
        let named = page
            .counts
            .get(&Entry::Mission(number))
            .copied()
            .unwrap_or_default();
        score += i64::from(named.min(4)) * 60;
        let spoken = mission
            .hosts
            .iter()
            .filter_map(|h| page.countries.get(h))
            .max()
            .copied()
            .unwrap_or_default();
        score += i64::from(spoken.min(4)) * 30;
        let led = mission
            .lead
            .as_ref()
            .and_then(|lead| page.countries.get(lead))
            .copied()
            .unwrap_or_default();
        score += i64::from(led.min(3)) * 20;
        let anchored = !said.hosts.is_empty()
            || said.lead.is_some()
            || said.either.is_some()
            || named > 0
            || spoken > 0;
        if anchored {
            fits.push((score, mission));
        }
    }
    fits.sort_by_key(|(score, mission)| (-score, mission.id.clone()));
    let (best, mission) = *fits.first()?;
    if fits.get(1).is_some_and(|(second, _)| *second == best) {
        return None;
    }
    let mut why = String::from("described:");
    if let Some(lead) = &said.lead {
        why += &format!(" led by {lead},");
    }
    if let Some(parent) = &said.parent {
        why += &format!(" of {parent},");
    }
    if let Some(host) = said.hosts.first().or(said.either.as_ref()) {
        why += &format!(" {host},");
    }
    Some((mission.id.clone(), format_smolstr!("{why} on {day}")))
}

/// How well a mission fits; `None` when something said speaks against it.
fn fit(mission: &Mission, said: &Description, day: jiff::civil::Date) -> Option<i64> {
    let mut score = 0;
    let hosted = |country: &SmolStr| mission.hosts.contains(country);
    if !said.hosts.is_empty() {
        // A list of countries is that of the members, who can stand in any order.
        if !said.hosts.iter().all(hosted) {
            return None;
        }
        score += if mission.hosts.first() == said.hosts.first() {
            40
        } else {
            20
        };
        score += 10 * i64::try_from(said.hosts.len()).unwrap_or_default();
    }
    if let Some(lead) = &said.lead {
        match &mission.lead {
            Some(country) if country == lead => score += 200,
            _ => return None,
        }
    }
    if let Some(country) = &said.either {
        let leads = mission.lead.as_ref() == Some(country);
        if !leads && !hosted(country) {
            return None;
        }
        score += if leads { 60 } else { 30 };
    }
    match (&said.parent, &mission.parent) {
        (Some(said), Some(parent)) if said == parent => score += 60,
        (Some(_), _) => return None,
        // The words do not say whose it is: then it is likelier not the UN's, which news names.
        (None, Some(parent)) if parent == "un" => score -= 25,
        (None, _) => {}
    }
    if said.indefinite && said.hosts.is_empty() && said.lead.is_none() && !said.office {
        return None;
    }
    if said.office != (mission.kind == MissionKind::Office) && (said.office || said.force) {
        score -= 80;
        if said.office {
            return None;
        }
    }
    if mission.kind == MissionKind::Office && !said.office {
        score -= 40;
    }
    if mission.kind == MissionKind::Naval {
        score -= 60;
    }
    let distance = i64::from(mission.period.distance(day));
    score += match distance {
        0 => {
            let young = mission
                .period
                .start
                .map_or(9999, |s| (day - s.first_day()).get_days());
            if said.past {
                -200
            } else if said.coming && young > 120 {
                0
            } else {
                120
            }
        }
        1..=700 => {
            if said.coming {
                140
            } else {
                60 - distance / 20
            }
        }
        -500..=-1 => {
            if said.past {
                140
            } else {
                80 + distance / 10
            }
        }
        -2600..=-501 if said.past => 40,
        _ => return None,
    };
    Some(score)
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
