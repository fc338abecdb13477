//! Lists to look through: documents, claims, rules, and the state by which a caller knows that nothing changed.

use crate::database::{Value, number, rows};
use crate::error::{RecordError, Result};
use crate::identity::ClaimId;
use crate::model::{DocumentFacts, StoredClaim};
use crate::query::{FACTS, facts};
use crate::record::Record;
use crate::stored::{CLAIMS, stored};

/// Which claims are listed; what is not given does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// The mission that they count for.
    pub mission: Option<String>,
    /// Type.
    pub kind: Option<String>,
    /// Contributor, donor, holder, person, perpetrator or who acted.
    pub actor: Option<String>,
    /// Status, act, attribute, harm, standing, place held or PLOVER type.
    pub status: Option<String>,
    /// The rule that made them.
    pub rule: Option<String>,
    /// The document's number.
    pub document: Option<i64>,
}

/// A page of claims, and where the next one begins.
#[derive(Clone, Debug)]
pub struct ClaimPage {
    /// The claims.
    pub claims: Vec<StoredClaim>,
    /// To be given for the next page; nothing after the last.
    pub next: Option<i64>,
}

/// How often a rule made a claim, and what people said of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleUse {
    /// Claims, those of earlier readings too.
    pub claims: i64,
    /// Of those judged: right.
    pub accepted: i64,
    /// Right but for a field.
    pub corrected: i64,
    /// Wrong.
    pub rejected: i64,
}

/// Two equal states mean that nothing was added in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct State {
    /// The last reading.
    pub reading: i64,
    /// The last judgement.
    pub judgement: i64,
    /// The last change of an account.
    pub account: i64,
    /// The last document.
    pub document: i64,
}

