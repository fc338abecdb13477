//! The trees: scores of arcs and labels, and their gradients.

use super::{Model, Task, Weights, Worker};
use crate::layout::{Layout, distance};
use crate::math::{View, add_columns, argmax, axpy, cross_entropy, dot, multiply};
use contingent_text::Deprel;

impl Worker {
    /// Heads put through the bilinear form: one row a word and one for the root.
    pub(super) fn arc_forms(&self, layout: &Layout, weights: &Weights, words: usize) -> Vec<f32> {
        let (a, width) = (layout.config.arc, layout.units.cols);
        let mut forms = vec![0.0f32; (words + 1) * (a + 1)];
        multiply(
            View::strided(&self.units[layout.arc_columns[1]..], words + 1, a, width),
            View::new(layout.arc.of(&weights.dense), a, a + 1),
            &mut forms,
            a + 1,
            false,
        );
        forms
    }

    /// `n x (n + 1)` scores of a sentence; the first column is the root.
    pub(super) fn arc_scores(
        &self,
        layout: &Layout,
        weights: &Weights,
        forms: &[f32],
        start: usize,
        n: usize,
        words: usize,
    ) -> Vec<f32> {
        let (a, width) = (layout.config.arc, layout.units.cols);
        let mut scores = vec![0.0f32; n * (n + 1)];
        let dependents = View::strided(
            &self.units[start * width + layout.arc_columns[0]..],
            n,
            a,
            width,
        );
        let heads = View::strided(&forms[start * (a + 1)..], n, a, a + 1);
        multiply(dependents, heads.t(), &mut scores[1..], n + 1, false);
        let root = &forms[words * (a + 1)..];
        let near = layout.distance.of(&weights.dense);
        for (d, row) in scores.chunks_exact_mut(n + 1).enumerate() {
            let at = (start + d) * width + layout.arc_columns[0];
            row[0] = dot(&self.units[at..at + a], &root[..a]) + root[a];
            for (h, score) in row[1..].iter_mut().enumerate() {
                *score += forms[(start + h) * (a + 1) + a] + near[distance(d, h)];
            }
        }
        scores
    }

    pub(super) fn arcs(&mut self, model: Model, task: Task, grads: &mut [f32], delta: &mut [f32]) {
        let Model {
            layout, weights, ..
        } = model;
        let Task {
            regime,
            batch,
            per_word,
        } = task;
        let words: usize = batch.iter().map(|e| e.forms.len()).sum();
        let (a, width) = (layout.config.arc, layout.units.cols);
        let forms = self.arc_forms(layout, weights, words);
        let mut form_delta = vec![0.0f32; forms.len()];
        let mut start = 0;
        for example in batch {
            let n = example.forms.len();
            let mut scores = self.arc_scores(layout, weights, &forms, start, n, words);
            let base = per_word * regime.losses[4] * example.gold.weight;
            for (d, row) in scores.chunks_exact_mut(n + 1).enumerate() {
                row[d + 1] = -1e9;
                let more = if is_argument(example.gold.deprels[d]) {
                    regime.argument
                } else {
                    1.0
                };
                self.loss += cross_entropy(row, usize::from(example.gold.heads[d]), base * more);
                row[d + 1] = 0.0;
            }
            let dependents_at = start * width + layout.arc_columns[0];
            // Dependents: through the heads and through the root.
            multiply(
                View::strided(&scores[1..], n, n, n + 1),
                View::strided(&forms[start * (a + 1)..], n, a, a + 1),
                &mut delta[dependents_at..],
                width,
                true,
            );
            multiply(
                View::strided(&scores[1..], n, n, n + 1).t(),
                View::strided(&self.units[dependents_at..], n, a, width),
                &mut form_delta[start * (a + 1)..],
                a + 1,
                true,
            );
            let root = &forms[words * (a + 1)..];
            let near = layout.distance.of_mut(grads);
            for (d, row) in scores.chunks_exact(n + 1).enumerate() {
                let at = (start + d) * width + layout.arc_columns[0];
                axpy(row[0], &root[..a], &mut delta[at..at + a]);
                axpy(
                    row[0],
                    &self.units[at..at + a],
                    &mut form_delta[words * (a + 1)..words * (a + 1) + a],
                );
                form_delta[words * (a + 1) + a] += row[0];
                for (h, score) in row[1..].iter().enumerate() {
                    form_delta[(start + h) * (a + 1) + a] += score;
                    near[distance(d, h)] += score;
                }
            }
            start += n;
        }
        multiply(
            View::strided(&self.units[layout.arc_columns[1]..], words + 1, a, width).t(),
            View::new(&form_delta, words + 1, a + 1),
            layout.arc.of_mut(grads),
            a + 1,
            true,
        );
        multiply(
            View::new(&form_delta, words + 1, a + 1),
            View::new(layout.arc.of(&weights.dense), a, a + 1).t(),
            &mut delta[layout.arc_columns[1]..],
            width,
            true,
        );
    }

