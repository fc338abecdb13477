//! Writes down a hash of each of the three things that decide what is read: rules, registry, model.

use sha2::{Digest, Sha256};
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../..");
    for folder in ["rules", "registry", "models"] {
        let hash = hash(&root.join(folder))?;
        println!(
            "cargo::rustc-env=CONTINGENT_{}={hash}",
            folder.to_uppercase()
        );
    }
    Ok(())
}

/// Sixteen digits that follow from the names and bytes of the files in a folder.
fn hash(folder: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    let mut hash = Sha256::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = fs::read(path)?;
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    Ok(hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
