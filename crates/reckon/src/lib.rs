//! What the claims of many documents add up to: who is there, who promised, who paid, what changed, and why
//! sources disagree.
//!
//! Knows claims, the documents that make them, and dates. It does no input or output, reads no clock and uses no
//! randomness. It does not know where claims are kept, how they were read from sentences, or which of two sources
//! is right: it says what follows from what was said, and names the claims that it follows from.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]

mod claim;
mod diff;
mod edtf;
mod error;
mod explain;
mod figure;
mod level;
mod packed;
mod parse;
mod rates;
mod reasons;
mod reckon;
mod recorded;
mod rest;
mod short;
mod sketch;
mod sources;
mod view;
mod vocabulary;
mod voices;
mod whole;
mod why;
mod words;

pub use claim::{
    Amount, Claim, Content, Control, Equipment, Event, Funding, Mandate, Profile, Quote, Role,
    Strength, Toll, Votes, Who,
};
pub use contingent_claim::ClaimType;
pub use diff::{Change, diff};
pub use edtf::Span;
pub use error::ReckonError;
pub use explain::Finding;
pub use figure::{Figure, Kind, Topic};
pub use level::{Basis, Level};
pub use rates::{Converted, Rate, Rates, convert};
pub use reasons::{REASONS, ReasonKind, reason};
pub use reckon::{reckon, reckon_of};
pub use recorded::{DocumentFacts, Judgement, Recorded, Verdict};
pub use short::{LATEST, LATEST_FINDINGS, LeftOut};
pub use sketch::{COPY, Sketch};
pub use view::{
    ActRow, ContributorRow, EquipmentRow, GroundRow, Ladder, MandateView, MissionView, MoneyRow,
    Position, ProfileRow, StrengthView, Sum, Tenure, TollRow,
};
pub use vocabulary::{
    Act, Harm, Hedge, Item, Measure, MoneyMeasure, MoneyStatus, Personnel, Standing, Status,
    ThingStatus, Victims,
};
pub use voices::{Voiced, copied, group};
pub use why::{Ground, Why, why};
