//! Labelled claims of the documents at hand, reckoned: the strength of a mission at each date that the documents state,
//! as somebody finds it who reads them. What the program reads from the documents is not tested here.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

use contingent_reckon::{Claim, DocumentFacts, Hedge, MissionView, Recorded, reckon};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn labelled() -> Option<Vec<Recorded>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold");
    let (documents, claims) = (
        fs::read_to_string(folder.join("dev.docs.jsonl")).ok()?,
        fs::read_to_string(folder.join("dev.claims.jsonl")).ok()?,
    );
    let mut facts: HashMap<String, Arc<DocumentFacts>> = HashMap::new();
    for line in documents.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let id = value["id"].as_str().unwrap();
        let published: Date = value["published"].as_str().unwrap().parse().unwrap();
        let one = DocumentFacts {
            id: id.into(),
            title: "".into(),
            publisher: None,
            address: None,
            published: Some(published),
            known: published,
            voice: id.into(),
        };
        facts.insert(id.to_owned(), Arc::new(one));
    }
    let recorded = claims.lines().enumerate().map(|(n, line)| {
        let value: Value = serde_json::from_str(line).unwrap();
        Recorded {
            document: Arc::clone(&facts[value["document"].as_str().unwrap()]),
            claim: Claim::from_value(value).unwrap(),
            claim_id: format!("{n}").into(),
            judgement: None,
        }
    });
    Some(recorded.collect())
}

fn on(recorded: &[Recorded], day: &str) -> MissionView {
    reckon("mss-haiti", recorded, day.parse().unwrap(), Date::MAX)
}

#[test]
fn the_strength_agrees_with_the_documents_at_each_date_they_state() {
    use Hedge::{About, AtLeast, AtMost, Exact, LessThan};
    let Some(recorded) = labelled() else {
        println!("the labelled documents are not at hand");
        return;
    };
    // Who ("" for the whole), the day, how many, and what stands behind it in the documents.
    let expected = [
        ("KEN", "2024-06-25", Some((200.0, AtLeast))), // told as 200 and as 400; the explanation is a finding
        ("", "2024-06-30", Some((400.0, AtLeast))),    // 400 at the end of June
        ("KEN", "2024-07-18", Some((400.0, Exact))),   // with the second group
        ("JAM", "2024-09-12", None),
        ("JAM", "2024-09-13", Some((24.0, AtLeast))), // twenty and four
        ("BLZ", "2024-09-13", Some((2.0, AtLeast))),
        ("", "2024-09-13", Some((426.0, AtLeast))),
        ("BHS", "2024-10-31", Some((6.0, AtLeast))), // some day of October
        ("GTM", "2025-01-03", Some((75.0, AtLeast))),
        ("SLV", "2025-01-03", Some((8.0, AtLeast))),
        ("", "2025-01-03", Some((515.0, AtLeast))), // 83 more
        ("GTM", "2025-01-04", Some((150.0, Exact))), // two flights of 75
        ("", "2025-01-04", Some((590.0, AtLeast))),
        ("KEN", "2025-01-06", Some((400.0, LessThan))), // nearly 400
        ("KEN", "2025-02-24", Some((800.0, About))),    // more than 800 were sent
        ("", "2025-02-24", Some((990.0, About))),
        ("", "2025-10-04", Some((1000.0, LessThan))), // never reached 1,000
        ("KEN", "2026-02-07", Some((800.0, AtMost))), // leaving, not said how many
    ];
    for (who, day, number) in expected {
        let view = on(&recorded, day);
        let present = if who.is_empty() {
            view.strength.whole.present.as_ref()
        } else {
            let row = view
                .strength
                .contributors
                .iter()
                .find(|r| r.contributor == who);
            row.and_then(|r| r.ladder.present.as_ref())
        };
        let found = present.and_then(|l| Some((l.value?, l.hedge)));
        assert_eq!(
            found, number,
            "{who} on {day}: {:#?}",
            view.strength.history
        );
    }
}
