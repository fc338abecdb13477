//! Levels and movements taken for each other: a rotation, a first flight, those who came since the start.

use super::{Finding, Pair, Reason, SAME_TIME, finding, is_fact, number};
use crate::edtf::{days, later};
use crate::explain::numbers::equal;
use crate::explain::stands::{Stand, Table};
use crate::figure::{Figure, Kind, Topic};
use crate::recorded::Recorded;
use contingent_text::Part;

/// Those who relieve others come within so many days.
const TURN: i32 = 14;

impl Pair<'_> {
    /// In and out: with both, with the in alone, with the out alone.
    pub(super) fn rotation(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let party = self.a.figure();
        for out in self
            .table
            .moves_near(party, "withdrawn", high.last.max(low.last))
        {
            for come in self
                .table
                .moves_near(party, "deployed", high.last.max(low.last))
            {
                let (Some(left), Some(came)) = (out.value, come.value) else {
                    continue;
                };
                if days(come.at, out.at).abs() > SAME_TIME || left <= 0.0 || came <= 0.0 {
                    continue;
                }
                let claims = || out.claims.iter().chain(&come.claims).cloned().collect();
                let turn = format!("{} came and {} left", number(came, ""), number(left, ""));
                let before = come.at.min(out.at);
                if equal(high.value - low.value, left)
                    && self.table.stood(party, high.value - came, before)
                {
                    return Some((
                        "rotation-as-growth",
                        format!("{turn}; the larger number leaves out those who left"),
                        claims(),
                    ));
                }
                if equal(high.value - low.value, came)
                    && self.table.stood(party, low.value + left, before)
                {
                    return Some((
                        "rotation-as-withdrawal",
                        format!("{turn}; the smaller number leaves out those who came"),
                        claims(),
                    ));
                }
            }
        }
        None
    }

    /// Two sizes of one first movement, the larger of which is what was there after all had come.
    pub(super) fn later_total(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = high.figure();
        if told.kind != Kind::Change || told.stage != "deployed" {
            return None;
        }
        let start = high.last.max(low.last);
        let total = self
            .table
            .level_of(told, high.value)
            .find(|t| t.at > start && days(start, t.at) <= 120)?;
        Some((
            "increment-as-total",
            format!(
                "{} is the level stated on {}; the first movement was {}",
                number(high.value, ""),
                total.at,
                number(low.value, "")
            ),
            total.claims.clone(),
        ))
    }

    pub(super) fn increment_as_total(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = low.figure();
        if !is_fact(told.stage) {
            return None;
        }
        // A level that is all who ever came.
        let ever = self.table.valued(told, high.value).find(|f| {
            f.kind == Kind::SinceStart
                    && days(f.at, high.last).abs() <= 120
                    // Who tells both numbers does not take the one for the other.
                    && !f.documents.iter().any(|d| high.is_told_in(*d))
        });
        if let Some(ever) = ever {
            return Some((
                "increment-as-total",
                format!(
                    "{} is the number of all since the start, not of those there",
                    number(high.value, "")
                ),
                ever.claims.clone(),
            ));
        }
        let change = self.table.valued(told, low.value).find(|c| {
            c.kind == Kind::Change
                && (-60..=7).contains(&days(low.last, c.at))
                && self.table.stood(told, high.value - low.value, c.at)
        })?;
        Some((
            "increment-as-total",
            format!(
                "{} is the movement; with the {} before it makes {}",
                number(low.value, &told.currency),
                number(high.value - low.value, &told.currency),
                number(high.value, &told.currency)
            ),
            change.claims.clone(),
        ))
    }

    pub(super) fn before_plus_change(&self) -> Option<Reason> {
        let told = self.a.figure();
        if !is_fact(told.stage) || self.gap() > SAME_TIME {
            return None;
        }
        // A number told before the movement says nothing about the level after it.
        let both = self.a.last.min(self.b.last);
        let derived = |stand: &Stand<'_>| self.table.derived(told, stand.value, both);
        let (fit, claims, other) = match (derived(self.a), derived(self.b)) {
            (Some(claims), None) => (self.a, claims, self.b),
            (None, Some(claims)) => (self.b, claims, self.a),
            _ => return None,
        };
        Some((
            "before-plus-change",
            format!(
                "the level before and the movement since make {}, not {}",
                number(fit.value, &told.currency),
                number(other.value, &told.currency)
            ),
            claims,
        ))
    }
}

/// People came and went at one time, and a headline or another document tells of the going only.
pub(super) fn rotations(all: &[&Recorded], table: &Table<'_>, figures: &[Figure]) -> Vec<Finding> {
    let mut out = Vec::new();
    for left in figures.iter().filter(|f| {
        f.topic == Topic::Strength && f.stage == "withdrawn" && f.kind != Kind::SinceStart
    }) {
        let Some(come) = table
            .moves_near(left, "deployed", later(left.at, TURN))
            .find(|c| {
                days(c.at, left.at).abs() <= TURN
                    && c.value.is_some_and(|v| left.value.is_none_or(|l| v >= l))
                    && told_together(table, c, left)
            })
        else {
            continue;
        };
        let in_headline = left.members.iter().any(|m| {
            all[*m as usize]
                .claim
                .quotes
                .iter()
                .any(|q| q.part == Part::Title)
        }) && !come.members.iter().any(|m| {
            all[*m as usize]
                .claim
                .quotes
                .iter()
                .any(|q| q.part == Part::Title)
        });
        let alone = left.documents.iter().any(|d| !come.documents.contains(d));
        if !in_headline && !alone {
            continue;
        }
        let came = come.value.unwrap_or(0.0);
        let words = match left.value {
            Some(gone) => format!(
                "{} came and {} left: {} more, not a withdrawal",
                number(came, ""),
                number(gone, ""),
                number(came - gone, "")
            ),
            None => format!(
                "{} came while others left: not a withdrawal",
                number(came, "")
            ),
        };
        let claims = come.claims.iter().chain(&left.claims).cloned().collect();
        let values = std::iter::once(came).chain(left.value).collect();
        out.push(finding(
            Topic::Strength,
            &left.party,
            values,
            Some("rotation-as-withdrawal"),
            None,
            words,
            left.at.max(come.at),
            claims,
        ));
    }
    out
}

/// True when one document tells both of those who came and of those who left (the same number of them, where
/// `left` has one): a relief, and not a withdrawal with other people coming later.
fn told_together(table: &Table<'_>, come: &Figure, left: &Figure) -> bool {
    let same = |gone: &Figure| {
        days(gone.at, come.at).abs() <= TURN
            && left.value.is_none_or(|v| gone.value == Some(v))
            && gone.documents.iter().any(|d| come.documents.contains(d))
    };
    same(left)
        || table
            .moves_near(left, "withdrawn", later(left.at, TURN))
            .any(same)
}
