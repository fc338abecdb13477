//! Word vectors from raw text: each word learns to predict its near neighbours, place by place
//! (skip-gram with negative sampling, Mikolov 2013, with one output table a place, Ling 2015).
//!
//! A word's own vector and the sum of its clues' vectors stand side by side; now and then the own vector
//! is replaced by that of the unknown word, so that clues alone learn to say what an unknown word is like.

use crate::lexicon::{Lexicon, UNKNOWN};
use crate::math::{Random, axpy, dot, sigmoid};

/// What is learned: row-major tables.
pub struct Vectors {
    /// One row a word.
    pub words: Vec<f32>,
    /// One row a clue.
    pub clues: Vec<f32>,
}

/// Raw text as numbers of forms; [`BREAK`] ends a sentence.
pub struct Encoded(pub Vec<u32>);

/// Ends a sentence.
pub const BREAK: u32 = u32::MAX;

const PLACES: [isize; 4] = [-2, -1, 1, 2];
const NEGATIVES: usize = 5;
const SUBSAMPLE: f64 = 2e-4;
const RATE: f32 = 0.05;

/// Learns vectors of `word_dim` and `clue_dim` numbers from the text.
pub fn learn(text: &Encoded, lexicon: &Lexicon, word_dim: usize, clue_dim: usize) -> Vectors {
    let dim = word_dim + clue_dim;
    let vocabulary = lexicon.keys.len();
    let mut random = Random::new(11);
    let mut words: Vec<f32> = (0..vocabulary * word_dim)
        .map(|_| (random.unit() - 0.5) / word_dim as f32)
        .collect();
    let mut clues: Vec<f32> = (0..lexicon.rows() * clue_dim)
        .map(|_| (random.unit() - 0.5) / (8.0 * clue_dim as f32))
        .collect();
    // Own rows start at nothing: they are for the treebank to fill.
    clues[..lexicon.own_rows * clue_dim].fill(0.0);
    let mut outputs = vec![0.0f32; PLACES.len() * vocabulary * dim];
    let counts = count(text, lexicon);
    let total: f64 = counts.iter().map(|&c| f64::from(c)).sum();
    let noise = noise_table(&counts);
    let keep: Vec<f32> = counts
        .iter()
        .map(|&c| {
            let share = f64::from(c.max(1)) / total;
            ((SUBSAMPLE / share).sqrt() + SUBSAMPLE / share).min(1.0) as f32
        })
        .collect();
    let mut input = vec![0.0f32; dim];
    let mut change = vec![0.0f32; dim];
    let length = text.0.len();
    for (at, &form) in text.0.iter().enumerate() {
        if at % 5_000_000 == 0 {
            eprintln!("  vectors: {at} of {length}");
        }
        if form == BREAK {
            continue;
        }
        let entry = lexicon.entry(form);
        if random.unit() > keep[entry.word as usize] {
            continue;
        }
        let rate = RATE * (1.0 - at as f32 / length as f32).max(1e-3);
        let word = if random.unit() < 0.3 {
            UNKNOWN
        } else {
            entry.word
        } as usize;
        input[..word_dim].copy_from_slice(&words[word * word_dim..(word + 1) * word_dim]);
        input[word_dim..].fill(0.0);
        let rows = &entry.rows[usize::from(entry.own)..];
        for &row in rows {
            let row = row as usize * clue_dim;
            axpy(1.0, &clues[row..row + clue_dim], &mut input[word_dim..]);
        }
        change.fill(0.0);
        for (place, offset) in PLACES.into_iter().enumerate() {
            let Some(neighbour) = neighbour(text, lexicon, at, offset) else {
                continue;
            };
            for draw in 0..=NEGATIVES {
                let target = if draw == 0 {
                    neighbour
                } else {
                    noise[random.below(noise.len())]
                };
                if draw > 0 && target == neighbour {
                    continue;
                }
                let start = (place * vocabulary + target as usize) * dim;
                let output = &mut outputs[start..start + dim];
                let wanted = f32::from(u8::from(draw == 0));
                let step = rate * (wanted - sigmoid(dot(&input, output)));
                axpy(step, output, &mut change);
                axpy(step, &input, output);
            }
        }
        axpy(
            1.0,
            &change[..word_dim],
            &mut words[word * word_dim..(word + 1) * word_dim],
        );
        for &row in rows {
            let row = row as usize * clue_dim;
            axpy(0.3, &change[word_dim..], &mut clues[row..row + clue_dim]);
        }
    }
    scale_to(&mut words, 1.0);
    let typical = typical_sum(lexicon, &clues, clue_dim);
    for x in &mut clues {
        *x /= typical;
    }
    Vectors { words, clues }
}

/// The neighbour's word; nothing over a sentence's end or where the word is unknown.
fn neighbour(text: &Encoded, lexicon: &Lexicon, at: usize, offset: isize) -> Option<u32> {
    let step = offset.signum();
    let mut place = at;
    for _ in 0..offset.abs() {
        place = place.checked_add_signed(step)?;
        if *text.0.get(place)? == BREAK {
            return None;
        }
    }
    let word = lexicon.entry(text.0[place]).word;
    (word != UNKNOWN).then_some(word)
}

fn count(text: &Encoded, lexicon: &Lexicon) -> Vec<u32> {
    let mut counts = vec![0u32; lexicon.keys.len()];
    for &form in &text.0 {
        if form != BREAK {
            counts[lexicon.entry(form).word as usize] += 1;
        }
    }
    counts
}

/// Words as often as their frequency to the power of three quarters.
fn noise_table(counts: &[u32]) -> Vec<u32> {
    let weights: Vec<f64> = counts.iter().map(|&c| f64::from(c).powf(0.75)).collect();
    let total: f64 = weights.iter().skip(1).sum();
    let size = 1 << 21;
    let mut table = Vec::with_capacity(size);
    for (word, weight) in weights.iter().enumerate().skip(1) {
        let share = (weight / total * size as f64).round() as usize;
        table.resize(table.len() + share, word as u32);
    }
    table
}

/// Brings the root mean square of all numbers to `size`.
fn scale_to(values: &mut [f32], size: f32) {
    let squares: f64 = values.iter().map(|&v| f64::from(v) * f64::from(v)).sum();
    let rms = (squares / values.len() as f64).sqrt() as f32;
    let factor = size / rms.max(1e-9);
    for v in values {
        *v *= factor;
    }
}

/// Root mean square of the sums of clues over the forms seen.
fn typical_sum(lexicon: &Lexicon, clues: &[f32], dim: usize) -> f32 {
    let mut squares = 0.0f64;
    let mut seen = 0usize;
    let mut sum = vec![0.0f32; dim];
    for form in 0..lexicon.forms_seen().min(20_000) {
        sum.fill(0.0);
        for &row in &lexicon.entry(form as u32).rows {
            let row = row as usize * dim;
            axpy(1.0, &clues[row..row + dim], &mut sum);
        }
        squares += f64::from(dot(&sum, &sum));
        seen += dim;
    }
    ((squares / seen.max(1) as f64).sqrt() as f32).max(1e-9)
}
