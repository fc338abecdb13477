//! What a sentence leaves to its document: whose people "the first group" are.

use crate::model::{Claim, Value};
use crate::schema::ClaimType;
use smol_str::SmolStr;

/// The word that a rule writes for a contributor whom only the document names.
const CONTEXT: &str = "context";

/// Puts the one contributor of the document in the place of `context`, or nobody where there is none or
/// more than one for that mission.
pub(crate) fn settle(claims: &mut [Claim]) {
    let named: Vec<(SmolStr, SmolStr)> = (claims.iter())
        .filter(|claim| claim.kind == ClaimType::Strength)
        .filter_map(|claim| Some((claim.text("mission")?.into(), claim.text("contributor")?.into())))
        .filter(|(_, contributor): &(SmolStr, SmolStr)| contributor != CONTEXT)
        .collect();
    for claim in claims.iter_mut() {
        if claim.text("contributor") != Some(CONTEXT) {
            continue;
        }
        let mission = claim.text("mission").unwrap_or_default();
        let mut here = (named.iter()).filter(|(m, _)| m == mission).map(|(_, c)| c);
        let first = here.next().cloned();
        let only = first.filter(|first| here.all(|other| other == first));
        claim.set("contributor", only.map(Value::Text));
    }
}
