//! A mission: who is there, who promised, who paid, who holds what, what changed. Every number leads to its page.

use super::sections::{self, Section};
use super::{figure, html};
use crate::app::{App, Days, Desk, Need, Visitor, day, work};
use crate::cache::Known;
use crate::fault::Fault;
use crate::layout::{Place, days as days_form, level, page, sources};
use crate::words::{escaped, many};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use contingent_reckon::{Level, ProfileRow, diff};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html as markup};
use serde::Deserialize;
use std::sync::Arc;

/// What an address asks for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    as_of: Option<String>,
    known_on: Option<String>,
    since: Option<String>,
}

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(mission): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let days = Days::of(asked.as_of.as_deref(), asked.known_on.as_deref())?;
        let since = asked.since.as_deref().and_then(|text| day(text).transpose()).transpose()?;
        let known = desk.known(&mission, &days)?;
        let changes = changed(desk, &known, &mission, &days, since)?;
        let section = Section::new(&known, &desk.app.names, &days);
        let action = format!("/missions/{}", escaped(&mission));
        let since_text = since.map(|d| d.to_string()).unwrap_or_default();
        let kept: &[(&str, &str)] = if since.is_some() { &[("since", &since_text)] } else { &[] };
        let events = sections::events(desk, &mission)?;
        let content = markup! {
            (heading(&section))
            (days_form(&action, &days, kept))
            nav.contents aria-label="On this page" {
                @for (id, name) in CONTENTS { a href={ "#" (id) } { (name) } }
            }
            @if known.recorded.is_empty() {
                (crate::layout::nothing("Nothing was known of this mission by then.", "Choose a later day for “known on”."))
            } @else {
                (sections::strength(&section))
                (sections::differ(&section))
                (sections::money(&section))
                (sections::mandate(&section))
                (sections::ground(&section))
                (sections::harm(&section))
                (sections::equipment(&section))
                (sections::offices(&section))
                (sections::positions(&section))
                (events)
                (sections::sources_list(&section))
            }
            (changes)
        };
        Ok(html(page(desk, Place::Missions, &desk.app.names.of(&mission), &content)))
    })
    .await
}

const CONTENTS: [(&str, &str); 12] = [
    ("strength", "Strength"),
    ("differ", "Disagreements"),
    ("money", "Money"),
    ("mandate", "Mandate"),
    ("ground", "Ground"),
    ("harm", "Harm"),
    ("equipment", "Equipment"),
    ("offices", "Offices"),
    ("positions", "Positions"),
    ("events", "Events"),
    ("sources", "Sources"),
    ("changes", "Changes"),
];

/// The mission in a few facts.
fn heading(section: &Section<'_>) -> Markup {
    let view = &section.known.view;
    let names = section.names;
    let told = |attribute: &str| -> Vec<&ProfileRow> {
        let mut rows: Vec<_> = view
            .profile
            .iter()
            .filter(|r| r.attribute == attribute)
            .collect();
        rows.sort_by_key(|r| std::cmp::Reverse((r.sources, r.last)));
        rows.truncate(3);
        rows
    };
    let profile = |attribute: &str| {
        let rows = told(attribute);
        markup! {
            @if rows.is_empty() { span.unknown { "not told" } }
            @for (at, row) in rows.iter().enumerate() {
                @if at > 0 { br; }
                a href=(section.href(&format!("profile|{}|{}", row.attribute, row.value))) { (names.of(&row.value)) }
                (sources(row.sources, false))
            }
        }
    };
    let rung = |level_of: Option<&Level>, key: &str| {
        markup! {
            @match level_of {
                Some(one) => (level(one, &section.href(key), section.differs(&one.claims))),
                None => span.unknown { "unknown" },
            }
        }
    };
    let whole = &view.strength.whole;
    let present = whole.present.as_ref();
    let sum = view.strength.sum.as_ref().map(|s| &s.level);
    let mandate = &view.mandate;
    markup! {
        h1 { (names.of(&view.mission)) }
        p.lead {
            span.id { (view.mission) } " · as of " (view.as_of) ", by what was known on " (view.known_on) " · "
            (many(view.documents, "document")) ", " (many(view.claims, "claim")) ", " (many(view.sources, "source"))
        }
        dl.facts {
            div { dt { "Present" } dd.big {
                @if present.is_some() { (rung(present, "strength||present")) } @else { (rung(sum, "strength||sum")) }
            } }
            div { dt { "Authorised" } dd.big { (rung(whole.authorized.as_ref(), "strength||authorised")) } }
            div { dt { "Mandate" } dd {
                @match (&mandate.expires, mandate.days_left) {
                    (Some(day), Some(left)) if left < 0 => { "ran out on " (day) br; span.late { (many(left.unsigned_abs() as usize, "day")) " ago" } },
                    (Some(day), left) => { "until " (day) @if let Some(left) = left { br; span.quiet { "in " (many(left.unsigned_abs() as usize, "day")) } } },
                    _ => span.unknown { "end not told" },
                }
            } }
            div { dt { "Lead" } dd { (profile("lead")) } }
            div { dt { "Host" } dd { (profile("host")) } }
        }
    }
}

/// What is otherwise than on an earlier day, by what was known then.
fn changed(
    desk: &mut Desk<'_>,
    known: &Known,
    mission: &str,
    days: &Days,
    since: Option<Date>,
) -> Result<Markup, Fault> {
    let changes = match since {
        None => None,
        Some(since) => {
            let then = Days {
                as_of: since,
                known_on: since,
                asked: (true, true),
            };
            let before = desk.known(mission, &then)?;
            Some(diff(&before.view, &known.view))
        }
    };
    let month_ago = days.known_on.saturating_sub(30.days());
    let value = since.unwrap_or(month_ago).to_string();
    Ok(markup! {
        section #changes {
            h2 { "What changed" }
            form.days method="get" action={ "/missions/" (escaped(mission)) "#changes" } {
                @if days.asked.0 { input type="hidden" name="as_of" value=(days.as_of); }
                @if days.asked.1 { input type="hidden" name="known_on" value=(days.known_on); }
                label { "Since" input type="date" name="since" value=(value) required; }
                button type="submit" { "Show changes" }
            }
            @match &changes {
                None => p.quiet { "Choose a day to see what is known now that was not known then." },
                Some(changes) if changes.is_empty() => p.quiet { "Nothing changed." },
                Some(changes) => (change_list(changes, mission, days)),
            }
        }
    })
}

/// Changes as lines that lead to their claims.
pub fn change_list(changes: &[contingent_reckon::Change], mission: &str, days: &Days) -> Markup {
    const SHOWN: usize = 200;
    markup! {
        table.list {
            thead { tr { th { "What" } th { "How it changed" } th { "When" } th.n { "Claims" } } }
            tbody {
                @for change in changes.iter().take(SHOWN) {
                    tr {
                        td { (change.subject) }
                        td { (change.words) }
                        td.nowrap { @if let Some(at) = change.at { (at) } }
                        td.n { @if change.claims.is_empty() { "0" } @else { a href=(figure::claims_href(mission, days, &change.claims)) { (change.claims.len()) } } }
                    }
                }
            }
        }
        @if changes.len() > SHOWN { p.quiet { "and " (changes.len() - SHOWN) " more; the API gives all." } }
    }
}
