//! The reckoning itself: from the claims of a mission to what is known of it on a day.

use crate::claim::Content;
use crate::explain::findings;
use crate::figure::{Figure, Judged, Kind, Topic, figures, judged};
use crate::level::{Basis, Level, last_level, levels};
use crate::recorded::Recorded;
use crate::rest;
use crate::sources::Sources;
use crate::view::{
    ContributorRow, EquipmentRow, GroundRow, Ladder, MissionView, MoneyRow, StrengthView, Sum,
    TollRow,
};
use crate::vocabulary::{Hedge, MoneyStatus, ThingStatus};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What is known of `mission` as of a day, from what was known on a day. The order of the input does not matter, and
/// what was not known on that day may be in it.
#[must_use]
pub fn reckon(mission: &str, recorded: &[Recorded], as_of: Date, known_on: Date) -> MissionView {
    let recorded: Vec<&Recorded> = recorded.iter().collect();
    reckon_of(mission, &recorded, as_of, known_on)
}

/// The same from claims that are kept somewhere else, so that two days can be reckoned from one reading.
#[must_use]
pub fn reckon_of(
    mission: &str,
    recorded: &[&Recorded],
    as_of: Date,
    known_on: Date,
) -> MissionView {
    // A publisher that nobody knew by then is no outlet yet.
    let recorded: Vec<&Recorded> = (recorded.iter().copied())
        .filter(|r| r.document.known <= known_on)
        .collect();
    let recorded = recorded.as_slice();
    let sources = Sources::new(recorded);
    let claims = of_mission(mission, recorded, &sources);
    let series = figures(recorded, &claims, as_of, &sources);
    let findings = findings(recorded, &series, &sources);
    let mut documents: Vec<u32> = claims.iter().map(|(m, _)| sources.document(*m)).collect();
    documents.sort_unstable();
    documents.dedup();
    let publishers: FxHashSet<u32> = documents.iter().map(|d| sources.outlet(*d)).collect();
    let mut strength = strength(&series);
    for row in &mut strength.contributors {
        row.findings = (findings.iter().enumerate())
            .filter(|(_, f)| f.topic == Topic::Strength && f.party == row.contributor)
            .map(|(n, _)| n)
            .collect();
    }
    let setting = rest::Setting::new(recorded, &claims, &sources, as_of);
    MissionView {
        mission: SmolStr::new(mission),
        as_of,
        known_on,
        documents: documents.len(),
        claims: claims.len(),
        sources: publishers.len(),
        strength,
        money: money(&series),
        mandate: setting.mandate(),
        ground: ground(&series, &setting),
        tolls: tolls(&series),
        offices: setting.offices(),
        positions: setting.positions(),
        equipment: equipment(&series),
        profile: setting.profile(),
        findings,
        series,
        left_out: Default::default(),
    }
}

/// The claims of the mission, and those without a mission of documents that speak most of this one.
fn of_mission<'a>(
    mission: &str,
    recorded: &[&'a Recorded],
    sources: &Sources<'_>,
) -> Vec<(u32, Judged<'a>)> {
    let mut judged: Vec<(u32, Judged<'a>)> = (recorded.iter().enumerate())
        .filter_map(|(n, r)| Some((n as u32, judged(r)?)))
        .collect();
    // For each document how often it speaks of this mission, and of each other one.
    let mut own: Vec<u32> = vec![0; recorded.len()];
    let mut others: FxHashMap<(u32, &str), u32> = FxHashMap::default();
    for (member, claim) in &judged {
        let document = sources.document(*member);
        match claim.mission() {
            Some(name) if name == mission => own[document as usize] += 1,
            Some(name) => *others.entry((document, name.as_str())).or_default() += 1,
            None => {}
        }
    }
    for ((document, _), times) in &others {
        let own = &mut own[*document as usize];
        if times > own {
            *own = 0;
        }
    }
    judged.retain(|(member, claim)| match claim.mission() {
        Some(name) => name == mission,
        None => own[sources.document(*member) as usize] > 0,
    });
    judged
}

fn strength(series: &[Figure]) -> StrengthView {
    let mut by_party: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
    for figure in series.iter().filter(|f| f.topic == Topic::Strength) {
        by_party.entry(&figure.party).or_default().push(figure);
    }
    let mut of_whole: Vec<&Figure> = Vec::new();
    let mut contributors = Vec::new();
    for (party, figures) in by_party {
        if party.is_empty() {
            of_whole = figures;
        } else {
            let history = history(&figures);
            let (ladder, levels) = ladder(&figures, history);
            contributors.push(ContributorRow {
                contributor: SmolStr::new(party),
                ladder,
                history: levels,
                findings: Vec::new(),
            });
        }
    }
    let unsaid = |f: &&Figure| f.topic == Topic::Strength && joint(&f.party);
    let joint: Vec<&Figure> = series.iter().filter(unsaid).collect();
    let history = crate::whole::history(&of_whole, &joint, &contributors);
    let (whole, history) = ladder(&of_whole, history);
    let present = |row: &ContributorRow| {
        row.ladder
            .present
            .as_ref()
            .and_then(|l| l.value)
            .unwrap_or(-1.0)
    };
    contributors.sort_by(|a, b| {
        present(b)
            .total_cmp(&present(a))
            .then_with(|| a.contributor.cmp(&b.contributor))
    });
    let stated = whole.present.as_ref().filter(|l| l.basis != Basis::Sum);
    let sum = sum(&contributors, stated);
    StrengthView {
        contributors,
        whole,
        sum,
        history,
    }
}

/// A joint figure of several contributors.
fn joint(party: &str) -> bool {
    party.contains(" and ")
}

fn of<'a>(figures: &[&'a Figure], stage: &str, kind: Kind) -> Vec<&'a Figure> {
    (figures.iter())
        .filter(|f| f.stage == stage && f.kind == kind)
        .copied()
        .collect()
}

