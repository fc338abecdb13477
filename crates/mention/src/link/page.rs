//! A document while names are looked for in it: its sentences as words, and what was found so far.

use crate::{Entity, EntityKind, Mention, Usage, Value};
use contingent_registry::{Entry, Registry, Shape, Word, words};
use contingent_text::{Deprel, Document, NameKind, Part, Sentence, Span, Token, Upos};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// One document with what was found in it.
pub(crate) struct Page<'a> {
    pub(crate) registry: &'a Registry,
    /// The day the document speaks on; `None` when it does not say.
    pub(crate) day: Option<Date>,
    pub(crate) lines: Vec<Line<'a>>,
    /// How often each row of the registry is named without doubt.
    pub(crate) counts: BTreeMap<Entry, u32>,
    /// How often each country is named, belongs to what is named, or holds a place that is named.
    pub(crate) countries: BTreeMap<SmolStr, u32>,
}

/// One sentence as names see it.
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentence: &'a Sentence,
    pub(crate) index: u32,
    /// Its words, with offsets into the part.
    pub(crate) words: Vec<Word>,
    /// The token each word lies in.
    pub(crate) tokens: Vec<u16>,
    /// Words that a mention has.
    pub(crate) taken: Vec<bool>,
    /// Written as a headline, most words with capitals: capitals say nothing.
    pub(crate) headline: bool,
    pub(crate) mentions: Vec<Mention>,
    /// First words of the names of people that the tagger sees in the document ("Chad" of "Chad Smith").
    pub(crate) given: Vec<SmolStr>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(
        document: &'a Document,
        sentences: &'a [Sentence],
        registry: &'a Registry,
    ) -> Self {
        let mut lines: Vec<Line<'a>> = (0..)
            .zip(sentences)
            .map(|(index, sentence)| Line::new(document, sentence, index))
            .collect();
        let given: Vec<SmolStr> = lines.iter().flat_map(Line::given_names).collect();
        for line in &mut lines {
            line.given.clone_from(&given);
        }
        Self {
            registry,
            day: document.published.as_ref().map(|p| p.date),
            lines,
            counts: BTreeMap::new(),
            countries: BTreeMap::new(),
        }
    }

    /// Notes that a country is spoken of.
    pub(crate) fn count_country(&mut self, country: &str) {
        if !country.is_empty() {
            *self.countries.entry(SmolStr::from(country)).or_default() += 1;
        }
    }
}

impl<'a> Line<'a> {
    fn new(document: &'a Document, sentence: &'a Sentence, index: u32) -> Self {
        let text = document.part(sentence.part);
        let start = sentence.span.start as usize;
        let mut found = words(sentence.span.of(text));
        for word in &mut found {
            word.start += start;
            word.end += start;
        }
        let mut token = 0;
        let mut tokens = Vec::with_capacity(found.len());
        for word in &found {
            while sentence
                .tokens
                .get(token + 1)
                .is_some_and(|next| next.span.start as usize <= word.start)
            {
                token += 1;
            }
            tokens.push(token as u16);
        }
        let long = found.iter().filter(|w| w.key.len() > 3);
        let (all, capital) = long.fold((0, 0), |(all, capital), w| {
            (all + 1, capital + usize::from(w.shape != Shape::Lower))
        });
        Self {
            text,
            sentence,
            index,
            taken: vec![false; found.len()],
            words: found,
            tokens,
            headline: sentence.part == Part::Title && all > 3 && capital * 10 > all * 7,
            mentions: Vec::new(),
            given: Vec::new(),
        }
    }

    /// The first words of the tagger's names of people of several words.
    fn given_names(&self) -> Vec<SmolStr> {
        let people = self
            .sentence
            .names
            .iter()
            .filter(|n| n.kind == NameKind::Person && n.first < n.last);
        let first = |n: &contingent_text::Name| self.tokens.iter().position(|t| *t >= n.first);
        people
            .filter_map(first)
            .filter_map(|at| self.words.get(at))
            .map(|w| w.key.clone())
            .collect()
    }

