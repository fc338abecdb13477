//! Adding documents: each whole or not at all, each once.

use crate::database::{Database, Kind, Purpose, Table, Value, number, rows, within};
use crate::digest::DigestClaims;
use crate::error::{RecordError, Result};
use crate::identity::ContentHash;
use crate::model::{Added, DocumentFacts, ReaderStamp};
use crate::prepare::Prepared;
use crate::query::{FACTS, facts};
use crate::record::{Record, moment};
use contingent_reckon::Sketch;
use contingent_text::Document;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashSet};

const DOCUMENT: Table = Table {
    name: "document",
    columns: &[
        ("id", Kind::Int),
        ("page", Kind::Int),
        ("version", Kind::Int),
        ("content", Kind::Bytes),
        ("name", Kind::Text),
        ("address", Kind::Text),
        ("title", Kind::Text),
        ("publisher", Kind::Text),
        ("byline", Kind::Text),
        ("section", Kind::Text),
        ("language", Kind::Text),
        ("published", Kind::Text),
        ("known", Kind::Text),
        ("added", Kind::Text),
        ("program", Kind::Text),
        ("voice", Kind::Int),
    ],
};

const DOCUMENT_TEXT: Table = Table {
    name: "document_text",
    columns: &[
        ("document", Kind::Int),
        ("summary", Kind::Text),
        ("body", Kind::Text),
    ],
};

const READER: Table = Table {
    name: "reader",
    columns: &[
        ("id", Kind::Int),
        ("program", Kind::Text),
        ("rules", Kind::Text),
        ("registry", Kind::Text),
        ("model", Kind::Text),
    ],
};

const READING: Table = Table {
    name: "reading",
    columns: &[
        ("id", Kind::Int),
        ("document", Kind::Int),
        ("reader", Kind::Int),
        ("at", Kind::Text),
        ("as_reading", Kind::Int),
        ("claims", Kind::Int),
        ("hash", Kind::Bytes),
    ],
};

const CLAIM: Table = Table {
    name: "claim",
    columns: &[
        ("id", Kind::Int),
        ("reading", Kind::Int),
        ("place", Kind::Int),
        ("identity", Kind::Int),
        ("core", Kind::Int),
        ("type", Kind::Text),
        ("mission", Kind::Text),
        ("actor", Kind::Text),
        ("status", Kind::Text),
        ("measure", Kind::Text),
        ("value", Kind::Real),
        ("currency", Kind::Text),
        ("date", Kind::Text),
        ("said_by", Kind::Text),
        ("rule", Kind::Text),
        ("form", Kind::Text),
    ],
};

pub const DIGEST: Table = Table {
    name: "digest",
    columns: &[
        ("mission", Kind::Text),
        ("document", Kind::Int),
        ("reading", Kind::Int),
        ("page", Kind::Int),
        ("version", Kind::Int),
        ("known", Kind::Text),
        ("claims", Kind::Bytes),
    ],
};

const SKETCH: Table = Table {
    name: "sketch",
    columns: &[("document", Kind::Int), ("runs", Kind::Bytes)],
};

const SHINGLE: Table = Table {
    name: "shingle",
    columns: &[("hash", Kind::Int), ("document", Kind::Int)],
};

impl Record {
    /// The hashes of all documents, so that what is there need not be read again.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn contents(&mut self) -> Result<HashSet<ContentHash>> {
        let mut contents = HashSet::new();
        let sql = "SELECT content FROM document";
        self.db.each(sql, &[], &mut |row| {
            if let [content] = row {
                contents.extend(ContentHash::from_bytes(&content.bytes()?));
            }
            Ok(())
        })?;
        Ok(contents)
    }

    /// Adds documents with their claims, all of them or, on an error, none. A document that is there is left
    /// as it is. `now` is when they were read.
    ///
    /// # Errors
    /// When the record cannot be written; then it is as it was before the call.
    pub fn add(
        &mut self,
        batch: &[Prepared],
        by: &ReaderStamp,
        now: Timestamp,
    ) -> Result<Vec<Added>> {
        within(self.db.as_mut(), Purpose::Write, |db| {
            let mut writer = Writer::new(db, by, now)?;
            batch.iter().map(|one| writer.add(one)).collect()
        })
    }
}

/// Writes within one transaction; gives the numbers.
pub struct Writer<'d> {
    pub db: &'d mut dyn Database,
    reader: i64,
    now: String,
    last_document: i64,
    last_reading: i64,
    last_claim: i64,
}

