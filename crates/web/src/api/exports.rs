//! Exports: what is known of a mission as a file for other programs, the same as `contingent export` writes.

use super::{asked, days, tagged};
use crate::app::{App, Need, Visitor, work};
use crate::exported::{Exported, export as write};
use crate::fault::Fault;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use contingent_view::{Export, Format, What};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What can be exported.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OfWhat {
    /// Claims of the latest readings.
    Claims,
    /// Figures over time.
    Series,
    /// Documents that speak of the mission.
    Documents,
}

/// In which form.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OfFormat {
    /// A table for spreadsheets, R and pandas.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// What has a place, for maps; not for documents.
    Geojson,
}

/// By which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfDays {
    /// The form.
    #[param(inline)]
    format: OfFormat,
    /// The day of the figures.
    #[param(format = Date)]
    as_of: Option<String>,
    /// Only what was known by the end of that day.
    #[param(format = Date)]
    known_on: Option<String>,
}

/// Claims, figures or documents of a mission as CSV, JSON lines or GeoJSON.
#[utoipa::path(get, path = "/api/v1/missions/{mission}/export/{what}", tag = "missions",
    params(("mission" = String, Path, description = "Registry id."), ("what" = inline(OfWhat), Path, description = "What to export."), OfDays),
    responses((status = 200, description = "The file.", content((String = "text/csv"), (String = "application/x-ndjson"), (Object = "application/geo+json")))))]
pub async fn export(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((mission, what)): Path<(String, OfWhat)>,
    Query(of): Query<OfDays>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let mission = asked(Some(&mission))?.unwrap_or_default();
        let what = match what {
            OfWhat::Claims => What::Claims,
            OfWhat::Series => What::Series,
            OfWhat::Documents => What::Documents,
        };
        let (format, media, ending) = match of.format {
            OfFormat::Csv => (Format::Csv, "text/csv; charset=utf-8", "csv"),
            OfFormat::Jsonl => (Format::Jsonl, "application/x-ndjson", "jsonl"),
            OfFormat::Geojson => (Format::GeoJson, "application/geo+json", "geojson"),
        };
        if !format.fits(what) {
            return Err(Fault::Bad(
                "documents are at no place; export them as csv or jsonl".to_owned(),
            ));
        }
        let days = days(of.as_of.as_deref(), of.known_on.as_deref())?;
        if !desk.missions()?.contains(&mission) {
            return Err(Fault::NotFound(
                "the record knows no such mission".to_owned(),
            ));
        }
        let of = Exported {
            what,
            mission: Some(&mission),
            as_of: days.as_of,
            known_on: if days.asked.1 || what == What::Series {
                days.known_on
            } else {
                Date::MAX
            },
        };
        let mut out = Export::begin(Vec::new(), what, format).map_err(|_| Fault::Broken)?;
        write(desk.record, desk.app.names.registry(), &of, &mut out)?;
        let body = out.end().map_err(|_| Fault::Broken)?;
        let mut response = tagged(&headers, media, body);
        if let Ok(name) =
            HeaderValue::from_str(&format!("attachment; filename=\"contingent.{ending}\""))
        {
            response
                .headers_mut()
                .insert(header::CONTENT_DISPOSITION, name);
        }
        Ok(response)
    })
    .await
}
