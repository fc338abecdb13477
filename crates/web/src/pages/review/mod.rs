//! Review: one claim, one decision, one screen; the next comes at once.

mod beside;
mod decision;
mod sent;

pub use sent::{judge, undo};

use super::figure::or;
use super::html;
use crate::api::claim_value;
use crate::app::{App, Days, Desk, Need, Visitor, work};
use crate::cache::Known;
use crate::decided::decided_since;
use crate::fault::Fault;
use crate::layout::{Place, csrf, nothing, page, state};
use crate::marks::{ROLES, marked};
use crate::queue::Item;
use crate::settled::Settled;
use crate::words::{brief, escaped, many};
use axum::extract::{Query, State};
use axum::response::Response;
use beside::{believed, history, offer, rejecting};
use contingent_reckon::Recorded;
use contingent_record::{AccountRole, StoredClaim};
use contingent_text::Part;
use decision::{decision, sign_in};
use maud::{Markup, html as markup};
use serde::Deserialize;
use smol_str::ToSmolStr;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub struct Asked {
    mission: Option<String>,
    claim: Option<String>,
    /// How far down the queue.
    skip: Option<usize>,
}

/// So many reprints can be decided at once; all of them are on the screen.
const REPRINTS: usize = 40;

pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Read, move |desk| {
        let days = Days::of(None, None)?;
        let missions = desk.missions()?;
        let stored = match &asked.claim {
            Some(id) => Some(desk.record.claim(id)?),
            None => None,
        };
        let of_claim = stored.as_ref().and_then(|c| c.mission.clone());
        let asked_for = asked.mission.clone().filter(|m| !m.is_empty());
        let mission = of_claim.or(asked_for).or_else(|| missions.first().cloned());
        let Some(mission) = mission else {
            if let Some(stored) = stored {
                return screen(desk, &stored, None, &Turn { mission: "", skip: 0, waiting: 0, why: None });
            }
            let content = markup! { h1 { "Review" } (nothing("There is nothing to review yet.", "Add documents with `contingent add FILES`.")) };
            return Ok(html(page(desk, Place::Review, "Review", &content)));
        };
        let Some(lately) = desk.lately(&mission, &days)? else {
            if let Some(stored) = stored {
                return screen(desk, &stored, None, &Turn { mission: &mission, skip: 0, waiting: 0, why: None });
            }
            let content = markup! {
                h1 { "Review" } (choose(desk, &missions, &mission))
                (nothing("The claims of this mission are being put in order.", "Load this page again in a few seconds."))
            };
            return Ok(html(page(desk, Place::Review, "Review", &content)));
        };
        let known = lately.known;
        let decided = if lately.stale { decided_since(desk.record, &mission, known.state)? } else { HashMap::new() };
        let waits = |item: &&Item| !matches!(decided.get(&item.claim), Some(Some(_)));
        let queue: Vec<&Item> = known.queue().iter().filter(waits).collect();
        let skip = asked.skip.unwrap_or(0).min(queue.len().saturating_sub(1));
        let item: Option<&Item> = match &stored {
            Some(stored) => queue.iter().find(|i| i.claim == stored.id.to_string()).copied(),
            None => queue.get(skip).copied(),
        };
        let stored = match (stored, item) {
            (Some(stored), _) => stored,
            (None, Some(item)) => desk.record.claim(&item.claim)?,
            (None, None) => {
                let content = markup! {
                    h1 { "Review" } (choose(desk, &missions, &mission))
                    (nothing("Every claim of this mission is decided.", "Choose another mission, or look at the mission's page."))
                    (undo_form(desk, &mission))
                };
                return Ok(html(page(desk, Place::Review, "Review", &content)));
            }
        };
        let turn = Turn { mission: &mission, skip, waiting: queue.len(), why: item.map(|i| i.why.as_str()) };
        screen(desk, &stored, Some(&known), &turn)
    })
    .await
}

/// Where in the queue one is.
struct Turn<'a> {
    mission: &'a str,
    skip: usize,
    waiting: usize,
    why: Option<&'a str>,
}

