//! Who, when, where and how much: found in the sentences, and resolved against the registry.
//!
//! Knows dates, numbers and names; knows nothing of claims or of rules. It does no input or output
//! and reads no clock: every relative time is anchored at the document's publication.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod focus;
mod line;
mod link;
mod mention;
mod number;
pub mod quantity;
mod read;
mod reference;
pub mod time;

pub use focus::focus;
pub use mention::{
    Currency, Entity, EntityKind, Mention, Qualifier, Quantity, Time, Unit, Usage, Value,
};
pub use read::read;
