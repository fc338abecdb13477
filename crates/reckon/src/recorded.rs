//! A claim with what the record knows of it: who published it, when it was known, and what a reviewer decided.

use crate::claim::Claim;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::Arc;

/// A claim in the record.
///
/// For a mission, hand over all claims of every document that has at least one claim of that mission: those without
/// a mission of their own (ground, harm, offices, events) are taken with it, and those of other missions are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// What was read; never altered.
    pub claim: Claim,
    /// Its stable id. Up to 23 bytes cost nothing to copy.
    pub claim_id: SmolStr,
    /// The document that makes it, shared by all of its claims.
    pub document: Arc<DocumentFacts>,
    /// The decision in force, if there is one; elsewhere, since few claims have one.
    pub judgement: Option<Box<Judgement>>,
}

/// What is known of a document beside its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// Its stable id.
    pub id: SmolStr,
    /// Headline.
    pub title: SmolStr,
    /// Who published it.
    pub publisher: Option<SmolStr>,
    /// Where it was found.
    pub address: Option<SmolStr>,
    /// When it was published.
    pub published: Option<Date>,
    /// When it became known: the day of publication, else the day it was read.
    pub known: Date,
    /// The group of copies it belongs to; a document that copies nobody has a group of its own.
    pub voice: SmolStr,
}

/// What somebody decided about a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The decision.
    pub verdict: Verdict,
    /// Who decided.
    pub by: SmolStr,
    /// When, as ISO 8601.
    pub at: SmolStr,
    /// Why.
    pub note: Option<SmolStr>,
}

/// A reviewer's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is right.
    Accept,
    /// It is right with these fields put in place of what was read (names and values of the codebook's JSON).
    Correct(serde_json::Map<String, serde_json::Value>),
    /// It is wrong.
    Reject,
    /// A remark only.
    Note,
}
