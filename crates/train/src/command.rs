//! The commands beside training the network: `words`, `lemmas`, `eval`.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Runs the command that the call names; `None` when it names none.
pub fn run() -> Option<Result<()>> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next()?;
    let task: fn(&Folders) -> Result<()> = match command.as_str() {
        "words" => |folders| crate::words::train(&folders.data, &folders.out),
        "lemmas" => |folders| crate::lemmas::train(&folders.data, &folders.out),
        "eval" => |folders| crate::eval::run(&folders.data),
        _ => return None,
    };
    Some(Folders::read(arguments).and_then(|folders| task(&folders)))
}

/// Where the data are and where the model goes.
struct Folders {
    data: PathBuf,
    out: PathBuf,
}

impl Folders {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut folders = Self {
            data: PathBuf::from("../shared/data"),
            out: PathBuf::from("models"),
        };
        while let Some(name) = arguments.next() {
            let value = arguments
                .next()
                .with_context(|| format!("{name} wants a value"))?;
            match name.as_str() {
                "--data" => folders.data = value.into(),
                "--out" => folders.out = value.into(),
                _ => bail!("unknown option {name}; known are --data and --out"),
            }
        }
        Ok(folders)
    }
}
