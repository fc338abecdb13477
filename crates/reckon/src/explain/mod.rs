//! Where figures disagree, and the reason when one fits exactly.

mod moves;
mod numbers;
mod parts;
mod slips;
mod stages;
mod stands;
mod tolls;
mod voices;

use crate::edtf::days;
use crate::explain::numbers::{compatible, equal};
use crate::explain::stands::{Stand, Table, stands};
use crate::figure::{Figure, Kind, Topic};
use crate::recorded::Recorded;
use crate::sources::Sources;
use crate::words::{self, Word};
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeSet;

/// A check, or a disagreement with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What the figures count.
    pub topic: Topic,
    /// Whose.
    pub party: SmolStr,
    /// The numbers that differ, the earlier known first.
    pub values: Vec<f64>,
    /// The reason's id, when one fits exactly. See [`crate::REASONS`].
    #[serde(deserialize_with = "words::some_word")]
    pub reason: Option<Word>,
    /// A second thing that holds: `copied-error` beside the reason of the error itself.
    #[serde(deserialize_with = "words::some_word")]
    pub also: Option<Word>,
    /// What is found, in plain words.
    pub words: String,
    /// When the later of them holds.
    pub at: Date,
    /// The claims it rests on, each once, in order.
    pub claims: Vec<SmolStr>,
}

/// So many neighbours in time are each number compared with; and so many of the newest numbers of one series.
const NEIGHBOURS: usize = 8;
const NEWEST: usize = 64;
/// Days.
const SAME_TIME: i32 = 31;
const STANDS_OPEN: i32 = 14;
const YEAR: i32 = 400;

/// All disagreements among the figures, in order of time.
pub(crate) fn findings(
    all: &[&Recorded],
    figures: &[Figure],
    sources: &Sources<'_>,
) -> Vec<Finding> {
    let stands = stands(figures, NEWEST);
    let table = Table::new(figures, sources, all.len());
    let mut out = Vec::new();
    for series in &stands {
        for (n, a) in series.iter().enumerate() {
            for b in series[n + 1..].iter().take(NEIGHBOURS) {
                let pair = Pair {
                    all,
                    sources,
                    table: &table,
                    series,
                    a,
                    b,
                };
                out.extend(pair.finding());
            }
        }
    }
    out.extend(stages::sizes(figures));
    out.extend(stages::announced_and_arrived(&table, figures));
    out.extend(moves::rotations(all, &table, figures));
    out.extend(tolls::missing_or_dead(all, figures, sources));
    out.extend(tolls::same_toll_anew(figures));
    out.sort_by(|a, b| {
        (a.at, a.topic, &a.party, a.reason, &a.claims)
            .cmp(&(b.at, b.topic, &b.party, b.reason, &b.claims))
    });
    // One pair of numbers of one series is one disagreement, however many days it was told on.
    let mut seen: BTreeSet<(Topic, SmolStr, Vec<u64>, Option<&str>)> = BTreeSet::new();
    out.retain(|f| {
        let mut values: Vec<u64> = f.values.iter().map(|v| v.to_bits()).collect();
        values.sort_unstable();
        seen.insert((f.topic, f.party.clone(), values, f.reason))
    });
    out
}

struct Pair<'a> {
    all: &'a [&'a Recorded],
    sources: &'a Sources<'a>,
    table: &'a Table<'a>,
    series: &'a [Stand<'a>],
    a: &'a Stand<'a>,
    b: &'a Stand<'a>,
}

