//! The documents of the record, the latest added first.

use super::figure::or;
use super::html;
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use crate::layout::{Place, nothing, page};
use crate::words::{brief, escaped, many};
use axum::extract::{Query, State};
use axum::response::Response;
use maud::html as markup;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub struct Asked {
    mission: Option<String>,
    before: Option<i64>,
}

/// So many on a page.
const SHOWN: i64 = 50;

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let mission = asked.mission.as_deref().filter(|m| !m.is_empty());
        let documents = desk.record.documents(mission, asked.before, SHOWN)?;
        let count = desk.record.document_count()?;
        let names = &desk.app.names;
        let last = documents.last().map(|(facts, _)| facts.id);
        let more = documents.len() as i64 == SHOWN;
        let of_mission = mission.map(|m| format!("&mission={}", escaped(m))).unwrap_or_default();
        let content = markup! {
            h1 { "Documents" }
            p.lead {
                @match mission {
                    Some(mission) => { "Those that speak of " (names.of(mission)) ", the latest added first. " a href="/documents" { "All" } },
                    None => { (many(usize::try_from(count).unwrap_or(0), "document")) ", the latest added first." },
                }
            }
            @if documents.is_empty() {
                (nothing("There are none.", "Add some with `contingent add FILES`."))
            } @else {
                div.wide { table.list {
                    thead { tr { th { "Title" } th { "Publisher" } th { "Known since" } th.n { "Claims" } } }
                    tbody { @for (facts, claims) in &documents { tr {
                        th scope="row" { a href={ "/documents/" (facts.id) } { (brief(or(&facts.title, "without a title"))) } @if facts.version > 1 { span.quiet { " version " (facts.version) } } }
                        td { (facts.publisher.as_deref().unwrap_or("unknown")) }
                        td.nowrap { (facts.known) }
                        td.n { (claims) }
                    } } }
                } }
                @if let Some(last) = last.filter(|_| more) { p { a.button href={ "/documents?before=" (last) (of_mission) } { "Earlier ones" } } }
            }
        };
        Ok(html(page(desk, Place::Documents, "Documents", &content)))
    })
    .await
}
