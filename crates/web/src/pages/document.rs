//! A document as it was printed, with the words of its claims marked, and the claims beside it, each with why.

use super::figure::or;
use super::html;
use crate::api::claim_value;
use crate::app::{App, Days, Desk, Need, Visitor, work};
use crate::decided::decided_since;
use crate::fault::Fault;
use crate::layout::{Place, mission_href, page, state};
use crate::marks::{ROLES, marked};
use crate::settled::Settled;
use crate::words::{escaped, many};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use contingent_record::{DocumentFacts, StoredClaim, Verdict};
use contingent_text::{Document, Part};
use maud::{Markup, html as markup};
use smol_str::{SmolStr, ToSmolStr};
use std::collections::HashMap;
use std::sync::Arc;

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let number = number(&id)?;
        let facts = desk.record.document_facts(number)?;
        let document = desk.record.document(number)?;
        let claims = desk.record.claims_of(number)?;
        let siblings = desk.record.siblings(&facts)?;
        let states = states(desk, &claims)?;
        let cards: Vec<Markup> = claims.iter().map(|c| card(desk, c, &states)).collect();
        let content = markup! {
            div.document {
                article.text {
                    (head(&document, &facts, &claims))
                    (marked(&document.body, Part::Body, &claims, true))
                    (others(&facts, &siblings))
                }
                aside.claims aria-label="Claims of this document" {
                    h2 { (many(claims.len(), "claim")) }
                    @if claims.is_empty() {
                        p.none { "No claim was read from this document. " a href={ "/documents/" (facts.id) "/why" } { "What nearly was one" } }
                    } @else {
                        p.legend { @for (kind, words) in ROLES { span class={ "mark m-" (kind) } { (words) } " " } }
                    }
                    @for card in &cards { (card) }
                }
            }
        };
        Ok(html(page(desk, Place::Documents, or(&document.title, "Document"), &content)))
    })
    .await
}

/// A document read once more: how each claim came about, and what nearly was one.
pub async fn why(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let number = number(&id)?;
        let facts = desk.record.document_facts(number)?;
        let document = desk.record.document(number)?;
        let explained = desk.app.explain.explain(&document);
        let content = markup! {
            p.path { a href={ "/documents/" (facts.id) } { (or(&document.title, "Document")) } }
            h1 { "How it was read" }
            p.lead { "The document was read once more just now, with the rules of this program." }
            @if explained.ways.is_empty() { p.none { "No claim." } }
            @for (rule, words, steps) in &explained.ways {
                article.ground {
                    blockquote { (words) }
                    p { "rule " a href={ "/rules#" (escaped(rule)) } { (rule) } }
                    @if !steps.is_empty() { ol.steps { @for step in steps { li { code { (step) } } } } }
                }
            }
            h2 { "Nearly, but not" }
            @if explained.near_misses.is_empty() { p.none { "No rule came near." } }
            ul { @for line in &explained.near_misses { li { (line) } } }
        };
        Ok(html(page(desk, Place::Documents, "How it was read", &content)))
    })
    .await
}

/// A claim's address leads to its words.
pub async fn claim(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let claim = desk.record.claim(&id)?;
        let place = format!("/documents/{}#c-{}", claim.document.id, claim.id);
        Ok(Redirect::to(&place).into_response())
    })
    .await
}

fn number(id: &str) -> Result<i64, Fault> {
    id.parse()
        .map_err(|_| Fault::NotFound("a document has a whole number for its address".to_owned()))
}

/// Where each claim stands in its mission, and what is found about it.
type States = HashMap<SmolStr, (Settled, Vec<String>)>;

/// Of all claims but those of a large mission that was not compared with the others yet.
fn states(desk: &mut Desk<'_>, claims: &[StoredClaim]) -> Result<States, Fault> {
    let mut missions: Vec<&str> = claims.iter().filter_map(|c| c.mission.as_deref()).collect();
    missions.sort_unstable();
    missions.dedup();
    let mut states = HashMap::new();
    for mission in missions {
        let Some((standings, stale)) = desk.standings(mission)? else {
            continue;
        };
        let decided = if stale {
            decided_since(desk.record, mission, standings.state)?
        } else {
            HashMap::new()
        };
        let of_mission = claims
            .iter()
            .filter(|c| c.mission.as_deref() == Some(mission));
        for claim in of_mission {
            let id = claim.id.to_smolstr();
            let state = match standings.claim(&id) {
                Some(standing) => {
                    let settled = match decided.get(&id) {
                        Some(Some(Verdict::Reject)) => Settled::Rejected,
                        Some(Some(_)) => Settled::Accepted,
                        Some(None) => standing.unjudged,
                        None => standing.settled,
                    };
                    (settled, standings.found(standing))
                }
                // It was added since, and is not compared with the others yet.
                None if stale => continue,
                None => (Settled::Incomplete, Vec::new()),
            };
            states.insert(id, state);
        }
    }
    Ok(states)
}

