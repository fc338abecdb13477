//! The nine claim types of the codebook, read from a document by rules.
//!
//! Knows what a claim is and how rules, mentions and trees make one. It does no input or output, reads
//! no clock and uses no randomness: the same document gives the same claims everywhere. It does not
//! know where documents come from, where claims are kept, or whether they are true.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod context;
mod evidence;
mod json;
mod labels;
mod merge;
mod model;
mod pairs;
mod read;
mod resolve;
mod rules;
mod scene;
mod schema;
mod source;
mod speech;
mod votes;
mod when;

pub use contingent_pattern::Diagnostic;
pub use json::JsonForm;
pub use labels::LABELS;
pub use model::{Amount, Claim, Evidence, Value};
pub use read::{near_misses, read, read_about};
pub use rules::{CONSTANTS, FUNCTIONS, Rules};
pub use schema::{ClaimType, Core, Domain, Field, PLOVER};
