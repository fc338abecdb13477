//! What large missions add up to, kept beside the documents: made by whoever asks first, thrown away when anything of
//! the mission is newer. It is a copy of what follows from the other tables, and never the only one.

use crate::add::last;
use crate::database::{Database, Kind, Purpose, Table, Value, number, rows, within};
use crate::error::{RecordError, Result};
use crate::record::Record;
use contingent_reckon::MissionView;
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
    pub const LARGE: usize = 10_000;

    /// How far the record has come with a mission. To be asked before its claims are, for [`Record::keep_summary`].
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn mission_state(&mut self, mission: &str) -> Result<MissionState> {
        within(self.db.as_mut(), Purpose::Read, |db| {
            MissionState::of(db, mission)
        })
    }

    /// Keeps the view of a mission as of the day up to whose knowledge it is drawn, in short, for whoever asks next.
    /// What was added after `state` was asked makes it hold no longer, so it may come at any time; it does not wait
    /// for another writer.
    ///
    /// # Errors
    /// When the record cannot be written, or somebody writes.
    pub fn keep_summary(&mut self, view: MissionView, state: &MissionState) -> Result<()> {
        if view.as_of != view.known_on {
            return Ok(());
        }
        let mission = view.mission.to_string();
        let day = view.known_on.to_string();
        let form = serde_json::to_string(&view.shortened())
            .map_err(|e| RecordError::Strange(format!("the summary of {mission}: {e}")))?;
        self.db.hurry()?;
        within(self.db.as_mut(), Purpose::Write, |db| {
            let row = vec![
                mission.as_str().into(),
                day.into(),
                newest(db, &mission)?.into(),
                env!("CARGO_PKG_VERSION").into(),
                state.reading.into(),
                state.judgement.into(),
                state.document.into(),
                form.into(),
            ];
            db.run("DELETE FROM summary WHERE mission = $1", &[mission.into()])?;
            db.insert(&SUMMARY, vec![row])
        })
    }
}

/// How far the record has come with a mission: the highest numbers of what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissionState {
    reading: i64,
    judgement: i64,
    document: i64,
}

impl MissionState {
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
    let state = MissionState::of(db, mission)?;
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

/// The latest day since which a document of the mission, or a judgement of its claims, is known.
fn newest(db: &mut dyn Database, mission: &str) -> Result<String> {
    let sql = "SELECT max(known) FROM digest WHERE mission = $1";
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
