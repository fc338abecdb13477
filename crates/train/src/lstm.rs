//! One direction of one LSTM layer, over a batch of sentences, forwards and backwards through time.

use crate::math::{View, add_columns, multiply, sigmoid, tanh};
use crate::packed::Packed;
use crate::vectorised;

/// How the sentences of a batch lie in memory, longest first.
///
/// Step `t` of the recurrence takes the `t`-th word (from the left or from the right) of all sentences
/// that have one; these rows stand together.
pub struct Packing {
    /// First row and number of rows of each step.
    pub steps: Vec<(usize, usize)>,
    /// For a packed row: the word's row in the batch, read from the left.
    pub from_left: Vec<u32>,
    /// The same read from the right.
    pub from_right: Vec<u32>,
}

impl Packing {
    /// `lengths` must fall.
    pub fn new(lengths: &[usize]) -> Self {
        let mut starts = Vec::new();
        let mut words = 0;
        for length in lengths {
            starts.push(words);
            words += length;
        }
        let (mut steps, mut from_left, mut from_right) = (Vec::new(), Vec::new(), Vec::new());
        for t in 0..lengths.first().copied().unwrap_or(0) {
            let active = lengths.partition_point(|&l| l > t);
            steps.push((from_left.len(), active));
            for s in 0..active {
                from_left.push((starts[s] + t) as u32);
                from_right.push((starts[s] + lengths[s] - 1 - t) as u32);
            }
        }
        Self {
            steps,
            from_left,
            from_right,
        }
    }
}

/// Where the weights of a direction lie in the flat parameters.
#[derive(Clone, Copy, Debug)]
pub struct Direction {
    /// `inputs x 4 hidden`, gates in the order input, forget, output, candidate.
    pub input_weights: usize,
    /// `hidden x 4 hidden`.
    pub recurrent_weights: usize,
    /// `4 hidden`.
    pub bias: usize,
    /// Width of the input.
    pub inputs: usize,
    /// Width of the state.
    pub hidden: usize,
}

/// The weights of a direction and their transposes, packed for one batch.
#[derive(Clone, Default)]
pub struct PackedDirection {
    input: Packed,
    recurrent: Packed,
    input_back: Packed,
    recurrent_back: Packed,
}

/// What the way forwards leaves for the way backwards.
#[derive(Default)]
pub struct Trace {
    input: Vec<f32>,
    previous: Vec<f32>,
    gates: Vec<f32>,
    cells: Vec<f32>,
    cell_tanh: Vec<f32>,
    outputs: Vec<f32>,
    delta: Vec<f32>,
    delta_input: Vec<f32>,
}

impl Direction {
    /// Packs the weights.
    pub fn pack(&self, params: &[f32]) -> PackedDirection {
        let gates = 4 * self.hidden;
        let input = View::new(&params[self.input_weights..], self.inputs, gates);
        let recurrent = View::new(&params[self.recurrent_weights..], self.hidden, gates);
        PackedDirection {
            input: Packed::new(input),
            recurrent: Packed::new(recurrent),
            input_back: Packed::new(input.t()),
            recurrent_back: Packed::new(recurrent.t()),
        }
    }

