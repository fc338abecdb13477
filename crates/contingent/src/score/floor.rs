//! Floors: figures that were reached once and must not be lost again.
//!
//! A TOML file with one table for each labelled file, by its name: the F1 of each claim type, rounded down.

use super::compare::Scores;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The floors in one file.
#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Floors {
    files: BTreeMap<String, BTreeMap<String, f64>>,
}

/// What stands at the top of the file.
const HEAD: &str = "\
# The F1 of each claim type that was reached once, by labelled file, rounded down.
# Checked and lifted by `contingent score DOCUMENTS LABELLED --floor corpus/floors.toml [--raise]`.
# A floor is lowered by hand only, and the commit says why.

";

impl Floors {
    /// Reads the file; without one there are no floors yet.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("{} holds no floors", path.display()))
    }

    /// True when there is a floor for this labelled file.
    pub fn knows(&self, labelled: &str) -> bool {
        self.files.contains_key(labelled)
    }

    /// The types that fell below their floor: name, figure, floor.
    pub fn below<'s>(&self, labelled: &str, scores: &'s Scores) -> Vec<(&'s str, f64, f64)> {
        let floors = self.files.get(labelled);
        figures(scores)
            .filter_map(|(name, figure)| {
                let floor = *floors?.get(name)?;
                (figure < floor).then_some((name, figure, floor))
            })
            .collect()
    }

    /// Lifts the floors to these figures where they are higher.
    pub fn raise(&mut self, labelled: &str, scores: &Scores) {
        let floors = self.files.entry(labelled.to_owned()).or_default();
        for (name, figure) in figures(scores) {
            let floor = floors.entry(name.to_owned()).or_default();
            *floor = floor.max((figure * 1000.0).floor() / 1000.0);
        }
    }

    /// Writes the file.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let text = HEAD.to_owned() + &toml::to_string(self)?;
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// F1 by type where there is something to find, and over all.
fn figures(scores: &Scores) -> impl Iterator<Item = (&str, f64)> {
    let by_type = scores
        .by_type
        .iter()
        .filter(|(_, n)| n.gold > 0)
        .map(|(kind, n)| (kind.name(), n.f1()));
    by_type.chain(std::iter::once(("all", scores.total().f1())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::compare::Counts;
    use contingent_claim::ClaimType;

    fn scores(hit: u32) -> Scores {
        let counts = Counts {
            gold: 9,
            pred: 9,
            hit,
            ..Counts::default()
        };
        Scores {
            by_type: vec![(ClaimType::Role, counts)],
            errors: Vec::new(),
        }
    }

    #[test]
    fn floors_are_lifted_kept_and_watched() {
        let mut floors = Floors::default();
        assert!(!floors.knows("a.jsonl"));
        floors.raise("a.jsonl", &scores(8));
        floors.raise("a.jsonl", &scores(5));
        assert!(floors.below("a.jsonl", &scores(8)).is_empty());
        let fallen = scores(7);
        let below: Vec<_> = (floors.below("a.jsonl", &fallen).into_iter())
            .map(|(name, ..)| name)
            .collect();
        assert_eq!(below, ["role", "all"]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("floors.toml");
        floors.write(&path).unwrap();
        assert_eq!(Floors::read(&path).unwrap(), floors);
    }
}
