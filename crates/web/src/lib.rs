//! The record in the browser and by REST: read it, doubt it, judge it.
//!
//! Knows the record, what its claims add up to, and HTTP. It does not know how a claim is read from a sentence
//! (the program hands that in as [`Explain`]), how numbers are reckoned, or which source is right. It is the only
//! crate that knows tokio, and everything it serves is in the binary: no page asks another machine for anything.

mod acts;
mod agreement;
mod api;
mod app;
mod assets;
mod cache;
mod charts;
mod decided;
mod exported;
mod fault;
mod gate;
mod kept;
mod layout;
mod limit;
mod marks;
mod pages;
mod password;
mod pool;
mod queue;
mod router;
mod serve;
mod session;
mod settled;
mod warm;
mod words;

pub use api::openapi;
pub use app::{Explain, Explained, Settings};
pub use exported::{ExportError, Exported, export};
pub use fault::Fault;
pub use password::{PasswordError, hash_password};
pub use serve::{Listening, listen};
