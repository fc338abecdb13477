//! The network in floating point: from words to losses and back to gradients, a batch at a time.

mod sparse;
mod trees;

pub use sparse::SparseGradient;

use crate::corpus::Gold;
use crate::layout::{Layout, NAMES, Output, UPOS, XPOS};
use crate::lexicon::{Lexicon, UNKNOWN};
use crate::lstm::{PackedDirection, Packing, Trace};
use crate::math::{Random, View, add_columns, add_to, argmax, cross_entropy, multiply};
use crate::packed::Packed;
use crate::vectorised;
use contingent_syntax::shared::{TreeBuffers, best_tree};
use trees::best_label;

/// A sentence ready for the network: its words as forms of the lexicon.
pub struct Example {
    /// Numbers of its forms.
    pub forms: Vec<u32>,
    /// What is known of it.
    pub gold: Gold,
}

/// All weights of a model.
#[derive(Clone)]
pub struct Weights {
    /// The flat weights of [`Layout`].
    pub dense: Vec<f32>,
    /// Word vectors.
    pub words: Vec<f32>,
    /// Vectors of clues.
    pub clues: Vec<f32>,
}

/// A model while it learns or answers.
#[derive(Clone, Copy)]
pub struct Model<'a> {
    /// Its shape.
    pub layout: &'a Layout,
    /// Its words.
    pub lexicon: &'a Lexicon,
    /// What it has learned.
    pub weights: &'a Weights,
    /// The large weights, packed.
    pub packs: &'a Packs,
}

/// What one worker learns from at once.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// What is hidden and what weighs how much.
    pub regime: &'a Regime,
    /// Sentences, longest first.
    pub batch: &'a [&'a Example],
    /// One over the number of words of the whole batch.
    pub per_word: f32,
}

/// How much of what is hidden from the network while it learns, and what each task weighs.
#[derive(Clone, Copy, Debug)]
pub struct Regime {
    /// Share of words whose own vector is that of the unknown word.
    pub word_drop: f32,
    /// Share of words whose clues are left out.
    pub clue_drop: f32,
    /// Dropout between layers.
    pub layer_drop: f32,
    /// Dropout of the recurrent state.
    pub state_drop: f32,
    /// Dropout of the hidden units of the heads.
    pub unit_drop: f32,
    /// Weights of the losses: UPOS, XPOS, names, entities, arcs, labels.
    pub losses: [f32; 6],
    /// How much more the arcs and labels of arguments and modifiers of nouns weigh.
    pub argument: f32,
}

/// What the network says about a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guess {
    /// Numbers of the tags.
    pub upos: Vec<u8>,
    /// Numbers of the tags.
    pub xpos: Vec<u8>,
    /// 0 for the root, else one more than the index of the head.
    pub heads: Vec<u16>,
    /// Numbers of the relations.
    pub deprels: Vec<u8>,
    /// Numbers of the name tags.
    pub names: Vec<u8>,
}

/// The large weights, packed once a batch for all workers.
pub struct Packs {
    layers: Vec<[PackedDirection; 2]>,
    units: Packed,
    units_back: Packed,
}

impl Packs {
    /// Packs the weights as they are now.
    pub fn new(layout: &Layout, dense: &[f32]) -> Self {
        let units = View::new(layout.units.of(dense), layout.units.rows, layout.units.cols);
        Self {
            layers: layout
                .layers
                .iter()
                .map(|l| l.each_ref().map(|d| d.pack(dense)))
                .collect(),
            units: Packed::new(units),
            units_back: Packed::new(units.t()),
        }
    }
}

/// Buffers of one worker.
#[derive(Default)]
pub struct Worker {
    traces: Vec<[Trace; 2]>,
    layers: Vec<Vec<f32>>,
    masks: Vec<Vec<f32>>,
    state_masks: Vec<Vec<f32>>,
    /// Hidden units of the last batch, one row a word and one for the root.
    pub units: Vec<f32>,
    unit_mask: Vec<f32>,
    /// For each word: whether its own vector and its clues were left out.
    hidden: Vec<(bool, bool)>,
    /// Gradient of the inputs, for the tables.
    pub input_delta: Vec<f32>,
    /// Sum of the losses and number of words of the last batch.
    pub loss: f32,
}

