//! Who says it: two speakers against each other, and many documents that copy one story.

use super::{Pair, Reason, SAME_TIME, STANDS_OPEN, number};
use crate::explain::stands::Stand;
use crate::figure::{Figure, Kind, Topic};
use crate::recorded::Recorded;
use crate::sources::Sources;
use smol_str::SmolStr;
use std::collections::BTreeSet;

impl Pair<'_> {
    pub(super) fn speakers(&self) -> Option<Reason> {
        let told = self.a.figure();
        let limit = match (told.stage, told.kind, told.topic) {
            ("pledged", ..) => 90,
            // What two people counted weeks apart may both be right.
            (_, Kind::Level, Topic::Strength | Topic::Equipment | Topic::Money) => STANDS_OPEN,
            _ => SAME_TIME,
        };
        if self.gap() > limit {
            return None;
        }
        let (one, other) = (self.speakers_of(self.a)?, self.speakers_of(self.b)?);
        one.is_disjoint(&other).then(|| {
            let list = |s: &BTreeSet<SmolStr>| {
                s.iter().map(SmolStr::as_str).collect::<Vec<_>>().join(", ")
            };
            (
                "speaker-against-speaker",
                format!(
                    "{} is the word of {}, {} of {}",
                    number(self.a.value, &told.currency),
                    list(&one),
                    number(self.b.value, &told.currency),
                    list(&other)
                ),
                Vec::new(),
            )
        })
    }

    pub(super) fn speakers_of(&self, stand: &Stand<'_>) -> Option<BTreeSet<SmolStr>> {
        speakers(self.all, stand.members(), stand.figure(), self.sources)
    }

    pub(super) fn copied_error(&self) -> Option<Reason> {
        let voice = |m: u32| &self.all[m as usize].document.voice;
        let copied = |s: &Stand<'_>, other: &Stand<'_>| {
            let one = s.members().next();
            s.documents().len() >= 2
                && s.voices(self.all) == 1
                && other.voices(self.all) >= 2
                && !one.is_some_and(|m| other.members().any(|o| voice(o) == voice(m)))
        };
        let wrong = if copied(self.a, self.b) {
            self.a
        } else if copied(self.b, self.a) {
            self.b
        } else {
            return None;
        };
        (self.gap() <= SAME_TIME).then(|| {
            (
                "copied-error",
                format!(
                    "{} stands in {} documents, but they are copies of one story",
                    number(wrong.value, &wrong.figure().currency),
                    wrong.documents().len()
                ),
                Vec::new(),
            )
        })
    }
}

pub(super) fn speakers(
    all: &[&Recorded],
    members: impl Iterator<Item = u32>,
    figure: &Figure,
    sources: &Sources<'_>,
) -> Option<BTreeSet<SmolStr>> {
    members
        .map(|m| {
            let said_by = all[m as usize].claim.said_by.clone();
            // A paper that is quoted tells what somebody else said.
            let said_by = said_by.filter(|name| !sources.is_outlet(name));
            let own = || {
                (figure.stage == "pledged" && !figure.party.is_empty())
                    .then(|| figure.party.clone())
            };
            said_by.or_else(own)
        })
        .collect()
}
