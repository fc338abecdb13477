//! People: how many of each contributor, and who holds which office.

use super::{Section, folded, section};
use crate::charts;
use crate::layout::{level, signed};
use crate::words::Names;
use contingent_reckon::{Ladder, Level};
use maud::{Markup, html};
use smol_str::SmolStr;

/// How far people have come, from the first rung to the last.
pub const RUNGS: [&str; 8] = [
    "authorised",
    "required",
    "promised",
    "planned",
    "ready",
    "arrived",
    "present",
    "left",
];

fn rung<'l>(ladder: &'l Ladder, name: &str) -> Option<&'l Level> {
    ladder
        .rungs()
        .find(|(n, _)| *n == name)
        .map(|(_, level)| level)
}

/// People by contributor.
pub fn strength(s: &Section<'_>) -> Markup {
    let strength = &s.view.strength;
    let ladders =
        || std::iter::once(&strength.whole).chain(strength.contributors.iter().map(|c| &c.ladder));
    if ladders().all(|l| l.rungs().next().is_none()) {
        return section("strength", "Strength", "", None);
    }
    let always = ["promised", "arrived", "present"];
    let columns: Vec<&str> = RUNGS
        .into_iter()
        .filter(|name| always.contains(name) || ladders().any(|l| rung(l, name).is_some()))
        .collect();
    let head = html! { tr { th { "Contributor" } @for c in &columns { th.n { (c) } } } };
    let rows: Vec<Markup> = (strength.contributors.iter()).map(|row| html! {
        tr {
            th scope="row" { (s.names.of(&row.contributor)) }
            @for c in &columns { td.n { (s.cell(rung(&row.ladder, c), &format!("strength|{}|{c}", row.contributor))) } }
        }
    }).collect();
    let whole = html! {
        tr.whole { th scope="row" { "Whole mission, as sources state it" }
            @for c in &columns { td.n { (s.cell(rung(&strength.whole, c), &format!("strength||{c}"))) } } }
    };
    let mut all = vec![whole];
    all.extend(rows);
    let sum = strength.sum.as_ref().map(|sum| html! {
        p { "Contributors present add up to " (level(&sum.level, &s.href("strength||sum"), false))
            @if let Some(difference) = sum.difference.filter(|d| *d != 0.0) { "; the stated total is " strong { (signed(difference)) } " beside that" }
            "."
            @if !sum.unknown.is_empty() { " Present in unknown number: " (list(s.names, &sum.unknown)) "." }
            @if !sum.left_out.is_empty() { " Left out, since they may be counted already: " (list(s.names, &sum.left_out)) "." }
        }
    });
    let content = html! {
        (charts::picture(s, "strength"))
        (charts::picture(s, "ladder"))
        (folded(&all, &head, 26))
        @if let Some(sum) = sum { (sum) }
    };
    section(
        "strength",
        "Strength",
        "Small figures: how many independent sources; ≠ where another number differs. A dash is unknown, not nought.",
        Some(content),
    )
}

fn list(names: &Names, ids: &[SmolStr]) -> String {
    ids.iter()
        .map(|id| names.of(id))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Who held which office.
pub fn offices(s: &Section<'_>) -> Markup {
    let view = s.view;
    if view.offices.is_empty() {
        return section("offices", "Offices", "", None);
    }
    let head = html! { tr { th { "Person" } th { "Title" } th { "Of" } th { "Standing" } th { "Told of from" } th { "to" } th { "As EDTF" } th.n { "Sources" } } };
    let rows: Vec<Markup> = view
        .offices
        .iter()
        .map(|row| {
            let key = format!(
                "office|{}",
                row.claims.first().map(SmolStr::as_str).unwrap_or_default()
            );
            html! {
                tr {
                    th scope="row" { a href=(s.href(&key)) { (row.person) } }
                    td { (row.titles.first().map(SmolStr::as_str).unwrap_or_default()) }
                    td { (s.names.of(&row.body)) }
                    td { (row.standing.word()) }
                    td.nowrap { (row.first) } td.nowrap { (row.last) }
                    td.nowrap { code { (row.edtf()) } }
                    td.n { (row.sources) }
                }
            }
        })
        .collect();
    let content = html! { (charts::picture(s, "offices")) (folded(&rows, &head, 15)) };
    section("offices", "Offices", "", Some(content))
}