    /// Reads `input` (`words x inputs`) and writes the states into columns `column..` of `out` (rows `stride` wide).
    ///
    /// `mask` holds one row of recurrent dropout a sentence, or is empty.
    pub fn forward(
        &self,
        (params, packed): (&[f32], &PackedDirection),
        (steps, order): (&[(usize, usize)], &[u32]),
        input: &[f32],
        mask: &[f32],
        trace: &mut Trace,
        (out, stride, column): (&mut [f32], usize, usize),
    ) {
        let (n, x, h) = (order.len(), self.inputs, self.hidden);
        gather(input, x, order, &mut trace.input);
        trace.gates.clear();
        for _ in 0..n {
            trace
                .gates
                .extend_from_slice(&params[self.bias..self.bias + 4 * h]);
        }
        packed
            .input
            .multiply(n, (&trace.input, x), (&mut trace.gates, 4 * h), true);
        for buffer in [
            &mut trace.previous,
            &mut trace.cells,
            &mut trace.cell_tanh,
            &mut trace.outputs,
        ] {
            buffer.clear();
            buffer.resize(n * h, 0.0);
        }
        let mut before = 0;
        for (t, &(start, count)) in steps.iter().enumerate() {
            if t > 0 {
                let from = &trace.outputs[before * h..(before + count) * h];
                let to = &mut trace.previous[start * h..(start + count) * h];
                to.copy_from_slice(from);
                if !mask.is_empty() {
                    for (value, keep) in to.iter_mut().zip(mask) {
                        *value *= keep;
                    }
                }
                packed.recurrent.multiply(
                    count,
                    (to, h),
                    (&mut trace.gates[start * 4 * h..], 4 * h),
                    true,
                );
            }
            let (old, new) = trace.cells.split_at_mut(start * h);
            for b in 0..count {
                let row = start + b;
                step(
                    &mut trace.gates[row * 4 * h..(row + 1) * 4 * h],
                    if t > 0 {
                        &old[(before + b) * h..(before + b + 1) * h]
                    } else {
                        &[]
                    },
                    &mut new[b * h..(b + 1) * h],
                    &mut trace.cell_tanh[row * h..(row + 1) * h],
                    &mut trace.outputs[row * h..(row + 1) * h],
                );
            }
            before = start;
        }
        for (row, &word) in order.iter().enumerate() {
            let at = word as usize * stride + column;
            out[at..at + h].copy_from_slice(&trace.outputs[row * h..(row + 1) * h]);
        }
    }

    /// Takes the gradient of the states and adds those of the weights and of the input.
    pub fn backward(
        &self,
        packed: &PackedDirection,
        (steps, order): (&[(usize, usize)], &[u32]),
        mask: &[f32],
        trace: &mut Trace,
        (out, stride, column): (&[f32], usize, usize),
        (grads, delta_words): (&mut [f32], &mut [f32]),
    ) {
        let (n, x, h) = (order.len(), self.inputs, self.hidden);
        trace.delta.clear();
        trace.delta.resize(n * 4 * h, 0.0);
        let widest = steps.first().map_or(0, |s| s.1);
        let mut cell_delta = vec![0.0f32; widest * h];
        let mut state_delta = vec![0.0f32; widest * h];
        let mut later = 0;
        for (t, &(start, count)) in steps.iter().enumerate().rev() {
            let before = t.checked_sub(1).map(|t| steps[t].0);
            for b in 0..count {
                let row = start + b;
                let at = order[row] as usize * stride + column;
                let state = &mut state_delta[b * h..(b + 1) * h];
                if b >= later {
                    state.fill(0.0);
                    cell_delta[b * h..(b + 1) * h].fill(0.0);
                } else if !mask.is_empty() {
                    for (value, keep) in state.iter_mut().zip(&mask[b * h..(b + 1) * h]) {
                        *value *= keep;
                    }
                }
                step_back(
                    &trace.gates[row * 4 * h..(row + 1) * 4 * h],
                    before.map_or(&[], |p| &trace.cells[(p + b) * h..(p + b + 1) * h]),
                    &trace.cell_tanh[row * h..(row + 1) * h],
                    &out[at..at + h],
                    state,
                    &mut cell_delta[b * h..(b + 1) * h],
                    &mut trace.delta[row * 4 * h..(row + 1) * 4 * h],
                );
            }
            if t > 0 {
                packed.recurrent_back.multiply(
                    count,
                    (&trace.delta[start * 4 * h..], 4 * h),
                    (&mut state_delta, h),
                    false,
                );
            }
            later = count;
        }
        add_columns(
            &trace.delta,
            4 * h,
            &mut grads[self.bias..self.bias + 4 * h],
        );
        multiply(
            View::new(&trace.previous, n, h).t(),
            View::new(&trace.delta, n, 4 * h),
            &mut grads[self.recurrent_weights..],
            4 * h,
            true,
        );
        multiply(
            View::new(&trace.input, n, x).t(),
            View::new(&trace.delta, n, 4 * h),
            &mut grads[self.input_weights..],
            4 * h,
            true,
        );
        trace.delta_input.resize(n * x, 0.0);
        packed
            .input_back
            .multiply(n, (&trace.delta, 4 * h), (&mut trace.delta_input, x), false);
        for (row, &word) in order.iter().enumerate() {
            let at = word as usize * x;
            crate::math::add_to(
                &trace.delta_input[row * x..(row + 1) * x],
                &mut delta_words[at..at + x],
            );
        }
    }
}

