//! Money and things.

use super::{Section, folded, section};
use crate::charts;
use maud::{Markup, html};

/// Money by donor and stage.
pub fn money(s: &Section<'_>) -> Markup {
    let view = s.view;
    if view.money.is_empty() {
        return section("money", "Money", "", None);
    }
    let mut stages: Vec<&str> = Vec::new();
    for (stage, _) in view.money.iter().flat_map(|row| &row.stages) {
        if !stages.contains(stage) {
            stages.push(stage);
        }
    }
    let head = html! { tr { th { "Donor" } th { "To" } th { "Currency" } @for stage in &stages { th.n { (stage) } } } };
    let rows: Vec<Markup> = view.money.iter().map(|row| html! {
        tr {
            th scope="row" { (s.party(&row.donor, "no donor named")) }
            td { (row.recipient.replace('-', " ")) }
            td { (row.currency) }
            @for stage in &stages {
                td.n { (s.cell(row.stages.iter().find(|(n, _)| n == stage).map(|(_, l)| l),
                    &format!("money|{}|{}|{}|{stage}", row.donor, row.recipient, row.currency))) }
            }
        }
    }).collect();
    let content = html! { (charts::picture(s, "money")) (folded(&rows, &head, 20)) };
    section(
        "money",
        "Money",
        "Each currency for itself; nothing is converted.",
        Some(content),
    )
}

/// Things.
pub fn equipment(s: &Section<'_>) -> Markup {
    let view = s.view;
    if view.equipment.is_empty() {
        return section("equipment", "Equipment", "", None);
    }
    let head = html! { tr { th { "From" } th { "What" } th { "Stage" } th.n { "How many" } th { "When" } } };
    let rows: Vec<Markup> = view.equipment.iter().flat_map(|row| row.stages.iter().map(move |(stage, one)| html! {
        tr {
            th scope="row" { (s.party(&row.contributor, "nobody named")) }
            td { (row.item.replace('_', " ")) }
            td { (stage) }
            td.n { (s.cell(Some(one), &format!("equipment|{}|{}|{stage}", row.contributor, row.item))) }
            td.nowrap { (one.at) }
        }
    })).collect();
    section("equipment", "Equipment", "", Some(folded(&rows, &head, 15)))
}
