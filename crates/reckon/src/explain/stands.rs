//! What a series says over time, and the tables in which the reasons look numbers up.

use crate::edtf::days;
use crate::explain::numbers::share;
use crate::explain::{is_fact, is_size};
use crate::figure::{Figure, Kind, Topic};
use crate::recorded::Recorded;
use crate::sources::Sources;
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
    /// What is asked of it again and again, worked out once.
    known: Asked,
}

#[derive(Default)]
struct Asked {
    documents: OnceCell<Vec<u32>>,
    voices: OnceCell<usize>,
    shares: OnceCell<Vec<(u32, f64)>>,
    uniformed: OnceCell<bool>,
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
    /// The documents that tell it, in order.
    pub(crate) fn documents(&self) -> &[u32] {
        self.known.documents.get_or_init(|| {
            let figures = self.figures.iter();
            let mut documents: Vec<u32> =
                figures.flat_map(|f| f.documents.iter().copied()).collect();
            documents.sort_unstable();
            documents.dedup();
            documents
        })
    }

    pub(crate) fn is_told_in(&self, document: u32) -> bool {
        self.documents().binary_search(&document).is_ok()
    }

    /// How many voices tell it; more than two are as good as two.
    pub(crate) fn voices(&self, all: &[&Recorded]) -> usize {
        *self.known.voices.get_or_init(|| {
            let voice = |m: u32| all.get(m as usize).map(|r| &r.document.voice);
            let mut members = self.members();
            let first = members.next().and_then(voice);
            1 + usize::from(members.any(|m| voice(m) != first))
        })
    }

    /// The shares that its words speak of, each with the claim.
    pub(crate) fn shares(&self, all: &[&Recorded]) -> &[(u32, f64)] {
        self.known.shares.get_or_init(|| {
            let read = |m: u32| {
                let quotes = all.get(m as usize).map(|r| &r.claim.quotes);
                quotes.into_iter().flatten().find_map(|q| share(&q.text))
            };
            self.members().filter_map(|m| Some((m, read(m)?))).collect()
        })
    }

    /// True when its words speak of the uniformed.
    pub(crate) fn is_of_uniformed(&self, all: &[&Recorded]) -> bool {
        *self.known.uniformed.get_or_init(|| {
            let quotes = |m: u32| all.get(m as usize).map(|r| &r.claim.quotes);
            let mut quotes = self.members().filter_map(quotes).flatten();
            quotes.any(|q| q.text.to_lowercase().contains("uniformed"))
        })
    }

    pub(crate) fn claims(&self) -> Vec<SmolStr> {
        self.figures
            .iter()
            .flat_map(|f| f.claims.iter().cloned())
            .collect()
    }
}

/// Each series (one thing of one party at one stage) as stands in order of time, the newest of them. Amounts of all
/// currencies are in one series, so that a lost currency is seen. The figures come in order of topic, party and time.
pub(crate) fn stands(figures: &[Figure], newest: usize) -> Vec<Vec<Stand<'_>>> {
    type Key<'a> = (&'static str, Kind, &'a str, &'a str);
    let mut out = Vec::new();
    for party in figures.chunk_by(|a, b| a.topic == b.topic && a.party == b.party) {
        let mut series: BTreeMap<Key<'_>, Vec<&Figure>> = BTreeMap::new();
        for figure in party
            .iter()
            .filter(|f| f.value.is_some() && f.kind != Kind::Rate)
        {
            let key = (
                figure.stage,
                figure.kind,
                figure.item.as_str(),
                figure.place.as_str(),
            );
            series.entry(key).or_default().push(figure);
        }
        out.extend(
            series
                .into_values()
                .map(|figures| newest_stands(&figures, newest)),
        );
    }
    out
}

/// The newest stands of a series. Of a long one only the end is looked at, as long as it shows that none of them began
/// before it.
fn newest_stands<'a>(figures: &[&'a Figure], newest: usize) -> Vec<Stand<'a>> {
    let mut length = newest * 4;
    while length < figures.len() {
        let end = figures.get(figures.len() - length..).unwrap_or_default();
        let found = stands_of(end, newest);
        if let (Some(start), Some(oldest)) = (end.first(), found.first())
            && found.len() == newest
            && days(start.at, oldest.first) > PAUSE
        {
            return found;
        }
        length *= 4;
    }
    stands_of(figures, newest)
}

