//! The training run: epochs, batches, the schedule of the learning rate.

use crate::evaluate::{Scores, guess_all};
use crate::layout::Layout;
use crate::lexicon::Lexicon;
use crate::math::{Random, add_to};
use crate::network::{Example, Packs, Regime, SparseGradient, Weights, Worker};
use crate::optimiser::{Adam, Average};
use std::time::Instant;

/// What a run may choose.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Times the training data are read.
    pub epochs: usize,
    /// Words in a batch, about.
    pub batch_words: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Share of the rate for word vectors.
    pub word_rate: f32,
    /// Steps until the highest rate.
    pub warm_up: usize,
    /// Decay of the average of the weights.
    pub average: f32,
    /// Seed of order and dropout.
    pub seed: u64,
    /// Workers; the result does not depend on them, only on [`SHARES`].
    pub threads: usize,
}

/// Every batch is learned in so many shares whose gradients are added in order, whatever the number of threads.
const SHARES: usize = 2;

/// Trains and returns the averaged weights.
pub fn train(
    layout: &Layout,
    lexicon: &Lexicon,
    start: Weights,
    regime: &Regime,
    plan: &Plan,
    sentences: &[Example],
    held_out: &[(&str, &[Example])],
) -> Weights {
    let mut weights = start;
    let mut average = Average::new(&weights, plan.average);
    let mut adam = Adam::new(&weights);
    let mut word_gradient = SparseGradient::new(lexicon.keys.len(), layout.config.word);
    let mut clue_gradient = SparseGradient::new(lexicon.rows(), layout.config.clue);
    let mut workers: Vec<Worker> = (0..SHARES).map(|_| Worker::default()).collect();
    let mut grads = vec![vec![0.0f32; layout.len]; SHARES];
    let mut random = Random::new(plan.seed);
    let all: usize = sentences.iter().map(|s| s.forms.len()).sum();
    let total = (plan.epochs * all).div_ceil(plan.batch_words) as f32;
    let clock = Instant::now();
    let mut done_words = 0;
    for epoch in 1..=plan.epochs {
        let (mut loss, mut words) = (0.0f64, 0usize);
        for batch in batches(sentences, plan.batch_words, &mut random) {
            let size: usize = batch.iter().map(|e| e.forms.len()).sum();
            let shares = split(&batch);
            let seeds: Vec<u64> = shares.iter().map(|_| random.next()).collect();
            let packs = Packs::new(layout, &weights.dense);
            let work = |((worker, grads), (share, seed)): (
                (&mut Worker, &mut Vec<f32>),
                (&Vec<&Example>, &u64),
            )| {
                grads.fill(0.0);
                let mut random = Random::new(*seed);
                worker.learn(
                    layout,
                    lexicon,
                    &weights, &packs,
                    regime,
                    share,
                    &mut random,
                    grads,
                    1.0 / size as f32,
                );
            };
            let jobs = workers
                .iter_mut()
                .zip(&mut grads)
                .zip(shares.iter().zip(&seeds));
            if plan.threads > 1 {
                std::thread::scope(|scope| {
                    for job in jobs {
                        scope.spawn(move || work(job));
                    }
                });
            } else {
                jobs.for_each(work);
            }
            let (sum, others) = grads.split_at_mut(1);
            for other in others {
                add_to(other, &mut sum[0]);
            }
            word_gradient.clear();
            clue_gradient.clear();
            for (worker, share) in workers.iter().zip(&shares) {
                worker.scatter(
                    layout,
                    lexicon,
                    share,
                    &mut word_gradient,
                    &mut clue_gradient,
                );
                loss += f64::from(worker.loss) * size as f64;
            }
            words += size;
            done_words += size;
            let step = done_words as f32 / plan.batch_words as f32;
            let rate = plan.rate * schedule(step, plan.warm_up as f32, total);
            adam.step(
                layout,
                &mut weights,
                &mut sum[0],
                &word_gradient,
                &clue_gradient,
                rate,
                plan.word_rate,
            );
            average.step(&weights);
        }
        let seconds = clock.elapsed().as_secs_f32();
        eprintln!(
            "epoch {epoch}: loss {:.4}, {seconds:.0} s",
            loss / words as f64
        );
        if epoch % 4 == 0 || epoch == plan.epochs || epoch == 1 {
            for (name, examples) in held_out {
                let guesses = guess_all(layout, lexicon, &average.weights, examples);
                eprintln!("  {name}: {}", Scores::of(examples, &guesses));
            }
        }
    }
    average.weights
}

/// Rises in a straight line, then falls along a cosine to a hundredth.
fn schedule(step: f32, warm_up: f32, total: f32) -> f32 {
    if step < warm_up {
        return step / warm_up;
    }
    let part = ((step - warm_up) / (total - warm_up).max(1.0)).min(1.0);
    0.01 + 0.99 * 0.5 * (1.0 + (part * std::f32::consts::PI).cos())
}

/// Sentences of like length together, in a new order every time.
fn batches<'a>(
    sentences: &'a [Example],
    words: usize,
    random: &mut Random,
) -> Vec<Vec<&'a Example>> {
    let mut order: Vec<(f32, &Example)> = sentences
        .iter()
        .map(|s| {
            (
                s.forms.len() as f32 * (0.9 + 0.2 * random.unit()) + random.unit(),
                s,
            )
        })
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut batches = Vec::new();
    let (mut batch, mut size) = (Vec::new(), 0);
    for (_, sentence) in order {
        size += sentence.forms.len();
        batch.push(sentence);
        if size >= words {
            batches.push(std::mem::take(&mut batch));
            size = 0;
        }
    }
    if !batch.is_empty() {
        batches.push(batch);
    }
    for batch in &mut batches {
        batch.sort_by_key(|s| std::cmp::Reverse(s.forms.len()));
    }
    random.shuffle(&mut batches);
    batches
}

/// Every second sentence to the other share, so that both are about as long.
fn split<'a>(batch: &[&'a Example]) -> Vec<Vec<&'a Example>> {
    let mut shares = vec![Vec::new(); SHARES];
    for (i, example) in batch.iter().enumerate() {
        shares[i % SHARES].push(*example);
    }
    shares
}
