//! `contingent score`: how good the claims are, measured against labelled ones.

use crate::cli::{Documents, Score};
use crate::outcome::Outcome;
use crate::score::{self, Claims, Floors};
use crate::way::{Found, Way, WayReader};
use crate::{stream, terminal};
use anyhow::{Context, bail};
use contingent_claim::JsonForm;
use contingent_text::Document;
use serde_json::Value;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Scores, and checks the floors when asked to.
pub fn run(args: &Score) -> anyhow::Result<Outcome> {
    let (mut outcome, predicted, labelled) = match (&args.predicted, args.files.as_slice()) {
        (Some(predicted), [labelled]) => (Outcome::default(), score::read(predicted)?, labelled),
        (None, [documents, labelled]) => {
            let (outcome, claims) = own_claims(args, documents)?;
            (outcome, claims, labelled)
        }
        (Some(_), _) => bail!("with --predicted, name only the labelled claims"),
        (None, _) => bail!("name the documents and the labelled claims"),
    };
    let gold = score::read(labelled)?;
    let scores = score::compare(&gold, &predicted, &args.types);
    let mut out = terminal::out();
    out.write_all(score::errors(&scores, args.errors).as_bytes())?;
    out.write_all(score::table(&scores).as_bytes())?;
    if args.json {
        out.write_all(score::json(&scores).as_bytes())?;
    }
    if let Some(path) = &args.floor {
        let name = labelled
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mut floors = Floors::read(path)?;
        if args.raise {
            floors.raise(&name, &scores);
            floors.write(path)?;
        }
        if !floors.knows(&name) {
            bail!(
                "{} keeps no floor for {name}; set one with --raise",
                path.display()
            );
        }
        for (kind, figure, floor) in floors.below(&name, &scores) {
            outcome.check_failed = true;
            writeln!(
                out,
                "{kind}: F1 {figure:.3} is below the floor of {floor:.3}"
            )?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// The claims that this program finds in the documents.
fn own_claims(args: &Score, documents: &Path) -> anyhow::Result<(Outcome, Claims)> {
    let way = Way::open(&args.knowledge)?;
    let documents = Documents {
        files: files(documents)?,
        published: None,
        threads: args.threads,
        quiet: true,
    };
    let work = |reader: &mut WayReader<'_>, document: &Document| {
        let Found { claims, .. } = reader.found(document)?;
        let form = JsonForm::new(document);
        claims
            .iter()
            .map(|c| serde_json::to_value(form.claim(c)).map_err(|e| e.to_string()))
            .collect()
    };
    let mut all = Claims::default();
    let outcome = stream::each(
        &documents,
        || way.reader(),
        work,
        |claims: Vec<Value>| {
            claims
                .into_iter()
                .try_for_each(|claim| all.add(claim))
                .map_err(io::Error::other)
        },
    )?;
    Ok((outcome, all))
}

/// The file itself, or the files of a folder in the order of their names.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.is_file());
    files.sort();
    Ok(files)
}
