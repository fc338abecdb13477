//! A figure: one number about one thing at one date, with every claim that gives it.

use crate::claim::{Amount, Claim, Content, Who};
use crate::edtf::Span;
use crate::recorded::{Recorded, Verdict};
use crate::sources::Sources;
use crate::vocabulary::{Hedge, Measure, MoneyMeasure};
use crate::words::{self, Word};
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// People of the mission.
    Strength,
    /// Money for it.
    Money,
    /// Things for it.
    Equipment,
    /// Harm to people.
    Toll,
    /// Share of ground held, in percent.
    Ground,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A level at a date, or the count of a period.
    Level,
    /// One movement or gift.
    Change,
    /// All since the start.
    SinceStart,
    /// For each year or month.
    Rate,
}

/// One number, and who says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What it counts.
    pub topic: Topic,
    /// Whose: contributor, donor, holder, nationality; empty for the whole.
    pub party: SmolStr,
    /// Of what: kind of thing, fund, kind of victims, place.
    pub item: SmolStr,
    /// Where, for harm.
    pub place: SmolStr,
    /// The codebook's status, or the kind of harm.
    #[serde(deserialize_with = "words::word")]
    pub stage: Word,
    /// What kind of number it is.
    pub kind: Kind,
    /// The number; `None` when none is given.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// The hedge.
    pub hedge: Hedge,
    /// ISO 4217, for money.
    pub currency: SmolStr,
    /// The first day it can mean; `None` without a stated date.
    pub from: Option<Date>,
    /// The last day it can mean.
    pub until: Option<Date>,
    /// Where it stands in time: its date, or else the day of publication.
    pub at: Date,
    /// True when the text gives the date.
    pub dated: bool,
    /// When it was first known.
    pub known: Date,
    /// How many independent sources give it.
    pub sources: usize,
    /// The claims that give it, earliest known first.
    pub claims: Vec<SmolStr>,
    /// Places of those claims in the input.
    #[serde(skip)]
    pub(crate) members: Vec<u32>,
    /// For each of them the document, as the place of its first claim in the input.
    #[serde(skip)]
    pub(crate) documents: Vec<u32>,
    /// The number of its topic and party among all of them.
    #[serde(skip)]
    pub(crate) series: u32,
}

impl Figure {
    /// The days it can mean.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            first: self.from.or(Some(self.at)),
            last: self.until.or(Some(self.at)),
        }
    }
}

/// A claim after judgements: what is reckoned with. The record itself is not altered.
pub(crate) enum Judged<'a> {
    /// As it was read.
    Read(&'a Claim),
    /// As a reviewer put it right.
    Corrected(Box<Claim>),
}

impl Deref for Judged<'_> {
    type Target = Claim;

    fn deref(&self) -> &Claim {
        match self {
            Self::Read(claim) => claim,
            Self::Corrected(claim) => claim,
        }
    }
}

/// The claim as it stands after the reviewer's decision; `None` when rejected.
pub(crate) fn judged(recorded: &Recorded) -> Option<Judged<'_>> {
    match recorded.judgement.as_ref().map(|j| &j.verdict) {
        Some(Verdict::Reject) => None,
        // A correction that cannot be applied leaves the claim as it was read.
        Some(Verdict::Correct(fields)) => Some(
            (recorded.claim.corrected(fields)).map_or(Judged::Read(&recorded.claim), |c| {
                Judged::Corrected(Box::new(c))
            }),
        ),
        _ => Some(Judged::Read(&recorded.claim)),
    }
}

/// Where a claim stands in time: its date when that is over, else the day it was said.
pub(crate) fn stands_at(recorded: &Recorded, span: Option<Span>) -> Date {
    let said = recorded
        .document
        .published
        .unwrap_or(recorded.document.known);
    match span {
        Some(Span {
            last: Some(last), ..
        }) => last.min(said),
        _ => said,
    }
}

