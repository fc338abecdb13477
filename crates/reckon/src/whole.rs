//! How many people of a whole mission are there over time: what is stated of the whole and the movements since, or
//! else the contributors added up.

use crate::edtf::{days, later};
use crate::figure::{Figure, Kind};
use crate::level::{Basis, LISTED, Level, movements};
use crate::reckon::is_country;
use crate::view::ContributorRow;
use crate::vocabulary::Hedge;
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A total of the whole is taken for as long as no part is told of that many days later, if the parts make more by then.
const FRESH: i32 = 31;
/// "On Friday" and "on Saturday" may be one flight.
const ABOUT_THE_DAY: i32 = 1;

/// Something that changes the number.
enum Event<'a> {
    /// A contributor has another number now: by a movement, or because a source says so.
    Part(&'a str, &'a Level),
    /// A movement of nobody named, or of several together, beyond what is told of single contributors.
    Rest(f64, Vec<&'a Figure>),
    /// A total of the whole.
    Whole(&'a Figure),
}

/// The levels of the whole. `own` are the figures of nobody named, `joint` those of several contributors together.
pub(crate) fn history(
    own: &[&Figure],
    joint: &[&Figure],
    contributors: &[ContributorRow],
) -> Vec<Level> {
    let mut events: Vec<(Date, u8, Event<'_>)> = Vec::new();
    let any_country = (contributors.iter())
        .any(|r| is_country(&r.contributor) && r.history.iter().any(|l| l.value.is_some()));
    let single = |row: &&ContributorRow| {
        !row.contributor.contains(" and ") && (!any_country || is_country(&row.contributor))
    };
    for row in contributors.iter().filter(single) {
        let party = row.contributor.as_str();
        events.extend(row.history.iter().map(|l| (l.at, 0, Event::Part(party, l))));
    }
    for sign in [1.0, -1.0] {
        let stage = if sign > 0.0 { "deployed" } else { "withdrawn" };
        let moves: Vec<&Figure> = (own.iter().chain(joint))
            .filter(|f| f.stage == stage && f.kind == Kind::Change)
            .copied()
            .collect();
        for movement in movements(&moves) {
            let known: f64 = contributors
                .iter()
                .filter(single)
                .map(|row| known_of(row, &movement.figures, sign))
                .sum();
            let rest = movement.value - known;
            if rest > 0.0 {
                let event = Event::Rest(sign * rest, movement.figures);
                events.push((movement.at, 1, event));
            }
        }
    }
    let stated = own
        .iter()
        .filter(|f| f.stage == "deployed" && f.kind == Kind::Level && f.value.is_some());
    events.extend(best_of_each_day(stated).map(|f| (f.at, 2, Event::Whole(f))));
    // The order of the contributors is that of their names, so that the sum is the same for any order of the input.
    events.sort_by_key(|(at, kind, _)| (*at, *kind));
    let mut sum = Running::default();
    // Most sums are replaced by the next one of their day, so that a part's claims are named at the end only.
    let mut told: Vec<(Level, &[SmolStr])> = Vec::new();
    for (at, _, event) in &events {
        let Some(level) = sum.step(*at, event) else {
            continue;
        };
        let claims = match event {
            Event::Part(_, part) if level.basis == Basis::Sum => part.claims.as_slice(),
            _ => &[],
        };
        match told.last_mut() {
            // The sum of a day is told once, when all of the day is counted.
            Some((last, by)) if last.at == level.at && last.basis == level.basis => {
                (*last, *by) = (level, claims);
            }
            Some((last, _)) if last.value == level.value && level.basis != Basis::Stated => {}
            _ => told.push((level, claims)),
        }
    }
    let mut out: Vec<Level> = (told.into_iter())
        .map(|(mut level, claims)| {
            level.claims.extend_from_slice(claims);
            level
        })
        .collect();
    if let Some(last) = out.last_mut()
        && last.basis == Basis::Sum
    {
        sum.name_all(last);
    }
    out
}

/// By how much the contributor's own movements change on the days of the movement.
fn known_of(row: &ContributorRow, figures: &[&Figure], sign: f64) -> f64 {
    let parties: Option<Vec<&str>> = figures
        .iter()
        .map(|f| (!f.party.is_empty()).then_some(f.party.as_str()))
        .collect();
    if let Some(parties) = parties
        && !(parties.iter()).any(|p| p.split(" and ").any(|id| id == row.contributor))
    {
        return 0.0;
    }
    let first = figures.iter().filter_map(|f| f.from).min();
    let last = figures.iter().filter_map(|f| f.until).max();
    let (Some(first), Some(last)) = (first, last) else {
        return 0.0;
    };
    let mut before = 0.0;
    let mut known = 0.0;
    for level in &row.history {
        let Some(value) = level.value else { continue };
        let within =
            level.at >= later(first, -ABOUT_THE_DAY) && level.at <= later(last, ABOUT_THE_DAY);
        if within && (value - before) * sign > 0.0 {
            known += (value - before).abs();
        }
        before = value;
    }
    known
}

/// Of several totals of one day the one with the most sources.
fn best_of_each_day<'a>(
    stated: impl Iterator<Item = &'a &'a Figure>,
) -> impl Iterator<Item = &'a Figure> {
    let mut by_day: BTreeMap<Date, &Figure> = BTreeMap::new();
    for figure in stated {
        let rank = |f: &Figure| (f.sources, f.known, f.hedge == Hedge::Exact);
        let kept = by_day.entry(figure.at).or_insert(figure);
        if rank(figure) > rank(kept) {
            *kept = figure;
        }
    }
    by_day.into_values()
}

