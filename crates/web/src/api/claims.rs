//! Claims: the list, one claim, what was decided about it, and the rules that made them.

use super::judgements::JudgementOut;
use super::{answer, asked, claim_value};
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use contingent_record::{ClaimFilter, StoredClaim};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// A claim with where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimOut {
    /// Its id, the same in every record.
    id: String,
    /// The number of the document.
    document: i64,
    /// Its headline.
    title: String,
    /// Who published it.
    publisher: Option<String>,
    /// Since when it can be known.
    #[schema(format = Date)]
    known: String,
    /// The mission it counts for.
    mission: Option<String>,
    /// True when the latest reading of the document has it.
    current: bool,
    /// The claim in the codebook's form.
    #[schema(value_type = Object)]
    claim: serde_json::Value,
}

/// A page of claims.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimPageOut {
    /// The claims.
    items: Vec<ClaimOut>,
    /// What to give as `cursor` for the next page; null after the last.
    next: Option<i64>,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, ToSchema)]
pub enum Sort {
    /// As they were added.
    #[serde(rename = "added")]
    Added,
    /// The latest added first.
    #[default]
    #[serde(rename = "-added")]
    Latest,
}

/// Which claims; what is not given does not matter.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The mission they count for.
    mission: Option<String>,
    /// The claim type.
    r#type: Option<String>,
    /// Contributor, donor, holder, person, perpetrator or who acted.
    actor: Option<String>,
    /// Status, act, attribute, harm, standing, place held or PLOVER type.
    status: Option<String>,
    /// The rule that made them.
    rule: Option<String>,
    /// The document's number.
    document: Option<i64>,
    /// The order; `-added` when not given.
    #[param(inline)]
    sort: Option<Sort>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<i64>,
    /// How many.
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: Option<u32>,
}

/// How often a rule made a claim, and how these were judged.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleOut {
    /// Its name.
    rule: String,
    /// Claims, those of earlier readings too.
    claims: i64,
    /// Judged right.
    accepted: i64,
    /// Judged right but for a field.
    corrected: i64,
    /// Judged wrong.
    rejected: i64,
    /// Of the judged ones how many were right, from 0 to 1; null when none was judged.
    precision: Option<f64>,
}

/// A page's length, checked.
pub fn length(limit: Option<u32>) -> Result<usize, Fault> {
    match limit.unwrap_or(100) {
        n @ 1..=500 => Ok(n as usize),
        _ => Err(Fault::Bad("`limit` is from 1 to 500".to_owned())),
    }
}

pub fn out(claim: &StoredClaim) -> ClaimOut {
    ClaimOut {
        id: claim.id.to_string(),
        document: claim.document.id,
        title: claim.document.title.clone(),
        publisher: claim.document.publisher.clone(),
        known: claim.document.known.to_string(),
        mission: claim.mission.clone(),
        current: claim.current,
        claim: claim_value(claim),
    }
}

/// Claims of the latest readings, in pages.
#[utoipa::path(get, path = "/api/v1/claims", tag = "claims", params(Which), responses((status = 200, description = "A page of claims.", body = ClaimPageOut)))]
pub async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let filter = ClaimFilter {
            mission: asked(which.mission.as_deref())?,
            kind: asked(which.r#type.as_deref())?,
            actor: asked(which.actor.as_deref())?,
            status: asked(which.status.as_deref())?,
            rule: asked(which.rule.as_deref())?,
            document: which.document,
        };
        let latest = which.sort.unwrap_or_default() == Sort::Latest;
        let page =
            desk.record
                .claims_listed(&filter, latest, which.cursor, length(which.limit)?)?;
        let items = page.claims.iter().map(out).collect();
        answer(
            &headers,
            &ClaimPageOut {
                items,
                next: page.next,
            },
        )
    })
    .await
}

/// One claim.
#[utoipa::path(get, path = "/api/v1/claims/{id}", tag = "claims", params(("id" = String, Path, description = "The claim's id, or enough of its beginning.")),
    responses((status = 200, description = "The claim.", body = ClaimOut)))]
pub async fn one(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        answer(&headers, &out(&desk.record.claim(&id)?))
    })
    .await
}

/// What was decided about a claim, oldest first, with what was taken back.
#[utoipa::path(get, path = "/api/v1/claims/{id}/judgements", tag = "judgements", params(("id" = String, Path, description = "The claim's id.")),
    responses((status = 200, description = "The judgements.", body = Vec<JudgementOut>)))]
pub async fn decided(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let claim = desk.record.claim(&id)?;
        let judgements: Vec<JudgementOut> = desk
            .record
            .judgements_of(&claim)?
            .into_iter()
            .map(Into::into)
            .collect();
        answer(&headers, &judgements)
    })
    .await
}

/// The rules that made claims, with how often and how well.
#[utoipa::path(get, path = "/api/v1/rules", tag = "claims", responses((status = 200, description = "The rules by name.", body = Vec<RuleOut>)))]
pub async fn rules(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let uses = desk.rule_use()?;
        let rules: Vec<RuleOut> = (uses.iter())
            .map(|(rule, used)| {
                let judged = used.accepted + used.corrected + used.rejected;
                let right = used.accepted + used.corrected;
                RuleOut {
                    rule: rule.clone(),
                    claims: used.claims,
                    accepted: used.accepted,
                    corrected: used.corrected,
                    rejected: used.rejected,
                    precision: (judged > 0).then(|| right as f64 / judged as f64),
                }
            })
            .collect();
        answer(&headers, &rules)
    })
    .await
}
