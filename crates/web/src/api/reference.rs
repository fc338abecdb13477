//! The description of the API: as OpenAPI for programs, as a page for people. The page needs no network.

use super::{openapi, tagged};
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use crate::layout::{Place, page as framed};
use crate::pages::html;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html as markup};
use serde_json::Value;
use std::sync::Arc;

pub async fn json(headers: HeaderMap) -> Response {
    tagged(&headers, "application/json", openapi().as_bytes().to_vec())
}

pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Fault> {
    work(app, visitor, Need::Nothing, |desk| {
        let description: Value = serde_json::from_str(openapi()).map_err(|_| Fault::Broken)?;
        let empty = serde_json::Map::new();
        let paths = description["paths"].as_object().unwrap_or(&empty);
        let schemas = description["components"]["schemas"].as_object().unwrap_or(&empty);
        let content = markup! {
            h1 { "API" }
            p.lead { (text(&description["info"]["description"])) }
            p { "Description for programs: " a href="/api/v1/openapi.json" { "/api/v1/openapi.json" } " (OpenAPI " (text(&description["openapi"])) ")." }
            @for (path, item) in paths {
                @for (method, operation) in item.as_object().into_iter().flatten() { (shown(path, method, operation)) }
            }
            h2 { "What is sent and answered" }
            @for (name, schema) in schemas { (shape(name, schema)) }
        };
        Ok(html(framed(desk, Place::Api, "API", &content)))
    })
    .await
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn shown(path: &str, method: &str, operation: &Value) -> Markup {
    let parameters = operation["parameters"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let responses = operation["responses"].as_object();
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let refusals: Vec<&str> = responses
        .into_iter()
        .flatten()
        .map(|(s, _)| s.as_str())
        .filter(|s| s.starts_with(['4', '5']))
        .collect();
    markup! {
        section.operation {
            h2 { span.method { (method.to_uppercase()) } " " code { (path) } }
            p { (text(&operation["summary"])) }
            @if !parameters.is_empty() { div.wide { table.list {
                thead { tr { th { "Parameter" } th { "In" } th { "What" } } }
                tbody { @for p in parameters { tr {
                    th scope="row" { code { (text(&p["name"])) } @if p["required"] == true { " *" } }
                    td { (text(&p["in"])) } td { (text(&p["description"])) }
                } } }
            } } }
            @if !body.is_null() { p { "Body: " (named(body)) } }
            @for (status, response) in responses.into_iter().flatten().filter(|(s, _)| s.starts_with('2')) {
                p { strong { (status) } " " (text(&response["description"])) " "
                    @for (media, content) in response["content"].as_object().into_iter().flatten() { code { (media) } " " (named(&content["schema"])) " " } }
            }
            p.quiet { "May be refused with " (refusals.join(", ")) "." }
        }
    }
}

/// The name of a schema, leading to its shape.
fn named(schema: &Value) -> Markup {
    let of = |schema: &Value| {
        text(&schema["$ref"])
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let (name, many) = match of(schema) {
        name if !name.is_empty() => (name, false),
        _ => (of(&schema["items"]), schema["type"] == "array"),
    };
    markup! {
        @if name.is_empty() { @if many { "a list" } @else { (kind(schema)) } }
        @else { @if many { "list of " } a href={ "#" (name) } { (name) } }
    }
}

fn kind(schema: &Value) -> String {
    match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        _ => String::new(),
    }
}

fn shape(name: &str, schema: &Value) -> Markup {
    let properties = schema["properties"].as_object();
    let parts = schema["allOf"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let words = schema["enum"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let rows = properties
        .into_iter()
        .chain(parts.iter().filter_map(|p| p["properties"].as_object()))
        .flatten();
    markup! {
        section.operation id=(name) {
            h3 { (name) }
            p { (text(&schema["description"])) }
            @for part in parts.iter().filter(|p| p["$ref"].is_string()) { p { "all of " (named(part)) ", and" } }
            @if !words.is_empty() { p { @for (at, word) in words.iter().enumerate() { @if at > 0 { ", " } code { (text(word)) } } } }
            @else { dl.shape { @for (field, of) in rows { dt { code { (field) } " " span.quiet { (named(of)) } } dd { (text(&of["description"])) } } } }
        }
    }
}
