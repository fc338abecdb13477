//! A layer of the network: two LSTMs, one reading from the left and one from the right.

use super::ModelError;
use super::file::QuantisedMatrix;
use super::kernel::Matrix;
use super::nonlinear::{sigmoid, tanh, to_byte};
use super::vectorised::vectorised;

/// The byte that stands for zero where inputs may be negative.
pub const MIDDLE: i32 = 64;

/// Both directions.
#[derive(Debug)]
pub struct Layer {
    directions: [Direction; 2],
    hidden: usize,
}

#[derive(Debug)]
struct Direction {
    input: Matrix,
    recurrent: Matrix,
    /// Of both matrices together.
    bias: Vec<f32>,
}

/// Buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct LayerBuffers {
    input_sums: Vec<i32>,
    sums: Vec<i32>,
    gates: Vec<f32>,
    cell: Vec<f32>,
    state: Vec<u8>,
}

impl Layer {
    /// A layer that reads `inputs` bytes a word.
    pub fn new(file: &[[QuantisedMatrix; 2]; 2], inputs: usize) -> Result<Self, ModelError> {
        let hidden = file[0][1].cols as usize;
        for [input, recurrent] in file {
            let fits = input.cols as usize == inputs
                && recurrent.cols as usize == hidden
                && [input, recurrent]
                    .iter()
                    .all(|m| m.rows as usize == 4 * hidden)
                && hidden.is_multiple_of(8)
                && inputs.is_multiple_of(8);
            if !fits {
                return Err(ModelError::Damaged("a layer does not fit the one below"));
            }
        }
        Ok(Self {
            directions: file.each_ref().map(|[input, recurrent]| {
                let input = matrix(input, MIDDLE);
                let recurrent = matrix(recurrent, MIDDLE);
                let both = input.bias.iter().zip(&recurrent.bias);
                Direction {
                    bias: both.map(|(a, b)| a + b).collect(),
                    input,
                    recurrent,
                }
            }),
            hidden,
        })
    }

    /// Bytes a word that come out.
    pub fn width(&self) -> usize {
        2 * self.hidden
    }

    /// Reads `words` inputs and fills `out` with one row a word.
    pub fn run(
        &self,
        words: usize,
        input: &[u8],
        out: &mut Vec<u8>,
        buffers: &mut LayerBuffers,
        wide: bool,
    ) {
        let (h, width) = (self.hidden, self.width());
        out.clear();
        out.resize(words * width, 0);
        for (side, direction) in self.directions.iter().enumerate() {
            buffers.input_sums.clear();
            buffers.input_sums.resize(words * 4 * h, 0);
            let stride = direction.input.depth();
            direction
                .input
                .sums(input, stride, &mut buffers.input_sums, wide);
            buffers.cell.clear();
            buffers.cell.resize(h, 0.0);
            buffers.state.clear();
            buffers.state.resize(h, MIDDLE as u8);
            buffers.gates.clear();
            buffers.gates.resize(4 * h, 0.0);
            buffers.sums.clear();
            buffers.sums.resize(4 * h, 0);
            for t in 0..words {
                let word = if side == 0 { t } else { words - 1 - t };
                direction
                    .recurrent
                    .sums(&buffers.state, h, &mut buffers.sums, wide);
                let sums = Sums {
                    input: &buffers.input_sums[word * 4 * h..(word + 1) * 4 * h],
                    input_scale: &direction.input.scale,
                    state: &buffers.sums,
                    state_scale: &direction.recurrent.scale,
                    bias: &direction.bias,
                };
                step(
                    wide,
                    &sums,
                    &mut buffers.gates,
                    &mut buffers.cell,
                    &mut buffers.state,
                );
                let at = word * width + side * h;
                out[at..at + h].copy_from_slice(&buffers.state);
            }
        }
    }
}

/// The kernel's matrix from the file's.
pub fn matrix(file: &QuantisedMatrix, middle: i32) -> Matrix {
    Matrix::new(
        &file.weights,
        file.rows as usize,
        file.cols as usize,
        file.scale.clone(),
        &file.bias,
        middle,
    )
}

/// What the gates of a step are computed from: input, forget, output, candidate.
struct Sums<'a> {
    input: &'a [i32],
    input_scale: &'a [f32],
    state: &'a [i32],
    state_scale: &'a [f32],
    bias: &'a [f32],
}

vectorised! {
    /// Moves cell and state on by one word; `gates` is a buffer.
    fn step(sums: &Sums, gates: &mut [f32], cell: &mut [f32], state: &mut [u8]) {
        let h = cell.len();
        let inputs = sums.input.iter().zip(sums.input_scale);
        let states = sums.state.iter().zip(sums.state_scale);
        for (((gate, (x, x_scale)), (s, s_scale)), bias) in
            gates.iter_mut().zip(inputs).zip(states).zip(sums.bias)
        {
            *gate = *x as f32 * x_scale + *s as f32 * s_scale + bias;
        }
        let (open, candidate) = gates.split_at_mut(3 * h);
        for gate in open.iter_mut() {
            *gate = sigmoid(*gate);
        }
        for value in candidate.iter_mut() {
            *value = tanh(*value);
        }
        let (input, open) = open.split_at(h);
        let (forget, output) = open.split_at(h);
        for (((c, i), f), g) in cell.iter_mut().zip(input).zip(forget).zip(&*candidate) {
            *c = f * *c + i * g;
        }
        for (value, c) in candidate.iter_mut().zip(&*cell) {
            *value = tanh(*c);
        }
        for ((byte, o), value) in state.iter_mut().zip(output).zip(&*candidate) {
            *byte = to_byte(o * value * 63.0 + 64.0);
        }
    }
}
