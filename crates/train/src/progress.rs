//! A training run on disk after each epoch, so that it can go on later as if it had never stopped.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Writes some counts and some vectors of numbers.
pub fn save(path: &Path, counts: &[u64], vectors: &[&Vec<f32>]) -> Result<()> {
    let mut bytes = Vec::new();
    counts.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    for vector in vectors {
        vector.iter().for_each(|v| bytes.extend(v.to_le_bytes()));
    }
    let new = path.with_extension("new");
    fs::write(&new, bytes).with_context(|| format!("writing {}", new.display()))?;
    Ok(fs::rename(new, path)?)
}

/// Reads what [`save`] wrote into counts and vectors of the same sizes.
pub fn load(path: &Path, counts: &mut [u64], vectors: &mut [&mut Vec<f32>]) -> Result<()> {
    let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let numbers: usize = vectors.iter().map(|v| v.len()).sum();
    ensure!(
        bytes.len() == 8 * counts.len() + 4 * numbers,
        "{} is of another run",
        path.display()
    );
    let (head, rest) = bytes.split_at(8 * counts.len());
    for (count, bytes) in counts.iter_mut().zip(head.as_chunks::<8>().0) {
        *count = u64::from_le_bytes(*bytes);
    }
    let mut rest = rest.as_chunks::<4>().0.iter();
    for value in vectors.iter_mut().flat_map(|v| v.iter_mut()) {
        if let Some(bytes) = rest.next() {
            *value = f32::from_le_bytes(*bytes);
        }
    }
    Ok(())
}