    pub(crate) fn key(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |w| w.key.as_str())
    }

    /// The key of the word `back` places before `word`; empty before the sentence.
    pub(crate) fn before(&self, word: usize, back: usize) -> &str {
        word.checked_sub(back).map_or("", |at| self.key(at))
    }

    pub(crate) fn shape(&self, word: usize) -> Option<Shape> {
        self.words.get(word).map(|w| w.shape)
    }

    pub(crate) fn capital(&self, word: usize) -> bool {
        matches!(self.shape(word), Some(Shape::Capital | Shape::Upper))
    }

    pub(crate) fn token(&self, word: usize) -> Option<&'a Token> {
        self.sentence
            .tokens
            .get(usize::from(*self.tokens.get(word)?))
    }

    /// What stands between a word and the next.
    pub(crate) fn gap(&self, word: usize) -> &'a str {
        match (self.words.get(word), self.words.get(word + 1)) {
            (Some(a), Some(b)) => self.text.get(a.end..b.start).unwrap_or_default(),
            _ => "",
        }
    }

    /// The words `first..=last` as written.
    pub(crate) fn form(&self, first: usize, last: usize) -> &'a str {
        match (self.words.get(first), self.words.get(last)) {
            (Some(a), Some(b)) => self.text.get(a.start..b.end).unwrap_or_default(),
            _ => "",
        }
    }

    pub(crate) fn free(&self, first: usize, last: usize) -> bool {
        self.taken
            .get(first..=last)
            .is_some_and(|t| !t.contains(&true))
    }

    /// The tagger's name that covers the word, if any.
    pub(crate) fn name_at(&self, word: usize) -> Option<(NameKind, u16, u16)> {
        let token = *self.tokens.get(word)?;
        let covers = |n: &&contingent_text::Name| n.first <= token && token <= n.last;
        self.sentence
            .names
            .iter()
            .find(covers)
            .map(|n| (n.kind, n.first, n.last))
    }

    /// The token among `first..=last` that governs the others.
    pub(crate) fn head(&self, first: u16, last: u16) -> u16 {
        let outside = |at: &u16| {
            let token = self.sentence.tokens.get(usize::from(*at));
            token.is_some_and(|t| {
                t.upos != Upos::Punct
                    && t.head.is_none_or(|h| h < first || h > last)
                    && t.deprel != Deprel::Case
            })
        };
        (first..=last).find(outside).unwrap_or(last)
    }

    /// Adds a mention over the words `first..=last`.
    pub(crate) fn add(
        &mut self,
        first: usize,
        last: usize,
        entity: Entity,
        reason: impl Into<SmolStr>,
    ) {
        let (Some(a), Some(b)) = (self.words.get(first), self.words.get(last)) else {
            return;
        };
        let span = Span::new(a.start, b.end);
        let (Some(first_token), Some(last_token)) = (
            self.tokens.get(first).copied(),
            self.tokens.get(last).copied(),
        ) else {
            return;
        };
        self.mentions.push(Mention {
            sentence: self.index,
            first: first_token,
            last: last_token,
            head: self.head(first_token, last_token),
            span,
            value: Value::Entity(entity),
            reason: reason.into(),
        });
        for taken in self.taken.iter_mut().take(last + 1).skip(first) {
            *taken = true;
        }
    }

    /// The entity whose mention covers the word, if any.
    pub(crate) fn entity_at(&self, word: usize) -> Option<&Entity> {
        let at = self.words.get(word)?;
        let covers =
            |m: &&Mention| m.span.start as usize <= at.start && at.end <= m.span.end as usize + 1;
        self.mentions.iter().find(covers).and_then(entity_of)
    }
}

pub(crate) fn entity_of(mention: &Mention) -> Option<&Entity> {
    match &mention.value {
        Value::Entity(entity) => Some(entity),
        _ => None,
    }
}

/// A row of the registry as an entity.
pub(crate) fn known(registry: &Registry, entry: Entry, usage: Usage) -> Entity {
    let id = SmolStr::from(registry.id(entry));
    let mut entity = Entity {
        kind: EntityKind::Body,
        name: id.clone(),
        acts_for: Some(id.clone()),
        id: Some(id.clone()),
        country: None,
        title: None,
        usage,
        coordinates: None,
        geonames: None,
    };
    match entry {
        Entry::Country(_) => {
            entity.kind = EntityKind::Country;
            entity.country = Some(id.clone());
            if let Some(country) = registry.country(&id) {
                entity.name = country.name.clone();
            }
        }
        Entry::Mission(_) => {
            entity.kind = EntityKind::Mission;
            if let Some(mission) = registry.mission(&id) {
                entity.name = mission.name.clone();
                entity.country = mission.hosts.first().cloned();
            }
        }
        Entry::Body(_) => {
            if let Some(body) = registry.body(&id) {
                entity.name = body.name.clone();
                entity.country = body.country.clone();
                if body.kind.is_government() && body.country.is_some() {
                    entity.acts_for = body.country.clone();
                }
            }
        }
        Entry::Group(_) => {
            entity.kind = EntityKind::Group;
            if let Some(group) = registry.group(&id) {
                entity.name = group.name.clone();
                entity.country = group.countries.first().cloned();
            }
        }
        Entry::Person(_) => {
            entity.kind = EntityKind::Person;
            entity.acts_for = None;
            if let Some(person) = registry.person(&id) {
                entity.name = person.name.clone();
            }
        }
    }
    entity
}

/// A country as an entity.
pub(crate) fn country(registry: &Registry, iso3: &str, usage: Usage) -> Option<Entity> {
    let entry = registry.entry(iso3)?;
    matches!(entry, Entry::Country(_)).then(|| known(registry, entry, usage))
}

/// Something the registry does not know, under the name it has in the text.
pub(crate) fn unknown(kind: EntityKind, name: &str, usage: Usage) -> Entity {
    Entity {
        kind,
        id: None,
        name: SmolStr::from(name),
        country: None,
        acts_for: None,
        title: None,
        usage,
        coordinates: None,
        geonames: None,
    }
}
