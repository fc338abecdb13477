//! Harm: missing for one authority and dead for another, and one count under two periods.

use super::voices::speakers;
use super::{Finding, NEWEST, SAME_TIME, finding, number};
use crate::edtf::days;
use crate::figure::{Figure, Topic};
use crate::recorded::Recorded;
use crate::sources::Sources;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The same people, missing for one authority and dead for another.
pub(super) fn missing_or_dead(
    all: &[&Recorded],
    figures: &[Figure],
    sources: &Sources<'_>,
) -> Vec<Finding> {
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
                speakers(all, missing.members.iter().copied(), missing, sources),
                speakers(all, dead.members.iter().copied(), dead, sources),
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
pub(super) fn same_toll_anew(figures: &[Figure]) -> Vec<Finding> {
    let mut by_value: BTreeMap<(u64, &str, &str, &str), Vec<&Figure>> = BTreeMap::new();
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
