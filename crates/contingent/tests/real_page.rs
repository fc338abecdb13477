//! The first news page that Contingent was made for: exactly its claims, also as HTML, and also when its names, numbers
//! and dates are others.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{Desk, shared};
use serde_json::Value;
use std::fs;

/// What the page claims: the type, and fields that tell the claim from the others.
const CLAIMS: &[(&str, &[(&str, &str)])] = &[
    (
        "strength",
        &[
            ("contributor", "KEN"),
            ("count", "800"),
            ("status", "deployed"),
            ("measure", "total"),
            ("personnel", "police"),
        ],
    ),
    (
        "strength",
        &[
            ("contributor", "KEN"),
            ("count", "null"),
            ("status", "deployed"),
            ("measure", "increment"),
            ("date", "2024-06"),
        ],
    ),
    (
        "strength",
        &[
            ("contributor", "null"),
            ("count", "2500"),
            ("status", "authorized"),
            ("measure", "total"),
        ],
    ),
    (
        "mandate",
        &[
            ("act", "authorized"),
            ("by", "un-security-council"),
            ("date", "2023-10"),
        ],
    ),
    ("profile", &[("attribute", "lead"), ("value", "KEN")]),
    (
        "profile",
        &[("attribute", "un_operation"), ("value", "false")],
    ),
    (
        "profile",
        &[("attribute", "funding_basis"), ("value", "voluntary")],
    ),
    (
        "control",
        &[
            ("holder", "haiti-gangs"),
            ("place", "Port-au-Prince"),
            ("share", "80"),
        ],
    ),
    ("role", &[("person", "Mia Mottley"), ("body", "BRB")]),
    (
        "role",
        &[
            ("person", "Mia Mottley"),
            ("body", "caricom"),
            ("title", "Chairman"),
        ],
    ),
    (
        "role",
        &[
            ("person", "Marco Rubio"),
            ("body", "USA"),
            ("title", "Secretary of State"),
        ],
    ),
    ("role", &[("person", "Tammy Bruce"), ("body", "USA")]),
    (
        "event",
        &[
            ("plover", "SUPPORT"),
            ("actor", "USA"),
            ("recipient", "mss-haiti"),
        ],
    ),
    (
        "event",
        &[
            ("plover", "SUPPORT"),
            ("actor", "USA"),
            ("recipient", "caricom"),
            ("date", "2025-04-14"),
        ],
    ),
    (
        "event",
        &[
            ("plover", "CONSULT"),
            ("actor", "USA"),
            ("recipient", "BRB"),
        ],
    ),
    (
        "event",
        &[
            ("plover", "ACCUSE"),
            ("actor", "caricom"),
            ("recipient", "null"),
        ],
    ),
];

/// Other names, numbers and dates, none of them in the registry as what they stand for here.
const CHANGES: &[(&str, &str)] = &[
    ("Mia Mottley", "Jane Carrow"),
    ("Mottley", "Carrow"),
    ("Marco Rubio", "Peter Langdon"),
    ("Rubio", "Langdon"),
    ("Tammy Bruce", "Helen Marsh"),
    ("Bruce", "Marsh"),
    ("800", "1,150"),
    ("80 percent", "64 percent"),
    ("2,500", "3,200"),
    ("14 April 2025", "12 May 2025"),
    ("June 2024", "August 2024"),
    ("October 2023", "September 2023"),
];

/// The same changes to what is expected.
const EXPECTED_CHANGES: &[(&str, &str)] = &[
    ("Mia Mottley", "Jane Carrow"),
    ("Marco Rubio", "Peter Langdon"),
    ("Tammy Bruce", "Helen Marsh"),
    ("800", "1150"),
    ("80", "64"),
    ("2500", "3200"),
    ("2025-04-14", "2025-05-12"),
    ("2024-06", "2024-08"),
    ("2023-10", "2023-09"),
];

fn page() -> Option<String> {
    fs::read_to_string(shared("examples/us-supports-haiti-mission.txt")?).ok()
}

#[test]
fn the_page_as_saved() {
    if let Some(text) = page() {
        exactly("page.txt", &text, &[]);
    }
}

#[test]
fn the_page_as_html() {
    if let Some(text) = page() {
        let paragraphs: Vec<_> = (text.split("\n\n"))
            .map(|p| format!("<p>{}</p>", p.trim().replace('\n', "<br>")))
            .collect();
        let html = format!(
            "<html><head><title></title></head><body>{}</body></html>",
            paragraphs.join("\n")
        );
        exactly("page.html", &html, &[]);
    }
}

#[test]
fn the_page_with_other_names_numbers_and_dates() {
    if let Some(mut text) = page() {
        for (old, new) in CHANGES {
            text = text.replace(old, new);
        }
        exactly("other.txt", &text, EXPECTED_CHANGES);
    }
}

/// Every claim of the list once, and none beside them.
fn exactly(name: &str, text: &str, changes: &[(&str, &str)]) {
    let desk = Desk::new();
    let run = desk
        .file(name, text)
        .run(&["read", "--format", "jsonl", name]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut claims: Vec<Value> = (run.stdout.lines())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (kind, fields) in CLAIMS {
        let fits = |claim: &Value| {
            claim["type"] == *kind
                && fields.iter().all(|(field, value)| {
                    let changed = changes.iter().find(|(old, _)| old == value);
                    shown(&claim[field]) == changed.map_or(*value, |(_, new)| new)
                })
        };
        let place = claims.iter().position(fits);
        let Some(place) = place else {
            panic!("no {kind} claim with {fields:?} among\n{}", run.stdout);
        };
        claims.remove(place);
    }
    assert!(claims.is_empty(), "beside them: {claims:#?}");
}

/// A field's value; of a quantity the number.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(quantity) => shown(&quantity["value"]),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
