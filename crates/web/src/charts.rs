//! The pictures of a mission's page: drawn by `view`, with every mark leading to the claims under it.

use crate::app::{App, Days, Need, Visitor, work};
use crate::fault::Fault;
use crate::pages::figure::claims_href;
use crate::pages::sections::Section;
use crate::words::{Names, escaped};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use contingent_reckon::MissionView;
use contingent_view::{Frame, Links, Mark, NoLinks, Theme};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Marks lead to the page of their claims.
struct ToFigures<'a> {
    mission: &'a str,
    days: &'a Days,
}

impl Links for ToFigures<'_> {
    fn mark(&self, mark: &Mark<'_>) -> Option<String> {
        (!mark.claims.is_empty()).then(|| claims_href(self.mission, self.days, mark.claims))
    }
}

/// For a desk and for a phone; the style sheet shows one of them.
const WIDTHS: [(f64, &str); 2] = [(1080.0, "for-wide"), (340.0, "for-narrow")];

/// So many facts are listed under a picture.
const ROWS: usize = 150;

/// The picture of that name, with the table behind it; nothing where there is no such picture or nothing in it.
pub fn picture(s: &Section<'_>, name: &str) -> Markup {
    let Some(draw) = contingent_view::picture(name) else {
        return html! {};
    };
    let view = s.view;
    let links = ToFigures {
        mission: &view.mission,
        days: s.days,
    };
    if view.left_out.figures > 0 {
        // Lines that begin in the middle would tell something else.
        return html! {};
    }
    let pictures = WIDTHS.map(|(width, class)| {
        (
            draw(view, &Frame::new(width, s.names.registry(), &links)),
            class,
        )
    });
    let [(first, _), ..] = &pictures;
    if first.table.rows.is_empty() {
        return html! {};
    }
    // A page is no place for thousands of rows; the export gives all.
    let mut table = first.table.clone();
    table.rows.truncate(ROWS);
    html! {
        figure.chart {
            figcaption { (first.title) }
            @for (picture, class) in &pictures { div class=(class) { (picture.markup()) } }
            details { summary { "The facts of this picture as a table" } div.wide { (table.markup()) } }
            p.meta { a href={ "/missions/" (escaped(&view.mission)) "/charts/" (name) "?" (s.days.query()) } download={ (view.mission) "-" (name) ".svg" } { "As a file (SVG)" } }
        }
    }
}

/// A mission's presence over time, small enough for a line of a table.
pub fn sparkline(view: &MissionView, names: &Names, days: &Days) -> Markup {
    let Some(draw) = contingent_view::picture("sparkline") else {
        return html! {};
    };
    if view.strength.history.len() < 2 {
        return html! {};
    }
    let links = ToFigures {
        mission: &view.mission,
        days,
    };
    draw(view, &Frame::new(SMALL, names.registry(), &links)).markup()
}

const SMALL: f64 = 120.0;

/// What an address asks for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    as_of: Option<String>,
    known_on: Option<String>,
}

/// A picture as a file of its own.
pub async fn file(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((mission, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let name = name.strip_suffix(".svg").unwrap_or(&name);
        let draw = contingent_view::picture(name)
            .ok_or_else(|| Fault::NotFound("there is no picture of that name".to_owned()))?;
        let days = Days::of(asked.as_of.as_deref(), asked.known_on.as_deref())?;
        let known = desk.known(&mission, &days)?;
        let picture = draw(
            &known.view,
            &Frame::new(860.0, desk.app.names.registry(), &NoLinks),
        );
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("image/svg+xml"),
        );
        let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            header::HeaderValue::from_static(policy),
        );
        Ok((headers, picture.file(Theme::Auto)).into_response())
    })
    .await
}
