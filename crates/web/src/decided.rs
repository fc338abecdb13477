//! What counts of all that was decided about a claim.

use contingent_record::{ClaimId, Judgement, Record, RecordError, State, StoredClaim, Verdict};
use smol_str::{SmolStr, ToSmolStr};
use std::collections::{HashMap, HashSet};

/// The latest decision that was not taken back; a note decides nothing.
pub fn decided(record: &mut Record, claim: &StoredClaim) -> Result<Option<Judgement>, RecordError> {
    let all = record.judgements_of(claim)?;
    let undone: HashSet<_> = all.iter().filter_map(|j| j.undoes.clone()).collect();
    Ok(all.into_iter().rev().find(|j| {
        matches!(
            j.verdict,
            Verdict::Accept | Verdict::Correct | Verdict::Reject
        ) && !undone.contains(&j.uid)
    }))
}

/// The claims of a mission about which something was decided, or taken back, since the record was in this state, each
/// with what counts now.
pub fn decided_since(
    record: &mut Record,
    mission: &str,
    since: State,
) -> Result<HashMap<SmolStr, Option<Verdict>>, RecordError> {
    let ids: Vec<ClaimId> = record.judged_since(mission, since)?;
    let mut verdicts = HashMap::with_capacity(ids.len());
    for id in ids {
        let id = id.to_smolstr();
        // One of an earlier reading may be gone.
        if let Ok(claim) = record.claim(&id) {
            let verdict = decided(record, &claim)?.map(|judgement| judgement.verdict);
            verdicts.insert(id, verdict);
        }
    }
    Ok(verdicts)
}
