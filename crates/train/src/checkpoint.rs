//! A model in floating point on disk, between two stages of the training. Not what is shipped.

use crate::layout::Config;
use crate::network::Weights;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Vectors, or a whole network when `weights.dense` is filled.
pub struct Checkpoint {
    /// Its sizes.
    pub config: Config,
    /// The vocabulary.
    pub keys: Vec<u32>,
    /// Words with rows of their own.
    pub own_rows: usize,
    /// Rows of hashed clues.
    pub hashed_rows: usize,
    /// All weights.
    pub weights: Weights,
}

impl Checkpoint {
    /// Writes it.
    pub fn save(&self, path: &Path) -> Result<()> {
        let c = &self.config;
        let mut bytes = Vec::new();
        let head = [
            c.word, c.clue, c.hidden, c.layers, c.tag, c.name, c.arc, c.label,
        ];
        for n in head
            .into_iter()
            .chain([self.own_rows, self.hashed_rows, self.keys.len()])
        {
            bytes.extend((n as u32).to_le_bytes());
        }
        self.keys.iter().for_each(|k| bytes.extend(k.to_le_bytes()));
        for values in [
            &self.weights.words,
            &self.weights.clues,
            &self.weights.dense,
        ] {
            bytes.extend((values.len() as u32).to_le_bytes());
            values.iter().for_each(|v| bytes.extend(v.to_le_bytes()));
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
    }

    /// Reads it.
    pub fn load(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        let mut numbers = bytes
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut next = || numbers.next().context("the checkpoint ends too early");
        let mut head = [0usize; 11];
        for h in &mut head {
            *h = next()? as usize;
        }
        let [
            word,
            clue,
            hidden,
            layers,
            tag,
            name,
            arc,
            label,
            own_rows,
            hashed_rows,
            vocabulary,
        ] = head;
        let keys = (0..vocabulary).map(|_| next()).collect::<Result<_>>()?;
        let mut table = || -> Result<Vec<f32>> {
            let len = next()?;
            (0..len).map(|_| next().map(f32::from_bits)).collect()
        };
        let (words, clues, dense) = (table()?, table()?, table()?);
        ensure!(
            words.len() == vocabulary * word,
            "the checkpoint does not fit together"
        );
        Ok(Self {
            config: Config {
                word,
                clue,
                hidden,
                layers,
                tag,
                name,
                arc,
                label,
            },
            keys,
            own_rows,
            hashed_rows,
            weights: Weights {
                dense,
                words,
                clues,
            },
        })
    }
}
