//! Adam (Kingma and Ba 2015) for the flat weights and, row by row, for the tables; and the running average of
//! all weights, which is what is kept in the end.

use crate::layout::Layout;
use crate::network::{SparseGradient, Weights};
use crate::vectorised;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.98;
const EPSILON: f32 = 1e-8;
/// The average moves every so many steps, to save time.
const AVERAGE_EVERY: u32 = 8;

/// The moments of every weight.
pub struct Adam {
    dense: Moments,
    words: Moments,
    clues: Moments,
    /// Steps taken.
    pub steps: u32,
}

#[derive(Default)]
struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Moments {
    fn new(len: usize) -> Self {
        Self {
            first: vec![0.0; len],
            second: vec![0.0; len],
        }
    }
}

impl Adam {
    /// Everything it remembers, to be saved and restored.
    pub fn memory(&mut self) -> [&mut Vec<f32>; 6] {
        let Self {
            dense,
            words,
            clues,
            ..
        } = self;
        [
            &mut dense.first,
            &mut dense.second,
            &mut words.first,
            &mut words.second,
            &mut clues.first,
            &mut clues.second,
        ]
    }

    /// Nothing learned yet.
    pub fn new(weights: &Weights) -> Self {
        Self {
            dense: Moments::new(weights.dense.len()),
            words: Moments::new(weights.words.len()),
            clues: Moments::new(weights.clues.len()),
            steps: 0,
        }
    }

    /// One step; `word_rate` is a share of `rate`.
    pub fn step(
        &mut self,
        layout: &Layout,
        weights: &mut Weights,
        grads: &mut [f32],
        words: &SparseGradient,
        clues: &SparseGradient,
        (rate, word_rate): (f32, f32),
    ) {
        self.steps += 1;
        clip(grads, 5.0);
        let t = self.steps as i32;
        let rate = rate * (1.0 - BETA2.powi(t)).sqrt() / (1.0 - BETA1.powi(t));
        update(
            &mut weights.dense,
            grads,
            &mut self.dense.first,
            &mut self.dense.second,
            rate,
        );
        let (dw, dc) = (layout.config.word, layout.config.clue);
        for (table, gradient, moments, width, rate) in [
            (
                &mut weights.words,
                words,
                &mut self.words,
                dw,
                rate * word_rate,
            ),
            (&mut weights.clues, clues, &mut self.clues, dc, rate),
        ] {
            if rate == 0.0 {
                continue;
            }
            for &row in &gradient.touched {
                let at = row as usize * width;
                let range = at..at + width;
                update(
                    &mut table[range.clone()],
                    &gradient.values[range.clone()],
                    &mut moments.first[range.clone()],
                    &mut moments.second[range],
                    rate,
                );
            }
        }
    }
}

vectorised! {
    fn update(weights: &mut [f32], grads: &[f32], first: &mut [f32], second: &mut [f32], rate: f32) {
        for (((w, g), m), v) in weights.iter_mut().zip(grads).zip(first).zip(second) {
            *m = BETA1 * *m + (1.0 - BETA1) * g;
            *v = BETA2 * *v + (1.0 - BETA2) * g * g;
            *w -= rate * *m / (v.sqrt() + EPSILON);
        }
    }
}

/// Shortens a gradient that is longer than `limit`.
fn clip(grads: &mut [f32], limit: f32) {
    let norm = crate::math::dot(grads, grads).sqrt();
    if norm > limit {
        let factor = limit / norm;
        for g in grads {
            *g *= factor;
        }
    }
}

/// The exponential running average of the weights.
pub struct Average {
    /// What is kept.
    pub weights: Weights,
    decay: f32,
    /// Steps taken.
    pub steps: u32,
}

impl Average {
    /// Starts from the weights as they are.
    pub fn new(weights: &Weights, decay: f32) -> Self {
        Self {
            weights: weights.clone(),
            decay,
            steps: 0,
        }
    }

    /// Takes the weights of this step in.
    pub fn step(&mut self, weights: &Weights) {
        self.steps += 1;
        if !self.steps.is_multiple_of(AVERAGE_EVERY) {
            return;
        }
        // Early on, the average forgets faster, so that the start does not weigh on it.
        let seen = self.steps as f32;
        let decay = self
            .decay
            .min((1.0 + seen) / (10.0 + seen))
            .powi(AVERAGE_EVERY as i32);
        blend(&mut self.weights.dense, &weights.dense, decay);
        blend(&mut self.weights.words, &weights.words, decay);
        blend(&mut self.weights.clues, &weights.clues, decay);
    }
}

vectorised! {
    fn blend(average: &mut [f32], weights: &[f32], decay: f32) {
        for (a, w) in average.iter_mut().zip(weights) {
            *a += (1.0 - decay) * (w - *a);
        }
    }
}
