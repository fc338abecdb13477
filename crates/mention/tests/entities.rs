//! Names, places and references, measured on whole documents.

use contingent_mention::{Entity, EntityKind, Mention, Usage, Value, focus, read};
use contingent_registry::Registry;
use contingent_syntax::{Reader, Syntax};
use contingent_text::{Document, Part, Published, Sentence};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::read_to_string;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::embedded);

fn document(id: &str, title: &str, body: &str, published: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
        published: published.parse().ok().map(|d: Date| Published::from(d)),
        ..Document::default()
    }
}

fn mentions(document: &Document) -> (Vec<Sentence>, Vec<Mention>) {
    let sentences = Reader::new(Syntax::embedded()).read(document);
    let mentions = read(document, &sentences, &REGISTRY);
    (sentences, mentions)
}

fn entities(mentions: &[Mention]) -> impl Iterator<Item = (&Mention, &Entity)> {
    mentions.iter().filter_map(|m| match &m.value {
        Value::Entity(entity) => Some((m, entity)),
        _ => None,
    })
}

/// `../shared`, beside the project; tests that need it do nothing where it is not.
fn shared(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    if file.exists() {
        return Some(file);
    }
    println!("{path} is not here: nothing measured");
    None
}

fn jsonl(path: &Path) -> Vec<serde_json::Value> {
    let text = read_to_string(path).expect("a readable file");
    text.lines()
        .map(|l| serde_json::from_str(l).expect("a line of JSON"))
        .collect()
}

/// Every id that a labelled claim names must be found among the mentions of its document; persons by surname.
#[test]
fn what_labelled_claims_name_is_found() {
    let (Some(documents), Some(claims)) = (
        shared("gold/dev.docs.jsonl"),
        shared("gold/dev.claims.jsonl"),
    ) else {
        return;
    };
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut missions: BTreeMap<String, Option<String>> = BTreeMap::new();
    for row in jsonl(&documents) {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let document = document(text("id"), text("title"), text("text"), text("published"));
        let (_, mentions) = mentions(&document);
        let names = found.entry(document.id.clone()).or_default();
        for (_, entity) in entities(&mentions) {
            let ids = [&entity.id, &entity.acts_for, &entity.country];
            names.extend(ids.into_iter().flatten().map(ToString::to_string));
            names.insert(entity.name.to_string());
            names.extend(entity.name.split(' ').next_back().map(str::to_owned));
        }
        let about = focus(&mentions, &document, &REGISTRY);
        missions.insert(document.id, about.map(|id| id.to_string()));
    }
    let (mut wanted, mut hits, mut missed) = (0, 0, Vec::new());
    let mut of_mission: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for claim in jsonl(&claims)
        .iter()
        .filter(|c| !c["optional"].as_bool().unwrap_or_default())
    {
        let id = claim["document"].as_str().unwrap_or_default().to_owned();
        if let Some(mission) = claim["mission"].as_str() {
            *of_mission
                .entry(id.clone())
                .or_default()
                .entry(mission.to_owned())
                .or_default() += 1;
        }
        for field in [
            "mission",
            "contributor",
            "by",
            "donor",
            "holder",
            "actor",
            "recipient",
            "body",
            "person",
        ] {
            let Some(value) = claim[field].as_str() else {
                continue;
            };
            if ["mission", "trust-fund", "host-police", "other"].contains(&value)
                || !seen.insert((id.clone(), field, value.to_owned()))
            {
                continue;
            }
            wanted += 1;
            let others = claim["or"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|alternative| alternative[field].as_str());
            let last = value
                .split(' ')
                .next_back()
                .filter(|_| field == "person")
                .unwrap_or(value);
            let good = found.get(&id).is_some_and(|names| {
                [value, last]
                    .into_iter()
                    .chain(others)
                    .any(|v| names.contains(v))
            });
            if good {
                hits += 1;
            } else {
                missed.push(format!("{id} {field} {value}"));
            }
        }
    }
    let recall = f64::from(hits) / f64::from(wanted);
    println!("{hits} of {wanted} found ({recall:.3}); missed: {missed:#?}");
    let (mut right, mut all) = (0, 0);
    for (id, mission) in &missions {
        let labelled = of_mission.get(id);
        let good = match (mission, labelled) {
            (None, None) => true,
            (Some(mission), Some(labelled)) => {
                let most = labelled.values().max().copied().unwrap_or_default();
                labelled.get(mission).is_some_and(|n| n + 1 >= most)
            }
            _ => false,
        };
        all += 1;
        right += u32::from(good);
        if !good {
            println!("{id} is about {mission:?}, labelled {labelled:?}");
        }
    }
    println!("{right} of {all} documents have the mission that they are labelled with");
    assert!(recall > 0.96, "recall {recall}");
    assert!(right * 100 >= all * 92, "{right} of {all}");
}

