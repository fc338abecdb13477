//! Who, when, where and how much: found in the sentences, and resolved against the registry.
//!
//! Knows dates, numbers and names; knows nothing of claims or of rules. It does no input or output
//! and reads no clock: every relative time is anchored at the document's publication.

mod line;
mod mention;
mod number;
pub mod quantity;
pub mod time;

pub use mention::{
    Currency, Entity, EntityKind, Mention, Qualifier, Quantity, Time, Unit, Usage, Value,
};
