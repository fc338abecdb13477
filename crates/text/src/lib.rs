//! A document's text, spans into it, and what a reader of language finds there: sentences and tokens.
//!
//! Every other crate speaks in these types. This crate knows nothing of pages, grammar models,
//! missions or claims; it does no input or output.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod document;
mod sentence;
mod span;
mod tags;

pub use document::{Complaint, Document, Part, Published};
pub use sentence::{Name, NameKind, Sentence, Token};
pub use span::{CharOffsets, Span};
pub use tags::{Deprel, UnknownTag, Upos, Xpos};