impl Record {
    /// How far the record has come.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn state(&mut self) -> Result<State> {
        let mut last = |table| crate::add::last(self.db.as_mut(), table);
        Ok(State {
            reading: last("reading")?,
            judgement: last("judgement")?,
            account: last("account")?,
            document: last("document")?,
        })
    }

    /// True when nothing that counts for the mission was added since the record was in this state: no reading, no
    /// judgement, and no later version of a page that spoke of it.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn is_untouched(&mut self, mission: &str, since: State) -> Result<bool> {
        let later_version = "SELECT max(n.id) FROM document n WHERE n.id > $2 AND n.version > 1 AND EXISTS \
            (SELECT 1 FROM document o JOIN digest g ON g.document = o.id WHERE o.page = n.page AND g.mission = $1)";
        for (sql, since) in [
            (
                "SELECT max(reading) FROM digest WHERE mission = $1",
                since.reading,
            ),
            (
                "SELECT max(id) FROM judgement WHERE mission = $1",
                since.judgement,
            ),
            (later_version, since.document),
        ] {
            // PostgreSQL wants as many values as the text has places.
            let with: Vec<Value> = match sql.contains("$2") {
                true => vec![mission.into(), since.into()],
                false => vec![mission.into()],
            };
            let last = number(self.db.as_mut(), sql, &with)?;
            if last.is_some_and(|last| last > since) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How many documents there are.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn document_count(&mut self) -> Result<i64> {
        Ok(number(self.db.as_mut(), "SELECT count(*) FROM document", &[])?.unwrap_or(0))
    }

    /// Documents, the latest added first, from before `before` on; with how many claims each has by its latest
    /// reading.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn documents(
        &mut self,
        mission: Option<&str>,
        before: Option<i64>,
        most: i64,
    ) -> Result<Vec<(DocumentFacts, i64)>> {
        let mut with: Vec<Value> = vec![before.unwrap_or(i64::MAX).into(), most.into()];
        let mut only = String::new();
        if let Some(mission) = mission {
            with.push(mission.into());
            // The index of the digests knows their readings, so that the digests, which are long, are not read.
            only = "AND d.id IN (SELECT r.document FROM digest g JOIN reading r ON r.id = g.reading WHERE g.mission = $3)".to_owned();
        }
        let sql = format!(
            "SELECT (SELECT r.claims FROM reading r WHERE r.document = d.id ORDER BY r.id DESC LIMIT 1), {FACTS} \
             FROM document d WHERE d.id < $1 {only} ORDER BY d.id DESC LIMIT $2"
        );
        let mut found = Vec::new();
        self.db.each(&sql, &with, &mut |row| {
            if let Some((claims, of_document)) = row.split_first_mut() {
                let claims = match claims {
                    Value::Null => 0,
                    claims => claims.int()?,
                };
                found.push((facts(of_document)?, claims));
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// What is known of one document, without its words.
    ///
    /// # Errors
    /// When there is none, or the record cannot be read.
    pub fn document_facts(&mut self, id: i64) -> Result<DocumentFacts> {
        let sql = format!("SELECT {FACTS} FROM document d WHERE d.id = $1");
        let mut found = rows(self.db.as_mut(), &sql, &[id.into()])?;
        match found.first_mut() {
            Some(row) => facts(row),
            None => Err(RecordError::NotFound(format!(
                "no document has the number {id}"
            ))),
        }
    }

    /// The documents of one voice, or of one page, the earliest known first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn siblings(&mut self, of: &DocumentFacts) -> Result<Vec<DocumentFacts>> {
        let sql = format!(
            "SELECT {FACTS} FROM document d WHERE d.voice = $1 OR d.page = $2 ORDER BY d.known, d.id LIMIT 200"
        );
        let mut found = Vec::new();
        self.db
            .each(&sql, &[of.voice.into(), of.page.into()], &mut |row| {
                found.push(facts(row)?);
                Ok(())
            })?;
        Ok(found)
    }

    /// The claims of a document by its latest reading, in the order of the reading.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn claims_of(&mut self, document: i64) -> Result<Vec<StoredClaim>> {
        let sql = format!(
            "{CLAIMS} WHERE c.reading = (SELECT l.as_reading FROM reading l WHERE l.document = $1 \
             ORDER BY l.id DESC LIMIT 1) ORDER BY c.place"
        );
        let mut found = Vec::new();
        self.db.each(&sql, &[document.into()], &mut |row| {
            found.push(stored(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Claims of the latest readings in the order in which they were added, or in the reverse one; from after
    /// the place `from` on.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn claims_listed(
        &mut self,
        filter: &ClaimFilter,
        newest_first: bool,
        from: Option<i64>,
        most: usize,
    ) -> Result<ClaimPage> {
        let start = from.unwrap_or(if newest_first { i64::MAX } else { 0 });
        let many = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let mut with: Vec<Value> = vec![start.into(), many.into()];
        let mut sql = format!(
            "{CLAIMS} WHERE c.id {} $1 AND r.id = \
             (SELECT l.as_reading FROM reading l WHERE l.document = d.id ORDER BY l.id DESC LIMIT 1)",
            if newest_first { "<" } else { ">" }
        );
        let texts = [
            ("c.mission", &filter.mission),
            ("c.type", &filter.kind),
            ("c.actor", &filter.actor),
            ("c.status", &filter.status),
            ("c.rule", &filter.rule),
        ];
        for (column, wanted) in texts {
            if let Some(wanted) = wanted {
                with.push(wanted.as_str().into());
                sql += &format!(" AND {column} = ${}", with.len());
            }
        }
        if let Some(document) = filter.document {
            with.push(document.into());
            sql += &format!(" AND d.id = ${}", with.len());
        }
        let order = if newest_first { "DESC" } else { "ASC" };
        sql += &format!(" ORDER BY c.id {order} LIMIT $2");
        let mut claims = Vec::new();
        self.db.each(&sql, &with, &mut |row| {
            claims.push(stored(row)?);
            Ok(())
        })?;
        let more = claims.len() > most;
        claims.truncate(most);
        let next = claims.last().map(|c| c.place).filter(|_| more);
        Ok(ClaimPage { claims, next })
    }

    /// For each rule how many claims it made, and how they were judged.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn rule_use(&mut self) -> Result<std::collections::BTreeMap<String, RuleUse>> {
        let mut uses = std::collections::BTreeMap::<String, RuleUse>::new();
        let sql = "SELECT rule, count(*) FROM claim WHERE rule IS NOT NULL GROUP BY rule";
        self.db.each(sql, &[], &mut |row| {
            if let [rule, claims] = row {
                uses.entry(rule.text()?).or_default().claims = claims.int()?;
            }
            Ok(())
        })?;
        // A judgement tells its claim's id; the claim may have been read several times, by one rule or another.
        let mut decided = std::collections::BTreeMap::new();
        let lines = self.judgement_lines()?;
        let undone: std::collections::HashSet<_> =
            lines.iter().filter_map(|l| l.undoes.clone()).collect();
        for line in lines {
            if line.undoes.is_none() && !undone.contains(&line.judgement) {
                decided.insert((line.claim, line.by), line.verdict);
            }
        }
        for ((claim, _), verdict) in decided {
            let Some(id) = ClaimId::parse(&claim) else {
                continue;
            };
            let sql = "SELECT rule FROM claim WHERE identity = $1 ORDER BY id DESC LIMIT 1";
            let mut found = rows(self.db.as_mut(), sql, &[id.0.into()])?;
            let Some([rule]) = found.first_mut().map(Vec::as_mut_slice) else {
                continue;
            };
            let Some(rule) = rule.some_text()? else {
                continue;
            };
            let one = uses.entry(rule).or_default();
            match verdict {
                crate::Verdict::Accept => one.accepted += 1,
                crate::Verdict::Correct => one.corrected += 1,
                crate::Verdict::Reject => one.rejected += 1,
                crate::Verdict::Note | crate::Verdict::Undo => {}
            }
        }
        Ok(uses)
    }
}