impl Worker {
    /// One pass forwards and backwards over `batch` (longest first); gradients of the flat weights are added to `grads`,
    /// those of the inputs left in `input_delta`.
    pub fn learn(&mut self, model: Model, task: Task, random: &mut Random, grads: &mut [f32]) {
        let Model { layout, packs, .. } = model;
        let batch = task.batch;
        let packing = self.encode(model, batch, Some((task.regime, random)));
        let words: usize = batch.iter().map(|e| e.forms.len()).sum();
        let width = layout.units.cols;
        let mut delta = vec![0.0f32; (words + 1) * width];
        self.loss = 0.0;
        for number in 0..layout.outputs.len() {
            self.classify(model, task, number, grads, &mut delta);
        }
        if layout.config.arc > 0 {
            self.arcs(model, task, grads, &mut delta);
            self.labels(model, task, grads, &mut delta);
        }
        // Through the units.
        for ((d, unit), keep) in delta.iter_mut().zip(&self.units).zip(&self.unit_mask) {
            *d = if *unit > 0.0 { *d * keep } else { 0.0 };
        }
        add_columns(&delta, width, layout.units_bias.of_mut(grads));
        let states = self.layers.last().map_or(&[][..], |l| l);
        let inputs = layout.units.rows;
        multiply(
            View::new(states, words + 1, inputs).t(),
            View::new(&delta, words + 1, width),
            layout.units.of_mut(grads),
            width,
            true,
        );
        let mut upper = vec![0.0f32; (words + 1) * inputs];
        packs
            .units_back
            .multiply(words + 1, (&delta, width), (&mut upper, inputs), false);
        add_to(&upper[words * inputs..], layout.root.of_mut(grads));
        // Through the layers.
        let lengths: Vec<usize> = batch.iter().map(|e| e.forms.len()).collect();
        for (l, directions) in layout.layers.iter().enumerate().rev() {
            let out = 2 * layout.config.hidden;
            apply_masks(&mut upper, out, &lengths, &self.masks[l]);
            let mut lower = vec![0.0f32; words * directions[0].inputs];
            for (side, direction) in directions.iter().enumerate() {
                let order = if side == 0 {
                    &packing.from_left
                } else {
                    &packing.from_right
                };
                direction.backward(
                    &packs.layers[l][side],
                    (&packing.steps, order),
                    &self.state_masks[2 * l + side],
                    &mut self.traces[l][side],
                    (&upper, out, side * layout.config.hidden),
                    (grads, &mut lower),
                );
            }
            upper = lower;
        }
        self.input_delta = upper;
    }

    /// Adds the gradient of the inputs to that of the tables, and notes the rows touched.
    pub fn scatter(
        &self,
        layout: &Layout,
        lexicon: &Lexicon,
        batch: &[&Example],
        words: &mut SparseGradient,
        clues: &mut SparseGradient,
    ) {
        let (dw, dc) = (layout.config.word, layout.config.clue);
        let forms = batch.iter().flat_map(|e| &e.forms);
        for ((delta, &form), &(no_word, no_clues)) in self
            .input_delta
            .chunks_exact(dw + dc)
            .zip(forms)
            .zip(&self.hidden)
        {
            let entry = lexicon.entry(form);
            let word = if no_word { UNKNOWN } else { entry.word };
            words.add(word, &delta[..dw]);
            if !no_clues {
                for &row in &entry.rows[usize::from(no_word && entry.own)..] {
                    clues.add(row, &delta[dw..]);
                }
            }
        }
    }

    /// Tags, trees and names of some sentences (longest first).
    pub fn guess(&mut self, model: Model, batch: &[&Example]) -> Vec<Guess> {
        let Model {
            layout, weights, ..
        } = model;
        self.encode(model, batch, None);
        let words: usize = batch.iter().map(|e| e.forms.len()).sum();
        let width = layout.units.cols;
        let classes: Vec<Vec<f32>> = layout
            .outputs
            .iter()
            .map(|output| logits(output, &weights.dense, &self.units, words, width))
            .collect();
        let trees = layout.config.arc > 0;
        let forms = if trees {
            self.arc_forms(layout, weights, words)
        } else {
            Vec::new()
        };
        let mut guesses = Vec::new();
        let mut start = 0;
        let mut buffers = TreeBuffers::default();
        let mut heads = Vec::new();
        for example in batch {
            let n = example.forms.len();
            let pick = |task: usize| -> Vec<u8> {
                let cols = layout.outputs[task].weights.cols;
                classes[task][start * cols..(start + n) * cols]
                    .chunks_exact(cols)
                    .map(|row| argmax(row) as u8)
                    .collect()
            };
            let (mut tree, mut deprels) = (vec![0; n], vec![0; n]);
            if trees {
                let scores = self.arc_scores(layout, weights, &forms, start, n, words);
                let whole: Vec<i32> = scores.iter().map(|s| (s * 4096.0) as i32).collect();
                best_tree(&whole, n, &mut heads, &mut buffers);
                tree = heads.iter().map(|&h| h as u16).collect();
                let label = self.label_logits(layout, weights, start, &tree, words);
                deprels = label
                    .chunks_exact(layout.label.cols)
                    .zip(&tree)
                    .map(|(row, &head)| best_label(row, head == 0))
                    .collect();
            }
            let cols = layout.outputs[NAMES].weights.cols;
            guesses.push(Guess {
                upos: pick(UPOS),
                xpos: pick(XPOS),
                heads: tree,
                deprels,
                names: best_names(&classes[NAMES][start * cols..(start + n) * cols]),
            });
            start += n;
        }
        guesses
    }

