//! Finding documents by their words. Each database has its own index of words; the words asked for are the same.

use crate::error::Result;
use crate::model::DocumentFacts;
use crate::query::{FACTS, facts};
use crate::record::Record;

/// So many of the newest documents that have the words are put in order of how well they fit.
const RANKED: i64 = 1000;

impl Record {
    /// The documents that have all of these words in headline or body, the best fitting first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn search(&mut self, words: &str, most: i64) -> Result<Vec<DocumentFacts>> {
        let asked = self.db.asked(&terms(words));
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let [start, found] = self.db.searches();
        // Words that stand everywhere are not worth ranking a hundred thousand documents by.
        let from = crate::database::number(
            self.db.as_mut(),
            start,
            &[asked.as_str().into(), RANKED.into()],
        )?
        .unwrap_or(0);
        let mut ids = Vec::new();
        let with = [asked.into(), from.into(), most.into()];
        self.db.each(found, &with, &mut |row| {
            if let [id] = row {
                ids.push(id.int()?);
            }
            Ok(())
        })?;
        let mut documents = Vec::with_capacity(ids.len());
        let sql = format!("SELECT {FACTS} FROM document d WHERE d.id = $1");
        for id in ids {
            self.db.each(&sql, &[id.into()], &mut |row| {
                documents.push(facts(row)?);
                Ok(())
            })?;
        }
        Ok(documents)
    }
}

/// The words of what was typed: letters and digits, no signs of any query language; not more than anybody types.
fn terms(typed: &str) -> Vec<String> {
    const MOST: usize = 16;
    typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST)
        .map(|word| word.chars().take(64).collect::<String>().to_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_words_only() {
        assert_eq!(
            terms("Kenya's \"400\" OR* -x"),
            ["kenya", "s", "400", "or", "x"]
        );
        assert_eq!(terms("\0 ' ( *"), Vec::<String>::new());
    }
}