fn screen(
    desk: &mut Desk<'_>,
    stored: &StoredClaim,
    known: Option<&Arc<Known>>,
    turn: &Turn<'_>,
) -> Result<Response, Fault> {
    let document = desk.record.document(stored.document.id)?;
    let judged = desk.record.judgements_of(stored)?;
    let missions = desk.missions()?;
    let id = stored.id.to_smolstr();
    let standing = known.and_then(|k| k.standing(&id));
    let recorded = match (known, standing) {
        (Some(known), Some(standing)) => known.recorded.get(standing.at),
        _ => None,
    };
    let settled = standing.map_or(Settled::Incomplete, |s| s.settled);
    let phrase = desk.app.names.phrase(&claim_value(stored));
    let reprints = known.map(|k| reprints(k, recorded)).unwrap_or_default();
    let one = std::slice::from_ref(stored);
    let next = |skip: usize| format!("/review?mission={}&skip={skip}", escaped(turn.mission));
    let may = desk.role >= AccountRole::Reviewer;
    let content = markup! {
        div.review data-review {
            header.bar {
                (choose(desk, &missions, turn.mission))
                p.progress { (many(turn.waiting, "claim")) " waiting" @if turn.why.is_some() { ", this is number " (turn.skip + 1) } }
                nav.steps aria-label="Queue" {
                    @if turn.skip > 0 { a.button href=(next(turn.skip - 1)) data-key="k" { "Back" kbd { "k" } } }
                    a.button href=(next(turn.skip + 1)) data-key="j" { "Later" kbd { "j" } }
                }
            }
            h1 {
                (phrase.who) " " (phrase.what)
                @if !phrase.how_many.is_empty() { ": " (phrase.how_many) }
                @if !phrase.when.is_empty() { span.quiet { ", " (phrase.when) } }
            }
            p.why { (state(settled)) " " @if let Some(why) = turn.why { span { "Why it is here: " (why) "." } } }
            div.two {
                section.words aria-label="The document" tabindex="0" {
                    p.meta {
                        a href={ "/documents/" (stored.document.id) "#c-" (id) } { (brief(or(&document.title, "without a title"))) }
                        " · " (document.publisher.as_deref().unwrap_or("publisher unknown")) " · " (stored.document.known)
                    }
                    p.legend { @for (kind, words) in ROLES { span class={ "mark m-" (kind) } { (words) } " " } }
                    p.title { strong { (marked(&document.title, Part::Title, one, false)) } }
                    (marked(&document.body, Part::Body, one, false))
                }
                section.decide aria-label="The decision" {
                    @if may { (decision(desk, stored, &reprints, turn)) } @else { (sign_in(desk, turn, &id)) }
                    (history(&judged))
                    (offer(stored, &judged))
                    (believed(desk, known, recorded))
                    (rejecting(&desk.app.names, known, &id))
                    details.drawer {
                        summary { "Why it was read" }
                        @for w in &stored.evidence { p { "rule " a href={ "/rules#" (escaped(&w.rule)) } { (w.rule) } } }
                        p { a href={ "/documents/" (stored.document.id) "/why" } { "Path through the tree, and near misses" } }
                    }
                }
            }
            (undo_form(desk, turn.mission))
            p.meta { a href={ "/agreement?mission=" (escaped(turn.mission)) } { "How far reviewers agree" } }
            dialog #keys-help aria-label="Keys" {
                h2 { "Keys" }
                dl { @for (key, does) in KEYS { dt { kbd { (key) } } dd { (does) } } }
                form method="dialog" { button { "Close" } }
            }
        }
    };
    Ok(html(page(desk, Place::Review, "Review", &content)))
}

const KEYS: [(&str, &str); 8] = [
    ("y", "right"),
    ("n", "wrong"),
    ("u", "unsure: later"),
    ("e", "put a field right"),
    ("j", "next, without a decision"),
    ("k", "the one before"),
    ("z", "take the last decision back"),
    ("?", "these keys"),
];

fn choose(desk: &Desk<'_>, missions: &[String], mission: &str) -> Markup {
    let names = &desk.app.names;
    markup! {
        form.choose method="get" action="/review" {
            label { span.visually-hidden { "Mission" } select name="mission" {
                @for m in missions.iter().take(300) { option value=(m) selected[m == mission] { (names.of(m)) } }
            } }
            button type="submit" { "Choose" }
        }
    }
}

/// Claims of other documents with the very words and type of this one.
fn reprints<'k>(known: &'k Known, recorded: Option<&'k Recorded>) -> Vec<&'k Recorded> {
    let Some(own) = recorded.filter(|r| !r.claim.quotes.is_empty()) else {
        return Vec::new();
    };
    let same = |r: &&Recorded| {
        r.document.id != own.document.id
            && r.judgement.is_none()
            && r.claim.quotes == own.claim.quotes
            && r.claim.content == own.claim.content
    };
    known.recorded.iter().filter(same).take(REPRINTS).collect()
}

fn undo_form(desk: &Desk<'_>, mission: &str) -> Markup {
    let undone = desk
        .visitor
        .name
        .as_deref()
        .map_or(0, |name| desk.app.acts.count(name));
    markup! {
        @if undone > 0 && desk.role >= AccountRole::Reviewer {
            form.undo method="post" action="/review/undo" {
                (csrf(desk))
                input type="hidden" name="mission" value=(mission);
                button type="submit" data-key="z" { "Take the last decision back " span.quiet { "(" (undone) ")" } kbd { "z" } }
            }
        }
    }
}