/// All figures of the claims, in order of time.
pub(crate) fn figures(
    all: &[&Recorded],
    claims: &[(u32, Judged<'_>)],
    as_of: Date,
    sources: &Sources<'_>,
) -> Vec<Figure> {
    // By the hash of what makes a figure; the figure itself is compared, so that no key is kept beside it.
    let mut places: FxHashMap<u64, u32> =
        FxHashMap::with_capacity_and_hasher(claims.len(), FxBuildHasher);
    let mut figures: Vec<Figure> = Vec::with_capacity(claims.len() / 2);
    // Of each figure its first claim, which is the only one of most.
    let mut firsts: Vec<(Date, SmolStr)> = Vec::with_capacity(claims.len() / 2);
    for (place, claim) in claims {
        let recorded = all[*place as usize];
        let Some(raw) = raw(&claim.content) else {
            continue;
        };
        let at = stands_at(recorded, claim.span);
        if at > as_of {
            continue;
        }
        let mut hash = raw.hash(claim.span, at);
        let known = loop {
            match places.get(&hash) {
                None => break None,
                Some(n) if raw.is(&figures[*n as usize], claim.span, at) => break Some(*n),
                Some(_) => hash = hash.wrapping_add(1),
            }
        };
        if let Some(n) = known {
            figures[n as usize].members.push(*place);
            continue;
        }
        places.insert(hash, figures.len() as u32);
        let known = recorded.document.known;
        figures.push(raw.figure(*place, claim.span, at, known));
        firsts.push((known, recorded.claim_id.clone()));
    }
    drop(places);
    let mut told: Vec<(Date, SmolStr, u32)> = Vec::new();
    for (figure, (known, id)) in figures.iter_mut().zip(firsts) {
        if let [only] = figure.members.as_slice() {
            figure.known = known;
            figure.claims = vec![id];
            figure.documents = vec![sources.document(*only)];
            figure.sources = 1;
            continue;
        }
        told.clear();
        told.extend(figure.members.iter().map(|m| {
            let recorded = all[*m as usize];
            (recorded.document.known, recorded.claim_id.clone(), *m)
        }));
        told.sort_unstable();
        figure.known = told.first().map_or(known, |(known, ..)| *known);
        figure.members.clear();
        figure.members.extend(told.iter().map(|(.., m)| *m));
        let documents = figure.members.iter().map(|m| sources.document(*m));
        figure.documents = documents.collect();
        figure.sources = sources.count(&figure.members);
        figure.claims = told.drain(..).map(|(_, id, _)| id).collect();
    }
    in_order(figures)
}

/// In order of topic, party, time, stage and kind, then of all else. Words are compared once, as their rank among all;
/// figures are sorted by their places, since they are large to move about.
fn in_order(figures: Vec<Figure>) -> Vec<Figure> {
    let parties = ranks(figures.iter().map(|f| f.party.as_str()));
    let stages = ranks(figures.iter().map(|f| f.stage));
    let rank = |ranks: &FxHashMap<&str, u32>, word: &str| ranks.get(word).copied().unwrap_or(0);
    let key = |f: &Figure| {
        let party = u128::from(rank(&parties, &f.party));
        let stage = u128::from(rank(&stages, f.stage) & 0xff);
        (f.topic as u128) << 96
            | party << 64
            | u128::from(ordinal(f.at)) << 32
            | stage << 8
            | f.kind as u128
    };
    let rest = |a: &Figure, b: &Figure| {
        (&a.item, &a.place, &a.currency)
            .cmp(&(&b.item, &b.place, &b.currency))
            .then(a.value.unwrap_or(-1.0).total_cmp(&b.value.unwrap_or(-1.0)))
            .then_with(|| a.claims.cmp(&b.claims))
    };
    let mut order: Vec<(u128, u32)> = (figures.iter().zip(0..))
        .map(|(figure, n)| (key(figure), n))
        .collect();
    order.sort_by(|(a, m), (b, n)| {
        (a.cmp(b)).then_with(|| rest(&figures[*m as usize], &figures[*n as usize]))
    });
    let mut figures = figures;
    arrange(&mut figures, order.into_iter().map(|(_, n)| n).collect());
    let mut series = 0;
    for at in 1..figures.len() {
        let (before, after) = figures.split_at_mut(at);
        if let (Some(a), Some(b)) = (before.last(), after.first_mut()) {
            series += u32::from(a.topic != b.topic || a.party != b.party);
            b.series = series;
        }
    }
    figures
}

/// Puts to each place what stands at the place that `from` names for it, without a second list of such large things.
fn arrange(figures: &mut [Figure], mut from: Vec<u32>) {
    for start in 0..from.len() {
        let mut at = start;
        // Around the circle that begins here; a place that is done names itself.
        loop {
            let next = from[at] as usize;
            from[at] = at as u32;
            if next == start {
                break;
            }
            figures.swap(at, next);
            at = next;
        }
    }
}

/// The place of each word among all of them in order.
fn ranks<'w>(words: impl Iterator<Item = &'w str>) -> FxHashMap<&'w str, u32> {
    let all: FxHashSet<&str> = words.collect();
    let mut all: Vec<&str> = all.into_iter().collect();
    all.sort_unstable();
    all.into_iter().zip(0..).collect()
}

