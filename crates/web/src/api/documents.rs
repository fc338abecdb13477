//! Documents: the list, one with its words, its claims, and search.

use super::claims::{ClaimOut, length, out};
use super::{answer, asked};
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use contingent_record::DocumentFacts;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// A document without its words.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentOut {
    /// Its number in this record.
    document: i64,
    /// SHA-256 of its content, the same in every record.
    content: String,
    /// The name it was added under.
    name: String,
    /// Headline.
    title: String,
    /// Who published it.
    publisher: Option<String>,
    /// Its address.
    address: Option<String>,
    /// When it was published, as far as it says.
    published: Option<String>,
    /// Since when it can be known.
    #[schema(format = Date)]
    known: String,
    /// The first version of the page.
    page: i64,
    /// Which version of it.
    version: i64,
    /// The first document of the story: copies are one voice.
    voice: i64,
}

/// A document with its words.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentText {
    /// What is known of it.
    #[serde(flatten)]
    facts: DocumentOut,
    /// Who wrote it.
    byline: Option<String>,
    /// Paragraphs, separated by an empty line.
    body: String,
}

/// A page of documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentPage {
    /// The documents.
    items: Vec<DocumentOut>,
    /// What to give as `cursor` for the next page; null after the last.
    next: Option<i64>,
}

/// Which documents.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only those that speak of this mission.
    mission: Option<String>,
    /// Where the page begins.
    cursor: Option<i64>,
    /// How many.
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: Option<u32>,
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Words {
    /// Words; all of them must be in headline or text.
    q: String,
    /// How many.
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: Option<u32>,
}

fn facts(d: &DocumentFacts) -> DocumentOut {
    DocumentOut {
        document: d.id,
        content: d.content.to_string(),
        name: d.name.clone(),
        title: d.title.clone(),
        publisher: d.publisher.clone(),
        address: d.address.clone(),
        published: d.published.clone(),
        known: d.known.to_string(),
        page: d.page,
        version: d.version,
        voice: d.voice,
    }
}

/// Documents, the latest added first, in pages.
#[utoipa::path(get, path = "/api/v1/documents", tag = "documents", params(Which), responses((status = 200, description = "A page of documents.", body = DocumentPage)))]
pub async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let limit = length(which.limit)?;
        let mission = asked(which.mission.as_deref())?;
        let found = desk
            .record
            .documents(mission.as_deref(), which.cursor, limit as i64)?;
        let next = found
            .last()
            .map(|(d, _)| d.id)
            .filter(|_| found.len() == limit);
        let items = found.iter().map(|(d, _)| facts(d)).collect();
        answer(&headers, &DocumentPage { items, next })
    })
    .await
}

/// A document with its words.
#[utoipa::path(get, path = "/api/v1/documents/{number}", tag = "documents", params(("number" = i64, Path, description = "Its number in this record.")),
    responses((status = 200, description = "The document.", body = DocumentText)))]
pub async fn one(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(number): Path<i64>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let known = desk.record.document_facts(number)?;
        let document = desk.record.document(number)?;
        answer(
            &headers,
            &DocumentText {
                facts: facts(&known),
                byline: document.byline,
                body: document.body,
            },
        )
    })
    .await
}

/// The claims of a document by its latest reading.
#[utoipa::path(get, path = "/api/v1/documents/{number}/claims", tag = "documents", params(("number" = i64, Path, description = "The document's number.")),
    responses((status = 200, description = "The claims in the order of the reading.", body = Vec<ClaimOut>)))]
pub async fn claims(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(number): Path<i64>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        desk.record.document_facts(number)?;
        let claims: Vec<ClaimOut> = desk.record.claims_of(number)?.iter().map(out).collect();
        answer(&headers, &claims)
    })
    .await
}

/// Documents by their words, the best fitting first.
#[utoipa::path(get, path = "/api/v1/search", tag = "documents", params(Words), responses((status = 200, description = "The documents.", body = Vec<DocumentOut>)))]
pub async fn search(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(words): Query<Words>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let limit = length(words.limit)?;
        let found = desk.record.search(&words.q, limit as i64)?;
        answer(&headers, &found.iter().map(facts).collect::<Vec<_>>())
    })
    .await
}
