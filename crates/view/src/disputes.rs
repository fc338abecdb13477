//! Which numbers are set against another one by a finding.

use contingent_reckon::{Figure, Finding, MissionView};
use std::collections::HashMap;

/// The findings of a view by the claims that they rest on, so that thousands of figures can be asked about.
pub struct Disputes<'a> {
    by_claim: HashMap<&'a str, Vec<&'a Finding>>,
}

impl<'a> Disputes<'a> {
    pub fn of(view: &'a MissionView) -> Self {
        let mut by_claim: HashMap<&str, Vec<&Finding>> = HashMap::new();
        for finding in &view.findings {
            for claim in &finding.claims {
                by_claim.entry(claim).or_default().push(finding);
            }
        }
        Self { by_claim }
    }

    /// True when another source gives another number in its place.
    pub fn hold(&self, figure: &Figure) -> bool {
        let about = |finding: &&Finding| {
            finding.topic == figure.topic
                && finding.party == figure.party
                && finding.values.iter().any(|v| Some(*v) == figure.value)
        };
        let findings = figure
            .claims
            .iter()
            .filter_map(|c| self.by_claim.get(c.as_str()));
        findings.flatten().any(about)
    }
}
