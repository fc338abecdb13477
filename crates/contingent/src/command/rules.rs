//! `contingent rules`: check, try and list the rules.

use crate::cli::{Knowledge, Rules};
use crate::outcome::Outcome;
use crate::table::{KIND, QUIET};
use crate::way::{Way, rules};
use crate::{terminal, why};
use contingent_pattern::Item;
use contingent_text::{Document, Published, Sentence};
use std::fmt::Write as _;
use std::io::Write;

/// Does one of the three.
pub fn run(command: Rules) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let text = match command {
        Rules::Check { knowledge } => check(&knowledge, &mut outcome)?,
        Rules::Try {
            sentence,
            knowledge,
            published,
        } => attempt(&sentence, published, &Way::open(&knowledge)?)?,
        Rules::List { knowledge } => list(&Way::open(&knowledge)?),
    };
    let mut out = terminal::out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(outcome)
}

/// What is wrong in the rule files; a wrong one makes the check fail.
fn check(knowledge: &Knowledge, outcome: &mut Outcome) -> anyhow::Result<String> {
    Ok(match rules(knowledge.rules.as_deref())? {
        Ok(rules) => {
            let program = rules.program();
            format!(
                "{} rules in {} files are sound.\n",
                program.len(),
                program.files().len()
            )
        }
        Err(errors) => {
            outcome.check_failed = true;
            errors.iter().map(|error| format!("{error}\n\n")).collect()
        }
    })
}

/// One sentence, read as a document of its own.
fn attempt(sentence: &str, published: Option<Published>, way: &Way) -> anyhow::Result<String> {
    let document = Document {
        id: "sentence".into(),
        body: sentence.to_owned(),
        published,
        ..Document::default()
    };
    let mut reader = way.reader();
    let found = reader.found(&document).map_err(anyhow::Error::msg)?;
    let mut text = tree(&document, &found.sentences);
    text += &why::document(&document, &found.claims, way, terminal::width(None));
    text += &why::near_misses(&reader.near_misses(&document, &found));
    Ok(text)
}

/// Each word with its place, part of speech, lemma, relation and the word it hangs on.
fn tree(document: &Document, sentences: &[Sentence]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        let form = |at: usize| {
            sentence
                .tokens
                .get(at)
                .map_or("", |t| t.form(document.part(sentence.part)))
        };
        for (at, token) in sentence.tokens.iter().enumerate() {
            let head = token.head.map_or_else(String::new, |head| {
                format!("{} {}", head + 1, form(head.into()))
            });
            let (number, form) = (at + 1, form(at));
            let (upos, deprel) = (token.upos.as_str(), token.deprel.as_str());
            let _ = writeln!(
                text,
                "{number:>3} {form:<20} {upos:<6}{:<20} {QUIET}{deprel:<12} {head}{QUIET:#}",
                token.lemma
            );
        }
        text.push('\n');
    }
    text
}

/// Every rule with the claim type it makes and how many examples it carries.
fn list(way: &Way) -> String {
    let mut text = String::new();
    for (file, content) in way.rules().program().files() {
        let rules = content.items.iter().filter_map(|item| match item {
            Item::Rule(rule) => Some(rule),
            _ => None,
        });
        let mut rules = rules.peekable();
        if rules.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "{QUIET}{file}{QUIET:#}");
        for rule in rules {
            let _ = writeln!(
                text,
                "  {KIND}{:<10}{KIND:#} {:<40} reads {}, leaves {}",
                rule.claim.text,
                rule.name.text,
                rule.reads.len(),
                rule.leaves.len()
            );
        }
    }
    text
}
