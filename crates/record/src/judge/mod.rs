//! Judgements: what people decided about claims. They steer what is shown and never alter what was read.
//!
//! A judgement is bound to a claim by its id; after a re-reading, to the claim of the same document that
//! agrees with it on the core fields and rests on some of the same words.

mod correction;
mod steer;

pub use correction::correction;
pub use steer::in_force;
use steer::overlap;

use crate::browse::State;
use crate::database::{Database, Kind, Purpose, Table, Value, number, within};
use crate::error::{RecordError, Result};
use crate::form::Words;
use crate::identity::{ClaimId, ContentHash, hash};
use crate::model::StoredClaim;
use crate::record::{Record, moment};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What somebody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The document says so.
    Accept,
    /// It says so, but for some fields.
    Correct,
    /// It does not say so.
    Reject,
    /// A remark that decides nothing.
    Note,
    /// An earlier judgement counts no more.
    Undo,
}

/// One judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Its name, the same in every record.
    pub uid: String,
    /// The claim.
    pub claim: ClaimId,
    /// What was decided.
    pub verdict: Verdict,
    /// The fields that are put right, as a JSON object.
    pub correction: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The judgement that counts no more.
    pub undoes: Option<String>,
    /// Who decided.
    pub by: String,
    /// When, to the second, in UTC.
    pub at: String,
}

/// A judgement as it is exported: with all that binds it to its claim in another record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgementLine {
    /// Its name.
    pub judgement: String,
    /// The document's hash, and its name and headline for people.
    pub content: String,
    /// The claim's id.
    pub claim: String,
    /// What the codebook compares.
    pub core: i64,
    /// The mission it counts for.
    pub mission: Option<String>,
    /// What was decided.
    pub verdict: Verdict,
    /// The fields that are put right.
    pub correction: Option<serde_json::Value>,
    /// A remark.
    pub note: Option<String>,
    /// The judgement that counts no more.
    pub undoes: Option<String>,
    /// The words that were before whoever decided.
    pub evidence: Vec<Words>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
}

const JUDGEMENT: Table = Table {
    name: "judgement",
    columns: &[
        ("id", Kind::Int),
        ("uid", Kind::Text),
        ("content", Kind::Bytes),
        ("identity", Kind::Int),
        ("core", Kind::Int),
        ("mission", Kind::Text),
        ("verdict", Kind::Text),
        ("correction", Kind::Text),
        ("note", Kind::Text),
        ("undoes", Kind::Text),
        ("evidence", Kind::Text),
        ("by", Kind::Text),
        ("at", Kind::Text),
        ("added", Kind::Text),
    ],
};

const COLUMNS: &str =
    "uid, content, identity, core, mission, verdict, correction, note, undoes, evidence, by, at";

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Accept,
        Self::Correct,
        Self::Reject,
        Self::Note,
        Self::Undo,
    ];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Correct => "correct",
            Self::Reject => "reject",
            Self::Note => "note",
            Self::Undo => "undo",
        }
    }
}

impl Record {
    /// Writes down what somebody decided about a claim.
    ///
    /// # Errors
    /// When the judgement says nothing, or the record cannot be written.
    pub fn judge(
        &mut self,
        claim: &StoredClaim,
        verdict: Verdict,
        correction: Option<String>,
        note: Option<&str>,
        by: &str,
        now: Timestamp,
    ) -> Result<Judgement> {
        let correction = match correction {
            Some(text) => Some(
                serde_json::from_str(&text).map_err(|e| RecordError::Judgement(e.to_string()))?,
            ),
            None => None,
        };
        let line = JudgementLine {
            judgement: String::new(),
            content: claim.document.content.to_string(),
            claim: claim.id.to_string(),
            core: claim.core,
            mission: claim.mission.clone(),
            verdict,
            correction,
            note: note.map(str::to_owned),
            undoes: None,
            evidence: claim.evidence.clone(),
            by: by.to_owned(),
            at: moment(now),
        };
        self.append(named(line), now)
    }

