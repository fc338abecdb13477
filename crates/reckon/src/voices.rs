//! Who only repeats: documents grouped so that the copies and rewrites of one story are one voice.

use crate::sketch::{COPY, Sketch};
use jiff::civil::Date;
use std::collections::HashMap;

/// So many documents are remembered for each run; a story copied more often is found by its first copies, and a
/// sentence that stands below every article does not make all of them candidates.
const REMEMBERED: usize = 8;

/// A document to be grouped.
#[derive(Clone, Copy, Debug)]
pub struct Voiced<'a> {
    /// Its id, which breaks ties.
    pub id: &'a str,
    /// When it was published, or became known.
    pub known: Date,
    /// Its finger-print.
    pub sketch: &'a Sketch,
}

/// For each document the place of the one whose voice it is: its own, or that of the story it copies.
///
/// The earliest of a group leads it. A document that takes from two stories follows the one it takes more from and
/// does not make them one. The order of the input does not matter.
#[must_use]
pub fn group(documents: &[Voiced<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|at| (documents[*at].known, documents[*at].id));
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut voice: Vec<usize> = (0..documents.len()).collect();
    for at in order {
        let sketch = documents[at].sketch;
        let mut near: Vec<usize> = (sketch.keys())
            .filter_map(|key| index.get(&key))
            .flatten()
            .copied()
            .collect();
        near.sort_unstable_by_key(|n| (documents[*n].known, documents[*n].id));
        near.dedup();
        if let Some(leader) = copied(sketch, near.iter().map(|n| documents[*n].sketch)) {
            voice[at] = voice[near[leader]];
        }
        for key in sketch.keys() {
            let known = index.entry(key).or_default();
            if known.len() < REMEMBERED {
                known.push(at);
            }
        }
    }
    voice
}

/// Which of the candidates, earliest first, the document copies: the one that has most of it.
#[must_use]
pub fn copied<'a>(
    sketch: &Sketch,
    candidates: impl IntoIterator<Item = &'a Sketch>,
) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, candidate) in candidates.into_iter().enumerate() {
        let share = sketch.containment(candidate);
        if share >= COPY && best.is_none_or(|(_, most)| share > most) {
            best = Some((at, share));
        }
    }
    best.map(|(at, _)| at)
}
