//! Search: documents by their words, and the claims in them; or claims by type, mission and actor.

use super::figure::or;
use super::html;
use crate::api::claim_value;
use crate::app::{App, Desk, Need, Visitor, work};
use crate::fault::Fault;
use crate::layout::{Place, nothing, page};
use crate::words::{brief, escaped, many};
use axum::extract::{Query, State};
use axum::response::Response;
use contingent_claim::ClaimType;
use contingent_record::{ClaimFilter, DocumentFacts, StoredClaim};
use maud::{Markup, html as markup};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub struct Asked {
    q: Option<String>,
    mission: Option<String>,
    r#type: Option<String>,
    actor: Option<String>,
    rule: Option<String>,
    from: Option<i64>,
    /// Only the results, for the live search of the small script.
    part: Option<String>,
}

const DOCUMENTS: i64 = 20;
const CLAIMS: usize = 40;

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let typed = asked.q.as_deref().unwrap_or_default().trim();
        let given = |text: &Option<String>| text.clone().filter(|t| !t.is_empty());
        let filter = ClaimFilter {
            mission: given(&asked.mission),
            kind: given(&asked.r#type),
            actor: given(&asked.actor),
            rule: given(&asked.rule),
            ..ClaimFilter::default()
        };
        let filtered = filter != ClaimFilter::default();
        let results = if !typed.is_empty() {
            by_words(desk, typed, &filter)?
        } else if filtered {
            by_field(desk, &filter, asked.from)?
        } else {
            markup! { p.quiet { "Words are looked for in headlines and texts; all of them must be there." } }
        };
        if asked.part.is_some() {
            return Ok(html(results.into_string()));
        }
        let content = markup! {
            h1 { "Search" }
            form.search method="get" action="/search" role="search" data-live="#results" {
                label { "Words" input type="search" name="q" value=(typed) autofocus; }
                label { "Claims of type" select name="type" {
                    option value="" { "any" }
                    @for kind in ClaimType::ALL { option value=(kind.name()) selected[filter.kind.as_deref() == Some(kind.name())] { (kind.name()) } }
                } }
                label { "Mission" input name="mission" value=[&filter.mission] placeholder="id, such as mss-haiti"; }
                label { "Who" input name="actor" value=[&filter.actor] placeholder="id, such as KEN"; }
                @if let Some(rule) = &filter.rule { input type="hidden" name="rule" value=(rule); }
                button type="submit" { "Search" }
            }
            div #results aria-live="polite" { (results) }
        };
        Ok(html(page(desk, Place::Search, "Search", &content)))
    })
    .await
}

fn by_words(desk: &mut Desk<'_>, typed: &str, filter: &ClaimFilter) -> Result<Markup, Fault> {
    let documents = desk.record.search(typed, DOCUMENTS)?;
    let words: Vec<String> = typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut claims = Vec::new();
    for document in &documents {
        if claims.len() >= CLAIMS {
            break;
        }
        let all = desk.record.claims_of(document.id)?;
        claims.extend(
            all.into_iter()
                .filter(|c| fits(c, filter) && says(c, &words)),
        );
    }
    claims.truncate(CLAIMS);
    if documents.is_empty() {
        return Ok(nothing(
            "No document has all of these words.",
            "Try fewer words, or another form of them.",
        ));
    }
    Ok(markup! {
        section {
            h2 { (if documents.len() as i64 == DOCUMENTS { format!("The {DOCUMENTS} documents that fit best") } else { many(documents.len(), "document") }) }
            ul.results { @for d in &documents { (document(d)) } }
        }
        section {
            h2 { (many(claims.len(), "claim")) " with these words" }
            @if claims.is_empty() { p.none { "None of the claims in these documents rests on these words." } }
            ul.results { @for c in &claims { (claim(desk, c)) } }
        }
    })
}

fn by_field(desk: &mut Desk<'_>, filter: &ClaimFilter, from: Option<i64>) -> Result<Markup, Fault> {
    let found = desk.record.claims_listed(filter, true, from, CLAIMS)?;
    if found.claims.is_empty() {
        return Ok(nothing(
            "No claim is like that.",
            "Leave a field empty, or look at a mission's page for the ids that are used.",
        ));
    }
    let mut next = String::from("/search?");
    for (name, value) in [
        ("mission", &filter.mission),
        ("type", &filter.kind),
        ("actor", &filter.actor),
        ("rule", &filter.rule),
    ] {
        if let Some(value) = value {
            next += &format!("{name}={}&", escaped(value));
        }
    }
    Ok(markup! {
        h2 { "Claims, the latest added first" }
        ul.results { @for c in &found.claims { (claim(desk, c)) } }
        @if let Some(from) = found.next { p { a.button href={ (next) "from=" (from) } { "More" } } }
    })
}

fn fits(claim: &StoredClaim, filter: &ClaimFilter) -> bool {
    let is = |wanted: &Option<String>, has: Option<&str>| {
        wanted.as_deref().is_none_or(|w| Some(w) == has)
    };
    let value = claim_value(claim);
    let actor = |w: &String| {
        ["contributor", "donor", "by", "holder", "person", "actor"]
            .iter()
            .any(|f| value.get(*f).and_then(|v| v.as_str()) == Some(w))
    };
    is(&filter.mission, claim.mission.as_deref())
        && is(&filter.kind, Some(claim.claim.kind.name()))
        && filter.actor.as_ref().is_none_or(actor)
}

/// True when one of the words stands in the claim's own words.
fn says(claim: &StoredClaim, words: &[String]) -> bool {
    claim.evidence.iter().any(|e| {
        let quote = e.quote.to_lowercase();
        words.iter().any(|w| quote.contains(w.as_str()))
    })
}

fn document(d: &DocumentFacts) -> Markup {
    markup! { li {
        a href={ "/documents/" (d.id) } { (brief(or(&d.title, "without a title"))) }
        span.quiet { " · " (d.publisher.as_deref().unwrap_or("publisher unknown")) " · " (d.known) }
    } }
}

fn claim(desk: &Desk<'_>, c: &StoredClaim) -> Markup {
    let phrase = desk.app.names.phrase(&claim_value(c));
    let quote = c
        .evidence
        .first()
        .map(|e| e.quote.as_str())
        .unwrap_or_default();
    let short: String = quote.chars().take(240).collect();
    let cut = if short.len() < quote.len() { "…" } else { "" };
    markup! { li {
        a href={ "/documents/" (c.document.id) "#c-" (c.id) } {
            strong { (phrase.who) } " " (phrase.what) @if !phrase.how_many.is_empty() { ": " (phrase.how_many) }
        }
        @if !phrase.when.is_empty() { span.quiet { " · " (phrase.when) } }
        blockquote { (short) (cut) }
        p.meta { (brief(or(&c.document.title, "without a title"))) " · " (c.document.known) }
    } }
}
