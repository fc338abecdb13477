//! A mission: who is there, who promised, who paid, who holds what, what changed. Every number leads to its page.

use super::sections::{self, Section};
use super::{figure, html};
use crate::app::{App, Days, Desk, Need, Short, Visitor, day, work};
use crate::cache::Known;
use crate::fault::Fault;
use crate::layout::{Place, days as days_form, level, mission_href, nothing, page, sources};
use crate::words::{Names, escaped, many};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use contingent_reckon::{Level, ProfileRow, diff};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, PreEscaped, html as markup};
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
        let since = asked
            .since
            .as_deref()
            .and_then(|text| day(text).transpose())
            .transpose()?;
        let short = desk.in_short(&mission, &days)?;
        let changes = changed(desk, &mission, &days, since)?;
        let action = format!("/missions/{}", escaped(&mission));
        let since_text = since.map(|d| d.to_string()).unwrap_or_default();
        let kept: &[(&str, &str)] = if since.is_some() {
            &[("since", &since_text)]
        } else {
            &[]
        };
        let events = sections::events(desk, &mission)?;
        let names = &desk.app.names;
        let (heading, parts, sources) = match &short {
            Short::Whole(known) if known.recorded.is_empty() => {
                let nothing = nothing(
                    "Nothing was known of this mission by then.",
                    "Choose a later day for “known on”.",
                );
                (
                    heading(&Section::new(known, names, &days)),
                    nothing,
                    markup! {},
                )
            }
            Short::Whole(known) => {
                let heading = heading(&Section::new(known, names, &days));
                let [parts, sources] =
                    drawn(known, names, &days).map(|part| PreEscaped(part.to_string()));
                (heading, markup! { (parts) (events) (missing(&parts.0)) }, sources)
            }
            Short::Kept(view) => {
                let section = Section::in_short(view, names, &days);
                let parts = markup! { (wait(&days, &mission)) (parts(&section)) (events) };
                (
                    heading(&section),
                    parts,
                    sections::sources_elsewhere(&section),
                )
            }
        };
        let there = |id: &str| {
            let begins = format!("<section id=\"{id}\"");
            ["sources", "changes"].contains(&id) || parts.0.contains(&begins)
        };
        let content = markup! {
            (heading)
            (days_form(&action, &days, kept))
            nav.contents aria-label="On this page" {
                @for (id, name) in CONTENTS.into_iter().filter(|(id, _)| there(id)) { a href={ "#" (id) } { (name) } }
            }
            (parts)
            (sources)
            (changes)
        };
        Ok(html(page(
            desk,
            Place::Missions,
            &desk.app.names.of(&mission),
            &content,
        )))
    })
    .await
}

/// The parts before the events, and the sources after them: drawn once for all who look at these days.
pub fn drawn(known: &Known, names: &Names, days: &Days) -> [Arc<str>; 2] {
    let section = || Section::new(known, names, days);
    let query = days.query();
    [
        known.drawn(&format!("parts{query}"), || parts(&section()).into_string()),
        known.drawn("sources", || sections::sources_list(known).into_string()),
    ]
}

fn parts(section: &Section<'_>) -> Markup {
    markup! {
        (sections::strength(section))
        (sections::differ(section))
        (sections::money(section))
        (sections::mandate(section))
        (sections::ground(section))
        (sections::harm(section))
        (sections::equipment(section))
        (sections::offices(section))
        (sections::positions(section))
    }
}

/// Names the parts that are left out, since no document speaks of them.
fn missing(parts: &str) -> Markup {
    let is_there = |id: &str| parts.contains(&format!("<section id=\"{id}\""));
    let missing: Vec<String> = (CONTENTS.iter())
        .filter(|(id, _)| !["events", "sources", "changes"].contains(id) && !is_there(id))
        .map(|(_, name)| name.to_lowercase())
        .collect();
    markup! {
        @if let Some((last, others)) = missing.split_last() {
            p.none { "No document of the record speaks of its " (others.join(", ")) @if !others.is_empty() { " or " } (last) "." }
        }
    }
}

/// Said on a page without pictures.
fn wait(days: &Days, mission: &str) -> Markup {
    markup! {
        p.note role="status" {
            "This page has the latest of everything. Its pictures and its older numbers are being worked out and follow in a few seconds. "
            a href=(mission_href(mission, days)) { "Load it again" }
        }
    }
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
    let view = section.view;
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
            let (before, now) = (desk.known(mission, &then)?, desk.known(mission, days)?);
            Some(diff(&before.view, &now.view))
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
                Some(changes) => (change_list(&desk.app.names, changes, mission, days)),
            }
        }
    })
}

/// Changes as lines that lead to their claims.
pub fn change_list(
    names: &Names,
    changes: &[contingent_reckon::Change],
    mission: &str,
    days: &Days,
) -> Markup {
    const SHOWN: usize = 200;
    markup! {
        table.list {
            thead { tr { th { "What" } th { "How it changed" } th { "When" } th.n { "Claims" } } }
            tbody {
                @for change in changes.iter().take(SHOWN) {
                    tr {
                        td { (change.subject) }
                        td { (names.change(change)) }
                        td.nowrap { @if let Some(at) = change.at { (at) } }
                        td.n { @if change.claims.is_empty() { "0" } @else { a href=(figure::claims_href(mission, days, &change.claims)) { (change.claims.len()) } } }
                    }
                }
            }
        }
        @if changes.len() > SHOWN { p.quiet { "and " (changes.len() - SHOWN) " more; the API gives all." } }
    }
}
