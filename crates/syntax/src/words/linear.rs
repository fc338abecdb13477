//! A yes-or-no question answered by adding up weights: one per clue, found by the clue's hash.
//!
//! The weights are learned by `contingent-train words` and stored as bytes, so that the sum is the same
//! whole number on every machine.

/// Weights of one question.
#[derive(Clone, Debug)]
pub struct Linear {
    weights: Vec<i8>,
    /// The table has `2^bits` weights.
    bits: u32,
}

impl Linear {
    /// Takes a table whose length is a power of two; `None` for any other length.
    #[must_use]
    pub fn new(weights: Vec<i8>) -> Option<Self> {
        let bits = weights.len().checked_ilog2()?;
        (weights.len() == 1 << bits && bits <= 24).then_some(Self { weights, bits })
    }

    /// The sum over the clues; above zero means yes.
    #[must_use]
    pub fn score(&self, clues: &Clues) -> i32 {
        clues.hashes[..clues.len]
            .iter()
            .map(|hash| i32::from(self.weights[slot(*hash, self.bits)]))
            .sum()
    }

    /// The table as it is stored.
    #[must_use]
    pub fn weights(&self) -> &[i8] {
        &self.weights
    }
}

/// Where a clue's weight stands in a table of `2^bits`.
#[must_use]
pub fn slot(hash: u32, bits: u32) -> usize {
    // The top bits of the product are the well-mixed ones. `bits` is at most 24.
    (hash.wrapping_mul(0x9E37_79B1) >> (32 - bits.max(1))) as usize & ((1 << bits) - 1)
}

/// The clues of one question, as hashes.
#[derive(Clone, Debug)]
pub struct Clues {
    hashes: [u32; Self::MAX],
    len: usize,
}

impl Clues {
    const MAX: usize = 32;

    /// No clues.
    pub(super) fn new() -> Self {
        Self {
            hashes: [0; Self::MAX],
            len: 0,
        }
    }

    /// Forgets all clues.
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds the clue that the values of template number `template` are `values`.
    pub(super) fn add<const N: usize>(&mut self, template: u32, values: [u32; N]) {
        let mut hash = template.wrapping_mul(0x85EB_CA6B) ^ 0x2545_F491;
        for value in values {
            hash = (hash ^ value).wrapping_mul(0xCC9E_2D51).rotate_left(15);
        }
        if let Some(place) = self.hashes.get_mut(self.len) {
            *place = hash;
            self.len += 1;
        }
    }

    /// The hashes, for the trainer.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.hashes[..self.len]
    }
}

/// A hash of some text, upper and lower case alike when `fold` is set.
pub(super) fn text_hash(text: &str, fold: bool) -> u32 {
    let mut hash: u32 = 0x811C_9DC5;
    for &byte in text.as_bytes() {
        let byte = if fold {
            byte.to_ascii_lowercase()
        } else {
            byte
        };
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}
