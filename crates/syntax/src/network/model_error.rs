use contingent_text::UnknownTag;

/// Why a model file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not start with the magic bytes of a network file.
    #[error("not a network model file")]
    NotAModel,
    /// It was written for another version of the program.
    #[error("model format {found} where {expected} is read")]
    Version {
        /// What the file says.
        found: u32,
        /// What this program reads.
        expected: u32,
    },
    /// It ends too early, or its parts do not fit together.
    #[error("damaged model file: {0}")]
    Damaged(&'static str),
    /// It gives a tag that this program does not know.
    #[error(transparent)]
    Tag(#[from] UnknownTag),
}
