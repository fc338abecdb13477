//! What was done: acts on the mandate, positions taken, events.

use super::{Section, folded, section};
use crate::app::Desk;
use crate::charts;
use crate::fault::Fault;
use crate::words::{escaped, stance};
use contingent_record::ClaimFilter;
use maud::{Markup, html};
use smol_str::SmolStr;

/// Acts on the legal basis.
pub fn mandate(s: &Section<'_>) -> Markup {
    let acts = &s.view.mandate.acts;
    if acts.is_empty() {
        return section("mandate", "Mandate", "", None);
    }
    let head = html! { tr { th { "When" } th { "Act" } th { "By" } th { "Instrument" } th { "Until" } th { "Votes" } th.n { "Sources" } } };
    let rows: Vec<Markup> = acts.iter().rev().map(|act| {
        let key = format!("mandate|{}", act.claims.first().map(SmolStr::as_str).unwrap_or_default());
        html! {
            tr {
                td.nowrap { (act.at) @if !act.dated { span.quiet title="no source dates it; told on that day" { " told" } } }
                td { a href=(s.href(&key)) { (act.act.word()) } }
                td { (s.names.of(&act.by)) }
                td { @if let Some(i) = &act.instrument { (i) } }
                td.nowrap { @if let Some(u) = &act.until { (u) } }
                td.nowrap { @if let Some(v) = &act.votes { (vote(v.in_favour)) "–" (vote(v.against)) "–" (vote(v.abstaining)) } }
                td.n { (act.sources) }
            }
        }
    }).collect();
    section(
        "mandate",
        "Mandate",
        "The latest first.",
        Some(folded(&rows, &head, 12)),
    )
}

fn vote(n: Option<u32>) -> String {
    n.map_or_else(|| "?".to_owned(), |n| n.to_string())
}

/// Who backs or opposes what.
pub fn positions(s: &Section<'_>) -> Markup {
    let view = s.view;
    if view.positions.is_empty() {
        return section("positions", "Positions", "", None);
    }
    let head = html! { tr { th { "When" } th { "Who" } th { "Does what" } th { "About" } th.n { "Sources" } } };
    let rows: Vec<Markup> = view.positions.iter().take(200).map(|row| {
        let key = format!("position|{}", row.claims.first().map(SmolStr::as_str).unwrap_or_default());
        html! {
            tr {
                td.nowrap { (row.at) }
                th scope="row" { (s.names.of(&row.actor)) }
                td { a href=(s.href(&key)) { (stance(&row.stance)) } " " (s.names.of(&row.about)) }
                td { @if let Some(object) = &row.object { (object) } }
                td.n { (row.sources) }
            }
        }
    }).collect();
    let content = html! { (charts::picture(s, "positions")) (folded(&rows, &head, 12)) };
    section("positions", "Positions", "The latest first.", Some(content))
}

/// The latest events, straight from the record.
pub fn events(desk: &mut Desk<'_>, mission: &str) -> Result<Markup, Fault> {
    const SHOWN: usize = 12;
    let filter = ClaimFilter {
        mission: Some(mission.to_owned()),
        kind: Some("event".to_owned()),
        ..ClaimFilter::default()
    };
    let page = desk.record.claims_listed(&filter, true, None, SHOWN)?;
    if page.claims.is_empty() {
        return Ok(section("events", "Events", "", None));
    }
    let rows: Vec<Markup> = page.claims.iter().map(|claim| {
        let phrase = desk.app.names.phrase(&crate::api::claim_value(claim));
        let place = format!("/documents/{}#c-{}", claim.document.id, claim.id);
        html! {
            tr {
                td.nowrap { @if phrase.when.is_empty() { span.quiet { "told " (claim.document.known) } } @else { (phrase.when) } }
                th scope="row" { (phrase.who) }
                td { a href=(place) { (phrase.what) } }
            }
        }
    }).collect();
    let head = html! { tr { th { "When" } th { "Who" } th { "What" } } };
    let content = html! {
        (folded(&rows, &head, SHOWN))
        p { a href={ "/search?type=event&mission=" (escaped(mission)) } { "All events" } }
    };
    Ok(section(
        "events",
        "Events",
        "The last that were added.",
        Some(content),
    ))
}
