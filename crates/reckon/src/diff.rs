//! What changed between two days, in plain words and as data.

use crate::explain::number;
use crate::level::Level;
use crate::view::{Ladder, MissionView};
use jiff::civil::Date;
use serde::Serialize;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that is otherwise than before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// `strength`, `money`, `mandate`, `ground`, `toll`, `office`, `position`, `equipment`, `profile` or `finding`.
    pub subject: &'static str,
    /// Whose or what: a contributor, a donor and fund, a holder and place.
    pub of: SmolStr,
    /// The rung, status or act.
    pub stage: SmolStr,
    /// The number before, when there was one.
    pub before: Option<f64>,
    /// The number now, when there is one.
    pub now: Option<f64>,
    /// When it changed, where a date is known.
    pub at: Option<Date>,
    /// A sentence.
    pub words: String,
    /// The claims that the new state rests on.
    pub claims: Vec<SmolStr>,
}

/// What is otherwise in `now` than in `since`, in the order of the view.
#[must_use]
pub fn diff(since: &MissionView, now: &MissionView) -> Vec<Change> {
    let mut out = Vec::new();
    levels("strength", &rungs(since), &rungs(now), &mut out);
    levels("money", &money(since), &money(now), &mut out);
    for act in now.mandate.acts.iter().filter(|a| {
        !since
            .mandate
            .acts
            .iter()
            .any(|b| (a.act, &a.by, a.at) == (b.act, &b.by, b.at))
    }) {
        let by = if act.by.is_empty() {
            String::new()
        } else {
            format!(" by {}", act.by)
        };
        let instrument = act
            .instrument
            .as_deref()
            .map(|i| format!(" ({i})"))
            .unwrap_or_default();
        let until = act
            .until
            .as_deref()
            .map(|u| format!(", until {u}"))
            .unwrap_or_default();
        out.push(new(
            "mandate",
            &act.by,
            act.act.word(),
            Some(act.at),
            format!("the mandate was {}{by}{instrument}{until}", act.act),
            &act.claims,
        ));
    }
    levels("ground", &ground(since), &ground(now), &mut out);
    levels("equipment", &equipment(since), &equipment(now), &mut out);
    let tolls = |view: &MissionView| -> Levels {
        let counts = view
            .tolls
            .iter()
            .flat_map(|row| row.counts.iter().map(move |f| (row, f)));
        counts
            .map(|(row, f)| {
                let place = if row.place.is_empty() {
                    String::new()
                } else {
                    format!(" in {}", row.place)
                };
                let period = match (f.from, f.until) {
                    (Some(a), Some(b)) if a != b => format!(", {a} to {b}"),
                    (Some(a), _) => format!(", {a}"),
                    _ => String::new(),
                };
                (
                    (
                        format!("{}{place}{period}", row.victims).into(),
                        SmolStr::new_static(row.harm),
                    ),
                    Level::stated(f),
                )
            })
            .collect()
    };
    levels("toll", &tolls(since), &tolls(now), &mut out);
    let offices: BTreeMap<_, _> = since
        .offices
        .iter()
        .map(|t| ((&t.body, &t.person), t.standing))
        .collect();
    for tenure in &now.offices {
        let before = offices.get(&(&tenure.body, &tenure.person));
        if before != Some(&tenure.standing) {
            let title = tenure
                .titles
                .first()
                .map(|t| format!(", {t}"))
                .unwrap_or_default();
            let words = format!(
                "{}{title} of {}: {}",
                tenure.person, tenure.body, tenure.standing
            );
            out.push(new(
                "office",
                &tenure.body,
                tenure.standing.word(),
                Some(tenure.last),
                words,
                &tenure.claims,
            ));
        }
    }
    let positions: BTreeSet<_> = since
        .positions
        .iter()
        .map(|p| (&p.actor, &p.stance, &p.about, &p.object))
        .collect();
    for p in now
        .positions
        .iter()
        .filter(|p| !positions.contains(&(&p.actor, &p.stance, &p.about, &p.object)))
    {
        let object = p
            .object
            .as_deref()
            .map(|o| format!(": {o}"))
            .unwrap_or_default();
        out.push(new(
            "position",
            &p.actor,
            &p.stance,
            Some(p.at),
            format!("{} {} {}{object}", p.actor, p.stance, p.about),
            &p.claims,
        ));
    }
    let profile: BTreeSet<_> = since
        .profile
        .iter()
        .map(|p| (&p.attribute, &p.value))
        .collect();
    for p in now
        .profile
        .iter()
        .filter(|p| !profile.contains(&(&p.attribute, &p.value)))
    {
        out.push(new(
            "profile",
            &p.attribute,
            &p.value,
            Some(p.first),
            format!("{} is said to be {}", p.attribute, p.value),
            &p.claims,
        ));
    }
    let known: BTreeSet<&str> = since.findings.iter().map(|f| f.words.as_str()).collect();
    for f in now
        .findings
        .iter()
        .filter(|f| !known.contains(f.words.as_str()))
    {
        out.push(new(
            "finding",
            &f.party,
            f.reason.unwrap_or("unexplained"),
            Some(f.at),
            f.words.clone(),
            &f.claims,
        ));
    }
    out
}

