//! A view cut down to what a page of text shows, so that it can be kept beside a record and read at once.

use crate::level::Level;
use crate::view::MissionView;
use serde::{Deserialize, Serialize};

/// So many of the latest numbers are kept for each contributor, kind of harm, holder and place.
pub const LATEST: usize = 12;
/// So many findings and positions, the latest.
pub const LATEST_FINDINGS: usize = 30;
/// So many claims are named with each number.
const CLAIMS: usize = 8;

/// How much a short view leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Numbers of those present.
    pub levels: usize,
    /// Counts of harm that are not added to others.
    pub counts: usize,
    /// Disagreements.
    pub findings: usize,
    /// Every figure of the series, which has none then.
    pub figures: usize,
}

impl LeftOut {
    /// True for a whole view.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl MissionView {
    /// The view with the latest of everything. What is left out is counted; the numbers shown are the same.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        self.left_out.figures += self.series.len();
        self.series = Vec::new();
        self.left_out.levels += latest(&mut self.strength.history);
        for row in &mut self.strength.contributors {
            self.left_out.levels += latest(&mut row.history);
            // They point into all findings, of which only some are kept.
            row.findings.clear();
            row.ladder.each(few_claims);
        }
        self.strength.whole.each(few_claims);
        if let Some(sum) = &mut self.strength.sum {
            few_claims(&mut sum.level);
        }
        for (_, level) in self.money.iter_mut().flat_map(|r| &mut r.stages) {
            few_claims(level);
        }
        for (_, level) in self.equipment.iter_mut().flat_map(|r| &mut r.stages) {
            few_claims(level);
        }
        for row in &mut self.ground {
            latest(&mut row.history);
        }
        for row in &mut self.tolls {
            let early = row.counts.len().saturating_sub(LATEST);
            row.counts.drain(..early);
            self.left_out.counts += early + row.overlapping.len();
            row.overlapping = Vec::new();
            for figure in &mut row.counts {
                figure.claims.truncate(CLAIMS);
            }
        }
        for claims in (self.mandate.acts.iter_mut().map(|a| &mut a.claims))
            .chain(self.offices.iter_mut().map(|o| &mut o.claims))
            .chain(self.positions.iter_mut().map(|p| &mut p.claims))
            .chain(self.profile.iter_mut().map(|p| &mut p.claims))
        {
            claims.truncate(CLAIMS);
        }
        self.positions.truncate(LATEST_FINDINGS);
        let early = self.findings.len().saturating_sub(LATEST_FINDINGS);
        self.findings.drain(..early);
        self.left_out.findings += early;
        for finding in &mut self.findings {
            finding.claims.truncate(CLAIMS);
        }
        self
    }
}

/// Keeps the latest; gives how many are gone.
fn latest(levels: &mut Vec<Level>) -> usize {
    let early = levels.len().saturating_sub(LATEST);
    levels.drain(..early);
    levels.iter_mut().for_each(few_claims);
    early
}

fn few_claims(level: &mut Level) {
    let more = level.claims.len().saturating_sub(CLAIMS);
    level.claims.truncate(CLAIMS);
    level.more += more;
}