impl<'d> Writer<'d> {
    pub fn new(db: &'d mut dyn Database, by: &ReaderStamp, now: Timestamp) -> Result<Self> {
        let reader = reader(db, by)?;
        Ok(Self {
            reader,
            now: moment(now),
            last_document: last(db, "document")?,
            last_reading: last(db, "reading")?,
            last_claim: last(db, "claim")?,
            db,
        })
    }

    fn add(&mut self, prepared: &Prepared) -> Result<Added> {
        let content = Value::Bytes(prepared.content.0.to_vec());
        let sql = "SELECT id FROM document WHERE content = $1";
        if number(self.db, sql, std::slice::from_ref(&content))?.is_some() {
            return Ok(Added::Known);
        }
        let document = &prepared.document;
        let before = self.version_before(document, &prepared.sketch)?;
        self.last_document += 1;
        let id = self.last_document;
        let page = before.as_ref().map_or(id, |b| b.page);
        let version = before.as_ref().map_or(1, |b| b.version + 1);
        let known = self.known(document, before.as_ref());
        let known_day =
            (known.parse()).map_err(|_| RecordError::Strange(format!("the day {known}")))?;
        let published = document.published.as_ref().map(ToString::to_string);
        let (copied, keys) = self.copied(&prepared.sketch)?;
        let voice = before.as_ref().map(|b| b.voice).or(copied).unwrap_or(id);
        let facts = DocumentFacts {
            id,
            page,
            version,
            content: prepared.content,
            name: document.id.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            address: document.url.clone(),
            published: published.clone(),
            known: known_day,
            added: self.now.clone(),
            voice,
        };
        let row = vec![
            id.into(),
            page.into(),
            version.into(),
            content,
            document.id.as_str().into(),
            document.url.as_deref().into(),
            document.title.as_str().into(),
            document.publisher.as_deref().into(),
            document.byline.as_deref().into(),
            document.section.as_deref().into(),
            document.language.as_deref().into(),
            published.into(),
            known.into(),
            self.now.as_str().into(),
            env!("CARGO_PKG_VERSION").into(),
            voice.into(),
        ];
        self.db.insert(&DOCUMENT, vec![row])?;
        let text = vec![
            id.into(),
            document.summary.join("\n\n").into(),
            document.body.as_str().into(),
        ];
        self.db.insert(&DOCUMENT_TEXT, vec![text])?;
        let sketch = vec![id.into(), prepared.sketch.to_bytes().into()];
        self.db.insert(&SKETCH, vec![sketch])?;
        let keys = keys.into_iter().map(|key| vec![key.into(), id.into()]);
        self.db.insert(&SHINGLE, keys.collect())?;
        self.reading(&facts, prepared, true)?;
        Ok(match before {
            None => Added::New,
            Some(_) => Added::Version(version),
        })
    }

    /// The latest version of the same page: of the same address; or, where there is none, of the same name with the same
    /// headline or some of the same text, since `index.html` may be anything.
    fn version_before(&mut self, document: &Document, sketch: &Sketch) -> Result<Option<Before>> {
        let latest = |condition: &str| {
            format!(
                "SELECT page, version, known, voice FROM document WHERE {condition} ORDER BY version DESC LIMIT 1"
            )
        };
        let mut found = match &document.url {
            Some(address) => rows(self.db, &latest("address = $1"), &[address.as_str().into()])?,
            None => match self.page_of_name(document, sketch)? {
                Some(page) => rows(self.db, &latest("page = $1"), &[page.into()])?,
                None => return Ok(None),
            },
        };
        let Some([page, version, known, voice]) = found.first_mut().map(Vec::as_mut_slice) else {
            return Ok(None);
        };
        Ok(Some(Before {
            page: page.int()?,
            version: version.int()?,
            known: known.text()?,
            voice: voice.int()?,
        }))
    }

    /// The page without an address that has this document's name, and its headline or some of its text.
    fn page_of_name(&mut self, document: &Document, sketch: &Sketch) -> Result<Option<i64>> {
        /// Of a name that stands for more pages than that, only the latest are looked at.
        const PAGES: i64 = 64;
        let sql = "SELECT page, id, title FROM document WHERE name = $1 AND address IS NULL ORDER BY id DESC LIMIT $2";
        let mut named = rows(self.db, sql, &[document.id.as_str().into(), PAGES.into()])?;
        for row in &mut named {
            let [page, id, title] = row.as_mut_slice() else {
                continue;
            };
            let same = !document.title.is_empty() && title.text()? == document.title;
            if same || self.is_like(sketch, id)? {
                return Ok(Some(page.int()?));
            }
        }
        Ok(None)
    }

