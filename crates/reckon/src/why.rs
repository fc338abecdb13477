//! Why a number stands there: its claims with their documents and words, and what is found about it.

use crate::claim::Quote;
use crate::explain::Finding;
use crate::recorded::{DocumentFacts, Judgement, Recorded};
use crate::view::MissionView;
use serde::Serialize;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a number rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// Its claims, in the order asked for.
    pub claims: Vec<Ground>,
    /// The checks, disagreements and reasons that rest on any of them.
    pub findings: Vec<Finding>,
}

/// One claim behind a number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ground {
    /// Its id.
    pub claim: SmolStr,
    /// The claim as it was read, in the codebook's form.
    pub read: serde_json::Value,
    /// Where it stands.
    #[serde(serialize_with = "facts")]
    pub document: Arc<DocumentFacts>,
    /// Its words.
    pub words: Vec<SmolStr>,
    /// What a reviewer decided.
    pub judgement: Option<Judgement>,
}

fn facts<S: serde::Serializer>(
    facts: &Arc<DocumentFacts>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    facts.as_ref().serialize(serializer)
}

/// What these claims (of a figure, a level, a change or a finding of the view) say, and what is found about them.
#[must_use]
pub fn why(view: &MissionView, recorded: &[Recorded], claims: &[SmolStr]) -> Why {
    let asked: HashSet<&SmolStr> = claims.iter().collect();
    let by_id: HashMap<&SmolStr, &Recorded> = (recorded.iter())
        .filter(|r| asked.contains(&r.claim_id))
        .map(|r| (&r.claim_id, r))
        .collect();
    let grounds = claims
        .iter()
        .filter_map(|id| by_id.get(id))
        .map(|r| Ground {
            claim: r.claim_id.clone(),
            read: r.claim.to_value(),
            document: Arc::clone(&r.document),
            words: r
                .claim
                .quotes
                .iter()
                .map(|Quote { text, .. }| text.clone())
                .collect(),
            judgement: r.judgement.as_deref().cloned(),
        });
    let about = view
        .findings
        .iter()
        .filter(|f| f.claims.iter().any(|c| asked.contains(c)));
    Why {
        claims: grounds.collect(),
        findings: about.cloned().collect(),
    }
}
