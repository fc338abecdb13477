//! Review: one claim, one decision, one screen; the next comes at once.

use super::figure::or;
use super::html;
use crate::api::claim_value;
use crate::app::{App, Days, Desk, Need, Visitor, work};
use crate::cache::Known;
use crate::fault::Fault;
use crate::layout::{Place, csrf, nothing, page, state};
use crate::marks::{ROLES, marked};
use crate::queue::Item;
use crate::settled::Settled;
use crate::words::{escaped, many, plain};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use contingent_claim::{Domain, Value};
use contingent_reckon::{Figure, Recorded, diff, reckon};
use contingent_record::{AccountRole, Judgement, StoredClaim, Verdict, correction};
use contingent_text::Part;
use jiff::Timestamp;
use maud::{Markup, html as markup};
use serde::Deserialize;
use smol_str::{SmolStr, ToSmolStr};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

#[derive(Debug, Deserialize)]
pub struct Asked {
    mission: Option<String>,
    claim: Option<String>,
    /// How far down the queue.
    skip: Option<usize>,
}

/// Above that many claims what a rejection would change is not worked out on the page.
const SMALL: usize = 3000;
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
        let known = desk.known(&mission, &days)?;
        let queue = known.queue();
        let skip = asked.skip.unwrap_or(0).min(queue.len().saturating_sub(1));
        let item: Option<&Item> = match &stored {
            Some(stored) => queue.iter().find(|i| i.claim == stored.id.to_string()),
            None => queue.get(skip),
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
                        a href={ "/documents/" (stored.document.id) "#c-" (id) } { (or(&document.title, "without a title")) }
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
                    (rejecting(known, &id))
                    details.drawer {
                        summary { "Why it was read" }
                        @for w in &stored.evidence { p { "rule " a href={ "/rules#" (escaped(&w.rule)) } { (w.rule) } } }
                        p { a href={ "/documents/" (stored.document.id) "/why" } { "Path through the tree, and near misses" } }
                    }
                }
            }
            (undo_form(desk, turn.mission))
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

fn sign_in(desk: &Desk<'_>, turn: &Turn<'_>, id: &str) -> Markup {
    let back = if turn.why.is_some() {
        format!(
            "/review?mission={}&skip={}",
            escaped(turn.mission),
            turn.skip
        )
    } else {
        format!("/review?claim={id}")
    };
    markup! {
        div.empty {
            @if desk.visitor.name.is_some() { p { "Your account may read, but not judge." } } @else {
                p { "Judgements are signed with a name." }
                p { a.button href={ "/login?to=" (escaped(&back)) } { @if desk.accounts { "Sign in" } @else { "Say who you are" } } }
            }
        }
    }
}

fn decision(
    desk: &Desk<'_>,
    stored: &StoredClaim,
    reprints: &[&Recorded],
    turn: &Turn<'_>,
) -> Markup {
    markup! {
        form.decision method="post" action="/review/judge" {
            (csrf(desk))
            input type="hidden" name="claim" value=(stored.id);
            input type="hidden" name="mission" value=(turn.mission);
            input type="hidden" name="skip" value=(turn.skip);
            div.buttons {
                button.yes type="submit" name="verdict" value="accept" data-key="y" { "Right" kbd { "y" } }
                button.fix type="submit" name="verdict" value="correct" data-key="f" { "Right, but fixed below" }
                button.no type="submit" name="verdict" value="reject" data-key="n" { "Wrong" kbd { "n" } }
                button.plain type="submit" name="verdict" value="note" { "Only a note" }
            }
            fieldset.fields {
                legend { "Fields " kbd { "e" } }
                @for (name, value, about, choices) in fields(stored) {
                    label for={ "f-" (name) } data-role=(crate::marks::role_class(name)) title=(about) {
                        span { (name.replace('_', " ")) }
                        @match choices {
                            Some(words) => select id={ "f-" (name) } name={ "field." (name) } {
                                option value="" selected[value.is_empty()] { "–" }
                                @for word in words { option value=(word) selected[*word == value] { (word.replace('_', " ")) } }
                            },
                            None => input id={ "f-" (name) } name={ "field." (name) } value=(value) data-fills;
                        }
                    }
                }
                p.quiet { "Select words in the text to put them into the field in focus." }
            }
            label.note { span { "Note" } textarea name="note" rows="2" maxlength="1000" {} }
            @if !reprints.is_empty() {
                fieldset.reprints {
                    legend { "The same words stand in " (many(reprints.len(), "other document")) ": decide once" }
                    label { input type="checkbox" name="all" value="yes"; span { "for all of these, too" } }
                    ul { @for r in reprints { li { (or(&r.document.title, "without a title")) span.quiet { " · " (r.document.publisher.as_deref().unwrap_or("publisher unknown")) " · " (r.document.known) } } } }
                }
            }
        }
    }
}

