//! One claim a document: the same thing said twice is one claim with two pieces of evidence.

use crate::model::{Claim, Value};
use crate::schema::{ClaimType, Core};

/// A claim that only says less than another one of the document: the headline's "UN" for the Security Council, an
/// act whose author, a gift whose size, a stance whose party is named elsewhere.
fn says_less(claim: &Claim, other: &Claim) -> bool {
    if claim.kind == ClaimType::Strength && other.kind == ClaimType::Strength {
        // "Kenyan police land" beside "217 Kenyan police land": the number was given.
        let numbered = claim.get("count").is_none() && other.get("count").is_some();
        let alike = |field: &str| claim.get(field) == other.get(field);
        return numbered
            && (claim.date.is_none() || claim.date == other.date)
            && alike("mission")
            && alike("contributor")
            && alike("status");
    }
    let open: &[&str] = match claim.kind {
        ClaimType::Mandate => &["by"],
        ClaimType::Control => &["share"],
        ClaimType::Funding => &["amount"],
        ClaimType::Event => &["recipient"],
        ClaimType::Equipment => &["contributor", "count"],
        _ => return false,
    };
    let (mut less, mut more) = (false, false);
    for field in claim.kind.fields().iter().filter(|f| f.core != Core::No) {
        let (own, theirs) = (claim.get(field.name), other.get(field.name));
        if own == theirs {
            continue;
        }
        let vague = own.is_none() || claim.text(field.name) == Some("un");
        if !open.contains(&field.name) || !vague || theirs.is_none() {
            more = true;
        } else {
            less = true;
        }
    }
    claim.kind == other.kind && less && !more
}

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
    let keep: Vec<bool> = (out.iter())
        .map(|claim| !out.iter().any(|other| says_less(claim, other)))
        .collect();
    let mut keep = keep.into_iter();
    out.retain(|_| keep.next().unwrap_or(true));
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
