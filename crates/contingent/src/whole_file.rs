//! A file that is written whole or not at all: what was there before stays until the new one is complete.

use anyhow::Context;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file on its way.
pub struct WholeFile {
    out: BufWriter<File>,
    path: PathBuf,
    /// Its name until it is complete.
    part: PathBuf,
    kept: bool,
}

impl WholeFile {
    /// Begins one, under another name in the same folder.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let file = File::create(&part).with_context(|| path.display().to_string())?;
        Ok(Self {
            out: BufWriter::new(file),
            path: path.to_owned(),
            part,
            kept: false,
        })
    }

    /// It is complete: gives it its name.
    pub fn keep(mut self) -> anyhow::Result<()> {
        let named = || self.path.display().to_string();
        self.out.flush().with_context(named)?;
        self.out.get_ref().sync_all().with_context(named)?;
        fs::rename(&self.part, &self.path).with_context(named)?;
        self.kept = true;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing can be done about one that cannot be removed.
            let _ = fs::remove_file(&self.part);
        }
    }
}
