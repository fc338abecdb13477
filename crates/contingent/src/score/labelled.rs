//! Claims as JSON, by document and type.

use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The claims of a file or of a run, those of one document and type together, in their order.
#[derive(Debug, Default)]
pub struct Claims {
    by_place: BTreeMap<String, BTreeMap<String, Vec<Value>>>,
}

impl Claims {
    /// Adds a claim; says what it lacks if it cannot be counted.
    pub fn add(&mut self, claim: Value) -> anyhow::Result<()> {
        let key = |name: &str| match claim.get(name) {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            _ => bail!("the claim has no `{name}`"),
        };
        let (document, kind) = (key("document")?, key("type")?);
        self.by_place
            .entry(document)
            .or_default()
            .entry(kind)
            .or_default()
            .push(claim);
        Ok(())
    }

    /// The claims of a type in a document.
    pub fn of(&self, document: &str, kind: &str) -> &[Value] {
        self.by_place
            .get(document)
            .and_then(|kinds| kinds.get(kind))
            .map_or(&[], Vec::as_slice)
    }

    /// Every document with a claim, in the order of their names.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.by_place.keys().map(String::as_str)
    }
}

/// The claims in a file, one JSON object a line.
pub fn read(path: &Path) -> anyhow::Result<Claims> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut claims = Claims::default();
    for (number, line) in (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let at = || format!("{} line {number}", path.display());
        let claim = serde_json::from_str(line).with_context(at)?;
        claims.add(claim).with_context(at)?;
    }
    Ok(claims)
}
