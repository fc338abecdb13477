//! What waits for a decision, in the order of what a decision is worth, each with the reason why it is there.

use contingent_reckon::{MissionView, Recorded, Verdict};
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};

/// One claim that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub claim: SmolStr,
    /// Its place among the mission's claims.
    pub at: usize,
    /// The more, the sooner.
    pub worth: u32,
    /// Why it is here.
    pub why: String,
}

/// The claims that nobody decided about, worth most first.
pub fn queue(view: &MissionView, recorded: &[Recorded]) -> Vec<Item> {
    let mut unexplained: HashMap<&SmolStr, usize> = HashMap::new();
    let mut explained: HashMap<&SmolStr, &str> = HashMap::new();
    for finding in &view.findings {
        for claim in &finding.claims {
            match finding.reason {
                None => *unexplained.entry(claim).or_default() += 1,
                Some(reason) => {
                    explained.insert(claim, reason);
                }
            }
        }
    }
    let shown = shown(view);
    let mut alone = HashSet::new();
    let mut copies: HashMap<&SmolStr, usize> = HashMap::new();
    for figure in &view.series {
        if figure.sources == 1 {
            alone.extend(&figure.claims);
        }
        for claim in &figure.claims {
            copies.insert(claim, figure.claims.len());
        }
    }
    let waits = |one: &&Recorded| {
        one.judgement
            .as_ref()
            .is_none_or(|j| j.verdict == Verdict::Note)
    };
    let mut items: Vec<Item> = (recorded.iter().enumerate())
        .filter(|(_, one)| waits(one))
        .map(|(at, one)| {
            let id = &one.claim_id;
            let on_page = shown.contains(id);
            let mut worth = u32::from(on_page) * 40;
            let mut why = Vec::new();
            if let Some(n) = unexplained.get(id) {
                worth += 100 + (*n).min(9) as u32 * 5;
                why.push(match n {
                    1 => "differs from another number, and no reason fits".to_owned(),
                    n => format!("differs from {n} other numbers, and no reason fits"),
                });
            } else if let Some(reason) = explained.get(id) {
                worth += 50;
                let about = contingent_reckon::reason(reason).map_or(*reason, |r| r.about);
                why.push(format!("differs from another number: {about}"));
            }
            if on_page {
                why.push("a number on the mission's page rests on it".to_owned());
            }
            if alone.contains(id) {
                worth += 20;
                why.push("one source only".to_owned());
            }
            if let Some(n) = copies.get(id).filter(|n| **n > 1) {
                worth += 5;
                why.push(format!("{n} claims say the same"));
            }
            if one.claim.span.is_none() {
                worth += 2;
                why.push("without a date of its own".to_owned());
            }
            if why.is_empty() {
                why.push("nobody looked at it yet".to_owned());
            }
            Item {
                claim: id.clone(),
                at,
                worth,
                why: why.join("; "),
            }
        })
        .collect();
    items.sort_by(|a, b| {
        let newest = |item: &Item| recorded.get(item.at).map(|r| r.document.known);
        (b.worth, newest(b), a.at).cmp(&(a.worth, newest(a), b.at))
    });
    items
}

/// The claims under the numbers that the mission's page shows.
fn shown(view: &MissionView) -> HashSet<&SmolStr> {
    let strength = &view.strength;
    let ladders =
        std::iter::once(&strength.whole).chain(strength.contributors.iter().map(|c| &c.ladder));
    let mut shown: HashSet<&SmolStr> = ladders
        .flat_map(|ladder| {
            ladder
                .rungs()
                .flat_map(|(_, level)| &level.claims)
                .collect::<Vec<_>>()
        })
        .collect();
    shown.extend(
        view.money
            .iter()
            .flat_map(|r| r.stages.iter().flat_map(|(_, l)| &l.claims)),
    );
    shown.extend(view.mandate.acts.iter().flat_map(|a| &a.claims));
    shown
}
