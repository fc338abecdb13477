//! Pronouns: "he", "it", "they" and their possessives, where only one thing can be meant.

use super::live::{Live, Spoken, again, same, several, subject};
use crate::link::{Line, Page, entity_of};
use crate::{Entity, EntityKind, Usage};
use contingent_text::{Deprel, Upos};
use smol_str::{SmolStr, format_smolstr};

/// Finds the pronouns of one sentence.
pub(crate) fn find(page: &mut Page<'_>, live: &Live, at: usize) {
    let Some(line) = page.lines.get(at) else {
        return;
    };
    let mut found: Vec<(usize, Entity, SmolStr)> = Vec::new();
    for word in 0..line.words.len() {
        let pronoun = line
            .token(word)
            .is_some_and(|t| t.upos == Upos::Pron && t.deprel != Deprel::Expl);
        if !pronoun || !line.free(word, word) {
            continue;
        }
        let meant = match line.key(word) {
            "he" | "she" | "his" | "her" | "him" => person(live, line, at, word),
            "it" | "its" => thing(live, line, at, word),
            "they" | "their" | "them" => many(live, line, at, word),
            _ => None,
        };
        if let Some(entity) = meant {
            let reason = format_smolstr!("pronoun for {}", entity.name);
            found.push((word, again(&entity), reason));
        }
    }
    if let Some(line) = page.lines.get_mut(at) {
        for (word, entity, reason) in found {
            line.add(word, word, entity, reason);
        }
    }
}

/// What the sentence speaks of before a word, with the subjects marked.
fn before(line: &Line<'_>, at: usize, word: usize) -> Vec<Spoken> {
    let start = line.words.get(word).map_or(0, |w| w.start as u32);
    let mut mentions: Vec<_> = line
        .mentions
        .iter()
        .filter(|m| m.span.end <= start)
        .collect();
    mentions.sort_by_key(|m| m.first);
    let spoken = mentions.into_iter().filter_map(|m| {
        let entity = entity_of(m)?;
        Some(Spoken {
            line: at,
            entity: entity.clone(),
            subject: subject(line.sentence, m.head),
            several: several(line.sentence, m.head, entity),
        })
    });
    spoken.collect()
}

/// The one person of this sentence so far, else the subject of the one before, else its only person.
fn person(live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Entity> {
    let is = |s: &&Spoken| s.entity.kind == EntityKind::Person;
    let here = before(line, at, word);
    if let Some(entity) = sole(here.iter().filter(is)) {
        return Some(entity);
    }
    if here.iter().filter(is).count() > 0 {
        return here
            .iter()
            .filter(is)
            .find(|s| s.subject)
            .map(|s| s.entity.clone());
    }
    let last = |back: usize| live.spoken.iter().filter(move |s| s.line + back == at);
    if let Some(entity) = last(1).filter(is).find(|s| s.subject) {
        return Some(entity.entity.clone());
    }
    sole(last(1).filter(is)).or_else(|| {
        if last(1).filter(is).count() == 0 {
            sole(last(2).filter(is))
        } else {
            None
        }
    })
}

/// The subject before it in this sentence, else the subject of the sentence before, when it can be "it".
fn thing(live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Entity> {
    let is = |s: &&Spoken| {
        matches!(
            s.entity.kind,
            EntityKind::Country | EntityKind::Body | EntityKind::Mission
        ) && matches!(
            s.entity.usage,
            Usage::Name | Usage::Government | Usage::Reference
        )
    };
    let here = before(line, at, word);
    let subjects: Vec<&Spoken> = here.iter().filter(|s| s.subject).collect();
    if let Some(last) = subjects.last() {
        // Across a semicolon, or after several subjects, there is more than one that it can be.
        let lone = || sole(here.iter().filter(is)).is_some();
        let clear = is(last) && !last.several && (!semicolon(line, word) || lone());
        return clear.then(|| last.entity.clone());
    }
    if line.key(word) == "its"
        && let Some(entity) = sole(here.iter().filter(is))
    {
        return Some(entity);
    }
    let last = || live.spoken.iter().filter(|s| s.line + 1 == at);
    if last().any(|s| s.subject && s.several) {
        return None;
    }
    let subject = last()
        .filter(is)
        .find(|s| s.subject)
        .map(|s| s.entity.clone());
    subject.or_else(|| {
        if last().any(|s| s.subject) {
            None
        } else {
            sole(last().filter(is))
        }
    })
}

/// True when a semicolon parts the word from what stands before.
fn semicolon(line: &Line<'_>, word: usize) -> bool {
    (0..word).any(|at| line.gap(at).contains(';'))
}

/// Gangs and other armed groups as the subject before.
fn many(live: &Live, line: &Line<'_>, at: usize, word: usize) -> Option<Entity> {
    let is = |s: &&Spoken| s.entity.kind == EntityKind::Group;
    let here = before(line, at, word);
    if let Some(subject) = here.iter().filter(is).rfind(|s| s.subject) {
        return Some(subject.entity.clone());
    }
    if here.iter().any(|s| s.subject) {
        return None;
    }
    let last = || live.spoken.iter().filter(|s| s.line + 1 == at);
    last()
        .filter(is)
        .find(|s| s.subject)
        .map(|s| s.entity.clone())
}

/// The only thing there, if there is only one.
fn sole<'s>(mut spoken: impl Iterator<Item = &'s Spoken>) -> Option<Entity> {
    let first = spoken.next()?;
    spoken
        .all(|s| same(&s.entity, &first.entity))
        .then(|| first.entity.clone())
}
