//! A claim of the table with its document, as one row gives it.

use crate::database::Value;
use crate::error::{RecordError, Result};
use crate::form::Form;
use crate::identity::ClaimId;
use crate::model::StoredClaim;
use crate::query::facts;
use std::sync::Arc;

/// The rows that [`stored`] reads; to be followed by a condition and an order.
pub const CLAIMS: &str = "SELECT c.id, c.identity, c.core, c.mission, c.form, r.at, e.program, \
     CASE WHEN r.id = (SELECT l.as_reading FROM reading l WHERE l.document = d.id ORDER BY l.id DESC LIMIT 1) \
     THEN CAST(1 AS BIGINT) ELSE 0 END, d.id, d.page, d.version, d.content, d.name, d.title, d.publisher, \
     d.address, d.published, d.known, d.added, d.voice \
     FROM claim c JOIN reading r ON r.id = c.reading JOIN reader e ON e.id = r.reader \
     JOIN document d ON d.id = r.document";

/// Reads a row of [`CLAIMS`].
pub fn stored(row: &mut [Value]) -> Result<StoredClaim> {
    let strange = || RecordError::Strange("a claim's columns".to_owned());
    let (own, of_document) = row.split_at_mut_checked(8).ok_or_else(strange)?;
    let [place, identity, core, mission, form, at, program, current] = own else {
        return Err(strange());
    };
    let id = ClaimId(identity.int()?);
    let form = form.text()?;
    let form: Form = serde_json::from_str(&form)
        .map_err(|e| RecordError::Strange(format!("claim {id}: {e}")))?;
    Ok(StoredClaim {
        document: Arc::new(facts(of_document)?),
        id,
        place: place.int()?,
        claim: form.claim,
        evidence: form.evidence,
        mission: mission.some_text()?,
        current: current.int()? == 1,
        read: (program.text()?, at.text()?),
        core: core.int()?,
    })
}