type Reason = (&'static str, String, Vec<SmolStr>);

impl Pair<'_> {
    fn finding(&self) -> Option<Finding> {
        let (a, b) = (self.a.figure(), self.b.figure());
        let gap = self.gap();
        if gap > YEAR || !self.about_one_thing() {
            return None;
        }
        let reason = if a.currency != b.currency {
            // Amounts in two currencies cannot be compared without a rate, but for this.
            Some(self.currency_dropped()?)
        } else if equal(self.a.value, self.b.value) || self.is_growth() {
            return None;
        } else if compatible(a, b) {
            // Two hedged numbers that can be one; worth a word only when one is the other rounded.
            Some(self.rounding()?)
        } else {
            self.reason()
        };
        if reason.is_none() && gap > STANDS_OPEN {
            return None;
        }
        if reason.is_none() && self.one_document() {
            // One document that gives two numbers speaks of two things more often than against itself.
            return None;
        }
        let also = self.copied_error();
        let reason = reason.or_else(|| also.clone());
        let mut claims = self.claims();
        let values = vec![self.a.value, self.b.value];
        let what = format!(
            "{} or {}",
            number(self.a.value, &a.currency),
            number(self.b.value, &b.currency)
        );
        let (id, words) = match reason {
            Some((id, words, more)) => {
                // Two numbers have no claim in common; what explains them may be told in one of theirs.
                if !more.is_empty() {
                    claims.extend(more);
                    claims = distinct(claims);
                }
                (Some(id), format!("{what}: {words}"))
            }
            None => (None, format!("{what}: unexplained")),
        };
        Some(Finding {
            topic: a.topic,
            party: a.party.clone(),
            values,
            reason: id,
            also: also.map(|a| a.0).filter(|a| Some(*a) != id),
            words,
            at: self.b.last,
            claims,
        })
    }

    /// True when the larger number was told so much later that people may simply have come in between.
    fn may_have_grown(&self, limit: i32) -> bool {
        let stock = self.a.figure().kind == Kind::Level && self.a.figure().topic != Topic::Toll;
        stock && self.b.value > self.a.value && self.gap() > limit
    }

    /// Days between the two; 0 when they stand at one time.
    fn gap(&self) -> i32 {
        days(self.a.last, self.b.first).max(0)
    }

    /// Movements and tolls are of one thing only when their days meet; movements of one document are parts.
    fn about_one_thing(&self) -> bool {
        let (a, b) = (self.a.figure(), self.b.figure());
        match (a.topic, a.kind) {
            (Topic::Toll, _) => {
                a.dated == b.dated
                    && if a.dated {
                        a.from == b.from && a.until == b.until
                    } else {
                        self.gap() <= SAME_TIME
                    }
            }
            (_, Kind::Change) => {
                a.dated
                    && b.dated
                    && a.span().meets(&b.span())
                    && !(self.a.documents().iter()).any(|d| self.b.is_told_in(*d))
            }
            _ => true,
        }
    }

    /// A later level that is the earlier one and the movements between them is no disagreement.
    fn is_growth(&self) -> bool {
        let kind = self.a.figure().kind;
        kind != Kind::Change
            && self.a.first < self.b.first
            && self
                .table
                .moved(self.a, self.a.value, self.b.value, self.b.first)
    }

    fn one_document(&self) -> bool {
        let (a, b) = (self.a.documents(), self.b.documents());
        a.len() == 1 && a == b
    }

    fn claims(&self) -> Vec<SmolStr> {
        self.a.claims().into_iter().chain(self.b.claims()).collect()
    }

    fn high_low(&self) -> (&Stand<'_>, &Stand<'_>) {
        if self.a.value > self.b.value {
            (self.a, self.b)
        } else {
            (self.b, self.a)
        }
    }

    /// The first that fits; what has more to show for itself comes before what is only likely.
    fn reason(&self) -> Option<Reason> {
        let level = self.a.figure().kind == Kind::Level;
        let stock = level && self.a.figure().topic != Topic::Toll;
        let if_stock = |found: &dyn Fn() -> Option<Reason>| if stock { found() } else { None };
        let if_level = |found: &dyn Fn() -> Option<Reason>| if level { found() } else { None };
        self.digit_slipped()
            .or_else(|| if_stock(&|| self.rotation()))
            .or_else(|| self.later_total())
            .or_else(|| self.plan_as_arrival())
            .or_else(|| self.other_stage())
            .or_else(|| if_stock(&|| self.increment_as_total()))
            .or_else(|| if_level(&|| self.old_part()))
            .or_else(|| if_level(&|| self.sum_of_parts()))
            .or_else(|| self.inclusive())
            .or_else(|| self.rounding())
            .or_else(|| if_stock(&|| self.before_plus_change()))
            .or_else(|| self.share_of_base())
            .or_else(|| if_stock(&|| self.old_figure()))
            .or_else(|| self.speakers())
    }
}

#[expect(clippy::too_many_arguments, reason = "it only puts a finding together")]
fn finding(
    topic: Topic,
    party: &str,
    values: Vec<f64>,
    reason: Option<&'static str>,
    also: Option<&'static str>,
    words: String,
    at: Date,
    claims: Vec<SmolStr>,
) -> Finding {
    Finding {
        topic,
        party: SmolStr::new(party),
        values,
        reason,
        also,
        words,
        at,
        claims: distinct(claims),
    }
}

fn distinct(mut claims: Vec<SmolStr>) -> Vec<SmolStr> {
    let mut seen = FxHashSet::default();
    claims.retain(|c| seen.insert(c.clone()));
    claims
}

/// People who came, money that was paid, things that were delivered.
pub(crate) fn is_fact(stage: &str) -> bool {
    matches!(
        stage,
        "deployed" | "contributed" | "spent" | "available" | "delivered" | "operating"
    )
}

/// Sizes set, wished or promised for the whole.
pub(crate) fn is_size(stage: &str) -> bool {
    matches!(stage, "authorized" | "required" | "pledged" | "planned")
}

/// 1,250 or 1.25 million USD.
pub(crate) fn number(value: f64, currency: &str) -> SmolStr {
    let plain = if value.abs() >= 1e6 && !currency.is_empty() {
        format!("{} million", (value / 1e4).round() / 100.0)
    } else if value.fract() == 0.0 && value.abs() < 9e15 {
        let digits = format!("{}", value.abs() as i64);
        let mut out = String::new();
        for (n, c) in digits.chars().enumerate() {
            if n > 0 && (digits.len() - n) % 3 == 0 {
                out.push(',');
            }
            out.push(c);
        }
        if value < 0.0 { format!("-{out}") } else { out }
    } else {
        format!("{value}")
    };
    if currency.is_empty() {
        SmolStr::new(plain)
    } else {
        format_smolstr!("{plain} {currency}")
    }
}
