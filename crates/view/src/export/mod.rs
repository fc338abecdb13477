//! Claims, figures and documents as files for other programs. One list of columns is behind all three formats and
//! `docs/export.md`.

mod columns;
mod rows;
mod write;

pub use columns::{ExportColumn, Kind, What};
pub use rows::{ClaimFacts, DocumentRow, Row};
pub use write::{Export, Format};
