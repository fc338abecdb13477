//! Products of a matrix of small integers with vectors of bytes: nearly all the time of the network goes here.
//!
//! Weights lie in -63..=63 and inputs in 0..=127, so that the sum of four products fits 16 bits and the AVX2 way
//! (which adds so many in 16 bits) gives exactly what the plain loop gives.

/// Outputs of one block.
const LANES: usize = 8;
/// Inputs that are multiplied at once.
const DEPTH: usize = 4;
/// One step of a block: [`DEPTH`] inputs of [`LANES`] outputs.
const STEP: usize = LANES * DEPTH;
/// Blocks that are computed side by side; the last group may have fewer.
const GROUP: usize = 8;

/// A matrix, packed for the kernel, with what turns its integer sums into numbers.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// Group by group, in a group step by step, in a step block by block; an even number of steps.
    packed: Vec<i8>,
    /// The weights as they came, for the plain loop.
    plain: Vec<i8>,
    steps: usize,
    blocks: usize,
    /// Outputs.
    rows: usize,
    /// Per output.
    pub scale: Vec<f32>,
    /// Per output; takes the middle of the inputs' range into account.
    pub bias: Vec<f32>,
}

impl Matrix {
    /// Packs `rows x cols` weights, row by row; `middle` is the input that stands for zero.
    #[must_use]
    pub fn new(
        weights: &[i8],
        rows: usize,
        cols: usize,
        scale: Vec<f32>,
        bias: &[f32],
        middle: i32,
    ) -> Self {
        let (steps, blocks) = (2 * cols.div_ceil(2 * DEPTH), rows.div_ceil(LANES));
        let mut packed = vec![0i8; blocks * steps * STEP];
        for (r, row) in weights.chunks_exact(cols.max(1)).take(rows).enumerate() {
            let (block, lane) = (r / LANES, r % LANES);
            let first = block - block % GROUP;
            let width = (blocks - first).min(GROUP) * STEP;
            let start = first * steps * STEP + (block - first) * STEP + lane * DEPTH;
            for (step, chunk) in row.chunks(DEPTH).enumerate() {
                let at = start + step * width;
                packed[at..at + chunk.len()].copy_from_slice(chunk);
            }
        }
        let bias = weights
            .chunks_exact(cols.max(1))
            .zip(&scale)
            .zip(bias)
            .map(|((row, scale), bias)| {
                let sum: i32 = row.iter().map(|&w| i32::from(w)).sum();
                bias - scale * (middle * sum) as f32
            })
            .collect();
        Self {
            packed,
            plain: weights.to_vec(),
            steps,
            blocks,
            rows,
            scale,
            bias,
        }
    }

