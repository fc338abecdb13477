//! Gradients of the tables: of words and clues a batch touches few rows.

use crate::math::add_to;

/// A gradient of a table of which a batch touches few rows.
pub struct SparseGradient {
    /// The gradient; all zero where no row was touched.
    pub values: Vec<f32>,
    /// Rows touched, in order of first touch.
    pub touched: Vec<u32>,
    seen: Vec<bool>,
    width: usize,
}

impl SparseGradient {
    /// For a table of so many rows.
    pub fn new(rows: usize, width: usize) -> Self {
        Self {
            values: vec![0.0; rows * width],
            touched: Vec::new(),
            seen: vec![false; rows],
            width,
        }
    }

    pub(super) fn add(&mut self, row: u32, delta: &[f32]) {
        if !self.seen[row as usize] {
            self.seen[row as usize] = true;
            self.touched.push(row);
        }
        let at = row as usize * self.width;
        add_to(delta, &mut self.values[at..at + self.width]);
    }

    /// Back to zero.
    pub fn clear(&mut self) {
        for &row in &self.touched {
            self.seen[row as usize] = false;
            let at = row as usize * self.width;
            self.values[at..at + self.width].fill(0.0);
        }
        self.touched.clear();
    }
}