/// What can be put right: name, value as it is typed, what it is, and the words it may be.
fn fields(
    stored: &StoredClaim,
) -> Vec<(
    &'static str,
    String,
    &'static str,
    Option<&'static [&'static str]>,
)> {
    let mut fields = Vec::new();
    for (field, value) in stored.claim.fields() {
        if matches!(field.domain, Domain::Bool | Domain::Votes)
            || matches!(value, Some(Value::Bool(_) | Value::Votes { .. }))
        {
            continue;
        }
        let choices = match field.domain {
            Domain::OneOf(words) => Some(words),
            _ => None,
        };
        fields.push((field.name, written(value), field.about, choices));
    }
    let text = |t: &Option<SmolStr>| t.as_ref().map(ToString::to_string).unwrap_or_default();
    fields.push((
        "date",
        text(&stored.claim.date),
        "when it holds or happened, as EDTF",
        None,
    ));
    fields.push((
        "said_by",
        text(&stored.claim.said_by),
        "the source that the text names",
        None,
    ));
    fields
}

/// A value as it is typed into its field.
fn written(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Bool(_) | Value::Votes { .. }) => String::new(),
        Some(Value::Text(text) | Value::Place { name: text, .. }) => text.to_string(),
        Some(Value::Several(ids)) => ids.join(", "),
        Some(Value::Quantity(amount)) => {
            let number = amount.value.map(|v| v.to_string()).unwrap_or_default();
            match &amount.currency {
                Some(currency) if !number.is_empty() => format!("{number} {currency}"),
                _ => number,
            }
        }
    }
}

fn history(judged: &[Judgement]) -> Markup {
    markup! {
        @if !judged.is_empty() {
            section.history {
                h2 { "What was decided" }
                ul { @for j in judged { li {
                    strong { (j.by) } " " (said(j.verdict)) " " span.quiet { (j.at.get(..10).unwrap_or_default()) }
                    @if let Some(correction) = &j.correction { " " code { (correction) } }
                    @if let Some(note) = &j.note { " “" (note) "”" }
                } } }
            }
        }
    }
}

fn said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "says it is right",
        Verdict::Correct => "put it right",
        Verdict::Reject => "says it is wrong",
        Verdict::Note => "noted",
        Verdict::Undo => "took a decision back",
    }
}

/// A decision is worth something to the rules, too.
fn offer(stored: &StoredClaim, judged: &[Judgement]) -> Markup {
    let undone: Vec<_> = judged.iter().filter_map(|j| j.undoes.as_deref()).collect();
    let last = judged.iter().rev().find(|j| {
        !matches!(j.verdict, Verdict::Note | Verdict::Undo) && !undone.contains(&j.uid.as_str())
    });
    let Some(last) = last else { return markup! {} };
    let Some(words) = stored.evidence.first() else {
        return markup! {};
    };
    let quote = words
        .quote
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('"', "'");
    let line = match last.verdict {
        Verdict::Reject => format!("leaves \"{quote}\""),
        Verdict::Correct => format!("reads \"{quote}\""),
        _ => return markup! {},
    };
    markup! {
        section.offer {
            h2 { "For the rules" }
            p.quiet { "This sentence can go into the file of the rule " code { (words.rule) } ":" }
            pre { code { (line) } }
        }
    }
}

/// Beside what is already believed: other numbers of the same series.
fn believed(desk: &Desk<'_>, known: Option<&Arc<Known>>, recorded: Option<&Recorded>) -> Markup {
    const SHOWN: usize = 6;
    let (Some(known), Some(recorded)) = (known, recorded) else {
        return markup! {};
    };
    let own = known
        .view
        .series
        .iter()
        .find(|f| f.claims.contains(&recorded.claim_id));
    let Some(own) = own else { return markup! {} };
    let same = |f: &&Figure| {
        (f.topic, &f.party, &f.item, f.stage, &f.currency, &f.place)
            == (
                own.topic,
                &own.party,
                &own.item,
                own.stage,
                &own.currency,
                &own.place,
            )
            && !std::ptr::eq(*f, own)
    };
    let mut others: Vec<&Figure> = known.view.series.iter().filter(same).collect();
    others.sort_by_key(|f| (f.at - own.at).get_days().abs());
    others.truncate(SHOWN);
    let relation = |f: &Figure| match (own.value, f.value) {
        (Some(a), Some(b)) if a == b => ("agrees", Settled::Agree),
        (Some(a), Some(b)) if a.max(b) > 0.0 && (a - b).abs() / a.max(b) <= 0.1 => {
            ("close", Settled::Incomplete)
        }
        (Some(_), Some(_)) if f.kind == own.kind && (f.at - own.at).get_days().abs() <= 31 => {
            ("contradicts", Settled::Disagree)
        }
        (Some(_), Some(_)) => ("another time or kind", Settled::Incomplete),
        _ => ("no number", Settled::Incomplete),
    };
    let findings: Vec<&str> = known
        .view
        .findings
        .iter()
        .filter(|f| f.claims.contains(&recorded.claim_id))
        .map(|f| f.words.as_str())
        .collect();
    markup! {
        section.believed {
            h2 { "What else is said" }
            p { (many(own.sources, "independent source")) " for this number, " (many(own.claims.len(), "claim")) "." }
            @for words in &findings { p.finding { (words) } }
            @if others.is_empty() { p.none { "No other number of " (desk.app.names.of(&own.party)) " at this stage." } }
            ul { @for f in &others { li {
                @let (words, settled) = relation(f);
                (crate::layout::dot(settled)) " " (f.value.map_or_else(|| "some".to_owned(), plain)) " " span.quiet { (f.at) ", " (many(f.sources, "source")) " · " (words) }
            } } }
        }
    }
}

