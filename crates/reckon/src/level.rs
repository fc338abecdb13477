//! How many are there: the last level that a source states, and the movements since.

use crate::edtf::days;
use crate::figure::{Figure, Kind};
use crate::vocabulary::Hedge;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// So many claims are listed with a level.
pub(crate) const LISTED: usize = 100;

/// What a number rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A source states it.
    Stated,
    /// A stated level and the movements dated after it.
    StatedAndMoved,
    /// Movements alone: at least so many.
    Movements,
    /// A sum of other numbers.
    Sum,
    /// More were sent since the start than the last level knows of: that level and those more.
    Sent,
}

/// How many from a date on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// From when on.
    pub at: Date,
    /// How many; `None` when it is only known that there are some.
    pub value: Option<f64>,
    /// Its hedge.
    pub hedge: Hedge,
    /// ISO 4217, for money.
    pub currency: SmolStr,
    /// What it rests on.
    pub basis: Basis,
    /// How many independent sources the least supported part has.
    pub sources: usize,
    /// The claims it follows from.
    pub claims: Vec<SmolStr>,
    /// How many further claims it follows from, when there are too many to list.
    pub more: usize,
}

impl Level {
    /// A number as one figure gives it.
    pub(crate) fn stated(figure: &Figure) -> Self {
        Self {
            at: figure.at,
            value: figure.value,
            hedge: figure.hedge,
            currency: figure.currency.clone(),
            basis: Basis::Stated,
            sources: figure.sources,
            claims: figure.claims.iter().take(LISTED).cloned().collect(),
            more: figure.claims.len().saturating_sub(LISTED),
        }
    }
}

/// One movement, told by one source or several.
pub(crate) struct Movement<'a> {
    pub(crate) at: Date,
    pub(crate) value: f64,
    pub(crate) hedge: Hedge,
    pub(crate) figures: Vec<&'a Figure>,
}

/// The levels over time that figures of one party and stage give. `joins` are the movements that add, `leaves`
/// those that take away, `since` the numbers of all since the start; each may be empty.
pub(crate) fn levels(
    stock: &[&Figure],
    joins: &[&Figure],
    leaves: &[&Figure],
    since: &[&Figure],
) -> Vec<Level> {
    levels_of(stock, joins, leaves, since, false)
}

/// The last of the levels that figures without leaving give; the earlier ones are not kept.
pub(crate) fn last_level(stock: &[&Figure], joins: &[&Figure]) -> Option<Level> {
    levels_of(stock, joins, &[], &[], true).pop()
}

