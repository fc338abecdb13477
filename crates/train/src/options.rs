//! The command line of a training run: `--name value` pairs.

use crate::network::Regime;
use crate::training::Plan;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::path::PathBuf;

/// Numbers that may be changed, for experiments; the defaults make the shipped model.
const NUMBERS: [(&str, f32); 25] = [
    ("hidden", 160.0),
    ("layers", 2.0),
    ("vocabulary", 40_000.0),
    ("raw-words", 1e9),
    ("epochs", 40.0),
    ("falling", 12.0),
    ("batch-words", 600.0),
    ("rate", 1.5e-3),
    ("word-rate", 0.2),
    ("average", 0.998),
    ("seed", 1.0),
    ("threads", 2.0),
    ("word-drop", 0.2),
    ("clue-drop", 0.1),
    ("layer-drop", 0.3),
    ("state-drop", 0.2),
    ("unit-drop", 0.25),
    ("argument", 1.2),
    ("dev-every", 4.0),
    ("name-hidden", 96.0),
    ("name-layers", 2.0),
    ("name-epochs", 10.0),
    ("name-falling", 4.0),
    ("name-rate", 2e-3),
    ("name-seed", 5.0),
];

/// What the command line says.
pub struct Options {
    /// Treebanks, names and raw text.
    pub data: PathBuf,
    /// The registry's tables, whose names are clues.
    pub registry: PathBuf,
    /// Where the model goes.
    pub out: PathBuf,
    /// Where vectors and the state after each epoch are kept, to go on later; nothing is kept without.
    pub work: Option<PathBuf>,
    /// Which treebanks: `ewt` means `treebanks/ewt-train.conllu` and `treebanks/ewt-dev.conllu`.
    pub treebanks: Vec<String>,
    /// First part of the model files' names.
    pub language: String,
    numbers: HashMap<String, f32>,
}

impl Options {
    /// Reads the command line.
    pub fn read() -> Result<Self> {
        let mut options = Self {
            data: PathBuf::from("../shared/data"),
            registry: PathBuf::from("registry"),
            out: PathBuf::from("models"),
            work: None,
            treebanks: vec!["ewt".to_owned(), "gum".to_owned()],
            language: "english".to_owned(),
            numbers: NUMBERS
                .iter()
                .map(|&(name, n)| (name.to_owned(), n))
                .collect(),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(name) = arguments.next() {
            let value = arguments
                .next()
                .with_context(|| format!("{name} wants a value"))?;
            match name.as_str() {
                "--data" => options.data = value.into(),
                "--registry" => options.registry = value.into(),
                "--out" => options.out = value.into(),
                "--work" => options.work = Some(value.into()),
                "--treebanks" => options.treebanks = value.split(',').map(str::to_owned).collect(),
                "--language" => options.language = value,
                _ => match name
                    .strip_prefix("--")
                    .and_then(|n| options.numbers.get_mut(n))
                {
                    Some(number) => {
                        *number = value.parse().with_context(|| format!("{name} {value}"))?
                    }
                    None => bail!("unknown option {name}"),
                },
            }
        }
        Ok(options)
    }

    /// A number of the table above.
    pub fn number(&self, name: &str) -> f32 {
        debug_assert!(self.numbers.contains_key(name), "{name} has no default");
        self.numbers.get(name).copied().unwrap_or_default()
    }

    /// A whole number of the table above.
    pub fn count(&self, name: &str) -> usize {
        self.number(name) as usize
    }

    /// What is hidden while a network learns, and what each task weighs.
    pub fn regime(&self) -> Regime {
        Regime {
            word_drop: self.number("word-drop"),
            clue_drop: self.number("clue-drop"),
            layer_drop: self.number("layer-drop"),
            state_drop: self.number("state-drop"),
            unit_drop: self.number("unit-drop"),
            losses: [0.6, 0.4, 1.0, 0.4, 1.0, 1.0],
            argument: self.number("argument"),
        }
    }

    /// How long and how fast a network learns.
    pub fn plan(&self) -> Plan {
        Plan {
            epochs: self.count("epochs"),
            falling: self.count("falling"),
            batch_words: self.count("batch-words"),
            rate: self.number("rate"),
            word_rate: self.number("word-rate"),
            warm_up: 300,
            average: self.number("average"),
            seed: self.number("seed") as u64,
            threads: self.count("threads"),
            dev_every: self.count("dev-every").max(1),
        }
    }
}