/// Those present over time.
fn history(figures: &[&Figure]) -> Vec<Level> {
    levels(
        &of(figures, "deployed", Kind::Level),
        &of(figures, "deployed", Kind::Change),
        &of(figures, "withdrawn", Kind::Change),
        &of(figures, "deployed", Kind::SinceStart),
    )
}

fn ladder(figures: &[&Figure], history: Vec<Level>) -> (Ladder, Vec<Level>) {
    let stage = |stage: &str| {
        let stock = of(figures, stage, Kind::Level);
        last_level(&stock, &of(figures, stage, Kind::Change))
    };
    let joins = of(figures, "deployed", Kind::Change);
    let since_start = of(figures, "deployed", Kind::SinceStart);
    // Who ever arrived: as stated, or else at least all movements, or at least the highest level.
    let arrived = last_level(&since_start, &[]).filter(|l| l.value.is_some());
    let highest = (history.iter().filter(|l| l.basis != Basis::Sent))
        .reduce(|a, b| if most(a, b) { b } else { a })
        .cloned()
        .map(|mut level| {
            level.hedge = Hedge::AtLeast;
            level
        });
    let arrived = (arrived.into_iter())
        .chain(last_level(&[], &joins))
        .chain(highest);
    let ladder = Ladder {
        authorized: stage("authorized"),
        required: stage("required"),
        promised: stage("pledged"),
        planned: stage("planned"),
        ready: stage("ready"),
        arrived: arrived.reduce(|a, b| if most(&a, &b) { b } else { a }),
        present: history.last().cloned(),
        left: stage("withdrawn"),
    };
    (ladder, history)
}

/// True when the second is more.
fn most(a: &Level, b: &Level) -> bool {
    b.value.unwrap_or(-1.0) > a.value.unwrap_or(-1.0)
}

/// An ISO 3166 code.
pub(crate) fn is_country(id: &str) -> bool {
    id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase())
}

fn sum(contributors: &[ContributorRow], stated: Option<&Level>) -> Option<Sum> {
    let any_country = contributors
        .iter()
        .any(|r| is_country(&r.contributor) && r.ladder.present.is_some());
    let mut sum = Sum {
        level: Level {
            at: Date::ZERO,
            value: None,
            hedge: Hedge::Exact,
            currency: SmolStr::default(),
            basis: Basis::Sum,
            sources: usize::MAX,
            claims: Vec::new(),
            more: 0,
        },
        added: Vec::new(),
        unknown: Vec::new(),
        left_out: Vec::new(),
        difference: None,
    };
    for row in contributors {
        let Some(present) = &row.ladder.present else {
            continue;
        };
        if any_country && !is_country(&row.contributor) {
            sum.left_out.push(row.contributor.clone());
            continue;
        }
        let Some(value) = present.value else {
            sum.unknown.push(row.contributor.clone());
            sum.level.hedge = Hedge::AtLeast;
            continue;
        };
        sum.level.value = Some(sum.level.value.unwrap_or(0.0) + value);
        sum.level.at = sum.level.at.max(present.at);
        sum.level.sources = sum.level.sources.min(present.sources);
        if present.hedge != Hedge::Exact && sum.level.hedge == Hedge::Exact {
            sum.level.hedge = if matches!(present.hedge, Hedge::AtLeast | Hedge::MoreThan) {
                Hedge::AtLeast
            } else {
                Hedge::About
            };
        }
        sum.level.claims.extend(present.claims.iter().cloned());
        sum.level.more += present.more;
        sum.added.push(row.contributor.clone());
    }
    let value = sum.level.value?;
    sum.difference = stated.and_then(|s| s.value).map(|s| s - value);
    Some(sum)
}

