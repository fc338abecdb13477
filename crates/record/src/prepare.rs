//! A read document made ready for the record: hashes, forms and rows. The costly part of adding, done by the
//! threads that read, so that the one writer only writes.

use crate::database::Value as Cell;
use crate::digest::DigestClaims;
use crate::identity::{ClaimId, ContentHash, core, hash};
use contingent_claim::{Claim, ClaimType, JsonForm, Value};
use contingent_reckon::Sketch;
use contingent_text::Document;
use std::collections::{BTreeMap, HashSet};

/// A document with its claims, ready to be added.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(crate) content: ContentHash,
    pub(crate) document: Document,
    pub(crate) claims: Vec<Row>,
    /// The claims of each mission as reckoning reads them.
    pub(crate) digests: BTreeMap<String, DigestClaims>,
    /// For finding copies.
    pub(crate) sketch: Sketch,
    /// Equal for two readings with the same claims.
    pub(crate) claims_hash: [u8; 32],
}

/// One claim as the table has it, but for the numbers that the writer gives.
#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<Cell>,
}

impl Prepared {
    /// The document with the claims that were read from it. A claim without a mission of its own counts for
    /// the `focus`, the mission that the document is about.
    ///
    /// # Errors
    /// When a claim cannot be written as JSON, which no claim of `contingent-claim` does.
    pub fn new(
        document: &Document,
        claims: &[Claim],
        focus: Option<&str>,
    ) -> Result<Self, serde_json::Error> {
        let content = ContentHash::of(document);
        let form = JsonForm::new(document);
        let mut ids = HashSet::new();
        let mut rows = Vec::with_capacity(claims.len());
        let mut digests: BTreeMap<String, DigestClaims> = BTreeMap::new();
        for claim in claims {
            let core = core(claim.kind, claim);
            let id = (0..).map(|again| ClaimId::of(content, core, claim, again));
            let Some(id) = id.into_iter().find(|id| ids.insert(*id)) else {
                continue;
            };
            let mission = mission(claim).or(focus);
            if let Some(mission) = mission {
                let quotes = (claim.evidence.iter())
                    .map(|e| (e.part, e.span.of(document.part(e.part))))
                    .collect();
                let digest = digests.entry(mission.to_owned()).or_default();
                digest.add(mission, id, claim, quotes)?;
            }
            let json = serde_json::to_string(&form.claim(claim))?;
            rows.push(Row {
                cells: cells(id, core, claim, mission, json),
            });
        }
        let claims_hash = hash(rows.iter().flat_map(|row| {
            row.cells.iter().map(|cell| match cell {
                Cell::Text(text) => Some(text.as_str()),
                _ => None,
            })
        }));
        Ok(Self {
            content,
            document: document.clone(),
            claims: rows,
            digests,
            sketch: Sketch::of(&document.title, &document.body),
            claims_hash,
        })
    }

    /// The document's hash.
    #[must_use]
    pub fn content(&self) -> ContentHash {
        self.content
    }

    /// The name that the document was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.document.id
    }

    /// How many claims there are.
    #[must_use]
    pub fn claims(&self) -> usize {
        self.claims.len()
    }

    /// True when nothing in the document has to be replaced.
    #[must_use]
    pub fn is_storable(document: &Document) -> bool {
        let of_head = [
            Some(&document.id),
            Some(&document.title),
            Some(&document.body),
            document.publisher.as_ref(),
            document.byline.as_ref(),
            document.section.as_ref(),
            document.url.as_ref(),
            document.language.as_ref(),
        ];
        let mut texts = of_head.into_iter().flatten().chain(&document.summary);
        texts.all(|text| !text.contains('\0'))
    }

    /// The document's text with what no database can keep (the character U+0000) replaced by U+FFFD. To be
    /// done before the document is read, so that offsets fit.
    pub fn make_storable(document: &mut Document) {
        let texts = [
            Some(&mut document.id),
            Some(&mut document.title),
            Some(&mut document.body),
            document.publisher.as_mut(),
            document.byline.as_mut(),
            document.section.as_mut(),
            document.url.as_mut(),
            document.language.as_mut(),
        ];
        for text in texts.into_iter().flatten().chain(&mut document.summary) {
            if text.contains('\0') {
                *text = text.replace('\0', "\u{FFFD}");
            }
        }
    }
}

/// The mission that a claim itself names.
fn mission(claim: &Claim) -> Option<&str> {
    claim.text("mission")
}

/// The columns of `claim` from `identity` on, in the order of the table.
fn cells(id: ClaimId, core: i64, claim: &Claim, mission: Option<&str>, form: String) -> Vec<Cell> {
    let (actor, status, amount) = match claim.kind {
        ClaimType::Strength => ("contributor", "status", "count"),
        ClaimType::Mandate => ("by", "act", ""),
        ClaimType::Funding => ("donor", "status", "amount"),
        ClaimType::Equipment => ("contributor", "status", "count"),
        ClaimType::Profile => ("value", "attribute", ""),
        ClaimType::Control => ("holder", "place", "share"),
        ClaimType::Toll => ("by", "harm", "count"),
        ClaimType::Role => ("person", "standing", ""),
        ClaimType::Event => ("actor", "plover", ""),
    };
    let text = |field: &str| match claim.get(field) {
        Some(Value::Text(text) | Value::Place { name: text, .. }) => Some(text.to_string()),
        Some(Value::Several(names)) => Some(names.join(" ")),
        Some(Value::Bool(truth)) => Some(truth.to_string()),
        _ => None,
    };
    let amount = match claim.get(amount) {
        Some(Value::Quantity(amount)) => Some(amount),
        _ => None,
    };
    vec![
        id.0.into(),
        core.into(),
        claim.kind.name().into(),
        mission.into(),
        text(actor).into(),
        text(status).into(),
        text("measure").into(),
        amount.and_then(|a| a.value).into(),
        amount
            .and_then(|a| a.currency.as_ref())
            .map(ToString::to_string)
            .into(),
        claim.date.as_deref().into(),
        claim.said_by.as_deref().into(),
        claim.evidence.first().map(|e| e.rule.as_str()).into(),
        form.into(),
    ]
}