    /// Both sides of each arc, multiplied and one by one: what the labels are read from.
    fn label_inputs(&self, layout: &Layout, start: usize, heads: &[u16], words: usize) -> Vec<f32> {
        let (l, width) = (layout.config.label, layout.units.cols);
        let mut inputs = vec![0.0f32; heads.len() * 3 * l];
        for (d, (row, &head)) in inputs.chunks_exact_mut(3 * l).zip(heads).enumerate() {
            let dep_at = (start + d) * width + layout.arc_columns[2];
            let head_at = head_row(start, head, words) * width + layout.arc_columns[3];
            let (dep, head) = (
                &self.units[dep_at..dep_at + l],
                &self.units[head_at..head_at + l],
            );
            for i in 0..l {
                row[i] = dep[i] * head[i];
            }
            row[l..2 * l].copy_from_slice(dep);
            row[2 * l..].copy_from_slice(head);
        }
        inputs
    }

    pub(super) fn label_logits(
        &self,
        layout: &Layout,
        weights: &Weights,
        start: usize,
        heads: &[u16],
        words: usize,
    ) -> Vec<f32> {
        let inputs = self.label_inputs(layout, start, heads, words);
        label_products(layout, weights, &inputs, heads.len())
    }

    pub(super) fn labels(
        &mut self,
        model: Model,
        task: Task,
        grads: &mut [f32],
        delta: &mut [f32],
    ) {
        let Model {
            layout, weights, ..
        } = model;
        let Task {
            regime,
            batch,
            per_word,
        } = task;
        let words: usize = batch.iter().map(|e| e.forms.len()).sum();
        let (l, width, relations) = (layout.config.label, layout.units.cols, layout.label.cols);
        let mut inputs = Vec::with_capacity(words * 3 * l);
        let mut start = 0;
        for example in batch {
            inputs.extend(self.label_inputs(layout, start, &example.gold.heads, words));
            start += example.forms.len();
        }
        let mut scores = label_products(layout, weights, &inputs, words);
        let golds = batch
            .iter()
            .flat_map(|e| e.gold.deprels.iter().map(|&d| (d, e.gold.weight)));
        for (row, (gold, weight)) in scores.chunks_exact_mut(relations).zip(golds) {
            let more = if is_argument(gold) {
                regime.argument
            } else {
                1.0
            };
            self.loss += cross_entropy(
                row,
                usize::from(gold),
                per_word * regime.losses[5] * weight * more,
            );
        }
        add_columns(&scores, relations, layout.label_bias.of_mut(grads));
        multiply(
            View::new(&inputs, words, 3 * l).t(),
            View::new(&scores, words, relations),
            layout.label.of_mut(grads),
            relations,
            true,
        );
        let mut input_delta = vec![0.0f32; words * 3 * l];
        multiply(
            View::new(&scores, words, relations),
            View::new(layout.label.of(&weights.dense), 3 * l, relations).t(),
            &mut input_delta,
            3 * l,
            false,
        );
        let mut start = 0;
        for example in batch {
            for (d, &head) in example.gold.heads.iter().enumerate() {
                let row = start + d;
                let di = &input_delta[row * 3 * l..(row + 1) * 3 * l];
                let x = &inputs[row * 3 * l..(row + 1) * 3 * l];
                let dep_at = row * width + layout.arc_columns[2];
                for i in 0..l {
                    delta[dep_at + i] += di[i] * x[2 * l + i] + di[l + i];
                }
                let head_at = head_row(start, head, words) * width + layout.arc_columns[3];
                for i in 0..l {
                    delta[head_at + i] += di[i] * x[l + i] + di[2 * l + i];
                }
            }
            start += example.forms.len();
        }
    }
}

/// The relation `root` belongs to the root alone.
pub(super) fn best_label(row: &[f32], root: bool) -> u8 {
    let special = Deprel::Root as usize;
    if root {
        return special as u8;
    }
    let mut row = row.to_vec();
    row[special] = f32::NEG_INFINITY;
    argmax(&row) as u8
}

/// Relations whose arcs carry the claims.
fn is_argument(deprel: u8) -> bool {
    matches!(
        Deprel::ALL[usize::from(deprel)].base(),
        "nsubj"
            | "obj"
            | "iobj"
            | "obl"
            | "nmod"
            | "conj"
            | "appos"
            | "acl"
            | "advcl"
            | "ccomp"
            | "xcomp"
            | "nummod"
    )
}

fn head_row(start: usize, head: u16, words: usize) -> usize {
    match usize::from(head).checked_sub(1) {
        None => words,
        Some(h) => start + h,
    }
}

fn label_products(layout: &Layout, weights: &Weights, inputs: &[f32], rows: usize) -> Vec<f32> {
    let (l, relations) = (layout.config.label, layout.label.cols);
    let mut scores = Vec::with_capacity(rows * relations);
    for _ in 0..rows {
        scores.extend_from_slice(layout.label_bias.of(&weights.dense));
    }
    multiply(
        View::new(inputs, rows, 3 * l),
        View::new(layout.label.of(&weights.dense), 3 * l, relations),
        &mut scores,
        relations,
        true,
    );
    scores
}
