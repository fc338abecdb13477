//! Predicted claims against labelled ones: how many were found, how many were right.
//!
//! Two claims agree when their type and the codebook's core fields agree. Dates, hedges and sources are
//! scored on agreed claims only. A labelled claim may be `optional` (neither missed nor wrong) and may
//! list other readings of its fields in `or`. The figures are those of the project's reference scorer.

mod compare;
mod core;
mod floor;
mod labelled;
mod report;

pub use compare::compare;
pub use floor::Floors;
pub use labelled::{Claims, read};
pub use report::{errors, json, table};
