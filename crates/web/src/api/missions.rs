//! Missions: the list, the view, the figures behind its charts, and what changed.

use super::shapes::{ChangeOut, FigureOut, ViewOut};
use super::{answer, asked, days};
use crate::app::{App, Days, Need, Visitor, day, work};
use crate::fault::Fault;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use contingent_reckon::diff;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// A mission of the record.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissionLine {
    /// Its id in the registry.
    mission: String,
    /// Its name.
    name: String,
}

/// The two days that a view is of.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfDays {
    /// What held on that day; the day of `known_on` when not given.
    #[param(format = Date)]
    as_of: Option<String>,
    /// What was known by the end of that day; today when not given.
    #[param(format = Date)]
    known_on: Option<String>,
}

/// Which figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfSeries {
    /// `strength`, `money`, `equipment`, `toll` or `ground`; all when not given.
    #[param(inline)]
    topic: Option<OfTopic>,
    /// Contributor, donor, holder or nationality, by id.
    party: Option<String>,
    /// What held on that day.
    #[param(format = Date)]
    as_of: Option<String>,
    /// What was known by the end of that day.
    #[param(format = Date)]
    known_on: Option<String>,
}

/// What figures count.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OfTopic {
    Strength,
    Money,
    Equipment,
    Toll,
    Ground,
}

/// Between which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Between {
    /// The earlier day: what was known by the end of it.
    #[param(format = Date)]
    since: String,
    /// The later day; today when not given.
    #[param(format = Date)]
    until: Option<String>,
}

/// The missions of which documents speak, most spoken of first.
#[utoipa::path(get, path = "/api/v1/missions", tag = "missions", responses((status = 200, description = "The missions.", body = Vec<MissionLine>)))]
pub async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let missions = desk.missions()?;
        let lines: Vec<MissionLine> = (missions.iter())
            .map(|m| MissionLine {
                mission: m.clone(),
                name: desk.app.names.of(m),
            })
            .collect();
        answer(&headers, &lines)
    })
    .await
}

/// What is known of a mission: people, money, mandate, ground, harm, offices, positions, equipment, and where sources differ.
#[utoipa::path(get, path = "/api/v1/missions/{mission}", tag = "missions", params(("mission" = String, Path, description = "Registry id."), OfDays),
    responses((status = 200, description = "The view; `docs/reckon.md` says how each part comes about.", body = ViewOut)))]
pub async fn view(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(mission): Path<String>,
    Query(of): Query<OfDays>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let mission = asked(Some(&mission))?.unwrap_or_default();
        let days = days(of.as_of.as_deref(), of.known_on.as_deref())?;
        let known = desk.known(&mission, &days)?;
        answer(&headers, &known.view)
    })
    .await
}

/// The figures of a mission over time, each with the claims that give it.
#[utoipa::path(get, path = "/api/v1/missions/{mission}/series", tag = "missions", params(("mission" = String, Path, description = "Registry id."), OfSeries),
    responses((status = 200, description = "The figures in order of topic, party and time.", body = Vec<FigureOut>)))]
pub async fn series(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(mission): Path<String>,
    Query(of): Query<OfSeries>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    use contingent_reckon::Topic;
    work(app, visitor, Need::Read, move |desk| {
        let mission = asked(Some(&mission))?.unwrap_or_default();
        let days = days(of.as_of.as_deref(), of.known_on.as_deref())?;
        let known = desk.known(&mission, &days)?;
        let topic = of.topic.map(|t| match t {
            OfTopic::Strength => Topic::Strength,
            OfTopic::Money => Topic::Money,
            OfTopic::Equipment => Topic::Equipment,
            OfTopic::Toll => Topic::Toll,
            OfTopic::Ground => Topic::Ground,
        });
        let figures: Vec<_> = (known.view.series.iter())
            .filter(|f| {
                topic.is_none_or(|t| f.topic == t)
                    && of.party.as_deref().is_none_or(|p| f.party == p)
            })
            .collect();
        answer(&headers, &figures)
    })
    .await
}

/// What is known of a mission on the later day that was not known on the earlier one.
#[utoipa::path(get, path = "/api/v1/missions/{mission}/changes", tag = "missions", params(("mission" = String, Path, description = "Registry id."), Between),
    responses((status = 200, description = "The changes, each with a sentence and its claims.", body = Vec<ChangeOut>)))]
pub async fn changes(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(mission): Path<String>,
    Query(of): Query<Between>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let mission = asked(Some(&mission))?.unwrap_or_default();
        let since = day(&of.since)?.ok_or_else(|| Fault::Bad("`since` needs a day".to_owned()))?;
        let now = days(None, of.until.as_deref())?;
        let then = Days {
            as_of: since,
            known_on: since,
            asked: (true, true),
        };
        let (now, then) = (desk.known(&mission, &now)?, desk.known(&mission, &then)?);
        answer(&headers, &diff(&then.view, &now.view))
    })
    .await
}