fn levels_of(
    stock: &[&Figure],
    joins: &[&Figure],
    leaves: &[&Figure],
    since: &[&Figure],
    only_last: bool,
) -> Vec<Level> {
    let mut by_day: BTreeMap<Date, &Figure> = BTreeMap::new();
    for figure in stock.iter().filter(|f| f.value.is_some()) {
        let better = |a: &Figure, b: &Figure| {
            (a.sources, a.known, a.hedge == Hedge::Exact)
                > (b.sources, b.known, b.hedge == Hedge::Exact)
        };
        let kept = by_day.entry(figure.at).or_insert(figure);
        if better(figure, kept) {
            *kept = figure;
        }
    }
    let mut moves: Vec<(Movement<'_>, f64)> = Vec::new();
    moves.extend(movements(joins).into_iter().map(|m| (m, 1.0)));
    moves.extend(movements(leaves).into_iter().map(|m| (m, -1.0)));
    moves.sort_by_key(|(m, _)| m.at);
    let mut out: Vec<Level> = Vec::new();
    let mut moves = moves.into_iter().peekable();
    let step = |out: &mut Vec<Level>, movement: &Movement<'_>, sign: f64| {
        let (base, basis) = match out.last() {
            Some(level) => (
                level.value,
                match level.basis {
                    Basis::Movements => Basis::Movements,
                    _ => Basis::StatedAndMoved,
                },
            ),
            None if sign > 0.0 => (Some(0.0), Basis::Movements),
            // Who leaves was there, but how many were there is not known.
            None => return,
        };
        // More left than were known to be there: the number is not known.
        let value = base
            .map(|b| b + sign * movement.value)
            .filter(|v| *v >= 0.0);
        let sources = (movement.figures.iter().map(|f| f.sources).max())
            .unwrap_or(0)
            .min(out.last().map_or(usize::MAX, |l| l.sources));
        let hedge = match (basis, out.last().map(|l| l.hedge)) {
            (Basis::Movements, _) => Hedge::AtLeast,
            (_, Some(Hedge::Exact)) => movement.hedge,
            (_, Some(hedge)) => hedge,
            (_, None) => movement.hedge,
        };
        let (mut claims, mut more) = if only_last {
            (out.pop()).map_or_else(Default::default, |l| (l.claims, l.more))
        } else {
            let mut claims = Vec::with_capacity(LISTED);
            let before = out.last();
            claims.extend(before.into_iter().flat_map(|l| l.claims.iter().cloned()));
            (claims, before.map_or(0, |l| l.more))
        };
        for claim in movement.figures.iter().flat_map(|f| &f.claims) {
            if claims.len() < LISTED {
                claims.push(claim.clone());
            } else {
                more += 1;
            }
        }
        out.push(Level {
            at: movement.at,
            value,
            hedge,
            currency: SmolStr::default(),
            basis,
            sources,
            claims,
            more,
        });
    };
    let mut sent = Sent::default();
    let mut told: Vec<(Date, u8, &Figure)> = by_day.into_iter().map(|(d, f)| (d, 0, f)).collect();
    told.extend((since.iter().filter(|f| f.value.is_some())).map(|f| (f.at, 1, *f)));
    told.sort_by(|a, b| (a.0, a.1, &a.2.claims).cmp(&(b.0, b.1, &b.2.claims)));
    for (day, kind, figure) in told {
        while let Some((movement, sign)) = moves.next_if(|(m, _)| m.at <= day) {
            sent.moved(sign * movement.value);
            step(&mut out, &movement, sign);
        }
        if kind == 0 {
            sent.stood(figure);
            if only_last {
                out.clear();
            }
            out.push(Level::stated(figure));
        } else if let Some(level) = sent.told(figure, out.last()) {
            out.push(level);
        }
    }
    for (movement, sign) in moves {
        step(&mut out, &movement, sign);
    }
    // Some left, nobody says how many: at most as many are there as before.
    let unknown = leaves
        .iter()
        .filter(|f| f.value.is_none())
        .max_by_key(|f| (f.at, &f.claims));
    if let (Some(left), Some(last)) = (unknown, out.last())
        && left.at > last.at
        && last.value.is_some()
    {
        let mut level = last.clone();
        level.at = left.at;
        level.hedge = Hedge::AtMost;
        level.basis = Basis::StatedAndMoved;
        level.sources = level.sources.min(left.sources);
        level
            .claims
            .extend(left.claims.iter().take(LISTED).cloned());
        out.push(level);
    }
    if out.is_empty() {
        out.extend(undated(joins));
    }
    if out.is_empty()
        && let Some(some) = stock.iter().chain(joins).max_by_key(|f| f.at)
    {
        out.push(Level {
            value: None,
            ..Level::stated(some)
        });
    }
    out
}

/// How many are known to have been sent so far.
///
/// A number of all since the start says nothing about those who are there now, but when it is larger than all that
/// was known to have been sent, then people have come of whom no level knows yet.
#[derive(Default)]
struct Sent {
    ever: f64,
    moves: f64,
    gone: f64,
    rough: bool,
}

impl Sent {
    fn moved(&mut self, change: f64) {
        if change > 0.0 {
            self.moves += change;
            self.ever = self.ever.max(self.moves);
        } else {
            self.gone -= change;
        }
    }

    fn stood(&mut self, figure: &Figure) {
        let ever = figure.value.unwrap_or(0.0) + self.gone;
        if ever > self.ever {
            self.ever = ever;
            self.rough = figure.hedge != Hedge::Exact;
        }
    }

    fn told(&mut self, figure: &Figure, last: Option<&Level>) -> Option<Level> {
        let all = figure.value?;
        let rough = self.rough || figure.hedge != Hedge::Exact;
        let more = all - self.ever;
        if more <= if rough { self.ever * 0.1 } else { 0.0 } {
            return None;
        }
        let base = last.and_then(|l| l.value);
        let value = base.map_or(all - self.gone, |b| b + more);
        self.ever = all;
        self.rough = figure.hedge != Hedge::Exact;
        let mut level = Level::stated(figure);
        level.value = Some(value).filter(|v| *v >= 0.0);
        // Some may have left of whom nobody tells.
        level.hedge = match figure.hedge {
            Hedge::AtLeast | Hedge::MoreThan => Hedge::About,
            _ => Hedge::AtMost,
        };
        level.basis = Basis::Sent;
        if let Some(last) = last {
            level.sources = level.sources.min(last.sources);
            let room = LISTED.saturating_sub(level.claims.len());
            level.claims.extend(last.claims.iter().take(room).cloned());
            level.more += last.more + last.claims.len().saturating_sub(room);
        }
        Some(level)
    }
}

