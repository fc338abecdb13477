//! What ARCHITECTURE.md promises about the crates, held here.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// The way of a document: a crate may use those before it, and none after it.
const WAY: [&str; 12] = [
    "text",
    "page",
    "syntax",
    "registry",
    "mention",
    "pattern",
    "claim",
    "reckon",
    "record",
    "view",
    "web",
    "contingent",
];

/// No input or output, no clock, no chance: everything up to `claim`, `reckon` and `view`.
const PURE: [&str; 9] = [
    "text", "page", "syntax", "registry", "mention", "pattern", "claim", "reckon", "view",
];

/// The crates that a package needs when it runs, by name.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        // What only other systems need was never fetched.
        .args(["--filter-platform", &host()])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let names: BTreeMap<_, _> = list(&metadata["packages"])
        .iter()
        .map(|p| (text(&p["id"]), text(&p["name"])))
        .collect();
    let needs = |node: &Value| {
        let when_it_runs = |dep: &&Value| {
            list(&dep["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"].is_null())
        };
        list(&node["deps"])
            .iter()
            .filter(when_it_runs)
            .map(|dep| names[&text(&dep["pkg"])].clone())
            .collect()
    };
    list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| (names[&text(&node["id"])].clone(), needs(node)))
        .collect()
}

/// The system that this is built on, as `rustc` names it.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap().to_owned()
}

fn package(name: &str) -> String {
    if name == "contingent" {
        name.to_owned()
    } else {
        format!("contingent-{name}")
    }
}

#[test]
fn data_flows_one_way() {
    let dependencies = dependencies();
    for (place, name) in WAY.iter().enumerate() {
        let used = &dependencies[&package(name)];
        for later in &WAY[place..] {
            assert!(
                !used.contains(&package(later)),
                "`{name}` uses `{later}`, which comes after it"
            );
        }
    }
}

#[test]
fn what_a_crate_must_not_know_it_cannot_reach() {
    let dependencies = dependencies();
    let reach = |name: &str| {
        let mut reached = BTreeSet::new();
        let mut ahead = vec![package(name)];
        while let Some(name) = ahead.pop() {
            ahead.extend(
                dependencies[&name]
                    .iter()
                    .filter(|d| reached.insert((*d).clone()))
                    .cloned(),
            );
        }
        reached
    };
    assert!(
        !reach("pattern").contains("contingent-registry"),
        "`pattern` knows no missions"
    );
    assert!(
        !reach("syntax").contains("contingent-registry"),
        "`syntax` knows no missions"
    );
    assert!(
        !reach("page").contains("contingent-syntax"),
        "`page` knows no grammar"
    );
    assert!(
        !reach("view").contains("contingent-record"),
        "`view` knows no database"
    );
    for name in PURE {
        let reached = reach(name);
        for outside in [
            "rand",
            "getrandom",
            "tokio",
            "ureq",
            "reqwest",
            "anyhow",
            "clap",
        ] {
            assert!(!reached.contains(outside), "`{name}` reaches `{outside}`");
        }
    }
}

/// `clippy.toml` lists what a pure crate may not call; each of them has to ask for that lint.
#[test]
fn pure_crates_ask_for_the_lint_that_keeps_them_pure() {
    for name in PURE {
        let lib = fs::read_to_string(root().join(format!("crates/{name}/src/lib.rs"))).unwrap();
        assert!(
            lib.contains("#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]"),
            "crates/{name}/src/lib.rs does not deny clippy::disallowed_methods and clippy::disallowed_types"
        );
    }
}

#[test]
fn a_lib_is_a_table_of_contents() {
    for name in PURE {
        let lib = fs::read_to_string(root().join(format!("crates/{name}/src/lib.rs"))).unwrap();
        assert!(
            lib.starts_with("//! "),
            "crates/{name}/src/lib.rs does not say what the crate is"
        );
        assert!(
            lib.lines().count() <= 60,
            "crates/{name}/src/lib.rs is longer than a table of contents"
        );
    }
}

#[test]
fn architecture_md_names_every_crate() {
    let written = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            written.contains(&format!("| `{name}` |")),
            "ARCHITECTURE.md has no row for `{name}`"
        );
    }
    assert!(
        written.lines().count() <= 110,
        "ARCHITECTURE.md is longer than two screens"
    );
}
