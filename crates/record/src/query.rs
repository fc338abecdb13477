//! What the record holds, as of a day on which it was known.

use crate::database::{Value, rows};
use crate::error::{RecordError, Result};
use crate::identity::{ClaimId, ContentHash};
use crate::model::{DocumentFacts, StoredClaim};
use crate::record::Record;
use crate::stored::{CLAIMS, stored};
use contingent_reckon::Recorded;
use contingent_text::Document;
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// The columns of a document's facts, in the order of [`facts`].
pub const FACTS: &str = "d.id, d.page, d.version, d.content, d.name, d.title, d.publisher, d.address, \
                         d.published, d.known, d.added, d.voice";

/// A mission and how much is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissionSize {
    /// Its id.
    pub mission: String,
    /// Documents that speak of it.
    pub documents: i64,
}

impl Record {
    /// All claims that count for a mission by what was known on a day: from the version of each page that
    /// was known by then, by its latest reading, with the judgements made by then.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn mission(&mut self, mission: &str, known_on: Date) -> Result<Vec<Recorded>> {
        Ok(self.known(mission, &[known_on])?.into_claims())
    }

    /// The missions of which documents speak, most spoken of first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn missions(&mut self) -> Result<Vec<MissionSize>> {
        let mut missions = Vec::new();
        // By way of the readings: the digests themselves are long, and their index has all that is asked of them.
        let sql = "SELECT g.mission, count(DISTINCT r.document) FROM digest g JOIN reading r ON r.id = g.reading \
                   GROUP BY g.mission ORDER BY 2 DESC, 1";
        self.db.each(sql, &[], &mut |row| {
            if let [mission, documents] = row {
                missions.push(MissionSize {
                    mission: mission.text()?,
                    documents: documents.int()?,
                });
            }
            Ok(())
        })?;
        Ok(missions)
    }

    /// The claims with ids in this range, with their words; of each claim its latest reading.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn claims_in(&mut self, ids: RangeInclusive<i64>, most: i64) -> Result<Vec<StoredClaim>> {
        let sql = format!(
            "{CLAIMS} WHERE c.identity BETWEEN $1 AND $2 ORDER BY c.identity, c.id DESC LIMIT $3"
        );
        let with = [(*ids.start()).into(), (*ids.end()).into(), most.into()];
        let mut found: Vec<StoredClaim> = Vec::new();
        self.db.each(&sql, &with, &mut |row| {
            let claim = stored(row)?;
            if found.last().is_none_or(|last| last.id != claim.id) {
                found.push(claim);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The claim that an id, or the beginning of one, means.
    ///
    /// # Errors
    /// When none or several are meant, or the record cannot be read.
    pub fn claim(&mut self, id: &str) -> Result<StoredClaim> {
        const SHOWN: i64 = 5;
        let none = || RecordError::NotFound(format!("no claim has an id that begins with `{id}`"));
        let range = ClaimId::beginning(id).ok_or_else(none)?;
        let mut found = self.claims_in(range, 64)?;
        match found.as_slice() {
            [] => Err(none()),
            [_] => found.pop().ok_or_else(none),
            several => {
                let ids: Vec<_> = several
                    .iter()
                    .take(SHOWN as usize)
                    .map(|c| c.id.to_string())
                    .collect();
                Err(RecordError::NotFound(format!(
                    "`{id}` may mean several claims: {}; write more of it",
                    ids.join(", ")
                )))
            }
        }
    }

    /// The document with this number, as it was read.
    ///
    /// # Errors
    /// When there is none, or the record cannot be read.
    pub fn document(&mut self, id: i64) -> Result<Document> {
        let sql = format!("{DOCUMENTS} WHERE d.id = $1");
        let mut found = rows(self.db.as_mut(), &sql, &[id.into()])?;
        match found.first_mut() {
            Some(row) => document(row),
            None => Err(RecordError::NotFound(format!(
                "no document has the number {id}"
            ))),
        }
    }
}

/// A document's facts from a row that has them last.
pub fn facts(row: &mut [Value]) -> Result<DocumentFacts> {
    let strange = |what: &str| RecordError::Strange(format!("a document's {what}"));
    let [
        id,
        page,
        version,
        content,
        name,
        title,
        publisher,
        address,
        published,
        known,
        added,
        voice,
    ] = row
    else {
        return Err(strange("columns"));
    };
    Ok(DocumentFacts {
        id: id.int()?,
        page: page.int()?,
        version: version.int()?,
        content: ContentHash::from_bytes(&content.bytes()?).ok_or_else(|| strange("hash"))?,
        name: name.text()?,
        title: title.text()?,
        publisher: publisher.some_text()?,
        address: address.some_text()?,
        published: published.some_text()?,
        known: known.text()?.parse().map_err(|_| strange("day"))?,
        added: added.text()?,
        voice: voice.int()?,
    })
}

/// A whole document; see [`document`].
pub const DOCUMENTS: &str = "SELECT d.id, d.name, d.address, d.title, d.publisher, d.byline, d.section, d.language, \
                             d.published, t.summary, t.body FROM document d JOIN document_text t ON t.document = d.id";

/// The document of a row of [`DOCUMENTS`].
pub fn document(row: &mut [Value]) -> Result<Document> {
    let [
        _,
        name,
        address,
        title,
        publisher,
        byline,
        section,
        language,
        published,
        summary,
        body,
    ] = row
    else {
        return Err(RecordError::Strange("a document's columns".to_owned()));
    };
    let published = published.some_text()?;
    let summary = summary.text()?;
    Ok(Document {
        id: name.text()?,
        title: title.text()?,
        body: body.text()?,
        published: published.as_deref().and_then(published_from),
        byline: byline.some_text()?,
        publisher: publisher.some_text()?,
        section: section.some_text()?,
        url: address.some_text()?,
        language: language.some_text()?,
        summary: summary
            .split("\n\n")
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

/// Reads what `Published` writes.
fn published_from(text: &str) -> Option<contingent_text::Published> {
    let (date, rest) = text.split_at_checked("2025-04-14".len())?;
    let date = date.parse().ok()?;
    let Some(rest) = rest.strip_prefix('T') else {
        let zone = rest.trim();
        return Some(contingent_text::Published {
            date,
            time: None,
            zone: (!zone.is_empty()).then(|| zone.to_owned()),
        });
    };
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    let zone = zone.trim();
    Some(contingent_text::Published {
        date,
        time: time.parse().ok(),
        zone: (!zone.is_empty()).then(|| zone.to_owned()),
    })
}
