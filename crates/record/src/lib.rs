//! The record: documents, claims and human judgements, only ever added to.
//!
//! Kept in one SQLite file or in a PostgreSQL database, with the same behaviour on both. Knows what a
//! claim is, but not how one is read from a document, nor what claims add up to. It reads no clock:
//! whoever writes says what time it is.

mod account;
mod add;
mod browse;
mod check;
mod database;
mod digest;
mod error;
mod form;
mod identity;
mod judge;
mod known;
mod model;
mod place;
mod postgresql;
mod prepare;
mod query;
mod record;
mod reread;
mod schema;
mod search;
mod sqlite;
mod stored;
mod summary;

pub use account::{Account, AccountRole, Deed};
pub use browse::{ClaimFilter, ClaimPage, RuleUse, State};
pub use check::Findings;
pub use error::RecordError;
pub use form::Words;
pub use identity::{ClaimId, ContentHash};
pub use judge::{Judgement, JudgementLine, Verdict, correction};
pub use known::Known;
pub use model::{Added, DocumentFacts, ReaderStamp, StoredClaim};
pub use place::Place;
pub use prepare::Prepared;
pub use query::MissionSize;
pub use record::{Access, Record};
pub use schema::SCHEMA_VERSION;
pub use summary::MissionState;