    /// Scores of the name tags of some sentences (longest first): for each its rows of `NAME_TAGS` numbers.
    pub fn name_scores(&mut self, model: Model, batch: &[&Example]) -> Vec<Vec<f32>> {
        let Model {
            layout, weights, ..
        } = model;
        self.encode(model, batch, None);
        let words: usize = batch.iter().map(|e| e.forms.len()).sum();
        let output = &layout.outputs[NAMES];
        let scores = logits(
            output,
            &weights.dense,
            &self.units,
            words,
            layout.units.cols,
        );
        let mut rest = &scores[..];
        batch
            .iter()
            .map(|example| {
                let (rows, after) = rest.split_at(example.forms.len() * output.weights.cols);
                rest = after;
                rows.to_vec()
            })
            .collect()
    }

    /// Runs the words through the layers and the hidden units.
    fn encode(
        &mut self,
        model: Model,
        batch: &[&Example],
        mut learning: Option<(&Regime, &mut Random)>,
    ) -> Packing {
        let Model {
            layout,
            weights,
            packs,
            ..
        } = model;
        let lengths: Vec<usize> = batch.iter().map(|e| e.forms.len()).collect();
        let packing = Packing::new(&lengths);
        let words: usize = lengths.iter().sum();
        self.hidden.clear();
        for _ in 0..words {
            self.hidden.push(match &mut learning {
                None => (false, false),
                Some((regime, random)) => {
                    let no_word = random.unit() < regime.word_drop;
                    let no_clues = !no_word && random.unit() < regime.clue_drop;
                    (no_word, no_clues)
                }
            });
        }
        let mut input = self.inputs(model, batch);
        self.traces
            .resize_with(layout.layers.len(), Default::default);
        self.layers.resize_with(layout.layers.len(), Vec::new);
        self.masks.resize_with(layout.layers.len(), Vec::new);
        self.state_masks
            .resize_with(2 * layout.layers.len(), Vec::new);
        let h = layout.config.hidden;
        for (l, directions) in layout.layers.iter().enumerate() {
            let mut out = vec![0.0f32; (words + 1) * 2 * h];
            for (side, direction) in directions.iter().enumerate() {
                let mask = &mut self.state_masks[2 * l + side];
                mask.clear();
                if let Some((regime, random)) = &mut learning
                    && regime.state_drop > 0.0
                {
                    mask.resize(batch.len() * h, 0.0);
                    random.mask(regime.state_drop, mask);
                }
                let order = if side == 0 {
                    &packing.from_left
                } else {
                    &packing.from_right
                };
                direction.forward(
                    (&weights.dense, &packs.layers[l][side]),
                    (&packing.steps, order),
                    &input,
                    mask,
                    &mut self.traces[l][side],
                    (&mut out, 2 * h, side * h),
                );
            }
            let mask = &mut self.masks[l];
            mask.clear();
            if let Some((regime, random)) = &mut learning {
                mask.resize(batch.len() * 2 * h, 0.0);
                random.mask(regime.layer_drop, mask);
                apply_masks(&mut out, 2 * h, &lengths, mask);
            }
            let top = l + 1 == layout.layers.len();
            if top {
                out[words * 2 * h..].copy_from_slice(layout.root.of(&weights.dense));
            }
            self.layers[l] = out;
            if !top {
                input.clear();
                input.extend_from_slice(&self.layers[l][..words * 2 * h]);
            }
        }
        let width = layout.units.cols;
        self.units.clear();
        for _ in 0..=words {
            self.units
                .extend_from_slice(layout.units_bias.of(&weights.dense));
        }
        let states = self.layers.last().map_or(&[][..], |l| l);
        packs
            .units
            .multiply(words + 1, (states, 2 * h), (&mut self.units, width), true);
        self.unit_mask.clear();
        self.unit_mask.resize(self.units.len(), 1.0);
        if let Some((regime, random)) = &mut learning {
            random.mask(regime.unit_drop, &mut self.unit_mask);
        }
        rectify(&mut self.units, &self.unit_mask);
        packing
    }

