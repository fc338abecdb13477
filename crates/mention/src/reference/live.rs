//! What a reader has in mind at a sentence: what was spoken of before it, the latest last.

use crate::link::{Line, Page, entity_of};
use crate::{Entity, EntityKind, Usage};
use contingent_registry::Registry;
use contingent_text::Deprel;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What was spoken of.
pub(crate) struct Live {
    /// The mission that the document is mainly about.
    pub(crate) focus: Option<SmolStr>,
    /// The country that this mission works in, if the text speaks of it; else the one spoken of most.
    pub(crate) host: Option<SmolStr>,
    /// Entities in the order of the text.
    pub(crate) spoken: Vec<Spoken>,
}

/// One mention of something, as memory keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Spoken {
    pub(crate) line: usize,
    pub(crate) entity: Entity,
    /// Subject of its sentence's main clause.
    pub(crate) subject: bool,
    /// Several things joined by "and", or a plural noun: no "it".
    pub(crate) several: bool,
}

impl Live {
    pub(crate) fn new(page: &Page<'_>, focus: Option<SmolStr>) -> Self {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        let mut places: Vec<&str> = Vec::new();
        for entity in page
            .lines
            .iter()
            .flat_map(|l| &l.mentions)
            .filter_map(entity_of)
        {
            let Some(country) = entity.country.as_deref() else {
                continue;
            };
            match entity.kind {
                // "A US view of Haiti" is about Haiti: an adjective says whose something is.
                EntityKind::Country => {
                    let weight = if entity.usage == Usage::Adjective {
                        1
                    } else {
                        2
                    };
                    *counts.entry(country).or_default() += weight;
                }
                EntityKind::Place => places.push(country),
                _ => {}
            }
        }
        let of_focus = focus
            .as_deref()
            .and_then(|id| page.registry.mission(id))
            .and_then(|m| m.hosts.first().cloned())
            .filter(|host| {
                counts.is_empty()
                    || counts.contains_key(host.as_str())
                    || places.contains(&host.as_str())
            });
        let most = counts.values().max().copied().unwrap_or_default();
        let mut top = counts.iter().filter(|(_, n)| **n == most);
        let only = match (top.next(), top.next()) {
            (Some((country, _)), None) => Some(SmolStr::from(*country)),
            _ => None,
        };
        Self {
            focus,
            host: of_focus.or(only),
            spoken: Vec::new(),
        }
    }

    /// Takes in what a sentence speaks of.
    pub(crate) fn pass(&mut self, page: &Page<'_>, at: usize) {
        let Some(line) = page.lines.get(at) else {
            return;
        };
        let mut mentions: Vec<_> = line.mentions.iter().collect();
        mentions.sort_by_key(|m| m.first);
        for mention in mentions {
            if let Some(entity) = entity_of(mention) {
                self.spoken.push(Spoken {
                    line: at,
                    entity: entity.clone(),
                    subject: subject(line.sentence, mention.head),
                    several: several(line.sentence, mention.head, entity),
                });
            }
        }
    }

    /// The latest thing that `wanted` accepts, not further back than `back` sentences before `line`.
    pub(crate) fn latest(
        &self,
        line: usize,
        back: usize,
        wanted: impl Fn(&Entity) -> bool,
    ) -> Option<&Entity> {
        let near = self
            .spoken
            .iter()
            .rev()
            .take_while(|s| s.line + back >= line);
        near.map(|s| &s.entity).find(|e| wanted(e))
    }

    /// As [`Self::latest`], with what the sentence itself speaks of before `word` first.
    pub(crate) fn nearest<'s>(
        &'s self,
        line: &'s Line<'_>,
        at: usize,
        word: usize,
        back: usize,
        wanted: impl Fn(&Entity) -> bool,
    ) -> Option<&'s Entity> {
        let here = earlier(line, word).rev().find(|e| wanted(e));
        here.or_else(|| self.latest(at, back, wanted))
    }

    /// Everything that `wanted` accepts, each once, the latest first.
    pub(crate) fn all(&self, wanted: impl Fn(&Entity) -> bool) -> Vec<&Entity> {
        self.within(0, usize::MAX, wanted)
    }

    /// As [`Self::all`], not further back than `back` sentences before `line`.
    pub(crate) fn within(
        &self,
        line: usize,
        back: usize,
        wanted: impl Fn(&Entity) -> bool,
    ) -> Vec<&Entity> {
        let mut found: Vec<&Entity> = Vec::new();
        let near = self
            .spoken
            .iter()
            .rev()
            .take_while(|s| s.line.saturating_add(back) >= line);
        for spoken in near.filter(|s| wanted(&s.entity)) {
            if !found.iter().any(|e| same(e, &spoken.entity)) {
                found.push(&spoken.entity);
            }
        }
        found
    }
}

/// What a sentence speaks of before a word.
pub(crate) fn earlier<'l>(
    line: &'l Line<'_>,
    word: usize,
) -> impl DoubleEndedIterator<Item = &'l Entity> {
    let start = line.words.get(word).map_or(0, |w| w.start as u32);
    line.mentions
        .iter()
        .filter(move |m| m.span.end <= start)
        .filter_map(entity_of)
}

/// True when two entities are one.
pub(crate) fn same(a: &Entity, b: &Entity) -> bool {
    match (&a.id, &b.id) {
        (Some(a), Some(b)) => a == b,
        _ => a.name == b.name && a.kind == b.kind,
    }
}

/// True when a token is the subject of the sentence's main clause, or of a clause beside it.
pub(crate) fn subject(sentence: &contingent_text::Sentence, token: u16) -> bool {
    let Some(t) = sentence.tokens.get(usize::from(token)) else {
        return false;
    };
    let main = t
        .head
        .and_then(|h| sentence.tokens.get(usize::from(h)))
        .is_some_and(|h| {
            h.head.is_none() || matches!(h.deprel, Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj)
        });
    matches!(
        t.deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter
    ) && main
}

/// True when a token has others joined to it, or is itself joined to one, or is a plural noun and no name.
pub(crate) fn several(sentence: &contingent_text::Sentence, token: u16, entity: &Entity) -> bool {
    use contingent_text::Xpos;
    let joined = sentence
        .tokens
        .iter()
        .any(|t| t.deprel == Deprel::Conj && t.head == Some(token));
    let this = sentence.tokens.get(usize::from(token));
    let member = this.is_some_and(|t| t.deprel == Deprel::Conj);
    let plural = this.is_some_and(|t| matches!(t.xpos, Xpos::Nns | Xpos::Nnps))
        && entity.usage != Usage::Name;
    joined || member || plural
}

/// An entity as a later word refers to it.
pub(crate) fn again(entity: &Entity) -> Entity {
    let mut entity = entity.clone();
    entity.usage = Usage::Reference;
    entity
}

/// The place that is a country's capital.
pub(crate) fn capital(registry: &Registry, country: &str) -> Option<Entity> {
    let name = registry.country(country)?.capital.clone()?;
    let name = name.trim_end_matches('?');
    let place = registry
        .places(name)
        .into_iter()
        .find(|p| p.country == country)?;
    let mut entity = crate::link::place_entity(place);
    entity.usage = Usage::Reference;
    Some(entity)
}