fn gather(input: &[f32], width: usize, order: &[u32], out: &mut Vec<f32>) {
    out.clear();
    for &word in order {
        let at = word as usize * width;
        out.extend_from_slice(&input[at..at + width]);
    }
}

vectorised! {
    /// Turns sums into gates in place and moves the state on; `old` is empty at the first word.
    fn step(gates: &mut [f32], old: &[f32], cell: &mut [f32], cell_tanh: &mut [f32], state: &mut [f32]) {
        let h = cell.len();
        let (input, rest) = gates.split_at_mut(h);
        let (forget, rest) = rest.split_at_mut(h);
        let (output, candidate) = rest.split_at_mut(h);
        for v in input.iter_mut() {
            *v = sigmoid(*v);
        }
        for v in forget.iter_mut() {
            *v = sigmoid(*v);
        }
        for v in output.iter_mut() {
            *v = sigmoid(*v);
        }
        for v in candidate.iter_mut() {
            *v = tanh(*v);
        }
        for ((c, i), g) in cell.iter_mut().zip(&*input).zip(&*candidate) {
            *c = i * g;
        }
        for ((c, f), o) in cell.iter_mut().zip(&*forget).zip(old) {
            *c += f * o;
        }
        for (((c, t), s), o) in cell.iter().zip(cell_tanh.iter_mut()).zip(state.iter_mut()).zip(&*output) {
            *t = tanh(*c);
            *s = o * *t;
        }
    }
}

vectorised! {
    /// The chain rule over one step; `cell_delta` becomes that of the step before.
    fn step_back(
        gates: &[f32],
        old: &[f32],
        cell_tanh: &[f32],
        out_delta: &[f32],
        state_delta: &[f32],
        cell_delta: &mut [f32],
        delta: &mut [f32],
    ) {
        let h = cell_delta.len();
        let (gi, rest) = gates.split_at(h);
        let (gf, rest) = rest.split_at(h);
        let (go, gg) = rest.split_at(h);
        let (di, rest) = delta.split_at_mut(h);
        let (df, rest) = rest.split_at_mut(h);
        let (d_o, dg) = rest.split_at_mut(h);
        let (out_delta, state_delta, cell_tanh) = (&out_delta[..h], &state_delta[..h], &cell_tanh[..h]);
        let (di, df, d_o, dg) = (&mut di[..h], &mut df[..h], &mut d_o[..h], &mut dg[..h]);
        let (gi, gf, go, gg) = (&gi[..h], &gf[..h], &go[..h], &gg[..h]);
        for j in 0..h {
            let d = out_delta[j] + state_delta[j];
            let t = cell_tanh[j];
            d_o[j] = d * t * go[j] * (1.0 - go[j]);
            let c = cell_delta[j] + d * go[j] * (1.0 - t * t);
            di[j] = c * gg[j] * gi[j] * (1.0 - gi[j]);
            dg[j] = c * gi[j] * (1.0 - gg[j] * gg[j]);
            df[j] = c * gf[j] * (1.0 - gf[j]);
            cell_delta[j] = c * gf[j];
        }
        if old.is_empty() {
            df.fill(0.0);
        } else {
            for (d, c) in df.iter_mut().zip(old) {
                *d *= c;
            }
        }
    }
}
