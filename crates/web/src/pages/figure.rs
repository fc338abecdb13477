//! One number: what it is, the claims under it with their words, what was checked, and why sources differ.
//!
//! A figure is addressed by what it is (`strength|KEN|present`), so that the address stays when claims are added.

use super::html;
use crate::app::{App, Days, Need, Visitor, work};
use crate::cache::Known;
use crate::fault::Fault;
use crate::layout::{Place, days as days_form, mission_href, page, state};
use crate::settled::Settled;
use crate::words::{Names, brief, escaped, many, number, stance};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use contingent_reckon::{Basis, Finding, Ground, Level, MissionView, Topic, Verdict, reason, why};
use maud::{Markup, html as markup};
use serde::Deserialize;
use smol_str::SmolStr;
use std::sync::Arc;

/// What an address asks for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    of: Option<String>,
    as_of: Option<String>,
    known_on: Option<String>,
}

/// A number of a view, by its address.
pub struct Named<'v> {
    pub key: String,
    pub title: String,
    pub claims: &'v [SmolStr],
    pub level: Option<&'v Level>,
}

/// So many claims are shown at once.
const SHOWN: usize = 60;

/// Where a figure's page is.
pub fn href(mission: &str, days: &Days, key: &str) -> String {
    format!(
        "/missions/{}/figure?of={}{}",
        escaped(mission),
        escaped(key),
        days.query()
    )
}

/// Where the page of these claims is.
pub fn claims_href(mission: &str, days: &Days, claims: &[SmolStr]) -> String {
    const LISTED: usize = 60;
    let ids: Vec<&str> = claims.iter().take(LISTED).map(SmolStr::as_str).collect();
    href(mission, days, &format!("claims|{}", ids.join(",")))
}

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(mission): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let days = Days::of(asked.as_of.as_deref(), asked.known_on.as_deref())?;
        let known = desk.known(&mission, &days)?;
        let key = asked.of.as_deref().unwrap_or_default();
        let names = &desk.app.names;
        let (title, claims, level) = match key.strip_prefix("claims|") {
            Some(ids) => {
                let ids: Vec<SmolStr> = ids.split(',').filter(|id| !id.is_empty()).take(200).map(SmolStr::new).collect();
                (many(ids.len(), "claim"), ids, None)
            }
            None => {
                let all = figures(&known.view, names);
                let found = all.into_iter().find(|f| f.key == key).ok_or_else(|| {
                    Fault::NotFound("there is no such figure on this day; the mission's page lists all that are known".to_owned())
                })?;
                (found.title, found.claims.to_vec(), found.level)
            }
        };
        let why = why(&known.view, &known.recorded, &claims);
        if why.claims.is_empty() && level.is_none() {
            return Err(Fault::NotFound("none of these claims is known of this mission on this day".to_owned()));
        }
        let grounds: Vec<Markup> = why.claims.iter().take(SHOWN).map(|g| ground(g, names, &known)).collect();
        let content = markup! {
            p.path { a href=(mission_href(&mission, &days)) { (names.of(&mission)) } }
            h1 { (title) }
            @if let Some(level) = level {
                p.number { (number(level)) @if !level.currency.is_empty() { " " (level.currency) } }
                p.lead { (basis(level)) ". From " (level.at) " on; " (many(level.sources, "independent source")) "." }
            }
            p.quiet { "As of " (days.as_of) ", by what was known on " (days.known_on) "." }
            (days_form(&format!("/missions/{}/figure", escaped(&mission)), &days, &[("of", key)]))
            @if !why.findings.is_empty() {
                section {
                    h2 { "Checks and reasons" }
                    ul.findings { @for finding in &why.findings { (finding_line(names, finding, &mission, &days)) } }
                }
            }
            section {
                h2 { (many(why.claims.len(), "claim")) " under it" }
                @for one in &grounds { (one) }
                @if why.claims.len() > SHOWN { p.quiet { "The first " (SHOWN) " are shown; the API gives all: " a href={ "/api/v1/claims?mission=" (escaped(&mission)) } { "claims" } "." } }
            }
        };
        Ok(html(page(desk, Place::Missions, &title, &content)))
    })
    .await
}

/// A check or a disagreement as a line that leads to its claims.
pub fn finding_line(names: &Names, finding: &Finding, mission: &str, days: &Days) -> Markup {
    let whose = match (finding.party.as_str(), finding.topic) {
        ("", Topic::Strength) => "whole mission".to_owned(),
        ("", Topic::Toll) => "harm".to_owned(),
        ("", _) => String::new(),
        (id, _) => names.of(id),
    };
    markup! {
        li {
            span.when { (finding.at) } " "
            @match finding.reason {
                Some(id) => span.reason title=[reason(id).map(|r| r.about)] { (id.replace('-', " ")) },
                None => span.reason.open { "no reason fits" },
            }
            " " @if !whose.is_empty() { strong { (whose) } ": " } (finding.words) " "
            a href=(claims_href(mission, days, &finding.claims)) { (many(finding.claims.len(), "claim")) }
        }
    }
}

fn basis(level: &Level) -> &'static str {
    match level.basis {
        Basis::Stated => "A source states it",
        Basis::StatedAndMoved => "A stated level and the movements dated after it",
        Basis::Movements => "Movements alone: at least so many",
        Basis::Sent => {
            "More were sent since the start than the last level knows of: that level and those more"
        }
        Basis::Sum => "A sum of other numbers",
    }
}

