//! The scorer: its figures are those of the reference scorer, and its floors hold.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{Desk, root, run_at_root, shared};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Claims that are partly right: some are dropped, some doubled, some changed, each in its own way.
fn spoiled(labelled: &Path) -> String {
    let mut text = String::new();
    for (i, line) in fs::read_to_string(labelled).unwrap().lines().enumerate() {
        let mut claim: Value = serde_json::from_str(line).unwrap();
        let other = claim["or"].get(0).cloned().unwrap_or(json!({}));
        let fields = claim.as_object_mut().unwrap();
        match i % 9 {
            0 => continue,
            1 => fields.extend(other.as_object().unwrap().clone()),
            2 => drop(fields.insert("date".into(), json!("2024"))),
            3 => drop(fields.insert("said_by".into(), json!("USA"))),
            4 => {
                for field in ["count", "amount", "share"] {
                    if let Some(Value::Object(quantity)) = fields.get_mut(field) {
                        quantity.insert("qualifier".into(), json!("about"));
                    }
                }
            }
            5 => {
                for field in ["status", "act", "harm", "plover", "holder", "body", "value"] {
                    if fields.contains_key(field) {
                        fields.insert(field.into(), json!("The United-Nations"));
                    }
                }
            }
            6 => text += &(claim.to_string() + "\n"),
            _ => {}
        }
        text += &(claim.to_string() + "\n");
    }
    text
}

#[test]
fn the_figures_are_those_of_the_reference_scorer() {
    let (Some(reference), Some(dev)) = (shared("gold/score.py"), shared("gold/dev.claims.jsonl"))
    else {
        return;
    };
    let desk = Desk::new();
    for labelled in [
        dev,
        root().join("corpus/golden.claims.jsonl"),
        root().join("corpus/examples.claims.jsonl"),
    ] {
        desk.file("predicted.jsonl", spoiled(&labelled));
        let labelled = labelled.to_str().unwrap();
        let ours = desk.run(&["score", "--predicted", "predicted.jsonl", labelled]);
        assert_eq!(ours.code, 0, "{ours:?}");
        let theirs = Command::new("python3")
            .args([
                reference.as_os_str(),
                labelled.as_ref(),
                desk.path("predicted.jsonl").as_ref(),
            ])
            .output();
        let Ok(theirs) = theirs else {
            println!("not checked: there is no python3 to run the reference scorer");
            return;
        };
        let theirs = String::from_utf8(theirs.stdout).unwrap();
        // Ours has one column and some totals more, at the ends of the lines.
        assert_eq!(ours.stdout.lines().count(), theirs.lines().count());
        for (ours, theirs) in ours.stdout.lines().zip(theirs.lines()) {
            assert!(
                ours.starts_with(theirs.trim_end()),
                "\nours:   {ours}\ntheirs: {theirs}"
            );
        }
        assert!(
            theirs.contains("micro P 0.") || theirs.contains("micro P 1."),
            "{theirs}"
        );
    }
}

#[test]
fn a_perfect_prediction_scores_one_and_a_lost_type_falls_below_its_floor() {
    let desk = Desk::new();
    let labelled = root().join("corpus/golden.claims.jsonl");
    let all = fs::read_to_string(&labelled).unwrap();
    desk.file("labelled.jsonl", &all).file("all.jsonl", &all);
    let without: String = all
        .lines()
        .filter(|l| !l.contains("\"type\": \"strength\""))
        .map(|l| format!("{l}\n"))
        .collect();
    desk.file("without.jsonl", without);
    let score = |predicted: &str, more: &[&str]| {
        desk.run(
            &[
                &[
                    "score",
                    "--predicted",
                    predicted,
                    "labelled.jsonl",
                    "--floor",
                    "floors.toml",
                ],
                more,
            ]
            .concat(),
        )
    };
    let first = score("all.jsonl", &[]);
    assert!(
        first.code == 2 && first.stderr.contains("keeps no floor for labelled.jsonl"),
        "{first:?}"
    );
    let raised = score("all.jsonl", &["--raise"]);
    assert!(
        raised.code == 0 && raised.stdout.contains("1.000  1.000  1.000"),
        "{raised:?}"
    );
    let fallen = score("without.jsonl", &["--errors", "2"]);
    assert_eq!(fallen.code, 3, "{fallen:?}");
    assert!(
        fallen
            .stdout
            .contains("strength: F1 0.000 is below the floor of 1.000"),
        "{fallen:?}"
    );
    assert!(fallen.stdout.starts_with("  MISSED "), "{fallen:?}");
    // Raising never lowers.
    assert_eq!(score("without.jsonl", &["--raise"]).code, 3);
}

#[test]
fn a_labelled_file_that_is_none_is_refused_with_its_line() {
    let desk = Desk::new();
    desk.file(
        "labelled.jsonl",
        "{\"document\": \"a\", \"type\": \"role\"}\n{\"document\": \"a\"}\n",
    );
    let run = desk.run(&["score", "--predicted", "labelled.jsonl", "labelled.jsonl"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("labelled.jsonl line 2: the claim has no `type`"),
        "{run:?}"
    );
}

/// The floors that are kept must hold now; where a labelled file is not at hand, that is said.
#[test]
fn the_floors_hold() {
    let floors = root().join("corpus/floors.toml");
    let floors = floors.to_str().unwrap();
    let mut sets = vec![(
        root().join("examples"),
        root().join("corpus/examples.claims.jsonl"),
    )];
    for entry in fs::read_dir(root().join("corpus")).unwrap() {
        let documents = entry.unwrap().path();
        if let Some(name) = documents.to_str().unwrap().strip_suffix(".docs.jsonl") {
            sets.push((documents.clone(), format!("{name}.claims.jsonl").into()));
        }
    }
    sets.extend(shared("gold/dev.docs.jsonl").zip(shared("gold/dev.claims.jsonl")));
    for (documents, labelled) in sets {
        let (documents, labelled) = (documents.to_str().unwrap(), labelled.to_str().unwrap());
        let run = run_at_root(&["score", documents, labelled, "--floor", floors]);
        println!("{labelled}\n{}", run.stdout);
        assert_eq!(run.code, 0, "{labelled}:\n{}{}", run.stdout, run.stderr);
    }
}
