//! Is the record whole? Everything that can be computed twice is computed again and compared.

use crate::add::digest_row;
use crate::database::{Database, Purpose, Value, number, within};
use crate::digest::DigestClaims;
use crate::error::Result;
use crate::form::Form;
use crate::identity::ContentHash;
use crate::query::{DOCUMENTS, FACTS, document, facts};
use crate::record::Record;
use contingent_text::{Document, Part};
use std::collections::BTreeMap;

/// What there is, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Documents, versions counted one by one.
    pub documents: i64,
    /// Readings.
    pub readings: i64,
    /// Claims of all readings.
    pub claims: i64,
    /// Judgements.
    pub judgements: i64,
    /// What is wrong, a line each; empty for a whole record.
    pub wrong: Vec<String>,
}

/// Questions whose every answer is a fault: the number of a row, and what is wrong with it.
const FAULTS: &[(&str, &str)] = &[
    (
        "SELECT d.id FROM document d LEFT JOIN document_text t ON t.document = d.id WHERE t.document IS NULL",
        "document has no text",
    ),
    (
        "SELECT d.id FROM document d WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.document = d.id)",
        "document was never read",
    ),
    (
        "SELECT d.id FROM document d JOIN document p ON p.id = d.page WHERE p.page <> p.id OR p.version <> 1",
        "document belongs to a page that is none",
    ),
    (
        "SELECT d.id FROM document d WHERE d.version > 1 AND NOT EXISTS \
         (SELECT 1 FROM document b WHERE b.page = d.page AND b.version = d.version - 1)",
        "document is a version without the one before it",
    ),
    (
        "SELECT r.id FROM reading r WHERE r.claims <> (SELECT count(*) FROM claim c WHERE c.reading = r.as_reading)",
        "reading does not have as many claims as it had",
    ),
    (
        "SELECT c.id FROM claim c LEFT JOIN reading r ON r.id = c.reading WHERE r.id IS NULL OR r.as_reading <> r.id",
        "claim belongs to no reading",
    ),
    (
        "SELECT d.id FROM document d LEFT JOIN document v ON v.id = d.voice WHERE v.id IS NULL",
        "document has a voice that is no document",
    ),
];

impl Record {
    /// Looks at everything: the files, the references, each document's hash, each claim's words against the
    /// text, each short form against the claims.
    ///
    /// # Errors
    /// When the record cannot be read to its end.
    pub fn check(&mut self) -> Result<Findings> {
        within(self.db.as_mut(), Purpose::Read, |db| {
            let mut findings = Findings {
                documents: count(db, "document")?,
                readings: count(db, "reading")?,
                claims: count(db, "claim")?,
                judgements: count(db, "judgement")?,
                wrong: db.own_check()?,
            };
            for (question, fault) in FAULTS {
                db.each(question, &[], &mut |row| {
                    let id = row.first().map(Value::int).transpose()?;
                    findings
                        .wrong
                        .push(format!("{fault}: number {}", id.unwrap_or(0)));
                    Ok(())
                })?;
            }
            words(db, &mut findings.wrong)?;
            Ok(findings)
        })
    }
}

fn count(db: &mut dyn Database, table: &str) -> Result<i64> {
    let count = number(db, &format!("SELECT count(*) FROM {table}"), &[])?;
    Ok(count.unwrap_or(0))
}

/// Goes through the documents, some at a time, so that memory stays small.
fn words(db: &mut dyn Database, wrong: &mut Vec<String>) -> Result<()> {
    const AT_ONCE: i64 = 500;
    let sql = format!(
        "SELECT x.*, d.content FROM ({DOCUMENTS}) x JOIN document d ON d.id = x.id WHERE d.id > $1 AND d.id <= $2 ORDER BY d.id"
    );
    let end = crate::add::last(db, "document")?;
    let mut after = 0;
    while after < end {
        let mut documents = BTreeMap::new();
        let range = [after.into(), (after + AT_ONCE).into()];
        db.each(&sql, &range, &mut |row| {
            let Some((content, row)) = row.split_last_mut() else {
                return Ok(());
            };
            let id = row.first().map_or(Ok(0), Value::int)?;
            let document = document(row)?;
            if Some(ContentHash::of(&document)) != ContentHash::from_bytes(&content.bytes()?) {
                wrong.push(format!(
                    "document {id} is not what was added: its hash differs"
                ));
            }
            documents.insert(id, document);
            Ok(())
        })?;
        claims(db, &range, &documents, wrong)?;
        after += AT_ONCE;
    }
    Ok(())
}

/// The claims of some documents, against their words and against the short forms.
fn claims(
    db: &mut dyn Database,
    range: &[Value],
    documents: &BTreeMap<i64, Document>,
    wrong: &mut Vec<String>,
) -> Result<()> {
    let mut made: BTreeMap<(i64, String), DigestClaims> = BTreeMap::new();
    let sql = "SELECT r.document, c.reading, c.identity, c.mission, c.form FROM reading r JOIN claim c ON c.reading = r.id \
               WHERE r.document > $1 AND r.document <= $2 ORDER BY c.reading, c.place";
    db.each(sql, range, &mut |row| {
        let [of, reading, identity, mission, form] = row else {
            return Ok(());
        };
        let id = crate::identity::ClaimId(identity.int()?);
        let form = form.text()?;
        let form: Form = match serde_json::from_str(&form) {
            Ok(form) => form,
            Err(error) => {
                wrong.push(format!("claim {id} cannot be read: {error}"));
                return Ok(());
            }
        };
        if let Some(document) = documents.get(&of.int()?) {
            for words in &form.evidence {
                let text = match words.part {
                    Part::Title => &document.title,
                    Part::Body => &document.body,
                };
                let length = words.end.saturating_sub(words.start) as usize;
                let there = text.chars().skip(words.start as usize).take(length);
                if !there.eq(words.quote.chars()) {
                    wrong.push(format!(
                        "claim {id} quotes what its document does not say there"
                    ));
                }
            }
        }
        if let Some(mission) = mission.some_text()? {
            let quotes = (form.evidence.iter())
                .map(|words| (words.part, words.quote.as_str()))
                .collect();
            let of = (reading.int()?, mission.clone());
            if let Err(error) = made
                .entry(of)
                .or_default()
                .add(&mission, id, &form.claim, quotes)
            {
                wrong.push(format!("claim {id} cannot be reckoned with: {error}"));
            }
        }
        Ok(())
    })?;
    let sql = format!(
        "SELECT g.mission, g.document, g.reading, g.page, g.version, g.known, g.claims, {FACTS} FROM digest g \
         JOIN document d ON d.id = g.document WHERE g.document > $1 AND g.document <= $2"
    );
    db.each(&sql, range, &mut |row| {
        let Some((digest, of_document)) = row.split_at_mut_checked(7) else {
            return Ok(());
        };
        let facts = facts(of_document)?;
        let [mission, _, reading, ..] = &mut *digest else {
            return Ok(());
        };
        let (mission, reading) = (mission.clone().text()?, reading.int()?);
        let claims = made.remove(&(reading, mission.clone())).unwrap_or_default();
        if digest_row(&mission, reading, &facts, claims.of(&facts.reckoned())) != digest {
            wrong.push(format!(
                "the digest of reading {reading} for {mission} is not that of its claims"
            ));
        }
        Ok(())
    })?;
    for (reading, mission) in made.into_keys() {
        wrong.push(format!("reading {reading} has no digest for {mission}"));
    }
    Ok(())
}
