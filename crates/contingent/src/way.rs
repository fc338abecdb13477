//! The way of a document, from its text to its claims, with what is known on the way.

use crate::cli::Knowledge;
use anyhow::{Context, bail};
use contingent_claim::{Claim, Diagnostic, Rules};
use contingent_mention::Mention;
use contingent_record::{Prepared, ReaderStamp};
use contingent_registry::Registry;
use contingent_syntax::{Reader, Syntax};
use contingent_text::{Document, Sentence};
use sha2::{Digest, Sha256};
use std::fmt::Display;
use std::fs;
use std::ops::Deref;
use std::path::Path;

/// Everything that reading needs, loaded once and shared by all threads.
pub struct Way {
    syntax: &'static Syntax,
    registry: Registry,
    rules: RuleSet,
    stamp: ReaderStamp,
}

/// The built-in rules, or those with the user's beside them.
pub enum RuleSet {
    BuiltIn(&'static Rules),
    Own(Box<Rules>),
}

impl Deref for RuleSet {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        match self {
            Self::BuiltIn(rules) => rules,
            Self::Own(rules) => rules,
        }
    }
}

impl Way {
    /// What is built in, and the folders that the call names.
    pub fn open(knowledge: &Knowledge) -> anyhow::Result<Self> {
        let mut stamp = built_in();
        let registry = match &knowledge.registry {
            None => Registry::embedded(),
            Some(folder) => {
                let files = texts(folder, ".tsv")?;
                stamp.registry = with_own(&stamp.registry, &files);
                Registry::with_folder(files.iter().map(|(name, text)| (name, text)))
                    .or_else(|errors| bail!("{}", listed("the registry", Some(folder), &errors)))?
            }
        };
        let folder = knowledge.rules.as_deref();
        let rules =
            rules(folder)?.or_else(|errors| bail!("{}", listed("the rules", folder, &errors)))?;
        if let Some(folder) = folder {
            stamp.rules = with_own(&stamp.rules, &texts(folder, ".rules")?);
        }
        Ok(Self {
            syntax: Syntax::embedded(),
            registry,
            rules,
            stamp,
        })
    }

    /// By what documents are read here, for the record.
    pub fn stamp(&self) -> &ReaderStamp {
        &self.stamp
    }

    /// A reader for one thread.
    pub fn reader(&self) -> WayReader<'_> {
        WayReader {
            way: self,
            sentences: Reader::new(self.syntax),
        }
    }

    /// The rules in use.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What people call the country, body or group with this id; missions keep their short ids.
    pub fn name(&self, id: &str) -> String {
        name(&self.registry, id)
    }
}

/// What people call the country, body or group with this id; anything else is called by its id.
pub fn name(registry: &Registry, id: &str) -> String {
    let country = || registry.country(id).map(|c| &c.name);
    let body = || registry.body(id).map(|b| &b.name);
    let group = || registry.group(id).map(|g| &g.name);
    country()
        .or_else(body)
        .or_else(group)
        .map_or(id, |name| name)
        .to_owned()
}

/// Reads documents, one after the other; one for each thread.
pub struct WayReader<'w> {
    way: &'w Way,
    sentences: Reader<'w>,
}

/// All that was found in a document.
pub struct Found {
    /// Sentences with tags and trees.
    pub sentences: Vec<Sentence>,
    /// Times, amounts, and whom or what the words stand for.
    pub mentions: Vec<Mention>,
    /// What the document says.
    pub claims: Vec<Claim>,
}

impl WayReader<'_> {
    /// Sentences, and the mentions in them.
    pub fn mentions(
        &mut self,
        document: &Document,
    ) -> Result<(Vec<Sentence>, Vec<Mention>), String> {
        readable(document)?;
        let sentences = self.sentences.read(document);
        let mentions = contingent_mention::read(document, &sentences, &self.way.registry);
        Ok((sentences, mentions))
    }

    /// The whole way.
    pub fn found(&mut self, document: &Document) -> Result<Found, String> {
        let (sentences, mentions) = self.mentions(document)?;
        let Way { registry, .. } = self.way;
        let claims =
            contingent_claim::read(document, &sentences, &mentions, registry, self.way.rules());
        Ok(Found {
            sentences,
            mentions,
            claims,
        })
    }

    /// The whole way, and the document with its claims as the record takes it.
    pub fn prepared(&mut self, document: &Document) -> Result<Prepared, String> {
        let found = self.found(document)?;
        let focus = contingent_mention::focus(&found.mentions, document, &self.way.registry);
        Prepared::new(document, &found.claims, focus.as_deref()).map_err(|e| e.to_string())
    }

    /// What nearly was a claim, a line each.
    pub fn near_misses(&self, document: &Document, found: &Found) -> Vec<String> {
        let Found {
            sentences,
            mentions,
            ..
        } = found;
        let Way { registry, .. } = self.way;
        contingent_claim::near_misses(document, sentences, mentions, registry, self.way.rules())
    }
}

/// What is in the program.
fn built_in() -> ReaderStamp {
    ReaderStamp {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        rules: env!("CONTINGENT_RULES").to_owned(),
        registry: env!("CONTINGENT_REGISTRY").to_owned(),
        model: env!("CONTINGENT_MODELS").to_owned(),
    }
}

/// A hash of what is built in and of the user's files over it.
fn with_own(built_in: &str, files: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    for part in files.iter().flat_map(|(name, text)| [name, text]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let own = hash.finalize();
    let own: String = own
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{built_in}+{own}")
}

/// The built-in rules with those of a folder beside them, or what is wrong with them.
pub fn rules(folder: Option<&Path>) -> anyhow::Result<Result<RuleSet, Vec<Diagnostic>>> {
    let Some(folder) = folder else {
        return Ok(Ok(RuleSet::BuiltIn(Rules::embedded())));
    };
    let files = texts(folder, ".rules")?;
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Ok(Rules::from_files(files).map(|rules| RuleSet::Own(Box::new(rules))))
}

/// Only English is read, so a document in another language has no claims that could be trusted.
pub fn readable(document: &Document) -> Result<(), String> {
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

/// Names and texts of the files of a folder with this ending, in the order of their names.
fn texts(folder: &Path, ending: &str) -> anyhow::Result<Vec<(String, String)>> {
    let read = || {
        let mut texts = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name.ends_with(ending) {
                texts.push((name, fs::read_to_string(&path)?));
            }
        }
        texts.sort();
        std::io::Result::Ok(texts)
    };
    let texts = read().with_context(|| format!("cannot read the folder {}", folder.display()))?;
    if texts.is_empty() {
        bail!(
            "there is no file with the ending {ending} in {}",
            folder.display()
        );
    }
    Ok(texts)
}

/// All errors of a folder, one under the other.
fn listed(what: &str, folder: Option<&Path>, errors: &[impl Display]) -> String {
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    let place = folder
        .map(|f| format!(" in {}", f.display()))
        .unwrap_or_default();
    format!("{what}{place} cannot be used:\n{}", lines.join("\n"))
}
