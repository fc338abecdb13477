use thiserror::Error;

/// Why the record could not be used. Each is the rest of a sentence that begins with the record's name,
/// and says what to do.
#[derive(Debug, Error)]
pub enum RecordError {
    /// Nothing is there.
    #[error("there is no record there; `contingent add FILES --record ...` makes one")]
    Missing,
    /// A file or a database of something else.
    #[error("is no record of Contingent ({0}); nothing was changed")]
    Foreign(String),
    /// Written by a release that this one cannot know.
    #[error(
        "was written by a newer release (form {found}; this release knows forms up to {known}); \
         use that release or a later one, nothing was changed"
    )]
    Newer {
        /// The form of the record.
        found: i64,
        /// The latest form known here.
        known: i64,
    },
    /// Bytes on the disk are not what was written.
    #[error(
        "is damaged ({0}); nothing was written. Keep the file as it is, bring back the last good copy, and add the \
         documents that came after it again; `contingent record check` says what is wrong"
    )]
    Damaged(String),
    /// The file, its folder or the user's rights do not allow writing.
    #[error(
        "cannot be written ({0}); nothing was changed. Make it writable, or use --record with a place that is"
    )]
    ReadOnly(String),
    /// No room is left.
    #[error(
        "has no room left on its disk ({0}); all documents added before are kept, none is half-written. \
         Make room and run the same command again"
    )]
    Full(String),
    /// Another writer kept the lock for too long.
    #[error(
        "is being written by another program ({0}); wait for it and run the same command again"
    )]
    Busy(String),
    /// The server cannot be reached, or went away.
    #[error(
        "the database cannot be reached ({0}); all documents added before are kept, none is half-written. \
         Run the same command again when it is back"
    )]
    Lost(String),
    /// The disk failed while it was read or written.
    #[error(
        "cannot be read or written because its disk failed ({0}); all documents added before are kept, none is \
         half-written. See to the disk and run the same command again"
    )]
    Disk(String),
    /// An operating system's error while opening.
    #[error("cannot be opened ({0})")]
    Unopened(String),
    /// The database refused what it should not have refused.
    #[error("the database says: {0}")]
    Database(String),
    /// A row is not as this crate writes it.
    #[error("holds something that this release did not write: {0}")]
    Strange(String),
    /// No claim, or several, are meant by an id.
    #[error("{0}")]
    NotFound(String),
    /// A judgement that cannot be used.
    #[error("{0}")]
    Judgement(String),
}

/// What most of this crate gives.
pub type Result<T> = std::result::Result<T, RecordError>;
