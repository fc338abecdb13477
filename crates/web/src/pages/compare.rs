//! Two dates of one mission, or two missions, side by side.

use super::mission::change_list;
use super::sections::RUNGS;
use super::{figure, html};
use crate::app::{App, Days, Need, Visitor, day, today, work};
use crate::fault::Fault;
use crate::layout::{Place, level, nothing, page};
use crate::words::Names;
use axum::extract::{Query, State};
use axum::response::Response;
use contingent_reckon::{Level, MissionView, diff};
use jiff::ToSpan;
use maud::{Markup, html as markup};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub struct Asked {
    mission: Option<String>,
    with: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let missions = desk.missions()?;
        let names = &desk.app.names;
        let day_of = |text: &Option<String>| text.as_deref().and_then(|t| day(t).transpose()).transpose();
        let to = day_of(&asked.to)?.unwrap_or_else(today);
        let from = day_of(&asked.from)?.unwrap_or_else(|| to.saturating_sub(180.days()));
        let chosen = |text: &Option<String>| text.clone().filter(|m| !m.is_empty());
        let mission = chosen(&asked.mission).or_else(|| missions.first().cloned());
        let with = chosen(&asked.with);
        let at = |day| Days { as_of: day, known_on: day, asked: (true, true) };
        let result = match (&mission, &with) {
            (None, _) => nothing("The record speaks of no mission yet.", "Add documents with `contingent add FILES`."),
            (Some(mission), None) => {
                let (a, b) = (desk.known(mission, &at(from))?, desk.known(mission, &at(to))?);
                let changes = diff(&a.view, &b.view);
                markup! {
                    (side_by_side(names, (&a.view, &at(from), &from.to_string()), (&b.view, &at(to), &to.to_string())))
                    h2 { "What changed" }
                    @if changes.is_empty() { p.none { "Nothing changed between these days." } } @else { (change_list(names, &changes, mission, &at(to))) }
                }
            }
            (Some(mission), Some(with)) => {
                let (a, b) = (desk.known(mission, &at(to))?, desk.known(with, &at(to))?);
                side_by_side(names, (&a.view, &at(to), &names.of(mission)), (&b.view, &at(to), &names.of(with)))
            }
        };
        let choice = |name: &str, chosen: &Option<String>, none: Option<&str>| markup! {
            select name=(name) {
                @if let Some(none) = none { option value="" { (none) } }
                @for m in missions.iter().take(300) { option value=(m) selected[chosen.as_ref() == Some(m)] { (names.of(m)) } }
            }
        };
        let content = markup! {
            h1 { "Compare" }
            p.lead { "One mission on two days, by what was known on each; or two missions on the later day." }
            form.days method="get" action="/compare" {
                label { "Mission" (choice("mission", &mission, None)) }
                label { "with" (choice("with", &with, Some("itself, on two days"))) }
                label { "From" input type="date" name="from" value=(from); }
                label { "To" input type="date" name="to" value=(to); }
                button type="submit" { "Compare" }
            }
            (result)
        };
        Ok(html(page(desk, Place::Compare, "Compare", &content)))
    })
    .await
}

/// Numbers with their addresses, in order: kind, who, place of the rung, what.
type Lines = BTreeMap<(u8, String, usize, String), (Level, String)>;
type Side<'a> = (&'a MissionView, &'a Days, &'a str);

fn side_by_side(names: &Names, a: Side<'_>, b: Side<'_>) -> Markup {
    let place = |rung: &str| RUNGS.iter().position(|r| *r == rung).unwrap_or(RUNGS.len());
    let lines = |view: &MissionView| -> Lines {
        let mut lines = BTreeMap::new();
        for (rung, level) in view.strength.whole.rungs() {
            lines.insert(
                (0, "Whole mission".to_owned(), place(rung), rung.to_owned()),
                (level.clone(), format!("strength||{rung}")),
            );
        }
        for row in &view.strength.contributors {
            for (rung, level) in row.ladder.rungs() {
                let key = format!("strength|{}|{rung}", row.contributor);
                lines.insert(
                    (1, names.of(&row.contributor), place(rung), rung.to_owned()),
                    (level.clone(), key),
                );
            }
        }
        for row in &view.money {
            for (stage, level) in &row.stages {
                let donor = if row.donor.is_empty() {
                    "no donor named".to_owned()
                } else {
                    names.of(&row.donor)
                };
                let key = format!(
                    "money|{}|{}|{}|{stage}",
                    row.donor, row.recipient, row.currency
                );
                let currency = if row.currency.is_empty() {
                    "no currency"
                } else {
                    &row.currency
                };
                let what = format!("{stage}, {} ({currency})", row.recipient.replace('-', " "));
                lines.insert((2, donor, 0, what), (level.clone(), key));
            }
        }
        lines
    };
    let (left, right) = (lines(a.0), lines(b.0));
    let mut keys: Vec<_> = left.keys().chain(right.keys()).collect();
    keys.sort();
    keys.dedup();
    let cell = |side: &Lines, key: &(u8, String, usize, String), of: &Side<'_>| {
        markup! {
            @match side.get(key) {
                Some((one, address)) => (level(one, &figure::href(&of.0.mission, of.1, address), false)),
                None => span.none { "–" },
            }
        }
    };
    markup! {
        @if keys.is_empty() { p.none { "No number is known on either side." } } @else {
            div.wide { table.list {
                thead { tr { th { "Who" } th { "What" } th.n { (a.2) } th.n { (b.2) } } }
                tbody { @for key in keys { tr.changed[left.get(key).map(|l| l.0.value) != right.get(key).map(|l| l.0.value)] {
                    th scope="row" { (key.1) } td { (key.3) } td.n { (cell(&left, key, &a)) } td.n { (cell(&right, key, &b)) }
                } } }
            } }
        }
    }
}
