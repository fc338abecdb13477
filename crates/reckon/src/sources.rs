//! How many independent sources stand behind some claims.
//!
//! Copies of one story are one source, a publisher is one source however often it writes, and a figure that a text
//! takes from another outlet ("Reuters reported") is that outlet's. A minister whom two papers heard is two sources:
//! two papers heard him.

use crate::recorded::Recorded;
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap};

/// News agencies that others quote by name. Every publisher in the record is known beside these.
const AGENCIES: [&str; 12] = [
    "reuters",
    "associated press",
    "ap",
    "agence france-presse",
    "afp",
    "bloomberg",
    "xinhua",
    "efe",
    "dpa",
    "bbc",
    "cnn",
    "al jazeera",
];

pub(crate) struct Sources<'a> {
    all: &'a [Recorded],
    /// The publisher of a voice's first document.
    publisher: HashMap<&'a str, SmolStr>,
    outlets: BTreeSet<SmolStr>,
    /// For each claim the place of the first claim of its document.
    document: Vec<u32>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(all: &'a [Recorded]) -> Self {
        let mut first: HashMap<&str, &Recorded> = HashMap::new();
        let mut outlets: BTreeSet<SmolStr> =
            AGENCIES.iter().map(|a| SmolStr::new_static(a)).collect();
        let mut at_id: HashMap<&str, u32> = HashMap::new();
        let mut places: Vec<u32> = Vec::with_capacity(all.len());
        for (place, recorded) in all.iter().enumerate() {
            let document = &recorded.document;
            if let (Some(before), Some(first)) =
                (place.checked_sub(1).and_then(|b| all.get(b)), places.last())
                && before.document.id == document.id
            {
                places.push(*first);
                continue;
            }
            let place = *at_id.entry(document.id.as_str()).or_insert(place as u32);
            places.push(place);
            let entry = first.entry(document.voice.as_str()).or_insert(recorded);
            let age = |r: &Recorded| (r.document.known, r.document.id.clone());
            if age(recorded) < age(entry) {
                *entry = recorded;
            }
            if let Some(publisher) = &document.publisher {
                outlets.insert(plain(publisher));
            }
        }
        let publisher = first.into_iter().filter_map(|(voice, recorded)| {
            Some((voice, plain(recorded.document.publisher.as_ref()?)))
        });
        Self {
            all,
            publisher: publisher.collect(),
            outlets,
            document: places,
        }
    }

    /// The outlet whose figure it is.
    pub(crate) fn of(&self, member: u32) -> SmolStr {
        let recorded = &self.all[member as usize];
        if let Some(said_by) = &recorded.claim.said_by {
            let name = plain(said_by);
            if self.outlets.contains(&name) {
                return name;
            }
        }
        let voice = recorded.document.voice.as_str();
        self.publisher
            .get(voice)
            .cloned()
            .unwrap_or_else(|| recorded.document.voice.clone())
    }

    /// True for a publisher in the record and for an agency.
    pub(crate) fn is_outlet(&self, name: &str) -> bool {
        self.outlets.contains(&plain(name))
    }

    /// The outlet of a document, whomever it quotes.
    pub(crate) fn outlet(&self, document: u32) -> SmolStr {
        let voice = &self.all[document as usize].document.voice;
        self.publisher
            .get(voice.as_str())
            .cloned()
            .unwrap_or_else(|| voice.clone())
    }

    /// The document of a claim, as the place of its first claim.
    pub(crate) fn document(&self, member: u32) -> u32 {
        self.document
            .get(member as usize)
            .copied()
            .unwrap_or(member)
    }

    pub(crate) fn count(&self, members: &[u32]) -> usize {
        match members {
            [] => 0,
            [_] => 1,
            several => several
                .iter()
                .map(|m| self.of(*m))
                .collect::<BTreeSet<_>>()
                .len(),
        }
    }
}

/// "The Reuters news agency" and "Reuters" are one.
fn plain(name: &str) -> SmolStr {
    let low = name.trim().to_lowercase();
    let low = low.strip_prefix("the ").unwrap_or(&low);
    let low = low.strip_suffix(" news agency").unwrap_or(low);
    SmolStr::new(low.strip_suffix(" news").unwrap_or(low))
}
