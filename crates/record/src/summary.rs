//! What large missions add up to, kept beside the documents: made when they are added, thrown away when anything of
//! the mission is newer. It is a copy of what follows from the other tables, and never the only one.

use crate::add::last;
use crate::database::{Database, Kind, Purpose, Table, Value, number, rows, within};
use crate::error::{RecordError, Result};
use crate::record::Record;
use contingent_reckon::{MissionView, reckon};
use jiff::civil::Date;

const SUMMARY: Table = Table {
    name: "summary",
    columns: &[
        ("mission", Kind::Text),
        ("day", Kind::Text),
        ("newest", Kind::Text),
        ("program", Kind::Text),
        ("reading", Kind::Int),
        ("judgement", Kind::Int),
        ("document", Kind::Int),
        ("form", Kind::Text),
    ],
};

impl Record {
    /// The short view of a mission (see [`MissionView::shortened`]) as of a day and by what was known on it, when one is
    /// kept that still holds; `None` says that it must be reckoned.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn summary(&mut self, mission: &str, day: Date) -> Result<Option<MissionView>> {
        let form = within(self.db.as_mut(), Purpose::Read, |db| {
            valid(db, mission, &day.to_string())
        })?;
        // One of another release's making is no error: it is reckoned anew.
        let view = form.and_then(|form| serde_json::from_str::<MissionView>(&form).ok());
        Ok(view.map(|mut view| {
            let later = (day - view.as_of).get_days();
            if let Some(left) = &mut view.mandate.days_left {
                *left -= later;
            }
            (view.as_of, view.known_on) = (day, day);
            view
        }))
    }

    /// A mission of fewer documents is reckoned fast enough without a summary.
    pub const LARGE: i64 = 2_000;

    /// Makes the summaries that are missing or no longer hold of missions with at least so many documents. To be called
    /// after adding.
    ///
    /// # Errors
    /// When the record cannot be read or written.
    pub fn summarise(&mut self, day: Date, documents: i64) -> Result<()> {
        for mission in large(self.db.as_mut(), documents)? {
            let (state, there) = within(self.db.as_mut(), Purpose::Read, |db| {
                let there = valid(db, &mission, &day.to_string())?.is_some();
                Ok((State::of(db, &mission)?, there))
            })?;
            if there {
                continue;
            }
            // What is added meanwhile has a higher number than the state tells, so that the summary then does not hold.
            let recorded = self.mission(&mission, day)?;
            let newest = newest(self.db.as_mut(), &mission)?;
            let view = reckon(&mission, &recorded, day, day).shortened();
            let form = serde_json::to_string(&view)
                .map_err(|e| RecordError::Strange(format!("the summary of {mission}: {e}")))?;
            let row = vec![
                mission.as_str().into(),
                day.to_string().into(),
                newest.into(),
                env!("CARGO_PKG_VERSION").into(),
                state.reading.into(),
                state.judgement.into(),
                state.document.into(),
                form.into(),
            ];
            within(self.db.as_mut(), Purpose::Write, |db| {
                db.run(
                    "DELETE FROM summary WHERE mission = $1",
                    &[mission.as_str().into()],
                )?;
                db.insert(&SUMMARY, vec![row])
            })?;
        }
        Ok(())
    }
}

/// The highest numbers of what a mission rests on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    reading: i64,
    judgement: i64,
    document: i64,
}

impl State {
    fn of(db: &mut dyn Database, mission: &str) -> Result<Self> {
        let mission: [Value; 1] = [mission.into()];
        let reading = "SELECT max(reading) FROM digest WHERE mission = $1";
        let judgement = "SELECT max(id) FROM judgement WHERE mission = $1";
        Ok(Self {
            reading: number(db, reading, &mission)?.unwrap_or(0),
            judgement: number(db, judgement, &mission)?.unwrap_or(0),
            document: last(db, "document")?,
        })
    }
}

/// The form of the mission's summary, when nothing of the mission is newer and it holds on the day.
fn valid(db: &mut dyn Database, mission: &str, day: &str) -> Result<Option<String>> {
    let sql = "SELECT day, newest, program, reading, judgement, document, form FROM summary WHERE mission = $1";
    let mut found = rows(db, sql, &[mission.into()])?;
    let Some([made, newest, program, reading, judgement, document, form]) =
        found.first_mut().map(Vec::as_mut_slice)
    else {
        return Ok(None);
    };
    let (made, newest, document) = (made.text()?, newest.text()?, document.int()?);
    let state = State::of(db, mission)?;
    // What was dated after the day of its making is known on later days.
    let on_the_day = made == day || newest <= made && made.as_str() <= day;
    if !on_the_day
        || program.text()? != env!("CARGO_PKG_VERSION")
        || reading.int()? != state.reading
        || judgement.int()? != state.judgement
    {
        return Ok(None);
    }
    // A new version of a page takes the place of one that spoke of the mission, even when it no longer does.
    let sql = "SELECT max(n.id) FROM document n WHERE n.id > $2 AND n.version > 1 AND EXISTS \
               (SELECT 1 FROM document o JOIN digest g ON g.document = o.id \
               WHERE o.page = n.page AND g.mission = $1)";
    if number(db, sql, &[mission.into(), document.into()])?.is_some() {
        return Ok(None);
    }
    Ok(Some(form.text()?))
}

fn large(db: &mut dyn Database, documents: i64) -> Result<Vec<String>> {
    let sql = "SELECT mission FROM digest GROUP BY mission HAVING count(*) >= $1 ORDER BY mission";
    let mut found = rows(db, sql, &[documents.into()])?;
    found
        .iter_mut()
        .filter_map(|row| row.first_mut())
        .map(Value::text)
        .collect()
}

/// The latest day since which a document of the mission, or a judgement of its claims, is known.
fn newest(db: &mut dyn Database, mission: &str) -> Result<String> {
    let sql = "SELECT max(d.known) FROM digest g JOIN document d ON d.id = g.document WHERE g.mission = $1";
    let mut documents = rows(db, sql, &[mission.into()])?;
    let sql = "SELECT max(at) FROM judgement WHERE mission = $1";
    let mut judgements = rows(db, sql, &[mission.into()])?;
    let day = |found: &mut Vec<Vec<Value>>| -> Result<String> {
        let cell = found.first_mut().and_then(|row| row.first_mut());
        let text = cell.map(Value::some_text).transpose()?.flatten();
        Ok(text
            .unwrap_or_default()
            .chars()
            .take("2025-04-14".len())
            .collect())
    };
    Ok(day(&mut documents)?.max(day(&mut judgements)?))
}
