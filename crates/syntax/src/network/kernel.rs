//! Products of a matrix of small integers with vectors of bytes: nearly all the time of the network goes here.
//!
//! Weights lie in -63..=63 and inputs in 0..=255, so that the sum of two products fits 16 bits and the AVX2 way
//! (which adds neighbours in 16 bits) gives exactly what the plain loop gives.

/// Outputs that are computed side by side.
const LANES: usize = 8;
/// Inputs that are multiplied at once.
const DEPTH: usize = 4;
/// One packed step: [`DEPTH`] inputs of [`LANES`] outputs.
const STEP: usize = LANES * DEPTH;

/// A matrix, packed for the kernel, with what turns its integer sums into numbers.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// Steps of one block of outputs stand together.
    packed: Vec<i8>,
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
        let (steps, blocks) = (cols.div_ceil(DEPTH), rows.div_ceil(LANES));
        let mut packed = vec![0i8; blocks * steps * STEP];
        for (r, row) in weights.chunks_exact(cols.max(1)).take(rows).enumerate() {
            let start = (r / LANES) * steps * STEP + (r % LANES) * DEPTH;
            for (c, &w) in row.iter().enumerate() {
                packed[start + (c / DEPTH) * STEP + c % DEPTH] = w;
            }
        }
        let bias = (0..rows)
            .map(|r| {
                let row = &weights[r * cols..(r + 1) * cols];
                let sum: i32 = row.iter().map(|&w| i32::from(w)).sum();
                bias[r] - scale[r] * (middle * sum) as f32
            })
            .collect();
        Self {
            packed,
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
        self.sums_portable(inputs, stride, out);
    }

    fn sums_portable(&self, inputs: &[u8], stride: usize, out: &mut [i32]) {
        for (n, out) in out.chunks_exact_mut(self.width()).enumerate() {
            let input = &inputs[n * stride..n * stride + self.depth()];
            let blocks = self.packed.chunks_exact(self.steps * STEP);
            for (block, out) in blocks.zip(out.chunks_exact_mut(LANES)) {
                let mut sums = [0i32; LANES];
                for (weights, x) in block.chunks_exact(STEP).zip(input.chunks_exact(DEPTH)) {
                    for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(DEPTH)) {
                        for (w, x) in w.iter().zip(x) {
                            *sum += i32::from(*w) * i32::from(*x);
                        }
                    }
                }
                out.copy_from_slice(&sums);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn sums_avx2(&self, inputs: &[u8], stride: usize, out: &mut [i32]) {
        let width = self.width();
        let mut n = 0;
        let mut rest = out;
        // Four inputs share each weight that is loaded.
        while rest.len() >= 4 * width {
            let (four, after) = rest.split_at_mut(4 * width);
            let x = |i: usize| &inputs[(n + i) * stride..(n + i) * stride + self.depth()];
            self.four_avx2([x(0), x(1), x(2), x(3)], four);
            rest = after;
            n += 4;
        }
        for out in rest.chunks_exact_mut(width) {
            self.one_avx2(&inputs[n * stride..n * stride + self.depth()], out);
            n += 1;
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn one_avx2(&self, input: &[u8], out: &mut [i32]) {
        let mut block = 0;
        while block + 8 <= self.blocks {
            self.blocks_avx2::<8>(block, input, out);
            block += 8;
        }
        while block + 4 <= self.blocks {
            self.blocks_avx2::<4>(block, input, out);
            block += 4;
        }
        while block < self.blocks {
            self.blocks_avx2::<1>(block, input, out);
            block += 1;
        }
    }

    /// `B` blocks of outputs of one input.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    #[inline]
    fn blocks_avx2<const B: usize>(&self, block: usize, input: &[u8], out: &mut [i32]) {
        use std::arch::x86_64::{_mm256_add_epi32, _mm256_setzero_si256};
        let length = self.steps * STEP;
        let weights: [&[i8]; B] =
            std::array::from_fn(|b| &self.packed[(block + b) * length..(block + b + 1) * length]);
        let mut sums = [_mm256_setzero_si256(); B];
        for (step, x) in input.as_chunks::<DEPTH>().0.iter().enumerate() {
            let x = avx2::spread(*x);
            for (sum, w) in sums.iter_mut().zip(&weights) {
                *sum = _mm256_add_epi32(*sum, avx2::products(x, w, step));
            }
        }
        for (b, sum) in sums.into_iter().enumerate() {
            avx2::store(&mut out[(block + b) * LANES..(block + b + 1) * LANES], sum);
        }
    }

    /// All outputs of four inputs, two blocks at a time.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn four_avx2(&self, inputs: [&[u8]; 4], out: &mut [i32]) {
        let mut block = 0;
        while block + 2 <= self.blocks {
            self.tile_avx2::<2>(block, inputs, out);
            block += 2;
        }
        if block < self.blocks {
            self.tile_avx2::<1>(block, inputs, out);
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    #[inline]
    fn tile_avx2<const B: usize>(&self, block: usize, inputs: [&[u8]; 4], out: &mut [i32]) {
        use std::arch::x86_64::{_mm256_add_epi32, _mm256_setzero_si256};
        let length = self.steps * STEP;
        let weights: [&[i8]; B] =
            std::array::from_fn(|b| &self.packed[(block + b) * length..(block + b + 1) * length]);
        let mut sums = [[_mm256_setzero_si256(); B]; 4];
        let inputs = inputs.map(|x| &x.as_chunks::<DEPTH>().0[..self.steps]);
        for step in 0..self.steps {
            for (sums, x) in sums.iter_mut().zip(&inputs) {
                let x = avx2::spread(x[step]);
                for (sum, w) in sums.iter_mut().zip(&weights) {
                    *sum = _mm256_add_epi32(*sum, avx2::products(x, w, step));
                }
            }
        }
        let width = self.width();
        for (i, sums) in sums.into_iter().enumerate() {
            for (b, sum) in sums.into_iter().enumerate() {
                let at = i * width + (block + b) * LANES;
                avx2::store(&mut out[at..at + LANES], sum);
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
        __m256i, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi16,
        _mm256_set1_epi32, _mm256_storeu_si256,
    };

    /// Four inputs, the same for every output.
    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn spread(x: [u8; DEPTH]) -> __m256i {
        _mm256_set1_epi32(i32::from_le_bytes(x))
    }

    /// Products of four inputs with step `step` of a block, summed for each output.
    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn products(x: __m256i, weights: &[i8], step: usize) -> __m256i {
        let weights: &[i8; STEP] = &weights.as_chunks::<STEP>().0[step];
        #[expect(unsafe_code, reason = "an unaligned load needs a raw pointer")]
        // SAFETY: the array holds exactly the 32 bytes that are read.
        let w = unsafe { _mm256_loadu_si256(weights.as_ptr().cast()) };
        _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), _mm256_set1_epi16(1))
    }

    /// Writes eight sums.
    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn store(out: &mut [i32], sums: __m256i) {
        if let Some(out) = out.first_chunk_mut::<LANES>() {
            #[expect(unsafe_code, reason = "an unaligned store needs a raw pointer")]
            // SAFETY: the array has room for exactly the 32 bytes that are written.
            unsafe {
                _mm256_storeu_si256(out.as_mut_ptr().cast(), sums);
            }
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
                .map(|_| if next() % 3 == 0 { 255 } else { next() as u8 })
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
