//! The command line of a training run: `--name value` pairs.

use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::path::PathBuf;

/// Numbers that may be changed, for experiments; the defaults make the shipped model.
const NUMBERS: [(&str, f32); 19] = [
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
];

/// What the command line says.
pub struct Options {
    /// Treebanks, names and raw text.
    pub data: PathBuf,
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
}