/// The rungs of things or money that one series of figures gives.
fn stages(
    figures: &[&Figure],
    order: impl Iterator<Item = &'static str>,
) -> Vec<(&'static str, Level)> {
    order
        .filter_map(|stage| {
            let of = |kind: Kind| -> Vec<&Figure> {
                figures
                    .iter()
                    .filter(|f| f.stage == stage && f.kind == kind)
                    .copied()
                    .collect()
            };
            let level = last_level(&of(Kind::Level), &of(Kind::Change));
            let level = level.or_else(|| of(Kind::Rate).last().map(|f| Level::stated(f)))?;
            Some((stage, level))
        })
        .collect()
}

fn money(series: &[Figure]) -> Vec<MoneyRow> {
    let mut rows: BTreeMap<(&str, &str, &str), Vec<&Figure>> = BTreeMap::new();
    for figure in series.iter().filter(|f| f.topic == Topic::Money) {
        rows.entry((&figure.party, &figure.item, &figure.currency))
            .or_default()
            .push(figure);
    }
    rows.into_iter()
        .map(|((donor, recipient, currency), figures)| {
            let mut stages = stages(&figures, MoneyStatus::ALL.iter().map(|s| s.word()));
            for (_, level) in &mut stages {
                level.currency = SmolStr::new(currency);
            }
            MoneyRow {
                donor: SmolStr::new(donor),
                recipient: SmolStr::new(recipient),
                currency: SmolStr::new(currency),
                stages,
                converted: Vec::new(),
            }
        })
        .collect()
}

fn equipment(series: &[Figure]) -> Vec<EquipmentRow> {
    let mut rows: BTreeMap<(&str, &str), Vec<&Figure>> = BTreeMap::new();
    for figure in series.iter().filter(|f| f.topic == Topic::Equipment) {
        rows.entry((&figure.party, &figure.item))
            .or_default()
            .push(figure);
    }
    rows.into_iter()
        .map(|((contributor, item), figures)| EquipmentRow {
            contributor: SmolStr::new(contributor),
            item: SmolStr::new(item),
            stages: stages(&figures, ThingStatus::ALL.iter().map(|s| s.word())),
        })
        .collect()
}

fn ground(series: &[Figure], setting: &rest::Setting<'_>) -> Vec<GroundRow> {
    let mut rows: BTreeMap<(&str, &str), Vec<&Figure>> = BTreeMap::new();
    for figure in series.iter().filter(|f| f.topic == Topic::Ground) {
        rows.entry((&figure.party, &figure.item))
            .or_default()
            .push(figure);
    }
    rows.into_iter()
        .map(|((holder, place), figures)| GroundRow {
            holder: SmolStr::new(holder),
            place: SmolStr::new(place),
            coordinates: figures.iter().flat_map(|f| &f.members).find_map(|m| {
                match &setting.all[*m as usize].claim.content {
                    Content::Control(c) => c.coordinates,
                    _ => None,
                }
            }),
            history: figures.iter().map(|f| Level::stated(f)).collect(),
        })
        .collect()
}

/// Counts of one harm, so that none is added to another that may hold the same people.
fn tolls(series: &[Figure]) -> Vec<TollRow> {
    let mut rows: BTreeMap<(&str, &str, &str), Vec<&Figure>> = BTreeMap::new();
    for figure in series.iter().filter(|f| f.topic == Topic::Toll) {
        rows.entry((figure.stage, &figure.item, &figure.place))
            .or_default()
            .push(figure);
    }
    rows.into_values()
        .filter_map(|mut figures| {
            let first = *figures.first()?;
            // The best supported first; of equals the longest period, which holds the shorter ones.
            figures.sort_by_key(|f| {
                let length = f
                    .from
                    .zip(f.until)
                    .map_or(0, |(a, b)| crate::edtf::days(a, b));
                (
                    f.value.is_none(),
                    !f.dated,
                    std::cmp::Reverse((f.sources, length, f.known)),
                )
            });
            let (mut counts, mut overlapping): (Vec<Figure>, Vec<Figure>) =
                (Vec::new(), Vec::new());
            let mut taken: Vec<crate::edtf::Span> = Vec::new();
            for figure in figures {
                // A count without a period may be any of the others.
                let apart = figure.dated
                    && taken.len() < 512
                    && taken.iter().all(|t| !t.meets(&figure.span()));
                if apart || counts.is_empty() {
                    taken.push(figure.span());
                    counts.push(figure.clone());
                } else {
                    overlapping.push(figure.clone());
                }
            }
            counts.sort_by_key(|f| f.at);
            Some(TollRow {
                harm: first.stage,
                victims: first.item.clone(),
                place: first.place.clone(),
                sum: counts.iter().map(|f| f.value).sum(),
                counts,
                overlapping,
            })
        })
        .collect()
}