    /// Outputs.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Room that one output vector takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.blocks * LANES
    }

    /// Bytes that one input vector takes.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.steps * DEPTH
    }

    /// Sums of `out.len() / width` inputs, which start `stride` bytes apart.
    pub fn sums(&self, inputs: &[u8], stride: usize, out: &mut [i32], wide: bool) {
        let count = out.len() / self.width().max(1);
        assert!(count == 0 || (count - 1) * stride + self.depth() <= inputs.len());
        #[cfg(target_arch = "x86_64")]
        if wide && std::arch::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the feature was detected on the line above")]
            // SAFETY: the processor has AVX2.
            unsafe {
                self.sums_avx2(inputs, stride, out);
            }
            return;
        }
        let _ = wide;
        for (n, out) in out.chunks_exact_mut(self.width()).enumerate() {
            self.one_portable(&inputs[n * stride..n * stride + self.depth()], out);
        }
    }

    /// The weights of each group.
    fn groups(&self) -> impl Iterator<Item = &[i8]> {
        self.packed.chunks(GROUP * self.steps * STEP)
    }

    /// Row by row: sums of integers may be taken in any order, so the compiler uses what vectors there are.
    fn one_portable(&self, input: &[u8], out: &mut [i32]) {
        let cols = self.plain.len() / self.rows.max(1);
        let (rows, padding) = out.split_at_mut(self.rows);
        for (out, row) in rows.iter_mut().zip(self.plain.chunks_exact(cols.max(1))) {
            let products = row
                .iter()
                .zip(input)
                .map(|(&w, &x)| i32::from(w) * i32::from(x));
            *out = products.sum();
        }
        padding.fill(0);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn sums_avx2(&self, inputs: &[u8], stride: usize, out: &mut [i32]) {
        let (width, depth) = (self.width(), self.depth());
        let mut n = 0;
        let mut rest = out;
        // Four inputs share each weight that is loaded.
        while rest.len() >= 4 * width {
            let (four, after) = rest.split_at_mut(4 * width);
            let x = |i: usize| &inputs[(n + i) * stride..(n + i) * stride + depth];
            self.four_avx2([x(0), x(1), x(2), x(3)], four);
            rest = after;
            n += 4;
        }
        for out in rest.chunks_exact_mut(width) {
            self.one_avx2(&inputs[n * stride..n * stride + depth], out);
            n += 1;
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn one_avx2(&self, input: &[u8], out: &mut [i32]) {
        let input = input.as_chunks::<{ 2 * DEPTH }>().0;
        for (group, out) in self.groups().zip(out.chunks_mut(GROUP * LANES)) {
            match out.len() / LANES {
                8 => avx2::one::<8>(group, input, out),
                7 => avx2::one::<7>(group, input, out),
                6 => avx2::one::<6>(group, input, out),
                5 => avx2::one::<5>(group, input, out),
                4 => avx2::one::<4>(group, input, out),
                3 => avx2::one::<3>(group, input, out),
                2 => avx2::one::<2>(group, input, out),
                _ => avx2::one::<1>(group, input, out),
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn four_avx2(&self, inputs: [&[u8]; 4], out: &mut [i32]) {
        let inputs = inputs.map(|x| x.as_chunks::<{ 2 * DEPTH }>().0);
        let width = self.width();
        for (g, group) in self.groups().enumerate() {
            let first = g * GROUP;
            let blocks = (self.blocks - first).min(GROUP);
            for pair in 0..blocks / 2 {
                let at = (first + 2 * pair) * LANES;
                avx2::four::<2>(group, blocks, 2 * pair, inputs, out, (at, width));
            }
            if blocks % 2 == 1 {
                let at = (first + blocks - 1) * LANES;
                avx2::four::<1>(group, blocks, blocks - 1, inputs, out, (at, width));
            }
        }
    }
}

/// Inner products of one vector of bytes with rows of 16-bit numbers.
pub fn inner_products(x: &[u8], rows: &[i16], out: &mut [i32], wide: bool) {
    #[cfg(target_arch = "x86_64")]
    if wide && std::arch::is_x86_feature_detected!("avx2") {
        #[expect(unsafe_code, reason = "the feature was detected on the line above")]
        // SAFETY: the processor has AVX2.
        unsafe {
            inner_products_avx2(x, rows, out);
        }
        return;
    }
    let _ = wide;
    inner_products_portable(x, rows, out);
}

#[inline(always)]
fn inner_products_portable(x: &[u8], rows: &[i16], out: &mut [i32]) {
    for (out, row) in out.iter_mut().zip(rows.chunks_exact(x.len().max(1))) {
        *out = x
            .iter()
            .zip(row)
            .map(|(&x, &w)| i32::from(x) * i32::from(w))
            .sum();
    }
}

/// Integer sums may be taken in any order, so the compiler's own vectors do here.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn inner_products_avx2(x: &[u8], rows: &[i16], out: &mut [i32]) {
    inner_products_portable(x, rows, out);
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use super::{DEPTH, LANES, STEP};
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_maddubs_epi16, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
        _mm256_storeu_si256,
    };

    /// Two steps of one block for one input: sums of four products in 16 bits, then of two of these in 32.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn add(sum: &mut __m256i, x: [__m256i; 2], w: [__m256i; 2]) {
        let products = [0, 1].map(|i| _mm256_maddubs_epi16(x[i], w[i]));
        let four = _mm256_add_epi16(products[0], products[1]);
        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(four, _mm256_set1_epi16(1)));
    }

    /// Each four inputs, the same for every output.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn spread(x: &[u8; 2 * DEPTH]) -> [__m256i; 2] {
        let [a, b, c, d, e, f, g, h] = x.map(u32::from);
        let low = a | b << 8 | c << 16 | d << 24;
        let high = e | f << 8 | g << 16 | h << 24;
        [low, high].map(|x| _mm256_set1_epi32(x.cast_signed()))
    }

    /// Weights of block `block` in two steps, a `width` apart.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn load(weights: &[i8], block: usize, width: usize) -> [__m256i; 2] {
        debug_assert!((block + 1) * STEP <= width && weights.len() == 2 * width);
        #[expect(unsafe_code, reason = "an unaligned load needs a raw pointer")]
        // SAFETY: the callers give two steps of a group, each `width` bytes long, and a block inside.
        unsafe {
            let at = weights.as_ptr().add(block * STEP);
            [
                _mm256_loadu_si256(at.cast()),
                _mm256_loadu_si256(at.add(width).cast()),
            ]
        }
    }

    /// A group of `B` blocks for one input.
    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn one<const B: usize>(group: &[i8], input: &[[u8; 2 * DEPTH]], out: &mut [i32]) {
        let mut sums = [_mm256_setzero_si256(); B];
        for (weights, x) in group.chunks_exact(2 * B * STEP).zip(input) {
            let x = spread(x);
            for (b, sum) in sums.iter_mut().enumerate() {
                add(sum, x, load(weights, b, B * STEP));
            }
        }
        for (out, sum) in out.as_chunks_mut::<LANES>().0.iter_mut().zip(sums) {
            store(out, sum);
        }
    }

    /// Blocks `block..block + B` of a group of `blocks`, for four inputs; the sums go to `at`, a `width` apart.
    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn four<const B: usize>(
        group: &[i8],
        blocks: usize,
        block: usize,
        inputs: [&[[u8; 2 * DEPTH]]; 4],
        out: &mut [i32],
        (at, width): (usize, usize),
    ) {
        assert!(block + B <= blocks);
        let mut sums = [[_mm256_setzero_si256(); B]; 4];
        let [a, b, c, d] = inputs;
        let inputs = a.iter().zip(b).zip(c.iter().zip(d));
        for (weights, ((a, b), (c, d))) in group.chunks_exact(2 * blocks * STEP).zip(inputs) {
            let w: [[__m256i; 2]; B] =
                std::array::from_fn(|i| load(weights, block + i, blocks * STEP));
            for (sums, x) in sums.iter_mut().zip([a, b, c, d]) {
                let x = spread(x);
                for (sum, w) in sums.iter_mut().zip(w) {
                    add(sum, x, w);
                }
            }
        }
        for (i, sums) in sums.into_iter().enumerate() {
            let out = &mut out[i * width + at..i * width + at + B * LANES];
            for (out, sum) in out.as_chunks_mut::<LANES>().0.iter_mut().zip(sums) {
                store(out, sum);
            }
        }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn store(out: &mut [i32; LANES], sum: __m256i) {
        #[expect(unsafe_code, reason = "an unaligned store needs a raw pointer")]
        // SAFETY: the array has room for exactly the 32 bytes that are written.
        unsafe {
            _mm256_storeu_si256(out.as_mut_ptr().cast(), sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_same_sums_and_the_right_ones() {
        let mut seed = 1u32;
        let mut next = move || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed >> 8
        };
        for (rows, cols, count) in [
            (8, 4, 1),
            (67, 160, 6),
            (640, 160, 9),
            (17, 33, 5),
            (50, 288, 1),
        ] {
            let weights: Vec<i8> = (0..rows * cols)
                .map(|_| {
                    if next() % 5 == 0 {
                        63
                    } else {
                        (next() % 127) as i8 - 63
                    }
                })
                .collect();
            let matrix = Matrix::new(&weights, rows, cols, vec![1.0; rows], &vec![0.0; rows], 0);
            let stride = matrix.depth() + 3;
            let inputs: Vec<u8> = (0..count * stride)
                .map(|_| {
                    if next() % 3 == 0 {
                        127
                    } else {
                        next() as u8 & 127
                    }
                })
                .collect();
            let mut wide = vec![0; count * matrix.width()];
            let mut plain = wide.clone();
            matrix.sums(&inputs, stride, &mut wide, true);
            matrix.sums(&inputs, stride, &mut plain, false);
            assert_eq!(wide, plain, "{rows} x {cols}");
            for n in 0..count {
                for r in 0..rows {
                    let sum: i32 = (0..cols)
                        .map(|c| {
                            i32::from(weights[r * cols + c]) * i32::from(inputs[n * stride + c])
                        })
                        .sum();
                    assert_eq!(sum, plain[n * matrix.width() + r]);
                }
            }
        }
    }
}
