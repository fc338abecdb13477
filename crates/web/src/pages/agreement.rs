//! Agreement between reviewers: how often people who judged the same claims decided alike, and where they did not.

use super::html;
use crate::agreement::{Agreement, Beyond, Judged, agreement, judged, pairs};
use crate::api::claim_value;
use crate::app::{App, Desk, Need, Visitor, work};
use crate::fault::Fault;
use crate::layout::{Place, nothing, page};
use crate::words::{escaped, many, plain};
use axum::extract::{Query, State};
use axum::response::Response;
use contingent_record::RecordError;
use maud::{Markup, html as markup};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub struct Asked {
    mission: Option<String>,
}

/// So many claims about which people differ are listed.
const SHOWN: usize = 50;

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let mission = asked.mission.as_deref().filter(|m| !m.is_empty());
        let (all, types) = judged_of(desk, mission)?;
        let missions = desk.missions()?;
        let differ: Vec<&Judged> = all.iter().filter(|judged| !judged.agreed()).collect();
        let lines = differ.iter().rev().take(SHOWN).map(|judged| differing(desk, judged));
        let lines: Vec<Markup> = lines.collect::<Result<_, Fault>>()?;
        let names = &desk.app.names;
        let content = markup! {
            h1 { "Agreement between reviewers" }
            p.lead { "Claims that two people or more judged, by the last decision of each: right, right but fixed, or wrong." }
            form.choose method="get" action="/agreement" {
                label { "Mission " select name="mission" {
                    option value="" { "all" }
                    @for m in missions.iter().take(300) { option value=(m) selected[Some(m.as_str()) == mission] { (names.of(m)) } }
                } }
                button type="submit" { "Show" }
            }
            @if all.is_empty() {
                (nothing("No claim was judged by two people yet.", "When a second person judges a claim that somebody judged before, this page says how far they agree."))
            } @else {
                (by_type(&all, &types))
                (by_pair(&all))
                section {
                    h2 { (many(differ.len(), "claim")) " judged differently" }
                    @if differ.is_empty() { p.none { "About every claim all decided alike." } }
                    ul.results { @for line in &lines { (line) } }
                    @if differ.len() > SHOWN { p.quiet { "The first " (SHOWN) " are shown; the API gives all: " a href="/api/v1/agreement" { "agreement" } "." } }
                }
            }
        };
        Ok(html(page(desk, Place::Review, "Agreement between reviewers", &content)))
    })
    .await
}

/// The claims that several people judged, and the type of each.
pub fn judged_of(
    desk: &mut Desk<'_>,
    mission: Option<&str>,
) -> Result<(Vec<Judged>, HashMap<String, String>), Fault> {
    let mut all = judged(desk.record.judgement_lines()?);
    all.retain(|judged| mission.is_none() || judged.mission.as_deref() == mission);
    let types = desk.record.judged_types()?;
    Ok((all, types))
}

/// All claims and those of each type, by name.
pub fn types_of<'j>(
    all: &'j [Judged],
    types: &HashMap<String, String>,
) -> BTreeMap<String, Vec<&'j Judged>> {
    let mut found: BTreeMap<String, Vec<&Judged>> = BTreeMap::new();
    for judged in all {
        // A claim that no reading of this record has: its judgement came from another record.
        let kind = types.get(&judged.claim).map_or("unknown", String::as_str);
        found.entry(kind.to_owned()).or_default().push(judged);
    }
    found
}

fn by_type(all: &[Judged], types: &HashMap<String, String>) -> Markup {
    let every: Vec<&Judged> = all.iter().collect();
    let whole = agreement(&every);
    let rows: Vec<(String, Agreement)> = (types_of(all, types).into_iter())
        .map(|(kind, judged)| (kind, agreement(&judged)))
        .collect();
    markup! {
        section {
            h2 { "By type of claim" }
            p.quiet { (explained(&whole)) }
            div.wide { table.list {
                thead { tr { th { "Type" } th.n { "People" } th.n { "Claims" } th.n { "Decided alike" } th.n { "Beyond chance" } } }
                tbody {
                    tr.whole { th scope="row" { "all" } (cells(&whole)) }
                    @for (kind, of_type) in &rows { tr { th scope="row" { (kind) } (cells(of_type)) } }
                }
            } }
        }
    }
}

fn by_pair(all: &[Judged]) -> Markup {
    let pairs = pairs(all);
    markup! {
        section {
            h2 { "By two people" }
            div.wide { table.list {
                thead { tr { th { "One" } th { "Other" } th.n { "Claims" } th.n { "Decided alike" } th.n { "Beyond chance" } } }
                tbody { @for (one, other, of_both) in &pairs {
                    tr { th scope="row" { (one) } td { (other) } (numbers(of_both)) }
                } }
            } }
        }
    }
}

fn cells(of: &Agreement) -> Markup {
    markup! { td.n { (of.people.len()) } (numbers(of)) }
}

fn numbers(of: &Agreement) -> Markup {
    let share = 100.0 * of.alike as f64 / of.claims.max(1) as f64;
    let (sign, name, value) = match of.beyond {
        Beyond::Kappa(value) => ("κ", "Cohen's kappa", value),
        Beyond::Alpha(value) => ("α", "Krippendorff's alpha", value),
    };
    markup! {
        td.n { (plain(of.claims as f64)) }
        td.n { (of.alike) span.quiet { " (" (format!("{share:.0}")) " %)" } }
        td.n {
            @match value {
                Some(value) => { abbr title=(name) { (sign) } " " (format!("{value:.2}").replace('-', "−")) },
                None => span.none title="all chose the same word, so that nothing can be said of chance" { "–" },
            }
        }
    }
}

fn explained(of: &Agreement) -> &'static str {
    match of.beyond {
        Beyond::Kappa(_) => {
            "κ is Cohen's kappa: how much more often the two decided alike than if each had dealt out the same decisions by chance; 1 is always, 0 no more often than chance."
        }
        Beyond::Alpha(_) => {
            "α is Krippendorff's alpha: how much less often people differed than if the same decisions had been dealt out by chance, whoever judged what; 1 is never, 0 as often as chance. κ, for two people, is Cohen's kappa, which says the same of the two."
        }
    }
}

fn differing(desk: &mut Desk<'_>, judged: &Judged) -> Result<Markup, Fault> {
    let (words, quote) = match desk.record.claim(&judged.claim) {
        Ok(claim) => {
            let phrase = desk.app.names.phrase(&claim_value(&claim));
            let parts = [phrase.who, phrase.what, phrase.how_many];
            let parts: Vec<_> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            let quote = claim.evidence.first().map(|e| e.quote.clone());
            (parts.join(" "), quote.unwrap_or_default())
        }
        // Of a document that this record does not have.
        Err(RecordError::NotFound(_)) => (judged.claim.clone(), String::new()),
        Err(error) => return Err(error.into()),
    };
    let short: String = quote.chars().take(240).collect();
    Ok(markup! { li {
        a href={ "/review?claim=" (escaped(&judged.claim)) } { (words) }
        @if !short.is_empty() { blockquote { (short) @if short.len() < quote.len() { "…" } } }
        p.meta {
            @for (at, (by, decision)) in judged.decisions.iter().enumerate() {
                @if at > 0 { " · " } strong { (by) } ": " (decision.words())
            }
        }
    } })
}
