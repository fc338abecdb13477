//! What can be wrong with a claim that is handed over.

use thiserror::Error;

/// Why a text is no claim of the codebook.
#[derive(Debug, Error)]
pub enum ReckonError {
    /// It is not JSON of the expected shape.
    #[error("not a claim: {0}")]
    Shape(#[from] serde_json::Error),
    /// It has no type, or one that the codebook does not know.
    #[error("no such claim type: {0:?}")]
    Type(String),
    /// A field holds what it may not hold.
    #[error("{field} cannot be {value:?}")]
    Field {
        /// The field's name.
        field: &'static str,
        /// What it holds.
        value: String,
    },
}
