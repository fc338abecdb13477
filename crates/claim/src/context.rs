//! What a sentence leaves to its document: whose people "the first group" are, and for whom a person acts.

use crate::model::{Claim, Evidence, Value};
use crate::schema::ClaimType;
use contingent_mention::{EntityKind, Mention, Value as Meaning};
use contingent_registry::{BodyKind, Registry};
use contingent_text::Part;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The mentions once more, with everybody acting for the body whose office the claims say that they hold; `None`
/// when nobody is concerned. Of several offices of one person the first said counts.
pub(crate) fn offices(claims: &[Claim], mentions: &[Mention]) -> Option<Vec<Mention>> {
    let mut bodies: BTreeMap<&str, &str> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.kind == ClaimType::Role) {
        let holds = claim.text("standing") != Some("former");
        if let (true, Some(person), Some(body)) = (holds, claim.text("person"), claim.text("body"))
        {
            bodies.entry(person).or_insert(body);
        }
    }
    let body_of = |mention: &Mention| match &mention.value {
        Meaning::Entity(entity)
            if entity.kind == EntityKind::Person && entity.acts_for.is_none() =>
        {
            bodies.get(entity.name.as_str()).map(SmolStr::new)
        }
        _ => None,
    };
    if !mentions.iter().any(|mention| body_of(mention).is_some()) {
        return None;
    }
    let mut out = mentions.to_vec();
    for mention in &mut out {
        let body = body_of(mention);
        if let Meaning::Entity(entity) = &mut mention.value
            && body.is_some()
        {
            entity.acts_for = body;
        }
    }
    Some(out)
}

/// The mentions once more, with "a Kenyan court" for the one court of that country that the document names, earlier or
/// later; `None` when there is nothing to settle.
pub(crate) fn courts(mentions: &[Mention], registry: &Registry) -> Option<Vec<Mention>> {
    let is_court =
        |id: &SmolStr| (registry.body(id)).is_some_and(|body| body.kind == BodyKind::Court);
    let body = |mention: &Mention| match &mention.value {
        Meaning::Entity(entity) if entity.kind == EntityKind::Body => {
            Some((entity.id.clone()?, entity.country.clone()?))
        }
        _ => None,
    };
    let unnamed = |id: &SmolStr| id.ends_with("-court") && !is_court(id);
    let named: BTreeMap<SmolStr, BTreeSet<SmolStr>> = mentions
        .iter()
        .filter_map(body)
        .filter(|(id, _)| is_court(id))
        .fold(BTreeMap::new(), |mut named, (id, country)| {
            named.entry(country).or_default().insert(id);
            named
        });
    let only = |(id, country): (SmolStr, SmolStr)| {
        let courts = named.get(&country).filter(|_| unnamed(&id))?;
        courts.first().filter(|_| courts.len() == 1)
    };
    if !mentions.iter().filter_map(body).any(|b| only(b).is_some()) {
        return None;
    }
    let mut out = mentions.to_vec();
    for mention in &mut out {
        let court = body(mention)
            .and_then(only)
            .and_then(|id| registry.body(id));
        if let (Meaning::Entity(entity), Some(court)) = (&mut mention.value, court) {
            entity.id = Some(court.id.clone());
            entity.name = court.name.clone();
            if entity.acts_for.is_some() {
                entity.acts_for = Some(court.id.clone());
            }
        }
    }
    Some(out)
}

/// The word that a rule writes for a contributor whom only the document names.
const CONTEXT: &str = "context";

/// Victims whom only the sentence before names: "Twenty-three were wounded".
pub(crate) const SAME: &str = "same";

/// Puts the victims of the harm told before in the place of [`SAME`], or people as such where there is none.
pub(crate) fn same_victims(claims: &mut [Claim]) {
    let told: Vec<(Evidence, SmolStr, SmolStr)> = (claims.iter())
        .filter(|claim| claim.kind == ClaimType::Toll)
        .filter_map(|claim| {
            let here = claim.evidence.first()?.clone();
            let victims = claim.text("victims").filter(|v| *v != SAME)?;
            Some((here, victims.into(), claim.text("harm")?.into()))
        })
        // "among them 40 police officers" is only a part of those whom the next number counts.
        .filter(|(evidence, ..)| evidence.rule != "toll.among-them")
        .collect();
    for claim in claims.iter_mut() {
        if claim.kind != ClaimType::Toll || claim.text("victims") != Some(SAME) {
            continue;
        }
        let Some(here) = claim.evidence.first().cloned() else {
            continue;
        };
        let before = told.iter().rev().find(|(e, ..)| {
            let from = e.span.start;
            e.part == here.part && from < here.span.start && here.span.start <= e.span.end + NEAR
        });
        // A headline's bare number is explained by the text below it.
        let harm = claim.text("harm").unwrap_or_default();
        let below = (told.iter())
            .find(|(e, _, h)| here.part == Part::Title && e.part == Part::Body && h == harm);
        let victims = before
            .or(below)
            .map_or(SmolStr::new_static("people"), |(_, v, _)| v.clone());
        claim.set("victims", Some(Value::Text(victims)));
    }
}

/// About two sentences, in bytes.
const NEAR: u32 = 260;

/// Puts the one contributor of the document in the place of `context`, or nobody where there is none or
/// more than one for that mission.
pub(crate) fn settle(claims: &mut [Claim]) {
    let named: Vec<(SmolStr, SmolStr)> = (claims.iter())
        .filter(|claim| claim.kind == ClaimType::Strength)
        .filter_map(|claim| {
            Some((
                claim.text("mission")?.into(),
                claim.text("contributor")?.into(),
            ))
        })
        .filter(|(_, contributor): &(SmolStr, SmolStr)| contributor != CONTEXT)
        .collect();
    for claim in claims.iter_mut() {
        if claim.text("contributor") != Some(CONTEXT) {
            continue;
        }
        let mission = claim.text("mission").unwrap_or_default();
        let mut here = (named.iter()).filter(|(m, _)| m == mission).map(|(_, c)| c);
        let first = here.next().cloned();
        let only = first.filter(|first| here.all(|other| other == first));
        claim.set("contributor", only.map(Value::Text));
    }
}

/// Gives an act on a mandate, and what the body that did it says beside it, the day of that act, where the document
/// names just one: "the Council adopted resolution 2751 on Monday. … It thanks Kenya for its leadership."
pub(crate) fn date_acts(claims: &mut [Claim]) {
    let mut days: BTreeMap<SmolStr, Option<SmolStr>> = BTreeMap::new();
    for claim in claims.iter().filter(|c| c.kind == ClaimType::Mandate) {
        if let (Some(by), Some(date)) = (claim.text("by"), claim.date.clone()) {
            days.entry(by.into())
                .and_modify(|day| {
                    if day.as_ref() != Some(&date) {
                        *day = None;
                    }
                })
                .or_insert(Some(date));
        }
    }
    for claim in claims.iter_mut().filter(|c| c.date.is_none()) {
        let who = match claim.kind {
            ClaimType::Mandate => claim.text("by"),
            ClaimType::Event => claim.text("actor"),
            _ => None,
        };
        if let Some(Some(day)) = who.and_then(|who| days.get(who)) {
            claim.date = Some(day.clone());
        }
    }
}
