//! From a word to the bytes that the first layer reads.

use super::ModelError;
use super::features::{Clues, read_clues};
use super::file::ModelFile;
use super::nonlinear::to_byte;

/// Word vectors and clues.
#[derive(Debug)]
pub struct Lookup {
    /// An open table of (key, word), as long as a power of two.
    slots: Vec<(u32, u32)>,
    words: Vec<i8>,
    word_width: usize,
    clues: Vec<i8>,
    clue_width: usize,
    clue_levels: Vec<f32>,
    own_rows: u32,
    hashed_rows: u32,
}

/// Buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct LookupBuffers {
    lower: Vec<char>,
    clues: Clues,
    sums: Vec<i32>,
}

const UNKNOWN: u32 = 0;

impl Lookup {
    /// Takes the tables of a file.
    pub fn new(file: &ModelFile) -> Result<Self, ModelError> {
        let (word_width, clue_width) = (file.words.width as usize, file.clues.width as usize);
        let rows = u64::from(file.own_rows) + u64::from(file.hashed_rows);
        let fits = file.words.values.len() == file.keys.len() * word_width
            && file.clues.values.len() as u64 == rows * clue_width as u64
            && file.clue_levels.len() == clue_width
            && file.hashed_rows > 0
            && !file.keys.is_empty();
        if !fits {
            return Err(ModelError::Damaged(
                "words and their vectors do not fit together",
            ));
        }
        let mut slots = vec![(0, UNKNOWN); (2 * file.keys.len()).next_power_of_two()];
        let mask = slots.len() - 1;
        for (word, &key) in file.keys.iter().enumerate().skip(1) {
            let mut at = key as usize & mask;
            while slots[at].1 != UNKNOWN && slots[at].0 != key {
                at = (at + 1) & mask;
            }
            if slots[at].1 == UNKNOWN {
                slots[at] = (key, word as u32);
            }
        }
        Ok(Self {
            slots,
            words: file.words.values.clone(),
            word_width,
            clues: file.clues.values.clone(),
            clue_width,
            clue_levels: file.clue_levels.clone(),
            own_rows: file.own_rows,
            hashed_rows: file.hashed_rows,
        })
    }

    /// Bytes a word.
    pub fn width(&self) -> usize {
        self.word_width + self.clue_width
    }

    /// Writes the bytes of a word.
    pub fn read(&self, form: &str, buffers: &mut LookupBuffers, out: &mut [u8]) {
        read_clues(form, &mut buffers.lower, &mut buffers.clues);
        let word = self.word(buffers.clues.key);
        let at = word as usize * self.word_width;
        let (word_out, clue_out) = out.split_at_mut(self.word_width);
        for (byte, value) in word_out.iter_mut().zip(&self.words[at..]) {
            *byte = to_byte(f32::from(*value) + 64.0);
        }
        buffers.sums.clear();
        buffers.sums.resize(self.clue_width, 0);
        let own = (word != UNKNOWN && word < self.own_rows).then_some(word);
        let hashed = buffers
            .clues
            .hashes
            .iter()
            .map(|h| self.own_rows + h % self.hashed_rows);
        for row in own.into_iter().chain(hashed) {
            let at = row as usize * self.clue_width;
            for (sum, value) in buffers.sums.iter_mut().zip(&self.clues[at..]) {
                *sum += i32::from(*value);
            }
        }
        for ((byte, sum), level) in clue_out
            .iter_mut()
            .zip(&buffers.sums)
            .zip(&self.clue_levels)
        {
            *byte = to_byte(*sum as f32 * level + 64.0);
        }
    }

    fn word(&self, key: u32) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let (found, word) = self.slots[at];
            if word == UNKNOWN || found == key {
                return word;
            }
            at = (at + 1) & mask;
        }
    }
}
