//! A small language of rules over dependency trees: read, check, compile, match, explain.
//!
//! A rule has a trigger word and named arguments that are reached from it through the tree; what it
//! sets is handed back to the caller unread. This crate knows English grammar as far as Universal
//! Dependencies describe it (voice, control, coordination, standing of a clause) and nothing of
//! missions, claims or registries: labels on words and the fields of a claim are the caller's.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod ast;
mod compile;
mod error;
mod graph;
mod lexer;
mod matcher;
mod parser;
mod printer;
mod standing;

pub use ast::{
    Argument, Assignment, Condition, Direction, Example, Expression, File, Item, Mode, Rule, Step,
    Test, Way, Word,
};
pub use compile::{Program, Schema};
pub use error::Diagnostic;
pub use graph::{Edge, Graph, Rel};
pub use matcher::{Match, Miss};
pub use parser::parse;
pub use standing::GRAMMAR_LABELS;
