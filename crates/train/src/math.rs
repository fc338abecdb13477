//! The arithmetic of the trainer: matrix products, the activation functions and a small random generator.
//!
//! Everything runs in one fixed order, so that the same data give the same model.

use matrixmultiply::sgemm;

/// A matrix inside a slice, by strides; transposing costs nothing.
#[derive(Clone, Copy)]
pub struct View<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl<'a> View<'a> {
    /// A row-major matrix.
    pub fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        Self::strided(data, rows, cols, cols)
    }

    /// A row-major matrix whose rows start `stride` apart.
    pub fn strided(data: &'a [f32], rows: usize, cols: usize, stride: usize) -> Self {
        Self {
            data,
            rows,
            cols,
            row_stride: stride,
            col_stride: 1,
        }
    }

    /// Rows and columns exchanged.
    pub fn t(self) -> Self {
        Self {
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
            ..self
        }
    }

    /// Rows and columns.
    pub fn size(&self) -> (usize, usize) {
        (self.rows, self.cols)
    }

    /// One number.
    pub fn at(&self, row: usize, col: usize) -> f32 {
        self.data[row * self.row_stride + col * self.col_stride]
    }

    fn fits(&self) -> bool {
        self.rows == 0
            || self.cols == 0
            || (self.rows - 1) * self.row_stride + (self.cols - 1) * self.col_stride
                < self.data.len()
    }
}

/// `c = a * b`, or `c += a * b`; `c` is row-major with rows `stride` apart.
#[expect(
    unsafe_code,
    reason = "matrixmultiply takes raw pointers; the extents are checked here"
)]
pub fn multiply(a: View, b: View, c: &mut [f32], stride: usize, add: bool) {
    assert_eq!(a.cols, b.rows);
    assert!(a.fits() && b.fits());
    let (m, n) = (a.rows, b.cols);
    if m == 0 || n == 0 {
        return;
    }
    assert!((m - 1) * stride + n <= c.len());
    // SAFETY: the three extents were checked against their slices above.
    unsafe {
        sgemm(
            m,
            a.cols,
            n,
            1.0,
            a.data.as_ptr(),
            a.row_stride as isize,
            a.col_stride as isize,
            b.data.as_ptr(),
            b.row_stride as isize,
            b.col_stride as isize,
            f32::from(u8::from(add)),
            c.as_mut_ptr(),
            stride as isize,
            1,
        );
    }
}

/// A function that is compiled a second time for AVX2 and chosen at run time.
#[macro_export]
macro_rules! vectorised {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
        $(#[$doc])*
        $vis fn $name($($arg: $ty),*) $(-> $ret)? {
            #[inline(always)]
            fn plain($($arg: $ty),*) $(-> $ret)? $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $ty),*) $(-> $ret)? {
                    plain($($arg),*)
                }
                if std::arch::is_x86_feature_detected!("avx2") {
                    #[expect(unsafe_code, reason = "the feature was detected on the line above")]
                    // SAFETY: the processor has AVX2.
                    return unsafe { wide($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    };
}

pub use contingent_syntax::shared::{sigmoid, tanh};

vectorised! {
    /// `y += a * x`.
    pub fn axpy(a: f32, x: &[f32], y: &mut [f32]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y += a * x;
        }
    }
}

vectorised! {
    /// `y += x`.
    pub fn add_to(x: &[f32], y: &mut [f32]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y += x;
        }
    }
}

vectorised! {
    /// The inner product, in eight lanes.
    pub fn dot(a: &[f32], b: &[f32]) -> f32 {
        let mut lanes = [0.0f32; 16];
        let (a_head, a_tail) = a.as_chunks::<16>();
        let (b_head, b_tail) = b.as_chunks::<16>();
        for (x, y) in a_head.iter().zip(b_head) {
            for i in 0..16 {
                lanes[i] += x[i] * y[i];
            }
        }
        let mut sum = 0.0;
        for lane in lanes {
            sum += lane;
        }
        for (x, y) in a_tail.iter().zip(b_tail) {
            sum += x * y;
        }
        sum
    }
}

/// Column sums of a row-major matrix, added to `out`.
pub fn add_columns(rows: &[f32], cols: usize, out: &mut [f32]) {
    for row in rows.chunks_exact(cols) {
        add_to(row, out);
    }
}

/// Turns logits into the gradient of `weight * cross entropy` in place; returns the loss.
pub fn cross_entropy(logits: &mut [f32], gold: usize, weight: f32) -> f32 {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for z in logits.iter_mut() {
        *z = (*z - max).exp();
        sum += *z;
    }
    let loss = -(logits[gold] / sum).max(1e-30).ln() * weight;
    let scale = weight / sum;
    for z in logits.iter_mut() {
        *z *= scale;
    }
    logits[gold] -= weight;
    loss
}

/// The index of the largest value, the first of equals.
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, v) in values.iter().enumerate() {
        if *v > values[best] {
            best = i;
        }
    }
    best
}

/// SplitMix64: small, fast, and the same everywhere.
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    /// A stream of its own for every seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Goes on where another left off.
    pub fn resume(state: u64) -> Self {
        Self(state)
    }

    /// Where it stands, for [`Self::resume`].
    pub fn state(&self) -> u64 {
        self.0
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In `0..1`.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// In `0..n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// Fisher and Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// A dropout mask: 0 with probability `p`, else `1 / (1 - p)`.
    pub fn mask(&mut self, p: f32, out: &mut [f32]) {
        let keep = 1.0 / (1.0 - p);
        for m in out {
            *m = if self.unit() < p { 0.0 } else { keep };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_the_definition() {
        let a: Vec<f32> = (0..6).map(|i| i as f32).collect();
        let b: Vec<f32> = (0..6).map(|i| 1.0 - i as f32).collect();
        let mut c = vec![1.0; 4];
        multiply(View::new(&a, 2, 3), View::new(&b, 3, 2), &mut c, 2, true);
        assert_eq!(c, [-6.0, -9.0, -15.0, -27.0]);
        let mut d = vec![0.0; 9];
        multiply(
            View::new(&a, 2, 3).t(),
            View::new(&a, 2, 3),
            &mut d,
            3,
            false,
        );
        assert_eq!(d[4], 1.0 + 16.0);
    }

    #[test]
    fn the_gradient_of_cross_entropy_sums_to_nothing() {
        let mut z = vec![0.5, -1.0, 2.0];
        let loss = cross_entropy(&mut z, 2, 1.0);
        assert!(loss > 0.0 && z.iter().sum::<f32>().abs() < 1e-6 && z[2] < 0.0);
    }
}
