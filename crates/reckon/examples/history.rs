//! Prints what labelled claims add up to:
//! `cargo run -p contingent-reckon --example history -- DOCS.jsonl CLAIMS.jsonl MISSION DATE`.

use contingent_reckon::{Claim, DocumentFacts, Recorded, reckon};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(docs), Some(claims), Some(mission), Some(day)) =
        (args.next(), args.next(), args.next(), args.next())
    else {
        return Err("DOCS.jsonl CLAIMS.jsonl MISSION DATE".into());
    };
    let day: Date = day.parse()?;
    let mut documents: HashMap<String, Arc<DocumentFacts>> = HashMap::new();
    for line in std::fs::read_to_string(docs)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let id = value["id"].as_str().unwrap_or_default();
        let published: Date = value["published"].as_str().unwrap_or_default().parse()?;
        let facts = DocumentFacts {
            id: id.into(),
            title: value["title"].as_str().unwrap_or_default().into(),
            publisher: None,
            address: None,
            published: Some(published),
            known: published,
            voice: id.into(),
        };
        documents.insert(id.to_owned(), Arc::new(facts));
    }
    let mut recorded = Vec::new();
    for (n, line) in std::fs::read_to_string(claims)?.lines().enumerate() {
        let value: Value = serde_json::from_str(line)?;
        let Some(document) = value["document"].as_str().and_then(|d| documents.get(d)) else {
            continue;
        };
        recorded.push(Recorded {
            claim: Claim::from_value(value.clone())?,
            claim_id: format!("{}:{n}", document.id).into(),
            document: Arc::clone(document),
            judgement: None,
        });
    }
    let view = reckon(&mission, &recorded, day, day);
    println!(
        "{} documents, {} claims, {} sources",
        view.documents, view.claims, view.sources
    );
    for row in &view.strength.contributors {
        println!("{}", row.contributor);
        for level in &row.history {
            println!(
                "    {} {:?} {:?} {:?} {} {:?}",
                level.at, level.value, level.hedge, level.basis, level.sources, level.claims
            );
        }
        for (rung, level) in row.ladder.rungs() {
            println!("  {rung} {:?} {:?} {}", level.value, level.hedge, level.at);
        }
    }
    println!("whole");
    for level in &view.strength.history {
        println!(
            "    {} {:?} {:?} {:?}",
            level.at, level.value, level.hedge, level.basis
        );
    }
    for (rung, level) in view.strength.whole.rungs() {
        println!("  {rung} {:?} {:?} {}", level.value, level.hedge, level.at);
    }
    println!(
        "sum {:?}",
        view.strength.sum.as_ref().map(|s| (
            s.level.value,
            &s.added,
            &s.unknown,
            &s.left_out,
            s.difference
        ))
    );
    println!("mandate until {:?}", view.mandate.expires);
    for act in &view.mandate.acts {
        println!(
            "    {} {} {} {:?} {:?} {}",
            act.at, act.act, act.by, act.instrument, act.until, act.sources
        );
    }
    for row in &view.money {
        println!(
            "{} {} {} {:?}",
            row.donor,
            row.recipient,
            row.currency,
            row.stages
                .iter()
                .map(|(s, l)| (s, l.value, l.sources))
                .collect::<Vec<_>>()
        );
    }
    for finding in &view.findings {
        println!(
            "{:?} {} {:?} {} {}",
            finding.topic, finding.party, finding.reason, finding.at, finding.words
        );
    }
    Ok(())
}