/// A longer headline is set in smaller letters.
const LONG: usize = 120;

fn head(document: &Document, facts: &DocumentFacts, claims: &[StoredClaim]) -> Markup {
    let published = document.published.as_ref().map(ToString::to_string);
    markup! {
        header {
            @if let Some(section) = &document.section { p.kicker { (section) } }
            h1.long[document.title.chars().count() > LONG] { @if document.title.trim().is_empty() { "Without a title" } @else { (marked(&document.title, Part::Title, claims, true)) } }
            @for summary in &document.summary { p.summary { (summary) } }
            p.meta {
                @if let Some(byline) = &document.byline { span { (byline) } " · " }
                span { (document.publisher.as_deref().unwrap_or("publisher unknown")) } " · "
                @match &published { Some(day) => time { (day) }, None => span.quiet { "no date; known since " (facts.known) } }
                @if let Some(address) = &document.url {
                    " · "
                    @if is_web(address) { a href=(address) rel="noreferrer noopener external" { "original page" } } @else { span.quiet { (address) } }
                }
                @if facts.version > 1 { " · version " (facts.version) }
            }
        }
    }
}

/// Only addresses of the web become links: `javascript:` is an address too.
fn is_web(address: &str) -> bool {
    let lower = address.trim_start().to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

fn others(facts: &DocumentFacts, siblings: &[DocumentFacts]) -> Markup {
    let versions: Vec<_> = siblings
        .iter()
        .filter(|d| d.page == facts.page && d.id != facts.id)
        .collect();
    let copies: Vec<_> = siblings
        .iter()
        .filter(|d| d.voice == facts.voice && d.page != facts.page)
        .collect();
    markup! {
        footer {
            @if !versions.is_empty() {
                h2 { "Other versions of this page" }
                ul { @for d in &versions { li { a href={ "/documents/" (d.id) } { "version " (d.version) } " · known since " (d.known) } } }
            }
            @if !copies.is_empty() {
                h2 { "The same story elsewhere" }
                p.quiet { "They are one voice with this document and count as one source." }
                ul { @for d in &copies { li { a href={ "/documents/" (d.id) } { (or(&d.title, "without a title")) } " · " (d.publisher.as_deref().unwrap_or("publisher unknown")) " · " (d.known) } } }
            }
        }
    }
}

fn card(desk: &Desk<'_>, claim: &StoredClaim, states: &States) -> Markup {
    let names = &desk.app.names;
    let phrase = names.phrase(&claim_value(claim));
    let id = claim.id.to_smolstr();
    let in_mission = claim.mission.is_some();
    let (settled, findings) = match states.get(&id) {
        Some((settled, findings)) => (Some(*settled), findings.as_slice()),
        None => ((!in_mission).then_some(Settled::Incomplete), &[][..]),
    };
    let days = Days::of(None, None).ok();
    let rules: Vec<&str> = claim.evidence.iter().map(|w| w.rule.as_str()).collect();
    markup! {
        article.card id={ "c-" (id) } data-claim=(id) {
            p.kind {
                (claim.claim.kind.name()) " "
                @match settled {
                    Some(settled) => (state(settled)),
                    None => span.quiet { "being compared with other sources" },
                }
            }
            p.claim {
                strong { (phrase.who) } " " (phrase.what)
                @if !phrase.how_many.is_empty() { ": " strong { (phrase.how_many) } }
            }
            p.meta {
                @if phrase.when.is_empty() { "no date of its own" } @else { (phrase.when) }
                @if !phrase.said_by.is_empty() { " · said by " (phrase.said_by) }
                @if let (Some(mission), Some(days)) = (&claim.mission, &days) { " · " a href=(mission_href(mission, days)) { (names.short(mission)) } }
            }
            p.meta {
                a href={ "#w-" (id) } { "its words" } " · "
                a href={ "/review?claim=" (id) } { "judge" }
            }
            details {
                summary { "Why" }
                @for rule in &rules { p { "rule " a href={ "/rules#" (escaped(rule)) } { (rule) } } }
                @for finding in findings { p.finding { (finding) } }
                p.quiet { "read by version " (claim.read.0) " on " (claim.read.1.get(..10).unwrap_or_default()) " · claim " (id) }
                p { a href={ "/documents/" (claim.document.id) "/why" } { "Path through the tree, and near misses" } }
            }
        }
    }
}
