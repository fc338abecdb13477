//! One claim a document: the same thing said twice is one claim with two pieces of evidence.

use crate::model::{Claim, Value};

/// Joins claims that agree on their core fields and do not contradict each other on the date.
pub(crate) fn merge(claims: Vec<Claim>) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    for claim in claims {
        let twin = out.iter_mut().find(|known| {
            let dates_agree = match (&known.date, &claim.date) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            };
            dates_agree && known.same(&claim)
        });
        match twin {
            Some(known) => join(known, claim),
            None => out.push(claim),
        }
    }
    out
}

/// Adds the evidence of `other`, and what only it says.
fn join(known: &mut Claim, other: Claim) {
    let gained: Vec<(&'static str, Value)> = (other.fields())
        .filter(|(field, value)| value.is_some() && known.get(field.name).is_none())
        .filter_map(|(field, value)| Some((field.name, value?.clone())))
        .collect();
    for (name, value) in gained {
        known.set(name, Some(value));
    }
    known.date = known.date.take().or(other.date);
    known.said_by = known.said_by.take().or(other.said_by);
    for evidence in other.evidence {
        let covered =
            |e: &crate::model::Evidence| e.part == evidence.part && e.span == evidence.span;
        if !known.evidence.iter().any(covered) {
            known.evidence.push(evidence);
        }
    }
}
