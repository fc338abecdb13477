//! Sentences, words, tags, lemmas, dependency trees and names, from the model inside the binary.
//!
//! [`Syntax`] is the model, [`Reader`] reads documents with it. This crate knows nothing of missions,
//! claims or the registry; it does no input or output, reads no clock and uses no randomness.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod conllu;
mod features;
mod lemma;
mod network;
mod parallel;
mod pipeline;
mod words;

pub use conllu::{ConlluError, Treebank, read_conllu, to_conllu};
pub use features::{Feature, features};
pub use network::{Analysis, ModelError, Network, Scratch, shared};
pub use parallel::read_parallel;
pub use pipeline::{Reader, Syntax, SyntaxError};

/// What the trainer needs of the inside; nothing else should use it.
#[doc(hidden)]
pub mod training {
    pub use crate::lemma::{
        Buffers, Case, Lemmas, MAX_ENDING, Scope, Script, key, lower_case, normalise,
    };
    pub use crate::words::{
        Lesson, Linear, Splitter, Word, Words, dot_lessons, lessons, line_lessons, marked_lessons,
        paragraphs, quiet_lessons, slot,
    };
}
