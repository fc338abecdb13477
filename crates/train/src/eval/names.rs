//! Names against Universal NER.

use super::score::Count;
use anyhow::{Context, Result};
use contingent_syntax::{Reader, Syntax};
use contingent_text::{NameKind, Span};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// First word, last word, kind: 1 person, 2 organisation, 3 place.
type Found = (usize, usize, usize);

/// Figures of all names, of persons, of organisations and of places.
pub fn measure(model: &Syntax, path: &Path) -> Result<[Count; 4]> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut counts = [Count::default(); 4];
    let mut reader = Reader::new(model);
    let (mut words, mut tags) = (Vec::new(), Vec::new());
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            compare(&mut reader, &words, &tags, &mut counts);
            words.clear();
            tags.clear();
        }
        let mut columns = line.split('\t');
        if let (Some(id), Some(word), Some(tag)) = (columns.next(), columns.next(), columns.next())
            && id.bytes().all(|byte| byte.is_ascii_digit())
        {
            words.push(word);
            tags.push(tag);
        }
    }
    Ok(counts)
}

fn compare(reader: &mut Reader<'_>, words: &[&str], tags: &[&str], counts: &mut [Count; 4]) {
    if words.is_empty() {
        return;
    }
    let text = words.join(" ");
    let mut at = 0;
    let place = |word: &&str| {
        let start = at;
        at += word.len() + 1;
        Span::new(start, start + word.len())
    };
    let spans: Vec<Span> = words.iter().map(place).collect();
    let given: HashSet<Found> = reader
        .read_words(&text, &spans)
        .names
        .iter()
        .map(|name| {
            let kind = match name.kind {
                NameKind::Person => 1,
                NameKind::Organisation => 2,
                NameKind::Location => 3,
            };
            (usize::from(name.first), usize::from(name.last), kind)
        })
        .collect();
    let wanted = spans_of(tags);
    for (numbers, field) in [(&given, 0), (&wanted, 1)] {
        for name in numbers {
            for kind in [0, name.2] {
                match field {
                    0 => counts[kind].given += 1,
                    _ => counts[kind].wanted += 1,
                }
            }
        }
    }
    for name in given.intersection(&wanted) {
        counts[0].right += 1;
        counts[name.2].right += 1;
    }
}

/// The names of a sentence in IOB2; kinds beside the three are left out.
fn spans_of(tags: &[&str]) -> HashSet<Found> {
    let mut found = HashSet::new();
    let mut i = 0;
    while let Some(tag) = tags.get(i) {
        let first = i;
        i += 1;
        let Some(kind) = tag.strip_prefix("B-") else {
            continue;
        };
        while tags
            .get(i)
            .is_some_and(|next| next.strip_prefix("I-") == Some(kind))
        {
            i += 1;
        }
        let number = match kind {
            "PER" => 1,
            "ORG" => 2,
            "LOC" => 3,
            _ => continue,
        };
        found.insert((first, i - 1, number));
    }
    found
}
