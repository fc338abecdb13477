//! A layer of the network: two LSTMs, one reading from the left and one from the right.

use super::ModelError;
use super::file::QuantisedMatrix;
use super::kernel::Matrix;
use super::nonlinear::{sigmoid, tanh, to_byte};
use super::vectorised::vectorised;

/// The byte that stands for zero where inputs may be negative.
pub const MIDDLE: i32 = 128;

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
                && hidden % 8 == 0
                && inputs % 4 == 0;
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
            buffers.sums.clear();
            buffers.sums.resize(4 * h, 0);
            for t in 0..words {
                let word = if side == 0 { t } else { words - 1 - t };
                direction
                    .recurrent
                    .sums(&buffers.state, h, &mut buffers.sums, wide);
                let gates = Gates {
                    input_sums: &buffers.input_sums[word * 4 * h..(word + 1) * 4 * h],
                    input_scale: &direction.input.scale,
                    sums: &buffers.sums,
                    scale: &direction.recurrent.scale,
                    bias: &direction.bias,
                };
                step(wide, &gates, &mut buffers.cell, &mut buffers.state);
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
struct Gates<'a> {
    input_sums: &'a [i32],
    input_scale: &'a [f32],
    sums: &'a [i32],
    scale: &'a [f32],
    bias: &'a [f32],
}

impl Gates<'_> {
    #[inline(always)]
    fn part(&self, gate: usize, hidden: usize) -> Gates<'_> {
        let range = gate * hidden..(gate + 1) * hidden;
        Gates {
            input_sums: &self.input_sums[range.clone()],
            input_scale: &self.input_scale[range.clone()],
            sums: &self.sums[range.clone()],
            scale: &self.scale[range.clone()],
            bias: &self.bias[range],
        }
    }

    #[inline(always)]
    fn value(&self, j: usize) -> f32 {
        self.input_sums[j] as f32 * self.input_scale[j]
            + self.sums[j] as f32 * self.scale[j]
            + self.bias[j]
    }
}

vectorised! {
    /// Moves cell and state on by one word.
    fn step(gates: &Gates, cell: &mut [f32], state: &mut [u8]) {
        const CHUNK: usize = 8;
        let h = cell.len();
        let [input, forget, output, candidate] = [0, 1, 2, 3].map(|gate| gates.part(gate, h));
        let cells = cell.as_chunks_mut::<CHUNK>().0;
        let states = state.as_chunks_mut::<CHUNK>().0;
        for (chunk, (cell, state)) in cells.iter_mut().zip(states).enumerate() {
            for k in 0..CHUNK {
                let j = chunk * CHUNK + k;
                let (i, f) = (sigmoid(input.value(j)), sigmoid(forget.value(j)));
                let (o, g) = (sigmoid(output.value(j)), tanh(candidate.value(j)));
                let c = f * cell[k] + i * g;
                cell[k] = c;
                state[k] = to_byte(o * tanh(c) * 127.0 + 128.0);
            }
        }
    }
}