    /// True when a document in the record has some of the same text.
    fn is_like(&mut self, sketch: &Sketch, id: &Value) -> Result<bool> {
        let sql = "SELECT runs FROM sketch WHERE document = $1";
        let mut found = rows(self.db, sql, std::slice::from_ref(id))?;
        let runs = found.first_mut().and_then(|row| row.first_mut());
        let before = runs.map(Value::bytes).transpose()?;
        let before = before.and_then(|bytes| Sketch::from_bytes(&bytes));
        Ok(before.is_some_and(|before| contingent_reckon::copied(sketch, [&before]).is_some()))
    }

    /// The voice of the document that this one copies, if any, and the keys of the index by which later copies
    /// of this one will be found.
    fn copied(&mut self, sketch: &Sketch) -> Result<(Option<i64>, Vec<i64>)> {
        /// A story copied more often is found by its first copies; a line that stands below every article
        /// does not make all of them candidates.
        const REMEMBERED: usize = 8;
        let all: BTreeSet<i64> = sketch.keys().map(u64::cast_signed).collect();
        let mut near = BTreeSet::new();
        let mut known: BTreeMap<i64, usize> = BTreeMap::new();
        let sql = format!(
            "SELECT hash, document FROM shingle WHERE hash IN ({})",
            some()
        );
        for keys in many(&all) {
            self.db.each(&sql, &keys, &mut |row| {
                if let [hash, document] = row {
                    near.insert(document.int()?);
                    *known.entry(hash.int()?).or_default() += 1;
                }
                Ok(())
            })?;
        }
        let new = |key: &i64| known.get(key).copied().unwrap_or(0) < REMEMBERED;
        let keys: Vec<i64> = all.into_iter().filter(new).collect();
        let mut candidates = Vec::new();
        let sql = format!(
            "SELECT d.known, d.id, d.voice, s.runs FROM document d JOIN sketch s ON s.document = d.id WHERE d.id IN ({})",
            some()
        );
        for documents in many(&near) {
            self.db.each(&sql, &documents, &mut |row| {
                if let [known, id, voice, runs] = row
                    && let Some(runs) = Sketch::from_bytes(&runs.bytes()?)
                {
                    candidates.push((known.text()?, id.int()?, voice.int()?, runs));
                }
                Ok(())
            })?;
        }
        candidates.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let sketches = candidates.iter().map(|(.., runs)| runs);
        let copied = contingent_reckon::copied(sketch, sketches).and_then(|at| candidates.get(at));
        Ok((copied.map(|(_, _, voice, _)| *voice), keys))
    }

    /// The day since which a document can be known.
    fn known(&self, document: &Document, before: Option<&Before>) -> String {
        let published = document.published.as_ref().map(|p| p.date.to_string());
        match (published, before) {
            (Some(published), None) => published,
            (Some(published), Some(before)) if published > before.known => published,
            // A page that was changed without saying so was changed some time before it was read.
            _ => self.now.chars().take("2025-04-14".len()).collect(),
        }
    }

    /// Adds another reading of a document that is there; gives whether it has other claims.
    pub fn read_again(&mut self, document: i64, prepared: &Prepared) -> Result<bool> {
        let sql = format!("SELECT {FACTS} FROM document d WHERE d.id = $1");
        let mut found = rows(self.db, &sql, &[document.into()])?;
        let none = || RecordError::NotFound(format!("no document has the number {document}"));
        let facts = facts(found.first_mut().ok_or_else(none)?)?;
        self.reading(&facts, prepared, false)
    }

