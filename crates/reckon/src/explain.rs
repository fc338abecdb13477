//! Where figures disagree, and the reason when one fits exactly.

use crate::edtf::days;
use crate::figure::{Figure, Kind, Topic};
use crate::numbers::{compatible, equal, rounds_to, share};
use crate::recorded::Recorded;
use crate::stands::{Stand, Table, stands};
use contingent_text::Part;
use jiff::civil::Date;
use serde::Serialize;
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeSet;

/// A check, or a disagreement with its reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// What the figures count.
    pub topic: Topic,
    /// Whose.
    pub party: SmolStr,
    /// The numbers that differ, the earlier known first.
    pub values: Vec<f64>,
    /// The reason's id, when one fits exactly. See [`crate::REASONS`].
    pub reason: Option<&'static str>,
    /// A second thing that holds: `copied-error` beside the reason of the error itself.
    pub also: Option<&'static str>,
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
pub(crate) fn findings(all: &[Recorded], figures: &[Figure]) -> Vec<Finding> {
    let table = Table::new(all, figures);
    let mut out = Vec::new();
    for series in stands(figures) {
        let series = &series[series.len().saturating_sub(NEWEST)..];
        for (n, a) in series.iter().enumerate() {
            for b in series[n + 1..].iter().take(NEIGHBOURS) {
                let pair = Pair {
                    all,
                    table: &table,
                    series,
                    a,
                    b,
                };
                out.extend(pair.finding());
            }
        }
    }
    out.extend(sizes(figures));
    out.extend(announced_and_arrived(&table, figures));
    out.extend(rotations(all, &table, figures));
    out.extend(missing_or_dead(all, figures));
    out.extend(same_toll_anew(figures));
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
    all: &'a [Recorded],
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
        } else {
            let found = self.reason();
            if compatible(a, b) && !matches!(found, Some(("rounding", ..))) {
                return None;
            }
            found
        };
        if reason.is_none() && gap > STANDS_OPEN {
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
                claims.extend(more);
                (Some(id), format!("{what}: {words}"))
            }
            None => (None, format!("{what}: unexplained")),
        };
        Some(finding(
            a.topic,
            &a.party,
            values,
            id,
            also.map(|a| a.0).filter(|a| Some(*a) != id),
            words,
            self.b.last,
            claims,
        ))
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
                    && self.a.documents().is_disjoint(&self.b.documents())
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

    fn reason(&self) -> Option<Reason> {
        let level = self.a.figure().kind == Kind::Level;
        let time = self.a.figure().topic != Topic::Toll;
        self.digit_slipped()
            .or_else(|| if level && time { self.rotation() } else { None })
            .or_else(|| self.later_total())
            .or_else(|| self.plan_as_arrival())
            .or_else(|| self.other_stage())
            .or_else(|| {
                if level && time {
                    self.increment_as_total()
                } else {
                    None
                }
            })
            .or_else(|| if level { self.old_part() } else { None })
            .or_else(|| self.inclusive())
            .or_else(|| self.rounding())
            .or_else(|| {
                if level && time {
                    self.before_plus_change()
                } else {
                    None
                }
            })
            .or_else(|| if level { self.sum_of_parts() } else { None })
            .or_else(|| self.share_of_base())
            .or_else(|| {
                if level && time {
                    self.old_figure()
                } else {
                    None
                }
            })
            .or_else(|| self.speakers())
    }

    fn currency_dropped(&self) -> Option<Reason> {
        let (a, b) = (self.a.figure(), self.b.figure());
        (equal(self.a.value, self.b.value)
            && !a.currency.is_empty()
            && !b.currency.is_empty()
            && self.gap() <= 2 * SAME_TIME)
            .then(|| {
                (
                    "currency-dropped",
                    format!(
                        "the same number as {} and as {}; one currency was lost on the way",
                        a.currency, b.currency
                    ),
                    Vec::new(),
                )
            })
    }

    fn digit_slipped(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        (low.value > 0.0 && self.gap() <= SAME_TIME && equal(high.value, low.value * 10.0)).then(
            || {
                (
                    "digit-slipped",
                    "one is exactly ten times the other; a digit slipped".to_owned(),
                    Vec::new(),
                )
            },
        )
    }

    fn plan_as_arrival(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = high.figure();
        if !is_fact(told.stage) || self.gap() > 120 {
            return None;
        }
        let plan = self.table.plans(told).find(|plan| {
            let Some(value) = plan.value else {
                return false;
            };
            plan.known <= told.known.max(low.figure().known)
                && plan.at <= told.at.max(low.figure().at)
                && (equal(value, high.value) || rounds_to(value, high.value, false))
                && !equal(value, low.value)
        })?;
        let value = number(plan.value.unwrap_or(0.0), &plan.currency);
        Some((
            "plan-as-arrival",
            format!(
                "{value} were {}, {} {}; the larger number tells the plan as if it had come",
                plan.stage,
                number(low.value, &told.currency),
                told.stage
            ),
            plan.claims.clone(),
        ))
    }

    fn other_stage(&self) -> Option<Reason> {
        let (a, b) = (self.a.figure(), self.b.figure());
        if a.topic != Topic::Strength
            || !a.party.is_empty()
            || !is_size(a.stage)
            || a.kind != Kind::Level
        {
            return None;
        }
        let other = self.table.sizes().find(|f| {
            f.stage != a.stage
                && days(f.at, self.b.last).abs() <= YEAR
                && f.value
                    .is_some_and(|v| equal(v, self.a.value) != equal(v, self.b.value))
        })?;
        Some((
            "ceiling-target-pledges",
            format!(
                "{} is the number {}, not {}",
                number(other.value.unwrap_or(0.0), ""),
                other.stage,
                b.stage
            ),
            other.claims.clone(),
        ))
    }

    /// In and out: with both, with the in alone, with the out alone.
    fn rotation(&self) -> Option<Reason> {
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
    fn later_total(&self) -> Option<Reason> {
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

    fn increment_as_total(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = low.figure();
        if !is_fact(told.stage) {
            return None;
        }
        // A level that is all who ever came.
        let ever = self
            .table
            .valued(told, high.value)
            .find(|f| f.kind == Kind::SinceStart && days(f.at, high.last).abs() <= 120);
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

    fn old_part(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = high.figure();
        let gap = high.value - low.value;
        // The same movement on top of two levels.
        for change in self
            .table
            .moves_near(told, "deployed", high.last.max(low.last))
        {
            let Some(moved) = change.value else { continue };
            if moved > 0.0
                && self.table.stood(told, high.value - moved, change.at)
                && self.table.stood(told, low.value - moved, change.at)
            {
                return Some((
                    "old-part-in-total",
                    format!(
                        "the same {} on top of {} and of {}: one base is an old one",
                        number(moved, ""),
                        number(low.value - moved, ""),
                        number(high.value - moved, "")
                    ),
                    change.claims.clone(),
                ));
            }
        }
        if !told.party.is_empty() {
            return None;
        }
        let end = high.last.max(low.last);
        let mut fitting = self.table.gaps(told, gap, end);
        let (less, more) = fitting.pop()?;
        if !fitting.is_empty() {
            return None;
        }
        let claims = less.claims.iter().chain(&more.claims).cloned().collect();
        Some((
            "old-part-in-total",
            format!(
                "the gap of {} is {} counted as {} or {}",
                number(gap, &told.currency),
                less.party,
                number(less.value.unwrap_or(0.0), ""),
                number(more.value.unwrap_or(0.0), "")
            ),
            claims,
        ))
    }

    fn inclusive(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = low.figure();
        let gap = high.value - low.value;
        if !self.table.is_told(told.topic, gap) {
            return self.uniformed();
        }
        let documents: BTreeSet<u32> = high.documents().union(&low.documents()).copied().collect();
        for third in self.table.of_documents(&documents) {
            let other = third.party != told.party || third.stage != told.stage;
            if third.topic != told.topic
                || !other
                || third.currency != told.currency
                || !third.value.is_some_and(|v| equal(v, gap))
            {
                continue;
            }
            let is_part =
                told.party.is_empty() && third.stage == told.stage && third.kind == told.kind;
            let members = high
                .members()
                .into_iter()
                .chain(low.members())
                .chain(third.members.iter().copied());
            if is_part
                || members.into_iter().any(|m| {
                    self.says(
                        m,
                        &[
                            "of which",
                            "of whom",
                            "of them",
                            "including",
                            "among them",
                            "a further",
                            "further",
                            "another",
                            "additional",
                            "in addition",
                            "on top",
                            "plus",
                            "of it",
                            "of that",
                        ],
                    )
                })
            {
                return Some((
                    "inclusive-exclusive",
                    format!(
                        "the gap is the {} {}, once counted in and once on top",
                        number(gap, &told.currency),
                        third.stage
                    ),
                    third.claims.clone(),
                ));
            }
        }
        self.uniformed()
    }

    /// A size beside the size of its uniformed part.
    fn uniformed(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = low.figure();
        if !is_size(told.stage) {
            return None;
        }
        let narrow = |stand: &Stand<'_>| {
            stand
                .members()
                .into_iter()
                .any(|m| self.says(m, &["uniformed"]))
        };
        if narrow(low) && !narrow(high) {
            return Some((
                "inclusive-exclusive",
                "the smaller number counts the uniformed only".to_owned(),
                Vec::new(),
            ));
        }
        None
    }

    fn rounding(&self) -> Option<Reason> {
        let (a, b) = (self.a, self.b);
        let rough = |s: &Stand<'_>| s.figure().hedge != crate::vocabulary::Hedge::Exact;
        let fits = rounds_to(a.value, b.value, rough(b)) || rounds_to(b.value, a.value, rough(a));
        (self.gap() <= SAME_TIME && fits).then(|| {
            (
                "rounding",
                "one is the other rounded".to_owned(),
                Vec::new(),
            )
        })
    }

    fn before_plus_change(&self) -> Option<Reason> {
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

    fn sum_of_parts(&self) -> Option<Reason> {
        let told = self.a.figure();
        if !told.party.is_empty() || self.gap() > 2 * SAME_TIME {
            return None;
        }
        for (document, (sum, parts)) in self.table.sums(told) {
            if days(self.all[document as usize].document.known, self.b.last).abs() > 2 * SAME_TIME {
                continue;
            }
            let (fit, other) = match (equal(sum, self.a.value), equal(sum, self.b.value)) {
                (true, false) => (self.a, self.b),
                (false, true) => (self.b, self.a),
                _ => continue,
            };
            let left_out: Vec<&&Figure> = parts
                .iter()
                .filter(|p| p.value.is_some_and(|v| equal(sum - v, other.value)))
                .collect();
            let mut words = format!(
                "the parts add up to {}, not {}",
                number(fit.value, &told.currency),
                number(other.value, &told.currency)
            );
            if let [one] = left_out[..] {
                words = format!("{words}, which leaves out {}", one.party);
            }
            return Some((
                "sum-of-parts",
                words,
                parts
                    .iter()
                    .flat_map(|p| p.claims.iter().cloned())
                    .collect(),
            ));
        }
        None
    }

    fn share_of_base(&self) -> Option<Reason> {
        if self.gap() > SAME_TIME {
            return None;
        }
        let told = self.a.figure();
        let members: Vec<u32> = self
            .a
            .members()
            .into_iter()
            .chain(self.b.members())
            .collect();
        for member in members {
            let recorded = &self.all[member as usize];
            let Some(share) = recorded.claim.quotes.iter().find_map(|q| share(&q.text)) else {
                continue;
            };
            for base in self
                .table
                .of_documents(&BTreeSet::from([self.table.document(member)]))
            {
                let Some(value) = base
                    .value
                    .filter(|_| base.topic == told.topic && base.currency == told.currency)
                else {
                    continue;
                };
                let part = value * share;
                // A percentage is given to the whole percent at best.
                let fits = |v: f64| (part - v).abs() <= (value * 0.005).min(part * 0.02).max(0.5);
                let (fit, other) = match (fits(self.a.value), fits(self.b.value)) {
                    (true, false) => (self.a, self.b),
                    (false, true) => (self.b, self.a),
                    _ => continue,
                };
                return Some((
                    "share-of-base",
                    format!(
                        "{} in 100 of {} make {}, not {}",
                        (share * 100.0).round(),
                        number(value, &told.currency),
                        number(fit.value, &told.currency),
                        number(other.value, &told.currency)
                    ),
                    base.claims.clone(),
                ));
            }
        }
        None
    }

    fn old_figure(&self) -> Option<Reason> {
        // In order of time: the old number, the new one (`a`), the old one again (`b`).
        let (new, again) = (self.a, self.b);
        let before = self
            .series
            .iter()
            .find(|s| equal(s.value, again.value) && s.last < new.first)?;
        if again.value > new.value || !self.table.nobody_left(new.figure(), new.first, again.last) {
            // A number that rose again may simply have risen.
            return None;
        }
        Some((
            "old-figure-dated-anew",
            format!(
                "{} stood on {}, before {}; here it is repeated as of {}",
                number(again.value, ""),
                before.last,
                number(new.value, ""),
                again.first
            ),
            before.claims(),
        ))
    }

    fn speakers(&self) -> Option<Reason> {
        let told = self.a.figure();
        let limit = if told.stage == "pledged" {
            90
        } else {
            SAME_TIME
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

    fn speakers_of(&self, stand: &Stand<'_>) -> Option<BTreeSet<SmolStr>> {
        speakers(self.all, &stand.members(), stand.figure())
    }

    fn copied_error(&self) -> Option<Reason> {
        let voices = |s: &Stand<'_>| {
            s.members()
                .iter()
                .map(|m| self.all[*m as usize].document.voice.clone())
                .collect::<BTreeSet<_>>()
        };
        let copied = |s: &Stand<'_>, other: &Stand<'_>| {
            s.documents().len() >= 2
                && voices(s).len() == 1
                && voices(other).len() >= 2
                && voices(s).is_disjoint(&voices(other))
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

    fn says(&self, member: u32, words: &[&str]) -> bool {
        let quotes = &self.all[member as usize].claim.quotes;
        quotes.iter().any(|q| {
            let low = q.text.to_lowercase();
            words.iter().any(|w| low.contains(w))
        })
    }
}

fn speakers(all: &[Recorded], members: &[u32], figure: &Figure) -> Option<BTreeSet<SmolStr>> {
    members
        .iter()
        .map(|m| {
            let said_by = all[*m as usize].claim.said_by.clone();
            let own = || {
                (figure.stage == "pledged" && !figure.party.is_empty())
                    .then(|| figure.party.clone())
            };
            said_by.or_else(own)
        })
        .collect()
}

/// The sizes of the whole mission that are not one number: a ceiling, a need, promises.
fn sizes(figures: &[Figure]) -> Option<Finding> {
    let mut latest: Vec<&Figure> = Vec::new();
    for figure in figures.iter().filter(|f| {
        f.topic == Topic::Strength
            && f.party.is_empty()
            && f.kind == Kind::Level
            && is_size(f.stage)
            && f.value.is_some()
    }) {
        latest.retain(|f| f.stage != figure.stage);
        latest.push(figure);
    }
    let newest = latest.iter().map(|f| f.at).max()?;
    latest.retain(|f| days(f.at, newest) <= YEAR);
    let values: BTreeSet<u64> = latest
        .iter()
        .filter_map(|f| f.value)
        .map(f64::to_bits)
        .collect();
    if latest.len() < 2 || values.len() < 2 {
        return None;
    }
    latest.sort_by_key(|f| f.stage);
    let told: Vec<String> = latest
        .iter()
        .map(|f| format!("{} {}", number(f.value.unwrap_or(0.0), ""), f.stage))
        .collect();
    let claims = latest
        .iter()
        .flat_map(|f| f.claims.iter().cloned())
        .collect();
    let words = format!("{}: these are not one number", told.join(", "));
    Some(finding(
        Topic::Strength,
        "",
        latest.iter().filter_map(|f| f.value).collect(),
        Some("ceiling-target-pledges"),
        None,
        words,
        newest,
        claims,
    ))
}

/// A movement that was announced for the days on which another number arrived.
fn announced_and_arrived(table: &Table<'_>, figures: &[Figure]) -> Vec<Finding> {
    let mut out = Vec::new();
    for arrived in figures.iter().filter(|f| {
        f.topic == Topic::Strength && f.stage == "deployed" && f.kind == Kind::Change && f.dated
    }) {
        let Some(came) = arrived.value else { continue };
        let plan = table.plans(arrived).find(|plan| {
            plan.kind == Kind::Change
                && plan.stage == "planned"
                // What is told with an arrival or after it ("another 600 will follow") is another movement.
                && plan.known < arrived.from.unwrap_or(arrived.at)
                && plan.value.is_some_and(|v| v > came)
                && if plan.dated {
                    plan.from
                        .zip(arrived.from)
                        .is_some_and(|(p, a)| days(p, a).abs() <= 7)
                } else {
                    (0..=SAME_TIME).contains(&days(plan.at, arrived.at))
                }
        });
        if let Some(plan) = plan {
            let value = plan.value.unwrap_or(0.0);
            let claims = plan.claims.iter().chain(&arrived.claims).cloned().collect();
            let words = format!(
                "{} or {}: {} were announced, {} arrived",
                number(value, ""),
                number(came, ""),
                number(value, ""),
                number(came, "")
            );
            out.push(finding(
                Topic::Strength,
                &arrived.party,
                vec![value, came],
                Some("plan-as-arrival"),
                None,
                words,
                arrived.at,
                claims,
            ));
        }
    }
    out
}

/// People came and went at one time, and a headline or another document tells of the going only.
fn rotations(all: &[Recorded], table: &Table<'_>, figures: &[Figure]) -> Vec<Finding> {
    let mut out = Vec::new();
    for left in figures.iter().filter(|f| {
        f.topic == Topic::Strength && f.stage == "withdrawn" && f.kind != Kind::SinceStart
    }) {
        let Some(come) = table
            .moves_near(left, "deployed", crate::edtf::later(left.at, 14))
            .find(|c| {
                days(c.at, left.at).abs() <= 14
                    && c.value.is_some_and(|v| left.value.is_none_or(|l| v >= l))
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

/// The same people, missing for one authority and dead for another.
fn missing_or_dead(all: &[Recorded], figures: &[Figure]) -> Vec<Finding> {
    let of = |harms: &'static [&'static str]| {
        figures
            .iter()
            .filter(move |f| f.topic == Topic::Toll && harms.contains(&f.stage))
            .rev()
            .take(NEWEST)
    };
    let mut out = Vec::new();
    for missing in of(&["missing", "kidnapped"]) {
        for dead in of(&["killed"]) {
            let same = missing.value.is_some()
                && missing.value == dead.value
                && missing.item == dead.item
                && (missing.place == dead.place
                    || missing.place.is_empty()
                    || dead.place.is_empty())
                && (missing.party == dead.party
                    || missing.party.is_empty()
                    || dead.party.is_empty())
                && days(missing.at, dead.at).abs() <= SAME_TIME;
            if !same {
                continue;
            }
            let (Some(one), Some(other)) = (
                speakers(all, &missing.members, missing),
                speakers(all, &dead.members, dead),
            ) else {
                continue;
            };
            if !one.is_disjoint(&other) {
                continue;
            }
            let list = |s: &BTreeSet<SmolStr>| {
                s.iter().map(SmolStr::as_str).collect::<Vec<_>>().join(", ")
            };
            let value = missing.value.unwrap_or(0.0);
            let words = format!(
                "{}: {} for {}, {} for {}",
                number(value, ""),
                missing.stage,
                list(&one),
                dead.stage,
                list(&other)
            );
            let claims = missing.claims.iter().chain(&dead.claims).cloned().collect();
            out.push(finding(
                Topic::Toll,
                &missing.party,
                vec![value, value],
                Some("speaker-against-speaker"),
                None,
                words,
                missing.at.max(dead.at),
                claims,
            ));
        }
    }
    out
}

/// One count of harm under two periods.
fn same_toll_anew(figures: &[Figure]) -> Vec<Finding> {
    let mut by_value: std::collections::BTreeMap<(u64, &str, &str, &str), Vec<&Figure>> =
        std::collections::BTreeMap::new();
    for figure in figures.iter().filter(|f| f.topic == Topic::Toll && f.dated) {
        if let Some(value) = figure.value.filter(|v| *v >= 100.0) {
            by_value
                .entry((value.to_bits(), figure.stage, &figure.item, &figure.place))
                .or_default()
                .push(figure);
        }
    }
    let mut out = Vec::new();
    for same in by_value.values() {
        for pair in same.windows(2) {
            let [a, b] = pair else { continue };
            if a.span().meets(&b.span()) || a.known == b.known && a.documents == b.documents {
                continue;
            }
            let value = a.value.unwrap_or(0.0);
            let claims = a.claims.iter().chain(&b.claims).cloned().collect();
            let words = format!(
                "{} {} up to {} and again up to {}: an old count under a new date",
                number(value, ""),
                a.stage,
                a.at,
                b.at
            );
            out.push(finding(
                Topic::Toll,
                &a.party,
                vec![value, value],
                Some("old-figure-dated-anew"),
                None,
                words,
                b.at,
                claims,
            ));
        }
    }
    out
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
    let mut seen = BTreeSet::new();
    let claims = claims
        .into_iter()
        .filter(|c| seen.insert(c.clone()))
        .collect();
    Finding {
        topic,
        party: SmolStr::new(party),
        values,
        reason,
        also,
        words,
        at,
        claims,
    }
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