fn stands_of<'a>(figures: &[&'a Figure], newest: usize) -> Vec<Stand<'a>> {
    // Which stand each figure belongs to, by number; only the newest stands are then made.
    let mut last: Vec<&Figure> = Vec::new();
    let mut open: FxHashMap<(u64, &str), usize> = FxHashMap::default();
    let mut stand_of: Vec<usize> = Vec::with_capacity(figures.len());
    for figure in figures {
        let value = figure.value.unwrap_or(0.0);
        let key = (value.to_bits(), figure.currency.as_str());
        let goes_on = |before: &&Figure| {
            days(before.at, figure.at) <= PAUSE
                && (figure.topic != Topic::Toll
                    || (before.from, before.until) == (figure.from, figure.until))
        };
        let stand = match open.get(&key).copied() {
            Some(n) if last.get(n).is_some_and(goes_on) => n,
            _ => {
                last.push(figure);
                last.len() - 1
            }
        };
        open.insert(key, stand);
        if let Some(last) = last.get_mut(stand) {
            *last = figure;
        }
        stand_of.push(stand);
    }
    let first = last.len().saturating_sub(newest);
    let mut out: Vec<Stand<'_>> = Vec::with_capacity(last.len() - first);
    for (figure, stand) in figures.iter().zip(stand_of) {
        let Some(n) = stand.checked_sub(first) else {
            continue;
        };
        match out.get_mut(n) {
            Some(stand) => {
                stand.last = figure.at;
                stand.figures.push(figure);
            }
            None => out.push(Stand {
                value: figure.value.unwrap_or(0.0),
                first: figure.at,
                last: figure.at,
                figures: vec![figure],
                known: Asked::default(),
            }),
        }
    }
    out
}

/// Figures by party, by number and by document.
pub(crate) struct Table<'a> {
    figures: &'a [Figure],
    sources: &'a Sources<'a>,
    /// The first and the last figure of a topic and party with a value; `next` leads from each to the one after it.
    by_value: FxHashMap<(u32, u64), (u32, u32)>,
    next: Vec<u32>,
    told: FxHashSet<(Topic, u64)>,
    plans: FxHashMap<u32, Vec<Plan<'a>>>,
    moves: FxHashMap<(u32, &'static str), Vec<u32>>,
    /// The figures of a document are those between the place of its first claim and the next one.
    document_starts: Vec<u32>,
    document_figures: Vec<u32>,
    sizes: Vec<u32>,
    parts: Vec<u32>,
    /// The sums of documents' parts, each worked out when it is asked for first.
    sums: RefCell<FxHashMap<SumKey, Rc<Sums<'a>>>>,
}

/// A number announced or promised, with what is asked of it most at hand.
#[derive(Clone, Copy)]
pub(crate) struct Plan<'a> {
    pub(crate) value: f64,
    pub(crate) at: Date,
    pub(crate) known: Date,
    pub(crate) figure: &'a Figure,
}

type SumKey = (Topic, &'static str, SmolStr, SmolStr);
/// For each document the sum of its parts, and the parts.
pub(crate) type Sums<'a> = Vec<(u32, (f64, Vec<&'a Figure>))>;
/// No figure comes after.
const END: u32 = u32::MAX;

impl<'a> Table<'a> {
    /// `claims` is how many claims there are.
    pub(crate) fn new(figures: &'a [Figure], sources: &'a Sources<'a>, claims: usize) -> Self {
        let mut table = Self {
            figures,
            sources,

            by_value: FxHashMap::default(),
            next: vec![END; figures.len()],
            told: FxHashSet::default(),
            plans: FxHashMap::default(),
            moves: FxHashMap::default(),
            document_starts: Vec::new(),
            document_figures: Vec::new(),
            sizes: Vec::new(),
            parts: Vec::new(),
            sums: RefCell::default(),
        };
        table.by_documents(claims);
        for (figure, n) in figures.iter().zip(0..) {
            table.enter(figure, n);
        }
        table
    }

