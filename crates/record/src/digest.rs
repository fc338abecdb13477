//! A digest: the claims of one reading for one mission, with what is known of their document, in one cell of few bytes.
//! It is what reckoning reads, and follows from the tables `claim` and `document`.

use crate::add::{DIGEST, digest_row, last};
use crate::database::Database;
use crate::error::{RecordError, Result};
use crate::form::Short;
use crate::identity::ClaimId;
use crate::query::{FACTS, facts};
use contingent_claim::Claim;
use contingent_reckon::{Claim as Reckoned, DocumentFacts, Recorded};
use contingent_text::Part;
use smol_str::SmolStr;
use std::sync::Arc;

/// How the bytes are laid out; the first of them.
const LAYOUT: u8 = 1;

/// The claims of a reading for a mission, before it is known which document they are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DigestClaims(Vec<u8>);

impl DigestClaims {
    /// Adds a claim with its words.
    pub fn add(
        &mut self,
        mission: &str,
        id: ClaimId,
        claim: &Claim,
        quotes: Vec<(Part, &str)>,
    ) -> serde_json::Result<()> {
        let form = serde_json::to_string(&Short { claim, quotes })?;
        self.add_form(mission, id, &form)
    }

    /// Adds a claim in the short form.
    pub fn add_form(&mut self, mission: &str, id: ClaimId, form: &str) -> serde_json::Result<()> {
        let claim =
            Reckoned::from_json(form).map_err(<serde_json::Error as serde::de::Error>::custom)?;
        self.0.extend_from_slice(&id.0.to_le_bytes());
        claim.pack(mission, &mut self.0);
        Ok(())
    }

    /// The cell.
    pub fn of(&self, facts: &DocumentFacts) -> Vec<u8> {
        let mut bytes = vec![LAYOUT];
        facts.pack(&mut bytes);
        bytes.extend_from_slice(&self.0);
        bytes
    }
}

/// Reads a cell, and adds its claims; nothing when it is none.
pub fn unpack(mission: &SmolStr, bytes: &[u8], to: &mut Vec<Recorded>) -> Option<()> {
    let mut rest = bytes.strip_prefix(&[LAYOUT])?;
    let document = Arc::new(DocumentFacts::unpack(&mut rest)?);
    while !rest.is_empty() {
        let (id, claim) = rest.split_first_chunk()?;
        rest = claim;
        to.push(Recorded {
            claim: Reckoned::unpack(mission, &mut rest)?,
            claim_id: ClaimId(i64::from_le_bytes(*id)).to_smol_str(),
            document: Arc::clone(&document),
            judgement: None,
        });
    }
    Some(())
}

/// Makes the digests of a record of form 3, whose lines were an id and a short form each, into today's.
pub fn from_form_3(db: &mut dyn Database) -> Result<()> {
    /// So many documents at a time.
    const LOT: i64 = 256;
    let sql = format!(
        "SELECT g.mission, g.reading, g.claims, {FACTS} FROM digest_of_form_3 g JOIN document d ON d.id = g.document \
         WHERE g.document > $1 AND g.document <= $2"
    );
    let end = last(db, "document")?;
    let mut after = 0;
    while after < end {
        let mut made = Vec::new();
        db.each(&sql, &[after.into(), (after + LOT).into()], &mut |row| {
            let Some(([mission, reading, lines], of_document)) = row.split_first_chunk_mut::<3>()
            else {
                return Ok(());
            };
            let (mission, reading, lines) = (mission.text()?, reading.int()?, lines.text()?);
            let facts = facts(of_document)?;
            let strange =
                |what: &str| RecordError::Strange(format!("a claim of {}: {what}", facts.name));
            let mut claims = DigestClaims::default();
            for line in lines.lines() {
                let (id, form) = line.split_once(' ').ok_or_else(|| strange(line))?;
                let id = ClaimId::parse(id).ok_or_else(|| strange(line))?;
                (claims.add_form(&mission, id, form)).map_err(|e| strange(&e.to_string()))?;
            }
            made.push(digest_row(
                &mission,
                reading,
                &facts,
                claims.of(&facts.reckoned()),
            ));
            Ok(())
        })?;
        db.insert(&DIGEST, made)?;
        after += LOT;
    }
    db.script("DROP TABLE digest_of_form_3")
}
