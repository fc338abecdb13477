//! The comparison itself, type by type and document by document.

use super::core::{Core, core, normal};
use super::labelled::Claims;
use contingent_claim::ClaimType;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::ops::AddAssign;

/// What was counted for a claim type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Labelled claims, without optional ones.
    pub gold: u32,
    /// Predicted claims, without those that match an optional one.
    pub pred: u32,
    /// Agreed.
    pub hit: u32,
    /// Agreed claims whose label has a date, and where it is the same.
    pub dated: u32,
    pub date_ok: u32,
    /// Numbers of agreed claims, and where the hedge is the same.
    pub hedged: u32,
    pub hedge_ok: u32,
    /// Agreed claims whose label names a source, and where it is the same.
    pub sourced: u32,
    pub source_ok: u32,
}

impl Counts {
    pub fn precision(self) -> f64 {
        ratio(self.hit, self.pred)
    }

    pub fn recall(self) -> f64 {
        ratio(self.hit, self.gold)
    }

    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 {
            0.0
        } else {
            2.0 * p * r / (p + r)
        }
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.pred += other.pred;
        self.hit += other.hit;
        self.dated += other.dated;
        self.date_ok += other.date_ok;
        self.hedged += other.hedged;
        self.hedge_ok += other.hedge_ok;
        self.sourced += other.sourced;
        self.source_ok += other.source_ok;
    }
}

/// A claim that was missed, or one that should not be there.
#[derive(Clone, Debug)]
pub struct Error {
    pub missed: bool,
    pub document: String,
    pub kind: ClaimType,
    pub core: Core,
    pub quote: String,
}

/// The figures of every type that was asked for, and what went wrong.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub by_type: Vec<(ClaimType, Counts)>,
    pub errors: Vec<Error>,
}

impl Scores {
    /// All types together.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.by_type.iter().for_each(|(_, counts)| total += *counts);
        total
    }
}

/// Compares the claims of these types, all when none is named.
pub fn compare(gold: &Claims, predicted: &Claims, types: &[ClaimType]) -> Scores {
    let types = if types.is_empty() {
        ClaimType::ALL
    } else {
        types
    };
    let documents: BTreeSet<_> = gold.documents().chain(predicted.documents()).collect();
    let mut scores = Scores::default();
    for kind in types {
        let mut counts = Counts::default();
        for document in &documents {
            let (labelled, found) = (
                gold.of(document, kind.name()),
                predicted.of(document, kind.name()),
            );
            counts += one_document(document, *kind, labelled, found, &mut scores.errors);
        }
        scores.by_type.push((*kind, counts));
    }
    scores
}

fn one_document(
    name: &str,
    kind: ClaimType,
    labelled: &[Value],
    found: &[Value],
    errors: &mut Vec<Error>,
) -> Counts {
    let core_of = |claim: &Map<String, Value>| core(kind.name(), claim);
    let error = |missed: bool, claim: &Map<String, Value>| Error {
        missed,
        document: name.to_owned(),
        kind,
        core: core_of(claim),
        quote: claim
            .get("evidence")
            .and_then(|e| e.get(0)?.get("quote")?.as_str())
            .unwrap_or_default()
            .to_owned(),
    };
    let mut left: Vec<(&Map<String, Value>, Core)> = Vec::new();
    for claim in found.iter().filter_map(Value::as_object) {
        let core = core_of(claim);
        // The same thing said twice counts once.
        if !left
            .iter()
            .any(|(other, c)| *c == core && date(other) == date(claim))
        {
            left.push((claim, core));
        }
    }
    let mut counts = Counts {
        pred: left.len() as u32,
        ..Counts::default()
    };
    let optional = |claim: &Map<String, Value>| {
        claim
            .get("optional")
            .is_some_and(|o| *o == Value::Bool(true))
    };
    let mut labelled: Vec<_> = labelled.iter().filter_map(Value::as_object).collect();
    labelled.sort_by_key(|claim| optional(claim));
    for claim in labelled {
        counts.gold += u32::from(!optional(claim));
        let readings = readings(claim);
        let cores: Vec<_> = readings.iter().map(core_of).collect();
        let agrees = |at: &usize| cores.contains(&left[*at].1);
        // Of several, the first with the labelled date.
        let same = (0..left.len())
            .filter(agrees)
            .min_by_key(|at| date(left[*at].0) != date(claim));
        match same {
            Some(at) => {
                let (predicted, _) = left.remove(at);
                if optional(claim) {
                    counts.pred -= 1;
                } else {
                    counts += agreed(claim, &readings, predicted);
                }
            }
            None if optional(claim) => {}
            None => errors.push(error(true, claim)),
        }
    }
    errors.extend(left.iter().map(|(claim, _)| error(false, claim)));
    counts
}

