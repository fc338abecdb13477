//! Runs the program as a person would, and looks at what comes out.
#![expect(
    clippy::unwrap_used,
    reason = "a run that cannot be made fails the test that asked for it"
)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

/// A folder of its own for a test, and runs in it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// Lays a file on the desk.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path(name), content).unwrap();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `contingent` with these arguments in the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    /// The same, with something on standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Run {
        run_in(self.folder.path(), args, input)
    }
}

/// Runs `contingent` in the root of the repository.
pub fn run_at_root<S: AsRef<OsStr>>(args: &[S]) -> Run {
    run_in(&root(), args, b"")
}

fn run_in<S: AsRef<OsStr>>(folder: &Path, args: &[S], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_contingent"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may stop reading early, so a failed write is no failure of the test.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// A file of the shared folder beside the repository, which is not everywhere.
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    println!("not checked: there is no {}", path.display());
    None
}

/// A page of our own with a claim in it.
pub const PAGE: &str = "Kenya sends more police to Haiti

Published 6 February 2025

Kenya on Thursday sent another 144 police officers to Haiti, where they joined the Multinational Security Support Mission.

The new officers bring the number of Kenyans in the mission to 744, the interior ministry said in Nairobi. They left in the
morning and were met at the airport of Port-au-Prince by the commander of the mission and by officials of the government.
";