    /// What the first layer reads, as the last batch was hidden.
    pub fn inputs(&self, model: Model, batch: &[&Example]) -> Vec<f32> {
        let Model {
            layout,
            lexicon,
            weights,
            ..
        } = model;
        let (dw, dc) = (layout.config.word, layout.config.clue);
        let mut input = Vec::new();
        let forms = batch.iter().flat_map(|e| &e.forms);
        for (&form, &(no_word, no_clues)) in forms.zip(&self.hidden) {
            let entry = lexicon.entry(form);
            let word = if no_word { UNKNOWN } else { entry.word } as usize * dw;
            input.extend_from_slice(&weights.words[word..word + dw]);
            let at = input.len();
            input.resize(at + dc, 0.0);
            if !no_clues {
                for &row in &entry.rows[usize::from(no_word && entry.own)..] {
                    let row = row as usize * dc;
                    add_to(&weights.clues[row..row + dc], &mut input[at..]);
                }
            }
        }
        input
    }

    fn classify(
        &mut self,
        model: Model,
        task: Task,
        number: usize,
        grads: &mut [f32],
        delta: &mut [f32],
    ) {
        let weights = model.weights;
        let output = &model.layout.outputs[number];
        let Task {
            regime,
            batch,
            per_word,
        } = task;
        let words: usize = batch.iter().map(|e| e.forms.len()).sum();
        let width = self.units.len() / (words + 1);
        let (units, classes) = (output.weights.rows, output.weights.cols);
        let mut scores = logits(output, &weights.dense, &self.units, words, width);
        let mut start = 0;
        for example in batch {
            let gold = match number {
                UPOS => &example.gold.upos,
                XPOS => &example.gold.xpos,
                NAMES => &example.gold.names,
                _ => &example.gold.entities,
            };
            let n = example.forms.len();
            let rows = &mut scores[start * classes..(start + n) * classes];
            if gold.is_empty() {
                rows.fill(0.0);
            }
            let weight = per_word * regime.losses[number] * example.gold.weight;
            for (row, &gold) in rows.chunks_exact_mut(classes).zip(gold) {
                self.loss += cross_entropy(row, usize::from(gold), weight);
            }
            start += n;
        }
        add_columns(&scores, classes, output.bias.of_mut(grads));
        multiply(
            View::strided(&self.units[output.column..], words, units, width).t(),
            View::new(&scores, words, classes),
            output.weights.of_mut(grads),
            classes,
            true,
        );
        multiply(
            View::new(&scores, words, classes),
            View::new(output.weights.of(&weights.dense), units, classes).t(),
            &mut delta[output.column..],
            width,
            true,
        );
    }
}

fn logits(output: &Output, dense: &[f32], units: &[f32], words: usize, width: usize) -> Vec<f32> {
    let (inputs, classes) = (output.weights.rows, output.weights.cols);
    let mut scores = Vec::with_capacity(words * classes);
    for _ in 0..words {
        scores.extend_from_slice(output.bias.of(dense));
    }
    multiply(
        View::strided(&units[output.column..], words, inputs, width),
        View::new(output.weights.of(dense), inputs, classes),
        &mut scores,
        classes,
        true,
    );
    scores
}

/// The best sequence in which "inside" only follows its own kind (Viterbi over the seven tags).
pub fn best_names(scores: &[f32]) -> Vec<u8> {
    let tags = crate::corpus::NAME_TAGS.len();
    let allowed = |from: usize, to: usize| to == 0 || to % 2 == 1 || from == to || from + 1 == to;
    let mut best = vec![0.0f32; tags];
    let mut back: Vec<Vec<usize>> = Vec::new();
    for (i, row) in scores.chunks_exact(tags).enumerate() {
        let mut next = vec![f32::NEG_INFINITY; tags];
        let mut from = vec![0; tags];
        for to in 0..tags {
            for (previous, &score) in best.iter().enumerate() {
                let fits = if i == 0 {
                    previous == 0 && allowed(0, to)
                } else {
                    allowed(previous, to)
                };
                if fits && score + row[to] > next[to] {
                    next[to] = score + row[to];
                    from[to] = previous;
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut tag = argmax(&best);
    let mut names = vec![0u8; back.len()];
    for (name, from) in names.iter_mut().zip(&back).rev() {
        *name = tag as u8;
        tag = from[tag];
    }
    names
}

/// Multiplies the rows of each sentence by its mask; rows beyond the words stay.
fn apply_masks(rows: &mut [f32], width: usize, lengths: &[usize], masks: &[f32]) {
    let mut rows = rows.chunks_exact_mut(width);
    for (length, mask) in lengths.iter().zip(masks.chunks_exact(width)) {
        for row in rows.by_ref().take(*length) {
            scale(row, mask);
        }
    }
}

vectorised! {
    fn scale(row: &mut [f32], mask: &[f32]) {
        for (value, keep) in row.iter_mut().zip(mask) {
            *value *= keep;
        }
    }
}

vectorised! {
    fn rectify(units: &mut [f32], mask: &[f32]) {
        for (unit, keep) in units.iter_mut().zip(mask) {
            *unit = if *unit > 0.0 { *unit * keep } else { 0.0 };
        }
    }
}
