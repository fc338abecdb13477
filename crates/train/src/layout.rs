//! The shape of the network, and where its weights lie in one flat vector.

use crate::corpus::NAME_TAGS;
use crate::lstm::Direction;
use crate::math::Random;
use contingent_text::{Deprel, Upos, Xpos};

/// Sizes that may be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// Numbers in a word vector.
    pub word: usize,
    /// Numbers in a vector of clues.
    pub clue: usize,
    /// State of one direction of the LSTM.
    pub hidden: usize,
    /// Layers of the LSTM.
    pub layers: usize,
    /// Hidden units before the tags.
    pub tag: usize,
    /// Hidden units before the names.
    pub name: usize,
    /// Hidden units of each side of an arc.
    pub arc: usize,
    /// Hidden units of each side of a label.
    pub label: usize,
}

/// Scores for the distance between word and head: so many steps to each side.
pub const DISTANCES: usize = 2 * NEAR;
const NEAR: usize = 12;

/// A matrix or a vector in the flat weights.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// First weight.
    pub at: usize,
    /// Rows; 1 for a vector.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
}

impl Slot {
    /// Number of weights.
    pub fn len(&self) -> usize {
        self.rows * self.cols
    }

    /// Its weights.
    pub fn of<'a>(&self, params: &'a [f32]) -> &'a [f32] {
        &params[self.at..self.at + self.len()]
    }

    /// Its weights, to change.
    pub fn of_mut<'a>(&self, params: &'a mut [f32]) -> &'a mut [f32] {
        &mut params[self.at..self.at + self.len()]
    }
}

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The sizes.
    pub config: Config,
    /// Left and right direction of each layer.
    pub layers: Vec<[Direction; 2]>,
    /// What the heads see in place of the state of a word when the head is the root.
    pub root: Slot,
    /// All hidden units of the heads side by side.
    pub units: Slot,
    /// Their bias.
    pub units_bias: Slot,
    /// Tags and names; the last, names made from GUM's entities, is only for training.
    pub outputs: [Output; 4],
    /// `arc x (arc + 1)`: the bilinear form of arcs, the last column scores heads alone.
    pub arc: Slot,
    /// Scores of distances.
    pub distance: Slot,
    /// `3 label x relations`.
    pub label: Slot,
    /// Relations.
    pub label_bias: Slot,
    /// First column of the units of: dependents of arcs, heads of arcs, dependents of labels, heads of labels.
    pub arc_columns: [usize; 4],
    /// Number of weights.
    pub len: usize,
}

/// A classifier over some of the hidden units.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// First column of its units.
    pub column: usize,
    /// `units x classes`.
    pub weights: Slot,
    /// Classes.
    pub bias: Slot,
}

/// The classifiers, by number.
pub const UPOS: usize = 0;
/// Penn tags.
pub const XPOS: usize = 1;
/// Names of Universal NER.
pub const NAMES: usize = 2;

impl Layout {
    /// Lays out a network of these sizes.
    pub fn new(config: Config) -> Self {
        let mut len = 0;
        let mut slot = |rows: usize, cols: usize| {
            let at = len;
            len += rows * cols;
            Slot { at, rows, cols }
        };
        let mut inputs = config.word + config.clue;
        let mut layers = Vec::new();
        for _ in 0..config.layers {
            layers.push([(); 2].map(|()| Direction {
                input_weights: slot(inputs, 4 * config.hidden).at,
                recurrent_weights: slot(config.hidden, 4 * config.hidden).at,
                bias: slot(1, 4 * config.hidden).at,
                inputs,
                hidden: config.hidden,
            }));
            inputs = 2 * config.hidden;
        }
        let width = config.tag + config.name + 2 * config.arc + 2 * config.label;
        let relations = Deprel::ALL.len();
        let root = slot(1, inputs);
        let units = slot(inputs, width);
        let units_bias = slot(1, width);
        let mut output = |column: usize, units: usize, classes: usize| Output {
            column,
            weights: slot(units, classes),
            bias: slot(1, classes),
        };
        let outputs = [
            output(0, config.tag, Upos::ALL.len()),
            output(0, config.tag, Xpos::ALL.len()),
            output(config.tag, config.name, NAME_TAGS.len()),
            output(config.tag, config.name, NAME_TAGS.len()),
        ];
        let first = config.tag + config.name;
        let arc_columns = [
            first,
            first + config.arc,
            first + 2 * config.arc,
            first + 2 * config.arc + config.label,
        ];
        let arc = slot(config.arc, config.arc + 1);
        let distance = slot(1, DISTANCES);
        let label = slot(3 * config.label, relations);
        let label_bias = slot(1, relations);
        Self {
            config,
            layers,
            root,
            units,
            units_bias,
            outputs,
            arc,
            distance,
            label,
            label_bias,
            arc_columns,
            len,
        }
    }

    /// Weights to start from: uniform as Glorot and Bengio (2010) advise, forget gates open.
    pub fn initial(&self, seed: u64) -> Vec<f32> {
        let mut random = Random::new(seed);
        let mut params = vec![0.0; self.len];
        let mut fill = |slot: Slot, fan_out: usize| {
            let limit = (6.0 / (slot.rows + fan_out) as f32).sqrt();
            for p in slot.of_mut(&mut params) {
                *p = (2.0 * random.unit() - 1.0) * limit;
            }
        };
        for direction in self.layers.iter().flatten() {
            let (h, x) = (direction.hidden, direction.inputs);
            fill(
                Slot {
                    at: direction.input_weights,
                    rows: x,
                    cols: 4 * h,
                },
                h,
            );
            fill(
                Slot {
                    at: direction.recurrent_weights,
                    rows: h,
                    cols: 4 * h,
                },
                h,
            );
        }
        fill(self.root, self.root.cols);
        fill(self.units, self.config.arc);
        for output in self.outputs {
            fill(output.weights, output.weights.cols);
        }
        fill(self.arc, self.arc.cols);
        fill(self.label, self.label.cols);
        for direction in self.layers.iter().flatten() {
            let h = direction.hidden;
            params[direction.bias + h..direction.bias + 2 * h].fill(1.0);
        }
        params
    }
}

/// Which score of [`Layout::distance`] an arc from word `dependent` to word `head` gets.
pub fn distance(dependent: usize, head: usize) -> usize {
    let steps = dependent.abs_diff(head).clamp(1, NEAR) - 1;
    if head > dependent {
        NEAR + steps
    } else {
        steps
    }
}
