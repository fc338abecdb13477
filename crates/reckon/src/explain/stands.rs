//! What a series says over time, and the tables in which the reasons look numbers up.

use crate::edtf::days;
use crate::explain::numbers::share;
use crate::explain::{is_fact, is_size};
use crate::figure::{Figure, Kind, Topic};
use crate::recorded::Recorded;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// One number of a series over the days on which it is told, without a longer pause.
pub(crate) struct Stand<'a> {
    pub(crate) value: f64,
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) figures: Vec<&'a Figure>,
    documents: OnceCell<BTreeSet<u32>>,
}

/// After so many days without being told, a number that comes back is told anew.
const PAUSE: i32 = 31;
/// How many movements before a date are looked at.
const MOVES: usize = 12;

impl Stand<'_> {
    pub(crate) fn figure(&self) -> &Figure {
        self.figures[0]
    }
    pub(crate) fn members(&self) -> impl Iterator<Item = u32> {
        self.figures.iter().flat_map(|f| f.members.iter().copied())
    }
    pub(crate) fn documents(&self) -> &BTreeSet<u32> {
        self.documents.get_or_init(|| {
            let figures = self.figures.iter();
            figures.flat_map(|f| f.documents.iter().copied()).collect()
        })
    }
    pub(crate) fn claims(&self) -> Vec<SmolStr> {
        self.figures
            .iter()
            .flat_map(|f| f.claims.iter().cloned())
            .collect()
    }
}

/// Each series (one thing of one party at one stage) as stands in order of time. Amounts of all currencies are in
/// one series, so that a lost currency is seen.
pub(crate) fn stands(figures: &[Figure]) -> Vec<Vec<Stand<'_>>> {
    type Key<'a> = (Topic, &'a str, &'static str, Kind, &'a str, &'a str);
    let mut series: BTreeMap<Key<'_>, Vec<&Figure>> = BTreeMap::new();
    for figure in figures
        .iter()
        .filter(|f| f.value.is_some() && f.kind != Kind::Rate)
    {
        series
            .entry((
                figure.topic,
                &figure.party,
                figure.stage,
                figure.kind,
                &figure.item,
                &figure.place,
            ))
            .or_default()
            .push(figure);
    }
    series
        .into_values()
        .map(|figures| {
            let mut out: Vec<Stand<'_>> = Vec::new();
            let mut open: FxHashMap<(u64, &str), usize> = FxHashMap::default();
            for figure in figures {
                let value = figure.value.unwrap_or(0.0);
                let key = (value.to_bits(), figure.currency.as_str());
                if let Some(stand) = open.get(&key).and_then(|n| out.get_mut(*n)).filter(|s| {
                    days(s.last, figure.at) <= PAUSE
                        && (figure.topic != Topic::Toll
                            || (s.figures[0].from, s.figures[0].until)
                                == (figure.from, figure.until))
                }) {
                    stand.last = figure.at;
                    stand.figures.push(figure);
                    continue;
                }
                open.insert(key, out.len());
                out.push(Stand {
                    value,
                    first: figure.at,
                    last: figure.at,
                    figures: vec![figure],
                    documents: OnceCell::new(),
                });
            }
            out
        })
        .collect()
}

/// Figures by party, by number and by document.
pub(crate) struct Table<'a> {
    figures: &'a [Figure],
    by_value: FxHashMap<(Topic, &'a str, u64), Vec<u32>>,
    told: FxHashSet<(Topic, u64)>,
    plans: FxHashMap<(Topic, &'a str), Vec<u32>>,
    moves: FxHashMap<(Topic, &'a str, &'static str), Vec<u32>>,
    by_document: FxHashMap<u32, Vec<u32>>,
    document_of: FxHashMap<u32, u32>,
    sizes: Vec<u32>,
    parts: Vec<u32>,
    /// The sums of documents' parts and the shares in words, each worked out when it is asked for first.
    sums: RefCell<FxHashMap<SumKey, Rc<Sums<'a>>>>,
    shares: RefCell<FxHashMap<u32, Option<f64>>>,
}

type SumKey = (Topic, &'static str, SmolStr, SmolStr);
/// For each document the sum of its parts, and the parts.
pub(crate) type Sums<'a> = Vec<(u32, (f64, Vec<&'a Figure>))>;

