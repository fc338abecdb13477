//! Learns the weights of a yes-or-no question: logistic regression by AdaGrad, in a fixed order, rounded to bytes.

use contingent_syntax::training::{Lesson, Linear, slot};

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
}

/// Learns from `lessons`; the same lessons give the same bytes.
pub fn learn(lessons: &[Lesson], plan: Plan) -> Linear {
    let size = 1usize << plan.bits;
    let mut weights = vec![0f64; size];
    let mut squares = vec![1e-2f64; size];
    let mut order: Vec<u32> = (0..lessons.len() as u32).collect();
    let mut seed = 0x2545_F491_4F6C_DD1Du64;
    for _ in 0..plan.epochs {
        shuffle(&mut order, &mut seed);
        for &number in &order {
            let lesson = &lessons[number as usize];
            let slots = || lesson.clues.iter().map(|hash| slot(*hash, plan.bits));
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
    }
    round(&weights)
}

/// Rounds to bytes so that the largest weights just fit.
fn round(weights: &[f64]) -> Linear {
    let largest = weights.iter().fold(0f64, |max, weight| max.max(weight.abs()));
    let scale = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    let bytes = weights.iter().map(|weight| (weight * scale).round() as i8);
    Linear::new(bytes.collect()).unwrap_or_else(|| unreachable!("the table's length is a power of two"))
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
