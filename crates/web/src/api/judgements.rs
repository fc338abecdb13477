//! Judgements: all of them, and a new one.

use super::answer;
use super::session::csrf_of;
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contingent_record::{Judgement, Verdict, correction};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use utoipa::ToSchema;

/// What somebody decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct JudgementOut {
    /// Its name, the same in every record.
    judgement: String,
    /// The claim.
    claim: String,
    /// `accept`, `correct`, `reject`, `note` or `undo`.
    verdict: String,
    /// The fields that are put right.
    #[schema(value_type = Option<Object>)]
    correction: Option<serde_json::Value>,
    /// A remark.
    note: Option<String>,
    /// The judgement that counts no more.
    undoes: Option<String>,
    /// Who decided.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

/// A verdict that can be sent.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum VerdictIn {
    /// It is right.
    Accept,
    /// It is right with these fields.
    Correct,
    /// It is wrong.
    Reject,
    /// A remark that decides nothing.
    Note,
}

/// A decision about a claim; who decides is the session's business.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgementIn {
    /// The claim's id.
    claim: String,
    /// What is decided.
    verdict: VerdictIn,
    /// For `correct`: fields and what they should hold, as `contingent judge correct --set` takes them.
    correction: Option<BTreeMap<String, String>>,
    /// A remark; `note` needs one.
    #[schema(max_length = 1000)]
    note: Option<String>,
}

impl From<Judgement> for JudgementOut {
    fn from(judgement: Judgement) -> Self {
        Self {
            judgement: judgement.uid,
            claim: judgement.claim.to_string(),
            verdict: judgement.verdict.name().to_owned(),
            correction: judgement
                .correction
                .and_then(|c| serde_json::from_str(&c).ok()),
            note: judgement.note,
            undoes: judgement.undoes,
            by: judgement.by,
            at: judgement.at,
        }
    }
}

/// All judgements, oldest first, as `contingent judgements export` writes them.
#[utoipa::path(get, path = "/api/v1/judgements", tag = "judgements", responses((status = 200, description = "The judgements.", body = Vec<Object>)))]
pub async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        answer(&headers, &desk.record.judgement_lines()?)
    })
    .await
}

/// Decides about a claim.
#[utoipa::path(post, path = "/api/v1/judgements", tag = "judgements", request_body = JudgementIn,
    params(("X-CSRF-Token" = Option<String>, Header, description = "The word that `GET /api/v1/session` gives.")),
    responses((status = 201, description = "It is written down.", body = JudgementOut)))]
pub async fn add(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Result<Json<JudgementIn>, JsonRejection>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Judge, move |desk| {
        desk.check_csrf(csrf_of(&headers))?;
        let Json(sent) = match sent {
            Ok(sent) => sent,
            Err(rejection) => return Ok(rejection.into_response()),
        };
        let by = desk.visitor.name.clone().ok_or(Fault::Unknown)?;
        desk.app
            .deeds
            .take(&by, Instant::now())
            .map_err(Fault::TooMany)?;
        let verdict = match sent.verdict {
            VerdictIn::Accept => Verdict::Accept,
            VerdictIn::Correct => Verdict::Correct,
            VerdictIn::Reject => Verdict::Reject,
            VerdictIn::Note => Verdict::Note,
        };
        let note = sent
            .note
            .as_deref()
            .map(str::trim)
            .filter(|n| !n.is_empty());
        if note.is_some_and(|n| n.chars().count() > 1000 || n.contains('\0')) {
            return Err(Fault::Unusable(
                "a note has at most 1,000 letters".to_owned(),
            ));
        }
        if verdict == Verdict::Note && note.is_none() {
            return Err(Fault::Unusable("a note needs words".to_owned()));
        }
        let claim = desk.record.claim(&sent.claim)?;
        let fields: Vec<String> = (sent.correction.iter().flatten())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if fields.iter().any(|f| f.contains('\0')) {
            return Err(Fault::Unusable(
                "no field holds the character U+0000".to_owned(),
            ));
        }
        let correction = match verdict {
            Verdict::Correct => Some(correction(claim.claim.kind, &fields)?),
            _ if !fields.is_empty() => {
                return Err(Fault::Unusable(
                    "only `correct` takes a correction".to_owned(),
                ));
            }
            _ => None,
        };
        let done = desk
            .record
            .judge(&claim, verdict, correction, note, &by, Timestamp::now())?;
        desk.app.acts.push(&by, vec![done.uid.clone()]);
        Ok((StatusCode::CREATED, Json(JudgementOut::from(done))).into_response())
    })
    .await
}
