//! Missions, countries, bodies, armed groups, office-holders and places: data with sources, and how to look them up.
//!
//! Knows names, ids and dates; knows nothing of sentences or of claims. It reads no file: the built-in tables are in the
//! binary, and a caller hands over the texts of files of its own.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod check;
mod date;
mod embedded;
mod error;
mod index;
mod merge;
mod model;
mod packed;
mod registry;
mod rows;
mod table;
mod words;

pub use date::{PartialDate, Period};
pub use error::{Problem, RegistryError};
pub use index::{Alias, AliasKind, Entry};
pub use model::{
    Body, BodyKind, Country, Group, GroupKind, Mission, MissionKind, Person, Place, PlaceKind,
    Role, Spell,
};
pub use registry::Registry;
pub use table::Provenance;
pub use words::{Shape, Word, key, words};
