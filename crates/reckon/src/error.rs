//! What can be wrong with what is handed over.

use thiserror::Error;

/// Why a text is no claim of the codebook, or no list of rates.
#[derive(Debug, Error)]
pub enum ReckonError {
    /// It is not JSON of the expected shape.
    #[error("not a claim: {0}")]
    Shape(#[from] serde_json::Error),
    /// It has no type, or one that the codebook does not know.
    #[error("no such claim type: {0:?}")]
    Type(String),
    /// A line of a file of rates is none.
    #[error("line {line} is no rate (FROM,TO,DATE,RATE,SOURCE): {text:?}")]
    Rate {
        /// Which line, from 1.
        line: usize,
        /// What it says.
        text: String,
    },
    /// A field holds what it may not hold.
    #[error("{field} cannot be {value:?}")]
    Field {
        /// The field's name.
        field: &'static str,
        /// What it holds.
        value: String,
    },
}
