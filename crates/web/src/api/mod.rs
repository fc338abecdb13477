//! The REST API, all of it under `/api/v1`; its description is made from the code that answers.

mod agreement;
mod claims;
mod documents;
mod exports;
mod judgements;
mod missions;
mod reference;
mod session;
mod shapes;

use crate::app::{App, Days};
use crate::assets::is_known;
use crate::fault::Fault;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contingent_claim::{Domain, Value as Held};
use contingent_record::StoredClaim;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::{Arc, LazyLock};
use utoipa::openapi::{Content, OpenApi as Description, RefOr, Response as Described, Schema};
use utoipa::{OpenApi, PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What any request may be refused with, as RFC 9457 has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says what kind it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What is wrong, and what to do.
    pub detail: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Contingent",
        description = "What the news claims about multinational security missions, claim by claim, and what it adds up to. \
            Days are `2025-04-14`. Every answer to GET has an ETag. Errors are problems of RFC 9457. \
            Ids of claims are the same in every record; numbers of documents are of this record. \
            Where the record has accounts, sign in at `/login` first; what changes something needs the header `X-CSRF-Token` \
            with the word that `GET /api/v1/session` gives, and the same cookie."
    ),
    components(schemas(Problem))
)]
struct Base;

/// The routes, with their description beside them.
fn described() -> (Router<Arc<App>>, Description) {
    let router: OpenApiRouter<Arc<App>> = OpenApiRouter::with_openapi(Base::openapi())
        .routes(routes!(missions::list))
        .routes(routes!(missions::view))
        .routes(routes!(missions::series))
        .routes(routes!(missions::changes))
        .routes(routes!(exports::export))
        .routes(routes!(claims::list))
        .routes(routes!(claims::one))
        .routes(routes!(claims::decided))
        .routes(routes!(claims::rules))
        .routes(routes!(documents::list))
        .routes(routes!(documents::one))
        .routes(routes!(documents::claims))
        .routes(routes!(documents::search))
        .routes(routes!(judgements::list, judgements::add))
        .routes(routes!(agreement::show))
        .routes(routes!(session::show));
    let (router, mut description) = router.split_for_parts();
    with_problems(&mut description);
    (router, description)
}

/// The routes of the API, its description and its reference page.
pub fn router() -> Router<Arc<App>> {
    described()
        .0
        .route("/api/v1/openapi.json", get(reference::json))
        .route("/api", get(reference::page))
}

/// The description of the API as OpenAPI 3.1.
#[must_use]
pub fn openapi() -> &'static str {
    static TEXT: LazyLock<String> =
        LazyLock::new(|| described().1.to_pretty_json().unwrap_or_default());
    &TEXT
}

/// Adds to every operation what any of them may be refused with.
fn with_problems(description: &mut Description) {
    let problems = [
        ("400", "The address or the body cannot be read."),
        ("401", "The record has accounts, and nobody is signed in."),
        (
            "403",
            "The account may not do that, or the form word is missing.",
        ),
        ("404", "There is no such thing."),
        ("405", "This address does not take that method."),
        (
            "429",
            "Too much in a short time; `Retry-After` says how long to wait.",
        ),
        ("500", "A fault of the program; the record is unharmed."),
        ("503", "The record cannot be used now."),
    ];
    let with_body = [
        ("413", "The body is too large."),
        ("415", "The body is no JSON, or does not say so."),
        ("422", "The body can be read but not used."),
    ];
    for item in description.paths.paths.values_mut() {
        let operations = [(&mut item.get, false), (&mut item.post, true)];
        for (operation, has_body) in operations {
            let Some(operation) = operation else { continue };
            let more = with_body.iter().filter(|_| has_body);
            for (status, words) in problems.iter().chain(more) {
                let mut response = Described::new(*words);
                let schema: RefOr<Schema> =
                    RefOr::Ref(utoipa::openapi::Ref::from_schema_name(Problem::name()));
                response.content.insert(
                    "application/problem+json".to_owned(),
                    Content::new(Some(schema)),
                );
                operation
                    .responses
                    .responses
                    .entry((*status).to_owned())
                    .or_insert(RefOr::T(response));
            }
        }
    }
    let _ = Problem::schema;
}

/// A value as JSON, with a tag by which the asker can tell next time that nothing changed.
fn answer(headers: &HeaderMap, value: &impl Serialize) -> Result<Response, Fault> {
    let body = serde_json::to_vec(value).map_err(|_| Fault::Broken)?;
    Ok(tagged(headers, "application/json", body))
}

fn tagged(headers: &HeaderMap, media: &str, body: Vec<u8>) -> Response {
    let hash = Sha256::digest(&body);
    let tag = hash
        .iter()
        .take(12)
        .fold(String::from("\""), |mut tag, byte| {
            let _ = write!(tag, "{byte:02x}");
            tag
        })
        + "\"";
    if is_known(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    (
        [
            (header::ETAG, tag),
            (header::CONTENT_TYPE, media.to_owned()),
        ],
        body,
    )
        .into_response()
}

/// The days of an address; unlike in the forms of pages, an empty word is no day.
fn days(as_of: Option<&str>, known_on: Option<&str>) -> Result<Days, Fault> {
    if as_of == Some("") || known_on == Some("") {
        return Err(Fault::Bad("a day is written as 2025-04-14".to_owned()));
    }
    Days::of(as_of, known_on)
}

/// Words of an address as the record can be asked by; nothing for none.
fn asked(text: Option<&str>) -> Result<Option<String>, Fault> {
    match text {
        None | Some("") => Ok(None),
        Some(text) if text.contains('\0') => {
            Err(Fault::Bad("no name holds the character U+0000".to_owned()))
        }
        Some(text) => Ok(Some(text.to_owned())),
    }
}

/// A claim in the codebook's form: its type, its fields, its date and speaker, and its words.
pub fn claim_value(claim: &StoredClaim) -> Value {
    let mut map = Map::new();
    map.insert("type".to_owned(), claim.claim.kind.name().into());
    for (field, value) in claim.claim.fields() {
        map.insert(
            field.name.to_owned(),
            serde_json::to_value(value).unwrap_or_default(),
        );
        if field.domain == Domain::Place
            && let Some(Held::Place {
                coordinates: Some((latitude, longitude)),
                ..
            }) = value
        {
            map.insert("latitude".to_owned(), json!(latitude));
            map.insert("longitude".to_owned(), json!(longitude));
        }
    }
    map.insert("date".to_owned(), json!(claim.claim.date));
    map.insert("said_by".to_owned(), json!(claim.claim.said_by));
    map.insert("evidence".to_owned(), json!(claim.evidence));
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_every_answer() {
        let description: Value = serde_json::from_str(openapi()).unwrap();
        let paths = description["paths"].as_object().unwrap();
        assert!(paths.len() >= 14, "{}", paths.len());
        for (path, item) in paths {
            for (method, operation) in item.as_object().unwrap() {
                let responses = operation["responses"].as_object().unwrap();
                assert!(responses.contains_key("404"), "{method} {path}");
                assert!(operation["summary"].is_string(), "{method} {path}");
            }
        }
    }
}