fn ground(ground: &Ground, names: &Names, known: &Known) -> Markup {
    let phrase = names.phrase(&ground.read);
    let document = &ground.document;
    let settled = known
        .standing(&ground.claim)
        .map_or(Settled::Incomplete, |s| s.settled);
    let place = format!(
        "/documents/{}#c-{}",
        escaped(&document.id),
        escaped(&ground.claim)
    );
    markup! {
        article.ground {
            p.claim {
                strong { (phrase.who) } " " (phrase.what)
                @if !phrase.how_many.is_empty() { ": " strong { (phrase.how_many) } }
                @if !phrase.when.is_empty() { ", " (phrase.when) }
                @if !phrase.said_by.is_empty() { span.quiet { " — said by " (phrase.said_by) } }
            }
            @for words in &ground.words { blockquote { (words) } }
            p.meta {
                (state(settled)) " "
                a href=(place) { (brief(or(&document.title, "without a title"))) } " · "
                (or(document.publisher.as_deref().unwrap_or_default(), "publisher unknown")) " · " (document.known)
                @if let Some(judgement) = &ground.judgement {
                    " · " (verdict(&judgement.verdict)) " by " (judgement.by) " on " (judgement.at.get(..10).unwrap_or_default())
                    @if let Some(note) = &judgement.note { ": “" (note) "”" }
                }
                " · " a href={ "/review?claim=" (escaped(&ground.claim)) } { "judge" }
            }
        }
    }
}

fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "accepted",
        Verdict::Correct(_) => "corrected",
        Verdict::Reject => "rejected",
        Verdict::Note => "noted",
    }
}

/// The words, or others where there are none.
pub fn or<'t>(text: &'t str, other: &'t str) -> &'t str {
    if text.trim().is_empty() { other } else { text }
}

/// Every figure of a view that has a page.
pub fn figures<'v>(view: &'v MissionView, names: &Names) -> Vec<Named<'v>> {
    let mut all = Vec::new();
    let mut add = |key: String, title: String, claims: &'v [SmolStr], level: Option<&'v Level>| {
        all.push(Named {
            key,
            title,
            claims,
            level,
        });
    };
    for (rung, level) in view.strength.whole.rungs() {
        add(
            format!("strength||{rung}"),
            format!("Whole mission, {rung}"),
            &level.claims,
            Some(level),
        );
    }
    if let Some(sum) = &view.strength.sum {
        let title = "Present, all contributors added up".to_owned();
        add(
            "strength||sum".to_owned(),
            title,
            &sum.level.claims,
            Some(&sum.level),
        );
    }
    for row in &view.strength.contributors {
        let who = names.of(&row.contributor);
        for (rung, level) in row.ladder.rungs() {
            add(
                format!("strength|{}|{rung}", row.contributor),
                format!("{who}, {rung}"),
                &level.claims,
                Some(level),
            );
        }
    }
    for row in &view.money {
        for (stage, level) in &row.stages {
            let key = format!(
                "money|{}|{}|{}|{stage}",
                row.donor, row.recipient, row.currency
            );
            let donor = if row.donor.is_empty() {
                "No donor named".to_owned()
            } else {
                names.of(&row.donor)
            };
            add(
                key,
                format!("{donor}, money {stage} ({})", row.currency),
                &level.claims,
                Some(level),
            );
        }
    }
    for row in &view.equipment {
        for (stage, level) in &row.stages {
            let who = if row.contributor.is_empty() {
                "Nobody named".to_owned()
            } else {
                names.of(&row.contributor)
            };
            let item = row.item.replace('_', " ");
            add(
                format!("equipment|{}|{}|{stage}", row.contributor, row.item),
                format!("{who}, {item} {stage}"),
                &level.claims,
                Some(level),
            );
        }
    }
    for row in &view.ground {
        if let Some(level) = row.history.last() {
            let title = format!("{} holds {}", names.of(&row.holder), names.of(&row.place));
            add(
                format!("ground|{}|{}", row.holder, row.place),
                title,
                &level.claims,
                Some(level),
            );
        }
    }
    let first = |claims: &[SmolStr]| claims.first().cloned().unwrap_or_default();
    for row in &view.tolls {
        for figure in row.counts.iter().chain(&row.overlapping) {
            let title = format!("{} {}", row.victims.replace('_', " "), row.harm);
            add(
                format!("toll|{}", first(&figure.claims)),
                title,
                &figure.claims,
                None,
            );
        }
    }
    for act in &view.mandate.acts {
        add(
            format!("mandate|{}", first(&act.claims)),
            format!("Mandate {}, {}", act.act.word(), act.at),
            &act.claims,
            None,
        );
    }
    for row in &view.offices {
        add(
            format!("office|{}", first(&row.claims)),
            format!("{}, {}", row.person, names.of(&row.body)),
            &row.claims,
            None,
        );
    }
    for row in &view.positions {
        let title = format!(
            "{} {} {}",
            names.of(&row.actor),
            stance(&row.stance),
            names.of(&row.about)
        );
        add(
            format!("position|{}", first(&row.claims)),
            title,
            &row.claims,
            None,
        );
    }
    for row in &view.profile {
        let title = format!(
            "{}: {}",
            row.attribute.replace('_', " "),
            names.of(&row.value)
        );
        add(
            format!("profile|{}|{}", row.attribute, row.value),
            title,
            &row.claims,
            None,
        );
    }
    all
}
