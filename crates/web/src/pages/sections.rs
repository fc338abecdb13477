//! The parts of a mission's page.

use super::figure::{self, finding_line};
use crate::app::{Days, Desk};
use crate::cache::Known;
use crate::charts;
use crate::fault::Fault;
use crate::layout::{level, signed, sources};
use crate::words::{Names, escaped, hedge, many, plain, stance};
use contingent_reckon::{Figure, Ladder, Level};
use contingent_record::ClaimFilter;
use maud::{Markup, html};
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashSet};

/// What each part needs.
pub struct Section<'a> {
    pub known: &'a Known,
    pub names: &'a Names,
    pub days: &'a Days,
    differing: HashSet<&'a SmolStr>,
}

impl<'a> Section<'a> {
    pub fn new(known: &'a Known, names: &'a Names, days: &'a Days) -> Self {
        let differing = known.view.findings.iter().flat_map(|f| &f.claims).collect();
        Self {
            known,
            names,
            days,
            differing,
        }
    }

    /// The page of a figure.
    pub fn href(&self, key: &str) -> String {
        figure::href(&self.known.view.mission, self.days, key)
    }

    /// True when another number differs from one of these.
    pub fn differs(&self, claims: &[SmolStr]) -> bool {
        claims.iter().any(|c| self.differing.contains(c))
    }

    fn cell(&self, one: Option<&Level>, key: &str) -> Markup {
        html! {
            @match one {
                Some(one) => (level(one, &self.href(key), self.differs(&one.claims))),
                None => span.none title="not told" { "–" },
            }
        }
    }

    fn party(&self, id: &str, nobody: &str) -> String {
        if id.is_empty() {
            nobody.to_owned()
        } else {
            self.names.of(id)
        }
    }
}

/// The first so many lines of a long table; the rest is unfolded, as far as anybody reads a table.
fn folded(rows: &[Markup], head: &Markup, shown: usize) -> Markup {
    const MOST: usize = 150;
    let rest = rows.get(shown..).unwrap_or_default();
    html! {
        div.wide { table.list { thead { (head) } tbody { @for row in rows.iter().take(shown) { (row) } } } }
        @if !rest.is_empty() {
            details { summary { (rest.len()) " more" }
                div.wide { table.list { thead { (head) } tbody { @for row in rest.iter().take(MOST) { (row) } } } }
                @if rest.len() > MOST { p.quiet { "and " (rest.len() - MOST) " more; the API gives all." } }
            }
        }
    }
}

fn section(id: &str, title: &str, about: &str, content: Option<Markup>) -> Markup {
    html! {
        section id=(id) {
            h2 { (title) }
            @match content {
                Some(content) => { @if !about.is_empty() { p.quiet { (about) } } (content) },
                None => p.none { "No document of the record speaks of it." },
            }
        }
    }
}

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
    let strength = &s.known.view.strength;
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

/// Where sources differ, and why.
pub fn differ(s: &Section<'_>) -> Markup {
    const SHOWN: usize = 8;
    let view = &s.known.view;
    if view.findings.is_empty() {
        return html! { section #differ { h2 { "Disagreements" } p.none { "No two numbers of this mission contradict each other." } } };
    }
    let lines: Vec<Markup> = view
        .findings
        .iter()
        .rev()
        .map(|f| finding_line(f, &view.mission, s.days))
        .collect();
    let unexplained = view.findings.iter().filter(|f| f.reason.is_none()).count();
    let content = html! {
        p.quiet { (many(lines.len(), "disagreement")) ", " (unexplained) " of them without a reason that fits exactly; the latest first." }
        ul.findings { @for line in lines.iter().take(SHOWN) { (line) } }
        @if lines.len() > SHOWN { details { summary { (lines.len() - SHOWN) " more" } ul.findings { @for line in lines.iter().skip(SHOWN).take(150) { (line) } } } }
    };
    section("differ", "Disagreements", "", Some(content))
}

/// Money by donor and stage.
pub fn money(s: &Section<'_>) -> Markup {
    let view = &s.known.view;
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

/// Acts on the legal basis.
pub fn mandate(s: &Section<'_>) -> Markup {
    let acts = &s.known.view.mandate.acts;
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

/// Who holds what.
pub fn ground(s: &Section<'_>) -> Markup {
    let view = &s.known.view;
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
    let view = &s.known.view;
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

/// Things.
pub fn equipment(s: &Section<'_>) -> Markup {
    let view = &s.known.view;
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

/// Who held which office.
pub fn offices(s: &Section<'_>) -> Markup {
    let view = &s.known.view;
    if view.offices.is_empty() {
        return section("offices", "Offices", "", None);
    }
    let head = html! { tr { th { "Person" } th { "Title" } th { "Of" } th { "Standing" } th { "Told of from" } th { "to" } th.n { "Sources" } } };
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
                    td.n { (row.sources) }
                }
            }
        })
        .collect();
    let content = html! { (charts::picture(s, "offices")) (folded(&rows, &head, 15)) };
    section("offices", "Offices", "", Some(content))
}

/// Who backs or opposes what.
pub fn positions(s: &Section<'_>) -> Markup {
    let view = &s.known.view;
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

/// The documents, copies under the first of their voice.
pub fn sources_list(s: &Section<'_>) -> Markup {
    let mut voices: BTreeMap<&SmolStr, Vec<&contingent_reckon::DocumentFacts>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for one in s.known.recorded.iter() {
        if seen.insert(&one.document.id) {
            voices
                .entry(&one.document.voice)
                .or_default()
                .push(&one.document);
        }
    }
    let mut groups: Vec<Vec<&contingent_reckon::DocumentFacts>> = voices.into_values().collect();
    for group in &mut groups {
        group.sort_by(|a, b| (a.known, &a.id).cmp(&(b.known, &b.id)));
    }
    groups.sort_by(|a, b| b.first().map(|d| d.known).cmp(&a.first().map(|d| d.known)));
    let document = |d: &contingent_reckon::DocumentFacts| {
        html! {
            a href={ "/documents/" (escaped(&d.id)) } { (figure::or(&d.title, "without a title")) }
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
        p { a href={ "/documents?mission=" (escaped(&s.known.view.mission)) } { "All documents of the mission" } }
    };
    section("sources", "Sources", "", Some(content))
}
