//! Reading what the record holds once more, with other rules; the claims read before stay as history.

use crate::add::{Writer, reader};
use crate::database::{Database, Purpose, within};
use crate::error::Result;
use crate::model::ReaderStamp;
use crate::prepare::Prepared;
use crate::query::{DOCUMENTS, document};
use crate::record::Record;
use contingent_text::Document;
use jiff::Timestamp;

impl Record {
    /// Up to `most` documents with numbers above `after` whose latest reading is by another reader.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn unread(
        &mut self,
        by: &ReaderStamp,
        after: i64,
        most: i64,
    ) -> Result<Vec<(i64, Document)>> {
        let sql = format!(
            "{DOCUMENTS} WHERE d.id > $1 AND NOT EXISTS (SELECT 1 FROM reading r JOIN reader e ON e.id = r.reader \
             WHERE r.id = (SELECT max(l.id) FROM reading l WHERE l.document = d.id) \
             AND e.program = $2 AND e.rules = $3 AND e.registry = $4 AND e.model = $5) ORDER BY d.id LIMIT $6"
        );
        let with = [
            after.into(),
            by.program.as_str().into(),
            by.rules.as_str().into(),
            by.registry.as_str().into(),
            by.model.as_str().into(),
            most.into(),
        ];
        let mut unread = Vec::new();
        self.db.each(&sql, &with, &mut |row| {
            let id = row.first().map_or(Ok(0), |v| v.int())?;
            unread.push((id, document(row)?));
            Ok(())
        })?;
        Ok(unread)
    }

    /// Adds readings of documents that are there, all or none; gives for each whether its claims changed.
    ///
    /// # Errors
    /// When the record cannot be written; then it is as it was before the call.
    pub fn read_again(
        &mut self,
        batch: &[(i64, Prepared)],
        by: &ReaderStamp,
        now: Timestamp,
    ) -> Result<Vec<bool>> {
        within(self.db.as_mut(), Purpose::Write, |db| {
            let mut writer = Writer::new(db, by, now)?;
            (batch.iter())
                .map(|(id, prepared)| {
                    // Another program may have read it again meanwhile.
                    if latest_reader(writer.db, *id)? == Some(reader(writer.db, by)?) {
                        return Ok(false);
                    }
                    writer.read_again(*id, prepared)
                })
                .collect()
        })
    }
}

fn latest_reader(db: &mut dyn Database, document: i64) -> Result<Option<i64>> {
    let sql = "SELECT reader FROM reading WHERE document = $1 ORDER BY id DESC LIMIT 1";
    crate::database::number(db, sql, &[document.into()])
}
