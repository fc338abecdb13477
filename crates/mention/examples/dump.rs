//! Prints what was linked in labelled documents: `dump [--inline | --table] FILE.jsonl [ID...]`.
//!
//! As it stands, one mention a line under its sentence. With `--inline`, the text itself with `[words|id]` in it, for
//! reading by eye. With `--table`, the rows of `tests/dev_links.tsv`: places in Unicode characters and ids, no text.

use contingent_mention::{Entity, EntityKind, Mention, Value, focus, read};
use contingent_registry::Registry;
use contingent_syntax::{Reader, Syntax};
use contingent_text::{Document, Part, Published, Sentence};
use std::error::Error;

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Lines,
    Inline,
    Table,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let form = match arguments.peek().map(String::as_str) {
        Some("--inline") => Form::Inline,
        Some("--table") => Form::Table,
        _ => Form::Lines,
    };
    if form != Form::Lines {
        arguments.next();
    }
    let file = arguments.next().ok_or("which file?")?;
    let wanted: Vec<String> = arguments.collect();
    let registry = Registry::embedded();
    let mut reader = Reader::new(Syntax::embedded());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let id = text("id");
        if !wanted.is_empty() && !wanted.contains(&id) {
            continue;
        }
        let document = Document {
            id,
            title: text("title"),
            body: text("text"),
            published: text("published")
                .parse()
                .ok()
                .map(|d: jiff::civil::Date| Published::from(d)),
            ..Document::default()
        };
        let sentences = reader.read(&document);
        let mentions = read(&document, &sentences, &registry);
        if form != Form::Table {
            println!(
                "## {} {} focus {:?}",
                document.id,
                text("published"),
                focus(&mentions, &document, &registry)
            );
        }
        for (number, sentence) in (0..).zip(&sentences) {
            let here: Vec<&Mention> = mentions.iter().filter(|m| m.sentence == number).collect();
            match form {
                Form::Lines => lines(&document, sentence, &here),
                Form::Inline => inline(&document, sentence, &here),
                Form::Table => table(&document, sentence, &here),
            }
        }
    }
    Ok(())
}

fn lines(document: &Document, sentence: &Sentence, mentions: &[&Mention]) {
    let text = document.part(sentence.part);
    println!("  {}", sentence.span.of(text));
    for (mention, e) in mentions.iter().filter_map(|m| Some((m, entity(m)?))) {
        let words = mention.span.of(text);
        println!(
            "      {words:32} {:?} {:?} {} [{}] acts={} country={} title={:?} -- {}",
            e.kind,
            e.usage,
            e.id.as_deref().unwrap_or("-"),
            e.name,
            e.acts_for.as_deref().unwrap_or("-"),
            e.country.as_deref().unwrap_or("-"),
            e.title.as_deref().unwrap_or(""),
            mention.reason
        );
    }
}

fn inline(document: &Document, sentence: &Sentence, mentions: &[&Mention]) {
    let text = document.part(sentence.part);
    let mut at = sentence.span.start as usize;
    let mut out = String::new();
    for (mention, e) in mentions.iter().filter_map(|m| Some((m, entity(m)?))) {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        out += text.get(at..start).unwrap_or_default();
        out += &format!("[{}|{}]", mention.span.of(text), name(e));
        at = end;
    }
    out += text.get(at..sentence.span.end as usize).unwrap_or_default();
    println!("  {}", out.replace('\n', " "));
}

fn table(document: &Document, sentence: &Sentence, mentions: &[&Mention]) {
    let text = document.part(sentence.part);
    let part = match sentence.part {
        Part::Title => "title",
        Part::Body => "body",
    };
    for (mention, e) in mentions.iter().filter_map(|m| Some((m, entity(m)?))) {
        let links = matches!(
            e.kind,
            EntityKind::Country | EntityKind::Body | EntityKind::Mission | EntityKind::Group
        );
        if !links || mention.reason.starts_with("pronoun") {
            continue;
        }
        let before = text.get(..mention.span.start as usize).unwrap_or_default();
        println!(
            "{}\t{part}\t{}\t{}\t{}",
            document.id,
            before.chars().count(),
            mention.span.of(text).chars().count(),
            name(e)
        );
    }
}

fn entity(mention: &Mention) -> Option<&Entity> {
    match &mention.value {
        Value::Entity(entity) => Some(entity),
        _ => None,
    }
}

/// The id, or whom a ministry or army acts for, or `-` for what the registry does not know; a person's or place's name.
fn name(e: &Entity) -> &str {
    match e.kind {
        EntityKind::Person | EntityKind::Place => &e.name,
        _ => e.id.as_deref().or(e.acts_for.as_deref()).unwrap_or("-"),
    }
}
