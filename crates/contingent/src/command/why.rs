//! `contingent why`: the claims behind a figure, with their documents, words and reasons.

use crate::answer::Answer;
use crate::asked::{known_of, today};
use crate::cli::Why as Args;
use crate::outcome::Outcome;
use crate::store::open;
use crate::terminal;
use anyhow::bail;
use contingent_reckon::{MissionView, Recorded, reckon, why};
use contingent_record::Access;
use contingent_registry::Registry;
use smol_str::SmolStr;
use std::collections::HashSet;
use std::io::Write;

/// Finds the figures that the words mean, and prints what they rest on.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut record = open(&args.place, Access::Read)?;
    let known_on = args.days.known_on.unwrap_or_else(today);
    let as_of = args.days.as_of.unwrap_or(known_on);
    let recorded = known_of(&mut record, &args.place, &args.mission, known_on)?;
    let view = reckon(&args.mission, &recorded, as_of, known_on);
    let registry = Registry::embedded();
    let claims = meant(&view, &recorded, &args.words, &registry);
    if claims.is_empty() {
        bail!(
            "nothing is known of `{}` for {}; name what `contingent show` shows: a country, a stage, \
             a kind of figure (strength, money, mandate, ground, toll, office, position, equipment, profile), or a claim's id",
            args.words.join(" "),
            args.mission
        );
    }
    let why = why(&view, &recorded, &claims);
    let mut out = terminal::out();
    if args.json {
        serde_json::to_writer(&mut out, &why)?;
        writeln!(out)?;
    } else {
        let text = Answer::new(&registry, terminal::width(args.width)).why(&why);
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::default())
}

/// The claims of all figures that answer to every word.
fn meant(
    view: &MissionView,
    recorded: &[Recorded],
    words: &[String],
    registry: &Registry,
) -> Vec<SmolStr> {
    let asked: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    if let [id] = asked.as_slice() {
        let with_id: Vec<_> = (recorded
            .iter()
            .filter(|r| r.claim_id.starts_with(id.as_str())))
        .map(|r| r.claim_id.clone())
        .collect();
        if let [one] = with_id.as_slice() {
            return vec![one.clone()];
        }
    }
    let mut seen = HashSet::new();
    let mut claims = Vec::new();
    for (labels, of) in figures(view) {
        let mut names: Vec<String> = labels.iter().map(|l| l.to_lowercase()).collect();
        names.extend(
            labels
                .iter()
                .map(|l| crate::way::name(registry, l).to_lowercase()),
        );
        if asked.iter().all(|word| names.contains(word)) {
            claims.extend(of.iter().filter(|id| seen.insert((*id).clone())).cloned());
        }
    }
    claims
}

/// Every figure of a view by the words that name it, with its claims.
fn figures(view: &MissionView) -> Vec<(Vec<&str>, &[SmolStr])> {
    let mut all: Vec<(Vec<&str>, &[SmolStr])> = Vec::new();
    for (stage, level) in view.strength.whole.rungs() {
        all.push((
            vec!["strength", "people", "mission", "whole", stage],
            &level.claims,
        ));
    }
    for row in &view.strength.contributors {
        for (stage, level) in row.ladder.rungs() {
            all.push((
                vec!["strength", "people", &row.contributor, stage],
                &level.claims,
            ));
        }
    }
    for row in &view.money {
        for (stage, level) in &row.stages {
            all.push((
                vec![
                    "money",
                    "funding",
                    &row.donor,
                    &row.recipient,
                    &row.currency,
                    stage,
                ],
                &level.claims,
            ));
        }
    }
    for act in &view.mandate.acts {
        all.push((vec!["mandate", act.act.word(), &act.by], &act.claims));
    }
    for row in &view.ground {
        for level in &row.history {
            all.push((
                vec!["ground", "control", &row.holder, &row.place],
                &level.claims,
            ));
        }
    }
    for row in &view.tolls {
        for figure in row.counts.iter().chain(&row.overlapping) {
            all.push((
                vec!["toll", row.harm, &row.victims, &row.place],
                &figure.claims,
            ));
        }
    }
    for row in &view.offices {
        all.push((vec!["office", "role", &row.person, &row.body], &row.claims));
    }
    for row in &view.positions {
        all.push((
            vec!["position", &row.stance, &row.actor, &row.about],
            &row.claims,
        ));
    }
    for row in &view.equipment {
        for (stage, level) in &row.stages {
            all.push((
                vec!["equipment", &row.contributor, &row.item, stage],
                &level.claims,
            ));
        }
    }
    for row in &view.profile {
        all.push((vec!["profile", &row.attribute, &row.value], &row.claims));
    }
    all
}
