//! The training run: epochs, batches, the schedule of the learning rate.

use crate::evaluate::{Scores, guess_all};
use crate::layout::Layout;
use crate::lexicon::Lexicon;
use crate::math::{Random, add_to};
use crate::network::{Example, Model, Packs, Regime, SparseGradient, Task, Weights, Worker};
use crate::optimiser::{Adam, Average};
use crate::progress;
use anyhow::Result;
use std::path::PathBuf;
use std::time::Instant;

/// What a run may choose.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Times the training data are read.
    pub epochs: usize,
    /// The last so many of them, in which the rate falls.
    pub falling: usize,
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
    /// Epochs from one measurement to the next.
    pub dev_every: usize,
}

/// Every batch is learned in so many shares whose gradients are added in order, whatever the number of threads.
const SHARES: usize = 2;

/// All that a run needs.
pub struct Run<'a> {
    /// The network's shape.
    pub layout: &'a Layout,
    /// Its words.
    pub lexicon: &'a Lexicon,
    /// What is hidden while it learns.
    pub regime: Regime,
    /// How long and how fast it learns.
    pub plan: Plan,
    /// What it learns from.
    pub sentences: &'a [Example],
    /// What it is measured on.
    pub held_out: &'a [(&'a str, Vec<Example>)],
    /// Where its state is kept after each epoch, and found again.
    pub progress: Option<PathBuf>,
}

/// Trains and returns the averaged weights.
pub fn train(run: &Run, start: Weights) -> Result<Weights> {
    let Run {
        layout,
        lexicon,
        sentences,
        held_out,
        ..
    } = *run;
    let (regime, plan) = (&run.regime, &run.plan);
    let progress = run.progress.as_deref();
    let mut weights = start;
    let mut average = Average::new(&weights, plan.average);
    let mut adam = Adam::new(&weights);
    let mut word_gradient = SparseGradient::new(lexicon.keys.len(), layout.config.word);
    let mut clue_gradient = SparseGradient::new(lexicon.rows(), layout.config.clue);
    let mut workers: Vec<Worker> = (0..SHARES).map(|_| Worker::default()).collect();
    let mut grads = vec![vec![0.0f32; layout.len]; SHARES];
    let mut random = Random::new(plan.seed);
    let all: usize = sentences.iter().map(|s| s.forms.len()).sum();
    let clock = Instant::now();
    let mut first = 1;
    let old = progress.filter(|path| path.exists());
    if let Some(path) = old {
        let mut counts = [0u64; 4];
        let mut vectors: Vec<&mut Vec<f32>> = Vec::new();
        for w in [&mut weights, &mut average.weights] {
            vectors.extend([&mut w.dense, &mut w.words, &mut w.clues]);
        }
        vectors.extend(adam.memory());
        progress::load(path, &mut counts, &mut vectors)?;
        first = counts[0] as usize + 1;
        random = Random::resume(counts[1]);
        adam.steps = counts[2] as u32;
        average.steps = counts[3] as u32;
    }
    for epoch in first..=plan.epochs {
        let (mut loss, mut words) = (0.0f64, 0usize);
        for batch in batches(sentences, plan.batch_words, &mut random) {
            let size: usize = batch.iter().map(|e| e.forms.len()).sum();
            let shares = split(&batch);
            let packs = Packs::new(layout, &weights.dense);
            let model = Model {
                layout,
                lexicon,
                weights: &weights,
                packs: &packs,
            };
            let jobs: Vec<Job> = workers
                .iter_mut()
                .zip(&mut grads)
                .zip(&shares)
                .map(|((worker, grads), share)| Job {
                    worker,
                    grads,
                    task: Task {
                        regime,
                        batch: share,
                        per_word: 1.0 / size as f32,
                    },
                    seed: random.next(),
                })
                .collect();
            if plan.threads > 1 {
                std::thread::scope(|scope| {
                    for job in jobs {
                        scope.spawn(move || job.run(model));
                    }
                });
            } else {
                jobs.into_iter().for_each(|job| job.run(model));
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
            let done = (epoch - 1) as f32 + words as f32 / all as f32;
            let rate = plan.rate * schedule(done, plan, adam.steps);
            adam.step(
                layout,
                &mut weights,
                &mut sum[0],
                &word_gradient,
                &clue_gradient,
                (rate, plan.word_rate),
            );
            average.step(&weights);
        }
        let seconds = clock.elapsed().as_secs_f32();
        eprintln!(
            "epoch {epoch}: loss {:.4}, {seconds:.0} s",
            loss / words as f64
        );
        if let Some(path) = progress {
            let counts = [
                epoch as u64,
                random.state(),
                u64::from(adam.steps),
                u64::from(average.steps),
            ];
            let mut vectors: Vec<&Vec<f32>> = Vec::new();
            for w in [&weights, &average.weights] {
                vectors.extend([&w.dense, &w.words, &w.clues]);
            }
            vectors.extend(adam.memory().map(|v| &*v));
            progress::save(path, &counts, &vectors)?;
        }
        if epoch.is_multiple_of(plan.dev_every) || epoch == plan.epochs || epoch == 1 {
            for (name, examples) in held_out {
                let guesses = guess_all(layout, lexicon, &average.weights, examples);
                eprintln!("  {name}: {}", Scores::of(examples, &guesses));
            }
        }
    }
    Ok(average.weights)
}

/// One share of a batch.
struct Job<'a> {
    worker: &'a mut Worker,
    grads: &'a mut Vec<f32>,
    task: Task<'a>,
    seed: u64,
}

impl Job<'_> {
    fn run(self, model: Model) {
        self.grads.fill(0.0);
        self.worker
            .learn(model, self.task, &mut Random::new(self.seed), self.grads);
    }
}

/// The share of the highest rate after `done` epochs: it rises over the first steps, stays, and falls in a
/// straight line to nearly nothing over the last epochs. So a run can be lengthened after the fact.
fn schedule(done: f32, plan: &Plan, steps: u32) -> f32 {
    let rise = (steps as f32 + 1.0) / plan.warm_up as f32;
    let fall = (plan.epochs as f32 - done) / plan.falling.max(1) as f32;
    rise.min(fall).clamp(0.005, 1.0)
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
