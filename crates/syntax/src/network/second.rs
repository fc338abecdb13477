//! The second network: it reads names alone, from the same words with more clues (lists of names, habits of words in
//! raw text). Its scores and those of the first network are added up; two that err in different places err less.

use super::ModelError;
use super::features::Clues;
use super::file::NamesFile;
use super::heads::{NAME_TAGS, to_units, to_values};
use super::kernel::Matrix;
use super::layer::{Layer, LayerBuffers, MIDDLE, matrix};
use super::lookup::{Lookup, LookupBuffers, clue_rows, sum_rows};

/// The second network of one language.
#[derive(Debug)]
pub struct Second {
    clues: Vec<i8>,
    clue_levels: Vec<f32>,
    own_rows: u32,
    hashed_rows: u32,
    lists: Lists,
    word_width: usize,
    layers: Vec<Layer>,
    units: Matrix,
    names: Matrix,
    share: f32,
}

/// Buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct SecondBuffers {
    sums: Vec<i32>,
    below: Vec<u8>,
    above: Vec<u8>,
    units: Vec<u8>,
    values: Vec<f32>,
}

impl Second {
    /// Takes the second network of a file that stands beside `lookup`.
    pub fn new(file: &NamesFile, lookup: &Lookup) -> Result<Self, ModelError> {
        let clue_width = file.clues.width as usize;
        let [own_rows, hashed_rows] = lookup.clue_counts();
        let rows = u64::from(own_rows) + u64::from(hashed_rows) + 2 * u64::from(file.classes);
        let mut layers = Vec::new();
        let mut width = lookup.word_width() + clue_width;
        for layer in &file.layers {
            let layer = Layer::new(layer, width)?;
            width = layer.width();
            layers.push(layer);
        }
        let fits = file.clues.values.len() as u64 == rows * clue_width as u64
            && file.clue_levels.len() == clue_width
            && file.classes <= 32
            && file.list_keys.len() == file.list_classes.len()
            && file.units.cols as usize == width
            && file.units.rows.is_multiple_of(8)
            && file.names.cols == file.units.rows
            && file.names.rows as usize == NAME_TAGS
            && (0.0..=1.0).contains(&file.share);
        if !fits {
            return Err(ModelError::Damaged("the second network does not fit"));
        }
        Ok(Self {
            clues: file.clues.values.clone(),
            clue_levels: file.clue_levels.clone(),
            own_rows,
            hashed_rows,
            lists: Lists::new(file),
            word_width: lookup.word_width(),
            layers,
            units: matrix(&file.units, MIDDLE),
            names: matrix(&file.names, 0),
            share: file.share,
        })
    }

    /// Room that the inputs of so many words take.
    pub fn start(&self, words: usize, buffers: &mut SecondBuffers) {
        buffers.below.clear();
        buffers.below.resize(words * self.input_width(), 0);
    }

    /// Takes the word numbered `number` of a sentence, which `lookup` read last into `bytes`.
    pub fn read(
        &self,
        number: usize,
        form: &str,
        (lookup, bytes): (&LookupBuffers, &[u8]),
        buffers: &mut SecondBuffers,
    ) {
        let width = self.input_width();
        let Some(out) = buffers.below.get_mut(number * width..(number + 1) * width) else {
            return;
        };
        let (word_out, clue_out) = out.split_at_mut(self.word_width);
        word_out.copy_from_slice(&bytes[..self.word_width]);
        let clues = &lookup.clues;
        let rows = clue_rows(lookup.word, clues, self.own_rows, self.hashed_rows);
        let lists = self
            .lists
            .rows(form, clues, self.own_rows + self.hashed_rows);
        let (table, levels) = (&self.clues, &self.clue_levels);
        sum_rows(
            rows.chain(lists),
            table,
            levels,
            &mut buffers.sums,
            clue_out,
        );
    }

    /// Adds its scores of the name tags to `scores`, rows of [`NAME_TAGS`] numbers.
    pub fn vote(
        &self,
        words: usize,
        buffers: &mut SecondBuffers,
        layer_buffers: &mut LayerBuffers,
        scores: &mut [f32],
        wide: bool,
    ) {
        let SecondBuffers {
            sums,
            below,
            above,
            units,
            values,
        } = buffers;
        for layer in &self.layers {
            layer.run(words, below, above, layer_buffers, wide);
            std::mem::swap(below, above);
        }
        let width = self.units.width();
        sums.clear();
        sums.resize(words * width, 0);
        self.units.sums(below, self.units.depth(), sums, wide);
        let unit_count = self.units.rows();
        units.clear();
        units.resize(words * unit_count, 0);
        let rows = units.chunks_exact_mut(unit_count);
        for (sums, units) in sums.chunks_exact(width).zip(rows) {
            to_units(wide, sums, &self.units.scale, &self.units.bias, units);
        }
        let width = self.names.width();
        sums.clear();
        sums.resize(words * width, 0);
        self.names.sums(units, unit_count, sums, wide);
        values.clear();
        values.resize(NAME_TAGS, 0.0);
        for (sums, scores) in sums
            .chunks_exact(width)
            .zip(scores.chunks_exact_mut(NAME_TAGS))
        {
            to_values(wide, sums, &self.names.scale, &self.names.bias, values);
            for (score, value) in scores.iter_mut().zip(&*values) {
                *score = *score * (1.0 - self.share) + value * self.share;
            }
        }
    }

    fn input_width(&self) -> usize {
        self.word_width + self.clue_levels.len()
    }
}

/// The classes of words, in an open table as long as a power of two; no class where a place is free.
#[derive(Debug)]
struct Lists {
    slots: Vec<(u32, u32)>,
    classes: u32,
}

impl Lists {
    fn new(file: &NamesFile) -> Self {
        let mut slots = vec![(0, 0); (2 * file.list_keys.len()).next_power_of_two().max(2)];
        let mask = slots.len() - 1;
        for (&key, &classes) in file.list_keys.iter().zip(&file.list_classes) {
            let mut at = key as usize & mask;
            while slots[at].1 != 0 && slots[at].0 != key {
                at = (at + 1) & mask;
            }
            slots[at] = (key, classes);
        }
        Self {
            slots,
            classes: file.classes,
        }
    }

    /// Rows of a form's classes, from `first` on; words without a capital have rows of their own.
    fn rows(&self, form: &str, clues: &Clues, first: u32) -> impl Iterator<Item = u32> + use<> {
        let found = self.find(clues.key);
        let count = self.classes;
        let capital = form.starts_with(char::is_uppercase);
        let first = if capital { first } else { first + count };
        (0..count)
            .filter(move |class| found & (1 << class) != 0)
            .map(move |class| first + class)
    }

    fn find(&self, key: u32) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let (found, classes) = self.slots[at];
            if classes == 0 || found == key {
                return classes;
            }
            at = (at + 1) & mask;
        }
    }
}