#[test]
fn places_of_haiti_are_found_near_where_they_lie() {
    let list = include_str!("haiti_places.tsv");
    let (mut right, mut all) = (0, 0);
    for row in list.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, latitude, longitude] = cells.as_slice() else {
            panic!("three cells: {row}");
        };
        let (latitude, longitude): (f64, f64) =
            (latitude.parse().unwrap(), longitude.parse().unwrap());
        let body = format!("Gangs in Haiti burned houses in {name} on Monday, the police said.");
        let document = document("place", "Violence in Haiti", &body, "2025-03-10");
        let (_, mentions) = mentions(&document);
        let near = |(at, place): (f64, f64)| {
            (at - latitude).abs() < 0.08 && (place - longitude).abs() < 0.08
        };
        let good = entities(&mentions)
            .any(|(m, e)| m.span.of(&body).ends_with(name) && e.coordinates.is_some_and(near));
        all += 1;
        right += u32::from(good);
        if !good {
            let seen: Vec<_> = entities(&mentions)
                .map(|(m, e)| (m.span.of(&body), e.coordinates))
                .collect();
            println!("{name}: {seen:?}");
        }
    }
    println!("{right} of {all} places");
    assert!(all >= 85 && right * 100 >= all * 97, "{right} of {all}");
}

/// A document with `[words|id]` marks: its plain text, and the marks as bytes of it.
fn unmark(marked: &str) -> (String, Vec<(usize, usize, String)>) {
    let (mut plain, mut marks, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').expect("a closing bracket");
        let (words, id) = mark.split_once('|').expect("a bar in the mark");
        plain.push_str(before);
        marks.push((plain.len(), plain.len() + words.len(), id.to_owned()));
        plain.push_str(words);
        rest = after;
    }
    plain.push_str(rest);
    (plain, marks)
}

#[test]
fn class_nouns_and_offices_refer_to_what_is_marked() {
    references_of(include_str!("references.txt"));
}

#[test]
fn class_nouns_and_offices_of_the_second_set_refer_to_what_is_marked() {
    references_of(include_str!("references_second.txt"));
}

fn references_of(texts: &str) {
    let (mut said, mut right, mut marked) = (0, 0, 0);
    for entry in texts.split("\n## ").skip(1) {
        let (head, body) = entry.split_once('\n').expect("a text under its head");
        let (published, title) = head.split_once(" | ").expect("date | title");
        let (body, marks) = unmark(body.trim());
        let document = document("reference", title, &body, published);
        let (sentences, mentions) = mentions(&document);
        marked += marks.iter().filter(|(_, _, id)| id != "-").count();
        for (mention, entity) in entities(&mentions) {
            let pronoun = mention.reason.starts_with("pronoun");
            let gangs = entity.kind == EntityKind::Group && mention.reason.starts_with("gangs");
            let described = mention.reason.starts_with("described");
            let government =
                entity.usage == Usage::Government && mention.reason.contains("spoken of");
            let reference =
                entity.usage == Usage::Reference || government || mention.reason.starts_with("of ");
            let part = sentences.get(mention.sentence as usize).map(|s| s.part);
            let (start, end) = (mention.span.start as usize, mention.span.end as usize);
            let mark = marks
                .iter()
                .find(|(from, to, _)| *from <= start && end <= *to);
            if part != Some(Part::Body)
                || !reference
                || pronoun
                || gangs
                || (described && mark.is_none())
            {
                continue;
            }
            said += 1;
            let same = |id: &String| {
                entity.id.as_deref() == Some(id)
                    || entity.name == *id
                    || entity.acts_for.as_deref() == Some(id)
            };
            if mark.is_some_and(|(_, _, id)| same(id)) {
                right += 1;
            } else {
                println!(
                    "{head}: {:?} read as {} ({})",
                    mention.span.of(&body),
                    entity.name,
                    mention.reason
                );
            }
        }
    }
    let precision = f64::from(right) / f64::from(said);
    let coverage = f64::from(right) / marked as f64;
    println!(
        "{right} right of {said} said, {marked} marked: precision {precision:.3}, coverage {coverage:.3}"
    );
    assert!(
        precision >= 0.92 && coverage >= 0.65,
        "precision {precision}, coverage {coverage}"
    );
}

#[test]
fn a_document_about_no_mission_has_none_and_nothing_panics() {
    let (_, found) = mentions(&document(
        "n",
        "Orphanage",
        "Donors repaired a mission and orphanage in Port-au-Prince.",
        "2010-04-20",
    ));
    assert!(entities(&found).all(|(_, e)| e.kind != EntityKind::Mission));
    for odd in [
        "",
        "é",
        "(",
        "the (MSS",
        "’s ’s ’s",
        "U.S.",
        "THE US AND WHO",
        "[the force",
        "Fils-Aime\u{301} said",
        "\u{feff}Haiti\u{200b}",
    ] {
        for date in ["2024-01-01", ""] {
            let _ = mentions(&document("odd", odd, odd, date));
        }
    }
}
