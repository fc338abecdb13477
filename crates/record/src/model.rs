//! What goes into the record beside the documents, and what comes out.

use crate::form::Words;
use crate::identity::{ClaimId, ContentHash};
use contingent_claim::Claim;
use jiff::civil::Date;
use smol_str::format_smolstr;
use std::sync::Arc;

/// By what a document was read. Two readings by the same reader are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderStamp {
    /// The program's version.
    pub program: String,
    /// A hash of the rules.
    pub rules: String,
    /// A hash of the registry.
    pub registry: String,
    /// A hash of the language model.
    pub model: String,
}

/// What became of a document that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was not there.
    New,
    /// Another version of the page was there; this is the version with this number.
    Version(i64),
    /// It was there already.
    Known,
}

/// What is known of a document, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFacts {
    /// Its number in this record.
    pub id: i64,
    /// The number of the page's first version.
    pub page: i64,
    /// Which version of the page it is, from 1.
    pub version: i64,
    /// Its hash.
    pub content: ContentHash,
    /// The name it was added under: a file, or a key of the caller's.
    pub name: String,
    /// The headline.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// When it was published, as far as it says: a day, often with time and zone.
    pub published: Option<String>,
    /// The day since which it could be known: that of its publication; that of its adding where it does not
    /// say, or where it is a later version of a page and gives no later date than the one before.
    pub known: Date,
    /// When it was added.
    pub added: String,
    /// The number of the first document that says the same in the same words: copies are one voice.
    pub voice: i64,
}

/// A claim with its words.
#[derive(Clone, Debug)]
pub struct StoredClaim {
    /// Where it stands.
    pub document: Arc<DocumentFacts>,
    /// Its name.
    pub id: ClaimId,
    /// Where it stands in the order of adding, in this record.
    pub place: i64,
    /// The claim as it was read; without evidence.
    pub claim: Claim,
    /// The words.
    pub evidence: Vec<Words>,
    /// The mission it counts for.
    pub mission: Option<String>,
    /// True when the latest reading of the document still has it.
    pub current: bool,
    /// The program's version that read it, and when.
    pub read: (String, String),
    /// What the codebook compares.
    pub(crate) core: i64,
}

impl DocumentFacts {
    /// What reckoning needs of them.
    pub(crate) fn reckoned(&self) -> contingent_reckon::DocumentFacts {
        let day = |moment: &str| moment.get(.."2025-04-14".len())?.parse().ok();
        contingent_reckon::DocumentFacts {
            id: format_smolstr!("{}", self.id),
            title: self.title.as_str().into(),
            publisher: self.publisher.as_deref().map(Into::into),
            address: self.address.as_deref().map(Into::into),
            published: self.published.as_deref().and_then(day),
            known: self.known,
            voice: format_smolstr!("{}", self.voice),
        }
    }
}