    /// Adds a reading of a document: the claims, unless an earlier reading of it has the same ones.
    /// Gives true when there was none.
    fn reading(&mut self, facts: &DocumentFacts, prepared: &Prepared, first: bool) -> Result<bool> {
        let document = facts.id;
        let hash = Value::Bytes(prepared.claims_hash.to_vec());
        let sql = "SELECT as_reading FROM reading WHERE document = $1 ORDER BY id DESC LIMIT 1";
        let before = if first {
            None
        } else {
            number(self.db, sql, &[document.into()])?
        };
        let sql = "SELECT id FROM reading WHERE document = $1 AND hash = $2 AND id = $3";
        let same = match before {
            Some(before) => number(
                self.db,
                sql,
                &[document.into(), hash.clone(), before.into()],
            )?,
            None => None,
        };
        self.last_reading += 1;
        let id = self.last_reading;
        let row = vec![
            id.into(),
            document.into(),
            self.reader.into(),
            self.now.as_str().into(),
            same.unwrap_or(id).into(),
            (prepared.claims.len() as i64).into(),
            hash,
        ];
        self.db.insert(&READING, vec![row])?;
        if same.is_some() {
            return Ok(false);
        }
        let mut claims = Vec::with_capacity(prepared.claims.len());
        for (place, claim) in (0_i64..).zip(&prepared.claims) {
            self.last_claim += 1;
            let mut row: Vec<Value> = vec![self.last_claim.into(), id.into(), place.into()];
            row.extend(claim.cells.iter().cloned());
            claims.push(row);
        }
        self.db.insert(&CLAIM, claims)?;
        self.digests(id, facts, prepared, first)?;
        Ok(true)
    }

    /// The digests by mission. A mission that an earlier reading of the document knew and this one does not gets
    /// an empty one.
    fn digests(
        &mut self,
        reading: i64,
        facts: &DocumentFacts,
        prepared: &Prepared,
        first: bool,
    ) -> Result<()> {
        let mut digests: Vec<Vec<Value>> = Vec::new();
        let reckoned = facts.reckoned();
        let mut digest = |mission: &str, claims: &DigestClaims| {
            digests.push(digest_row(mission, reading, facts, claims.of(&reckoned)));
        };
        for (mission, claims) in &prepared.digests {
            digest(mission, claims);
        }
        if first {
            return self.db.insert(&DIGEST, digests);
        }
        let document = facts.id;
        let sql = "SELECT DISTINCT mission FROM digest WHERE document = $1";
        self.db.each(sql, &[document.into()], &mut |row| {
            if let [mission] = row {
                let mission = mission.text()?;
                if !prepared.digests.contains_key(&mission) {
                    digest(&mission, &DigestClaims::default());
                }
            }
            Ok(())
        })?;
        self.db.insert(&DIGEST, digests)
    }
}

/// A row of the table `digest`.
pub fn digest_row(
    mission: &str,
    reading: i64,
    facts: &DocumentFacts,
    claims: Vec<u8>,
) -> Vec<Value> {
    vec![
        mission.into(),
        facts.id.into(),
        reading.into(),
        facts.page.into(),
        facts.version.into(),
        facts.known.to_string().into(),
        claims.into(),
    ]
}

/// So many numbers are asked for at once: a question for each would be a journey to the server for each.
const AT_ONCE: usize = 32;

/// The places of so many numbers in a question.
fn some() -> String {
    let places: Vec<_> = (1..=AT_ONCE).map(|n| format!("${n}")).collect();
    places.join(", ")
}

/// The numbers in lots of that size; the last one is filled up with what it has, which changes no answer.
fn many(numbers: &BTreeSet<i64>) -> Vec<Vec<Value>> {
    let numbers: Vec<i64> = numbers.iter().copied().collect();
    (numbers.chunks(AT_ONCE))
        .map(|lot| {
            let lot = lot.iter().cycle().take(AT_ONCE);
            lot.map(|n| Value::from(*n)).collect()
        })
        .collect()
}

/// The version of a page before the one that is added.
struct Before {
    page: i64,
    version: i64,
    known: String,
    voice: i64,
}

/// The largest number given so far.
pub fn last(db: &mut dyn Database, table: &str) -> Result<i64> {
    let last = number(db, &format!("SELECT max(id) FROM {table}"), &[])?;
    Ok(last.unwrap_or(0))
}

/// The reader's number, given when it is new.
pub fn reader(db: &mut dyn Database, by: &ReaderStamp) -> Result<i64> {
    let sql =
        "SELECT id FROM reader WHERE program = $1 AND rules = $2 AND registry = $3 AND model = $4";
    let values: [Value; 4] =
        [&by.program, &by.rules, &by.registry, &by.model].map(|s| s.as_str().into());
    if let Some(id) = number(db, sql, &values)? {
        return Ok(id);
    }
    let id = last(db, "reader")? + 1;
    let mut row = vec![id.into()];
    row.extend(values);
    db.insert(&READER, vec![row])?;
    Ok(id)
}
