//! Two rungs of one ladder taken for each other: what was planned, promised, set or needed for what came.

use super::{
    Finding, Pair, Reason, SAME_TIME, STANDS_OPEN, YEAR, finding, is_fact, is_size, number,
};
use crate::edtf::days;
use crate::explain::numbers::{equal, rounds_to};
use crate::explain::stands::Table;
use crate::figure::{Figure, Kind, Topic};
use std::collections::BTreeSet;

/// Words that make one number a part of another, or put it on top.
const JOINING: [&str; 14] = [
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
];

impl Pair<'_> {
    pub(super) fn plan_as_arrival(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = high.figure();
        if !is_fact(told.stage) || self.gap() > 120 || self.may_have_grown(STANDS_OPEN) {
            return None;
        }
        let known = told.known.max(low.figure().known);
        let at = told.at.max(low.figure().at);
        let plan = self.table.plans(told).find(|plan| {
            plan.known <= known
                && plan.at <= at
                && (equal(plan.value, high.value) || rounds_to(plan.value, high.value, false))
                && !equal(plan.value, low.value)
        })?;
        let plan = plan.figure;
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

    pub(super) fn other_stage(&self) -> Option<Reason> {
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
                // "Planned at 2,500" and "approved at 2,500" say one thing of a whole mission.
                && !matches!((a.stage, f.stage), ("authorized", "planned") | ("planned", "authorized"))
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

    pub(super) fn inclusive(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = low.figure();
        let gap = high.value - low.value;
        if !self.table.is_told(told.topic, gap) {
            return self.uniformed();
        }
        let fits = |third: &&Figure| {
            let other = third.party != told.party || third.stage != told.stage;
            // A part of it: of the same party, or of the whole.
            let inside = third.party == told.party || told.party.is_empty();
            let same = third.topic == told.topic && third.currency == told.currency;
            same && other && inside && third.value.is_some_and(|v| equal(v, gap))
        };
        let thirds: Vec<&Figure> = if told.party.is_empty() {
            let both = high.documents().iter().chain(low.documents()).copied();
            let documents: BTreeSet<u32> = both.collect();
            (self.table.of_documents(documents).into_iter())
                .filter(fits)
                .collect()
        } else {
            let told_there = |f: &&Figure| {
                f.documents
                    .iter()
                    .any(|d| high.is_told_in(*d) || low.is_told_in(*d))
            };
            (self.table.all_valued(told, gap))
                .filter(|f| fits(f) && told_there(f))
                .collect()
        };
        for third in thirds {
            let is_part =
                told.party.is_empty() && third.stage == told.stage && third.kind == told.kind;
            if is_part || self.joins(third) {
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
    pub(super) fn uniformed(&self) -> Option<Reason> {
        let (high, low) = self.high_low();
        let told = low.figure();
        if !is_size(told.stage) {
            return None;
        }
        if low.is_of_uniformed(self.all) && !high.is_of_uniformed(self.all) {
            return Some((
                "inclusive-exclusive",
                "the smaller number counts the uniformed only".to_owned(),
                Vec::new(),
            ));
        }
        None
    }

    /// True when the words of the two numbers or of the third say that it is a part, or comes on top. Of the two
    /// numbers only words that also name the third one count.
    fn joins(&self, third: &Figure) -> bool {
        let told = |member: u32, named: bool| {
            self.all[member as usize].claim.quotes.iter().any(|q| {
                let low = q.text.to_lowercase();
                JOINING.iter().any(|w| low.contains(w))
                    && (named
                        || third.members.iter().any(|m| {
                            let amount = self.all[*m as usize].claim.content.amount();
                            amount.is_some_and(|a| q.text.contains(a.text.as_str()))
                        }))
            })
        };
        third.members.iter().any(|m| told(*m, true))
            || (self.a.members().chain(self.b.members())).any(|m| told(m, false))
    }
}

/// The sizes of the whole mission that are not one number: a ceiling, a need, promises.
pub(super) fn sizes(figures: &[Figure]) -> Option<Finding> {
    let mut latest: Vec<&Figure> = Vec::new();
    for figure in figures.iter().filter(|f| {
        f.topic == Topic::Strength
            && f.party.is_empty()
            && f.kind == Kind::Level
            && matches!(f.stage, "authorized" | "required" | "pledged")
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
pub(super) fn announced_and_arrived(table: &Table<'_>, figures: &[Figure]) -> Vec<Finding> {
    let mut out = Vec::new();
    for arrived in figures.iter().filter(|f| {
        f.topic == Topic::Strength && f.stage == "deployed" && f.kind == Kind::Change && f.dated
    }) {
        let Some(came) = arrived.value else { continue };
        let before = arrived.from.unwrap_or(arrived.at);
        let plans = table.plans(arrived).filter(|plan| {
            // What is told with an arrival or after it ("another 600 will follow") is another movement.
            plan.known < before && plan.value > came
        });
        let plan = plans.map(|plan| plan.figure).find(|plan| {
            plan.kind == Kind::Change
                && plan.stage == "planned"
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
