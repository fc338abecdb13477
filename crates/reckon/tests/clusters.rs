//! Clusters of disagreement of our own writing (`corpus/reckon`): every reason right, none where none fits.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

use contingent_reckon::{Claim, DocumentFacts, MissionView, REASONS, Recorded, reckon};
use jiff::civil::date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

struct Cluster {
    id: String,
    mission: String,
    reasons: BTreeSet<String>,
    unexplained: usize,
    recorded: Vec<Recorded>,
}

fn clusters() -> Vec<Cluster> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/reckon");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    paths.sort();
    paths
        .iter()
        .map(|p| cluster(&fs::read_to_string(p).unwrap()))
        .collect()
}

fn cluster(text: &str) -> Cluster {
    let mut lines = text.lines();
    let head: Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    let mut documents: BTreeMap<String, Arc<DocumentFacts>> = BTreeMap::new();
    let mut recorded = Vec::new();
    for line in lines {
        let value: Value = serde_json::from_str(line).unwrap();
        let id = value["document"].as_str().unwrap().to_owned();
        if value["type"].is_null() {
            let published = value["published"].as_str().unwrap().parse().unwrap();
            let facts = DocumentFacts {
                id: id.as_str().into(),
                title: "".into(),
                publisher: value["publisher"].as_str().map(Into::into),
                address: None,
                published: Some(published),
                known: published,
                voice: value["voice"].as_str().unwrap().into(),
            };
            documents.insert(id, Arc::new(facts));
        } else {
            recorded.push(Recorded {
                claim: Claim::from_json(line).unwrap(),
                claim_id: format!("c{}", recorded.len() + 1).into(),
                document: documents[&id].clone(),
                judgement: None,
            });
        }
    }
    Cluster {
        id: head["cluster"].as_str().unwrap().to_owned(),
        mission: head["mission"].as_str().unwrap_or("calder").to_owned(),
        reasons: head["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r.as_str().unwrap().to_owned())
            .collect(),
        unexplained: head["unexplained"].as_u64().unwrap() as usize,
        recorded,
    }
}

fn view(mission: &str, recorded: &[Recorded]) -> MissionView {
    reckon(mission, recorded, date(2034, 12, 31), date(2034, 12, 31))
}

fn json(mission: &str, recorded: &[Recorded]) -> String {
    serde_json::to_string(&view(mission, recorded)).unwrap()
}

#[test]
fn every_reason_is_right_and_none_is_given_where_none_fits() {
    let mut wrong = Vec::new();
    let mut met: BTreeSet<String> = BTreeSet::new();
    for cluster in clusters() {
        let view = view(&cluster.mission, &cluster.recorded);
        let found: BTreeSet<String> = (view.findings.iter())
            .flat_map(|f| f.reason.into_iter().chain(f.also))
            .map(str::to_owned)
            .collect();
        let unexplained = view.findings.iter().filter(|f| f.reason.is_none()).count();
        if found != cluster.reasons || unexplained != cluster.unexplained {
            let words: Vec<&str> = view.findings.iter().map(|f| f.words.as_str()).collect();
            wrong.push(format!(
                "{}: {found:?} and {unexplained} unexplained, expected {:?} and {}\n    {}",
                cluster.id,
                cluster.reasons,
                cluster.unexplained,
                words.join("\n    ")
            ));
        }
        met.extend(found);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    for reason in REASONS {
        assert!(met.contains(reason.id), "no cluster shows {}", reason.id);
    }
}

#[test]
fn the_order_of_the_claims_does_not_matter() {
    for cluster in clusters() {
        let mut turned = cluster.recorded.clone();
        turned.reverse();
        assert_eq!(
            json(&cluster.mission, &turned),
            json(&cluster.mission, &cluster.recorded),
            "{}",
            cluster.id
        );
        let half = turned.len() / 2;
        turned.rotate_left(half);
        assert_eq!(
            json(&cluster.mission, &turned),
            json(&cluster.mission, &cluster.recorded),
            "{}",
            cluster.id
        );
    }
}

#[test]
fn what_a_finding_rests_on_is_named() {
    for cluster in clusters() {
        for finding in view(&cluster.mission, &cluster.recorded).findings {
            assert!(
                !finding.claims.is_empty(),
                "{}: {}",
                cluster.id,
                finding.words
            );
            for claim in &finding.claims {
                assert!(cluster.recorded.iter().any(|r| r.claim_id == *claim));
            }
        }
    }
}
