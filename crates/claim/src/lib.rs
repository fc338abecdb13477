//! The nine claim types of the codebook, read from a document by rules.
//!
//! Knows what a claim is and how rules, mentions and trees make one. It does no input or output, reads
//! no clock and uses no randomness: the same document gives the same claims everywhere. It does not
//! know where documents come from, where claims are kept, or whether they are true.

mod json;
mod model;
mod schema;

pub use json::JsonForm;
pub use model::{Amount, Claim, Evidence, Value};
pub use schema::{ClaimType, Core, Domain, Field, PLOVER};
