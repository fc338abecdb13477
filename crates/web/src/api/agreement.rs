//! Agreement between reviewers, for programs.

use super::{answer, asked};
use crate::agreement::{Agreement, Beyond, agreement, pairs};
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use crate::pages::agreement::{judged_of, types_of};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Of which mission.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfMission {
    /// Registry id; all missions when not given.
    mission: Option<String>,
}

/// How often people who judged the same claims decided alike.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementOut {
    /// Over all claims that two people or more judged.
    all: MeasureOut,
    /// By claim type.
    types: Vec<TypeOut>,
    /// By two people.
    pairs: Vec<PairOut>,
    /// The claims about which people decided differently.
    differ: Vec<DifferOut>,
}

/// Agreement over some claims.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureOut {
    /// How many claims.
    claims: usize,
    /// How many people judged them.
    people: usize,
    /// About how many claims all decided alike.
    alike: usize,
    /// Cohen's kappa for two people, Krippendorff's alpha for names for more.
    measure: Measure,
    /// 1 is always alike, 0 no more than by chance; null where all chose the same word.
    value: Option<f64>,
}

/// The measure of agreement beyond chance.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    Kappa,
    Alpha,
}

/// Agreement over the claims of one type.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypeOut {
    /// The claim type; `unknown` for claims that this record does not have.
    r#type: String,
    #[serde(flatten)]
    measure: MeasureOut,
}

/// Agreement of two people.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairOut {
    one: String,
    other: String,
    #[serde(flatten)]
    measure: MeasureOut,
}

/// A claim that was judged differently.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferOut {
    /// Its id.
    claim: String,
    /// Who decided what: `right`, `right, but fixed` or `wrong`.
    decisions: Vec<DecisionOut>,
}

/// What one person decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionOut {
    by: String,
    decision: &'static str,
}

impl From<&Agreement> for MeasureOut {
    fn from(of: &Agreement) -> Self {
        let (measure, value) = match of.beyond {
            Beyond::Kappa(value) => (Measure::Kappa, value),
            Beyond::Alpha(value) => (Measure::Alpha, value),
        };
        Self {
            claims: of.claims,
            people: of.people.len(),
            alike: of.alike,
            measure,
            value,
        }
    }
}

/// How often reviewers agree, by claim type and by two people, and the claims about which they do not.
#[utoipa::path(get, path = "/api/v1/agreement", tag = "judgements", params(OfMission), responses((status = 200, description = "The agreement.", body = AgreementOut)))]
pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(of): Query<OfMission>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let mission = asked(of.mission.as_deref())?;
        let (all, types) = judged_of(desk, mission.as_deref())?;
        let every: Vec<_> = all.iter().collect();
        let differ = all.iter().filter(|judged| !judged.agreed());
        let out = AgreementOut {
            all: (&agreement(&every)).into(),
            types: (types_of(&all, &types).into_iter())
                .map(|(kind, judged)| TypeOut {
                    r#type: kind,
                    measure: (&agreement(&judged)).into(),
                })
                .collect(),
            pairs: (pairs(&all).into_iter())
                .map(|(one, other, of)| PairOut {
                    one,
                    other,
                    measure: (&of).into(),
                })
                .collect(),
            differ: differ
                .map(|judged| DifferOut {
                    claim: judged.claim.clone(),
                    decisions: (judged.decisions.iter())
                        .map(|(by, decision)| DecisionOut {
                            by: by.clone(),
                            decision: decision.words(),
                        })
                        .collect(),
                })
                .collect(),
        };
        answer(&headers, &out)
    })
    .await
}