impl<'a> Table<'a> {
    pub(crate) fn new(figures: &'a [Figure]) -> Self {
        let mut table = Self {
            figures,
            by_value: FxHashMap::default(),
            told: FxHashSet::default(),
            plans: FxHashMap::default(),
            moves: FxHashMap::default(),
            by_document: FxHashMap::default(),
            document_of: FxHashMap::default(),
            sizes: Vec::new(),
            parts: Vec::new(),
            sums: RefCell::default(),
            shares: RefCell::default(),
        };
        for (n, figure) in figures.iter().enumerate() {
            let n = n as u32;
            for (member, document) in figure.members.iter().zip(&figure.documents) {
                table.document_of.insert(*member, *document);
                let list = table.by_document.entry(*document).or_default();
                if list.last() != Some(&n) {
                    list.push(n);
                }
            }
            let Some(value) = figure.value else { continue };
            let party = figure.party.as_str();
            table.told.insert((figure.topic, value.to_bits()));
            table
                .by_value
                .entry((figure.topic, party, value.to_bits()))
                .or_default()
                .push(n);
            if figure.kind == Kind::Change && figure.dated {
                table
                    .moves
                    .entry((figure.topic, party, figure.stage))
                    .or_default()
                    .push(n);
            }
            if matches!(figure.stage, "planned" | "pledged" | "ready" | "approved") {
                table
                    .plans
                    .entry((figure.topic, party))
                    .or_default()
                    .push(n);
            }
            if figure.topic == Topic::Strength
                && figure.kind == Kind::Level
                && party.is_empty()
                && is_size(figure.stage)
            {
                table.sizes.push(n);
            }
            if figure.kind == Kind::Level && !party.is_empty() && is_fact(figure.stage) {
                table.parts.push(n);
            }
        }
        table
    }

