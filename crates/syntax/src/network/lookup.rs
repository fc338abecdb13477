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
    /// Clues of the last word.
    pub clues: Clues,
    /// Number of the last word.
    pub word: u32,
    sums: Vec<i32>,
}

/// The word that stands for all unknown ones.
pub const UNKNOWN: u32 = 0;

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
        buffers.word = word;
        let at = word as usize * self.word_width;
        let (word_out, clue_out) = out.split_at_mut(self.word_width);
        for (byte, value) in word_out.iter_mut().zip(&self.words[at..]) {
            *byte = to_byte(f32::from(*value) + 64.0);
        }
        buffers.sums.clear();
        buffers.sums.resize(self.clue_width, 0);
        let LookupBuffers { clues, sums, .. } = buffers;
        let rows = clue_rows(word, clues, self.own_rows, self.hashed_rows);
        sum_rows(rows, &self.clues, &self.clue_levels, sums, clue_out);
    }

    /// Bytes of a word's own vector, at the front of what [`Self::read`] writes.
    pub fn word_width(&self) -> usize {
        self.word_width
    }

    /// Words with rows of their own, and rows that hashed clues share.
    pub fn clue_counts(&self) -> [u32; 2] {
        [self.own_rows, self.hashed_rows]
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

/// Rows of the table of clues that a word uses.
pub fn clue_rows(
    word: u32,
    clues: &Clues,
    own_rows: u32,
    hashed_rows: u32,
) -> impl Iterator<Item = u32> + use<'_> {
    let own = (word != UNKNOWN && word < own_rows).then_some(word);
    let hashed = clues.hashes.iter().map(move |h| own_rows + h % hashed_rows);
    own.into_iter().chain(hashed)
}

/// Adds rows of a table up and brings the sums to bytes.
pub fn sum_rows(
    rows: impl Iterator<Item = u32>,
    table: &[i8],
    levels: &[f32],
    sums: &mut Vec<i32>,
    out: &mut [u8],
) {
    let width = levels.len();
    sums.clear();
    sums.resize(width, 0);
    for row in rows {
        let at = row as usize * width;
        for (sum, value) in sums.iter_mut().zip(table.get(at..).unwrap_or_default()) {
            *sum += i32::from(*value);
        }
    }
    for ((byte, sum), level) in out.iter_mut().zip(&*sums).zip(levels) {
        *byte = to_byte(*sum as f32 * level + 64.0);
    }
}
