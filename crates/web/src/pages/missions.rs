//! The missions of the record, each with its strength today, its trend and the end of its mandate.

use super::html;
use crate::app::{App, Days, Lately, Need, Short, Visitor, work};
use crate::fault::Fault;
use crate::layout::{Place, level, mission_href, nothing, page};
use crate::pages::figure;
use crate::words::{Names, many};
use axum::extract::State;
use axum::response::Response;
use contingent_reckon::MissionView;
use maud::{Markup, html as markup};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// So many missions are shown with what they add up to; the rest by name.
pub const RECKONED: usize = 12;

/// After so long nothing more is reckoned for the list: what is missing is being reckoned, and there the next time.
const PATIENCE: Duration = Duration::from_millis(250);

pub async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, |desk| {
        let days = Days::of(None, None)?;
        let missions = desk.missions()?;
        let mut rows = Vec::new();
        let start = Instant::now();
        for mission in missions.iter().take(RECKONED) {
            let short = match desk.ready(mission, &days)? {
                None if start.elapsed() < PATIENCE => of_today(desk.lately(mission, &days)?),
                ready => ready,
            };
            rows.push(match &short {
                Some(short) => row(&desk.app.names, short.view(), &days),
                None => row_to_come(&desk.app.names, mission, &days),
            });
        }
        let others: Vec<Markup> = (missions.iter().skip(RECKONED))
            .map(|m| markup! { li { a href=(mission_href(m, &days)) { (desk.app.names.of(m)) } } })
            .collect();
        let content = markup! {
            h1 { "Missions" }
            @if missions.is_empty() {
                (nothing("The record speaks of no mission yet.", "Add documents with `contingent add FILES`, then load this page again."))
            } @else {
                p.lead { "What the documents of this record say of each mission, as of today." }
                div.wide { table.list {
                    thead { tr { th { "Mission" } th.n { "Present" } th { "Over time" } th.n { "Authorised" } th { "Mandate ends" } th.n { "Documents" } th.n { "Sources" } th.n { "Disagreements" } } }
                    tbody { @for row in &rows { (row) } }
                } }
                @if !others.is_empty() {
                    h2 { "Less spoken of" }
                    ul.columns { @for other in &others { (other) } }
                }
            }
        };
        Ok(html(page(desk, Place::Missions, "Missions", &content)))
    })
    .await
}

/// Nothing where something was added since.
fn of_today(known: Option<Lately>) -> Option<Short> {
    known
        .filter(|lately| !lately.stale)
        .map(|lately| Short::Whole(lately.known))
}

/// Of a mission that is being reckoned.
fn row_to_come(names: &Names, mission: &str, days: &Days) -> Markup {
    markup! {
        tr {
            th scope="row" { a href=(mission_href(mission, days)) { (names.of(mission)) } br; span.id { (mission) } }
            td colspan="7" { span.quiet { "is being reckoned; load this page again in a few seconds" } }
        }
    }
}

fn row(names: &Names, view: &MissionView, days: &Days) -> Markup {
    let whole = &view.strength.whole;
    let present = whole.present.as_ref().map(|l| (l, "strength||present"));
    let sum = view
        .strength
        .sum
        .as_ref()
        .map(|s| (&s.level, "strength||sum"));
    let cell = |level_and_key: Option<(&contingent_reckon::Level, &str)>| {
        markup! {
            @match level_and_key {
                Some((one, key)) => (level(one, &figure::href(&view.mission, days, key), false)),
                None => span.unknown { "unknown" },
            }
        }
    };
    let mandate = &view.mandate;
    let history = view.strength.history.iter().rev().filter_map(|l| l.value);
    let last: Vec<f64> = history.take(2).collect();
    let trend = match last.as_slice() {
        [now, before] if now > before => Some(("▲", "rising")),
        [now, before] if now < before => Some(("▼", "falling")),
        [_, _] => Some(("＝", "level")),
        _ => None,
    };
    markup! {
        tr {
            th scope="row" {
                a href=(mission_href(&view.mission, days)) { (names.of(&view.mission)) }
                br; span.id { (view.mission) }
            }
            td.n {
                (cell(present.or(sum)))
                @if let Some((sign, words)) = trend { span.trend title={ (words) " since the number before" } { (sign) span.visually-hidden { (words) } } }
            }
            td.spark { (crate::charts::sparkline(view, names, days)) }
            td.n { (cell(whole.authorized.as_ref().map(|l| (l, "strength||authorised")))) }
            td {
                @match (&mandate.expires, mandate.days_left) {
                    (Some(day), Some(left)) if left < 0 => { (day) " " span.late { "ran out " (many(left.unsigned_abs() as usize, "day")) " ago" } },
                    (Some(day), Some(left)) => { (day) " " span.quiet { "in " (many(left.unsigned_abs() as usize, "day")) } },
                    (Some(day), None) => (day),
                    _ => span.unknown { "unknown" },
                }
            }
            td.n { (view.documents) }
            td.n { (view.sources) }
            td.n { @if view.findings.is_empty() { "0" } @else { a href={ (mission_href(&view.mission, days)) "#differ" } { (view.findings.len()) } } }
        }
    }
}
