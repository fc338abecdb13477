//! How judgements steer what is shown: each finds its claim, in today's reading too, and the latest decides.

use super::{COLUMNS, JudgementLine, Verdict, lines};
use crate::database::{Database, Value};
use crate::error::{RecordError, Result};
use crate::form::{Form, Words};
use crate::identity::{ClaimId, ContentHash};
use contingent_reckon::Recorded;
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The judgements about claims of a mission that were in force at the end of a day, each with the place of its claim.
pub fn in_force<'c>(
    db: &mut dyn Database,
    mission: &str,
    known_on: Date,
    claims: impl Iterator<Item = &'c Recorded> + Clone,
) -> Result<Vec<(usize, contingent_reckon::Judgement)>> {
    let sql =
        format!("SELECT {COLUMNS} FROM judgement WHERE mission = $1 AND at < $2 ORDER BY at, id");
    let next_day = known_on
        .tomorrow()
        .map_or_else(|_| "9999-99".to_owned(), |day| day.to_string());
    let lines = standing(lines(db, &sql, &[mission.into(), next_day.into()])?);
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let there = places(lines.iter().map(|line| line.claim.clone()), claims.clone());
    // Where a later reading gave the claim another id.
    let mut anew: HashMap<String, String> = HashMap::new();
    for line in &lines {
        if !there.contains_key(line.claim.as_str())
            && let Some(id) = same_claim(db, line)?
        {
            anew.insert(line.judgement.clone(), id.to_string());
        }
    }
    let there_anew = places(anew.values().cloned(), claims);
    let mut decided: BTreeMap<usize, contingent_reckon::Judgement> = BTreeMap::new();
    for line in lines {
        let other = || there_anew.get(anew.get(&line.judgement)?.as_str());
        let Some(at) = there.get(line.claim.as_str()).or_else(other).copied() else {
            continue;
        };
        // The latest decides; a note only where nothing was decided.
        if line.verdict == Verdict::Note && decided.contains_key(&at) {
            continue;
        }
        match reckoned(line) {
            Some(judgement) => decided.insert(at, judgement),
            None => decided.remove(&at),
        };
    }
    Ok(decided.into_iter().collect())
}

/// Where the claims with these ids stand.
fn places<'c>(
    ids: impl Iterator<Item = String>,
    claims: impl Iterator<Item = &'c Recorded>,
) -> HashMap<SmolStr, usize> {
    let wanted: HashSet<SmolStr> = ids.map(SmolStr::from).collect();
    if wanted.is_empty() {
        return HashMap::new();
    }
    (claims.enumerate())
        .filter(|(_, one)| wanted.contains(&one.claim_id))
        .map(|(at, one)| (one.claim_id.clone(), at))
        .collect()
}

/// Judgements that were not taken back.
fn standing(lines: Vec<JudgementLine>) -> Vec<JudgementLine> {
    let undone: HashSet<String> = (lines.iter())
        .filter_map(|line| line.undoes.clone())
        .collect();
    lines
        .into_iter()
        .filter(|line| line.undoes.is_none() && !undone.contains(&line.judgement))
        .collect()
}

fn reckoned(line: JudgementLine) -> Option<contingent_reckon::Judgement> {
    use contingent_reckon::Verdict as Reckoned;
    let verdict = match (line.verdict, line.correction) {
        (Verdict::Accept, _) => Reckoned::Accept,
        (Verdict::Correct, Some(serde_json::Value::Object(fields))) => Reckoned::Correct(fields),
        (Verdict::Correct | Verdict::Note, _) => Reckoned::Note,
        (Verdict::Reject, _) => Reckoned::Reject,
        (Verdict::Undo, _) => return None,
    };
    Some(contingent_reckon::Judgement {
        verdict,
        by: line.by.into(),
        at: line.at.into(),
        note: line.note.map(Into::into),
    })
}

/// The claim in today's reading of the document that says what the judged one said, in some of the same words.
fn same_claim(db: &mut dyn Database, line: &JudgementLine) -> Result<Option<ClaimId>> {
    let Some(content) = ContentHash::parse(&line.content) else {
        return Ok(None);
    };
    let sql = "SELECT c.identity, c.form FROM document d \
               JOIN reading r ON r.id = (SELECT l.as_reading FROM reading l WHERE l.document = d.id ORDER BY l.id DESC LIMIT 1) \
               JOIN claim c ON c.reading = r.id WHERE d.content = $1 AND c.core = $2 ORDER BY c.place";
    let mut found = None;
    let with = [Value::Bytes(content.0.to_vec()), line.core.into()];
    db.each(sql, &with, &mut |row| {
        if let ([id, form], None) = (row, found) {
            let form = form.text()?;
            let form: Form =
                serde_json::from_str(&form).map_err(|e| RecordError::Strange(e.to_string()))?;
            if overlap(&line.evidence, &form.evidence) {
                found = Some(ClaimId(id.int()?));
            }
        }
        Ok(())
    })?;
    Ok(found)
}

pub(super) fn overlap(a: &[Words], b: &[Words]) -> bool {
    let meet = |a: &Words, b: &Words| a.part == b.part && a.start < b.end && b.start < a.end;
    a.iter().any(|a| b.iter().any(|b| meet(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contingent_text::Part;

    #[test]
    fn words_overlap_only_in_one_part() {
        let words = |part, start, end| Words {
            part,
            start,
            end,
            quote: String::new(),
            rule: Default::default(),
            roles: Vec::new(),
        };
        let body = [words(Part::Body, 10, 20)];
        assert!(overlap(&body, &[words(Part::Body, 19, 25)]));
        assert!(!overlap(&body, &[words(Part::Body, 20, 25)]));
        assert!(!overlap(&body, &[words(Part::Title, 10, 20)]));
    }
}