/// What an agreed claim adds.
fn agreed(
    label: &Map<String, Value>,
    readings: &[Map<String, Value>],
    predicted: &Map<String, Value>,
) -> Counts {
    let mut counts = Counts {
        hit: 1,
        ..Counts::default()
    };
    if !matches!(date(label), None | Some("")) {
        counts.dated = 1;
        counts.date_ok = u32::from(date(label) == date(predicted));
    }
    for field in ["count", "amount", "share"] {
        let hedge =
            |claim: &Map<String, Value>| claim.get(field).and_then(|q| q.get("qualifier")).cloned();
        if label
            .get(field)
            .and_then(|q| q.get("value"))
            .is_some_and(|v| !v.is_null())
        {
            counts.hedged += 1;
            counts.hedge_ok += u32::from(hedge(label) == hedge(predicted));
        }
    }
    let source = |claim: &Map<String, Value>| claim.get("said_by").and_then(normal);
    if source(label).is_some() {
        counts.sourced = 1;
        counts.source_ok = u32::from(
            readings
                .iter()
                .any(|reading| source(reading) == source(predicted)),
        );
    }
    counts
}

/// The claim, and every combination of its other readings, each of which overlays some fields.
fn readings(claim: &Map<String, Value>) -> Vec<Map<String, Value>> {
    /// Each doubles the number.
    const MOST: usize = 7;
    let mut all = vec![claim.clone()];
    let others = claim
        .get("or")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    for other in others.iter().take(MOST).filter_map(Value::as_object) {
        for mut reading in all.clone() {
            reading.extend(
                other
                    .iter()
                    .map(|(field, value)| (field.clone(), value.clone())),
            );
            all.push(reading);
        }
    }
    all
}

fn date(claim: &Map<String, Value>) -> Option<&str> {
    claim.get("date").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn claims(list: Vec<Value>) -> Claims {
        let mut claims = Claims::default();
        list.into_iter()
            .for_each(|claim| claims.add(claim).unwrap());
        claims
    }

    #[test]
    fn optional_claims_and_other_readings_are_honoured() {
        let gold = claims(vec![
            json!({"document": "d", "type": "role", "person": "Mia Mottley", "body": "BRB", "date": "2025", "said_by": "USA"}),
            json!({"document": "d", "type": "role", "person": "Marco Rubio", "body": "USA", "optional": true}),
            json!({"document": "d", "type": "role", "person": "Tammy Bruce", "body": "state", "or": [{"body": "USA"}]}),
            json!({"document": "d", "type": "role", "person": "Garry Conille", "body": "HTI"}),
        ]);
        let predicted = claims(vec![
            json!({"document": "d", "type": "role", "person": "Mottley", "body": "BRB", "date": "2025", "said_by": "KEN"}),
            json!({"document": "d", "type": "role", "person": "Rubio", "body": "USA"}),
            json!({"document": "d", "type": "role", "person": "Bruce", "body": "USA"}),
            json!({"document": "d", "type": "role", "person": "Bruce", "body": "USA"}),
            json!({"document": "d", "type": "role", "person": "Ruto", "body": "KEN"}),
        ]);
        let scores = compare(&gold, &predicted, &[ClaimType::Role]);
        let counts = scores.total();
        assert_eq!((counts.gold, counts.pred, counts.hit), (3, 3, 2));
        assert_eq!(
            (
                counts.dated,
                counts.date_ok,
                counts.sourced,
                counts.source_ok
            ),
            (1, 1, 1, 0)
        );
        let wrong: Vec<_> = scores
            .errors
            .iter()
            .map(|e| (e.missed, &e.core.0[0]))
            .collect();
        assert_eq!(wrong.len(), 2);
        assert!(wrong[0].0 && !wrong[1].0, "{wrong:?}");
    }
}
