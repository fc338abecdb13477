//! The links of the labelled documents against `dev_links.tsv`, a table of places and ids marked by hand.
//!
//! Prints every link that is wrong and every one that is missing, by place, and precision and recall.

use contingent_mention::{EntityKind, Value, read};
use contingent_registry::Registry;
use contingent_syntax::{Reader, Syntax};
use contingent_text::{Document, Part, Published};
use std::collections::BTreeMap;
use std::path::Path;

/// One row of the table: part, first character, length, ids, how.
struct Mark {
    title: bool,
    first: usize,
    end: usize,
    ids: Vec<String>,
    name: bool,
    found: bool,
}

fn marks() -> BTreeMap<String, Vec<Mark>> {
    let mut marks: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for line in include_str!("dev_links.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let [document, part, first, length, ids, how] = cells[..] else {
            panic!("six cells: {line}");
        };
        let first: usize = first.parse().expect("a place");
        let length: usize = length.parse().expect("a length");
        marks.entry(document.to_owned()).or_default().push(Mark {
            title: part == "title",
            first,
            end: first + length,
            ids: ids.split('|').map(str::to_owned).collect(),
            name: how == "name",
            found: false,
        });
    }
    marks
}

#[test]
fn links_of_the_labelled_documents_are_right() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/dev.docs.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("the labelled documents are not here: nothing measured");
        return;
    };
    let registry = Registry::embedded();
    let mut reader = Reader::new(Syntax::embedded());
    let mut marks = marks();
    let (mut said, mut right) = (0_u32, 0_u32);
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let cell = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let document = Document {
            id: cell("id"),
            title: cell("title"),
            body: cell("text"),
            published: cell("published")
                .parse()
                .ok()
                .map(|d: jiff::civil::Date| Published::from(d)),
            ..Document::default()
        };
        let sentences = reader.read(&document);
        let marked = marks.entry(document.id.clone()).or_default();
        for mention in read(&document, &sentences, &registry) {
            let Value::Entity(entity) = &mention.value else {
                continue;
            };
            let wanted = matches!(
                entity.kind,
                EntityKind::Country | EntityKind::Body | EntityKind::Mission | EntityKind::Group
            );
            let Some(id) = entity.id.as_deref().or(entity.acts_for.as_deref()) else {
                continue;
            };
            if !wanted || mention.reason.starts_with("pronoun") {
                continue;
            }
            let part = sentences
                .get(mention.sentence as usize)
                .map_or(Part::Body, |s| s.part);
            let of = |at: u32| {
                let before = document.part(part).get(..at as usize);
                before.unwrap_or_default().chars().count()
            };
            let (first, end) = (of(mention.span.start), of(mention.span.end));
            said += 1;
            let mark = marked.iter_mut().find(|m| {
                m.title == (part == Part::Title)
                    && m.first < end
                    && first < m.end
                    && m.ids.iter().any(|known| known == id)
            });
            match mark {
                Some(mark) => {
                    mark.found = true;
                    right += 1;
                }
                None => println!(
                    "wrong: {} {part:?} {first}..{end} {id} ({})",
                    document.id, mention.reason
                ),
            }
        }
    }
    let all: Vec<(&String, &Mark)> = marks
        .iter()
        .flat_map(|(document, marks)| marks.iter().map(move |m| (document, m)))
        .collect();
    for (document, mark) in all.iter().filter(|(_, m)| !m.found) {
        println!(
            "missing: {document} {} {}..{} {}",
            if mark.title { "title" } else { "body" },
            mark.first,
            mark.end,
            mark.ids.join("|")
        );
    }
    let recall = |names_only: bool| {
        let of = || all.iter().filter(move |(_, m)| m.name || !names_only);
        of().filter(|(_, m)| m.found).count() as f64 / of().count().max(1) as f64
    };
    let precision = f64::from(right) / f64::from(said.max(1));
    println!(
        "{said} links, {} marked: precision {precision:.3}, recall {:.3}; of names, demonyms and descriptions {:.3}",
        all.len(),
        recall(false),
        recall(true)
    );
    assert!(precision >= 0.98, "precision {precision}");
    assert!(recall(false) >= 0.93, "recall {}", recall(false));
}