    fn enter(&mut self, figure: &'a Figure, n: u32) {
        let party = figure.series;
        let Some(value) = figure.value else { return };
        self.told.insert((figure.topic, value.to_bits()));
        let entry = self
            .by_value
            .entry((party, value.to_bits()))
            .or_insert((n, n));
        if entry.1 != n {
            if let Some(next) = self.next.get_mut(entry.1 as usize) {
                *next = n;
            }
            entry.1 = n;
        }
        if figure.kind == Kind::Change && figure.dated {
            self.moves.entry((party, figure.stage)).or_default().push(n);
        }
        if matches!(figure.stage, "planned" | "pledged" | "ready" | "approved") {
            self.plans.entry(party).or_default().push(Plan {
                value,
                at: figure.at,
                known: figure.known,
                figure,
            });
        }
        let of_whole = figure.party.is_empty();
        if figure.topic == Topic::Strength
            && figure.kind == Kind::Level
            && of_whole
            && is_size(figure.stage)
        {
            self.sizes.push(n);
        }
        if figure.kind == Kind::Level && !of_whole && is_fact(figure.stage) {
            self.parts.push(n);
        }
    }

    /// A list of figures for each document, one after the other.
    fn by_documents(&mut self, claims: usize) {
        let mut starts = vec![0u32; claims + 2];
        let each = |to: &mut dyn FnMut(u32, usize)| {
            // A document that tells a figure twice has it once.
            let mut seen = vec![END; claims];
            for (figure, n) in self.figures.iter().zip(0..) {
                for document in figure.documents.iter().map(|d| *d as usize) {
                    if let Some(last) = seen.get_mut(document).filter(|last| **last != n) {
                        *last = n;
                        to(n, document);
                    }
                }
            }
        };
        each(&mut |_, document| {
            if let Some(count) = starts.get_mut(document + 2) {
                *count += 1;
            }
        });
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut all = vec![0; starts.last().copied().unwrap_or_default() as usize];
        each(&mut |n, document| {
            if let Some(place) = starts.get_mut(document + 1) {
                if let Some(cell) = all.get_mut(*place as usize) {
                    *cell = n;
                }
                *place += 1;
            }
        });
        (self.document_starts, self.document_figures) = (starts, all);
    }

    /// The number of the figure's topic and party.
    fn party(&self, like: &Figure) -> u32 {
        like.series
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
        self.sources.document(member)
    }

    /// True when anybody tells that number.
    pub(crate) fn is_told(&self, topic: Topic, value: f64) -> bool {
        self.told.contains(&(topic, rounded(value).to_bits()))
    }

    /// Figures of that party with exactly that number, the first ones.
    pub(crate) fn valued<'s>(
        &'s self,
        like: &'s Figure,
        value: f64,
    ) -> impl Iterator<Item = &'s Figure> + use<'s, 'a> {
        self.all_valued(like, value).take(64)
    }

    /// All of them.
    pub(crate) fn all_valued<'s>(
        &'s self,
        like: &'s Figure,
        value: f64,
    ) -> impl Iterator<Item = &'s Figure> + use<'s, 'a> {
        let key = (self.party(like), rounded(value).to_bits());
        let mut at = self.by_value.get(&key).map_or(END, |(first, _)| *first);
        let (figures, next) = (self.figures, &self.next);
        std::iter::from_fn(move || {
            let figure = figures.get(at as usize)?;
            at = next.get(at as usize).copied().unwrap_or(END);
            Some(figure)
        })
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
    ) -> impl Iterator<Item = &'s Plan<'a>> + use<'s, 'a> {
        let plans = self.plans.get(&self.party(like));
        plans.into_iter().flatten().rev().take(64)
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
        let list = self.moves.get(&(self.party(like), stage));
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
    pub(crate) fn of_documents(&self, documents: impl IntoIterator<Item = u32>) -> Vec<&Figure> {
        let start = |at: usize| self.document_starts.get(at).copied().unwrap_or(0) as usize;
        (documents.into_iter().take(32))
            .flat_map(|d| {
                let list = start(d as usize)..start(d as usize + 1);
                let list = self.document_figures.get(list);
                list.into_iter().flatten().take(64)
            })
            .filter_map(|n| self.figures.get(*n as usize))
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
