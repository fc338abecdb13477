//! The ground: who holds it, and who was hurt on it.

use super::{Section, folded, section};
use crate::charts;
use crate::layout::sources;
use crate::words::{hedge, plain};
use contingent_reckon::Figure;
use maud::{Markup, html};
use smol_str::SmolStr;

/// Who holds what.
pub fn ground(s: &Section<'_>) -> Markup {
    let view = s.view;
    if view.ground.is_empty() {
        return section("ground", "Ground", "", None);
    }
    let head = html! { tr { th { "Holder" } th { "Place" } th.n { "Share" } th { "Since" } } };
    let rows: Vec<Markup> = view.ground.iter().filter_map(|row| {
        let last = row.history.last()?;
        let key = format!("ground|{}|{}", row.holder, row.place);
        Some(html! {
            tr {
                th scope="row" { (s.names.of(&row.holder)) }
                td { (s.names.of(&row.place)) }
                td.n {
                    a.figure href=(s.href(&key)) { @match last.value { Some(v) => { (hedge(last.hedge)) (plain(v)) " %" }, None => "holds it" } }
                    (sources(last.sources, s.differs(&last.claims)))
                }
                td.nowrap { (last.at) }
            }
        })
    }).collect();
    let content = html! { (charts::picture(s, "ground")) (folded(&rows, &head, 15)) };
    section("ground", "Ground", "", Some(content))
}

/// Harm by kind, victims and period.
pub fn harm(s: &Section<'_>) -> Markup {
    let view = s.view;
    if view.tolls.is_empty() {
        return section("harm", "Harm", "", None);
    }
    let head = html! { tr { th { "Harm" } th { "Where" } th.n { "How many" } th { "Period" } } };
    let line = |row: &contingent_reckon::TollRow, figure: &Figure, beside: bool| {
        let key = format!(
            "toll|{}",
            figure
                .claims
                .first()
                .map(SmolStr::as_str)
                .unwrap_or_default()
        );
        let period = match (figure.from, figure.until) {
            (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
            _ if figure.dated => figure.at.to_string(),
            _ => format!("told {}", figure.at),
        };
        html! {
            tr.beside[beside] {
                td { (row.victims.replace('_', " ")) " " (row.harm) @if beside { span.quiet { " (overlaps)" } } }
                td { (s.names.of(&row.place)) }
                td.n {
                    a.figure href=(s.href(&key)) { (hedge(figure.hedge)) (figure.value.map_or_else(|| "some".to_owned(), plain)) }
                    (sources(figure.sources, s.differs(&figure.claims)))
                }
                td.nowrap { (period) }
            }
        }
    };
    let rows: Vec<Markup> = view
        .tolls
        .iter()
        .flat_map(|row| {
            let counted = row.counts.iter().map(move |f| line(row, f, false));
            counted
                .chain(row.overlapping.iter().map(move |f| line(row, f, true)))
                .collect::<Vec<_>>()
        })
        .collect();
    let content = html! { (charts::picture(s, "harm")) (folded(&rows, &head, 15)) };
    section(
        "harm",
        "Harm",
        "Counts of periods that overlap are never added.",
        Some(content),
    )
}