/// The number so far.
#[derive(Default)]
struct Running<'a> {
    parts: BTreeMap<&'a str, &'a Level>,
    /// Those of nobody named whom no contributor's number knows yet.
    rest: f64,
    rest_claims: Vec<SmolStr>,
    /// The last total of the whole with the movements since, as long as it is taken.
    whole: Option<Level>,
    stated: Option<Date>,
}

impl<'a> Running<'a> {
    fn step(&mut self, at: Date, event: &Event<'a>) -> Option<Level> {
        match event {
            Event::Part(party, level) => {
                let before = self.parts.insert(party, level);
                let value = before.and_then(|l| l.value);
                let change = level.value.unwrap_or(0.0) - value.unwrap_or(0.0);
                let moved = matches!(level.basis, Basis::StatedAndMoved | Basis::Movements);
                if let Some(whole) = &mut self.whole {
                    if moved && before.is_some() | (level.basis == Basis::Movements) {
                        return Some(changed(whole, at, change, level));
                    }
                    let parts = self.sum(at)?;
                    let stale = self.stated.is_some_and(|d| days(d, at) > FRESH);
                    let whole = self.whole.as_ref()?;
                    if stale && parts.value > whole.value {
                        self.whole = None;
                        self.rest = 0.0;
                        self.rest_claims.clear();
                        return Some(parts);
                    }
                    return None;
                }
                if !moved && change > 0.0 {
                    self.rest = if self.rest > 0.0 {
                        (self.rest - change).max(0.0)
                    } else {
                        self.rest
                    };
                }
                self.sum(at)
            }
            Event::Rest(value, figures) => {
                if let Some(whole) = &mut self.whole {
                    let level = figures.first().map(|f| Level::stated(f))?;
                    return Some(changed(whole, at, *value, &level));
                }
                self.rest += value;
                self.rest_claims = figures
                    .iter()
                    .flat_map(|f| f.claims.iter().cloned())
                    .collect();
                let mut sum = self.sum(at)?;
                sum.claims.clone_from(&self.rest_claims);
                Some(sum)
            }
            Event::Whole(figure) => {
                let level = Level::stated(figure);
                self.whole = Some(level.clone());
                self.stated = Some(at);
                (self.rest, self.rest_claims) = (0.0, Vec::new());
                Some(level)
            }
        }
    }

    /// The contributors added up: at least so many, since others may be there of whom nobody tells.
    fn sum(&self, at: Date) -> Option<Level> {
        let mut value = self.rest;
        let mut sources = usize::MAX;
        let mut hedge = Hedge::AtLeast;
        for level in self.parts.values() {
            let Some(part) = level.value else { continue };
            value += part;
            if part > 0.0 {
                sources = sources.min(level.sources);
            }
            if !matches!(level.hedge, Hedge::Exact | Hedge::AtLeast | Hedge::MoreThan) {
                hedge = Hedge::About;
            }
        }
        (value >= 0.0).then(|| Level {
            at,
            value: Some(value),
            hedge,
            currency: SmolStr::default(),
            basis: Basis::Sum,
            sources: if sources == usize::MAX { 1 } else { sources },
            claims: Vec::new(),
            more: 0,
        })
    }

    /// All that the sum rests on.
    fn name_all(&self, level: &mut Level) {
        level.claims = (self.parts.values().filter(|l| l.value.is_some()))
            .flat_map(|l| l.claims.iter().cloned())
            .chain(
                self.rest_claims
                    .iter()
                    .filter(|_| self.rest != 0.0)
                    .cloned(),
            )
            .collect();
        level.more = level.claims.len().saturating_sub(LISTED);
        level.claims.truncate(LISTED);
        level.more += self.parts.values().map(|l| l.more).sum::<usize>();
    }
}

/// The total with one more movement.
fn changed(whole: &mut Level, at: Date, change: f64, by: &Level) -> Level {
    whole.at = at.max(whole.at);
    // More gone than were there: the number is not known.
    whole.value = whole.value.map(|v| v + change).filter(|v| *v >= 0.0);
    if whole.hedge == Hedge::Exact {
        whole.hedge = by.hedge;
    }
    whole.basis = Basis::StatedAndMoved;
    whole.sources = whole.sources.min(by.sources);
    for claim in &by.claims {
        if whole.claims.len() >= LISTED {
            whole.more += 1;
        } else if !whole.claims.contains(claim) {
            whole.claims.push(claim.clone());
        }
    }
    whole.clone()
}
