//! How many independent sources stand behind some claims.
//!
//! Copies of one story are one source, a publisher is one source however often it writes, and a figure that a text
//! takes from another outlet ("Reuters reported") is that outlet's. A minister whom two papers heard is two sources:
//! two papers heard him.

use crate::recorded::Recorded;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

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

/// Each outlet has a number; so has each voice whose first document names no publisher.
pub(crate) struct Sources<'a> {
    outlets: FxHashMap<SmolStr, u32>,
    /// For each claim the number of the outlet whose figure it is.
    source: Vec<u32>,
    /// For each claim the number of its document's outlet, whomever it quotes.
    outlet: Vec<u32>,
    /// For each claim the place of the first claim of its document.
    document: Vec<u32>,
    /// The names that texts give their sources, with the outlet that is meant.
    quoted: FxHashMap<&'a str, Option<u32>>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(all: &[&'a Recorded]) -> Self {
        let mut outlets: FxHashMap<SmolStr, u32> = FxHashMap::default();
        let mut number = |name: SmolStr| {
            let next = outlets.len() as u32;
            *outlets.entry(name).or_insert(next)
        };
        for agency in AGENCIES {
            number(SmolStr::new_static(agency));
        }
        let mut first: FxHashMap<&str, &Recorded> = FxHashMap::default();
        let mut publishers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut at_id: FxHashMap<&str, u32> = FxHashMap::default();
        let mut document: Vec<u32> = Vec::with_capacity(all.len());
        for (place, recorded) in all.iter().copied().enumerate() {
            let facts = &recorded.document;
            let before = place.checked_sub(1).and_then(|b| all.get(b));
            if let (Some(before), Some(first)) = (before, document.last())
                && before.document.id == facts.id
            {
                document.push(*first);
                continue;
            }
            document.push(*at_id.entry(facts.id.as_str()).or_insert(place as u32));
            let entry = first.entry(facts.voice.as_str()).or_insert(recorded);
            let age = |r: &'a Recorded| (r.document.known, &r.document.id);
            if age(recorded) < age(entry) {
                *entry = recorded;
            }
            if let Some(publisher) = &facts.publisher {
                publishers
                    .entry(publisher.as_str())
                    .or_insert_with(|| number(plain(publisher)));
            }
        }
        let named = outlets.len() as u32;
        let voices: FxHashMap<&str, u32> = (first.iter().zip(named..))
            .map(|((voice, recorded), own)| {
                let publisher = recorded.document.publisher.as_deref();
                let outlet = publisher.and_then(|p| publishers.get(p).copied());
                (*voice, outlet.unwrap_or(own))
            })
            .collect();
        let mut sources = Self {
            outlets,
            source: Vec::with_capacity(all.len()),
            outlet: Vec::with_capacity(all.len()),
            document,
            quoted: FxHashMap::default(),
        };
        let mut last: Option<(&str, u32)> = None;
        for recorded in all.iter().copied() {
            let voice = recorded.document.voice.as_str();
            let outlet = match last {
                Some((same, outlet)) if same == voice => outlet,
                _ => voices.get(voice).copied().unwrap_or_default(),
            };
            last = Some((voice, outlet));
            sources.outlet.push(outlet);
            let said_by = recorded.claim.said_by.as_deref();
            let quoted = said_by.and_then(|name| {
                let outlets = &sources.outlets;
                let found = sources.quoted.entry(name);
                *found.or_insert_with(|| outlets.get(&plain(name)).copied())
            });
            sources.source.push(quoted.unwrap_or(outlet));
        }
        sources
    }

    /// True for a publisher in the record and for an agency.
    pub(crate) fn is_outlet(&self, name: &str) -> bool {
        (self.quoted.get(name))
            .map_or_else(|| self.outlets.contains_key(&plain(name)), Option::is_some)
    }

    /// The outlet of a document, whomever it quotes.
    pub(crate) fn outlet(&self, document: u32) -> u32 {
        self.outlet
            .get(document as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The document of a claim, as the place of its first claim.
    pub(crate) fn document(&self, member: u32) -> u32 {
        let document = self.document.get(member as usize);
        document.copied().unwrap_or(member)
    }

    /// How many outlets give some claims.
    pub(crate) fn count(&self, members: &[u32]) -> usize {
        if members.len() <= 1 {
            return members.len();
        }
        let of = |m: &u32| self.source.get(*m as usize).copied().unwrap_or_default();
        let mut all: Vec<u32> = members.iter().map(of).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }
}

/// "The Reuters news agency" and "Reuters" are one.
fn plain(name: &str) -> SmolStr {
    let low = name.trim().to_lowercase();
    let low = low.strip_prefix("the ").unwrap_or(&low);
    let low = low.strip_suffix(" news agency").unwrap_or(low);
    SmolStr::new(low.strip_suffix(" news").unwrap_or(low))
}
