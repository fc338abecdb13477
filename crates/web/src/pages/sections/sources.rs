//! Where the sources differ, and which they are.

use super::{Section, section};
use crate::cache::Known;
use crate::pages::figure::{self, finding_line};
use crate::words::{brief, escaped, many};
use contingent_reckon::DocumentFacts;
use maud::{Markup, html};
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashSet};

/// Where sources differ, and why.
pub fn differ(s: &Section<'_>) -> Markup {
    const SHOWN: usize = 8;
    let view = s.view;
    if view.findings.is_empty() {
        return html! { section #differ { h2 { "Disagreements" } p.none { "No two numbers of this mission contradict each other." } } };
    }
    let lines: Vec<Markup> = view
        .findings
        .iter()
        .rev()
        .map(|f| finding_line(s.names, f, &view.mission, s.days))
        .collect();
    let unexplained = view.findings.iter().filter(|f| f.reason.is_none()).count();
    let content = html! {
        p.quiet { (many(lines.len(), "disagreement")) ", " (unexplained) " of them without a reason that fits exactly; the latest first." }
        ul.findings { @for line in lines.iter().take(SHOWN) { (line) } }
        @if lines.len() > SHOWN { details { summary { (lines.len() - SHOWN) " more" } ul.findings { @for line in lines.iter().skip(SHOWN).take(150) { (line) } } } }
    };
    section("differ", "Disagreements", "", Some(content))
}

/// The documents, copies under the first of their voice.
pub fn sources_list(known: &Known) -> Markup {
    let mut voices: BTreeMap<&SmolStr, Vec<&DocumentFacts>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for one in known.recorded.iter() {
        if seen.insert(&one.document.id) {
            voices
                .entry(&one.document.voice)
                .or_default()
                .push(&one.document);
        }
    }
    let mut groups: Vec<Vec<&DocumentFacts>> = voices.into_values().collect();
    for group in &mut groups {
        group.sort_by(|a, b| (a.known, &a.id).cmp(&(b.known, &b.id)));
    }
    groups.sort_by(|a, b| b.first().map(|d| d.known).cmp(&a.first().map(|d| d.known)));
    let document = |d: &DocumentFacts| {
        html! {
            a href={ "/documents/" (escaped(&d.id)) } { (brief(figure::or(&d.title, "without a title"))) }
            span.quiet { " · " (d.publisher.as_deref().unwrap_or("publisher unknown")) " · " (d.known) }
        }
    };
    let items: Vec<Markup> = groups.iter().take(115).map(|group| html! {
        li {
            @if let Some((first, copies)) = group.split_first() {
                (document(first))
                @if !copies.is_empty() {
                    details.copies { summary { (if copies.len() == 1 { "1 copy".to_owned() } else { format!("{} copies", copies.len()) }) " of it" }
                        ul { @for copy in copies { li { (document(copy)) } } } }
                }
            }
        }
    }).collect();
    let content = html! {
        p.quiet { (many(seen.len(), "document")) " in " (many(groups.len(), "voice")) ": copies of one story are one voice." }
        ul.sources-list { @for item in items.iter().take(15) { (item) } }
        @if items.len() > 15 { details { summary { (items.len() - 15) " more" } ul.sources-list { @for item in items.iter().skip(15) { (item) } } } }
        (all_documents(&known.view.mission))
    };
    section("sources", "Sources", "", Some(content))
}

/// The part with nothing in it but where they are.
pub fn sources_elsewhere(s: &Section<'_>) -> Markup {
    section(
        "sources",
        "Sources",
        "",
        Some(all_documents(&s.view.mission)),
    )
}

fn all_documents(mission: &str) -> Markup {
    html! { p { a href={ "/documents?mission=" (escaped(mission)) } { "All documents of the mission" } } }
}