    /// Takes an earlier judgement back, by its name or the beginning of it.
    ///
    /// # Errors
    /// When there is no such judgement or it was taken back already, or the record cannot be written.
    pub fn undo(
        &mut self,
        uid: &str,
        note: Option<&str>,
        by: &str,
        now: Timestamp,
    ) -> Result<Judgement> {
        let lines = self.judgement_lines()?;
        let matching: Vec<_> = lines
            .iter()
            .filter(|l| l.judgement.starts_with(uid))
            .collect();
        let [line] = matching.as_slice() else {
            return Err(RecordError::NotFound(match matching.len() {
                0 => format!("no judgement has a name that begins with `{uid}`"),
                n => format!("`{uid}` may mean {n} judgements; write more of it"),
            }));
        };
        if line.verdict == Verdict::Undo {
            return Err(RecordError::Judgement(
                "what was taken back cannot be taken back; judge the claim anew".to_owned(),
            ));
        }
        if lines
            .iter()
            .any(|l| l.undoes.as_ref() == Some(&line.judgement))
        {
            return Err(RecordError::Judgement(format!(
                "judgement {} was taken back before",
                line.judgement
            )));
        }
        let undo = JudgementLine {
            judgement: String::new(),
            verdict: Verdict::Undo,
            correction: None,
            note: note.map(str::to_owned),
            undoes: Some(line.judgement.clone()),
            by: by.to_owned(),
            at: moment(now),
            ..(*line).clone()
        };
        self.append(named(undo), now)
    }

    /// All judgements, oldest first, as they are exported.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn judgement_lines(&mut self) -> Result<Vec<JudgementLine>> {
        let sql = format!("SELECT {COLUMNS} FROM judgement ORDER BY at, id");
        lines(self.db.as_mut(), &sql, &[])
    }

    /// The ids of the claims of a mission about which something was decided, or taken back, since the record was in
    /// this state.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn judged_since(&mut self, mission: &str, since: State) -> Result<Vec<ClaimId>> {
        let sql = "SELECT DISTINCT identity FROM judgement WHERE mission = $1 AND id > $2 ORDER BY identity";
        let mut claims = Vec::new();
        self.db
            .each(sql, &[mission.into(), since.judgement.into()], &mut |row| {
                if let [claim] = row {
                    claims.push(ClaimId(claim.int()?));
                }
                Ok(())
            })?;
        Ok(claims)
    }

    /// The type of each claim that was judged, by its id.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn judged_types(&mut self) -> Result<HashMap<String, String>> {
        let sql = "SELECT DISTINCT c.identity, c.type FROM judgement j JOIN claim c ON c.identity = j.identity";
        let mut types = HashMap::new();
        self.db.each(sql, &[], &mut |row| {
            if let [claim, kind] = row {
                types.insert(ClaimId(claim.int()?).to_string(), kind.text()?);
            }
            Ok(())
        })?;
        Ok(types)
    }

    /// Adds judgements that were exported from another record, all or none; those that are there are left.
    /// Gives how many were added.
    ///
    /// # Errors
    /// When one of them cannot be, or the record cannot be written.
    pub fn import_judgements(&mut self, lines: &[JudgementLine], now: Timestamp) -> Result<usize> {
        within(self.db.as_mut(), Purpose::Write, |db| {
            let mut added = 0;
            for line in lines {
                let own = named(JudgementLine {
                    judgement: String::new(),
                    ..line.clone()
                });
                if own.judgement != line.judgement {
                    return Err(RecordError::Judgement(format!(
                        "judgement {} was changed after it was exported: its name does not fit what it says",
                        line.judgement
                    )));
                }
                added += usize::from(append(db, line, now)?);
            }
            Ok(added)
        })
    }

    /// What was decided about a claim, oldest first, with what was taken back.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn judgements_of(&mut self, claim: &StoredClaim) -> Result<Vec<Judgement>> {
        let sql = format!("SELECT {COLUMNS} FROM judgement WHERE content = $1 ORDER BY at, id");
        let content = Value::Bytes(claim.document.content.0.to_vec());
        let lines = lines(self.db.as_mut(), &sql, &[content])?;
        (lines.into_iter())
            .filter(|line| {
                line.claim == claim.id.to_string()
                    || line.core == claim.core && overlap(&line.evidence, &claim.evidence)
            })
            .map(judgement)
            .collect()
    }

    fn append(&mut self, line: JudgementLine, now: Timestamp) -> Result<Judgement> {
        within(self.db.as_mut(), Purpose::Write, |db| {
            append(db, &line, now)
        })?;
        judgement(line)
    }
}