/// The dated movements, each once: what several tell of the same days is one movement.
pub(crate) fn movements<'a>(figures: &[&'a Figure]) -> Vec<Movement<'a>> {
    let mut precise: Vec<&Figure> = Vec::new();
    let mut vague: Vec<&Figure> = Vec::new();
    for figure in figures
        .iter()
        .filter(|f| f.dated && f.value.is_some() && f.kind == Kind::Change)
    {
        match (figure.from, figure.until) {
            (Some(from), Some(until)) if days(from, until) <= 3 => precise.push(figure),
            _ => vague.push(figure),
        }
    }
    precise.sort_by_key(|f| (f.at, f.from));
    let mut groups: Vec<(Vec<&Figure>, usize)> = Vec::new();
    for figure in precise {
        match groups.last_mut() {
            Some((group, n)) if group.iter().any(|f| f.span().meets(&figure.span())) => {
                group.push(figure);
                *n += 1;
            }
            _ => groups.push((vec![figure], 1)),
        }
    }
    // "In June" tells of the flight of 25 June where one is known. The groups are in order of time.
    for figure in vague {
        let span = figure.span();
        let start = groups.partition_point(|(g, _)| {
            g.last()
                .is_some_and(|f| span.first.is_some_and(|first| f.at < first))
        });
        let known =
            (groups.get_mut(start)).filter(|(g, _)| g.iter().any(|f| f.span().meets(&span)));
        if let Some((group, _)) = known {
            group.push(figure);
        } else {
            groups.insert(start, (vec![figure], 1));
        }
    }
    groups
        .into_iter()
        .filter_map(|(figures, own)| {
            let (value, hedge) = best_sum(&figures[..own.min(figures.len())])?;
            let at = figures.first()?.at;
            Some(Movement {
                at,
                value,
                hedge,
                figures,
            })
        })
        .collect()
}

/// What most sources make of it; where a document tells of several parts, their sum.
fn best_sum(figures: &[&Figure]) -> Option<(f64, Hedge)> {
    let mut by_document: BTreeMap<u32, (f64, Hedge)> = BTreeMap::new();
    for figure in figures {
        let documents: BTreeSet<u32> = figure.documents.iter().copied().collect();
        for document in documents {
            let entry = by_document.entry(document).or_insert((0.0, Hedge::Exact));
            entry.0 += figure.value?;
            if figure.hedge != Hedge::Exact {
                entry.1 = figure.hedge;
            }
        }
    }
    let mut votes: BTreeMap<u64, (usize, Hedge)> = BTreeMap::new();
    for (sum, hedge) in by_document.into_values() {
        let vote = votes.entry(sum.to_bits()).or_insert((0, hedge));
        // One figure's sources are counted; documents that sum up several parts count as one.
        let sources = figures
            .iter()
            .find(|f| f.value == Some(sum))
            .map_or(1, |f| f.sources);
        vote.0 = vote.0.max(sources);
        if hedge == Hedge::Exact {
            vote.1 = Hedge::Exact;
        }
    }
    let (sum, (_, hedge)) = votes
        .into_iter()
        .max_by_key(|(sum, (n, _))| (*n, std::cmp::Reverse(*sum)))?;
    Some((f64::from_bits(sum), hedge))
}

/// Movements of which no date is known: the most that one document counts.
fn undated(joins: &[&Figure]) -> Option<Level> {
    let mut by_document: BTreeMap<u32, (f64, Vec<&Figure>)> = BTreeMap::new();
    for figure in joins.iter().filter(|f| f.value.is_some()) {
        let documents: BTreeSet<u32> = figure.documents.iter().copied().collect();
        for document in documents {
            let entry = by_document.entry(document).or_default();
            entry.0 += figure.value.unwrap_or(0.0);
            entry.1.push(figure);
        }
    }
    let (value, figures) = by_document
        .into_values()
        .reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    Some(Level {
        at: figures.iter().map(|f| f.at).min()?,
        value: Some(value),
        hedge: Hedge::AtLeast,
        currency: SmolStr::default(),
        basis: Basis::Movements,
        sources: figures.iter().map(|f| f.sources).min()?,
        claims: figures
            .iter()
            .flat_map(|f| f.claims.iter().cloned())
            .collect(),
        more: 0,
    })
}
