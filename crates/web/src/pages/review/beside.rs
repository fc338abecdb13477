//! What stands beside a decision: what was decided before, what else is said, and what a rejection would change.

use crate::app::Desk;
use crate::cache::Known;
use crate::layout::dot;
use crate::settled::Settled;
use crate::words::{Names, many, plain};
use contingent_reckon::{Figure, Recorded, diff, reckon};
use contingent_record::{Judgement, StoredClaim, Verdict};
use maud::{Markup, html as markup};
use smol_str::SmolStr;
use std::sync::Arc;

/// Above that many claims what a rejection would change is not worked out on the page.
const SMALL: usize = 3000;

pub(super) fn history(judged: &[Judgement]) -> Markup {
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
pub(super) fn offer(stored: &StoredClaim, judged: &[Judgement]) -> Markup {
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
pub(super) fn believed(
    desk: &Desk<'_>,
    known: Option<&Arc<Known>>,
    recorded: Option<&Recorded>,
) -> Markup {
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
                (dot(settled)) " " (f.value.map_or_else(|| "some".to_owned(), plain)) " " span.quiet { (f.at) ", " (many(f.sources, "source")) " · " (words) }
            } } }
        }
    }
}

/// What a rejection would change in what the mission's page shows.
pub(super) fn rejecting(names: &Names, known: Option<&Arc<Known>>, id: &SmolStr) -> Markup {
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
            ul { @for c in &lost { li { (names.change(c)) } } }
        }
    }
}