    fn of<'s>(
        &'s self,
        list: Option<&'s Vec<u32>>,
    ) -> impl DoubleEndedIterator<Item = &'s Figure> + use<'s, 'a> {
        let figures = self.figures;
        list.into_iter()
            .flatten()
            .filter_map(move |n| figures.get(*n as usize))
    }

    pub(crate) fn document(&self, member: u32) -> u32 {
        self.document_of.get(&member).copied().unwrap_or(member)
    }

    /// True when anybody tells that number.
    pub(crate) fn is_told(&self, topic: Topic, value: f64) -> bool {
        self.told.contains(&(topic, rounded(value).to_bits()))
    }

    /// Figures of that party with exactly that number.
    pub(crate) fn valued<'s>(
        &'s self,
        like: &'s Figure,
        value: f64,
    ) -> impl Iterator<Item = &'s Figure> + use<'s, 'a> {
        let key = (like.topic, like.party.as_str(), rounded(value).to_bits());
        self.of(self.by_value.get(&key)).take(64)
    }

    /// Levels of arrived people (or paid money) with that number.
    pub(crate) fn level_of<'s>(
        &'s self,
        like: &'s Figure,
        value: f64,
    ) -> impl Iterator<Item = &'s Figure> + use<'s, 'a> {
        let stage = like.stage;
        self.valued(like, value)
            .filter(move |f| f.kind == Kind::Level && f.stage == stage)
    }

    /// True when that number was a level, or a first movement, before the day.
    pub(crate) fn stood<'s>(&'s self, like: &'s Figure, value: f64, before: Date) -> bool {
        value > 0.0
            && self
                .valued(like, value)
                .any(|f| f.stage == like.stage && f.at < before && days(f.at, before) <= 400)
    }

    /// Numbers announced or promised, newest first.
    pub(crate) fn plans<'s>(
        &'s self,
        like: &'s Figure,
    ) -> impl Iterator<Item = &'s Figure> + use<'s, 'a> {
        self.of(self.plans.get(&(like.topic, like.party.as_str())))
            .rev()
            .take(64)
    }

    pub(crate) fn sizes<'s>(&'s self) -> impl Iterator<Item = &'s Figure> + use<'s, 'a> {
        self.of(Some(&self.sizes)).rev().take(64)
    }

    /// The last movements up to a day, newest first.
    pub(crate) fn moves_near<'s>(
        &'s self,
        like: &'s Figure,
        stage: &'static str,
        until: Date,
    ) -> impl Iterator<Item = &'s Figure> + use<'s, 'a> {
        let stage = if like.topic == Topic::Money && stage == "deployed" {
            "contributed"
        } else {
            stage
        };
        let list = self.moves.get(&(like.topic, like.party.as_str(), stage));
        let end = list.map_or(0, |l| {
            l.partition_point(|n| self.figures[*n as usize].at <= until)
        });
        let figures = self.figures;
        list.into_iter()
            .flat_map(move |l| l[..end].iter().rev().take(MOVES))
            .filter_map(move |n| figures.get(*n as usize))
    }

    /// True when the movements after a level and up to a day lead from the one number to the other.
    pub(crate) fn moved<'s>(
        &'s self,
        from: &'s Stand<'_>,
        value: f64,
        target: f64,
        until: Date,
    ) -> bool {
        let like = from.figure();
        let mut sums: Vec<f64> = vec![value];
        for (stage, sign) in [("deployed", 1.0), ("withdrawn", -1.0)] {
            let mut level = value;
            for change in self
                .moves_near(like, stage, until)
                .filter(|c| c.at > from.first || c.at > from.last)
            {
                level += sign * change.value.unwrap_or(0.0);
                sums.push(level);
            }
        }
        let came: f64 = sums
            .get(1..)
            .unwrap_or_default()
            .iter()
            .copied()
            .fold(0.0, f64::max);
        // Those who came and those who left together.
        let net = self.net(like, from.last, until);
        sums.iter().skip(1).any(|s| (s - target).abs() < 1e-6)
            || came > 0.0 && (value + net - target).abs() < 1e-6
    }

    fn net<'s>(&'s self, like: &'s Figure, after: Date, until: Date) -> f64 {
        let sum = |stage| {
            self.moves_near(like, stage, until)
                .filter(|c| c.at > after)
                .filter_map(|c| c.value)
                .sum::<f64>()
        };
        sum("deployed") - sum("withdrawn")
    }

    /// The claims of an earlier level and of one movement after it that give the number.
    pub(crate) fn derived<'s>(
        &'s self,
        like: &'s Figure,
        value: f64,
        at: Date,
    ) -> Option<Vec<SmolStr>> {
        for (stage, sign) in [("deployed", 1.0), ("withdrawn", -1.0)] {
            for change in self.moves_near(like, stage, at) {
                let base = value - sign * change.value?;
                let before = self
                    .level_of(like, base)
                    .find(|f| f.at < change.at && days(f.at, change.at) <= 120);
                if let Some(before) = before.filter(|_| base > 0.0) {
                    return Some(
                        before
                            .claims
                            .iter()
                            .chain(&change.claims)
                            .cloned()
                            .collect(),
                    );
                }
            }
        }
        None
    }

    pub(crate) fn nobody_left<'s>(&'s self, like: &'s Figure, after: Date, until: Date) -> bool {
        !self
            .moves_near(like, "withdrawn", until)
            .any(|f| f.at >= after)
    }

    /// The parties of which two numbers differ by exactly `gap`, with the smaller and the larger.
    pub(crate) fn gaps<'s>(
        &'s self,
        like: &'s Figure,
        gap: f64,
        end: Date,
    ) -> Vec<(&'s Figure, &'s Figure)> {
        let mut out: BTreeMap<&str, (&Figure, &Figure)> = BTreeMap::new();
        if !is_fact(like.stage) {
            return Vec::new();
        }
        for less in self.of(Some(&self.parts)).rev().take(512) {
            if less.topic != like.topic
                || less.stage != like.stage
                || less.item != like.item
                || less.currency != like.currency
                || out.contains_key(less.party.as_str())
            {
                continue;
            }
            let Some(value) = less.value else { continue };
            let near = |f: &Figure| days(f.at, end) <= 400 && days(end, f.at) <= 31;
            let more = self.level_of(less, value + gap).find(|f| near(f));
            if let Some(more) = more.filter(|_| near(less)) {
                out.insert(&less.party, (less, more));
            }
        }
        out.into_values().collect()
    }

    /// All figures of some documents.
    pub(crate) fn of_documents<'s>(&'s self, documents: &BTreeSet<u32>) -> Vec<&'s Figure> {
        documents
            .iter()
            .take(32)
            .flat_map(|d| self.of(self.by_document.get(d)).take(64))
            .collect()
    }

    /// For each document the sum of its parts of that stage, when it gives at least two; newest first.
    pub(crate) fn sums(&self, like: &Figure) -> Rc<Sums<'a>> {
        let (item, currency) = (like.item.clone(), like.currency.clone());
        let key: SumKey = (like.topic, like.stage, item, currency);
        let mut sums = self.sums.borrow_mut();
        let found = sums
            .entry(key)
            .or_insert_with(|| Rc::new(self.summed(like)));
        Rc::clone(found)
    }

    fn summed(&self, like: &Figure) -> Sums<'a> {
        let mut out: BTreeMap<u32, (f64, Vec<&Figure>)> = BTreeMap::new();
        let parts = self.parts.iter().rev().take(512);
        for part in parts.filter_map(|n| self.figures.get(*n as usize)) {
            if part.topic != like.topic
                || part.stage != like.stage
                || part.item != like.item
                || part.currency != like.currency
            {
                continue;
            }
            for document in part.documents.iter().collect::<BTreeSet<_>>() {
                let entry = out.entry(*document).or_default();
                // Two numbers of one party in one document are not two parts.
                if !entry.1.iter().any(|p| p.party == part.party) {
                    entry.0 += part.value.unwrap_or(0.0);
                    entry.1.push(part);
                }
            }
        }
        let sums = out.into_iter().filter(|(_, (_, parts))| parts.len() >= 2);
        sums.collect()
    }

    /// The share that a claim's words speak of.
    pub(crate) fn share(&self, all: &[Recorded], member: u32) -> Option<f64> {
        let read = || {
            let quotes = all.get(member as usize).map(|r| &r.claim.quotes);
            quotes.into_iter().flatten().find_map(|q| share(&q.text))
        };
        *self.shares.borrow_mut().entry(member).or_insert_with(read)
    }
}

/// Without what subtracting decimals leaves behind, so that it is found by its bits.
fn rounded(value: f64) -> f64 {
    let cents = (value * 100.0).round() / 100.0;
    if (cents - value).abs() < 1e-6 {
        cents
    } else {
        value
    }
}
