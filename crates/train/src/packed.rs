//! A matrix that many products share, laid out once for the kernel: the recurrence multiplies a few rows at a
//! time with the same weights, and packing them anew for every step would cost as much as the products.

use crate::math::View;

/// Columns that are computed side by side.
const PANEL: usize = 16;
/// Rows that are computed at once.
const ROWS: usize = 6;

/// A `depth x width` matrix in panels of sixteen columns.
#[derive(Clone, Default)]
pub struct Packed {
    panels: Vec<[f32; PANEL]>,
    depth: usize,
    width: usize,
}

impl Packed {
    /// Lays out `matrix`.
    pub fn new(matrix: View) -> Self {
        let (depth, width) = matrix.size();
        let mut panels = vec![[0.0; PANEL]; width.div_ceil(PANEL) * depth];
        for (p, panel) in panels.chunks_exact_mut(depth.max(1)).enumerate() {
            let columns = p * PANEL..width.min((p + 1) * PANEL);
            for (k, row) in panel.iter_mut().enumerate() {
                for (to, column) in row.iter_mut().zip(columns.clone()) {
                    *to = matrix.at(k, column);
                }
            }
        }
        Self {
            panels,
            depth,
            width,
        }
    }

    /// `c = a * self`, or `c += a * self`, for `rows` rows that start a stride apart in each.
    pub fn multiply(&self, rows: usize, a: (&[f32], usize), c: (&mut [f32], usize), add: bool) {
        let ((a, a_stride), (c, c_stride)) = (a, c);
        if rows == 0 || self.width == 0 {
            return;
        }
        assert!((rows - 1) * a_stride + self.depth <= a.len());
        assert!((rows - 1) * c_stride + self.width <= c.len());
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("fma") && std::arch::is_x86_feature_detected!("avx2")
        {
            #[expect(unsafe_code, reason = "the features were detected on the line above")]
            // SAFETY: the processor has AVX2 and FMA.
            unsafe {
                self.all_rows_fma(rows, (a, a_stride), (c, c_stride), add);
            }
            return;
        }
        for r in 0..rows {
            self.one_row(&a[r * a_stride..], &mut c[r * c_stride..], add);
        }
    }

    fn one_row(&self, a: &[f32], c: &mut [f32], add: bool) {
        let panels = self.panels.chunks_exact(self.depth);
        for (panel, c) in panels.zip(c[..self.width].chunks_mut(PANEL)) {
            let mut sums = [0.0f32; PANEL];
            for (row, a) in panel.iter().zip(a) {
                for (sum, b) in sums.iter_mut().zip(row) {
                    *sum += a * b;
                }
            }
            for (c, sum) in c.iter_mut().zip(sums) {
                *c = if add { *c + sum } else { sum };
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn all_rows_fma(
        &self,
        rows: usize,
        (a, a_stride): (&[f32], usize),
        (c, c_stride): (&mut [f32], usize),
        add: bool,
    ) {
        for (p, panel) in self.panels.chunks_exact(self.depth).enumerate() {
            let column = p * PANEL;
            let width = (self.width - column).min(PANEL);
            let mut row = 0;
            while row < rows {
                let count = (rows - row).min(ROWS);
                let a = &a[row * a_stride..];
                let c = &mut c[row * c_stride + column..];
                match count {
                    6 => tile::<6>(panel, a, a_stride, c, c_stride, width, add),
                    5 => tile::<5>(panel, a, a_stride, c, c_stride, width, add),
                    4 => tile::<4>(panel, a, a_stride, c, c_stride, width, add),
                    3 => tile::<3>(panel, a, a_stride, c, c_stride, width, add),
                    2 => tile::<2>(panel, a, a_stride, c, c_stride, width, add),
                    _ => tile::<1>(panel, a, a_stride, c, c_stride, width, add),
                }
                row += count;
            }
        }
    }
}

/// `R` rows of one panel.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline]
fn tile<const R: usize>(
    panel: &[[f32; PANEL]],
    a: &[f32],
    a_stride: usize,
    c: &mut [f32],
    c_stride: usize,
    width: usize,
    add: bool,
) {
    use std::arch::x86_64::{
        _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps,
    };
    let mut sums = [[_mm256_setzero_ps(); 2]; R];
    let rows: [&[f32]; R] = std::array::from_fn(|r| &a[r * a_stride..r * a_stride + panel.len()]);
    for (k, b) in panel.iter().enumerate() {
        #[expect(unsafe_code, reason = "unaligned loads need raw pointers")]
        // SAFETY: a row of a panel holds sixteen numbers, and `k` is below the length of each row of `a`.
        unsafe {
            let low = _mm256_loadu_ps(b.as_ptr());
            let high = _mm256_loadu_ps(b.as_ptr().add(8));
            for (sums, row) in sums.iter_mut().zip(&rows) {
                let a = _mm256_set1_ps(*row.get_unchecked(k));
                sums[0] = _mm256_fmadd_ps(a, low, sums[0]);
                sums[1] = _mm256_fmadd_ps(a, high, sums[1]);
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        let mut out = [0.0f32; PANEL];
        #[expect(unsafe_code, reason = "unaligned stores need raw pointers")]
        // SAFETY: `out` has room for sixteen numbers.
        unsafe {
            _mm256_storeu_ps(out.as_mut_ptr(), sums[0]);
            _mm256_storeu_ps(out.as_mut_ptr().add(8), sums[1]);
        }
        let c = &mut c[r * c_stride..r * c_stride + width];
        if add {
            c.iter_mut().zip(out).for_each(|(c, sum)| *c += sum);
        } else {
            c.iter_mut().zip(out).for_each(|(c, sum)| *c = sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, multiply};

    #[test]
    fn packed_products_agree_with_plain_ones() {
        let mut random = Random::new(5);
        for (m, k, n) in [(1, 3, 5), (6, 16, 16), (13, 40, 35), (29, 160, 64)] {
            let a: Vec<f32> = (0..m * k).map(|_| random.unit() - 0.5).collect();
            let b: Vec<f32> = (0..k * n).map(|_| random.unit() - 0.5).collect();
            let (mut plain, mut packed) = (vec![1.0; m * n], vec![1.0; m * n]);
            multiply(
                View::new(&a, m, k),
                View::new(&b, k, n),
                &mut plain,
                n,
                true,
            );
            Packed::new(View::new(&b, k, n)).multiply(m, (&a, k), (&mut packed, n), true);
            for (x, y) in plain.iter().zip(&packed) {
                assert!((x - y).abs() < 1e-4, "{m} {k} {n}: {x} {y}");
            }
        }
    }
}
