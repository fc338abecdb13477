//! The five states of a claim: decided by a person, or by what other sources say.

use contingent_reckon::{MissionView, Recorded, Verdict};
use serde::Serialize;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;

/// Where a claim stands. The same five, with the same five colours, everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// Somebody said that it is right, as it stands or with a field put right.
    Accepted,
    /// Somebody said that it is wrong.
    Rejected,
    /// Two sources or more say so, but nobody looked.
    Agree,
    /// Another source says otherwise.
    Disagree,
    /// One source only, or no number or date where there should be one.
    Incomplete,
}

impl Settled {
    /// For the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Accepted => "s-accepted",
            Self::Rejected => "s-rejected",
            Self::Agree => "s-agree",
            Self::Disagree => "s-disagree",
            Self::Incomplete => "s-incomplete",
        }
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Agree => "sources agree, nobody looked",
            Self::Disagree => "sources disagree",
            Self::Incomplete => "one source, or incomplete",
        }
    }
}

/// What is known about the claims of a mission, by id.
pub struct Settlement<'v> {
    differing: HashSet<&'v SmolStr>,
    sources: HashMap<&'v SmolStr, usize>,
}

impl<'v> Settlement<'v> {
    pub fn new(view: &'v MissionView) -> Self {
        let differing = view.findings.iter().flat_map(|f| &f.claims).collect();
        let mut sources: HashMap<&SmolStr, usize> = HashMap::new();
        let mut count = |claims: &'v [SmolStr], n: usize| {
            for claim in claims {
                let most = sources.entry(claim).or_default();
                *most = n.max(*most);
            }
        };
        for figure in &view.series {
            count(&figure.claims, figure.sources);
        }
        for act in &view.mandate.acts {
            count(&act.claims, act.sources);
        }
        for tenure in &view.offices {
            count(&tenure.claims, tenure.sources);
        }
        for position in &view.positions {
            count(&position.claims, position.sources);
        }
        for row in &view.profile {
            count(&row.claims, row.sources);
        }
        Self { differing, sources }
    }

    /// Of a claim that nobody judged.
    pub fn unjudged(&self, id: &SmolStr) -> Settled {
        if self.differing.contains(id) {
            Settled::Disagree
        } else if self.sources.get(id).is_some_and(|n| *n >= 2) {
            Settled::Agree
        } else {
            Settled::Incomplete
        }
    }

    /// Of any claim.
    pub fn of(&self, recorded: &Recorded) -> Settled {
        match recorded.judgement.as_ref().map(|j| &j.verdict) {
            Some(Verdict::Accept | Verdict::Correct(_)) => Settled::Accepted,
            Some(Verdict::Reject) => Settled::Rejected,
            Some(Verdict::Note) | None => self.unjudged(&recorded.claim_id),
        }
    }
}