/// A day as a number that rises with it.
fn ordinal(day: Date) -> u32 {
    let year = u32::try_from(i32::from(day.year()) + 10_000).unwrap_or_default();
    year << 9 | u32::from(day.month().unsigned_abs()) << 5 | u32::from(day.day().unsigned_abs())
}

struct Raw<'a> {
    topic: Topic,
    party: &'a Who,
    item: &'a str,
    place: &'a str,
    stage: &'static str,
    kind: Kind,
    amount: Option<&'a Amount>,
}

impl Raw<'_> {
    fn value(&self) -> Option<f64> {
        self.amount.and_then(|a| a.value).filter(|v| v.is_finite())
    }

    fn max(&self) -> Option<f64> {
        self.amount.and_then(|a| a.max).filter(|v| v.is_finite())
    }

    fn currency(&self) -> &str {
        self.amount
            .and_then(|a| a.currency.as_deref())
            .unwrap_or_default()
    }

    fn hash(&self, span: Option<Span>, at: Date) -> u64 {
        let mut hasher = FxHasher::default();
        (
            self.topic, self.kind, self.party, self.stage, self.item, self.place,
        )
            .hash(&mut hasher);
        let numbers = (self.value().map(f64::to_bits), self.max().map(f64::to_bits));
        (numbers, self.currency(), span, at).hash(&mut hasher);
        hasher.finish()
    }

    fn is(&self, figure: &Figure, span: Option<Span>, at: Date) -> bool {
        let party = match self.party {
            Who::Nobody => figure.party.is_empty(),
            Who::One(id) => *id == figure.party,
            several => several.words() == figure.party,
        };
        party
            && figure.at == at
            && figure.topic == self.topic
            && figure.kind == self.kind
            && figure.stage == self.stage
            && figure.value.map(f64::to_bits) == self.value().map(f64::to_bits)
            && figure.max.map(f64::to_bits) == self.max().map(f64::to_bits)
            && figure.item == self.item
            && figure.place == self.place
            && figure.currency == self.currency()
            && figure.dated == span.is_some()
            && (figure.from, figure.until)
                == (span.and_then(|s| s.first), span.and_then(|s| s.last))
    }

    fn figure(&self, place: u32, span: Option<Span>, at: Date, known: Date) -> Figure {
        Figure {
            topic: self.topic,
            party: self.party.words(),
            item: SmolStr::new(self.item),
            place: SmolStr::new(self.place),
            stage: self.stage,
            kind: self.kind,
            value: self.value(),
            max: self.max(),
            hedge: self.amount.map_or(Hedge::Exact, |a| a.qualifier),
            currency: SmolStr::new(self.currency()),
            from: span.and_then(|s| s.first),
            until: span.and_then(|s| s.last),
            at,
            dated: span.is_some(),
            known,
            sources: 0,
            claims: Vec::new(),
            members: vec![place],
            documents: Vec::new(),
            series: 0,
        }
    }
}

fn raw(content: &Content) -> Option<Raw<'_>> {
    let raw = |topic, party, item, place, stage, kind, amount| {
        Some(Raw {
            topic,
            party,
            item,
            place,
            stage,
            kind,
            amount,
        })
    };
    match content {
        Content::Strength(c) => {
            let kind = match c.measure {
                Measure::Total => Kind::Level,
                Measure::Increment => Kind::Change,
                Measure::Cumulative => Kind::SinceStart,
            };
            raw(
                Topic::Strength,
                &c.contributor,
                "",
                "",
                c.status.word(),
                kind,
                c.count.as_ref(),
            )
        }
        Content::Funding(c) => {
            let kind = match c.measure {
                Some(MoneyMeasure::Increment) => Kind::Change,
                Some(MoneyMeasure::PerYear | MoneyMeasure::PerMonth) => Kind::Rate,
                Some(MoneyMeasure::Total) | None => Kind::Level,
            };
            let fund = c.recipient.as_deref().unwrap_or("mission");
            raw(
                Topic::Money,
                &c.donor,
                fund,
                "",
                c.status.word(),
                kind,
                c.amount.as_ref(),
            )
        }
        Content::Equipment(c) => raw(
            Topic::Equipment,
            &c.contributor,
            c.item.word(),
            "",
            c.status.word(),
            Kind::Level,
            c.count.as_ref(),
        ),
        Content::Toll(c) => raw(
            Topic::Toll,
            &c.nationality,
            c.victims.word(),
            c.place.as_deref().unwrap_or_default(),
            c.harm.word(),
            Kind::Level,
            c.count.as_ref(),
        ),
        Content::Control(c) => raw(
            Topic::Ground,
            &c.holder,
            &c.place,
            "",
            "held",
            Kind::Level,
            c.share.as_ref(),
        ),
        _ => None,
    }
}
