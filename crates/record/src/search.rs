//! Finding documents by their words. Each database has its own index of words; the words asked for are the same.

use crate::error::Result;
use crate::model::DocumentFacts;
use crate::query::{FACTS, facts};
use crate::record::Record;

/// So many of the newest documents that have the words are put in order of how well they fit. Words that stand
/// everywhere are not worth ranking a hundred thousand documents by.
const RANKED: i64 = 300;

impl Record {
    /// The documents that have all of these words in headline or body, the best fitting first.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn search(&mut self, words: &str, most: i64) -> Result<Vec<DocumentFacts>> {
        let terms = terms(words);
        let asked = self.db.asked(&terms);
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        let with = [asked.into(), RANKED.into()];
        let sql = format!(
            "SELECT d.title, t.body, {FACTS} FROM ({}) w JOIN document d ON d.id = w.document \
             JOIN document_text t ON t.document = d.id",
            self.db.newest_with()
        );
        self.db.each(&sql, &with, &mut |row| {
            if let Some(([title, body], of_document)) = row.split_first_chunk_mut::<2>() {
                let count = Count::of(&terms, &title.text()?, &body.text()?);
                found.push((count, facts(of_document)?));
            }
            Ok(())
        })?;
        let words: usize = found.iter().map(|(count, _)| count.words).sum();
        let usual = words as f64 / found.len().max(1) as f64;
        let mut ranked: Vec<_> = (found.into_iter())
            .map(|(count, facts)| (count.fit(usual), facts))
            .collect();
        ranked.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(other.id.cmp(&one.id)));
        ranked.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(ranked.into_iter().map(|(_, facts)| facts).collect())
    }
}

/// How often each word stands in a document, and how long the document is.
struct Count {
    times: Vec<f64>,
    words: usize,
}

/// A word in the headline counts as much as so many in the body.
const HEADLINE: f64 = 4.0;

impl Count {
    fn of(terms: &[String], title: &str, body: &str) -> Self {
        let mut count = Self {
            times: vec![0.0; terms.len()],
            words: 0,
        };
        for (text, weight) in [(title, HEADLINE), (body, 1.0)] {
            for word in text.split(|c: char| !c.is_alphanumeric()) {
                count.words += usize::from(!word.is_empty());
                for (times, term) in count.times.iter_mut().zip(terms) {
                    if is_same(word, term) {
                        *times += weight;
                    }
                }
            }
        }
        count
    }

    /// How well the document fits, by Okapi BM25 (Robertson and Walker 1994) with its usual constants. All documents
    /// ranked have all of the words, so that how rare a word is in general plays no part.
    fn fit(&self, usual: f64) -> f64 {
        const SATURATION: f64 = 1.2;
        const LENGTH: f64 = 0.75;
        let length = 1.0 - LENGTH + LENGTH * self.words as f64 / usual.max(1.0);
        let of_word = |times: &f64| {
            // The index knows a word by other accents, too, and then it is there at least once.
            let times = times.max(1.0);
            times * (SATURATION + 1.0) / (times + SATURATION * length)
        };
        self.times.iter().map(of_word).sum()
    }
}

/// True for the same letters, large or small. `term` is in small ones.
fn is_same(word: &str, term: &str) -> bool {
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(term);
    }
    word.chars().flat_map(char::to_lowercase).eq(term.chars())
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
    fn a_headline_and_a_short_text_fit_better() {
        let terms = ["kenya".to_owned(), "été".to_owned()];
        let fit = |title: &str, body: &str| Count::of(&terms, title, body).fit(8.0);
        let plain = fit("News", "Kenya was there in the Été of that year");
        assert!(fit("KENYA été", "It was there in that year") > plain);
        assert!(fit("News", "Kenya, été") > plain);
        assert!(plain > fit("News", "of Kenyans in that year nobody told in that year"));
    }

    #[test]
    fn what_was_typed_is_words_only() {
        assert_eq!(
            terms("Kenya's \"400\" OR* -x"),
            ["kenya", "s", "400", "or", "x"]
        );
        assert_eq!(terms("\0 ' ( *"), Vec::<String>::new());
    }
}