/// The line with its name, which follows from what it says.
fn named(line: JudgementLine) -> JudgementLine {
    const SHOWN: usize = 16;
    let correction = line.correction.as_ref().map(ToString::to_string);
    let evidence: Vec<_> = (line.evidence.iter())
        .map(|w| format!("{:?} {} {}", w.part, w.start, w.end))
        .collect();
    let evidence = evidence.join(",");
    let uid = ContentHash(hash([
        Some(line.content.as_str()),
        Some(line.claim.as_str()),
        Some(line.verdict.name()),
        correction.as_deref(),
        line.note.as_deref(),
        line.undoes.as_deref(),
        Some(evidence.as_str()),
        Some(line.by.as_str()),
        Some(line.at.as_str()),
    ]))
    .to_string();
    JudgementLine {
        judgement: uid.chars().take(SHOWN).collect(),
        ..line
    }
}

/// Adds a row unless it is there; gives whether it was added.
fn append(db: &mut dyn Database, line: &JudgementLine, now: Timestamp) -> Result<bool> {
    let wrong =
        |what: &str| RecordError::Judgement(format!("judgement {}: {what}", line.judgement));
    let content = ContentHash::parse(&line.content).ok_or_else(|| wrong("`content` is no hash"))?;
    let claim = ClaimId::parse(&line.claim).ok_or_else(|| wrong("`claim` is no id"))?;
    let known = "SELECT id FROM judgement WHERE uid = $1";
    if number(db, known, &[line.judgement.as_str().into()])?.is_some() {
        return Ok(false);
    }
    let evidence = serde_json::to_string(&line.evidence).map_err(|e| wrong(&e.to_string()))?;
    let row = vec![
        (crate::add::last(db, "judgement")? + 1).into(),
        line.judgement.as_str().into(),
        Value::Bytes(content.0.to_vec()),
        claim.0.into(),
        line.core.into(),
        line.mission.as_deref().into(),
        line.verdict.name().into(),
        line.correction.as_ref().map(ToString::to_string).into(),
        line.note.as_deref().into(),
        line.undoes.as_deref().into(),
        evidence.into(),
        line.by.as_str().into(),
        line.at.as_str().into(),
        moment(now).into(),
    ];
    db.insert(&JUDGEMENT, vec![row])?;
    Ok(true)
}

fn lines(db: &mut dyn Database, sql: &str, with: &[Value]) -> Result<Vec<JudgementLine>> {
    let mut lines = Vec::new();
    db.each(sql, with, &mut |row| {
        let [
            uid,
            content,
            identity,
            core,
            mission,
            verdict,
            correction,
            note,
            undoes,
            evidence,
            by,
            at,
        ] = row
        else {
            return Ok(());
        };
        let uid = uid.text()?;
        let strange = |what: &str| RecordError::Strange(format!("judgement {uid}: {what}"));
        let verdict = verdict.text()?;
        let verdict = Verdict::ALL.into_iter().find(|v| v.name() == verdict);
        let correction = match correction.some_text()? {
            Some(text) => Some(serde_json::from_str(&text).map_err(|e| strange(&e.to_string()))?),
            None => None,
        };
        lines.push(JudgementLine {
            content: ContentHash::from_bytes(&content.bytes()?)
                .ok_or_else(|| strange("its hash"))?
                .to_string(),
            claim: ClaimId(identity.int()?).to_string(),
            core: core.int()?,
            mission: mission.some_text()?,
            verdict: verdict.ok_or_else(|| strange("its verdict"))?,
            correction,
            note: note.some_text()?,
            undoes: undoes.some_text()?,
            evidence: serde_json::from_str(&evidence.text()?)
                .map_err(|e| strange(&e.to_string()))?,
            by: by.text()?,
            at: at.text()?,
            judgement: uid,
        });
        Ok(())
    })?;
    Ok(lines)
}

fn judgement(line: JudgementLine) -> Result<Judgement> {
    Ok(Judgement {
        claim: ClaimId::parse(&line.claim).ok_or_else(|| {
            RecordError::Strange(format!("judgement {}: its claim", line.judgement))
        })?,
        uid: line.judgement,
        verdict: line.verdict,
        correction: line.correction.map(|c| c.to_string()),
        note: line.note,
        undoes: line.undoes,
        by: line.by,
        at: line.at,
    })
}
