//! Clean news texts read as plain copies: how much of them comes through.
//!
//! The texts are not ours to commit; the test needs them beside the repository and `xz` to unpack.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// The share of a corpus' words that are found in title, body or summary, and documents read.
fn kept(file: &str) -> Option<(f64, f64, usize)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/raw")
        .join(file);
    if !path.exists() {
        println!("{file} is not here; nothing was tested");
        return None;
    }
    let unpacked = Command::new("xz").arg("-dc").arg(&path).output().ok()?;
    let text = String::from_utf8(unpacked.stdout).ok()?;
    let (mut total, mut in_body, mut anywhere, mut documents) = (0, 0, 0, 0);
    for line in text.lines().take(1000) {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let text = value["text"].as_str().unwrap_or_default();
        let title = value["title"].as_str().unwrap_or_default();
        let document = contingent_page::read_plain(&format!("{title}\n\n{text}")).document;
        let (expected, body) = (words(text), words(&document.body));
        let all = words(&format!(
            "{} {} {} {}",
            document.title,
            document.body,
            document.summary.join(" "),
            document.byline.unwrap_or_default()
        ));
        let common = |found: &HashMap<String, usize>| -> usize {
            expected
                .iter()
                .map(|(w, n)| n.min(found.get(w).unwrap_or(&0)))
                .sum()
        };
        let (size, found) = (expected.values().sum::<usize>(), common(&body));
        if found * 10 < size * 9 {
            println!(
                "  {} keeps {found} of {size} words",
                value["id"].as_str().unwrap_or_default()
            );
        }
        total += size;
        in_body += found;
        anywhere += common(&all);
        documents += 1;
    }
    Some((
        in_body as f64 / total as f64,
        anywhere as f64 / total as f64,
        documents,
    ))
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn clean_texts_come_through() {
    for (file, floor) in [
        ("wikinews.jsonl.xz", 0.98),
        ("state-department-releases.jsonl.xz", 0.98),
    ] {
        if let Some((body, anywhere, documents)) = kept(file) {
            println!(
                "{file}: {documents} documents, {body:.4} of the words in the body, {anywhere:.4} anywhere"
            );
            assert!(body >= floor, "{file}: {body:.4}");
        }
    }
}
