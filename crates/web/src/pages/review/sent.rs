//! Decisions as a form sends them.

use super::decision::fields;
use super::reprints;
use crate::app::{App, Days, Need, Visitor, work};
use crate::fault::Fault;
use crate::words::escaped;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use contingent_record::{Verdict, correction};
use jiff::Timestamp;
use smol_str::ToSmolStr;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

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
            let lately = desk.lately(mission, &days)?;
            let id = all.first().map(|c| c.id.to_smolstr()).unwrap_or_default();
            if let Some(known) = lately.as_ref().map(|lately| &lately.known) {
                let own = known.recorded.iter().find(|r| r.claim_id == id);
                for one in reprints(known, own) {
                    all.push(desk.record.claim(&one.claim_id)?);
                }
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
