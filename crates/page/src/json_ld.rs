//! JSON-LD: what a page tells search engines about its article (schema.org).

use crate::clean;
use crate::head_of_page::{moment, person};
use crate::meta::Meta;
use contingent_text::Complaint;
use serde_json::Value;

/// Reads one JSON-LD script; the first article in it that says something fills what `meta` lacks.
pub(crate) fn read(script: &str, meta: &mut Meta) {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim();
    let script = script
        .trim_start_matches("<![CDATA[")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("]]>");
    if script.is_empty() {
        return;
    }
    // Line breaks within strings are common and harmless.
    let script = script.replace(['\n', '\r', '\t'], " ");
    let Ok(value) = serde_json::from_str::<Value>(script.trim().trim_end_matches(';')) else {
        meta.complaints.push(Complaint::new(
            "a JSON-LD script on the page is malformed and was not read",
        ));
        return;
    };
    let mut things = Vec::new();
    gather(&value, &mut things, 0);
    let articles = things.iter().filter(|thing| is_a(thing, is_article));
    let pages = things
        .iter()
        .filter(|thing| is_a(thing, |t| t.ends_with("WebPage")));
    for (thing, whole) in articles.map(|a| (a, true)).chain(pages.map(|p| (p, false))) {
        fill(meta, thing, whole, &things);
    }
}

/// All things of a script: a thing, a list of things, a graph.
fn gather<'v>(value: &'v Value, things: &mut Vec<&'v Value>, depth: usize) {
    if depth > 4 || things.len() > 200 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|v| gather(v, things, depth + 1)),
        Value::Object(map) => {
            things.push(value);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = map.get(key) {
                    gather(inner, things, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn is_a(thing: &Value, test: impl Fn(&str) -> bool) -> bool {
    match thing.get("@type") {
        Some(Value::String(name)) => test(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(test),
        _ => false,
    }
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || name.ends_with("Posting")
        || matches!(name, "Report" | "PressRelease")
}

fn fill(meta: &mut Meta, thing: &Value, whole: bool, things: &[&Value]) {
    let or = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value
                .map(|v| clean::squeeze(&unescaped(&v)))
                .filter(|v| !v.is_empty());
        }
    };
    let text = |key: &str| thing.get(key).and_then(first_text);
    if meta.published.is_none() {
        meta.published = text("datePublished").and_then(|d| moment(&d));
    }
    or(&mut meta.language, text("inLanguage"));
    if !whole {
        return;
    }
    or(&mut meta.title, text("headline"));
    or(&mut meta.section, text("articleSection"));
    let url = text("url")
        .or_else(|| text("mainEntityOfPage"))
        .or_else(|| text("@id"));
    or(&mut meta.url, url.filter(|u| u.starts_with("http")));
    or(
        &mut meta.publisher,
        names(thing.get("publisher"), things).into_iter().next(),
    );
    let authors: Vec<String> = names(thing.get("author").or_else(|| thing.get("creator")), things)
        .iter()
        .filter_map(|n| person(n))
        .collect();
    or(&mut meta.byline, Some(authors.join(", ")));
}

/// The first string of a value: itself, the first of a list, or a thing's name or id.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => list
            .iter()
            .take(8)
            .find_map(|v| v.as_str().map(str::to_owned)),
        Value::Object(map) => ["name", "@id"]
            .iter()
            .find_map(|k| map.get(*k)?.as_str().map(str::to_owned)),
        _ => None,
    }
}

/// The names of persons or organisations; one given by its id is looked up among the things.
fn names(value: Option<&Value>, things: &[&Value]) -> Vec<String> {
    let one = |value: &Value| -> Option<String> {
        if let Some(text) = value.as_str() {
            return Some(text.to_owned());
        }
        if let Some(name) = value.get("name").and_then(first_text) {
            return Some(name);
        }
        let id = value.get("@id")?;
        things
            .iter()
            .find(|t| t.get("@id") == Some(id) && t.get("name").is_some())?
            .get("name")
            .and_then(first_text)
    };
    match value {
        Some(Value::Array(list)) => list.iter().take(20).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Texts in JSON-LD are often escaped as if they were HTML.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    dom_query::Document::fragment(text).text().to_string()
}