type Levels = BTreeMap<(SmolStr, SmolStr), Level>;

fn new(
    subject: &'static str,
    of: &SmolStr,
    stage: &str,
    at: Option<Date>,
    words: String,
    claims: &[SmolStr],
) -> Change {
    Change {
        subject,
        of: of.clone(),
        stage: SmolStr::new(stage),
        before: None,
        now: None,
        at,
        words,
        claims: claims.to_vec(),
    }
}

fn levels(subject: &'static str, since: &Levels, now: &Levels, out: &mut Vec<Change>) {
    for ((of, stage), level) in now {
        let before = since.get(&(of.clone(), stage.clone()));
        let told = |l: &Level| {
            l.value
                .map_or_else(|| SmolStr::new_static("some"), |v| number(v, &l.currency))
        };
        let whose = if of.is_empty() {
            "the whole"
        } else {
            of.as_str()
        };
        let words = match before {
            Some(before) if before.value == level.value => continue,
            Some(before) => format!(
                "{whose}, {stage}: {} where it was {}",
                told(level),
                told(before)
            ),
            None => format!("{whose}, {stage}: {}, where nothing was known", told(level)),
        };
        out.push(Change {
            subject,
            of: of.clone(),
            stage: stage.clone(),
            before: before.and_then(|b| b.value),
            now: level.value,
            at: Some(level.at),
            words,
            claims: level.claims.clone(),
        });
    }
    for ((of, stage), level) in since.iter().filter(|(key, _)| !now.contains_key(*key)) {
        let whose = if of.is_empty() {
            "the whole"
        } else {
            of.as_str()
        };
        let words = format!("{whose}, {stage}: no longer told");
        out.push(Change {
            subject,
            of: of.clone(),
            stage: stage.clone(),
            before: level.value,
            now: None,
            at: None,
            words,
            claims: Vec::new(),
        });
    }
}

fn rungs(view: &MissionView) -> Levels {
    let mut out = Levels::new();
    let mut put = |of: &SmolStr, ladder: &Ladder| {
        for (stage, level) in ladder.rungs() {
            out.insert((of.clone(), SmolStr::new_static(stage)), level.clone());
        }
    };
    put(&SmolStr::default(), &view.strength.whole);
    for row in &view.strength.contributors {
        put(&row.contributor, &row.ladder);
    }
    out
}

fn money(view: &MissionView) -> Levels {
    let stages = view.money.iter().flat_map(|row| {
        row.stages
            .iter()
            .map(move |(stage, level)| (row, stage, level))
    });
    stages
        .map(|(row, stage, level)| {
            let donor = if row.donor.is_empty() {
                "all donors"
            } else {
                row.donor.as_str()
            };
            (
                (
                    format!("{donor} to {} in {}", row.recipient, row.currency).into(),
                    SmolStr::new_static(stage),
                ),
                level.clone(),
            )
        })
        .collect()
}

fn ground(view: &MissionView) -> Levels {
    let last = view
        .ground
        .iter()
        .filter_map(|row| Some((row, row.history.last()?)));
    last.map(|(row, level)| {
        (
            (
                format!("{} in {}", row.holder, row.place).into(),
                SmolStr::new_static("percent held"),
            ),
            level.clone(),
        )
    })
    .collect()
}

fn equipment(view: &MissionView) -> Levels {
    let stages = view.equipment.iter().flat_map(|row| {
        row.stages
            .iter()
            .map(move |(stage, level)| (row, stage, level))
    });
    stages
        .map(|(row, stage, level)| {
            (
                (
                    format!("{} {}", row.contributor, row.item).trim().into(),
                    SmolStr::new_static(stage),
                ),
                level.clone(),
            )
        })
        .collect()
}
