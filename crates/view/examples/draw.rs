//! Draws every picture of a mission from files, to look at them without a record:
//! `cargo run -p contingent-view --example draw -- DOCUMENTS.jsonl CLAIMS.jsonl MISSION DAY FOLDER [WIDTH]`.

#![expect(clippy::unwrap_used, reason = "an example stops where it cannot go on")]

use contingent_reckon::{Claim, DocumentFacts, Recorded, reckon};
use contingent_registry::Registry;
use contingent_view::{Frame, NoLinks, PICTURES, Theme};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [documents, claims, mission, day, folder, ..] = arguments.as_slice() else {
        eprintln!("draw DOCUMENTS.jsonl CLAIMS.jsonl MISSION DAY FOLDER [WIDTH]");
        return;
    };
    let day: jiff::civil::Date = day.parse().unwrap();
    let facts: HashMap<String, Arc<DocumentFacts>> = (std::fs::read_to_string(documents).unwrap())
        .lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| value[key].as_str().map(smol_str::SmolStr::from);
            let id = text("id").unwrap();
            let published = text("published")
                .or(text("date"))
                .and_then(|d| d.get(..10).and_then(|d| d.parse().ok()));
            let facts = DocumentFacts {
                id: id.clone(),
                title: text("title").unwrap_or_default(),
                publisher: text("publisher"),
                address: text("url"),
                published,
                known: published.unwrap_or(day),
                voice: id.clone(),
            };
            (id.to_string(), Arc::new(facts))
        })
        .collect();
    let recorded: Vec<Recorded> = (std::fs::read_to_string(claims).unwrap().lines())
        .enumerate()
        .filter_map(|(n, line)| {
            let value: Value = serde_json::from_str(line).unwrap();
            Some(Recorded {
                claim: Claim::from_value(value.clone()).ok()?,
                claim_id: format!("c{n}").into(),
                document: facts.get(value["document"].as_str()?)?.clone(),
                judgement: None,
            })
        })
        .collect();
    let view = reckon(mission, &recorded, day, day);
    let registry = Registry::embedded();
    let width = arguments.get(5).map_or(760.0, |w| w.parse().unwrap());
    let frame = Frame::new(width, &registry, &NoLinks);
    for (name, draw) in PICTURES {
        let path = format!("{folder}/{name}.svg");
        std::fs::write(&path, draw(&view, &frame).file(Theme::Light)).unwrap();
        println!("{path}");
    }
}
