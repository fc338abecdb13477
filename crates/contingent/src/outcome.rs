//! How a run ended, and the one place that turns it into an exit code.

use std::io;
use std::process::ExitCode;

/// What became of the documents of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Documents that were read.
    pub read: u64,
    /// Documents or files that could not be.
    pub failed: u64,
    /// A check that was asked for did not hold.
    pub check_failed: bool,
}

impl Outcome {
    /// The exit code, as `contingent --help` documents it.
    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self {
                read: 0,
                failed: 1..,
                ..
            } => 2,
            Self { failed: 1.., .. } => 1,
            Self {
                check_failed: true, ..
            } => 3,
            _ => 0,
        })
    }
}

/// Says why nothing could be done. A reader that has gone away (`contingent read ... | head`) is no error.
pub fn refuse(error: &anyhow::Error) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    anstream::eprintln!("contingent: {error:#}");
    ExitCode::from(2)
}

/// True when whoever read our output has stopped reading.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    (error.chain()).any(|cause| {
        (cause.downcast_ref::<io::Error>()).is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}
