//! Learns the weights of a yes-or-no question: logistic regression by AdaGrad, in a fixed order, rounded to bytes.

use contingent_syntax::training::{Lesson, Linear, slot};
use std::collections::{HashMap, HashSet};

/// How a question is learned.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The table has `2^bits` weights.
    pub bits: u32,
    /// Times that all lessons are gone through.
    pub epochs: usize,
    /// Size of the steps.
    pub rate: f64,
    /// How much more a "yes" counts than a "no".
    pub yes_weight: f64,
    /// Clues seen fewer times are left out.
    pub least: u32,
}

/// Learns from `lessons`; the same lessons give the same bytes.
pub fn learn(lessons: &[Lesson], plan: Plan) -> Linear {
    let size = 1usize << plan.bits;
    let frequent = Frequent::count(lessons, plan.least);
    let mut weights = vec![0f64; size];
    let mut squares = vec![1e-2f64; size];
    let mut order: Vec<u32> = (0..lessons.len() as u32).collect();
    let mut sums = vec![0f64; size];
    let mut seed = 0x2545_F491_4F6C_DD1Du64;
    for epoch in 0..plan.epochs {
        shuffle(&mut order, &mut seed);
        for &number in &order {
            let lesson = &lessons[number as usize];
            let kept = lesson.clues.iter().filter(|hash| frequent.holds(**hash));
            let slots = || kept.clone().map(|hash| slot(*hash, plan.bits));
            let sum: f64 = slots().map(|at| weights[at]).sum();
            let wanted = f64::from(u8::from(lesson.yes));
            let mut slope = 1.0 / (1.0 + (-sum).exp()) - wanted;
            if lesson.yes {
                slope *= plan.yes_weight;
            }
            if slope.abs() < 1e-3 {
                continue;
            }
            for at in slots() {
                squares[at] += slope * slope;
                weights[at] -= plan.rate * slope / squares[at].sqrt();
            }
        }
        // The mean over the later rounds wavers less than any one of them.
        if epoch >= plan.epochs / 3 {
            for (sum, weight) in std::iter::zip(&mut sums, &weights) {
                *sum += weight;
            }
        }
    }
    round(&sums)
}

/// Clues that are seen often enough to learn from.
struct Frequent(HashSet<u32>);

impl Frequent {
    fn count(lessons: &[Lesson], least: u32) -> Self {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for hash in lessons.iter().flat_map(|lesson| &lesson.clues) {
            *counts.entry(*hash).or_default() += 1;
        }
        let kept = counts.into_iter().filter(|(_, count)| *count >= least);
        Self(kept.map(|(hash, _)| hash).collect())
    }

    fn holds(&self, hash: u32) -> bool {
        self.0.contains(&hash)
    }
}

/// Weights larger than this share of the largest are cut down to it, which leaves finer steps for the others.
const CLIP: f64 = 0.4;

/// Rounds to bytes.
fn round(weights: &[f64]) -> Linear {
    let largest = weights
        .iter()
        .fold(0f64, |max, weight| max.max(weight.abs()));
    let scale = if largest > 0.0 {
        127.0 / (largest * CLIP)
    } else {
        0.0
    };
    let bytes = weights
        .iter()
        .map(|weight| (weight * scale).round().clamp(-127.0, 127.0) as i8);
    Linear::new(bytes.collect())
        .unwrap_or_else(|| unreachable!("the table's length is a power of two"))
}

/// Fisher and Yates, with numbers from xorshift.
fn shuffle(order: &mut [u32], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(i, (*seed % (i as u64 + 1)) as usize);
    }
}