/// What a rejection would change in what the mission's page shows.
fn rejecting(known: Option<&Arc<Known>>, id: &SmolStr) -> Markup {
    let Some(known) = known.filter(|k| k.recorded.len() <= SMALL) else {
        return markup! {};
    };
    let without: Vec<Recorded> = known
        .recorded
        .iter()
        .filter(|r| r.claim_id != *id)
        .cloned()
        .collect();
    if without.len() == known.recorded.len() {
        return markup! {};
    }
    let view = &known.view;
    let changes = diff(
        view,
        &reckon(&view.mission, &without, view.as_of, view.known_on),
    );
    let lost: Vec<_> = changes
        .iter()
        .filter(|c| c.subject != "finding")
        .take(5)
        .collect();
    markup! {
        section.effect {
            h2 { "If it is wrong" }
            @if lost.is_empty() { p.quiet { "no number on the mission's page changes." } }
            ul { @for c in &lost { li { (c.words) } } }
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

/// A decision as a form sends it.
pub async fn judge(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<HashMap<String, String>>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Judge, move |desk| {
        let of = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
        desk.check_csrf(of("csrf"))?;
        let by = desk.visitor.name.clone().ok_or(Fault::Unknown)?;
        desk.app
            .deeds
            .take(&by, Instant::now())
            .map_err(Fault::TooMany)?;
        let stored = desk.record.claim(of("claim"))?;
        let verdict = Verdict::ALL
            .into_iter()
            .find(|v| v.name() == of("verdict") && *v != Verdict::Undo);
        let verdict = verdict
            .ok_or_else(|| Fault::Unusable("choose right, fixed, wrong or a note".to_owned()))?;
        let note = Some(of("note").trim()).filter(|n| !n.is_empty());
        if note.is_some_and(|n| n.chars().count() > 1000) {
            return Err(Fault::Unusable(
                "a note has at most 1,000 letters".to_owned(),
            ));
        }
        if verdict == Verdict::Note && note.is_none() {
            return Err(Fault::Unusable("a note needs words".to_owned()));
        }
        let changed: Vec<String> = (fields(&stored).into_iter())
            .filter_map(|(name, before, ..)| {
                let now = sent.get(&format!("field.{name}"))?.trim();
                (now != before).then(|| format!("{name}={now}"))
            })
            .collect();
        let correction = match verdict {
            Verdict::Correct if changed.is_empty() => {
                return Err(Fault::Unusable(
                    "change a field first; if all are right, choose “right”".to_owned(),
                ));
            }
            Verdict::Correct => Some(correction(stored.claim.kind, &changed)?),
            _ => None,
        };
        let mut all = vec![stored];
        let mission = of("mission");
        if of("all") == "yes" {
            let days = Days::of(None, None)?;
            let known = desk.known(mission, &days)?;
            let id = all.first().map(|c| c.id.to_smolstr()).unwrap_or_default();
            let own = known.recorded.iter().find(|r| r.claim_id == id);
            for one in reprints(&known, own) {
                all.push(desk.record.claim(&one.claim_id)?);
            }
        }
        let mut names = Vec::new();
        for claim in &all {
            let done = desk.record.judge(
                claim,
                verdict,
                correction.clone(),
                note,
                &by,
                Timestamp::now(),
            )?;
            names.push(done.uid);
        }
        desk.app.acts.push(&by, names);
        let skip: usize = of("skip").parse().unwrap_or(0);
        Ok(
            Redirect::to(&format!("/review?mission={}&skip={skip}", escaped(mission)))
                .into_response(),
        )
    })
    .await
}

/// Takes the last act back, all of it.
pub async fn undo(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<HashMap<String, String>>,
) -> Result<Response, Fault> {
    work(app, visitor, Need::Judge, move |desk| {
        let of = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
        desk.check_csrf(of("csrf"))?;
        let by = desk.visitor.name.clone().ok_or(Fault::Unknown)?;
        let act = desk
            .app
            .acts
            .pop(&by)
            .ok_or_else(|| Fault::Unusable("nothing is left to take back".to_owned()))?;
        let mut claim = String::new();
        for uid in &act {
            claim = desk
                .record
                .undo(uid, None, &by, Timestamp::now())?
                .claim
                .to_string();
        }
        Ok(Redirect::to(&format!("/review?claim={}", escaped(&claim))).into_response())
    })
    .await
}
